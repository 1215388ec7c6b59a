import ConnectionMode
import Testing

/// An agent is a member of a queue of the PBX.
@Suite struct `Queue members` {
    private static let caller = LegID("1795.2")

    /// What queues are told, and clears it.
    private func told(_ desk: Desk) -> [[AgentKey: Availability]] {
        defer { desk.clear() }
        return desk.availabilities
    }

    // MARK: Who can be offered a customer

    @Test func `O12 queues see an agent as the status is`() throws {
        let desk = Desk()
        try desk.logIn()
        #expect(told(desk).isEmpty, "logged out and on break are the same to a queue")
        let attempt = try #require(try desk.becomeAvailable())
        desk.answerPhone()
        #expect(told(desk).isEmpty, "V10 no offer while the PIN is asked for")
        try desk.ask(.confirmPIN(Desk.agent, attempt, .right))
        #expect(told(desk) == [[Desk.agent: .free]])
        let offer = try #require(desk.offer(Desk.half))
        #expect(told(desk) == [[Desk.agent: .ringing]])
        guard case .accepted(let id) = try desk.ask(.accept(offer)) else {
            Issue.record("it is not accepted")
            return
        }
        #expect(told(desk) == [[Desk.agent: .busy]])
        let call = try #require(desk.model.calls[id])
        desk.see(.legEntered(call.agentLeg, call.talkingBridge))
        desk.see(.legEntered(call.customer.leg, call.talkingBridge))
        #expect(told(desk).isEmpty)
        desk.see(.legGone(Desk.half.leg, .hungUp))
        #expect(told(desk) == [[Desk.agent: .free]])
        try desk.ask(.setStatus(Desk.agent, .onBreak, reason: nil))
        #expect(told(desk) == [[Desk.agent: .unavailable]])
        try desk.ask(.setStatus(Desk.agent, .available, reason: nil))
        #expect(told(desk) == [[Desk.agent: .free]])
        desk.see(.legGone(try #require(desk.attempt()?.leg), .hungUp))
        #expect(told(desk) == [[Desk.agent: .unavailable]], "S6 not reachable")
    }

    @Test func `O12 an agent with a direct call is not offered a queue's as well`() throws {
        let desk = Desk()
        try desk.openConnection()
        _ = try #require(desk.offer(Desk.caller))
        #expect(desk.availabilities == [[Desk.agent: .ringing]])
    }

    @Test func `O12 log-out during a call is told when the call has ended`() throws {
        let desk = Desk()
        try desk.openConnection()
        let call = try #require(try desk.talk(with: Desk.half))
        try desk.ask(.logOut(Desk.agent, .afterCall))
        #expect(desk.availabilities.isEmpty)
        desk.see(.legGone(call.customer.leg, .hungUp))
        #expect(desk.availabilities == [[Desk.agent: .unavailable]])
    }

    @Test func `O12 a survey tells of all agents, also of those who are logged out`() throws {
        let desk = Desk()
        try desk.openConnection()
        let attempt = try #require(desk.attempt())
        let leg = Survey.Leg(
            id: attempt.leg, isUp: true, isRinging: false, bridge: attempt.home,
            hasCompany: false, arrival: nil)
        desk.see(.linkLost)
        #expect(desk.availabilities.isEmpty)
        desk.see(.surveyed(Survey(nodeRun: "run 1", legs: [leg], bridges: [attempt.home])))
        #expect(desk.availabilities == [[Desk.agent: .free, Desk.other: .unavailable]])
        desk.clear()
        desk.see(.surveyed(Survey(nodeRun: "run 2", legs: [], bridges: [])))
        #expect(
            desk.availabilities.first == [Desk.agent: .unavailable, Desk.other: .unavailable])
    }

    @Test func `O12 a customer whom the queue should not have sent tells it again`() throws {
        let desk = Desk()
        try desk.logIn()
        #expect(desk.offer(Desk.half) == nil)
        #expect(desk.effects == [.release(Desk.half, .unavailable)])
        #expect(desk.availabilities == [[Desk.agent: .unavailable]])
        desk.clear()
        let stranger = AgentKey(tenant: Desk.acme, agent: AgentID("9999"))
        let half = CustomerLeg(
            leg: LegID("1795.5"), kind: .half(caller: Self.caller), isAnswered: false)
        #expect(desk.offer(half, to: stranger) == nil)
        #expect(desk.availabilities.isEmpty, "the state of nobody of ours is touched")
    }

    @Test func `O12 what is rolled back is told to nobody`() throws {
        let desk = Desk()
        try desk.openConnection()
        #expect(throws: Refusal.alreadyLoggedIn) {
            try desk.ask(.logIn(Desk.agent, resuming: nil))
        }
        #expect(desk.availabilities.isEmpty)
    }

    // MARK: How an offer ends

    @Test func `O5 a caller who gives up is canceled, and nothing is missed`() throws {
        let desk = Desk()
        try desk.openConnection()
        let id = try #require(desk.offer(Desk.half, ringSeconds: 16))
        #expect(desk.effects.contains(.watch(caller: Self.caller)))
        desk.see(.legGone(Desk.half.leg, .hungUp))
        #expect(desk.model.offers[id]?.state == .canceled)
        #expect(desk.status() == .available)
    }

    @Test func `O6 a queue that stops ringing without having told its time counts as missed`()
        throws
    {
        let desk = Desk()
        try desk.openConnection()
        let id = try #require(desk.offer(Desk.half))
        desk.pass(seconds: 10)
        desk.see(.ringTimeOver(Desk.agent, caller: Self.caller))
        #expect(desk.model.offers[id]?.state == .timedOut)
        #expect(desk.status() == .onBreak)
        #expect(desk.reason() == .missedOffer)
        #expect(desk.availabilities.last == [Desk.agent: .unavailable])
        desk.see(.legGone(Desk.half.leg, .hungUp))
        #expect(desk.model.offers[id]?.state == .timedOut)
    }

    @Test func `O6 when the caller's own time in the queue is over, the agent has missed nothing`()
        throws
    {
        let desk = Desk()
        try desk.openConnection()
        let id = try #require(desk.offer(Desk.half, ringSeconds: 16))
        desk.pass(seconds: 3)
        desk.see(.ringTimeOver(Desk.agent, caller: Self.caller))
        #expect(desk.model.offers[id]?.state == .timedOut)
        #expect(desk.notices.contains { if case .offerTimedOut = $0 { true } else { false } })
        #expect(desk.status() == .available)
    }

    @Test func `O5 the end of another's ringing, or a late one, changes nothing`() throws {
        let desk = Desk()
        try desk.openConnection()
        let id = try #require(desk.offer(Desk.half))
        desk.see(.ringTimeOver(Desk.other, caller: Self.caller))
        desk.see(.ringTimeOver(Desk.agent, caller: LegID("1795.9")))
        #expect(desk.model.offers[id]?.state == .pending)
        guard case .accepted = try desk.ask(.accept(id)) else {
            Issue.record("it is not accepted")
            return
        }
        desk.see(.ringTimeOver(Desk.agent, caller: Self.caller))
        #expect(desk.model.offers[id]?.state == .accepted)
        #expect(desk.status() == .busy)
    }

    @Test func `W1 after a restart the caller is watched again`() throws {
        let desk = Desk()
        try desk.openConnection()
        _ = try #require(desk.offer(Desk.half))
        let attempt = try #require(desk.attempt())
        desk.see(.linkLost)
        desk.clear()
        let legs = [attempt.leg, Desk.half.leg].map { id in
            Survey.Leg(
                id: id, isUp: id == attempt.leg, isRinging: false,
                bridge: id == attempt.leg ? attempt.home : nil, hasCompany: false, arrival: nil)
        }
        desk.see(.surveyed(Survey(nodeRun: "run 1", legs: legs, bridges: [attempt.home])))
        #expect(desk.effects.contains(.watch(caller: Self.caller)))
        #expect(desk.availabilities.first?[Desk.agent] == .ringing)
    }
}
