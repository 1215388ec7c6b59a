/// What was seen of the PBX. It cannot be refused; what is unknown, late or doubled changes nothing.
public enum Observation: Hashable, Sendable {
    case legRinging(LegID)
    case legAnswered(LegID)
    /// A leg that we made is there; nobody has been called by it yet.
    case legMade(LegID)
    /// The far end has answered. Of a leg that comes to us by being answered, `legAnswered` follows.
    case legUp(LegID)
    case legGone(LegID, LegEnd)
    case legEntered(LegID, BridgeID)
    /// A dial did not lead to a call.
    case dialFailed(LegID, DialFailure)
    /// A leg that was looked for is not there.
    case legNotFound(LegID)
    /// The leg may not be in its home.
    case parkFailed(LegID)
    /// The customer may hear nothing while they wait.
    case waitFailed(LegID)
    /// The two could not be brought together in this bridge.
    case connectFailed(BridgeID)
    /// The supervisor may not hear the call that they should.
    case supervisionFailed(LegID)
    /// The phone has put us on hold, or has not any more.
    case legHeld(LegID, Bool)
    /// Nobody hears what comes from this leg, or they do again.
    case legMuted(LegID, Bool)
    /// The PBX has reached the registered phone of this leg, or has not any more (C4).
    case contactSeen(LegID, ContactState)
    /// Whether the PBX asks the registered phone of this leg if it is there.
    case contactFound(LegID, isQualified: Bool)
    /// So much has come from the phone of this leg.
    case mediaSeen(LegID, PacketCount)
    /// The customer has heard the prompt, or it cannot be played (O10).
    case promptOver(LegID)
    /// A customer is handed to us for this agent.
    case customerArrived(CustomerLeg, AgentKey, OfferDetails)
    /// A customer is handed to us to wait for the agent whom a router chooses, at most so long.
    case customerWaits(CustomerLeg, TenantID, OfferDetails, seconds: Int?)
    /// An agent, or the console that stands for them, gave a sign of life (S9).
    case agentHeard(AgentKey)
    /// An event stream of the agent's is open (S9): their console shows what happens.
    case consoleSeen(AgentKey)
    /// The time for which the PBX itself rings this agent for this caller is over.
    case ringTimeOver(AgentKey, caller: LegID)
    /// The PBX takes down what is said.
    case recordingBegan(RecordingID)
    /// How a recording stands: paused, or not.
    case recordingSeen(RecordingID, paused: Bool)
    /// A recording is over, with so much in it, if that was said.
    case recordingOver(RecordingID, seconds: Int?)
    /// A recording could not be begun, or broke off.
    case recordingFailed(RecordingID)
    /// The event link to the PBX is down; what happens there is not seen.
    case linkLost
    /// The event link is up and this is what the PBX has.
    case surveyed(Survey)
}

/// Why a dial did not lead to a call.
public enum DialFailure: Hashable, Sendable {
    /// It never left us.
    case notSent
    /// The PBX refused it.
    case refused(LegEnd)
    /// It may have been taken.
    case outcomeUnknown
}

/// What the PBX has at one time, as far as it concerns us.
public struct Survey: Hashable, Sendable {
    /// Tells one run of the PBX from the next.
    public let nodeRun: String
    public let legs: [Leg]
    /// The bridges with our names.
    public let bridges: [BridgeID]

    public struct Leg: Hashable, Sendable {
        public let id: LegID
        public let isUp: Bool
        public let isRinging: Bool
        /// The bridge that it is in.
        public let bridge: BridgeID?
        /// Whether anybody else is in that bridge.
        public let hasCompany: Bool
        /// What it came to us for, when it is a customer handed to us.
        public let arrival: Arrival?
        /// Whether the PBX knows where the registered phone of this leg is; nil where it is none.
        public let hasContact: Bool?

        public init(
            id: LegID, isUp: Bool, isRinging: Bool, bridge: BridgeID?, hasCompany: Bool,
            arrival: Arrival?, hasContact: Bool? = nil
        ) {
            self.id = id
            self.isUp = isUp
            self.isRinging = isRinging
            self.bridge = bridge
            self.hasCompany = hasCompany
            self.arrival = arrival
            self.hasContact = hasContact
        }
    }

    /// A customer's way to us.
    public struct Arrival: Hashable, Sendable {
        public let customer: CustomerLeg
        public let purpose: Purpose
        public let details: OfferDetails

        public enum Purpose: Hashable, Sendable {
            case agent(AgentKey)
            /// To wait for whom a router chooses, at most so long.
            case wait(TenantID, seconds: Int?)
        }

        public init(customer: CustomerLeg, _ purpose: Purpose, details: OfferDetails) {
            self.customer = customer
            self.purpose = purpose
            self.details = details
        }

        public init(customer: CustomerLeg, agent: AgentKey, details: OfferDetails) {
            self.init(customer: customer, .agent(agent), details: details)
        }

        /// What the arrival itself is told as.
        public var observation: Observation {
            switch purpose {
            case .agent(let key): .customerArrived(customer, key, details)
            case .wait(let tenant, let seconds):
                .customerWaits(customer, tenant, details, seconds: seconds)
            }
        }

        /// Whom it is for; nil where that is to be chosen.
        public var agent: AgentKey? {
            switch purpose {
            case .agent(let key): key
            case .wait: nil
            }
        }
    }

    public init(nodeRun: String, legs: [Leg], bridges: [BridgeID]) {
        self.nodeRun = nodeRun
        self.legs = legs
        self.bridges = bridges
    }
}
