internal import ConnectionMode

/// A customer who waits for an agent of a router's choice, as they are read.
struct WaitingCustomerBody: Encodable, Sendable {
    let id: String
    let direction: Direction
    let caller: CallerBody
    let dialedNumber: String?
    let attributes: [String: String]?
    let since: Timestamp
    /// When they go back to the dialplan, if nobody has accepted them.
    let expiresAt: Timestamp
    /// By which an agent is being asked; absent where none is.
    let offerId: String?

    init(_ waiting: WaitingCustomer) {
        id = waiting.id.rawValue
        direction = Direction(waiting.details)
        caller = CallerBody(waiting.details.caller)
        dialedNumber = waiting.details.dialedNumber
        attributes = AttributesBody.value(of: waiting.details)
        since = Timestamp(waiting.since)
        expiresAt = Timestamp(waiting.until)
        offerId = waiting.offer?.rawValue
    }
}

/// That they wait, or no more.
struct CustomerEventBody: Encodable, Sendable {
    private let customer: WaitingCustomerBody
    /// Why they wait no more, though nobody has accepted them.
    private let endReason: WaitEnd?
    private let serverTime: Timestamp

    init(_ waiting: WaitingCustomer, _ end: WaitEnd?, serverTime: Timestamp) {
        customer = WaitingCustomerBody(waiting)
        endReason = end
        self.serverTime = serverTime
    }

    private enum CodingKeys: CodingKey {
        case endReason, serverTime
    }

    func encode(to encoder: any Encoder) throws {
        try customer.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(endReason, forKey: .endReason)
        try container.encode(serverTime, forKey: .serverTime)
    }
}

extension WaitEnd: Encodable {}
