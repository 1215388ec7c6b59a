import ConnectionMode
import Testing

/// Customers are brought only to legs where they are heard.
@Suite struct `C4 a phone that has put us on hold` {
    private func open() throws -> (Desk, LegID) {
        let desk = Desk(tenant: { $0.destinations.country = Country("DE") })
        try desk.openConnection()
        return (desk, try #require(desk.attempt()?.leg))
    }

    @Test func `is offered nobody, and somebody again when it lets go`() throws {
        let (desk, leg) = try open()
        let attempt = try #require(desk.attempt()?.id)
        desk.see(.legHeld(leg, true))
        #expect(desk.model.agents[Desk.agent]?.unhealth == .phoneOnHold)
        #expect(desk.notices == [.connectionUnhealthy(attempt, .phoneOnHold)])
        #expect(desk.status() == .available, "nothing that the agent asked for has changed")
        #expect(desk.availabilities.last == [Desk.agent: .unavailable])
        #expect(desk.standings[Desk.agent]?.attendance == .paused("phoneOnHold"))
        #expect(desk.offer() == nil)
        #expect(throws: Refusal.phoneOnHold) {
            try desk.ask(.placeCall(Desk.agent, CallOrder(to: "030 123456")))
        }
        desk.clear()
        desk.see(.legHeld(leg, true))
        #expect(desk.notices.isEmpty && desk.availabilities.isEmpty, "told again, it is no news")
        desk.see(.legHeld(leg, false))
        #expect(desk.notices == [.connectionRecovered(attempt)])
        #expect(desk.availabilities.last == [Desk.agent: .free])
        desk.see(.legGone(Desk.caller.leg, .hungUp))
        #expect(desk.offer() != nil)
    }

    @Test func `cannot accept, and does not lose the customer by it`() throws {
        let (desk, leg) = try open()
        let offer = try #require(desk.offer())
        desk.see(.legHeld(leg, true))
        #expect(throws: Refusal.phoneOnHold) { try desk.ask(.accept(offer)) }
        #expect(desk.model.offers[offer]?.state == .pending)
        desk.see(.legHeld(leg, false))
        guard case .accepted = try desk.ask(.accept(offer)) else {
            Issue.record("not accepted")
            return
        }
    }

    @Test func `in a call it is the agent's own affair, and counts after it`() throws {
        let (desk, leg) = try open()
        let call = try #require(try desk.talk())
        desk.see(.legHeld(leg, true))
        #expect(desk.model.calls[call.id]?.state == .connected)
        #expect(desk.status() == .busy)
        desk.see(.legGone(call.customer.leg, .hungUp))
        #expect(desk.standings[Desk.agent]?.availability == .unavailable)
        // With the connection it is over.
        desk.see(.legGone(leg, .hungUp))
        #expect(desk.model.agents[Desk.agent]?.unhealth == nil)
    }

    /// What the phone did, and the click, were not stored before a kill.
    @Test func `does not part who is together already`() throws {
        let (desk, held) = try open()
        let id = try #require(desk.offer())
        let offer = try #require(desk.model.offers[id])
        desk.see(.legHeld(held, true))
        let next = desk.restarted()
        let bridge = offer.talkingBridge
        next.see(
            survey(
                [
                    leg(held, in: bridge, company: true),
                    leg(Desk.caller.leg, in: bridge, company: true),
                ], bridges: [bridge]))
        #expect(next.model.offers[id]?.state == .connected)
        #expect(next.status() == .busy)
    }

    @Test func `is asked after a gap whether it still does`() throws {
        let (desk, held) = try open()
        desk.see(.legHeld(held, true))
        let home = try #require(desk.attempt()?.home)
        let next = desk.restarted()
        #expect(next.model.agents[Desk.agent]?.unhealth == .phoneOnHold)
        next.see(survey([leg(held, in: home)], bridges: [home]))
        #expect(next.effects.contains(.findHold(held)))
        next.see(.legHeld(held, false))
        #expect(next.model.agents[Desk.agent]?.unhealth == nil)
        next.clear()
        next.see(.linkLost)
        next.see(survey([leg(held, in: home)], bridges: [home]))
        #expect(!next.effects.contains(.findHold(held)), "it costs nothing where nobody holds")
    }
}
