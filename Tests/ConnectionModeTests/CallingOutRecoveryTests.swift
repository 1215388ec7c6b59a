import ConnectionMode
import Testing

/// Calls that agents place, after the PBX or the service was away.
extension `Agents who call` {
    /// The service is killed and started again, and then sees this; the agent's leg is there.
    private func restarted(
        _ desk: Desk, agentIn bridge: BridgeID?, _ more: [Survey.Leg]
    ) throws -> Desk {
        let next = desk.restarted()
        next.model.keep()
        let own = try #require(desk.attempt()?.leg)
        let company = more.contains { $0.bridge == bridge }
        next.see(survey([leg(own, in: bridge, company: company)] + more))
        return next
    }

    @Test func `W1 a call that rings goes on ringing`() throws {
        let desk = try connected()
        let call = try rings(desk)
        let next = try restarted(
            desk, agentIn: call.talkingBridge,
            [
                leg(
                    call.customer.leg, up: false, ringing: true, in: call.talkingBridge,
                    company: true)
            ])
        #expect(try now(call, next).state == .ringing)
        #expect(next.effects.isEmpty)
        next.see(.legUp(call.customer.leg))
        #expect(try now(call, next).state == .connected)
    }

    @Test func `W1 who has answered meanwhile is connected`() throws {
        let desk = try connected()
        let call = try rings(desk)
        let next = try restarted(
            desk, agentIn: call.talkingBridge,
            [leg(call.customer.leg, in: call.talkingBridge, company: true)])
        #expect(try now(call, next).state == .connected)

        // The agent's leg did not come along: they are brought together.
        let apart = try restarted(
            desk, agentIn: try home(desk), [leg(call.customer.leg, in: call.talkingBridge)])
        #expect(
            apart.effects.contains(
                .connect(agent: call.agentLeg, call.customer, in: call.talkingBridge)))
    }

    @Test func `W1 who refused meanwhile is gone, and no ringing is left`() throws {
        let desk = try connected()
        let call = try rings(desk)
        let next = try restarted(desk, agentIn: call.talkingBridge, [])
        #expect(try now(call, next).end == .failed)
        #expect(next.effects.contains(.park(call.agentLeg, home: try home(next))))
        #expect(next.effects.contains(.stopRinging(call.agentLeg)))
        // Should the request have been lost, the next survey makes up for it.
        next.clear()
        next.see(survey([leg(call.agentLeg, in: try home(next))]))
        #expect(next.effects.contains(.stopRinging(call.agentLeg)))
    }

    @Test func `C2 no ringing is left where the next call ended out of sight, too`() throws {
        let desk = try connected()
        let missed = try rings(desk)
        desk.see(.legGone(missed.customer.leg, .busy))
        try desk.ask(.accept(try #require(desk.offer())))
        desk.clear()
        // The request to end the ringing was lost, and the customer of the next call is gone.
        desk.see(survey([leg(missed.agentLeg, in: missed.talkingBridge)]))
        #expect(desk.effects.contains(.stopRinging(missed.agentLeg)))
        #expect(desk.effects.contains(.park(missed.agentLeg, home: try home(desk))))
    }

    @Test
    func
        `C2 no ringing is left for an agent who is offered a customer by now, or has accepted one`()
        throws
    {
        let desk = try connected()
        let missed = try rings(desk)
        desk.see(.legGone(missed.customer.leg, .busy))
        let offer = try #require(desk.offer())
        desk.clear()
        let legs = [
            leg(missed.agentLeg, in: missed.talkingBridge), leg(Desk.caller.leg, in: nil),
        ]
        desk.see(survey(legs))
        #expect(desk.effects.contains(.stopRinging(missed.agentLeg)))
        try desk.ask(.accept(offer))
        desk.clear()
        desk.see(survey(legs))
        #expect(desk.effects.contains(.stopRinging(missed.agentLeg)))
        // The store does not keep calls that are over: the leg's place tells.
        let next = desk.restarted()
        next.model = ConnectionModel(
            epoch: "test", directory: next.model.directory,
            remembered: {
                var remembered = desk.remembered
                remembered.calls.removeAll { $0.id == missed.id }
                return remembered
            }(), at: next.now)
        next.model.keep()
        next.see(survey(legs))
        #expect(next.effects.contains(.stopRinging(missed.agentLeg)))
    }

    @Test func `W2 a kill before the customer was called leaves nobody called twice`() throws {
        let desk = try connected()
        let call = try place(desk)
        // The request may still be on its way.
        let early = try restarted(desk, agentIn: try home(desk), [])
        #expect(early.effects.contains(.find(call.customer.leg)))
        early.see(.legNotFound(call.customer.leg))
        #expect(try now(call, early).end == .failed)

        let made = try restarted(desk, agentIn: try home(desk), [leg(call.customer.leg, up: false)])
        #expect(try now(call, made).end == .failed)
        #expect(made.effects.contains(.hangUp(call.customer.leg)))
        #expect(!made.effects.contains { if case .dialOut = $0 { true } else { false } })
    }

    @Test
    func `W1 O8 on demand a kill while the agent's phone rings, and one after it was answered`()
        throws
    {
        let desk = try onDemand()
        let call = try place(desk)
        let rings = desk.restarted()
        rings.model.keep()
        rings.see(survey([leg(call.agentLeg, up: false, ringing: true)]))
        #expect(try now(call, rings).state == .callingAgent)
        #expect(rings.effects.isEmpty)

        let answered = desk.restarted()
        answered.model.keep()
        answered.see(survey([leg(call.agentLeg)]))
        #expect(try now(call, answered).state == .dialing)
        #expect(answered.effects.count == 1)

        let gone = desk.restarted()
        gone.model.keep()
        gone.see(survey([]))
        #expect(gone.effects == [.find(call.agentLeg)])
        gone.see(.legNotFound(call.agentLeg))
        #expect(try now(call, gone).end == .agentNotReached)
    }

    @Test func `W3 a restart of the PBX ends it`() throws {
        let desk = try connected()
        let call = try rings(desk)
        desk.see(survey(run: "run 2", []))
        #expect(try now(call, desk).state == .ended)
        #expect(desk.status() == .notReachable)
    }
}
