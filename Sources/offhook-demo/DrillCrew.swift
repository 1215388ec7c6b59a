internal import DemoWorld
internal import JSON
internal import SimulatedPhones
internal import Synchronization
internal import Transport

/// Who plays: four agents and four customers around one service behind a proxy. A call of two of them
/// stands all the time, and one agent's connection is parked all the time, so that each kill has somebody to
/// hurt besides those whom the request is about.
final class DrillCrew: Sendable {
    let world: World
    let proxy: AsteriskProxy
    private let raw: RawARI
    /// Whose calls are cut.
    let agent: DrillAgent
    /// Talks to `standing.customer` all the time.
    let talker: DrillAgent
    /// Parked, but where two agents act at once.
    let other: DrillAgent
    /// Logs in and out.
    let newcomer: DrillAgent
    let customers: [SimulatedPhone]
    var customer: SimulatedPhone { customers[0] }
    var talkersCustomer: SimulatedPhone { customers[1] }
    var otherCustomer: SimulatedPhone { customers[2] }
    /// For the Accept that comes after everything.
    var nextCustomer: SimulatedPhone { customers[3] }

    /// What must not change by itself.
    let kept = Mutex(Kept())

    struct Kept {
        /// How often each phone was called.
        var calls: [String: Int] = [:]
        /// The attempt by which each open connection was opened.
        var attempts: [String: String] = [:]
    }

    var agents: [DrillAgent] { [agent, talker, other, newcomer] }

    static let policy = [
        "callerID: \"Contact Center <8000>\"", "dialsInTenMinutes: 1000",
        "agentLostMusicSeconds: 4", "proofOfLife: never", "pinPrompt: \"sound:beep\"",
        "destinations: {allowedDomains: [\(PhoneNetwork.customerAddress(2_001))]}",
        "outbound: {callerIDs: [Contact Center <8000>]}",
    ]

    /// Opens three connections; one of them gets its customer.
    init(_ world: World) async throws {
        guard let proxy = world.proxy else { throw PhoneError("The drill needs a proxy.") }
        self.world = world
        self.proxy = proxy
        raw = try await RawARI(world.asterisk, application: "drill")
        agent = try DrillAgent(world, phone: world.agentPhone(0))
        talker = try DrillAgent(world, phone: world.agentPhone(1))
        other = try DrillAgent(world, phone: world.agentPhone(2))
        newcomer = try DrillAgent(world, phone: world.agentPhone(3))
        customers = (0..<4).map { world.customerPhone($0) }
    }

    func begin() async throws {
        for agent in [agent, talker, other] { try await open(agent) }
        try await talk(talker, talkersCustomer, dialing: "91002")
    }

    func end() async {
        for agent in agents { await agent.end() }
        await raw.end()
    }

    // MARK: What is done everywhere

    /// From log-in to the open connection; the phone is called once.
    func open(_ agent: DrillAgent) async throws {
        try await agent.logIn()
        try await verify(agent) { try await agent.setStatus("available") }
    }

    /// From a request that places the validation call to the open connection, whatever happens to the service
    /// meanwhile: the phone rings once, one PIN is heard, and that is the right one.
    func verify(_ agent: DrillAgent, by asking: () async throws -> Void) async throws {
        let (since, before) = (RTPProbe.now, agent.phone.incomingCalls)
        try await asking()
        // The console shows that the phone rings, and the person takes it up. (Asterisk drops a phone that
        // is answered while no service is there.)
        let answering = Task { [phone = agent.phone] in
            if await phone.waitUntilRinging(within: .seconds(20)) {
                _ = try? await agent.view()
                phone.answer()
            }
        }
        defer { answering.cancel() }
        while true {
            let view = try await agent.waitUntil("called") {
                ["verifying", "open", "closed"].contains($0.connection)
            }
            if view.connection != "closed" { break }
            // The dial was lost before it left: the phone never rang, and the agent clicks Re-open.
            guard agent.phone.incomingCalls == before else {
                throw PhoneError("\(agent.name)'s phone has rung, and now: \(view).")
            }
            try await agent.reopen()
        }
        kept.withLock { $0.calls[agent.name] = before + 1 }
        let heard = await world.listener.listen(
            world.probe, at: agent.phone.ear, since: since, within: .seconds(20))
        guard let heard else { throw PhoneError("\(agent.name) heard no PIN.") }
        let attempt = try await agent.view().attempt ?? ""
        try await agent.confirm(heard, attempt: attempt)
        let opened = try await agent.waitUntil("available") {
            $0.connection == "open" && $0.status == "available"
        }
        guard opened.attempt == attempt else {
            throw PhoneError("\(agent.name) has another connection than the one that was proven.")
        }
        kept.withLock { $0.attempts[agent.name] = attempt }
    }

    /// The agent's connection is over, as it should be.
    func forget(_ agent: DrillAgent) { kept.withLock { $0.attempts[agent.name] = nil } }

    /// A customer dials, is accepted, and both hear each other.
    func talk(
        _ agent: DrillAgent, _ customer: SimulatedPhone, dialing number: String
    ) async throws {
        try await arrive(customer, dialing: number, for: agent)
        try await accept(agent, customer)
    }

    @discardableResult
    func arrive(
        _ customer: SimulatedPhone, dialing number: String, for agent: DrillAgent
    ) async throws -> DrillAgent.View {
        customer.dial(number)
        return try await agent.waitUntil("offered \(customer.name)'s call") { $0.offer != nil }
    }

    func accept(_ agent: DrillAgent, _ customer: SimulatedPhone) async throws {
        let view = try await agent.waitUntil("offered a call") { $0.offer != nil || $0.call != nil }
        if let offer = view.offer { try await agent.accept(offer) }
        try await agent.waitUntil("connected") { $0.callState == "connected" }
        try await hear(agent, customer)
    }

    func hear(_ agent: DrillAgent, _ customer: SimulatedPhone) async throws {
        async let left = world.probe.hears(customer.tone, at: agent.phone.ear)
        async let right = world.probe.hears(agent.phone.tone, at: customer.ear)
        let (agentHears, customerHears) = await (left, right)
        guard agentHears, customerHears else {
            let whom = agentHears ? customer.name : agent.name
            throw PhoneError("\(whom) does not hear the other one.")
        }
    }

    func hears(_ tone: Int?, _ what: String, _ phone: SimulatedPhone) async throws {
        guard let tone, await world.probe.hears(tone, at: phone.ear, within: .seconds(15)) else {
            throw PhoneError("\(phone.name) does not hear \(what).")
        }
    }

    func hangUp(_ phone: SimulatedPhone) async throws {
        phone.hangUp()
        try await idle(phone)
    }

    func idle(_ phone: SimulatedPhone) async throws {
        guard await phone.waitUntilIdle(within: .seconds(15)) else {
            throw PhoneError("\(phone.name) is still in a call.")
        }
    }

    func free(_ agent: DrillAgent) async throws {
        try await agent.waitUntil("available") { $0.status == "available" && $0.offer == nil }
    }

    /// The names of the channels, and of our bridges, that Asterisk has.
    func inAsterisk() async throws -> (channels: [String], bridges: [String]) {
        func names(_ path: String) async throws -> [String] {
            let answer = try await raw.ask(.get, path)
            return (try JSONValue(parsing: answer.bytes).items())
                .compactMap { $0.optionalString("id") }
        }
        return (
            try await names("/channels"),
            try await names("/bridges").filter { $0.hasPrefix("oh-") }
        )
    }
}
