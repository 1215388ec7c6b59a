/// How a call stands.
public enum CallState: String, Sendable, Codable, CaseIterable {
    /// Accepted, and the PBX has not yet said that both are in one bridge.
    case connecting
    /// Both are in one bridge, as the PBX said (C6).
    case connected
    case ended
}

/// Why a call ended.
public enum CallEnd: String, Sendable, Codable, CaseIterable {
    case customerHungUp
    /// The agent clicked Hang up.
    case agentHungUp
    /// The agent's phone was hung up or lost (O10).
    case agentLost
    /// The customer left between Accept and the bridge.
    case neverConnected
    /// The PBX could not bring the two together.
    case failed
    case nodeRestarted
}

/// An agent and a customer brought together. It owns the customer's leg, and may outlive the
/// agent's part in it.
public struct Call: Hashable, Sendable, Codable {
    public let id: CallID
    public let offer: OfferID
    public let agent: AgentKey
    public let agentLeg: LegID
    /// Whether the agent's leg was made for this call, and ends with it; not in what is stored of others.
    private let onDemand: Bool?
    public let customer: CustomerLeg
    public let details: OfferDetails
    public internal(set) var createdAt: Instant
    /// Where the customer waits: until the two are together, and again when the agent is lost.
    public internal(set) var waitingBridge: BridgeID
    public internal(set) var talkingBridge: BridgeID
    public internal(set) var state = CallState.connecting
    public internal(set) var connectedAt: Instant?
    public internal(set) var endedAt: Instant?
    public internal(set) var end: CallEnd?
    /// Which of the two the PBX has said to be in the bridge.
    var agentIsIn = false
    var customerIsIn = false
    /// Until when the PBX may take to bring the two together.
    var connectDeadline: Instant?
    /// The agent is gone and the customer hears music until then (O10).
    var keepsCustomerUntil: Instant?

    init(_ offer: Offer, id: CallID, agentLeg: LegID, at now: Instant) {
        self.id = id
        self.offer = offer.id
        agent = offer.agent
        self.agentLeg = agentLeg
        onDemand = offer.phone == nil ? nil : true
        customer = offer.customer
        details = offer.details
        createdAt = now
        waitingBridge = offer.waitingBridge
        talkingBridge = offer.talkingBridge
        connectDeadline = now.advanced(bySeconds: Call.connectSeconds)
    }

    /// Whether the agent's leg was made for this call, and ends with it.
    public var isOnDemand: Bool { onDemand ?? false }
}
