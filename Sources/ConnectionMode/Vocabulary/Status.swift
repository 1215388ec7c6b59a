/// What an agent asked for. It is kept while it cannot be had (S6).
public enum RequestedStatus: String, Sendable, Codable, CaseIterable {
    case available, onBreak, workingOffline
}

/// What is shown of an agent.
public enum ShownStatus: String, Sendable, Codable, CaseIterable {
    case loggedOut
    case onBreak
    case workingOffline
    /// Ready for an offer: the connection is open and nothing else is going on.
    case available
    /// Available is asked for and the validation call is under way (S2).
    case persistentCallOffered
    /// Available is asked for and no connection stands (S6).
    case notReachable
    /// A customer is presented and waits for Accept.
    case offered
    /// Being connected with a customer, or talking.
    case busy
    /// After a call, before the next offer (O11).
    case wrappingUp
}

/// Why a status is shown.
public enum StatusReason: Hashable, Sendable, Codable, CustomStringConvertible {
    case loggedIn
    case loggedOut
    /// The agent logged in elsewhere, and confirmed that this session ends (S8).
    case takenOver
    /// Nothing was heard of the agent for long (S9).
    case forgotten
    /// The agent asked for it; the text is theirs ("lunch").
    case agent(String?)
    /// An offer was left unanswered (O6).
    case missedOffer
    /// The connection ended.
    case connection(EndReason)
    case validationCall
    case connectionOpened
    case offer
    case call
    case callEnded
    /// The offer ended without a call.
    case offerEnded

    public var description: String {
        switch self {
        case .loggedIn: "loggedIn"
        case .loggedOut: "loggedOut"
        case .takenOver: "takenOver"
        case .forgotten: "forgotten"
        case .agent(let text): text ?? "agent"
        case .missedOffer: "missedOffer"
        case .connection(let reason): reason.rawValue
        case .validationCall: "validationCall"
        case .connectionOpened: "connectionOpened"
        case .offer: "offer"
        case .call: "call"
        case .callEnded: "callEnded"
        case .offerEnded: "offerEnded"
        }
    }
}

/// A status as it is read: what is shown, what was asked for, why, and since when.
public struct StatusView: Hashable, Sendable, Codable {
    public let status: ShownStatus
    /// `nil` while logged out.
    public let requested: RequestedStatus?
    public let reason: StatusReason
    public internal(set) var since: Instant
    /// When it ends by itself, where that is known: of a wrap-up (O11).
    public internal(set) var until: Instant?
    /// Whether the session ends with the call (S5).
    public var leavesAfterCall: Bool { leaves ?? false }
    private let leaves: Bool?

    init(
        status: ShownStatus, requested: RequestedStatus?, reason: StatusReason, since: Instant,
        until: Instant? = nil, leavesAfterCall: Bool = false
    ) {
        self.status = status
        self.requested = requested
        self.reason = reason
        self.since = since
        self.until = until
        leaves = leavesAfterCall ? true : nil
    }

    /// What was asked for and waits for the end of a call (S5) or of what is to be done after it.
    public var pending: RequestedStatus? {
        guard status == .busy || status == .wrappingUp, let requested, requested != .available
        else { return nil }
        return requested
    }
}
