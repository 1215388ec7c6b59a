import ConnectionMode
import Testing

@Suite struct `After a restart or a lost link` {
    /// What the PBX has, from the model's own legs.
    @Test func `an agent who was taken out of the directory in a call leaves with its end`() throws
    {
        let before = Desk()
        try before.openConnection()
        let call = try #require(try before.talk())
        var directory = before.model.directory
        directory.tenants[Desk.acme]?.agents[Desk.agent.agent] = nil
        let desk = before.restarted(directory: directory)
        desk.see(
            survey([
                leg(call.agentLeg, in: call.talkingBridge, company: true),
                leg(call.customer.leg, in: call.talkingBridge, company: true),
            ]))
        #expect(desk.model.calls[call.id]?.state == .connected)
        #expect(!desk.effects.contains(.hangUp(call.agentLeg)))
        desk.see(.legGone(call.customer.leg, .hungUp))
        #expect(desk.model.agents[Desk.agent] == nil)
        #expect(desk.effects.contains(.hangUp(call.agentLeg)))
    }

    @Test func `W1 a parked leg that is still there is left as it is`() throws {
        let before = Desk()
        try before.openConnection()
        let attempt = try #require(before.attempt())
        let desk = before.restarted()
        desk.see(survey([leg(attempt.leg, in: attempt.home)]))
        #expect(desk.effects.isEmpty)
        #expect(desk.notices.isEmpty)
        #expect(desk.status() == .available)
    }

    @Test func `W1 an accept that was not stored before a kill is one all the same`() throws {
        let before = Desk()
        try before.openConnection()
        let id = try #require(before.offer())
        let offer = try #require(before.model.offers[id])
        let attempt = try #require(before.attempt())
        let desk = before.restarted()
        desk.model.keep()
        desk.see(
            survey(
                [
                    leg(attempt.leg, in: offer.talkingBridge, company: true),
                    leg(offer.customer.leg, in: offer.talkingBridge, company: true),
                ], bridges: [attempt.home, offer.talkingBridge, offer.waitingBridge]))
        #expect(desk.status() == .busy)
        #expect(desk.model.offers[id]?.state == .connected)
        #expect(!desk.effects.contains(.park(attempt.leg, home: attempt.home)))
        desk.clear()
        desk.see(.legGone(offer.customer.leg, .hungUp))
        #expect(desk.status() == .available)
    }

    @Test
    func `W1 an accept that was not stored is one also when the offer's time is over by then`()
        throws
    {
        let before = Desk()
        try before.openConnection()
        let id = try #require(before.offer())
        let offer = try #require(before.model.offers[id])
        let attempt = try #require(before.attempt())
        let desk = before.restarted()
        desk.pass(seconds: 20)
        #expect(desk.model.offers[id]?.state == .pending)
        desk.see(
            survey([
                leg(attempt.leg, in: offer.talkingBridge, company: true),
                leg(offer.customer.leg, in: offer.talkingBridge, company: true),
            ]))
        #expect(desk.model.offers[id]?.state == .connected)
        #expect(desk.status() == .busy)
    }

    @Test func `O6 an offer whose time was over while nobody looked is missed after the survey`()
        throws
    {
        let desk = Desk()
        try desk.openConnection()
        let id = try #require(desk.offer())
        let attempt = try #require(desk.attempt())
        desk.see(.linkLost)
        desk.pass(seconds: 20)
        desk.see(survey([leg(attempt.leg, in: attempt.home), leg(Desk.caller.leg)]))
        #expect(desk.model.offers[id]?.state == .timedOut)
        #expect(desk.effects.contains(.release(Desk.caller, .timedOut)))
        #expect(desk.status() == .onBreak)
    }

    @Test func `W1 a call that was connected while the link was down stays up`() throws {
        let desk = Desk()
        try desk.openConnection()
        let offer = try #require(desk.offer())
        guard case .accepted(let id) = try desk.ask(.accept(offer)),
            let call = desk.model.calls[id]
        else {
            Issue.record("not accepted")
            return
        }
        desk.see(.linkLost)
        desk.pass(seconds: 20)
        #expect(desk.model.calls[id]?.state == .connecting)
        desk.see(
            survey([
                leg(call.agentLeg, in: call.talkingBridge, company: true),
                leg(call.customer.leg, in: call.talkingBridge, company: true),
            ]))
        #expect(desk.model.calls[id]?.state == .connected)
    }

    @Test func `a call that is connected anew after a lost link has its time for that`() throws {
        let desk = Desk()
        try desk.openConnection()
        let offer = try #require(desk.offer())
        guard case .accepted(let id) = try desk.ask(.accept(offer)),
            let call = desk.model.calls[id]
        else {
            Issue.record("not accepted")
            return
        }
        desk.see(.linkLost)
        desk.pass(seconds: 20)
        let connect = Effect.connect(agent: call.agentLeg, call.customer, in: call.talkingBridge)
        desk.clear()
        desk.see(survey([leg(call.agentLeg), leg(call.customer.leg)]))
        #expect(desk.effects.contains(connect))
        desk.pass(seconds: 5)
        #expect(desk.model.calls[id]?.state == .connecting)
        desk.pass(seconds: 6)
        #expect(desk.model.calls[id]?.end == .failed)
    }

    @Test func `W1 a call that is up goes on, and ends as it should`() throws {
        let before = Desk()
        try before.openConnection()
        let call = try #require(try before.talk())
        let desk = before.restarted()
        let talking = call.talkingBridge
        desk.see(
            survey([
                leg(call.agentLeg, in: talking, company: true),
                leg(call.customer.leg, in: talking, company: true),
            ]))
        #expect(desk.effects.isEmpty)
        #expect(desk.status() == .busy)
        desk.see(.legGone(call.customer.leg, .hungUp))
        #expect(desk.status() == .available)
    }

    @Test func `W1 while verifying the same PIN stays good, and is spoken unless it is just being`()
        throws
    {
        let before = Desk()
        try before.logIn()
        let id = try #require(try before.becomeAvailable())
        before.answerPhone()
        let attempt = try #require(before.attempt())
        let desk = before.restarted()
        desk.see(survey([leg(attempt.leg)]))
        // The service may have been killed before it was asked for.
        guard case .speakPIN(attempt.leg, let spoken) = desk.effects.first else {
            Issue.record("The PIN is not spoken.")
            return
        }
        #expect(desk.effects.count == 1)
        #expect(spoken.mayBePlaying)
        #expect(spoken.nonce == attempt.pinNonce)
        #expect(desk.attempt()?.pinNonce == attempt.pinNonce)
        try desk.ask(.confirmPIN(Desk.agent, id, .right))
        #expect(desk.status() == .available)
    }

    @Test func `W1 an answer that was missed is made up for: the PIN is spoken`() throws {
        let before = Desk()
        try before.logIn()
        try before.becomeAvailable()
        let attempt = try #require(before.attempt())
        let desk = before.restarted()
        desk.see(survey([leg(attempt.leg)]))
        #expect(desk.effects.count { $0.isSpeaking } == 1)
        #expect(desk.dials.isEmpty)
    }

    @Test func `W2 a dial that was stored and perhaps sent is looked for, never repeated`() throws {
        let before = Desk()
        try before.logIn()
        try before.becomeAvailable()
        let attempt = try #require(before.attempt())
        let desk = before.restarted()
        desk.see(survey([]))
        #expect(desk.effects == [.find(attempt.leg)])
        desk.see(.legNotFound(attempt.leg))
        #expect(desk.status() == .notReachable)
        #expect(desk.dials.isEmpty)
    }

    @Test func `S6 a leg that went while nobody looked is told as lost`() throws {
        let before = Desk()
        try before.openConnection()
        let attempt = try #require(before.attempt())
        let desk = before.restarted()
        desk.see(survey([]))
        #expect(desk.status() == .notReachable)
        #expect(desk.notices.contains(.lostNotice(attempt.id, .unknown)))
    }

    @Test func `C1 after a restart of the PBX the reason is nodeRestarted`() throws {
        let desk = Desk()
        try desk.openConnection()
        desk.see(.linkLost)
        desk.see(survey(run: "run 2", []))
        #expect(desk.reason() == .connection(.nodeRestarted))
    }

    @Test func `O9 a customer who left while nobody looked ends the call, and the leg is parked`()
        throws
    {
        let desk = Desk()
        try desk.openConnection()
        let call = try #require(try desk.talk())
        let attempt = try #require(desk.attempt())
        desk.see(.linkLost)
        desk.see(survey([leg(call.agentLeg, in: call.talkingBridge)]))
        #expect(desk.effects.contains(.park(attempt.leg, home: attempt.home)))
        #expect(desk.status() == .available)
    }

    @Test func `an accept cut short by a kill is taken up again`() throws {
        let before = Desk()
        try before.openConnection()
        let offer = try #require(before.offer())
        guard case .accepted(let id) = try before.ask(.accept(offer)),
            let call = before.model.calls[id], let attempt = before.attempt()
        else {
            Issue.record("not accepted")
            return
        }
        let desk = before.restarted()
        desk.see(
            survey(
                [
                    leg(call.agentLeg, in: attempt.home),
                    leg(call.customer.leg, in: call.waitingBridge),
                ], bridges: [call.talkingBridge]))
        #expect(
            desk.effects == [
                .connect(agent: call.agentLeg, call.customer, in: call.talkingBridge)
            ])
    }

    @Test func `a customer who arrived while nobody looked is taken on`() throws {
        let desk = Desk()
        try desk.openConnection()
        desk.see(.linkLost)
        let details = OfferDetails(caller: Caller(number: "+33123456789", name: ""))
        let arrival = Survey.Arrival(customer: Desk.caller, agent: Desk.agent, details: details)
        let attempt = try #require(desk.attempt())
        desk.see(
            survey([leg(attempt.leg, in: attempt.home), leg(Desk.caller.leg, arrival: arrival)]))
        #expect(desk.status() == .offered)
        // The event that was held meanwhile says it again.
        desk.clear()
        desk.see(.customerArrived(Desk.caller, Desk.agent, details))
        #expect(desk.effects.isEmpty)
    }

    @Test func `a leg of ours without an owner is ended, with company it is left`() throws {
        let desk = Desk()
        let alone = LegID("oh-test-v77")
        let together = LegID("oh-test-v78")
        let foreign = LegID("oh-else-v79")
        desk.see(
            survey([
                leg(alone), leg(together, in: BridgeID("x"), company: true), leg(foreign),
                leg(LegID("1795.5")),
            ]))
        #expect(desk.effects == [.hangUp(alone)])
    }

    @Test func `a bridge that nobody needs any more is dissolved, another one is not touched`()
        throws
    {
        let desk = Desk()
        try desk.openConnection()
        let attempt = try #require(desk.attempt())
        desk.see(
            survey(
                [leg(attempt.leg, in: attempt.home)],
                bridges: [attempt.home, BridgeID("oh-test-t9"), BridgeID("conference")]))
        #expect(desk.effects == [.dissolve(BridgeID("oh-test-t9"))])
    }

    @Test func `O10 of a call whose customer is kept only the place where they wait is kept`()
        throws
    {
        let desk = Desk()
        try desk.openConnection()
        let old = try #require(try desk.talk())
        desk.see(.legGone(old.agentLeg, .hungUp))
        let call = try #require(desk.model.calls[old.id])
        desk.see(.linkLost)
        desk.clear()
        desk.see(
            survey(
                [leg(call.customer.leg, in: call.waitingBridge)],
                bridges: [call.waitingBridge, call.talkingBridge]))
        #expect(
            desk.effects == [
                .keepWaiting(Desk.caller, in: call.waitingBridge), .dissolve(call.talkingBridge),
            ])
    }

    @Test func `what could not be stored is undone as a whole`() throws {
        let desk = Desk()
        try desk.openConnection()
        let agents = desk.model.agents
        _ = try desk.model.perform(
            .logOut(Desk.agent), at: desk.now, chance: Nonce(high: 0, low: 0))
        #expect(desk.model.agents != agents)
        desk.model.rollBack()
        #expect(desk.model.agents == agents)
        #expect(desk.model.takeDecision().effects.isEmpty)
        // Legs still find their owner.
        let leg = try #require(desk.attempt()?.leg)
        desk.see(.legGone(leg, .hungUp))
        #expect(desk.status() == .notReachable)
    }
}

/// What a restart of the PBX ends.
@Suite struct `A restart of the PBX in a call` {
    @Test func `W3 the call ended with it, and no customer is kept who is gone`() throws {
        let desk = Desk()
        try desk.openConnection()
        let call = try #require(try desk.talk())
        desk.see(.linkLost)
        desk.clear()
        desk.see(.surveyed(Survey(nodeRun: "run 2", legs: [], bridges: [])))
        #expect(desk.model.calls[call.id]?.end == .nodeRestarted)
        #expect(!desk.effects.contains { if case .keepWaiting = $0 { true } else { false } })
        #expect(desk.status() == .notReachable)
    }
}
