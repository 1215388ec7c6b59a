import ConnectionMode
import Testing

/// What is written down of agents and calls.
@Suite struct `The ledger` {
    /// `status reason line seconds`, of one agent.
    private func periods(_ desk: Desk, of key: AgentKey = Desk.agent) -> [String] {
        desk.ledger.compactMap { entry in
            guard case .period(let period) = entry, period.agent == key else { return nil }
            let seconds = period.until.milliseconds(since: period.from) / 1_000
            let activity = period.activity
            return "\(activity.status) \(activity.reason) \(activity.line) \(seconds)"
        }
    }

    private func records(_ desk: Desk) -> [CallRecord] {
        desk.ledger.compactMap { if case .call(let record) = $0 { record } else { nil } }
    }

    @Test func `an agent's day is in it without a gap, each period when it is over`() throws {
        let desk = Desk { $0.wrapUpSeconds = 20 }
        let start = desk.now
        try desk.logIn()
        desk.pass(seconds: 60)
        try desk.ask(.setStatus(Desk.agent, .onBreak, reason: "Lunch"))
        desk.pass(seconds: 100)
        let attempt = try #require(try desk.becomeAvailable())
        desk.pass(seconds: 4)
        desk.answerPhone()
        desk.pass(seconds: 6)
        try desk.ask(.confirmPIN(Desk.agent, attempt, .right))
        desk.pass(seconds: 30)
        let offer = try #require(desk.offer())
        desk.pass(seconds: 3)
        try desk.ask(.accept(offer))
        desk.pass(seconds: 1)
        let call = try #require(desk.model.calls.values.first)
        desk.see(.legEntered(call.agentLeg, call.talkingBridge))
        desk.see(.legEntered(call.customer.leg, call.talkingBridge))
        desk.pass(seconds: 50)
        try desk.ask(.hold(call.id))
        let waiting = try #require(desk.model.calls[call.id]?.waitingBridge)
        desk.see(.legEntered(call.customer.leg, waiting))
        desk.pass(seconds: 15)
        try desk.ask(.resume(call.id))
        for leg in [call.agentLeg, call.customer.leg] {
            desk.see(.legEntered(leg, call.talkingBridge))
        }
        desk.pass(seconds: 10)
        desk.see(.legGone(call.customer.leg, .hungUp))
        desk.pass(seconds: 20)
        desk.pass(seconds: 5)
        try desk.ask(.logOut(Desk.agent))
        #expect(
            periods(desk) == [
                "onBreak loggedIn none 60", "onBreak Lunch none 100",
                "persistentCallOffered validationCall validating 10",
                "available connectionOpened parked 30", "offered offer parked 3",
                "busy call connecting 1", "busy call talking 50", "busy call onHold 15",
                "busy call talking 10", "wrappingUp callEnded parked 20",
                "available callEnded parked 5",
            ])
        var end = start
        for case .period(let period) in desk.ledger {
            #expect(period.from == end)
            end = period.until
        }
        #expect(end == desk.now)
        let record = try #require(records(desk).first)
        #expect(records(desk).count == 1)
        #expect(record.id == call.id.rawValue)
        #expect(record.customer == Desk.caller.leg)
        #expect(record.outcome == "customerHungUp")
        #expect(record.heldMilliseconds == 15_000)
        let connected = try #require(record.connectedAt)
        #expect(record.endedAt.milliseconds(since: connected) == 75_000)
        #expect(record.acceptedAt?.milliseconds(since: record.offeredAt ?? start) == 3_000)
        #expect(!record.isOutbound)
    }

    @Test func `an offer that led to no call is in it by what became of it`() throws {
        let desk = Desk { $0.missedOffersBeforeBreak = 10 }
        try desk.openConnection()
        let rejected = try #require(desk.offer())
        try desk.ask(.reject(rejected))
        _ = desk.offer(Desk.half)
        desk.pass(seconds: 15)
        _ = desk.offer(CustomerLeg(leg: LegID("9.9"), kind: .own, isAnswered: true))
        desk.see(.legGone(LegID("9.9"), .hungUp))
        #expect(records(desk).map(\.outcome) == ["rejected", "timedOut", "canceled"])
        #expect(records(desk).allSatisfy { $0.connectedAt == nil && $0.acceptedAt == nil })
        #expect(records(desk)[1].customer == LegID("1795.2"), "the customer's own channel")
        #expect(records(desk).map(\.id).first == rejected.rawValue)
    }

    @Test func `a call that the agent places is in it with whom they called`() throws {
        let desk = Desk(tenant: { $0.destinations.country = Country("DE") })
        try desk.openConnection()
        guard
            case .calling(let id) = try desk.ask(
                .placeCall(Desk.agent, CallOrder(to: "030 123456")))
        else {
            Issue.record("no call")
            return
        }
        let leg = try #require(desk.model.calls[id]?.customer.leg)
        desk.pass(seconds: 7)
        desk.see(.legGone(leg, .busy))
        let record = try #require(records(desk).first)
        #expect(record.outcome == "busy" && record.isOutbound)
        #expect(record.dialedNumber == "+4930123456")
        #expect(record.offeredAt == nil && record.connectedAt == nil)
        #expect(periods(desk).last == "busy call connecting 7")
    }

    @Test func `a customer who hangs up on hold was held until then`() throws {
        let desk = Desk()
        try desk.openConnection()
        let call = try #require(try desk.talk())
        try desk.ask(.hold(call.id))
        let waiting = try #require(desk.model.calls[call.id]?.waitingBridge)
        desk.see(.legEntered(call.customer.leg, waiting))
        desk.pass(seconds: 8)
        desk.see(.legGone(call.customer.leg, .hungUp))
        #expect(records(desk).first?.heldMilliseconds == 8_000)
    }

    @Test func `who is taken over, or out of the directory, has an end in it`() throws {
        let desk = Desk()
        try desk.logIn()
        desk.pass(seconds: 10)
        try desk.ask(.logIn(Desk.agent, resuming: nil, takingOver: true))
        desk.pass(seconds: 5)
        try desk.ask(.administer(.agent(Desk.agent, nil)))
        #expect(periods(desk) == ["onBreak loggedIn none 10", "onBreak loggedIn none 5"])
        // While the service was away.
        try desk.logIn(Desk.other)
        desk.pass(seconds: 30)
        var changed = desk.model.directory
        changed.apply(.agent(Desk.other, nil))
        let model = ConnectionModel(
            epoch: "test", directory: changed, remembered: desk.remembered,
            at: desk.now.advanced(bySeconds: 12))
        let entries = model.takeDecision().ledger
        #expect(entries.count == 1)
        guard case .period(let period)? = entries.first else { return }
        #expect(period.until.milliseconds(since: period.from) == 42_000)
    }

    @Test func `what goes on goes on over a restart, and what is rolled back was never there`()
        throws
    {
        let desk = Desk()
        try desk.openConnection()
        desk.pass(seconds: 10)
        let next = desk.restarted()
        next.now = desk.now
        let leg = try #require(desk.attempt()?.leg)
        let home = try #require(desk.attempt()?.home)
        let seen = Survey.Leg(
            id: leg, isUp: true, isRinging: false, bridge: home, hasCompany: false, arrival: nil)
        next.see(.surveyed(Survey(nodeRun: "run 1", legs: [seen], bridges: [home])))
        next.pass(seconds: 10)
        #expect(next.ledger.isEmpty, "\(next.ledger)")
        _ = try next.model.perform(
            .setStatus(Desk.agent, .onBreak, reason: nil), at: next.now,
            chance: Nonce(high: 1, low: 1))
        next.model.rollBack()
        #expect(next.model.takeDecision().ledger.isEmpty)
        next.pass(seconds: 5)
        try next.ask(.setStatus(Desk.agent, .onBreak, reason: nil))
        #expect(periods(next) == ["available connectionOpened parked 25"])
    }
}
