internal import ConnectionMode

/// A trunk as a tenant sees it (C7): what others have of it is not told.
struct TrunkBody: Encodable, Sendable {
    let name: String
    let reaches: [Workplace.Kind]
    let channels: Int?
    let callsPerSecond: Int?
    let maximumSeconds: Int?
    let callerId: String?
    /// Of this tenant's.
    let legsInUse: Int

    init(_ trunk: Trunk, legsInUse: Int) {
        name = trunk.name
        reaches = trunk.kinds.sorted { $0.rawValue < $1.rawValue }
        channels = trunk.channels
        callsPerSecond = trunk.callsPerSecond
        maximumSeconds = trunk.maximumSeconds
        callerId = trunk.callerID
        self.legsInUse = legsInUse
    }
}

/// A queue of the PBX with those of a tenant's agents whom the directory puts there (O12).
struct QueueBody: Encodable, Sendable {
    let name: String
    /// Whether Offhook keeps its members: else the directory alone names it.
    let kept: Bool
    let members: [Member]

    struct Member: Encodable, Sendable {
        let agent: String
        /// Lower ones are offered first.
        let penalty: Int
        let availability: Availability
        /// Why nobody is offered; absent of who is at work or logged out.
        let pausedReason: String?
    }

    /// The queues' names are compared as Asterisk does, without regard to case.
    static func all(
        of tenant: TenantID, kept: [String], in model: ConnectionModel
    ) -> [QueueBody] {
        var names: [String: String] = [:]
        for name in kept { names[name.lowercased()] = name }
        var members: [String: [Member]] = [:]
        let agents = model.directory.tenants[tenant]?.agents ?? [:]
        for (agent, profile) in agents.sorted(by: { $0.key < $1.key }) {
            let standing = model.standing(of: AgentKey(tenant: tenant, agent: agent))
            let reason: String? =
                if case .paused(let why) = standing.attendance { why } else { nil }
            for (name, penalty) in profile.queues {
                names[name.lowercased()] = names[name.lowercased()] ?? name
                members[name.lowercased(), default: []].append(
                    Member(
                        agent: agent.rawValue, penalty: penalty,
                        availability: standing.availability, pausedReason: reason))
            }
        }
        let keptNames = Set(kept.map { $0.lowercased() })
        return names.sorted { $0.key < $1.key }.map { key, name in
            QueueBody(name: name, kept: keptNames.contains(key), members: members[key] ?? [])
        }
    }
}

extension Availability: Encodable {}
