internal import ConnectionMode
internal import OffhookConfiguration

extension ServiceConfiguration {
    /// Agents whom the directory puts into queues that they are not put into, and queues of nobody's: a sentence each.
    func queueFaults(in directory: Directory) -> [String] {
        let grants = asterisk.manager?.queues ?? [:]
        let strangers = grants.keys.sorted().filter { directory.tenants[TenantID($0)] == nil }
            .map { "asterisk.manager.queues names the tenant \($0), which is not there." }
        let agents = directory.tenants.sorted { $0.key < $1.key }.flatMap { tenant, members in
            let granted = Set((grants[tenant.rawValue] ?? []).map { $0.lowercased() })
            return members.agents.sorted { $0.key < $1.key }.compactMap { agent, profile in
                let missing = profile.queues.keys.filter { !granted.contains($0.lowercased()) }
                guard !missing.isEmpty else { return nil as String? }
                return
                    "agent \(tenant)/\(agent) is not put into \(missing.sorted().joined(separator: ", ")): "
                    + "let asterisk.manager.queues give that to the tenant."
            }
        }
        return strangers + agents
    }
}
