internal import ConnectionMode

/// A log-in session, told to its own agent alone.
struct SessionBody: Encodable, Sendable {
    let sessionId: String
    let loggedInAt: Timestamp

    init(_ session: AgentSession) {
        sessionId = session.id.rawValue
        loggedInAt = Timestamp(session.loggedInAt)
    }
}

/// `{"sessionId":"oh-…-s1"}` to go on with a session, `{"takeOver":true}` to end the running one and
/// begin anew, or nothing for a new one.
struct LogInRequestBody: StrictBody {
    static let keys: Set<String> = ["sessionId", "takeOver"]

    var sessionId: String?
    var takeOver: Bool?
}
