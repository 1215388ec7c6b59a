internal import ConnectionMode
internal import ControlAPI
internal import Foundation
internal import Logging
internal import Orchestration
internal import ServiceLifecycle
internal import Storage
internal import Testing

/// The API on a real socket, in front of a real sequencer; the test is the PBX and the agents.
struct Desk: Sendable {
    var port: Int
    /// How clients come, if by TLS.
    var tls: ClientTLS?
    let store: InMemoryStore
    let tokens: BreakableTokens
    let phones: RecordingPhoneSystem
    let board: NoticeBoard
    let health: ServiceHealth
    let sequencer: Sequencer
    let seen: SeenAnswers
    let shutDown: @Sendable () async -> Void

    static let alice = AgentKey(tenant: TenantID("acme"), agent: AgentID("alice"))
    /// The names of the tokens that every desk has.
    enum Token: String, CaseIterable {
        case alice, bob, supervisor, router, administrator, expired
        case foreign, foreignAgent, foreignSupervisor, foreignRouter
    }

    struct Options {
        var listenerBuffer = 1_000
        var keeps = 10_000
        var isPhoneSystemSeen = true
        var maximumWaiting = 2_000
        var seen = SeenAnswers()
        var secret: [UInt8] = Array(repeating: 7, count: 32)
        var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        /// The system's clock, where it is another than the service's.
        var wall: (@Sendable () -> Instant)?
        var configure: (inout ControlAPI.Configuration) -> Void = { _ in }
    }

    static var directory: Directory {
        func agent(
            _ name: String, _ mode: ConnectionMode = .persistent, group: String? = nil,
            mayChange: Bool? = nil, others: [Workplace] = []
        ) -> AgentProfile {
            AgentProfile(
                name: name,
                phone: PhonePolicy(
                    connectionMode: mode, mayChangeConnectionMode: mayChange,
                    mayChangeAutoAnswer: mayChange),
                workplace: Workplace(kind: .endpoint, address: name),
                otherWorkplaces: others,
                group: group.map { GroupID($0) })
        }
        var policy = Policy()
        policy.persistentEnabled = true
        var destinations = Destinations()
        destinations.country = Country("DE")
        var callingOut = CallingOut()
        callingOut.callerIDs = ["Acme <+4930555>", "+4930777"]
        return Directory(tenants: [
            TenantID("acme"): Tenant(
                name: "Acme", policy: policy, destinations: destinations, callingOut: callingOut,
                groups: [
                    GroupID("sales"): Group(name: "Sales"),
                    GroupID("support"): Group(name: "Support"),
                    GroupID("empty"): Group(name: "Nobody"),
                ],
                agents: [
                    AgentID("alice"): agent(
                        "Alice", group: "sales", mayChange: true,
                        others: [Workplace(kind: .phoneNumber, address: "030 123456")]),
                    AgentID("bob"): agent("Bob", group: "support"),
                    AgentID("on demand"): agent("Otto", .onDemand),
                ]),
            TenantID("other"): Tenant(
                name: "Other", groups: [GroupID("secret"): Group(name: "Secret")],
                agents: [AgentID("mallory"): agent("Mallory")]),
        ])
    }

    /// Runs a desk for as long as `body` does.
    static func open(
        _ options: Options = Options(), _ body: @escaping @Sendable (Desk) async throws -> Void
    ) async throws {
        let store = InMemoryStore(epoch: "test01")
        let tokens = BreakableTokens()
        for token in Token.allCases { try await tokens.add(token.record) }
        let phones = RecordingPhoneSystem()
        let board = NoticeBoard(
            run: "run1", keeps: options.keeps, listenerBuffer: options.listenerBuffer)
        let health = ServiceHealth()
        let start = Instant(
            millisecondsSince1970: Int64(Date().timeIntervalSince1970 * 1_000))
        let clock = ServiceClock(startingAt: start, wall: options.wall)
        let logger = options.logger
        let sequencer = Sequencer(
            model: ConnectionModel(epoch: store.epoch, directory: directory, at: clock.now),
            parts: Sequencer.Parts(
                store: store, phoneSystem: phones, board: board, health: health,
                pins: PINDerivation(secret: Array(repeating: 7, count: 32)), clock: clock,
                logger: logger),
            maximumWaiting: options.maximumWaiting)
        var configuration = ControlAPI.Configuration(port: 0)
        configuration.tokenCacheLife = .zero
        options.configure(&configuration)
        let api = ControlAPI(
            sequencer: sequencer, board: board, health: health, tokens: tokens,
            answers: store, ledger: store, recordings: store, files: phones, secret: options.secret,
            configuration: configuration,
            logger: logger)
        let (ports, taken) = AsyncStream.makeStream(of: Int.self)
        let application = api.makeApplication { taken.yield($0) }
        let group = ServiceGroup(
            configuration: .init(services: [application], logger: logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            guard let port = await ports.first(where: { _ in true }) else { return }
            let desk = Desk(
                port: port, store: store, tokens: tokens, phones: phones, board: board,
                health: health,
                sequencer: sequencer, seen: options.seen,
                shutDown: { await group.triggerGracefulShutdown() })
            if options.isPhoneSystemSeen { desk.surveyed() }
            do {
                try await body(desk)
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
        sequencer.stop()
    }

    // MARK: What the PBX says

    func surveyed() {
        see(.surveyed(Survey(nodeRun: "1", legs: [], bridges: [])))
        health.update { $0.phoneSystem = nil }
    }

    func see(_ observation: Observation) { #expect(sequencer.observe(observation)) }

    func leg(of key: AgentKey = alice) async throws -> LegID {
        let leg = try await sequencer.read { $0.agents[key]?.connection.attempt?.leg }
        return try #require(leg)
    }

    /// Waits for what was observed to be decided: a read comes after it.
    func settled() async throws { try await sequencer.read { _ in } }

    func customerArrives(_ name: String = "caller-1", for key: AgentKey = alice) {
        see(
            .customerArrived(
                CustomerLeg(leg: LegID(name), kind: .own, isAnswered: true), key,
                OfferDetails(
                    caller: Caller(number: "+41441234567", name: "Carol"),
                    dialedNumber: "+41800123456", queue: "sales", waitedSeconds: 12)))
    }

    /// The id of whom the agent brings into a call.
    func participant(of call: String) async throws -> String {
        let body = try await send(.get, "/v1/tenants/acme/calls/\(call)")
        return try #require((body["participant"] as? [String: Any])?["id"] as? String)
    }

    /// The customer hears music, and whom the agent calls answers.
    func participantAnswers(_ id: String) async throws {
        let call = try #require(try await sequencer.read { $0.calls[CallID(id)] })
        let leg = try #require(call.third?.leg)
        see(.legEntered(call.customer.leg, call.waitingBridge))
        see(.legEntered(leg, call.talkingBridge))
        see(.legUp(leg))
        try await settled()
    }

    /// The id of the call's recording.
    func recording(of call: String) async throws -> String {
        let body = try await send(.get, "/v1/tenants/acme/calls/\(call)")
        return try #require((body["recording"] as? [String: Any])?["id"] as? String)
    }

    /// Both legs are in the bridge that was made for the call.
    func bridged(_ call: String) async throws {
        let made = try await sequencer.read { $0.calls[CallID(call)] }
        let call = try #require(made)
        see(.legEntered(call.customer.leg, call.talkingBridge))
        see(.legEntered(call.agentLeg, call.talkingBridge))
    }

    // MARK: What agents do

    static func path(_ rest: String, of agent: String = "alice") -> String {
        "/v1/tenants/acme/agents/\(agent)\(rest)"
    }

    /// Logs in, becomes available, answers and confirms; the connection is open then.
    @discardableResult
    func openConnection() async throws -> String {
        #expect(try await send(.post, Self.path("/session")).status == 201)
        let answer = try await send(.put, Self.path("/status"), json: ["status": "available"])
        #expect(answer.status == 202)
        let attempt = try #require(answer["attemptId"] as? String)
        let pin = try await answerPhone()
        let confirmed = try await send(
            .post, Self.path("/connection/confirm"), json: ["attemptId": attempt, "pin": pin])
        #expect(confirmed.status == 200)
        return attempt
    }

    /// Answers, and returns the PIN that is heard.
    func answerPhone() async throws -> String {
        let leg = try await leg()
        see(.legRinging(leg))
        see(.legAnswered(leg))
        try await settled()
        return try #require(phones.heard(on: leg))
    }

    /// A customer is offered; returns the offer's id.
    func offered(_ name: String = "caller-1") async throws -> String {
        customerArrives(name)
        let agent = try await send(.get, Self.path(""))
        let offer = try #require(agent["offer"] as? [String: Any])
        return try #require(offer["id"] as? String)
    }

    /// A customer comes to wait for whom a router chooses.
    func customerWaits(
        _ name: String = "waiting-1", for tenant: String = "acme"
    ) async throws -> WaitingCustomer {
        let details = OfferDetails(
            caller: Caller(number: "+33123456789", name: "Carol"), dialedNumber: "9002",
            attributes: ["LANGUAGE": "fr"])
        let customer = CustomerLeg(leg: LegID(name), kind: .own, isAnswered: true)
        _ = sequencer.observe(.customerWaits(customer, TenantID(tenant), details, seconds: 60))
        return try #require(
            try await sequencer.read { model in
                model.waitingCustomers.values.first { $0.customer.leg == customer.leg }
            })
    }
}

extension Desk.Token {
    var text: String { "secret-of-\(rawValue)" }

    var record: TokenRecord {
        let (tenant, role, agent): (String, TokenRole, String?) =
            switch self {
            case .alice: ("acme", .agent, "alice")
            case .bob: ("acme", .agent, "bob")
            case .supervisor: ("acme", .supervisor, nil)
            case .router: ("acme", .router, nil)
            case .administrator, .expired: ("acme", .administrator, nil)
            case .foreign: ("other", .administrator, nil)
            case .foreignAgent: ("other", .agent, "mallory")
            case .foreignSupervisor: ("other", .supervisor, nil)
            case .foreignRouter: ("other", .router, nil)
            }
        return TokenRecord(
            id: "t-\(rawValue)", tenant: TenantID(tenant), role: role,
            agent: agent.map(AgentID.init(rawValue:)), hash: TokenHash.of(text),
            createdAt: Instant(millisecondsSince1970: 0),
            expiresAt: self == .expired ? Instant(millisecondsSince1970: 1) : nil, note: "")
    }
}
