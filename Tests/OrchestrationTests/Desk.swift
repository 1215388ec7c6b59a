internal import ConnectionMode
internal import Dispatch
internal import Logging
internal import Orchestration
internal import Storage
internal import Testing

/// A real sequencer with a store that forgets and a PBX that only notes; the test is the PBX, the
/// agents and the operator.
struct Desk: Sendable {
    let journal: Journal
    let memory: InMemoryStore
    let phones: RecordingPhoneSystem
    let board: NoticeBoard
    /// All that is told from the beginning, to be waited for.
    let told: AsyncStream<[Posting]>
    let health: ServiceHealth
    let sequencer: Sequencer

    static let acme = TenantID("acme")
    static let alice = AgentKey(tenant: acme, agent: AgentID("alice"))
    static let bob = AgentKey(tenant: acme, agent: AgentID("bob"))
    static let start = Instant(millisecondsSince1970: 1_800_000_000_000)

    struct Options {
        var memory = InMemoryStore(epoch: "test01")
        var start = Desk.start
        var maximumWaiting = 2_000
        var maximumObservations = 50_000
        var isPhoneSystemSeen = true
        /// Whether she is in the directory.
        var isAliceHired = true
        var hold: StoreHold?
        var auditDays = 90
        var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        var change: (inout Policy) -> Void = { _ in }
        /// Alice's; without one she has an endpoint of her name.
        var workplace: Workplace?
        /// Hers, too.
        var phone: PhonePolicy?
        /// The system's clock, where it is another than the service's.
        var wall: (@Sendable () -> Instant)?
    }

    private init(_ options: Options) throws {
        let journal = Journal()
        let store = JournalingStore(options.memory, journal)
        self.journal = journal
        memory = options.memory
        phones = RecordingPhoneSystem(journal)
        board = NoticeBoard(run: "run1")
        told =
            board.subscribe { posting in
                journal.note(.told(posting))
                return true
            }.postings
        health = ServiceHealth()
        var policy = Policy()
        policy.persistentEnabled = true
        options.change(&policy)
        let clock = ServiceClock(startingAt: options.start, wall: options.wall)
        var directory = Self.directory(policy)
        if let workplace = options.workplace {
            directory.tenants[Self.acme]?.agents[Self.alice.agent]?.workplace = workplace
        }
        if let phone = options.phone {
            directory.tenants[Self.acme]?.agents[Self.alice.agent]?.phone = phone
        }
        if !options.isAliceHired { directory.tenants[Self.acme]?.agents[Self.alice.agent] = nil }
        let model = ConnectionModel(
            epoch: store.epoch, directory: directory, remembered: try store.load(),
            at: clock.now)
        sequencer = Sequencer(
            model: model,
            parts: Sequencer.Parts(
                store: store, phoneSystem: phones, board: board, health: health,
                pins: PINDerivation(secret: Array(repeating: 7, count: 32)), clock: clock,
                logger: options.logger, audit: options.memory, auditDays: options.auditDays,
                ledger: options.memory, recordings: options.memory, hold: options.hold),
            maximumWaiting: options.maximumWaiting,
            maximumObservations: options.maximumObservations)
    }

    private static func directory(_ policy: Policy) -> Directory {
        let agents = [alice, bob].map { key in
            let workplace = Workplace(kind: .endpoint, address: key.agent.rawValue)
            let profile = AgentProfile(
                name: key.agent.rawValue, phone: PhonePolicy(connectionMode: .persistent),
                workplace: workplace)
            return (key.agent, profile)
        }
        let tenant = Tenant(
            name: "Acme", policy: policy, agents: Dictionary(uniqueKeysWithValues: agents))
        return Directory(tenants: [acme: tenant])
    }

    /// Runs a desk for as long as `body` does.
    static func open<Value>(
        _ options: Options = Options(), _ body: (Desk) async throws -> Value
    ) async throws -> Value {
        let desk = try Desk(options)
        defer { desk.sequencer.stop() }
        if options.isPhoneSystemSeen {
            desk.surveyed()
            try await desk.settled()
            desk.journal.clear()
        }
        return try await body(desk)
    }

    // MARK: What the PBX says

    func see(_ observation: Observation) { #expect(sequencer.observe(observation)) }

    func surveyed(_ legs: [Survey.Leg] = []) {
        see(.surveyed(Survey(nodeRun: "1", legs: legs, bridges: [])))
    }

    /// Waits for what was observed to be decided: a read comes after it.
    func settled() async throws { try await sequencer.read { _ in } }

    // MARK: What people do

    /// Asks, and returns what came of it.
    func ask(_ command: Command) async -> Result<Answer, CommandFailure> {
        do {
            return .success(try await sequencer.perform(command))
        } catch {
            return .failure(error)
        }
    }

    func session(of key: AgentKey = alice) async throws -> AgentSession? {
        try await sequencer.read { $0.agents[key] }
    }

    /// Logs in and becomes available; the phone is being called then.
    func dialing(_ key: AgentKey = alice) async throws -> Attempt {
        _ = try await sequencer.perform(.logIn(key, resuming: nil))
        _ = try await sequencer.perform(.setStatus(key, .available, reason: nil))
        return try #require(try await session(of: key)?.connection.attempt)
    }

    /// The phone is answered; the PIN is being spoken then.
    func verifying(_ key: AgentKey = alice) async throws -> Attempt {
        let attempt = try await dialing(key)
        see(.legRinging(attempt.leg))
        see(.legAnswered(attempt.leg))
        try await settled()
        return attempt
    }

    /// The PIN that was heard is typed; the connection is open then.
    func opened(_ key: AgentKey = alice) async throws -> Attempt {
        let attempt = try await verifying(key)
        let pin = try #require(phones.heard(on: attempt.leg))
        let answer = try await sequencer.confirm(key, attempt.id, typed: pin)
        #expect(answer == .done)
        return attempt
    }

    // MARK: Holding things up

    /// Holds the sequencer's thread between two inputs for as long as `body` runs: what comes in
    /// meanwhile waits.
    func whileHeld<Value>(_ body: () async throws -> Value) async throws -> Value {
        let gate = Gate()
        async let held: Void = sequencer.read { _ in gate.holdUp() }
        for await _ in gate.reached {}
        let result: Result<Value, any Error>
        do {
            result = .success(try await body())
        } catch {
            result = .failure(error)
        }
        gate.open()
        try await held
        return try result.get()
    }
}

/// Stops a thread until it is opened.
final class Gate: Sendable {
    /// Ends when the thread stands at the gate.
    let reached: AsyncStream<Never>
    private let arrival: AsyncStream<Never>.Continuation
    private let lock = DispatchSemaphore(value: 0)

    init() { (reached, arrival) = AsyncStream.makeStream(of: Never.self) }

    func holdUp() {
        arrival.finish()
        #expect(lock.wait(timeout: .now() + 30) == .success, "nobody opened the gate")
    }

    func open() { lock.signal() }
}
