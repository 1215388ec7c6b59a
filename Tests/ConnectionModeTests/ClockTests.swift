import ConnectionMode
import Testing

/// A start with another clock than the one by which things were stored. While the service runs, its time
/// only goes on; what the system's clock does then is not seen in the model.
@Suite struct `A clock that was set` {
    private static let years = 74 * 365 * 86_400

    /// What is stored of a desk, started anew so many seconds later or earlier.
    private func restart(_ desk: Desk, after seconds: Int) {
        var remembered = Remembered()
        remembered.agents = Array(desk.model.agents.values)
        remembered.offers = Array(desk.model.offers.values)
        remembered.calls = Array(desk.model.calls.values)
        remembered.limits = Array(desk.model.limits.values)
        remembered.wrongPINs = desk.model.wrongPINs
        remembered.nextName = 100_000
        remembered.nodeRun = "run 1"
        desk.now = desk.now.advanced(bySeconds: seconds)
        desk.model = ConnectionModel(
            epoch: "test", directory: desk.model.directory, remembered: remembered, at: desk.now)
        desk.clear()
    }

    private func mistype(_ desk: Desk, times: Int) throws {
        try desk.ask(.openConnection(Desk.agent))
        let attempt = try #require(desk.attempt())
        desk.answerPhone()
        for _ in 0..<times { try desk.ask(.confirmPIN(Desk.agent, attempt.id, .wrong)) }
        if let leg = desk.attempt()?.leg { desk.see(.legGone(leg, .hungUp)) }
    }

    private func openAndClose(_ desk: Desk) throws {
        try desk.ask(.openConnection(Desk.agent))
        desk.answerPhone()
        try desk.ask(.confirmPIN(Desk.agent, #require(desk.attempt()).id, .right))
        try desk.ask(.closeConnection(Desk.agent, by: .agent))
    }

    private func surveyed(_ desk: Desk, _ legs: [LegID] = []) {
        let legs = legs.map {
            Survey.Leg(
                id: $0, isUp: true, isRinging: false, bridge: nil, hasCompany: false, arrival: nil)
        }
        desk.see(.surveyed(Survey(nodeRun: "run 1", legs: legs, bridges: [])))
    }

    @Test(arguments: [-86_400, -years])
    func `V6 the time for the PIN is no longer than it can be after the clock was set back`(
        _ seconds: Int
    ) throws {
        let desk = Desk()
        try desk.logIn()
        try desk.ask(.openConnection(Desk.agent))
        desk.answerPhone()
        restart(desk, after: seconds)
        desk.pass(seconds: 59)
        #expect(desk.attempt() != nil)
        desk.pass(seconds: 1)
        #expect(
            desk.notices.contains {
                if case .connectionClosed(_, .pinTimedOut) = $0 { true } else { false }
            })
    }

    @Test func `V7 a call that rings does not ring for years`() throws {
        let desk = Desk()
        try desk.logIn()
        try desk.ask(.openConnection(Desk.agent))
        restart(desk, after: -Self.years)
        desk.pass(seconds: 34)
        #expect(desk.attempt() != nil)
        desk.pass(seconds: 1)
        #expect(desk.attempt() == nil)
    }

    @Test func `O6 an offer ends in its time`() throws {
        let desk = Desk()
        try desk.openConnection()
        let offer = try #require(desk.offer())
        let attempt = try #require(desk.attempt())
        restart(desk, after: -Self.years)
        surveyed(desk, [attempt.leg, Desk.caller.leg])
        desk.pass(seconds: 14)
        #expect(desk.model.offers[offer]?.state == .pending)
        desk.pass(seconds: 1)
        #expect(desk.model.offers[offer]?.state == .timedOut)
        // It is forgotten in an hour, not in years.
        desk.pass(seconds: 3_601)
        #expect(desk.model.offers[offer] == nil)
    }

    @Test func `O10 a customer who lost the agent is given back in time`() throws {
        let desk = Desk()
        try desk.openConnection()
        let call = try #require(try desk.talk())
        desk.see(.legGone(call.agentLeg, .hungUp))
        restart(desk, after: -Self.years)
        desk.pass(seconds: 60)
        #expect(desk.effects.contains(.release(call.customer, .agentLost)))
    }

    @Test func `W1 an open connection and a call stay, whatever the clock says`() throws {
        for seconds in [-Self.years, Self.years, -86_400, 86_400] {
            let desk = Desk()
            try desk.openConnection()
            let call = try #require(try desk.talk())
            restart(desk, after: seconds)
            desk.pass(seconds: 0)
            surveyed(desk, [call.agentLeg, call.customer.leg])
            #expect(desk.model.calls[call.id]?.state == .connected)
            #expect(!desk.effects.contains { if case .hangUp = $0 { true } else { false } })
            // Nothing is said to have happened in time to come.
            #expect(desk.model.agents[Desk.agent].map { $0.shown.since <= desk.now } == true)
            #expect(desk.model.agents[Desk.agent].map { $0.loggedInAt <= desk.now } == true)
        }
    }

    @Test func `V5 a clock set back lifts no wrong PIN, and keeps none for more than a day`() throws
    {
        let desk = Desk { $0.dialsInTenMinutes = 1_000 }
        try desk.logIn()
        // Ten a day, with right ones between, so that no nine are in a row.
        for _ in 0..<3 {
            for _ in 0..<3 { try mistype(desk, times: 1) }
            try openAndClose(desk)
        }
        restart(desk, after: -Self.years)
        surveyed(desk)
        try mistype(desk, times: 1)
        #expect(desk.model.limits[Desk.agent]?.lockedAt == desk.now)

        try desk.ask(.liftPINLock(Desk.agent))
        for _ in 0..<3 { try mistype(desk, times: 2) }
        try openAndClose(desk)
        restart(desk, after: -3_600)
        surveyed(desk)
        // Six of the ten stay for a day from now, and no longer.
        desk.pass(seconds: 86_399)
        // Forgotten meanwhile (S9), which lifts nothing.
        try desk.logIn()
        for _ in 0..<3 { try mistype(desk, times: 1) }
        desk.pass(seconds: 1)
        for _ in 0..<4 { try mistype(desk, times: 1) }
        #expect(desk.model.limits[Desk.agent]?.lockedAt == nil)
    }

    @Test(arguments: [-years, -86_400, 86_400, years])
    func `V5 a lock stays until a supervisor lifts it, whatever the clock says`(
        _ seconds: Int
    ) throws {
        let desk = Desk { $0.dialsInTenMinutes = 1_000 }
        try desk.logIn()
        for _ in 0..<3 { try mistype(desk, times: 3) }
        restart(desk, after: seconds)
        surveyed(desk)
        #expect(desk.model.limits[Desk.agent].flatMap(\.lockedAt).map { $0 <= desk.now } == true)
        #expect(throws: Refusal.pinLocked) { try desk.ask(.openConnection(Desk.agent)) }
        try desk.ask(.liftPINLock(Desk.agent))
        try desk.ask(.openConnection(Desk.agent))
    }

    @Test func `V5 nine in a row are nine in a row, though a clock far ahead ends the day`() throws
    {
        let desk = Desk { $0.dialsInTenMinutes = 1_000 }
        try desk.logIn()
        for _ in 0..<4 { try mistype(desk, times: 2) }
        restart(desk, after: Self.years)
        surveyed(desk)
        try mistype(desk, times: 1)
        #expect(desk.model.limits[Desk.agent]?.lockedAt != nil)
    }

    @Test func `V9 dials count for ten minutes after the clock was set back`() throws {
        let desk = Desk()
        try desk.logIn()
        for _ in 0..<5 {
            try desk.ask(.openConnection(Desk.agent))
            try desk.ask(.closeConnection(Desk.agent, by: .agent))
        }
        restart(desk, after: -Self.years)
        surveyed(desk)
        let next = desk.now.advanced(bySeconds: 600)
        #expect(throws: Refusal.dialRateLimited(until: next)) {
            try desk.ask(.openConnection(Desk.agent))
        }
        desk.pass(seconds: 600)
        try desk.ask(.openConnection(Desk.agent))
    }

    @Test func `V11 the day's wrong PINs count on, for a day`() throws {
        let desk = Desk { $0.dialsInTenMinutes = 1_000 }
        try desk.logIn()
        for _ in 0..<2 { try mistype(desk, times: 3) }
        #expect(desk.model.wrongPINs.count(at: desk.now) == 6)
        restart(desk, after: -Self.years)
        #expect(desk.model.wrongPINs.count(at: desk.now) == 6)
        let day = desk.now.advanced(bySeconds: 86_400)
        #expect(desk.model.wrongPINs.count(at: day) == 0)
    }

    @Test func `what is bounded at start is stored, so that the next start does not begin anew`()
        throws
    {
        let desk = Desk { $0.dialsInTenMinutes = 1_000 }
        try desk.logIn()
        try mistype(desk, times: 1)
        var remembered = Remembered()
        remembered.agents = Array(desk.model.agents.values)
        remembered.limits = Array(desk.model.limits.values)
        remembered.wrongPINs = desk.model.wrongPINs
        let model = ConnectionModel(
            epoch: "test", directory: desk.model.directory, remembered: remembered,
            at: desk.now.advanced(bySeconds: -Self.years))
        let changes = model.takeDecision().changes
        #expect(changes.contains { if case .limits(Desk.agent, _) = $0 { true } else { false } })
        #expect(changes.contains { if case .wrongPINs = $0 { true } else { false } })
        #expect(changes.contains { if case .agent(Desk.agent, _) = $0 { true } else { false } })
        // With the same clock nothing is stored anew.
        let same = ConnectionModel(
            epoch: "test", directory: desk.model.directory, remembered: remembered, at: desk.now)
        #expect(
            same.takeDecision().changes.allSatisfy {
                if case .counter = $0 { true } else { false }
            })
    }

    @Test(arguments: [Instant(millisecondsSince1970: 0), .init(millisecondsSince1970: .max)])
    func `a day can be played at any time`(_ now: Instant) throws {
        let desk = Desk()
        desk.now = now
        try desk.logIn()
        try desk.becomeAvailable()
        desk.answerPhone()
        #expect(desk.status() == .persistentCallOffered)
    }
}
