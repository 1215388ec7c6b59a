import ConnectionMode
import Testing

/// A trunk that lets no call last longer than four hours.
@Suite struct `C5 a leg is renewed before its trunk ends it` {
    private static let longest = 14_400

    private func desk(seconds: Int = longest, channels: Int? = nil) -> Desk {
        let desk = Desk { $0.forgottenAfterMinutes = 1_440 }
        desk.model = ConnectionModel(
            epoch: "test", directory: desk.model.directory,
            trunks: Trunks([
                Trunk(
                    name: "carrier", kinds: [.endpoint], channels: channels,
                    maximumSeconds: seconds)
            ]), at: desk.now)
        desk.see(.surveyed(Survey(nodeRun: "run 1", legs: [], bridges: [])))
        desk.clear()
        return desk
    }

    /// Opened so many seconds after the answer.
    private func opened(_ desk: Desk, after seconds: Int = 20) throws -> Attempt {
        try desk.logIn()
        let id = try #require(try desk.becomeAvailable())
        desk.answerPhone()
        desk.pass(seconds: seconds)
        try desk.ask(.confirmPIN(Desk.agent, id, .right))
        desk.clear()
        return try #require(desk.attempt())
    }

    private func state(_ desk: Desk) -> Connection? { desk.model.agents[Desk.agent]?.connection }

    @Test func `C5 the agent is warned 15 and 5 minutes before, by the answer's time`() throws {
        let desk = desk()
        let attempt = try opened(desk)
        guard case .open(let open)? = state(desk) else { return }
        let end = try #require(open.expiresAt)
        #expect(end.milliseconds(since: desk.now) == Int64(Self.longest - 20) * 1_000)
        desk.pass(seconds: Self.longest - 20 - 901)
        #expect(desk.notices.isEmpty)
        desk.pass(seconds: 1)
        #expect(desk.notices == [.connectionExpiring(attempt.id, at: end)])
        desk.pass(seconds: 599)
        #expect(desk.notices.count == 1)
        desk.pass(seconds: 1)
        #expect(desk.notices.count == 2 && desk.notices.last == desk.notices.first)
        #expect(desk.effects.isEmpty)
    }

    /// What is due and cannot be done would be due for ever, and nothing else be done any more.
    @Test func `C4, C5 a leg that is dead and ends soon waits for the PBX to be seen`() throws {
        let desk = desk()
        let attempt = try opened(desk)
        desk.see(.contactSeen(attempt.leg, .unreachable))
        #expect(desk.model.agents[Desk.agent]?.unhealth == .contactUnreachable)
        desk.see(.linkLost)
        desk.pass(seconds: Self.longest)
        #expect(desk.model.agents[Desk.agent]?.connection.isOpen == true)
        #expect(try #require(desk.model.nextWake) > desk.now)
    }

    @Test func `C5 between calls it is renewed by itself, with a new PIN, and the status kept`()
        throws
    {
        let desk = desk()
        let old = try opened(desk)
        desk.pass(seconds: Self.longest - 20 - 240)
        guard case .waiting(let waiting)? = state(desk) else {
            Issue.record("\(String(describing: state(desk)))")
            return
        }
        #expect(desk.notices.contains(.connectionClosed(old.id, .maxDuration)))
        #expect(desk.effects.contains(.hangUp(old.leg)))
        #expect(desk.effects.contains(.dissolve(old.home)))
        #expect(desk.dials.isEmpty, "the phone is to see the end of the old call first")
        #expect(desk.status() == .persistentCallOffered)
        let new = waiting.attempt
        #expect(new.id != old.id && new.leg != old.leg && new.home != old.home)
        desk.see(.legGone(old.leg, .hungUp))
        desk.pass(seconds: 2)
        #expect(desk.dials.map(\.leg) == [new.leg])
        desk.answerPhone()
        desk.clear()
        try desk.ask(.confirmPIN(Desk.agent, new.id, .right))
        #expect(
            Array(desk.notices.prefix(2)) == [
                .connectionOpened(new.id), .connectionRenewed(new.id),
            ])
        #expect(desk.status() == .available)
        #expect(
            !desk.notices.contains { if case .lostNotice = $0 { true } else { false } })
    }

    @Test func `C5 never during a call: it waits for its end`() throws {
        let desk = desk()
        let old = try opened(desk)
        desk.pass(seconds: Self.longest - 400)
        let call = try #require(try desk.talk())
        desk.pass(seconds: 300)
        #expect(desk.attempt()?.id == old.id)
        #expect(throws: Refusal.inCall) { try desk.ask(.openConnection(Desk.agent)) }
        desk.see(.legGone(call.customer.leg, .hungUp))
        desk.pass(seconds: 0)
        #expect(desk.attempt()?.id != old.id)
        #expect(desk.effects.contains(.hangUp(old.leg)))
    }

    @Test(arguments: [RequestedStatus.onBreak, .workingOffline])
    func `C5 a break is a good time, once the end is near`(_ status: RequestedStatus) throws {
        let desk = desk()
        let old = try opened(desk)
        desk.pass(seconds: 3_600)
        try desk.ask(.setStatus(Desk.agent, status, reason: nil))
        #expect(desk.attempt()?.id == old.id, "not before it is warned of")
        try desk.ask(.setStatus(Desk.agent, .available, reason: nil))
        desk.pass(seconds: Self.longest - 3_600 - 20 - 800)
        let answer = try desk.ask(.setStatus(Desk.agent, status, reason: nil))
        let new = try #require(desk.attempt())
        #expect(new.id != old.id)
        #expect(answer == .dialing(new.id))
        #expect(desk.model.agents[Desk.agent]?.requested == status)
    }

    @Test func `C5 a click renews it once the end is near, and is not counted as a dial`() throws {
        let desk = desk(channels: 1)
        let old = try opened(desk)
        #expect(throws: Refusal.connectionAlreadyOpen) { try desk.ask(.openConnection(Desk.agent)) }
        desk.pass(seconds: Self.longest - 20 - 800)
        let offer = try #require(desk.offer())
        #expect(throws: Refusal.offerPending) { try desk.ask(.openConnection(Desk.agent)) }
        try desk.ask(.reject(offer))
        let answer = try desk.ask(.openConnection(Desk.agent))
        #expect(desk.attempt()?.id != old.id)
        #expect(answer == desk.attempt().map { .dialing($0.id) })
        #expect(throws: (any Error).self) { try desk.ask(.openConnection(Desk.agent)) }
    }

    @Test func `C5 a leg that its trunk ends is lost for that reason`() throws {
        let desk = desk()
        let old = try opened(desk)
        desk.pass(seconds: Self.longest - 400)
        _ = try desk.talk()
        desk.pass(seconds: 378)
        desk.clear()
        desk.see(.legGone(old.leg, .hungUp))
        #expect(desk.notices.contains(.connectionClosed(old.id, .maxDuration)))
        #expect(desk.notices.contains(.lostNotice(old.id, .maxDuration)), "M4")
        // O10: it was not the agent who hung up.
        #expect(
            desk.effects.contains { if case .keepWaiting = $0 { true } else { false } })
        #expect(desk.status() == .notReachable)
    }

    @Test func `C5 out of sight of the PBX, or of the store, it is tried again`() throws {
        let desk = desk()
        let old = try opened(desk)
        desk.see(.linkLost)
        desk.pass(seconds: Self.longest - 20 - 230)
        #expect(desk.attempt()?.id == old.id)
        let seen = Survey.Leg(
            id: old.leg, isUp: true, isRinging: false, bridge: old.home, hasCompany: false,
            arrival: nil)
        desk.see(.surveyed(Survey(nodeRun: "run 1", legs: [seen], bridges: [old.home])))
        desk.pass(seconds: 10)
        #expect(desk.attempt()?.id != old.id)
        #expect(desk.model.nextWake != nil)
    }

    @Test func `C5 the warnings that were told are not told again after a restart`() throws {
        let desk = desk()
        let old = try opened(desk)
        desk.pass(seconds: Self.longest - 20 - 850)
        #expect(desk.notices.count == 1)
        let next = desk.restarted()
        next.now = desk.now
        let seen = Survey.Leg(
            id: old.leg, isUp: true, isRinging: false, bridge: old.home, hasCompany: false,
            arrival: nil)
        next.see(.surveyed(Survey(nodeRun: "run 1", legs: [seen], bridges: [old.home])))
        next.clear()
        next.pass(seconds: 549)
        #expect(next.notices.isEmpty)
        next.pass(seconds: 1)
        #expect(next.notices.count == 1)
        next.pass(seconds: 60)
        #expect(next.attempt()?.id != old.id)
    }

    @Test func `C5 a trunk that is very short with its calls warns later`() throws {
        let desk = desk(seconds: 60)
        let old = try opened(desk, after: 10)
        desk.pass(seconds: 34)
        #expect(desk.notices.isEmpty)
        desk.pass(seconds: 1)
        #expect(desk.notices.count == 1)
        desk.pass(seconds: 10)
        #expect(desk.notices.count == 2)
        desk.pass(seconds: 1)
        #expect(desk.attempt()?.id != old.id)
    }
}
