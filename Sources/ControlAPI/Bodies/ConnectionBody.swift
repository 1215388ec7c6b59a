internal import ConnectionMode
internal import HTTPTypes

/// An agent's connection as it is read.
struct ConnectionBody: Encodable, Sendable {
    enum State: String, Encodable, CaseIterable {
        case closed, dialing, ringing, verifying, open
    }

    var state: State
    /// The attempt that stands, is under way or, while closed, was the last.
    var attemptId: String?
    var startedAt: Timestamp?
    /// While the validation call waits for its trunk: when the phone will be called.
    var dialsAt: Timestamp?
    /// While verifying, until when the PIN may be confirmed; of an open connection, when its trunk ends it.
    var expiresAt: Timestamp?
    /// While a validation call is under way: how many digits its PIN has.
    var pinDigits: Int?
    /// Since when too many wrong PINs keep the connection from being opened.
    var pinLockedAt: Timestamp?
    /// While verifying: how many wrong PINs are left.
    var attemptsLeft: Int?
    var openedAt: Timestamp?
    /// Of an open connection.
    var health: HealthStateBody?
    /// The call that the connection is used for now.
    var callId: String?
    var endReason: EndReason?
    var endedAt: Timestamp?

    init(of key: AgentKey, in model: ConnectionModel) {
        state = .closed
        pinLockedAt = Timestamp(model.limits[key]?.lockedAt)
        guard let session = model.agents[key] else { return }
        attemptId = session.connection.attempt?.id.rawValue
        startedAt = Timestamp(session.connection.attempt?.startedAt)
        if !session.connection.isOpen { pinDigits = session.connection.attempt?.pinDigits }
        switch session.connection {
        case .closed(let closed):
            attemptId = closed.lastAttempt?.rawValue
            endReason = closed.endReason
            endedAt = Timestamp(closed.endedAt)
        case .waiting(let waiting):
            state = .dialing
            dialsAt = Timestamp(waiting.dialsAt)
        case .dialing: state = .dialing
        case .ringing: state = .ringing
        case .verifying(let verifying):
            state = .verifying
            expiresAt = Timestamp(verifying.deadline)
            attemptsLeft = verifying.triesLeft
        case .open(let open):
            state = .open
            openedAt = Timestamp(open.openedAt)
            expiresAt = Timestamp(open.expiresAt)
            health = HealthStateBody(of: session, since: open, heardAt: model.phoneHeardAt(of: key))
        }
        if case .inCall(let id) = session.engagement { callId = id.rawValue }
    }
}

/// Whether customers may be brought to a connection (C4), and how that came.
struct HealthStateBody: Encodable, Sendable {
    let state: HealthState
    let reason: Unhealth?
    let since: Timestamp
    let lastHeardAt: Timestamp?
    /// The newest last.
    let history: [Change]

    struct Change: Encodable, Sendable {
        let state: HealthState
        let reason: Unhealth?
        let at: Timestamp
    }

    init(of session: AgentSession, since open: Open, heardAt: Instant?) {
        (state, reason) = session.health
        since = Timestamp(session.healthHistory.last?.at ?? open.openedAt)
        lastHeardAt = Timestamp(heardAt)
        history = session.healthHistory.map {
            Change(state: $0.state, reason: $0.reason, at: Timestamp($0.at))
        }
    }
}

/// The validation call that was placed: to open a connection, or to prove a workplace.
struct AttemptBody: Encodable, Sendable {
    let attemptId: String
}

/// `{"pin":"0123"}`
struct PINRequestBody: StrictBody, CustomStringConvertible, CustomReflectable {
    static let keys: Set<String> = ["pin"]

    let pin: String

    var description: String { "PINRequestBody(PIN hidden)" }
    var customMirror: Mirror { Mirror(self, children: [:]) }

    private enum CodingKeys: CodingKey {
        case pin
    }

    init(from decoder: any Decoder) throws {
        pin = try decoder.container(keyedBy: CodingKeys.self).pin(forKey: .pin)
    }
}

extension KeyedDecodingContainer {
    /// Four digits, or six, as they were typed.
    fileprivate func pin(forKey key: Key) throws -> String {
        let pin = try decode(String.self, forKey: key)
        guard pin.utf8.count == 4 || pin.utf8.count == 6,
            pin.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else {
            throw Problem(
                .badRequest, .malformedPin,
                "Send the PIN as a string of as many digits as were heard; this one was not counted."
            )
        }
        return pin
    }
}

/// `{"attemptId":"oh-…-a1","pin":"0123"}`
struct ConfirmRequestBody: StrictBody, CustomStringConvertible, CustomReflectable {
    static let keys: Set<String> = ["attemptId", "pin"]

    let attemptId: AttemptID
    /// Four digits, or six, as they were typed.
    let pin: String

    var description: String { "ConfirmRequestBody(\(attemptId), PIN hidden)" }
    var customMirror: Mirror { Mirror(self, children: [:]) }

    private enum CodingKeys: CodingKey {
        case attemptId, pin
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        attemptId = AttemptID(try container.decode(String.self, forKey: .attemptId))
        pin = try container.pin(forKey: .pin)
    }
}
