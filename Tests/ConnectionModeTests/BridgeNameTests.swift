import ConnectionMode
import Testing

@Suite struct `Names of bridges after a restart` {
    @Test func `a home that may have been deleted is not made a second time`() throws {
        let before = Desk()
        try before.openConnection()
        let attempt = try #require(before.attempt())
        let desk = before.restarted()
        desk.see(survey([leg(attempt.leg)]))
        let home = try #require(desk.attempt()?.home)
        #expect(home != attempt.home)
        let stop = Effect.stopRinging(attempt.leg)
        #expect(desk.effects == [stop, .park(attempt.leg, home: home), stop])
        // What this run has asked for may still be on its way.
        desk.see(.linkLost)
        desk.see(survey([leg(attempt.leg)]))
        #expect(desk.attempt()?.home == home)
    }

    @Test func `so it is also when the first look at the PBX cannot be stored`() throws {
        let before = Desk()
        try before.openConnection()
        let attempt = try #require(before.attempt())
        let desk = before.restarted()
        desk.model.keep()
        desk.model.observe(survey([leg(attempt.leg)]), at: desk.now)
        desk.model.rollBack()
        #expect(desk.attempt()?.home == attempt.home)
        desk.see(survey([leg(attempt.leg)]))
        #expect(desk.attempt()?.home != attempt.home)
    }

    @Test func `an offer's places that may have been deleted are not made a second time`() throws {
        let before = Desk()
        try before.openConnection()
        let id = try #require(before.offer())
        let offer = try #require(before.model.offers[id])
        let attempt = try #require(before.attempt())
        let desk = before.restarted()
        desk.see(survey([leg(attempt.leg, in: attempt.home), leg(offer.customer.leg)]))
        let now = try #require(desk.model.offers[id])
        #expect(now.state == .pending)
        #expect(now.talkingBridge != offer.talkingBridge)
        #expect(now.waitingBridge != offer.waitingBridge)
        #expect(desk.effects.contains(.prepare(now.talkingBridge)))
    }

    @Test func `a place of a call that may have been deleted is not made a second time`() throws {
        let before = Desk()
        try before.openConnection()
        let call = try #require(try before.talk())
        let attempt = try #require(before.attempt())
        let desk = before.restarted()
        desk.see(survey([leg(attempt.leg, in: attempt.home), leg(call.customer.leg)]))
        let place = try #require(desk.model.calls[call.id]?.talkingBridge)
        #expect(place != call.talkingBridge)
        #expect(
            desk.effects.contains(.connect(agent: attempt.leg, call.customer, in: place)))
    }

    @Test func `a customer whose agent is lost goes back at once while no bridge can be named`()
        throws
    {
        let before = Desk()
        try before.openConnection()
        let call = try #require(try before.talk())
        let desk = before.restarted()
        let both = [call.agentLeg, call.customer.leg].map { leg($0, in: call.talkingBridge) }
        // As at a start on a full disk: what is decided is never stored.
        desk.model.observe(survey(both, bridges: [call.talkingBridge]), at: desk.now)
        desk.model.keep(isStored: false)
        desk.model.observe(.legGone(call.agentLeg, .hungUp), at: desk.now)
        let effects = desk.model.takeDecision().effects
        #expect(effects.contains(.release(call.customer, .agentLost)))
        #expect(!effects.contains { if case .keepWaiting = $0 { true } else { false } })
    }

    @Test func `the place where a customer waited is not needed when the two talk`() throws {
        let before = Desk()
        try before.openConnection()
        let call = try #require(try before.talk())
        let desk = before.restarted()
        desk.see(
            survey(
                [
                    leg(call.agentLeg, in: call.talkingBridge),
                    leg(call.customer.leg, in: call.talkingBridge),
                ], bridges: [call.talkingBridge, call.waitingBridge]))
        #expect(desk.effects == [.dissolve(call.waitingBridge)])
    }

    @Test func `out of sight nobody is moved home before the survey`() throws {
        let before = Desk()
        try before.openConnection()
        let call = try #require(try before.talk())
        let desk = before.restarted()
        try desk.ask(.hangUp(call.id))
        #expect(
            !desk.effects.contains { if case .park = $0 { true } else { false } })
    }

    @Test func `one of the two in the bridge gives the other's word time`() throws {
        let desk = Desk()
        try desk.openConnection()
        let offer = try #require(desk.offer())
        try desk.ask(.accept(offer))
        let call = try #require(desk.model.calls.values.first)
        desk.see(.legEntered(call.agentLeg, call.talkingBridge))
        desk.pass(seconds: 11)
        #expect(desk.model.calls[call.id]?.state == .connecting)
        desk.see(.legEntered(call.customer.leg, call.talkingBridge))
        #expect(desk.model.calls[call.id]?.state == .connected)
    }
}
