/// What an administrator laid down for a whole tenant, apart from its groups and agents.
public struct TenantSettings: Hashable, Sendable, Codable {
    public var name: String
    public var policy: Policy
    public var phone: PhonePolicy
    public var destinations: Destinations
    public var callingOut: CallingOut
    /// What agents may give as the reason for a break; anything where there are none.
    public var breakReasons: [String] = []
    /// For how long the ledger keeps what the tenant's agents did.
    public var ledgerDays: Int {
        get { days ?? Self.usualLedgerDays }
        set { days = newValue == Self.usualLedgerDays ? nil : newValue }
    }
    // Not in what versions before 0.4 stored.
    private var days: Int?

    /// For how long recordings of calls are kept (O13h).
    public var recordingDays: Int {
        get { daysOfRecordings ?? Self.usualRecordingDays }
        set { daysOfRecordings = newValue == Self.usualRecordingDays ? nil : newValue }
    }
    private var daysOfRecordings: Int?

    public static let usualRecordingDays = 90
    public static let usualLedgerDays = 90
    public static let allowedLedgerDays = 1...3_650

    public init(
        name: String, policy: Policy = Policy(), phone: PhonePolicy = PhonePolicy(),
        destinations: Destinations = Destinations(), callingOut: CallingOut = CallingOut()
    ) {
        self.name = name
        self.policy = policy
        self.phone = phone
        self.destinations = destinations
        self.callingOut = callingOut
    }
}

extension Tenant {
    public var settings: TenantSettings {
        get {
            var settings = TenantSettings(
                name: name, policy: policy, phone: phone, destinations: destinations,
                callingOut: callingOut)
            settings.breakReasons = breakReasons
            settings.ledgerDays = ledgerDays
            settings.recordingDays = recordingDays
            return settings
        }
        set {
            (name, policy, phone) = (newValue.name, newValue.policy, newValue.phone)
            (destinations, callingOut) = (newValue.destinations, newValue.callingOut)
            breakReasons = newValue.breakReasons
            ledgerDays = newValue.ledgerDays
            recordingDays = newValue.recordingDays
        }
    }
}

/// One entry of the directory as it is to be; `nil` takes it out. Safe to repeat.
public enum DirectoryChange: Hashable, Sendable {
    case tenant(TenantID, TenantSettings?)
    case group(TenantID, GroupID, Group?)
    case agent(AgentKey, AgentProfile?)

    public var tenant: TenantID {
        switch self {
        case .tenant(let id, _), .group(let id, _, _): id
        case .agent(let key, _): key.tenant
        }
    }

    /// Which entry it is.
    public var name: String {
        switch self {
        case .tenant(let id, _): "tenant \(id)"
        case .group(let tenant, let id, _): "group \(tenant)/\(id)"
        case .agent(let key, _): "agent \(key)"
        }
    }

    /// Whether the entry is taken out.
    public var isRemoval: Bool {
        switch self {
        case .tenant(_, let settings): settings == nil
        case .group(_, _, let group): group == nil
        case .agent(_, let profile): profile == nil
        }
    }
}

extension Directory {
    /// So many agents are kept, in all.
    public static let mostAgents = 100_000
    /// So many groups of one tenant are kept.
    public static let mostGroups = 10_000

    /// The same entry as it is now.
    public func present(_ change: DirectoryChange) -> DirectoryChange {
        switch change {
        case .tenant(let id, _): .tenant(id, tenants[id]?.settings)
        case .group(let tenant, let id, _): .group(tenant, id, tenants[tenant]?.groups[id])
        case .agent(let key, _): .agent(key, profile(of: key))
        }
    }

    /// Of groups and agents whose tenant is not there, nothing is kept.
    public mutating func apply(_ change: DirectoryChange) {
        switch change {
        case .tenant(let id, nil): tenants[id] = nil
        case .tenant(let id, let settings?):
            tenants[id, default: Tenant(name: settings.name)].settings = settings
        case .group(let tenant, let id, let group): tenants[tenant]?.groups[id] = group
        case .agent(let key, let profile): tenants[key.tenant]?.agents[key.agent] = profile
        }
    }

    /// Throws why it cannot be.
    func check(_ change: DirectoryChange) throws(Refusal) {
        switch change {
        case .tenant(let id, let settings):
            guard settings != nil else {
                guard let tenant = tenants[id] else { throw .tenantUnknown }
                guard tenant.agents.isEmpty, tenant.groups.isEmpty else { throw .tenantNotEmpty }
                return
            }
            if tenants[id] == nil { try require(id.rawValue, among: tenants.keys) }
        case .group(let tenant, let id, let group):
            guard let tenant = tenants[tenant] else { throw .tenantUnknown }
            guard group != nil else {
                guard tenant.groups[id] != nil else { throw .groupUnknown }
                guard !tenant.agents.values.contains(where: { $0.group == id }) else {
                    throw .groupNotEmpty
                }
                return
            }
            guard tenant.groups[id] != nil || tenant.groups.count < Self.mostGroups else {
                throw .directoryFull
            }
        case .agent(let key, let profile): try check(profile, of: key)
        }
    }

    private func check(_ profile: AgentProfile?, of key: AgentKey) throws(Refusal) {
        guard let tenant = tenants[key.tenant] else { throw .tenantUnknown }
        guard let profile else {
            guard tenant.agents[key.agent] != nil else { throw .agentUnknown }
            return
        }
        if let group = profile.group, tenant.groups[group] == nil { throw .groupUnknown }
        for place in profile.workplaces {
            // What a policy can make right is told when it is to be called.
            if let fault = tenant.destinations.fault(of: place), fault.isForGood {
                throw .destinationNotAllowed(fault)
            }
        }
        guard tenant.agents[key.agent] == nil else { return }
        guard agentCount < Self.mostAgents else { throw .directoryFull }
        try require(key.agent.rawValue, among: tenant.agents.keys)
    }

    /// Queues of the PBX take names that differ only in case for the same: one agent's state would become
    /// another's.
    private func require<ID: Identifier>(
        _ id: String, among others: some Sequence<ID>
    ) throws(Refusal) {
        let folded = id.lowercased()
        guard !others.contains(where: { $0.rawValue.lowercased() == folded }) else {
            throw .idTooAlike
        }
    }
}
