internal import AMI
internal import DemoWorld
internal import JSON
internal import SimulatedPhones
internal import Synchronization

/// A busy queue, and what four books have of it at the end.
struct QueueDay {
    private let world: World
    private let teller: Teller
    private let agents: [DayAgent]
    private let manager: ManagerWatch

    init(_ world: World, _ names: [String], _ teller: Teller) throws {
        self.world = world
        self.teller = teller
        let gate = DayAgent.Gate()
        agents = try names.map { try DayAgent($0, world, gate) }
        manager = ManagerWatch(world.asterisk)
    }

    func run(seconds: Int, callers: Int) async throws {
        defer { manager.end() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for agent in agents { group.addTask { try await agent.begin() } }
            try await group.waitForAll()
        }
        teller.tell(
            "\(agents.count) agents are logged in; their phones were answered, and the PINs heard")
        let perMinute = agents.count * 5
        let calling = try ManyCallers(
            in: world.folder, calling: "6007", pbxPort: world.asterisk.sipPort,
            count: max(5, perMinute * seconds / 60), perMinute: perMinute, atOnce: callers,
            seconds: 3...38)
        let isOver = try await withThrowingTaskGroup(of: Void.self) { group in
            for agent in agents { group.addTask { try await agent.work() } }
            let isOver = await calling.waitForEnd(within: .seconds(seconds + 120))
            for agent in agents { agent.finish() }
            try await group.waitForAll()
            return isOver
        }
        try teller.check(isOver, "the last customer is off the line")
        await calling.end()
        // The last words of all four.
        try await Task.sleep(for: .seconds(3))
        try await compare()
        for agent in agents { try await agent.leave() }
    }

    private func compare() async throws {
        let client = ControlClient(
            base: world.base, token: try world.service.token(["--role", "supervisor"]))
        let books = Books(
            log: world.asterisk.queueLog(), manager: manager.events,
            told: agents.flatMap { agent in agent.events.told().map { (agent.name, $0) } },
            records: try await ledger(client))
        await client.close()
        for line in books.summary { teller.tell(line) }
        try teller.check(manager.isWhole, "no event of the manager's was lost on its way here")
        let faults = books.faults
        for fault in faults.prefix(40) { teller.tell("DIFFERS: \(fault)") }
        try teller.check(
            faults.isEmpty,
            "queue_log, the manager's events, the API and the ledger agree call by call")
    }

    private func ledger(_ client: ControlClient) async throws -> [JSONValue] {
        var records: [JSONValue] = []
        var cursor = ""
        while true {
            let page = try await client.get("/v1/tenants/acme/ledger/calls?limit=200\(cursor)").body
            guard case .array(let items)? = page["items"] else {
                throw PhoneError("The ledger cannot be read.")
            }
            records += items
            guard let next = page.optionalString("nextCursor") else { return records }
            cursor = "&cursor=\(next)"
        }
    }
}

/// What Asterisk's manager interface tells of queues.
final class ManagerWatch: Sendable {
    private let client: AMIClient
    private let seen = Mutex<[AMIMessage]>([])
    private let losses = Mutex(0)
    private let tasks = Mutex<[Task<Void, Never>]>([])

    init(_ asterisk: AsteriskInstance) {
        var way = AMIConfiguration(
            port: asterisk.managerPort, username: "watch", secret: asterisk.password)
        way.events = "agent"
        way.maximumWaitingEvents = 100_000
        client = AMIClient(way)
        let client = client
        tasks.withLock {
            $0 = [
                Task { await client.run() },
                Task { [weak self] in
                    for await update in client.updates {
                        guard let self else { return }
                        switch update {
                        case .event(let message): seen.withLock { $0.append(message) }
                        case .lost, .disconnected: losses.withLock { $0 += 1 }
                        case .connected: break
                        }
                    }
                },
            ]
        }
    }

    var events: [AMIMessage] { seen.withLock { $0 } }
    /// Whether all that was told came here.
    var isWhole: Bool { losses.withLock { $0 } == 0 }

    func end() { for task in tasks.withLock({ $0 }) { task.cancel() } }
}
