/// How an offer stands (O5). `pending` and `accepted` are under way; the rest is an end.
public enum OfferState: String, Sendable, Codable, CaseIterable {
    case pending
    /// Accepted; the two are being connected.
    case accepted
    /// Both are in one bridge.
    case connected
    case rejected
    case timedOut
    /// The customer left.
    case canceled
    /// The agent's leg, or the PBX, failed.
    case failed
}

/// How a customer came to us, which decides how they are waited for, answered and given back.
public enum CustomerKind: Hashable, Sendable, Codable {
    /// The customer's own channel.
    case own
    /// Our half of a `Local/` pair under `Dial()` or `Queue()`; `caller` is the customer's own
    /// channel, which is not ours but can be hung up.
    case half(caller: LegID?)
    /// A leg that we made to call them; `lostContext` is where they go on in the dialplan should the agent be
    /// lost. Without it their call ends.
    case dialed(lostContext: String?)
}

/// A customer's leg in our hands.
public struct CustomerLeg: Hashable, Sendable, Codable {
    public let leg: LegID
    public let kind: CustomerKind
    /// Whether the dialplan had answered before the customer reached us: such a customer waits with
    /// music, another one hears ringing.
    public let isAnswered: Bool

    public init(leg: LegID, kind: CustomerKind, isAnswered: Bool) {
        self.leg = leg
        self.kind = kind
        self.isAnswered = isAnswered
    }

    package var isHalf: Bool {
        switch kind {
        case .half: true
        case .own, .dialed: false
        }
    }

    /// The customer's own channel, where it is another one than this.
    var caller: LegID? {
        switch kind {
        case .own, .dialed: nil
        case .half(let caller): caller
        }
    }
}

/// Who is calling, as far as the network tells.
public struct Caller: Hashable, Sendable, Codable {
    public let number: String
    public let name: String

    public init(number: String, name: String) {
        self.number = number
        self.name = name
    }

    /// The network gave no number, or withheld it.
    public var isWithheld: Bool {
        number.isEmpty || number == "anonymous" || number == "Anonymous"
    }
}

/// What the console is told about a customer (O1).
public struct OfferDetails: Hashable, Sendable, Codable {
    public let caller: Caller
    public let dialedNumber: String?
    public let queue: String?
    /// How long the customer had waited before this offer, where the PBX tells.
    public let waitedSeconds: Int?
    /// How long the dialplan will wait for us; the offer ends a second before (O6).
    public let ringSeconds: Int?
    // Not in what versions before 0.3 stored.
    private let outbound: Bool?
    private let required: Bool?
    private let named: [String: String]?

    /// - Parameters:
    ///   - caller: who the customer is, by their number.
    ///   - dialedNumber: what they dialled.
    ///   - queue: the queue of the PBX that they come from.
    ///   - waitedSeconds: how long they have waited.
    ///   - ringSeconds: how long the dialplan will wait.
    ///   - isOutbound: whether the tenant calls the customer: an agent is to, or a dialler has.
    ///   - mustAccept: whether the agent may not reject the customer (O14).
    ///   - attributes: what whoever offers the customer says of them.
    public init(
        caller: Caller, dialedNumber: String? = nil, queue: String? = nil,
        waitedSeconds: Int? = nil, ringSeconds: Int? = nil, isOutbound: Bool = false,
        mustAccept: Bool = false, attributes: [String: String] = [:]
    ) {
        self.caller = caller
        self.dialedNumber = dialedNumber
        self.queue = queue
        self.waitedSeconds = waitedSeconds
        self.ringSeconds = ringSeconds
        outbound = isOutbound ? true : nil
        required = mustAccept ? true : nil
        named = attributes.isEmpty ? nil : attributes
    }

    /// Whether the tenant calls the customer, and not the customer the tenant.
    public var isOutbound: Bool { outbound ?? false }

    /// Whether the agent may not reject the customer, who is on the line already (O14).
    public var mustAccept: Bool { required ?? false }

    /// What whoever offers the customer says of them, for the agent to see.
    public var attributes: [String: String] { named ?? [:] }
}

/// The agent's phone that rings for an offer on demand (O3, O4).
public struct OfferPhone: Hashable, Sendable, Codable {
    public let leg: LegID
    /// By which it is rung (C7); nil where none has limits.
    public let trunk: String?
    /// Whether it was asked to answer by itself.
    public let autoAnswer: Bool
}

/// A customer presented to one agent.
public struct Offer: Hashable, Sendable, Codable {
    public let id: OfferID
    public let agent: AgentKey
    /// Of somebody who is still to be called, the leg that Accept makes.
    public let customer: CustomerLeg
    /// By which the customer waits for an agent, whoever it will be; nil of one who came for this agent.
    public let waiting: CustomerID?
    /// Whom Accept calls (O14); nil of a customer who is there.
    public let dialed: DialedParty?
    public let details: OfferDetails
    public internal(set) var createdAt: Instant
    public internal(set) var expiresAt: Instant
    /// Where the customer waits.
    public internal(set) var waitingBridge: BridgeID
    /// Where the two will talk; made with the offer, so that Accept finds it ready.
    public internal(set) var talkingBridge: BridgeID
    /// What rings, where the agent has no open connection; answering it accepts.
    public let phone: OfferPhone?
    public internal(set) var state = OfferState.pending
    public internal(set) var endedAt: Instant?
    /// The call that Accept made.
    public internal(set) var call: CallID?

    init(
        id: OfferID, agent: AgentKey, customer: CustomerLeg, waiting: CustomerID? = nil,
        dialed: DialedParty? = nil,
        details: OfferDetails, createdAt: Instant, expiresAt: Instant, waitingBridge: BridgeID,
        talkingBridge: BridgeID, phone: OfferPhone?
    ) {
        self.id = id
        self.agent = agent
        self.customer = customer
        self.waiting = waiting
        self.dialed = dialed
        self.details = details
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.waitingBridge = waitingBridge
        self.talkingBridge = talkingBridge
        self.phone = phone
    }

    /// Whether somebody waits for the agent.
    var customerWaits: Bool { dialed == nil }
}
