internal import ConnectionMode
internal import ControlAPI
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import Orchestration
internal import Storage

/// The API with all that stands behind it, and a PBX that says what an input has it say.
struct APIDesk: Sendable {
    let responder: @Sendable (Request, any Channel) async throws -> Response
    private let sequencer: Sequencer
    private let board: NoticeBoard
    private let pins = PINDerivation(secret: Array(repeating: 7, count: 32))

    private static let tokens: [TokenRecord] = [
        token("alice", .agent, agent: "alice"), token("bob", .agent, agent: "bob"),
        token("supervisor", .supervisor), token("router", .router),
        token("administrator", .administrator),
    ]

    private static func token(
        _ name: String, _ role: TokenRole, agent: String? = nil
    ) -> TokenRecord {
        TokenRecord(
            id: name, tenant: CheckedModel.acme, role: role, agent: agent.map { AgentID($0) },
            hash: TokenHash.of("secret-of-\(name)"),
            createdAt: Instant(millisecondsSince1970: 0), note: "")
    }

    init() {
        var serving = ControlAPI.Configuration()
        serving.isDirectoryStored = true
        let store = InMemoryStore(epoch: "fuzz")
        board = NoticeBoard(run: "run1", keeps: 100, listenerBuffer: 100)
        let health = ServiceHealth()
        let clock = ServiceClock(startingAt: CheckedModel.start)
        let logger = Logger(label: "fuzz") { _ in SwiftLogNoOpLogHandler() }
        sequencer = Sequencer(
            model: ConnectionModel(
                epoch: "fuzz", directory: CheckedModel.directory, at: CheckedModel.start),
            parts: Sequencer.Parts(
                store: store, phoneSystem: DeafPhoneSystem(), board: board, health: health,
                pins: pins, clock: clock, logger: logger, audit: store))
        responder = ControlAPI(
            sequencer: sequencer, board: board, health: health, tokens: Tokens(Self.tokens),
            answers: store, ledger: store, recordings: store, files: DeafPhoneSystem(),
            secret: Array(repeating: 7, count: 32),
            configuration: serving, logger: logger
        ).makeResponder()
        health.update { $0.phoneSystem = nil }
        _ = sequencer.observe(.surveyed(Survey(nodeRun: "1", legs: [], bridges: [])))
    }

    func close() {
        board.close()
        sequencer.stop()
    }

    /// Something happens at the PBX.
    func see(_ what: Substring) async {
        guard let there = try? await sequencer.read(There.init) else { return }
        let leg = there.leg ?? LegID("none")
        let customer = LegID("customer-\(there.customers)")
        let observations: [Observation] =
            switch what {
            case "rings": [.legRinging(leg)]
            case "answers": [.legAnswered(leg)]
            case "hangs up": [.legGone(leg, .hungUp)]
            case "is away": [.linkLost]
            case "customer":
                [
                    .customerArrived(
                        CustomerLeg(leg: customer, kind: .own, isAnswered: true),
                        CheckedModel.keys[0],
                        OfferDetails(caller: Caller(number: "+33123456789", name: "Carol")))
                ]
            case "bridged":
                there.call.map {
                    [
                        .legEntered($0.agentLeg, $0.talkingBridge),
                        .legEntered($0.customer.leg, $0.talkingBridge),
                    ]
                } ?? []
            default: []
            }
        for observation in observations { _ = sequencer.observe(observation) }
    }

    /// With what there is in place of its signs.
    func filled(_ text: Substring) async -> String {
        guard text.contains("$"), let there = try? await sequencer.read(There.init) else {
            return String(text)
        }
        let digits = there.nonce.map { pins.pin(for: $0).digits.map(String.init).joined() }
        var filled = String(text)
        for (sign, value) in [
            ("$ATTEMPT", there.attempt), ("$PIN", digits), ("$OFFER", there.offer),
            ("$CALL", there.call?.id.rawValue), ("$SESSION", there.session),
        ] {
            filled = filled.replacing(sign, with: value ?? "none")
        }
        return filled
    }

    /// What there is of the first agent.
    private struct There: Sendable {
        let leg: LegID?
        let nonce: Nonce?
        let attempt: String?
        let session: String?
        let offer: String?
        let call: Call?
        let customers: Int

        init(_ model: ConnectionModel) {
            let session = model.agents[CheckedModel.keys[0]]
            leg = session?.connection.attempt?.leg
            nonce = session?.connection.attempt?.pinNonce
            attempt = session?.connection.attempt?.id.rawValue
            self.session = session?.id.rawValue
            offer = model.offers.keys.sorted().last?.rawValue
            call = model.calls.sorted { $0.key < $1.key }.last?.value
            customers = model.offers.count + 1
        }
    }
}

/// Nothing of what is wanted happens by itself.
private struct DeafPhoneSystem: PhoneSystem, RecordingFiles {
    func pursue(_ effect: Effect) {}
    func speak(_ pin: PIN, on leg: LegID, _ spoken: SpokenPIN) {}

    func file(of recording: RecordingID) async throws(RecordingFileFault) -> RecordingFile {
        throw .notThere
    }

    func deleteFile(of recording: RecordingID) async throws(RecordingFileFault) {
        throw .notThere
    }
}

/// The tokens that there are; nobody makes or removes any.
private struct Tokens: TokenStore {
    private let records: [TokenRecord]

    init(_ records: [TokenRecord]) { self.records = records }

    func add(_ token: TokenRecord) throws(StoreError) {
        throw .unavailable("These tokens are all there are.")
    }

    func token(withHash hash: String) -> TokenRecord? { records.first { $0.hash == hash } }

    func tokens() -> [TokenRecord] { records }

    func remove(id: String) -> Bool { false }
}
