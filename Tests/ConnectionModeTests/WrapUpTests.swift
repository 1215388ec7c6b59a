import ConnectionMode
import Testing

/// What is to be done after a call, before the next offer.
@Suite struct `O11 wrap-up` {
    private static func desk(
        seconds: Int = 30, autoAnswer: Bool = false, mode: ConnectionMode = .persistent
    ) -> Desk {
        Desk(
            policy: { $0.wrapUpSeconds = seconds },
            phone: PhonePolicy(connectionMode: mode, autoAnswer: autoAnswer))
    }

    /// A call that the customer ended.
    private static func afterCall(_ desk: Desk) throws -> Call {
        try desk.openConnection()
        let call = try #require(try desk.talk())
        desk.see(.legGone(call.customer.leg, .hungUp))
        return call
    }

    private static let next = CustomerLeg(leg: LegID("1795.9"), kind: .own, isAnswered: true)

    @Test func `no call is offered until its time is over, and queues are told`() throws {
        let desk = Self.desk()
        let call = try Self.afterCall(desk)
        #expect(desk.status() == .wrappingUp)
        #expect(desk.reason() == .callEnded)
        let wrapUp = try #require(desk.model.agents[Desk.agent]?.wrapUp)
        #expect(wrapUp.call == call.id)
        #expect(wrapUp.until == desk.now.advanced(bySeconds: 30))
        #expect(desk.model.agents[Desk.agent]?.shown.until == wrapUp.until)
        #expect(desk.notices.contains(.wrapUpStarted(wrapUp)))
        #expect(desk.standings[Desk.agent]?.availability == .busy)
        #expect(desk.standings[Desk.agent]?.attendance == .paused("wrappingUp"))
        // In silence, as after any call.
        let open = try #require(desk.attempt())
        #expect(desk.effects.contains(.park(open.leg, home: open.home)))

        #expect(desk.offer(Self.next) == nil)
        #expect(desk.effects.contains(.release(Self.next, .unavailable)))
        desk.pass(seconds: 29)
        #expect(desk.status() == .wrappingUp)
        desk.pass(seconds: 1)
        #expect(desk.status() == .available)
        #expect(desk.reason() == .callEnded)
        #expect(desk.notices.contains(.wrapUpEnded(wrapUp)))
        #expect(desk.availabilities.last == [Desk.agent: .free])
        desk.see(.legGone(Self.next.leg, .hungUp))
        #expect(desk.offer(Self.next) != nil)
    }

    @Test func `the agent ends it early, once`() throws {
        let desk = Self.desk()
        _ = try Self.afterCall(desk)
        try desk.ask(.completeWrapUp(Desk.agent))
        #expect(desk.status() == .available)
        #expect(throws: Refusal.notWrappingUp) { try desk.ask(.completeWrapUp(Desk.agent)) }
        #expect(desk.offer(Self.next) != nil)
        #expect(throws: Refusal.notLoggedIn) { try desk.ask(.completeWrapUp(Desk.other)) }
    }

    @Test func `without the policy there is none, with auto answer three seconds at least`() throws
    {
        let without = Self.desk(seconds: 0)
        _ = try Self.afterCall(without)
        #expect(without.status() == .available)
        let desk = Self.desk(seconds: 0, autoAnswer: true)
        try desk.openConnection()
        desk.see(.consoleSeen(Desk.agent))
        #expect(desk.offer() == nil, "it is connected at once")
        let call = try #require(desk.model.calls.values.first)
        desk.see(.legEntered(call.agentLeg, call.talkingBridge))
        desk.see(.legEntered(call.customer.leg, call.talkingBridge))
        try desk.ask(.hangUp(call.id))
        #expect(desk.status() == .wrappingUp)
        desk.pass(seconds: 2)
        #expect(desk.status() == .wrappingUp)
        desk.pass(seconds: 1)
        #expect(desk.status() == .available)
    }

    @Test func `a call in which nobody talked needs none`() throws {
        let desk = Self.desk()
        try desk.openConnection()
        let offer = try #require(desk.offer())
        try desk.ask(.accept(offer))
        desk.see(.legGone(Desk.caller.leg, .hungUp))
        #expect(desk.status() == .available)
        #expect(!desk.notices.contains { if case .wrapUpStarted = $0 { true } else { false } })
    }

    @Test func `a break that was asked for in the call comes after it`() throws {
        let desk = Self.desk()
        try desk.openConnection()
        let call = try #require(try desk.talk())
        try desk.ask(.setStatus(Desk.agent, .onBreak, reason: "lunch"))
        desk.see(.legGone(call.customer.leg, .hungUp))
        #expect(desk.status() == .wrappingUp)
        #expect(desk.model.agents[Desk.agent]?.shown.pending == .onBreak)
        desk.pass(seconds: 30)
        #expect(desk.status() == .onBreak)
        #expect(desk.reason() == .agent("lunch"))
    }

    @Test(arguments: [RequestedStatus.available, .onBreak, .workingOffline])
    func `who asks for a status has done what there was to do`(_ status: RequestedStatus) throws {
        let desk = Self.desk()
        _ = try Self.afterCall(desk)
        try desk.ask(.setStatus(Desk.agent, status, reason: nil))
        #expect(desk.status()?.rawValue == status.rawValue)
        #expect(desk.model.agents[Desk.agent]?.wrapUp == nil)
        desk.pass(seconds: 40)
        #expect(desk.status()?.rawValue == status.rawValue)
    }

    @Test func `a call that the agent places ends it, and has one of its own`() throws {
        let desk = Desk(
            policy: { $0.wrapUpSeconds = 30 }, tenant: { $0.destinations.country = Country("DE") })
        let first = try Self.afterCall(desk)
        guard
            case .calling(let id) = try desk.ask(
                .placeCall(Desk.agent, CallOrder(to: "030 123456")))
        else {
            Issue.record("not placed")
            return
        }
        #expect(desk.status() == .busy)
        #expect(desk.model.agents[Desk.agent]?.wrapUp == nil)
        let call = try #require(desk.model.calls[id])
        desk.see(.legEntered(call.agentLeg, call.talkingBridge))
        desk.see(.legEntered(call.customer.leg, call.talkingBridge))
        desk.see(.legUp(call.customer.leg))
        desk.see(.legGone(call.customer.leg, .hungUp))
        #expect(desk.model.agents[Desk.agent]?.wrapUp?.call == id)
        #expect(id != first.id)
    }

    @Test func `with the connection it ends too, and the agent is told at once`() throws {
        let desk = Self.desk()
        _ = try Self.afterCall(desk)
        let leg = try #require(desk.attempt()?.leg)
        desk.see(.legGone(leg, .hungUp))
        #expect(desk.status() == .notReachable)
        #expect(desk.model.agents[Desk.agent]?.wrapUp == nil)
    }

    @Test func `log-out ends it, and log-out after the call leaves none`() throws {
        let desk = Self.desk()
        _ = try Self.afterCall(desk)
        try desk.ask(.logOut(Desk.agent))
        #expect(desk.model.agents.isEmpty)
        #expect(desk.notices.contains { if case .wrapUpEnded = $0 { true } else { false } })
        let leaving = Self.desk()
        try leaving.openConnection()
        let call = try #require(try leaving.talk())
        try leaving.ask(.logOut(Desk.agent, .afterCall))
        leaving.see(.legGone(call.customer.leg, .hungUp))
        #expect(leaving.model.agents.isEmpty)
        #expect(!leaving.notices.contains { if case .wrapUpStarted = $0 { true } else { false } })
    }

    @Test func `on demand it follows the call too, whoever hung up`() throws {
        let desk = Self.desk(mode: .onDemand)
        try desk.logIn()
        try desk.ask(.setStatus(Desk.agent, .available, reason: nil))
        let offer = try #require(desk.offer())
        let phone = try #require(desk.model.offers[offer]?.phone)
        desk.see(.legAnswered(phone.leg))
        let call = try #require(desk.model.calls.values.first)
        desk.see(.legEntered(call.agentLeg, call.talkingBridge))
        desk.see(.legEntered(call.customer.leg, call.talkingBridge))
        desk.see(.legGone(call.agentLeg, .hungUp))
        #expect(desk.status() == .wrappingUp)
        desk.pass(seconds: 30)
        #expect(desk.status() == .available)
    }

    @Test func `it goes on over a restart of the service, however the clock was set`() throws {
        let desk = Self.desk()
        _ = try Self.afterCall(desk)
        let next = desk.restarted()
        next.now = desk.now.advanced(bySeconds: -3_600)
        next.model = ConnectionModel(
            epoch: "test", directory: desk.model.directory, remembered: desk.remembered,
            at: next.now)
        let leg = try #require(next.attempt()?.leg)
        next.see(
            .surveyed(
                Survey(
                    nodeRun: "run 1",
                    legs: [
                        Survey.Leg(
                            id: leg, isUp: true, isRinging: false, bridge: next.attempt()?.home,
                            hasCompany: false, arrival: nil)
                    ], bridges: [])))
        #expect(next.status() == .wrappingUp)
        next.pass(seconds: 30)
        #expect(next.status() == .available)
    }
}
