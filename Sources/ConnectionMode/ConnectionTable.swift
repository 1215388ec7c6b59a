/// What a connection does with each input in each phase, found by asking the code itself: an adapter for another PBX, or
/// a model in another language, can be held against it.
public enum ConnectionTable {
    /// One input in one phase.
    public struct Row: Hashable, Sendable, Codable {
        public let phase: String
        public let input: String
        /// The phase afterwards, which may be the same; nil where the input is refused.
        public let next: String?
        /// Why the connection ended, where it did.
        public let endReason: EndReason?
        /// Why a command is not done.
        public let refusal: String?
        /// What should be so at the PBX then.
        public let goals: [String]
        /// What people are told.
        public let told: [String]
    }

    /// Every phase with every input, in the order of a connection's life.
    public static let rows: [Row] = phases.flatMap { connection in
        inputs.map { row(of: $0, in: connection) }
    }

    // MARK: What there is

    private static let now = Instant(millisecondsSince1970: 0)
    private static let otherAttempt = AttemptID("another attempt")

    private static func attempt(_ name: String, proves: Workplace? = nil) -> Attempt {
        Attempt(
            id: AttemptID(name),
            agent: AgentKey(tenant: TenantID("tenant"), agent: AgentID("agent")),
            leg: LegID("leg"), home: BridgeID("home"), nonce: Nonce(high: 0, low: 0),
            workplace: Workplace(kind: .endpoint, address: "workplace"), proves: proves,
            startedAt: now, policy: Policy(), language: "en", digits: 4, tries: 3)
    }

    private static let phases: [Connection] = {
        let attempt = Self.attempt("attempt")
        let proof = Self.attempt("attempt", proves: attempt.workplace)
        return [
            .closed(Closed()), .waiting(Waiting(attempt: attempt, dialsAt: now)),
            .dialing(Dialing(attempt: attempt, deadline: now)),
            .ringing(Ringing(attempt: attempt, deadline: now)),
            .verifying(Verifying(attempt: attempt, deadline: now, triesLeft: 3)),
            .verifying(Verifying(attempt: attempt, deadline: now, triesLeft: 1)),
            .verifying(Verifying(attempt: proof, deadline: now, triesLeft: 3)),
            .open(Open(attempt: attempt, openedAt: now)),
        ]
    }()

    private enum Input {
        case request(String, Connection.Request)
        case sight(String, Connection.Sight)
        case deadline
    }

    private static let inputs: [Input] = {
        let id = AttemptID("attempt")
        let closers: [EndReason] = [
            .closedByAgent, .closedByAdmin, .loggedOut, .modeChanged, .workplaceChanged,
        ]
        let requests: [Input] =
            [.request("open", .open(attempt("new attempt")))]
            + closers.map { .request("close: \($0.rawValue)", .close($0)) }
            + [
                .request("the right PIN", .confirm(id, .right)),
                .request("a wrong PIN", .confirm(id, .wrong)),
                .request("a PIN of another attempt", .confirm(otherAttempt, .right)),
            ]
        let ends = LegEnd.allCases
        let sights: [Input] =
            [.sight("the phone rings", .ringing), .sight("the phone is answered", .answered)]
            + ends.map { .sight("the leg is gone: \($0.rawValue)", .gone($0)) }
            + ends.map { .sight("the dial is refused: \($0.rawValue)", .dialFailed(.refused($0))) }
            + [
                .sight("the dial was not sent", .dialFailed(.notSent)),
                .sight("nobody knows whether it was sent", .dialFailed(.outcomeUnknown)),
                .sight("the leg was looked for and is not there", .notFound),
                .sight("a survey lacks the leg", .missing(restarted: false)),
                .sight("a survey lacks the leg after a restart", .missing(restarted: true)),
            ]
        return requests + sights + [.deadline]
    }()

    // MARK: Asking

    private static func row(of input: Input, in connection: Connection) -> Row {
        let name: String
        let result: Result<Step, Refusal>
        switch input {
        case .request(let text, let request):
            name = text
            result = Result { () throws(Refusal) in try connection.perform(request, at: now) }
        case .sight(let text, let sight):
            (name, result) = (text, .success(connection.observe(sight, at: now)))
        case .deadline:
            (name, result) = ("the deadline passes", .success(connection.expire(at: now)))
        }
        switch result {
        case .failure(let refusal):
            return Row(
                phase: connection.name, input: name, next: nil, endReason: nil,
                refusal: caseName(refusal), goals: [], told: [])
        case .success(let step):
            var end: EndReason?
            if case .closed(let closed) = step.next, connection != step.next {
                end = closed.endReason
            }
            return Row(
                phase: connection.name, input: name, next: step.next.name, endReason: end,
                refusal: nil,
                goals: (step.doomed == nil ? [] : ["hangUp"]) + step.effects.map(caseName),
                told: step.tell.map(caseName))
        }
    }
}

/// A case's own name, without what it carries.
package func caseName(_ value: some Any) -> String {
    String("\(value)".prefix { $0 != "(" })
}

extension Connection {
    fileprivate var name: String {
        switch self {
        case .closed: "closed"
        case .waiting: "waiting"
        case .dialing: "dialing"
        case .ringing: "ringing"
        case .verifying(let phase) where phase.attempt.proves != nil: "verifying a workplace alone"
        case .verifying(let phase): phase.triesLeft > 1 ? "verifying" : "verifying, last try"
        case .open: "open"
        }
    }
}
