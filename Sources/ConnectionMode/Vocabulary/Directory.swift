/// How an agent's phone takes part in calls (P1).
public enum ConnectionMode: String, Sendable, Codable, CaseIterable {
    case onDemand, persistent
}

/// Where an agent is reached.
public struct Workplace: Hashable, Sendable, Codable {
    public enum Kind: String, Sendable, Codable, CaseIterable {
        case phoneNumber, sipUri, endpoint
    }

    public let kind: Kind
    public let address: String

    public init(kind: Kind, address: String) {
        self.kind = kind
        self.address = address
    }
}

/// What becomes of a customer when the agent's phone hangs up during a call (O10).
public enum CustomerAfterHangUp: String, Sendable, Codable, CaseIterable {
    /// Music, then back to the dialplan.
    case keep
    /// The customer's call ends too.
    case end
}

/// How it is known that the phone of a leg that stands is there (C4).
public enum ProofOfLife: String, Sendable, Codable, CaseIterable {
    /// By the PBX's asking a registered phone, and nothing else.
    case contact
    /// By that, and of a phone that nobody asks by what comes from it.
    case media
    /// Not at all.
    case never
}

/// What becomes of an agent who has missed so many offers (O6).
public enum AfterMissedOffers: String, Sendable, Codable, CaseIterable {
    /// On break, until the agent asks for another status.
    case onBreak
    case workingOffline
    /// The session ends, with its connection.
    case logOut
    /// Nothing: the next customer is offered.
    case stayAvailable
}

/// A way to ask a phone to answer by itself (O4). Phones know one or the other.
public enum AutoAnswerHeader: String, Sendable, Codable, CaseIterable {
    /// `Call-Info: …;answer-after=0`
    case callInfo
    /// `Alert-Info: …;info=alert-autoanswer;delay=0`
    case alertInfo
}

/// A tenant's policy. The defaults are BEHAVIOUR's.
public struct Policy: Hashable, Sendable, Codable {
    /// P2: whether agents may use persistent mode, where their group or profile says nothing else.
    public var persistentEnabled = false
    /// V7: how long the validation call rings.
    public var validationRingSeconds = 25
    /// V6: how long after the answer the right PIN may come.
    public var pinSeconds = 60
    /// V9: dials that people may ask for in ten minutes, for one agent.
    public var dialsInTenMinutes = 5
    /// V5: wrong PINs in one validation call before it is hung up.
    public var pinTries = 3
    /// O6: how long an offer waits for the agent.
    public var offerSeconds = 15
    /// O11: how long after a call no other one is offered.
    public var wrapUpSeconds = 0
    /// O6: offers left unanswered before something becomes of the agent.
    public var missedOffersBeforeBreak = 1
    public var afterMissedOffers = AfterMissedOffers.onBreak
    /// O10.
    public var customerAfterHangUp = CustomerAfterHangUp.keep
    /// O10: how long a customer who lost the agent hears music before the dialplan goes on.
    public var agentLostMusicSeconds = 2
    /// O10: what the customer hears before that music, as the PBX names it.
    public var agentLostPrompt: String?
    /// C4.
    public var proofOfLife = ProofOfLife.media
    /// C4: how often what comes from a phone is looked at.
    public var proofOfLifeSeconds = 60
    /// C4: how long after a leg was found dead it is closed.
    public var mediaLostSeconds = 60
    /// W3: whether agents who ask to be Available are called again when the PBX was restarted.
    public var reopenAfterRestart = false
    /// S9: how long nothing may be heard of an agent before they are logged out.
    public var forgottenAfterMinutes = 30
    /// V2: what is played before the PIN, as the PBX names it; `nil` is a second of silence.
    public var pinPrompt: String?
    /// The caller shown on the agent's phone during a validation call.
    public var callerID: String?
    /// O4: how a phone is asked to answer by itself.
    public var autoAnswerHeaders = AutoAnswerHeader.allCases

    static let longestMediaLostSeconds = 600

    public init() {}

    /// What is missing, as in what an older version stored, has its default.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func take<Value: Decodable>(
            _ key: CodingKeys, _ path: WritableKeyPath<Policy, Value>
        ) throws {
            let value = try container.decodeIfPresent(Value.self, forKey: key)
            if let value { self[keyPath: path] = value }
        }
        try take(.persistentEnabled, \.persistentEnabled)
        try take(.validationRingSeconds, \.validationRingSeconds)
        try take(.pinSeconds, \.pinSeconds)
        try take(.dialsInTenMinutes, \.dialsInTenMinutes)
        try take(.pinTries, \.pinTries)
        try take(.offerSeconds, \.offerSeconds)
        try take(.wrapUpSeconds, \.wrapUpSeconds)
        try take(.missedOffersBeforeBreak, \.missedOffersBeforeBreak)
        try take(.afterMissedOffers, \.afterMissedOffers)
        try take(.customerAfterHangUp, \.customerAfterHangUp)
        try take(.agentLostMusicSeconds, \.agentLostMusicSeconds)
        agentLostPrompt = try container.decodeIfPresent(String.self, forKey: .agentLostPrompt)
        try take(.proofOfLife, \.proofOfLife)
        try take(.proofOfLifeSeconds, \.proofOfLifeSeconds)
        try take(.mediaLostSeconds, \.mediaLostSeconds)
        try take(.reopenAfterRestart, \.reopenAfterRestart)
        try take(.forgottenAfterMinutes, \.forgottenAfterMinutes)
        pinPrompt = try container.decodeIfPresent(String.self, forKey: .pinPrompt)
        callerID = try container.decodeIfPresent(String.self, forKey: .callerID)
        try take(.autoAnswerHeaders, \.autoAnswerHeaders)
    }
}

/// How a tenant's agents call customers (O7, O8). Not of the policy that an attempt keeps: it applies at once (P8).
public struct CallingOut: Hashable, Sendable, Codable {
    /// What customers' phones may show, a name and a number or a number alone; the first where an agent asks for none.
    public var callerIDs: [String] = []
    /// How long a customer's phone may ring, whoever says so.
    public static let allowedRingSeconds = 5...120
    /// How long a customer's phone rings, where an agent says nothing.
    public var ringSeconds = 60
    /// O10: where in the PBX's dialplan a customer goes on who has lost the agent; `nil` ends the call.
    public var agentLostContext: String?

    public init() {}
}

/// What an administrator laid down for one agent.
public struct AgentProfile: Hashable, Sendable, Codable {
    public var name: String
    public var phone: PhonePolicy
    public var workplace: Workplace
    /// Where the agent may be called instead, if they want (P9).
    public var otherWorkplaces: [Workplace]
    /// The language of prompts, as the PBX names it ("en").
    public var language: String
    /// The group that the agent is in, if any.
    public var group: GroupID?
    /// The queues of the PBX that the agent is in, each with a penalty: lower ones are offered first.
    public var queues: [String: Int] {
        get { penalties ?? [:] }
        set { penalties = newValue.isEmpty ? nil : newValue }
    }
    private var penalties: [String: Int]?

    public init(
        name: String, phone: PhonePolicy = PhonePolicy(), workplace: Workplace,
        otherWorkplaces: [Workplace] = [], language: String = "en", group: GroupID? = nil,
        queues: [String: Int] = [:]
    ) {
        self.name = name
        self.phone = phone
        self.workplace = workplace
        self.otherWorkplaces = otherWorkplaces
        self.language = language
        self.group = group
        self.queues = queues
    }
}

extension AgentProfile {
    /// So many queues one agent is in.
    public static let mostQueues = 100
    public static let allowedPenalties = 0...1_000_000

    /// All that an administrator approved for the agent (P9), the usual one first.
    public var workplaces: [Workplace] { [workplace] + otherWorkplaces }
}

/// Agents who belong together, whatever they have in common.
public struct Group: Hashable, Sendable, Codable {
    public var name: String
    public var phone: PhonePolicy

    public init(name: String, phone: PhonePolicy = PhonePolicy()) {
        self.name = name
        self.phone = phone
    }
}

/// One organisation: its policy and its agents.
public struct Tenant: Hashable, Sendable, Codable {
    public var name: String
    public var policy: Policy
    /// Whether persistent mode is enabled is the policy's to say.
    public var phone: PhonePolicy
    public var groups: [GroupID: Group]
    /// Where they may be reached. Not of the policy that an attempt keeps: it applies at once (P8).
    public var destinations: Destinations
    public var callingOut: CallingOut
    /// What agents may give as the reason for a break; anything where there are none.
    public var breakReasons: [String] = []
    /// For how long the ledger keeps what the agents did.
    public var ledgerDays = TenantSettings.usualLedgerDays
    /// For how long recordings of calls are kept (O13h).
    public var recordingDays: Int {
        get { daysOfRecordings ?? TenantSettings.usualRecordingDays }
        set { daysOfRecordings = newValue == TenantSettings.usualRecordingDays ? nil : newValue }
    }
    private var daysOfRecordings: Int?
    public var agents: [AgentID: AgentProfile]

    public init(
        name: String, policy: Policy = Policy(), phone: PhonePolicy = PhonePolicy(),
        destinations: Destinations = Destinations(), callingOut: CallingOut = CallingOut(),
        groups: [GroupID: Group] = [:], agents: [AgentID: AgentProfile] = [:]
    ) {
        self.name = name
        self.policy = policy
        self.phone = phone
        self.groups = groups
        self.destinations = destinations
        self.callingOut = callingOut
        self.agents = agents
    }
}

/// Who there is: tenants, their policies and their agents.
public struct Directory: Hashable, Sendable, Codable {
    public var tenants: [TenantID: Tenant]

    public init(tenants: [TenantID: Tenant] = [:]) {
        self.tenants = tenants
    }

    public func profile(of key: AgentKey) -> AgentProfile? {
        tenants[key.tenant]?.agents[key.agent]
    }

    /// In all tenants.
    public var agentCount: Int { tenants.values.reduce(0) { $0 + $1.agents.count } }

    public func policy(of tenant: TenantID) -> Policy? {
        tenants[tenant]?.policy
    }

    /// Whose workplaces their tenants' policies do not let be called, and why.
    public var faultyWorkplaces: [(agent: AgentKey, workplace: Workplace, fault: DestinationFault)]
    {
        tenants.sorted { $0.key < $1.key }.flatMap { id, tenant in
            tenant.agents.sorted { $0.key < $1.key }.flatMap { agent, profile in
                profile.workplaces.compactMap { place in
                    tenant.destinations.fault(of: place).map {
                        (AgentKey(tenant: id, agent: agent), place, $0)
                    }
                }
            }
        }
    }

    /// Those that are always shut, for a tenant that is not there.
    public func destinations(of tenant: TenantID) -> Destinations {
        tenants[tenant]?.destinations ?? Destinations()
    }

    func callingOut(of tenant: TenantID) -> CallingOut {
        tenants[tenant]?.callingOut ?? CallingOut()
    }
}
