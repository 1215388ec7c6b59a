/// A customer who waits with us for the agent whom an outside router chooses (O12).
public struct WaitingCustomer: Hashable, Sendable, Codable {
    public let id: CustomerID
    public let tenant: TenantID
    public let customer: CustomerLeg
    public let details: OfferDetails
    public internal(set) var since: Instant
    /// When they go back to the dialplan, if nobody has taken them; an offer that is pending then still counts.
    public internal(set) var until: Instant
    /// Where they wait, whoever is offered them.
    public internal(set) var bridge: BridgeID
    /// By which an agent is asked now; nil where none is.
    public internal(set) var offer: OfferID?

    /// How many a tenant may have; any more go straight back to the dialplan.
    public static let most = 1_000
    /// How long they wait where the dialplan does not say.
    public static let usualSeconds = 3_600

    /// Whom a customer is waiting for is told this much: what is known of them, and for how long they wait by now.
    func details(saying attributes: [String: String], mustAccept: Bool, at now: Instant)
        -> OfferDetails
    {
        OfferDetails(
            caller: details.caller, dialedNumber: details.dialedNumber, queue: details.queue,
            waitedSeconds: Int(max(0, now.milliseconds(since: since)) / 1_000),
            isOutbound: details.isOutbound, mustAccept: mustAccept || details.mustAccept,
            attributes: details.attributes.merging(attributes) { _, own in own })
    }

    /// The same under a clock that was set back meanwhile.
    func notAhead(of now: Instant) -> WaitingCustomer {
        var waiting = self
        let length = max(0, until.milliseconds(since: since))
        waiting.until = min(until, now.advanced(byMilliseconds: length))
        waiting.since = min(since, now)
        return waiting
    }
}

/// Why a customer does not wait any more, who was not connected.
public enum WaitEnd: String, Hashable, Sendable, CaseIterable {
    case hungUp
    /// Nobody took them in time: they are in the dialplan again.
    case timedOut
    /// The router has sent them back to the dialplan.
    case released
    case nodeRestarted
}

/// How a router wants a customer offered who waits.
public struct CustomerOffer: Hashable, Sendable {
    /// How long the agent may look at it; nil leaves it to the tenant's policy.
    public let offerSeconds: Int?
    /// Whether the agent may not reject it.
    public let mustAccept: Bool
    /// What the agent is to know of the customer besides what the dialplan said.
    public let attributes: [String: String]

    public init(
        offerSeconds: Int? = nil, mustAccept: Bool = false, attributes: [String: String] = [:]
    ) {
        self.offerSeconds = offerSeconds
        self.mustAccept = mustAccept
        self.attributes = attributes
    }
}
