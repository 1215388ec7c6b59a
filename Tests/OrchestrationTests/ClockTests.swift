internal import ConnectionMode
internal import Logging
internal import Storage
internal import Synchronization
internal import TestSupport
internal import Testing

@testable internal import Orchestration

/// A system's clock that is set by hand, while the service runs.
private final class Wall: Sendable {
    private let offset = Mutex<Int64>(0)
    private let base = ServiceClock(startingAt: Desk.start)

    func set(aheadBySeconds seconds: Int) { offset.withLock { $0 = Int64(seconds) * 1_000 } }

    var now: Instant { base.now.advanced(byMilliseconds: offset.withLock { $0 }) }
}

@Suite(.timeLimit(.minutes(1))) struct `A system's clock that is set while the service runs` {
    private static let day = 86_400

    private func entries(_ memory: InMemoryStore) throws -> [AuditEntry] {
        var query = AuditQuery()
        query.limit = 10_000
        return try memory.entries(query)
    }

    @Test(arguments: [-day, day, 74 * 365 * day])
    func `V5 V6 V9 moves no deadline and no limit, and dates go by it`(_ seconds: Int) async throws
    {
        let wall = Wall()
        var options = Desk.Options()
        options.wall = { wall.now }
        try await Desk.open(options) { desk in
            let attempt = try await desk.verifying()
            _ = try await desk.sequencer.confirm(Desk.alice, attempt.id, typed: "x")
            guard case .verifying(let phase)? = try await desk.session()?.connection else {
                throw CancellationError()
            }
            let count = try entries(desk.memory).count
            wall.set(aheadBySeconds: seconds)
            // The time for the PIN is neither over nor longer.
            try await desk.settled()
            guard case .verifying(let same)? = try await desk.session()?.connection else {
                Issue.record("the call is over")
                return
            }
            #expect(same.deadline == phase.deadline)
            _ = try await desk.sequencer.perform(.closeConnection(Desk.alice, by: .agent))
            // V9: four of five dials are left, not five.
            for _ in 0..<4 {
                _ = try await desk.sequencer.perform(.openConnection(Desk.alice))
                _ = try await desk.sequencer.perform(.closeConnection(Desk.alice, by: .agent))
            }
            guard
                case .failure(.refused(.dialRateLimited)) = await desk.ask(
                    .openConnection(Desk.alice))
            else {
                Issue.record("a sixth dial was placed")
                return
            }
            // V5: the wrong PIN counts on.
            #expect(try await desk.sequencer.read { $0.wrongPINs.count(at: Desk.start) } == 1)
            // What is told is by the service's clock; what is journalled has the date.
            let later = try entries(desk.memory).dropFirst(count)
            #expect(!later.isEmpty)
            for entry in later {
                let off = entry.at.milliseconds(since: Desk.start.advanced(bySeconds: seconds))
                #expect((0..<60_000).contains(off))
            }
        }
    }

    @Test func `it is said once in the log, and again when it is set again`() {
        let log = RecordingLog()
        let wall = Wall()
        // A look is worth one every ten seconds; each is by a clock that starts anew.
        func look(_ watch: inout ClockWatch, atSecond second: Int) {
            let start = Desk.start.advanced(bySeconds: second)
            let clock = ServiceClock(startingAt: start) { [wall] in
                wall.now.advanced(bySeconds: second)
            }
            watch.look(clock, log.logger)
        }
        var watch = ClockWatch(ServiceClock(startingAt: Desk.start))
        look(&watch, atSecond: 10)
        wall.set(aheadBySeconds: 30)
        look(&watch, atSecond: 20)
        #expect(log.lines.isEmpty)
        wall.set(aheadBySeconds: -86_400)
        for second in [30, 40, 50] { look(&watch, atSecond: second) }
        #expect(log.lines.count == 1)
        #expect(log.lines.first?.contains("-86") == true)
        wall.set(aheadBySeconds: 0)
        look(&watch, atSecond: 60)
        #expect(log.lines.count == 2)
    }

    // MARK: The audit journal at a start with a wrong clock

    private func journal(daysBeforeStart days: [Int]) throws -> InMemoryStore {
        let memory = InMemoryStore(epoch: "test01")
        try memory.commit(
            [],
            journal: days.map {
                AuditEntry(
                    at: Desk.start.advanced(bySeconds: -$0 * Self.day), tenant: Desk.acme,
                    agent: nil, what: "before")
            })
        return memory
    }

    private func kept(_ memory: InMemoryStore, startingAt start: Instant) async throws -> Int {
        var options = Desk.Options(memory: memory, start: start)
        options.auditDays = 30
        return try await Desk.open(options) { desk in
            for _ in 0..<3 { try await desk.settled() }
            return try entries(memory).count { $0.what == "before" }
        }
    }

    @Test func `a clock that is years ahead at start does not empty it at once`() async throws {
        let memory = try journal(daysBeforeStart: [0, 1, 2, 29, 31, 60])
        let far = Desk.start.advanced(bySeconds: 74 * 365 * Self.day)
        #expect(try await kept(memory, startingAt: far) == 6)
        // Set right, and started again: what is old is forgotten, and nothing else.
        #expect(try await kept(memory, startingAt: Desk.start) == 4)
    }

    @Test func `a clock in 1970 at start forgets nothing`() async throws {
        let memory = try journal(daysBeforeStart: [0, 31, 60])
        #expect(try await kept(memory, startingAt: Instant(millisecondsSince1970: 0)) == 3)
    }
}
