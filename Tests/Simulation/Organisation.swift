import ConnectionMode

/// Who there is in a seed.
enum Organisation {
    static func directory(
        _ weather: Weather, _ chance: inout Chance, seed: UInt64
    ) -> Directory {
        var directory = Directory()
        for number in 0..<weather.agents {
            let tenant = TenantID(["acme", "beta"][number % weather.tenants])
            let address = String(1_001 + number)
            // Not digits alone where they are written down: they would be taken for a PIN.
            let places = (weather.movesAbout ? [address + "a", address + "b"] : [address]).map {
                Workplace(kind: .endpoint, address: $0)
            }
            let profile = AgentProfile(
                name: "Agent \(address)", phone: phone(&chance),
                workplace: places[0], otherWorkplaces: Array(places.dropFirst()) + [supervisors])
            if directory.tenants[tenant] == nil {
                var callingOut = CallingOut()
                callingOut.ringSeconds = 20
                if seed.isMultiple(of: 2) { callingOut.agentLostContext = "lost" }
                directory.tenants[tenant] = Tenant(
                    name: tenant.rawValue, policy: policy(&chance, like: weather.policy),
                    phone: PhonePolicy(recording: weather.recordingMode),
                    callingOut: callingOut)
            }
            directory.tenants[tenant]?.agents[AgentID(address)] = profile
        }
        return directory
    }

    /// An administrator approved it, so that calls can be supervised from there; the agents do not use it.
    static let supervisors = Workplace(kind: .endpoint, address: Supervisor.address)

    private static func phone(_ chance: inout Chance) -> PhonePolicy {
        PhonePolicy(
            connectionMode: chance.happens(700) ? .persistent : .onDemand,
            autoAnswer: chance.happens(250), mayChangeConnectionMode: chance.happens(500),
            mayChangeAutoAnswer: chance.happens(500))
    }

    /// - Parameter other: has what is not drawn here.
    private static func policy(_ chance: inout Chance, like other: Policy) -> Policy {
        var policy = other
        policy.persistentEnabled = true
        policy.dialsInTenMinutes = chance.pick([5, 50])
        policy.offerSeconds = chance.pick([3, 15])
        policy.validationRingSeconds = chance.pick([5, 25])
        policy.pinSeconds = chance.pick([15, 60])
        policy.missedOffersBeforeBreak = chance.pick([1, 3])
        policy.customerAfterHangUp = chance.pick([.keep, .end])
        policy.agentLostMusicSeconds = chance.pick([0, 2, 20])
        if chance.happens(300) { policy.agentLostPrompt = "sound:custom/one-moment" }
        return policy
    }

    /// One entry is another one now, taken out or put back.
    ///
    /// - Parameter keys: all that there ever were.
    static func change(
        _ directory: Directory, _ keys: [AgentKey], _ chance: inout Chance
    ) -> DirectoryChange? {
        let key = chance.pick(keys)
        guard var profile = directory.profile(of: key) else {
            let places = [key.agent.rawValue, key.agent.rawValue + "a"].map {
                Workplace(kind: .endpoint, address: $0)
            }
            return .agent(
                key,
                AgentProfile(
                    name: "back", phone: phone(&chance), workplace: places[0],
                    otherWorkplaces: [places[1], supervisors]))
        }
        switch chance.below(6) {
        case 0: return .agent(key, nil)
        case 1, 2:
            profile.phone = phone(&chance)
            return .agent(key, profile)
        case 3:
            let places = profile.workplaces.filter { $0 != supervisors }
            profile.otherWorkplaces = places.count == 1 ? [] : [profile.workplace]
            profile.workplace = places.last ?? profile.workplace
            if chance.happens(300) { profile.otherWorkplaces = [] }
            profile.otherWorkplaces.append(supervisors)
            return .agent(key, profile)
        default:
            guard var settings = directory.tenants[key.tenant]?.settings else { return nil }
            settings.policy = policy(&chance, like: settings.policy)
            settings.policy.persistentEnabled = chance.happens(750)
            return .tenant(key.tenant, settings)
        }
    }

    /// Somebody was taken out, or put back, or a policy was changed.
    static func changed(_ directory: Directory, _ chance: inout Chance) -> Directory {
        var changed = directory
        let keys = directory.agentKeys
        guard !keys.isEmpty else { return directory }
        let key = chance.pick(keys)
        if chance.happens(500) {
            changed.tenants[key.tenant]?.agents[key.agent] = nil
        } else if chance.happens(400) {
            changed.tenants[key.tenant]?.agents[key.agent]?.phone = phone(&chance)
        } else {
            let old = directory.policy(of: key.tenant) ?? Policy()
            changed.tenants[key.tenant]?.policy = policy(&chance, like: old)
        }
        return changed
    }
}

extension Directory {
    /// All agents, in order.
    var agentKeys: [AgentKey] {
        tenants.flatMap { tenant, members in
            members.agents.keys.map { AgentKey(tenant: tenant, agent: $0) }
        }.sorted()
    }
}
