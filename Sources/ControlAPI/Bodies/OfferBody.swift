internal import ConnectionMode

/// Who called whom.
enum Direction: String, Encodable, CaseIterable {
    /// The customer called.
    case inbound
    /// The customer is called, or was, by the agent or by a dialler.
    case outbound

    init(_ details: OfferDetails) {
        self = details.isOutbound ? .outbound : .inbound
    }
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

/// What a program says of a customer.
enum AttributesBody {
    /// Nil where nothing is said.
    static func value(of details: OfferDetails) -> [String: String]? {
        details.attributes.isEmpty ? nil : details.attributes
    }

    private static let longestName = 64

    static func checked(_ attributes: [String: String]) throws -> [String: String] {
        let isFine = attributes.allSatisfy { name, value in
            PlainText.isOneLine(name, atMost: longestName)
                && PlainText.isOneLine(value, atMost: longestLine)
        }
        guard isFine, attributes.count <= OutboundOffer.maximumAttributes else {
            throw Problem.invalidValue(
                "Let \"attributes\" be at most \(OutboundOffer.maximumAttributes) names of 1 to "
                    + "\(longestName) characters, each with one line of 1 to \(longestLine).")
        }
        return attributes
    }
}

/// `{"agent":"alice","to":"+49 30 123456","attributes":{"customer":"Carol"},"mustAccept":false}`, or with
/// `"waitingCustomer"` in place of `"to"`.
struct OfferRequestBody: StrictBody {
    static let keys = CallOrderBody.keys.union([
        "agent", "waitingCustomer", "offerSeconds", "mustAccept", "attributes",
    ])

    let agent: String
    let subject: Subject

    enum Subject {
        /// Somebody to call.
        case call(OutboundOffer)
        /// Somebody who waits.
        case customer(CustomerID, CustomerOffer)
    }

    private enum CodingKeys: CodingKey {
        case agent, to, callerId, ringSeconds, waitingCustomer, offerSeconds, mustAccept, attributes
    }

    func command(for key: AgentKey) -> Command {
        switch subject {
        case .call(let offer): .offerCall(key, offer)
        case .customer(let customer, let offer): .offerCustomer(customer, to: key, offer)
        }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        agent = try container.line(forKey: .agent)
        let seconds = try container.decodeIfPresent(Int.self, forKey: .offerSeconds)
        let allowed = OutboundOffer.allowedOfferSeconds
        guard seconds.map(allowed.contains) ?? true else {
            throw Problem.invalidValue(
                "Let \"offerSeconds\" be \(allowed.lowerBound) to \(allowed.upperBound).")
        }
        let attributes = try container.decodeIfPresent([String: String].self, forKey: .attributes)
        let said = try AttributesBody.checked(attributes ?? [:])
        let mustAccept = try container.decodeIfPresent(Bool.self, forKey: .mustAccept) ?? false
        let (key, text) = try container.line(forEither: .to, or: .waitingCustomer)
        guard key == .waitingCustomer else {
            subject = .call(
                OutboundOffer(
                    try CallOrderBody(from: decoder).order, offerSeconds: seconds,
                    mustAccept: mustAccept, attributes: said))
            return
        }
        guard !container.contains(.callerId), !container.contains(.ringSeconds) else {
            throw Problem.invalidValue(
                "Leave \"callerId\" and \"ringSeconds\" out: nobody is called who waits.")
        }
        subject = .customer(
            CustomerID(text),
            CustomerOffer(offerSeconds: seconds, mustAccept: mustAccept, attributes: said))
    }
}

/// A customer presented to an agent, as it is read.
struct OfferBody: Encodable, Sendable {
    let id: String
    /// By which the customer waits, where a router offered them.
    let waitingCustomer: String?
    let agent: String
    let state: OfferState
    let direction: Direction
    let mustAccept: Bool
    let caller: CallerBody
    let dialedNumber: String?
    let queue: String?
    let waitedSeconds: Int?
    let attributes: [String: String]?
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
        waitingCustomer = offer.waiting?.rawValue
        agent = offer.agent.agent.rawValue
        state = offer.state
        direction = Direction(offer.details)
        mustAccept = offer.details.mustAccept
        caller = CallerBody(offer.details.caller)
        dialedNumber = offer.details.dialedNumber
        queue = offer.details.queue
        waitedSeconds = offer.details.waitedSeconds
        attributes = AttributesBody.value(of: offer.details)
        createdAt = Timestamp(offer.createdAt)
        expiresAt = Timestamp(offer.expiresAt)
        endedAt = Timestamp(offer.endedAt)
        callId = offer.call?.rawValue
        acceptOn = offer.phone == nil ? .console : .phone
    }
}
