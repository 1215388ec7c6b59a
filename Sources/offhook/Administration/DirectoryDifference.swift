internal import ConnectionMode

/// What makes one directory of another, in an order in which each change can be made.
enum DirectoryDifference {
    /// Tenants first, then their groups, then the agents, who may be in them.
    static func changes(from old: Directory, to new: Directory) -> [DirectoryChange] {
        entries(of: new).filter { old.present($0) != $0 }
    }

    /// What there is in the old one alone: agents first, then groups, then tenants.
    static func removals(from old: Directory, to new: Directory) -> [DirectoryChange] {
        entries(of: old).reversed().compactMap { entry in
            guard new.present(entry).isRemoval else { return nil }
            return new.present(entry)
        }
    }

    private static func entries(of directory: Directory) -> [DirectoryChange] {
        let tenants = directory.tenants.sorted { $0.key < $1.key }
        return tenants.map { .tenant($0, $1.settings) }
            + tenants.flatMap { id, tenant in
                tenant.groups.sorted { $0.key < $1.key }.map { .group(id, $0, $1) }
            }
            + tenants.flatMap { id, tenant in
                tenant.agents.sorted { $0.key < $1.key }.map {
                    .agent(AgentKey(tenant: id, agent: $0), $1)
                }
            }
    }
}
