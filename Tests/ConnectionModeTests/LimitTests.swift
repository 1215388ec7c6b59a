import ConnectionMode
import Testing

/// What keeps people, and who steals from them, within bounds.
@Suite struct `Limits of people` {
    private func manyDials(_ policy: inout Policy) { policy.dialsInTenMinutes = 1_000 }

    /// A validation call in which so many wrong PINs are typed; returns what the last was answered with.
    @discardableResult
    private func mistype(
        _ desk: Desk, times: Int, as key: AgentKey = Desk.agent
    ) throws -> Answer? {
        if desk.attempt(of: key) == nil { try desk.ask(.openConnection(key)) }
        let attempt = try #require(desk.attempt(of: key))
        desk.answerPhone(key)
        var last: Answer?
        for _ in 0..<times { last = try desk.ask(.confirmPIN(key, attempt.id, .wrong)) }
        if let leg = desk.attempt(of: key)?.leg { desk.see(.legGone(leg, .hungUp)) }
        return last
    }

    // MARK: V5

    @Test func `V5 nine wrong PINs in a row lock the agent, over calls and log-ins`() throws {
        let desk = Desk(policy: manyDials)
        for _ in 0..<2 {
            try desk.logIn()
            try mistype(desk, times: 3)
            try desk.ask(.logOut(Desk.agent))
        }
        try desk.logIn()
        try mistype(desk, times: 2)
        #expect(!desk.notices.contains(.connectionPINLocked))
        desk.clear()
        // One is left, and the console is told so.
        try desk.ask(.openConnection(Desk.agent))
        desk.answerPhone()
        let attempt = try #require(desk.attempt())
        #expect(
            try desk.ask(.confirmPIN(Desk.agent, attempt.id, .wrong)) == .wrongPIN(attemptsLeft: 0))
        #expect(desk.notices.contains(.connectionPINLocked))
        #expect(desk.effects.contains(.hangUp(attempt.leg)))
        #expect(throws: Refusal.pinLocked) { try desk.ask(.openConnection(Desk.agent)) }
        #expect(throws: Refusal.pinLocked) { try desk.becomeAvailable() }
        // Nobody else is.
        try desk.logIn(Desk.other)
        try desk.ask(.openConnection(Desk.other))
    }

    @Test func `V5 a right PIN ends the row, and ten a day lock all the same`() throws {
        let desk = Desk(policy: manyDials)
        try desk.logIn()
        for _ in 0..<3 {
            try mistype(desk, times: 2)
            try mistype(desk, times: 1)
            try desk.ask(.openConnection(Desk.agent))
            desk.answerPhone()
            let attempt = try #require(desk.attempt())
            try desk.ask(.confirmPIN(Desk.agent, attempt.id, .right))
            try desk.ask(.closeConnection(Desk.agent, by: .agent))
        }
        #expect(!desk.notices.contains(.connectionPINLocked))
        #expect(try mistype(desk, times: 1) == .wrongPIN(attemptsLeft: 0))
        #expect(desk.notices.contains(.connectionPINLocked))
    }

    @Test func `V5 the day's count forgets what is a day old`() throws {
        let desk = Desk(policy: manyDials)
        try desk.logIn()
        for _ in 0..<2 {
            try mistype(desk, times: 2)
            try desk.ask(.openConnection(Desk.agent))
            desk.answerPhone()
            let attempt = try #require(desk.attempt())
            try desk.ask(.confirmPIN(Desk.agent, attempt.id, .right))
            try desk.ask(.logOut(Desk.agent))
            desk.pass(seconds: 43_200)
            try desk.logIn()
        }
        desk.pass(seconds: 1)
        // Two are still of this day: eight more.
        try mistype(desk, times: 3)
        try mistype(desk, times: 3)
        try mistype(desk, times: 1)
        #expect(!desk.notices.contains(.connectionPINLocked))
        try mistype(desk, times: 1)
        #expect(desk.notices.contains(.connectionPINLocked))
    }

    @Test func `V5 a supervisor lifts the lock, and it outlives no lifting`() throws {
        let desk = Desk(policy: manyDials)
        try desk.logIn()
        for _ in 0..<3 { try mistype(desk, times: 3) }
        #expect(desk.model.limits[Desk.agent]?.lockedAt == desk.now)
        desk.clear()
        try desk.ask(.liftPINLock(Desk.agent))
        #expect(desk.notices == [.connectionPINUnlocked])
        try desk.ask(.liftPINLock(Desk.agent))
        #expect(desk.notices == [.connectionPINUnlocked])
        #expect(try mistype(desk, times: 3) == .wrongPIN(attemptsLeft: 0))
        #expect(desk.notices.filter { $0 == .connectionPINLocked }.isEmpty)
    }

    @Test func `V5 a lock outlives a restart of the service`() throws {
        let desk = Desk(policy: manyDials)
        try desk.logIn()
        for _ in 0..<3 { try mistype(desk, times: 3) }
        var remembered = Remembered()
        remembered.limits = Array(desk.model.limits.values)
        var next = ConnectionModel(
            epoch: "test", directory: desk.model.directory, remembered: remembered, at: desk.now)
        next.observe(.surveyed(Survey(nodeRun: "run 1", legs: [], bridges: [])), at: desk.now)
        let chance = Nonce(high: 1, low: 2)
        _ = try next.perform(.logIn(Desk.agent, resuming: nil), at: desk.now, chance: chance)
        #expect(throws: Refusal.pinLocked) {
            try next.perform(.openConnection(Desk.agent), at: desk.now, chance: chance)
        }
    }

    // MARK: V9 and P9

    @Test func `V9 the sixth dial within ten minutes is refused, with the time of the next`()
        throws
    {
        let desk = Desk()
        try desk.logIn()
        let first = desk.now
        for _ in 0..<5 {
            try desk.ask(.openConnection(Desk.agent))
            try desk.ask(.closeConnection(Desk.agent, by: .agent))
            desk.pass(seconds: 60)
        }
        let next = first.advanced(bySeconds: 600)
        #expect(throws: Refusal.dialRateLimited(until: next)) {
            try desk.ask(.openConnection(Desk.agent))
        }
        #expect(throws: Refusal.dialRateLimited(until: next)) { try desk.becomeAvailable() }
        #expect(desk.dials.count == 5)
        // A log-out does not help.
        try desk.ask(.logOut(Desk.agent))
        try desk.logIn()
        #expect(throws: Refusal.dialRateLimited(until: next)) {
            try desk.ask(.openConnection(Desk.agent))
        }
        desk.pass(seconds: 300)
        try desk.ask(.openConnection(Desk.agent))
        #expect(desk.dials.count == 6)
    }

    @Test func `V9 what was refused does not count`() throws {
        let desk = Desk()
        try desk.openConnection()
        for _ in 0..<20 {
            #expect(throws: Refusal.connectionAlreadyOpen) {
                try desk.ask(.openConnection(Desk.agent))
            }
        }
        try desk.ask(.closeConnection(Desk.agent, by: .agent))
        try desk.ask(.openConnection(Desk.agent))
    }

    @Test func `P9 one workplace serves one connection at a time`() throws {
        let desk = Desk()
        var directory = desk.model.directory
        let place = Workplace(kind: .endpoint, address: "shared")
        for id in [Desk.agent.agent, Desk.other.agent] {
            directory.tenants[Desk.acme]?.agents[id]?.workplace = place
        }
        desk.model = ConnectionModel(epoch: "test", directory: directory, at: desk.now)
        desk.see(.surveyed(Survey(nodeRun: "run 1", legs: [], bridges: [])))
        try desk.openConnection()
        try desk.logIn(Desk.other)
        #expect(throws: Refusal.workplaceInUse) { try desk.ask(.openConnection(Desk.other)) }
        #expect(desk.dials.isEmpty)
        try desk.ask(.logOut(Desk.agent))
        try desk.ask(.openConnection(Desk.other))
        #expect(desk.dials.count == 1)
    }

    // MARK: S5 and S8

    @Test func `S5 log out after the call waits for its end`() throws {
        let desk = Desk()
        try desk.openConnection()
        let call = try #require(try desk.talk())
        try desk.ask(.logOut(Desk.agent, .afterCall))
        #expect(desk.status() == .busy)
        #expect(desk.model.agents[Desk.agent]?.shown.leavesAfterCall == true)
        desk.see(.legGone(call.customer.leg, .hungUp))
        #expect(desk.model.agents[Desk.agent] == nil)
        #expect(desk.effects.contains(.hangUp(call.agentLeg)))
    }

    @Test func `S5 who asks for a status meanwhile stays`() throws {
        let desk = Desk()
        try desk.openConnection()
        let call = try #require(try desk.talk())
        try desk.ask(.logOut(Desk.agent, .afterCall))
        try desk.ask(.setStatus(Desk.agent, .onBreak, reason: nil))
        desk.see(.legGone(call.customer.leg, .hungUp))
        #expect(desk.status() == .onBreak)
    }

    @Test func `S5 O10 log out now ends the agent's part and keeps the customer`() throws {
        let desk = Desk()
        try desk.openConnection()
        let call = try #require(try desk.talk())
        try desk.ask(.logOut(Desk.agent, .now))
        #expect(desk.model.agents[Desk.agent] == nil)
        #expect(desk.effects.contains(.hangUp(call.agentLeg)))
        #expect(desk.model.calls[call.id]?.end == .agentLost)
        #expect(!desk.effects.contains(.release(call.customer, .agentHungUp)))
        desk.pass(seconds: 3)
        #expect(desk.effects.contains(.release(call.customer, .agentLost)))
    }

    @Test func `S8 a second log-in takes over only when confirmed, with a new connection`() throws {
        let desk = Desk()
        try desk.openConnection()
        let attempt = try #require(desk.attempt())
        let session = try #require(desk.model.agents[Desk.agent]?.id)
        #expect(throws: Refusal.alreadyLoggedIn) { try desk.logIn() }
        try desk.ask(.logIn(Desk.agent, resuming: nil, takingOver: true))
        #expect(desk.model.agents[Desk.agent]?.id != session)
        #expect(desk.status() == .onBreak)
        #expect(desk.effects.contains(.hangUp(attempt.leg)))
        #expect(desk.notices.contains(.connectionClosed(attempt.id, .loggedOut)))
        // The old console's session is no more.
        #expect(throws: Refusal.alreadyLoggedIn) {
            try desk.ask(.logIn(Desk.agent, resuming: session))
        }
    }

    @Test func `S8 nobody takes over during a call`() throws {
        let desk = Desk()
        try desk.openConnection()
        _ = try desk.talk()
        #expect(throws: Refusal.inCall) {
            try desk.ask(.logIn(Desk.agent, resuming: nil, takingOver: true))
        }
        #expect(desk.effects.isEmpty)
    }
}
