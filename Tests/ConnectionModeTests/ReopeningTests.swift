import ConnectionMode
import Testing

/// Two agents, 1001 and 1002, and a PBX that is restarted; two phones a second unless something else is said.
@Suite struct `W3 after a restart of the PBX` {
    private static let both = [Desk.agent, Desk.other]

    /// Both have open connections.
    private func desk(
        reopening: Bool = true, _ change: (inout Policy) -> Void = { _ in }
    ) throws -> Desk {
        let desk = Desk(policy: {
            $0.reopenAfterRestart = reopening
            change(&$0)
        })
        for key in Self.both { try desk.openConnection(key) }
        return desk
    }

    private func restart(_ desk: Desk, run: String = "run 2") {
        desk.see(.linkLost)
        survey(desk, run: run)
    }

    private func survey(_ desk: Desk, run: String = "run 2", legs: [LegID] = []) {
        let legs = legs.map {
            Survey.Leg(
                id: $0, isUp: true, isRinging: false, bridge: nil, hasCompany: false, arrival: nil)
        }
        desk.see(.surveyed(Survey(nodeRun: run, legs: legs, bridges: [])))
    }

    /// Lets so much time pass, as the alarm does it: from one deadline to the next.
    private func pass(_ desk: Desk, milliseconds: Int64) {
        let end = desk.now.advanced(byMilliseconds: milliseconds)
        while let wake = desk.model.nextWake, wake <= end {
            desk.now = max(desk.now, wake)
            desk.pass(seconds: 0)
        }
        desk.now = end
    }

    private func called(_ desk: Desk) -> [AgentKey] { desk.dials.map(\.agent) }

    @Test func `those who ask to be Available are called again, one a turn`() throws {
        let desk = try desk()
        restart(desk)
        #expect(Self.both.map { desk.status(of: $0) } == [.notReachable, .notReachable])
        #expect(desk.reason() == .connection(.nodeRestarted))
        pass(desk, milliseconds: 0)
        #expect(called(desk) == [Desk.agent])
        #expect(desk.status() == .persistentCallOffered)
        #expect(desk.status(of: Desk.other) == .notReachable)
        pass(desk, milliseconds: 499)
        #expect(called(desk) == [Desk.agent])
        pass(desk, milliseconds: 1)
        #expect(called(desk) == Self.both)
        pass(desk, milliseconds: 5_000)
        #expect(called(desk) == Self.both)
    }

    @Test func `nobody is called where the policy does not say so`() throws {
        let desk = try desk(reopening: false)
        restart(desk)
        pass(desk, milliseconds: 60_000)
        #expect(called(desk).isEmpty)
        #expect(desk.status() == .notReachable)
        try desk.ask(.openConnection(Desk.agent))
        #expect(called(desk) == [Desk.agent])
    }

    @Test func `a stop that was announced by the PBX is a restart, too`() throws {
        let desk = try desk()
        for key in Self.both {
            desk.see(.legGone(try #require(desk.attempt(of: key)).leg, .nodeRestarted))
            #expect(desk.reason(of: key) == .connection(.nodeRestarted))
        }
        pass(desk, milliseconds: 5_000)
        #expect(called(desk).isEmpty)
        restart(desk)
        pass(desk, milliseconds: 500)
        #expect(called(desk) == Self.both)
    }

    @Test func `a lost link alone calls nobody`() throws {
        let desk = try desk()
        let legs = try Self.both.map { try #require(desk.attempt(of: $0)).leg }
        desk.see(.linkLost)
        survey(desk, run: "run 1", legs: legs)
        pass(desk, milliseconds: 5_000)
        #expect(called(desk).isEmpty)
    }

    @Test func `who hung up before it is not called`() throws {
        let desk = try desk()
        desk.see(.legGone(try #require(desk.attempt()).leg, .hungUp))
        restart(desk)
        pass(desk, milliseconds: 5_000)
        #expect(called(desk) == [Desk.other])
    }

    @Test func `who is on break, or goes there before the turn, is not called`() throws {
        let desk = try desk()
        try desk.ask(.setStatus(Desk.agent, .onBreak, reason: nil))
        restart(desk)
        pass(desk, milliseconds: 5_000)
        #expect(called(desk) == [Desk.other])

        let later = try self.desk()
        restart(later)
        try later.ask(.setStatus(Desk.other, .workingOffline, reason: nil))
        pass(later, milliseconds: 5_000)
        #expect(called(later) == [Desk.agent])
        #expect(later.status(of: Desk.other) == .workingOffline)
    }

    @Test func `W2 who clicks before the turn is not called twice`() throws {
        let desk = try desk()
        restart(desk)
        try desk.ask(.openConnection(Desk.other))
        pass(desk, milliseconds: 5_000)
        #expect(called(desk) == [Desk.other, Desk.agent])
        // Nor when that call has come to nothing.
        desk.see(.legGone(try #require(desk.attempt(of: Desk.other)).leg, .busy))
        pass(desk, milliseconds: 5_000)
        #expect(called(desk) == [Desk.other, Desk.agent])
    }

    @Test func `who logs out before the turn is not called`() throws {
        let desk = try desk()
        restart(desk)
        try desk.ask(.logOut(Desk.agent))
        pass(desk, milliseconds: 5_000)
        #expect(called(desk) == [Desk.other])
    }

    @Test func `V9 such calls are not counted, and not refused for those that were`() throws {
        let desk = try desk { $0.dialsInTenMinutes = 1 }
        for run in 2...4 {
            restart(desk, run: "run \(run)")
            pass(desk, milliseconds: 1_000)
            #expect(called(desk) == Self.both)
            for key in Self.both {
                let attempt = try #require(desk.attempt(of: key))
                desk.answerPhone(key)
                try desk.ask(.confirmPIN(key, attempt.id, .right))
            }
            desk.clear()
        }
        // The one that counted was at the beginning.
        pass(desk, milliseconds: 600_000)
        desk.see(.legGone(try #require(desk.attempt()).leg, .hungUp))
        try desk.ask(.openConnection(Desk.agent))
    }

    @Test func `V5 who is locked is not called`() throws {
        let desk = try desk { $0.pinTries = 9 }
        desk.see(.legGone(try #require(desk.attempt()).leg, .hungUp))
        try desk.ask(.openConnection(Desk.agent))
        desk.answerPhone()
        let attempt = try #require(desk.attempt())
        for _ in 1...8 { try desk.ask(.confirmPIN(Desk.agent, attempt.id, .wrong)) }
        desk.clear()
        restart(desk)
        pass(desk, milliseconds: 0)
        // One try is left, and it is used up while the phone is called again.
        desk.answerPhone()
        let again = try #require(desk.attempt())
        try desk.ask(.confirmPIN(Desk.agent, again.id, .wrong))
        restart(desk, run: "run 3")
        desk.clear()
        pass(desk, milliseconds: 5_000)
        #expect(called(desk) == [Desk.other])
    }

    @Test func `a turn that comes while the link is down is given anew with the next survey`()
        throws
    {
        let desk = try desk()
        restart(desk)
        desk.see(.linkLost)
        pass(desk, milliseconds: 5_000)
        #expect(called(desk).isEmpty)
        survey(desk)
        pass(desk, milliseconds: 0)
        #expect(called(desk) == [Desk.agent])
        pass(desk, milliseconds: 500)
        #expect(called(desk) == Self.both)
    }

    @Test func `turns that are all overdue, as after a long stop, still come one after the other`()
        throws
    {
        let desk = try desk()
        restart(desk)
        desk.pass(seconds: 600)
        #expect(called(desk).count == 1)
        pass(desk, milliseconds: 400)
        #expect(called(desk).count == 1)
        pass(desk, milliseconds: 200)
        #expect(called(desk).count == 2)
    }

    @Test func `what cannot be stored is not dialled, and its turn comes again`() throws {
        let desk = try desk()
        restart(desk)
        desk.model.wake(at: desk.now)
        #expect(desk.model.takeDecision().effects.isEmpty)
        desk.model.keep()
        pass(desk, milliseconds: 2_000)
        #expect(Set(called(desk)) == Set(Self.both))
        #expect(called(desk).count == 2)
    }

    @Test func `a restart of the service in the middle goes on with who is left`() throws {
        let before = try desk()
        restart(before)
        pass(before, milliseconds: 0)
        #expect(called(before) == [Desk.agent])
        let leg = try #require(before.attempt()).leg

        let desk = Desk(surveyed: false)
        var remembered = Remembered()
        remembered.agents = Array(before.model.agents.values)
        remembered.nextName = 10_000
        remembered.nodeRun = "run 2"
        desk.now = before.now.advanced(bySeconds: 30)
        desk.model = ConnectionModel(
            epoch: "test", directory: before.model.directory, remembered: remembered,
            at: desk.now)
        pass(desk, milliseconds: 1_000)
        #expect(called(desk).isEmpty)
        survey(desk, legs: [leg])
        pass(desk, milliseconds: 5_000)
        #expect(called(desk) == [Desk.other])
    }
}
