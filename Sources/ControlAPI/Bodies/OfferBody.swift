internal import ConnectionMode

/// Customers call; nobody is called through this version.
enum Direction: String, Encodable, CaseIterable {
    case inbound
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

/// A call as it is read.
struct CallBody: Encodable, Sendable {
    let id: String
    let agent: String
    let offerId: String
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
        offerId = call.offer.rawValue
        state = call.state
        direction = .inbound
        caller = CallerBody(call.details.caller)
        dialedNumber = call.details.dialedNumber
        queue = call.details.queue
        createdAt = Timestamp(call.createdAt)
        connectedAt = Timestamp(call.connectedAt)
        endedAt = Timestamp(call.endedAt)
        endReason = call.end
    }
}
