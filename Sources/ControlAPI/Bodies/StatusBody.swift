internal import ConnectionMode

/// A status as it is read.
struct StatusBody: Encodable, Sendable {
    let status: ShownStatus
    let requestedStatus: RequestedStatus?
    let reason: String
    /// Not known of an agent who is logged out.
    let since: Timestamp?
    /// When it ends by itself: a wrap-up.
    let expiresAt: Timestamp?
    /// What was asked for and waits for the end of a call, or of what is to be done after it.
    let pending: Pending?

    enum Pending: String, Encodable, CaseIterable {
        case onBreak, workingOffline, loggedOut

        init?(_ view: StatusView?) {
            guard let view else { return nil }
            if view.leavesAfterCall {
                self = .loggedOut
                return
            }
            switch view.pending {
            case .onBreak: self = .onBreak
            case .workingOffline: self = .workingOffline
            case .available, nil: return nil
            }
        }
    }

    init(_ view: StatusView) {
        status = view.status
        requestedStatus = view.requested
        reason = view.reason.description
        since = Timestamp(view.since)
        expiresAt = Timestamp(view.until)
        pending = Pending(view)
    }

    /// Of an agent who is logged out when there is no session.
    init(of session: AgentSession?) {
        status = session?.shown.status ?? .loggedOut
        requestedStatus = session?.shown.requested
        reason = (session?.shown.reason ?? .loggedOut).description
        since = Timestamp(session?.shown.since)
        expiresAt = Timestamp(session?.shown.until)
        pending = Pending(session?.shown)
    }
}

/// What setting a status is answered with.
struct StatusAnswerBody: Encodable, Sendable {
    let status: StatusBody
    /// The validation call that was placed.
    let attemptId: String?

    private enum CodingKeys: CodingKey {
        case attemptId
    }

    func encode(to encoder: any Encoder) throws {
        try status.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(attemptId, forKey: .attemptId)
    }
}

/// `{"status":"available","reason":"back from lunch"}`
struct StatusRequestBody: StrictBody {
    static let keys: Set<String> = ["status", "reason"]

    let status: RequestedStatus
    let reason: String?

    private enum CodingKeys: CodingKey {
        case status, reason
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        status = try container.choice(RequestedStatus.self, forKey: .status)
        reason = try container.lineIfPresent(forKey: .reason)
    }
}
