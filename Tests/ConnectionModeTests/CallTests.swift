import ConnectionMode
import Testing

@Suite struct `Offers and calls` {
    @Test func `O1 a customer is offered, with a place to wait and a place to talk`() throws {
        let desk = Desk()
        try desk.openConnection()
        let id = try #require(desk.offer())
        let offer = try #require(desk.model.offers[id])
        #expect(desk.status() == .offered)
        #expect(offer.details.caller.name == "Carol")
        #expect(
            desk.effects == [
                .keepWaiting(Desk.caller, in: offer.waitingBridge), .prepare(offer.talkingBridge),
            ])
    }

    @Test func `C6 connected is said when the PBX has both in one bridge`() throws {
        let desk = Desk()
        try desk.openConnection()
        let offer = try #require(desk.offer())
        guard case .accepted(let id) = try desk.ask(.accept(offer)) else {
            Issue.record("not accepted")
            return
        }
        let call = try #require(desk.model.calls[id])
        #expect(call.state == .connecting)
        desk.see(.legEntered(call.agentLeg, call.talkingBridge))
        #expect(desk.model.calls[id]?.state == .connecting)
        desk.see(.legEntered(call.customer.leg, call.talkingBridge))
        #expect(desk.model.calls[id]?.state == .connected)
        #expect(desk.model.offers[offer]?.state == .connected)
        #expect(desk.status() == .busy)
    }

    @Test func `C3 the phone is not rung again for a call`() throws {
        let desk = Desk()
        try desk.openConnection()
        let call = try #require(try desk.talk())
        desk.see(.legGone(call.customer.leg, .hungUp))
        _ = try desk.talk(with: CustomerLeg(leg: LegID("1795.9"), kind: .own, isAnswered: true))
        #expect(desk.dials.isEmpty)
    }

    @Test func `O5 accept repeated is the same accept`() throws {
        let desk = Desk()
        try desk.openConnection()
        let offer = try #require(desk.offer())
        let first = try desk.ask(.accept(offer))
        desk.clear()
        #expect(try desk.ask(.accept(offer)) == first)
        #expect(desk.effects.isEmpty)
    }

    @Test func `O5 an offer has one end and the others are told it`() throws {
        let desk = Desk()
        try desk.openConnection()
        let offer = try #require(desk.offer())
        desk.see(.legGone(Desk.caller.leg, .hungUp))
        #expect(desk.model.offers[offer]?.state == .canceled)
        #expect(throws: Refusal.offerNotPending(.canceled)) { try desk.ask(.accept(offer)) }
        #expect(throws: Refusal.offerNotPending(.canceled)) { try desk.ask(.reject(offer)) }
        #expect(desk.status() == .available)
    }

    @Test func `O6 reject returns the customer to the dialplan and keeps the agent available`()
        throws
    {
        let desk = Desk()
        try desk.openConnection()
        let offer = try #require(desk.offer())
        try desk.ask(.reject(offer))
        #expect(desk.effects.contains(.release(Desk.caller, .rejected)))
        #expect(desk.status() == .available)
    }

    @Test func `O6 an unanswered offer ends after 15 s and the agent is on break`() throws {
        let desk = Desk()
        try desk.openConnection()
        let offer = try #require(desk.offer())
        desk.pass(seconds: 14)
        #expect(desk.model.offers[offer]?.state == .pending)
        desk.pass(seconds: 1)
        #expect(desk.model.offers[offer]?.state == .timedOut)
        #expect(desk.effects.contains(.release(Desk.caller, .timedOut)))
        #expect(desk.status() == .onBreak)
        #expect(desk.reason() == .missedOffer)
    }

    @Test(arguments: [
        (AfterMissedOffers.onBreak, ShownStatus?.some(.onBreak)),
        (.workingOffline, .workingOffline), (.logOut, nil), (.stayAvailable, .available),
    ])
    func `O6 who misses as many offers as the policy bears is treated as it says`(
        _ then: AfterMissedOffers, _ status: ShownStatus?
    ) throws {
        let desk = Desk {
            $0.missedOffersBeforeBreak = 2
            $0.afterMissedOffers = then
        }
        try desk.openConnection()
        for missed in 1...2 {
            _ = try #require(desk.offer())
            desk.pass(seconds: 15)
            desk.see(.legGone(Desk.caller.leg, .hungUp))
            if missed == 1 { #expect(desk.status() == .available) }
        }
        #expect(desk.status() == status)
        switch then {
        case .onBreak, .workingOffline: #expect(desk.reason() == .missedOffer)
        case .logOut:
            #expect(desk.effects.contains { if case .hangUp = $0 { true } else { false } })
        case .stayAvailable: #expect(desk.offer() != nil)
        }
    }

    @Test(arguments: [Int.min, -1, 0, 1, 2])
    func `O6 a queue's time-out that makes no sense leaves a second to accept in`(
        _ seconds: Int
    ) throws {
        let desk = Desk()
        try desk.openConnection()
        let id = try #require(desk.offer(ringSeconds: seconds))
        let offer = try #require(desk.model.offers[id])
        #expect(offer.expiresAt == desk.now.advanced(bySeconds: 1))
    }

    @Test func `O6 in a queue the offer ends a second before the queue's own time-out`() throws {
        let desk = Desk()
        try desk.openConnection()
        let offer = try #require(desk.offer(Desk.half, ringSeconds: 8))
        desk.pass(seconds: 6)
        #expect(desk.model.offers[offer]?.state == .pending)
        desk.pass(seconds: 1)
        #expect(desk.model.offers[offer]?.state == .timedOut)
    }

    @Test func `O9 when the customer hangs up the leg goes back to silence`() throws {
        let desk = Desk()
        try desk.openConnection()
        let call = try #require(try desk.talk())
        let attempt = try #require(desk.attempt())
        desk.see(.legGone(call.customer.leg, .hungUp))
        #expect(desk.effects.contains(.park(attempt.leg, home: attempt.home)))
        #expect(desk.model.calls[call.id]?.end == .customerHungUp)
        #expect(desk.status() == .available)
    }

    @Test func `O9 when the agent clicks hang up the customer's leg ends and the agent's stays`()
        throws
    {
        let desk = Desk()
        try desk.openConnection()
        let call = try #require(try desk.talk())
        let attempt = try #require(desk.attempt())
        try desk.ask(.hangUp(call.id))
        #expect(desk.effects.contains(.release(Desk.caller, .agentHungUp)))
        #expect(desk.effects.contains(.park(attempt.leg, home: attempt.home)))
        #expect(!desk.effects.contains(.hangUp(attempt.leg)))
        #expect(throws: Refusal.callIsOver) { try desk.ask(.hangUp(call.id)) }
    }

    @Test func `O10 an agent lost in a call leaves the customer with music, then the dialplan`()
        throws
    {
        let desk = Desk()
        try desk.openConnection()
        let call = try #require(try desk.talk())
        desk.see(.legGone(call.agentLeg, .hungUp))
        #expect(desk.status() == .notReachable)
        let waiting = try #require(desk.model.calls[call.id]?.waitingBridge)
        #expect(waiting != call.waitingBridge, "a bridge's name is never used twice")
        #expect(desk.effects.contains(.keepWaiting(Desk.caller, in: waiting)))
        #expect(!desk.effects.contains(.release(Desk.caller, .agentLost)))
        desk.pass(seconds: 2)
        #expect(desk.effects.contains(.release(Desk.caller, .agentLost)))
        #expect(desk.effects.contains(.dissolve(waiting)))
    }

    @Test func `O10 under Dial the other half goes back at once`() throws {
        let desk = Desk()
        try desk.openConnection()
        let call = try #require(try desk.talk(with: Desk.half))
        desk.see(.legGone(call.agentLeg, .hungUp))
        #expect(desk.effects.contains(.release(Desk.half, .agentLost)))
    }

    @Test func `O10 by policy the customer's call ends with the agent's`() throws {
        let desk = Desk { $0.customerAfterHangUp = .end }
        try desk.openConnection()
        let call = try #require(try desk.talk())
        desk.see(.legGone(call.agentLeg, .hungUp))
        #expect(desk.effects.contains(.release(Desk.caller, .agentHungUp)))
    }

    @Test
    func `O5 a customer who leaves during accept leaves the agent parked, and nothing missed`()
        throws
    {
        let desk = Desk()
        try desk.openConnection()
        let offer = try #require(desk.offer())
        guard case .accepted(let id) = try desk.ask(.accept(offer)) else {
            Issue.record("not accepted")
            return
        }
        desk.see(.legGone(Desk.caller.leg, .hungUp))
        #expect(desk.model.calls[id]?.end == .neverConnected)
        #expect(desk.status() == .available)
        let attempt = try #require(desk.attempt())
        #expect(
            desk.effects.last { if case .park = $0 { true } else { false } }
                == .park(attempt.leg, home: attempt.home))
    }

    @Test func `O5 an offer fails when the agent's leg does`() throws {
        let desk = Desk()
        try desk.openConnection()
        let offer = try #require(desk.offer())
        let leg = try #require(desk.attempt()?.leg)
        desk.see(.legGone(leg, .hungUp))
        #expect(desk.model.offers[offer]?.state == .failed)
        #expect(desk.effects.contains(.release(Desk.caller, .failed)))
    }

    @Test func `S4 on break the connection stays and no offer is made`() throws {
        let desk = Desk()
        try desk.openConnection()
        try desk.ask(.setStatus(Desk.agent, .onBreak, reason: nil))
        #expect(desk.offer() == nil)
        #expect(desk.effects == [.release(Desk.caller, .unavailable)])
        try desk.ask(.setStatus(Desk.agent, .available, reason: nil))
        #expect(desk.status() == .available)
        #expect(desk.dials.isEmpty)
    }

    @Test func `S5 log-out is refused in a call, and a break waits for its end`() throws {
        let desk = Desk()
        try desk.openConnection()
        let call = try #require(try desk.talk())
        #expect(throws: Refusal.inCall) { try desk.ask(.logOut(Desk.agent)) }
        try desk.ask(.setStatus(Desk.agent, .onBreak, reason: nil))
        #expect(desk.status() == .busy)
        #expect(desk.model.agents[Desk.agent]?.shown.pending == .onBreak)
        desk.see(.legGone(call.customer.leg, .hungUp))
        #expect(desk.status() == .onBreak)
    }

    @Test func `S6 M4 the agent is told at once when the phone hangs up, and how to go on`() throws
    {
        let desk = Desk()
        try desk.openConnection()
        let attempt = try #require(desk.attempt())
        desk.see(.legGone(attempt.leg, .hungUp))
        #expect(desk.status() == .notReachable)
        #expect(desk.notices.contains(.connectionClosed(attempt.id, .phoneHungUp)))
        #expect(desk.notices.contains(.lostNotice(attempt.id, .phoneHungUp)))
    }

    @Test func `one customer at a time: the second goes on in the dialplan`() throws {
        let desk = Desk()
        try desk.openConnection()
        _ = try #require(desk.offer())
        let second = CustomerLeg(leg: LegID("1795.8"), kind: .own, isAnswered: true)
        desk.see(
            .customerArrived(
                second, Desk.agent, OfferDetails(caller: Caller(number: "", name: ""))))
        #expect(desk.effects.contains(.release(second, .unavailable)))
    }

    @Test func `what is doubled or late changes nothing`() throws {
        let desk = Desk()
        try desk.openConnection()
        let call = try #require(try desk.talk())
        let before = desk.model.agents
        desk.see(.legEntered(call.agentLeg, call.talkingBridge))
        desk.see(.legAnswered(call.agentLeg))
        desk.see(.legRinging(call.agentLeg))
        desk.see(.legGone(LegID("nobody"), .hungUp))
        desk.see(.connectFailed(call.talkingBridge))
        desk.see(
            .customerArrived(
                Desk.caller, Desk.agent, OfferDetails(caller: Caller(number: "", name: ""))))
        #expect(desk.model.agents == before)
        #expect(desk.effects.isEmpty)
        #expect(desk.notices.isEmpty)
    }

    @Test func `C2 a move that was given up and comes about all the same is undone`() throws {
        let desk = Desk()
        try desk.openConnection()
        let attempt = try #require(desk.attempt())
        try desk.ask(.accept(try #require(desk.offer())))
        let call = try #require(desk.model.calls.values.first)
        desk.see(.connectFailed(call.talkingBridge))
        let before = desk.effects.count
        desk.see(.legEntered(attempt.leg, call.talkingBridge))
        #expect(
            desk.effects.dropFirst(before) == [.park(attempt.leg, home: attempt.home)])
    }

    @Test func `C2 so it is when the agent had hung up before it came about`() throws {
        let desk = Desk()
        try desk.openConnection()
        let attempt = try #require(desk.attempt())
        try desk.ask(.accept(try #require(desk.offer())))
        let call = try #require(desk.model.calls.values.first)
        try desk.ask(.hangUp(call.id))
        desk.clear()
        desk.see(.legEntered(attempt.leg, call.talkingBridge))
        #expect(desk.effects == [.park(attempt.leg, home: attempt.home)])
    }

    @Test func `C2 a leg that could not be parked is parked again, unless it is in a call by then`()
        throws
    {
        let desk = Desk()
        try desk.openConnection()
        let attempt = try #require(desk.attempt())
        let park = Effect.park(attempt.leg, home: attempt.home)
        desk.see(.parkFailed(attempt.leg))
        #expect(desk.effects == [park])
        let call = try #require(try desk.talk())
        desk.see(.parkFailed(attempt.leg))
        #expect(desk.effects.isEmpty)
        desk.see(.legGone(call.customer.leg, .hungUp))
        desk.clear()
        // Without the link the survey sees to it.
        desk.see(.linkLost)
        desk.see(.parkFailed(attempt.leg))
        #expect(desk.effects.isEmpty)
    }

    @Test func `S9 the reason to be available is what the agent is free after`() throws {
        let desk = Desk()
        try desk.openConnection()
        #expect(desk.reason() == .connectionOpened)
        let call = try #require(try desk.talk())
        desk.see(.legGone(call.customer.leg, .hungUp))
        #expect(desk.reason() == .callEnded)
        let offer = try #require(desk.offer(Desk.half))
        try desk.ask(.reject(offer))
        #expect(desk.reason() == .offerEnded)
        try desk.ask(.closeConnection(Desk.agent, by: .agent))
        try desk.ask(.openConnection(Desk.agent))
        let attempt = try #require(desk.attempt())
        desk.answerPhone()
        try desk.ask(.confirmPIN(Desk.agent, attempt.id, .right))
        #expect(desk.reason() == .connectionOpened)
    }
}
