internal import ConnectionMode

/// A call as it is read.
struct CallBody: Encodable, Sendable {
    let id: String
    let agent: String
    /// What was accepted; absent of an outbound call.
    let offerId: String?
    let state: CallState
    let direction: Direction
    let caller: CallerBody
    let dialedNumber: String?
    let queue: String?
    let createdAt: Timestamp
    let connectedAt: Timestamp?
    let endedAt: Timestamp?
    let endReason: CallEnd?

    init(_ call: Call) {
        id = call.id.rawValue
        agent = call.agent.agent.rawValue
        offerId = call.offer?.rawValue
        state = call.state
        direction = call.dialed == nil ? .inbound : .outbound
        caller = CallerBody(call.details.caller)
        dialedNumber = call.details.dialedNumber
        queue = call.details.queue
        createdAt = Timestamp(call.createdAt)
        connectedAt = Timestamp(call.connectedAt)
        endedAt = Timestamp(call.endedAt)
        endReason = call.end
    }
}

/// `{"to":"+49 30 123456","callerId":"Acme <+4930555>","ringSeconds":45}`
struct CallOrderBody: StrictBody {
    static let keys: Set<String> = ["to", "callerId", "ringSeconds"]
    static let ringSeconds = 5...120
    static let maximumCharacters = 200

    let order: CallOrder

    private enum CodingKeys: CodingKey {
        case to, callerId, ringSeconds
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let to = try container.decode(String.self, forKey: .to)
        let callerID = try container.decodeIfPresent(String.self, forKey: .callerId)
        let seconds = try container.decodeIfPresent(Int.self, forKey: .ringSeconds)
        let limit = Self.maximumCharacters
        for (key, text) in [("to", to), ("callerId", callerID)] {
            guard let text, !PlainText.isOneLine(text, atMost: limit) else { continue }
            throw Problem.invalidValue("Let \"\(key)\" be one line of 1 to \(limit) characters.")
        }
        guard seconds.map(Self.ringSeconds.contains) ?? true else {
            throw Problem.invalidValue(
                "Let \"ringSeconds\" be \(Self.ringSeconds.lowerBound) to "
                    + "\(Self.ringSeconds.upperBound).")
        }
        order = CallOrder(to: to, callerID: callerID, ringSeconds: seconds)
    }
}
