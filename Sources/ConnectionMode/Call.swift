/// How a call stands.
public enum CallState: String, Sendable, Codable, CaseIterable {
    /// Called by an agent on demand, whose own phone is called first (O8).
    case callingAgent
    /// The customer is called (O7), and nothing was heard of their phone.
    case dialing
    /// The customer's phone rings.
    case ringing
    /// Accepted, or answered by a customer who was called, and the PBX has not yet said that both are in one bridge.
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
    /// The PBX could not bring the two together, or the call could not be placed.
    case failed
    /// What became of a customer who was called, and was not reached (O7).
    case busy, noAnswer, declined, unreachable, networkRejected
    /// The agent's own phone was not answered, so that the customer was not called (O8).
    case agentNotReached
    /// The agent sent the customer on (O13d).
    case transferred
    case nodeRestarted
}

/// Whom an agent calls (O7, O8).
public struct DialedParty: Hashable, Sendable, Codable {
    /// As it is dialled.
    public let destination: Workplace
    /// By which they are reached (C7); nil where none has limits, and in what older versions stored.
    public let trunk: String?
    /// What the customer's phone is to show; nil withholds it.
    public let callerID: String?
    public let ringSeconds: Int
    /// Set where it is another agent of the tenant, who is called by way of the PBX's dialplan.
    public var agent: AgentID?
}

/// An agent and a customer brought together. It owns the customer's leg, and may outlive the
/// agent's part in it.
public struct Call: Hashable, Sendable, Codable {
    public let id: CallID
    /// What was accepted; nil of a customer whom the agent called of their own accord.
    public let offer: OfferID?
    /// Nil of a customer who called.
    public let dialed: DialedParty?
    public let agent: AgentKey
    public let agentLeg: LegID
    /// Whether the agent's leg was made for this call, and ends with it; not in what is stored of others.
    private let onDemand: Bool?
    /// By which it was made, for such a call.
    private let agentLegTrunk: String?
    /// The other party: once the customer is gone, whom the agent brought in.
    public internal(set) var customer: CustomerLeg
    public let details: OfferDetails
    public internal(set) var createdAt: Instant
    /// Where the customer waits: until the two are together, and again when the agent is lost.
    public internal(set) var waitingBridge: BridgeID
    public internal(set) var talkingBridge: BridgeID
    public internal(set) var state: CallState
    public internal(set) var connectedAt: Instant?
    public internal(set) var endedAt: Instant?
    public internal(set) var end: CallEnd?
    /// O13a: how far a hold is; nil where there is none.
    public internal(set) var hold: Hold?
    /// O13b: whether the agent asked last to be muted. Nil is no.
    var mutes: Bool?
    /// What the PBX said last: whether the customer hears music, and whether nobody hears the agent. Nil is no.
    var held, muted: Bool?
    /// Since when they hear it, and for how many milliseconds they did before.
    var heldSince: Instant?
    var heldBefore: Int64?
    /// Which of the two the PBX has said to be in the bridge.
    var agentIsIn = false
    var customerIsIn = false
    /// Until when the PBX may take to bring the two together, or a phone that is called may ring.
    var connectDeadline: Instant?
    /// The agent is gone and the customer hears music until then (O10).
    var keepsCustomerUntil: Instant?
    /// Whom the agent brought in (O13e, O13f).
    public internal(set) var third: ThirdParty?
    /// Whom the agent brought in, and goes on talking with after the customer is gone.
    public internal(set) var tookOver: DialedParty?
    /// The customer who was there until then.
    private(set) var leftCustomer: CustomerLeg?
    /// Who listens, or talks with them, besides (O13g).
    public internal(set) var supervision: Supervision?
    /// The agent has left the customer and the third party to each other.
    var handOver: HandOver?
    /// The agent may have been left with the ringing of a third party in their ear. Nil is no.
    var mayRing: Bool?
    /// The recording that is not over (O13h).
    public internal(set) var recording: Recording?

    init(_ offer: Offer, id: CallID, agentLeg: LegID, at now: Instant) {
        self.id = id
        self.offer = offer.id
        dialed = offer.dialed
        agent = offer.agent
        self.agentLeg = agentLeg
        onDemand = offer.phone == nil ? nil : true
        agentLegTrunk = offer.phone?.trunk
        customer = offer.customer
        details = offer.details
        createdAt = now
        waitingBridge = offer.waitingBridge
        talkingBridge = offer.talkingBridge
        state = offer.customerWaits ? .connecting : .dialing
        wait(from: now)
    }

    /// A call that an agent places.
    ///
    /// - Parameter agentSeconds: how long the agent's own phone rings first, on demand.
    init(
        to party: DialedParty, _ details: OfferDetails, id: CallID, agent: AgentKey,
        agentLeg: LegID, ringingAgentFor agentSeconds: Int?, by trunk: String? = nil,
        customer: CustomerLeg,
        waitingBridge: BridgeID, talkingBridge: BridgeID, at now: Instant
    ) {
        self.id = id
        offer = nil
        dialed = party
        self.agent = agent
        self.agentLeg = agentLeg
        onDemand = agentSeconds == nil ? nil : true
        agentLegTrunk = trunk
        self.customer = customer
        self.details = details
        createdAt = now
        self.waitingBridge = waitingBridge
        self.talkingBridge = talkingBridge
        state = agentSeconds == nil ? .dialing : .callingAgent
        wait(agentRings: agentSeconds ?? 0, from: now)
    }

    /// By which the customer was called, while they are there.
    var customersTrunk: String? {
        holdsCustomer && state != .callingAgent ? (tookOver ?? dialed)?.trunk : nil
    }

    /// By which the third party is, or will be, called.
    var thirdPartysTrunk: String? { third?.party.trunk }

    /// By which the agent's own phone was called for this call, while it lasts.
    var agentsTrunk: String? { state == .ended ? nil : agentLegTrunk }

    /// The customer of the records: who is, or was, there first.
    public var firstCustomer: CustomerLeg { leftCustomer ?? customer }

    /// The third party is the other party from now on.
    mutating func takeOver(by third: ThirdParty) {
        leftCustomer = firstCustomer
        tookOver = third.party
        customer = third.asCustomer
    }

    /// Whether the agent has left the customer and the third party to each other (O13e).
    public var isHandedOver: Bool { handOver != nil }

    /// Whether the agent's leg was made for this call, and ends with it.
    public var isOnDemand: Bool { onDemand ?? false }
}
