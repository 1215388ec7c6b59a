package import ConnectionMode

/// Reads `directory.yaml`: tenants, their policies and their agents.
package enum DirectoryFile {
    package static func load(_ file: String) throws(ConfigurationError) -> Directory {
        try parse(TextFile.read(file, "The directory"), file: file)
    }

    package static func parse(_ text: String, file: String) throws(ConfigurationError) -> Directory
    {
        let root = try YAMLSection.whole(file: file, text: text)
        guard let tenants = try root.section("tenants"), !tenants.keys.isEmpty else {
            throw ConfigurationError("\(file): write at least one tenant under tenants.")
        }
        var directory = Directory()
        try requireDistinctIDs(in: tenants)
        for id in tenants.keys {
            try requireID(id, in: tenants)
            guard let section = try tenants.section(id) else {
                throw tenants.error(id, "must have a name and agents")
            }
            directory.tenants[TenantID(id)] = try tenant(section, id)
        }
        try root.refuseOthers()
        return directory
    }

    private static func requireID(
        _ id: String, in section: YAMLSection
    ) throws(ConfigurationError) {
        guard Names.isID(id) else { throw section.error(id, "must be \(Names.idRule)") }
    }

    /// Queues of Asterisk's take names that differ only in case for the same: one agent's state would
    /// become another's.
    private static func requireDistinctIDs(
        in section: YAMLSection
    ) throws(ConfigurationError) {
        var seen: [String: String] = [:]
        for id in section.keys {
            if let other = seen.updateValue(id, forKey: id.lowercased()), other != id {
                throw section.error(id, "must differ from \"\(other)\" in more than its case")
            }
        }
    }

    private static func tenant(
        _ section: YAMLSection, _ id: String
    ) throws(ConfigurationError) -> Tenant {
        var tenant = Tenant(name: id)
        tenant.settings = try DirectorySections.settings(section, id)
        if let groups = try section.section("groups") { tenant.groups = try self.groups(groups) }
        if let agents = try section.section("agents") {
            try requireDistinctIDs(in: agents)
            for id in agents.keys {
                try requireID(id, in: agents)
                guard let agent = try agents.section(id) else {
                    throw agents.error(id, "must have a workplace")
                }
                tenant.agents[AgentID(id)] = try DirectorySections.profile(agent, id, in: tenant)
            }
        }
        try section.refuseOthers()
        return tenant
    }

    private static func groups(
        _ section: YAMLSection
    ) throws(ConfigurationError) -> [GroupID: Group] {
        var groups: [GroupID: Group] = [:]
        for id in section.keys {
            try requireID(id, in: section)
            guard let group = try section.section(id) else {
                throw section.error(id, "must be a mapping, {} at least")
            }
            groups[GroupID(id)] = try DirectorySections.group(group, id)
        }
        return groups
    }
}
