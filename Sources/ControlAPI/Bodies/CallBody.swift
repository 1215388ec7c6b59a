internal import ConnectionMode

/// A call as it is read.
struct CallBody: Encodable, Sendable {
    let id: String
    let agent: String
    /// What was accepted; absent of a call that the agent placed.
    let offerId: String?
    let state: CallState
    /// Whether the customer hears music, and whether they do not hear the agent; absent where it is not so.
    let held: Bool?
    let muted: Bool?
    let direction: Direction
    let caller: CallerBody
    let dialedNumber: String?
    let queue: String?
    let attributes: [String: String]?
    /// Whom the agent brought in, while they are there.
    let participant: ParticipantBody?
    /// Whether the agent has left the two others to each other; absent where it is not so.
    let handedOver: Bool?
    /// Whom the agent goes on talking with, now that the customer is gone.
    let otherParty: OtherPartyBody?
    /// The recording that is not over.
    let recording: CallRecordingBody?
    let createdAt: Timestamp
    let connectedAt: Timestamp?
    let endedAt: Timestamp?
    let endReason: CallEnd?

    init(_ call: Call) {
        id = call.id.rawValue
        agent = call.agent.agent.rawValue
        offerId = call.offer?.rawValue
        state = call.state
        held = call.isHeld ? true : nil
        muted = call.state == .connected && call.isMuted ? true : nil
        direction = call.dialed == nil ? Direction(call.details) : .outbound
        caller = CallerBody(call.details.caller)
        dialedNumber = call.details.dialedNumber
        queue = call.details.queue
        attributes = AttributesBody.value(of: call.details)
        let isThere = call.third?.state != .leaving
        handedOver = call.isHandedOver ? true : nil
        participant = isThere ? call.third.map(ParticipantBody.init) : nil
        otherParty = call.tookOver.map(OtherPartyBody.init)
        recording = call.recording.map(CallRecordingBody.init)
        createdAt = Timestamp(call.createdAt)
        connectedAt = Timestamp(call.connectedAt)
        endedAt = Timestamp(call.endedAt)
        endReason = call.end
    }
}

/// `{"digits":"1234#"}`
struct DigitsBody: StrictBody {
    static let keys: Set<String> = ["digits"]

    let digits: Digits

    private enum CodingKeys: CodingKey {
        case digits
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        guard let digits = Digits(try container.decode(String.self, forKey: .digits)) else {
            throw Problem.invalidValue(
                "Let \"digits\" be 1 to \(Digits.most) of 0 to 9, *, # and A to D.")
        }
        self.digits = digits
    }
}

/// `{"kind":"blind","to":"+49 30 123456"}` or `{"kind":"consult","agent":"bob"}`
struct TransferBody: StrictBody {
    static let keys: Set<String> = ["kind", "to", "agent"]

    enum Kind: String, CaseIterable {
        case blind, consult
    }

    let kind: Kind
    let target: TransferTarget

    private enum CodingKeys: CodingKey {
        case kind, to, agent
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        kind = try container.choice(Kind.self, forKey: .kind)
        target = TransferTarget(try container.line(forEither: .to, or: .agent), agent: .agent)
    }
}

/// `{"to":"+49 30 123456"}` or `{"agent":"bob"}`
struct NewParticipantBody: StrictBody {
    static let keys: Set<String> = ["to", "agent"]

    let target: TransferTarget

    private enum CodingKeys: CodingKey {
        case to, agent
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        target = TransferTarget(try container.line(forEither: .to, or: .agent), agent: .agent)
    }
}

extension TransferTarget {
    /// - Parameter agent: the key that names another agent.
    fileprivate init<Key: CodingKey & Equatable>(_ sent: (key: Key, text: String), agent: Key) {
        self =
            sent.key == agent
            ? .agent(AgentID(sent.text)) : .destination(CallOrder(to: sent.text).destination)
    }
}

/// `{"to":"+49 30 123456","callerId":"Acme <+4930555>","ringSeconds":45}`
struct CallOrderBody: StrictBody {
    static let keys: Set<String> = ["to", "callerId", "ringSeconds"]

    let order: CallOrder

    private enum CodingKeys: CodingKey {
        case to, callerId, ringSeconds
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let to = try container.line(forKey: .to)
        let callerID = try container.lineIfPresent(forKey: .callerId)
        let seconds = try container.decodeIfPresent(Int.self, forKey: .ringSeconds)
        let allowed = CallingOut.allowedRingSeconds
        guard seconds.map(allowed.contains) ?? true else {
            throw Problem.invalidValue(
                "Let \"ringSeconds\" be \(allowed.lowerBound) to \(allowed.upperBound).")
        }
        order = CallOrder(to: to, callerID: callerID, ringSeconds: seconds)
    }
}
