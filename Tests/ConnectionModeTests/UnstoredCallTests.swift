import ConnectionMode
import Testing

/// A kill right after an Accept, or while the store failed: what the store has is older than what the
/// PBX has.
@Suite struct `Calls that are not in the store` {
    /// The agent's leg and a customer are together there.
    private func together(
        _ leg: LegID, _ customer: CustomerLeg, in bridge: BridgeID
    ) -> Observation {
        let details = OfferDetails(caller: Caller(number: "+33123456789", name: ""))
        let legs = [leg, customer.leg].map { id in
            Survey.Leg(
                id: id, isUp: true, isRinging: false, bridge: bridge, hasCompany: true,
                arrival: id == leg
                    ? nil
                    : Survey.Arrival(customer: customer, agent: Desk.agent, details: details))
        }
        return .surveyed(Survey(nodeRun: "run 1", legs: legs, bridges: [bridge]))
    }

    @Test func `W1 an accept before a kill stands while the store still fails, by the same name`()
        throws
    {
        let before = Desk()
        try before.openConnection()
        let id = try #require(before.offer())
        let attempt = try #require(before.attempt())
        let desk = before.restarted()
        guard case .accepted(let call) = try before.ask(.accept(id)),
            let bridge = before.model.calls[call]?.talkingBridge
        else {
            Issue.record("not accepted")
            return
        }
        desk.see(together(attempt.leg, Desk.caller, in: bridge))
        #expect(desk.model.calls[call]?.state == .connected)
        #expect(!desk.effects.contains(.park(attempt.leg, home: attempt.home)))
    }

    @Test
    func `W1 a call that was not stored goes on though its agent was taken out of the directory`()
        throws
    {
        let before = Desk()
        try before.openConnection()
        let id = try #require(before.offer())
        let attempt = try #require(before.attempt())
        let desk = before.restarted(directory: Directory())
        guard case .accepted(let call) = try before.ask(.accept(id)),
            let bridge = before.model.calls[call]?.talkingBridge
        else {
            Issue.record("not accepted")
            return
        }
        #expect(desk.effects.isEmpty)
        desk.see(together(attempt.leg, Desk.caller, in: bridge))
        #expect(desk.model.calls[call]?.state == .connected)
        #expect(!desk.effects.contains(.hangUp(attempt.leg)))
        desk.see(.legGone(Desk.caller.leg, .hungUp))
        #expect(desk.effects.contains(.hangUp(attempt.leg)))
        #expect(desk.model.agents.isEmpty)
    }

    @Test func `W1 a call whose offer was never stored goes on`() throws {
        let before = Desk()
        try before.openConnection()
        let attempt = try #require(before.attempt())
        let desk = before.restarted()
        let call = try #require(try before.talk())
        desk.see(together(attempt.leg, Desk.caller, in: call.talkingBridge))
        #expect(desk.model.calls[call.id]?.state == .connected)
        #expect(desk.status() == .busy)
        #expect(!desk.effects.contains(.park(attempt.leg, home: attempt.home)))
        #expect(!desk.effects.contains(.dissolve(call.talkingBridge)))
        desk.see(.legGone(Desk.caller.leg, .hungUp))
        #expect(desk.status() == .available)
    }

    @Test func `W1 a call goes on though neither it nor the end of the one before was stored`()
        throws
    {
        let before = Desk()
        try before.openConnection()
        let old = try #require(try before.talk())
        let attempt = try #require(before.attempt())
        let desk = before.restarted()
        desk.see(together(attempt.leg, Desk.half, in: BridgeID("oh-test-t99")))
        #expect(desk.model.calls[old.id]?.end == .customerHungUp)
        #expect(desk.model.calls[CallID("oh-test-c99")]?.state == .connected)
        #expect(!desk.effects.contains(.park(attempt.leg, home: attempt.home)))
    }

    @Test func `W1 two who meet by an accept from before the kill are in a call`() throws {
        let before = Desk()
        try before.openConnection()
        let id = try #require(before.offer())
        let offer = try #require(before.model.offers[id])
        let attempt = try #require(before.attempt())
        let desk = before.restarted()
        let legs = [(attempt.leg, attempt.home), (offer.customer.leg, offer.waitingBridge)].map {
            Survey.Leg(
                id: $0.0, isUp: true, isRinging: false, bridge: $0.1, hasCompany: false,
                arrival: nil)
        }
        desk.see(
            .surveyed(Survey(nodeRun: "run 1", legs: legs, bridges: [offer.talkingBridge])))
        #expect(desk.model.offers[id]?.state == .pending)
        for leg in [attempt.leg, offer.customer.leg] {
            desk.see(.legEntered(leg, offer.talkingBridge))
        }
        #expect(desk.model.offers[id]?.state == .connected)
        #expect(desk.status() == .busy)
    }

    @Test
    func `an accept in the same decision as the survey is not undone by what the survey asked`()
        throws
    {
        let before = Desk()
        try before.openConnection()
        let id = try #require(before.offer())
        let attempt = try #require(before.attempt())
        let desk = before.restarted()
        let legs = [attempt.leg, Desk.caller.leg].map {
            Survey.Leg(
                id: $0, isUp: true, isRinging: false, bridge: nil, hasCompany: false, arrival: nil)
        }
        desk.model.observe(
            .surveyed(Survey(nodeRun: "run 1", legs: legs, bridges: [])), at: desk.now)
        guard case .accepted = try desk.ask(.accept(id)) else {
            Issue.record("not accepted")
            return
        }
        #expect(desk.effects.contains { if case .connect = $0 { true } else { false } })
        #expect(!desk.effects.contains { if case .park = $0 { true } else { false } })
        #expect(!desk.effects.contains { if case .keepWaiting = $0 { true } else { false } })
    }

    @Test func `a customer who may hear nothing is seen to again, as long as they wait`() throws {
        let desk = Desk()
        try desk.openConnection()
        let id = try #require(desk.offer())
        let offer = try #require(desk.model.offers[id])
        let wait = Effect.keepWaiting(Desk.caller, in: offer.waitingBridge)
        desk.clear()
        desk.see(.waitFailed(Desk.caller.leg))
        #expect(desk.effects == [wait])
        desk.clear()
        desk.see(.linkLost)
        desk.see(.waitFailed(Desk.caller.leg))
        #expect(desk.effects.isEmpty)
    }

    @Test func `O10 who is kept after an agent was lost hears music, also if the link was lost`()
        throws
    {
        let desk = Desk()
        try desk.openConnection()
        let ringing = CustomerLeg(leg: LegID("1795.9"), kind: .own, isAnswered: false)
        let old = try #require(try desk.talk(with: ringing))
        desk.see(.legGone(old.agentLeg, .hungUp))
        let call = try #require(desk.model.calls[old.id])
        let answered = CustomerLeg(leg: ringing.leg, kind: .own, isAnswered: true)
        let wait = Effect.keepWaiting(answered, in: call.waitingBridge)
        desk.clear()
        desk.see(.waitFailed(ringing.leg))
        #expect(desk.effects == [wait])
        desk.clear()
        let leg = Survey.Leg(
            id: ringing.leg, isUp: true, isRinging: false, bridge: nil, hasCompany: false,
            arrival: nil)
        desk.see(.surveyed(Survey(nodeRun: "run 1", legs: [leg], bridges: [])))
        #expect(desk.effects == [wait])
    }
}
