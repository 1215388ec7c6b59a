internal import ConnectionMode

/// Who called whom.
enum Direction: String, Encodable, CaseIterable {
    /// The customer called.
    case inbound
    /// The agent called the customer.
    case outbound
}

/// Who is calling, as far as the network tells.
struct CallerBody: Encodable, Sendable {
    let number: String?
    let name: String?
    let withheld: Bool

    init(_ caller: Caller) {
        withheld = caller.isWithheld
        number = withheld ? nil : caller.number
        name = caller.name.isEmpty ? nil : caller.name
    }
}

/// A customer presented to an agent, as it is read.
struct OfferBody: Encodable, Sendable {
    let id: String
    let agent: String
    let state: OfferState
    let direction: Direction
    let caller: CallerBody
    let dialedNumber: String?
    let queue: String?
    let waitedSeconds: Int?
    let createdAt: Timestamp
    /// Until when it can be accepted.
    let expiresAt: Timestamp
    let endedAt: Timestamp?
    /// The call that Accept made.
    let callId: String?
    let acceptOn: AcceptPlace

    enum AcceptPlace: String, Encodable, CaseIterable {
        case console, phone
    }

    init(_ offer: Offer) {
        id = offer.id.rawValue
        agent = offer.agent.agent.rawValue
        state = offer.state
        direction = .inbound
        caller = CallerBody(offer.details.caller)
        dialedNumber = offer.details.dialedNumber
        queue = offer.details.queue
        waitedSeconds = offer.details.waitedSeconds
        createdAt = Timestamp(offer.createdAt)
        expiresAt = Timestamp(offer.expiresAt)
        endedAt = Timestamp(offer.endedAt)
        callId = offer.call?.rawValue
        acceptOn = offer.phone == nil ? .console : .phone
    }
}
