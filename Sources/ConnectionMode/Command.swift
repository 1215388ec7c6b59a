/// What a person, or a program for a person, asks for. A command may be refused.
public enum Command: Hashable, Sendable {
    /// Starts a session (S1). With the id of the running session it changes nothing (S8).
    case logIn(AgentKey, resuming: SessionID?)
    /// Ends the session and its connection (S5).
    case logOut(AgentKey)
    /// Asks for a status; `available` places the validation call when none stands (S2–S4).
    case setStatus(AgentKey, RequestedStatus, reason: String?)
    /// Opens, or re-opens, the connection (S7).
    case openConnection(AgentKey)
    /// Closes the connection, or calls its validation call off.
    case closeConnection(AgentKey, by: Closer)
    /// A PIN was typed for this attempt; the shell compared it (V4, V8).
    case confirmPIN(AgentKey, AttemptID, PINVerdict)
    case accept(OfferID)
    case reject(OfferID)
    /// Ends a call as its agent (O9).
    case hangUp(CallID)

    /// Whether it does nothing but end something: then it is done though it cannot be stored, for a leg
    /// is hung up at least once (W2).
    public var onlyEnds: Bool {
        switch self {
        case .logOut, .closeConnection, .reject, .hangUp: true
        case .logIn, .setStatus, .openConnection, .confirmPIN, .accept: false
        }
    }
}

/// Who asks for a connection to be closed.
public enum Closer: String, Hashable, Sendable {
    case agent, admin
}

/// What comparing a typed PIN with the spoken one said. The PIN itself stays outside the model.
public enum PINVerdict: Hashable, Sendable {
    case right, wrong
}

/// What a command that was taken led to.
public enum Answer: Hashable, Sendable {
    case done
    case loggedIn(SessionID, isNew: Bool)
    /// A validation call was placed.
    case dialing(AttemptID)
    /// Taken, but wrong (V5): with no attempts left the call is hung up.
    case wrongPIN(attemptsLeft: Int)
    case accepted(CallID)
}
