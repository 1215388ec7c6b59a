internal import ConnectionMode
internal import OffhookConfiguration

/// `{"name":"Acme"}`
struct TenantEntry: DirectoryEntry {
    let tenant: TenantID
    let unknown = Refusal.tenantUnknown

    func present(in directory: Directory) -> DirectoryChange {
        directory.present(.tenant(tenant, nil))
    }

    func document(of entry: DirectoryChange) -> DocumentValue? {
        guard case .tenant(_, let settings?) = entry else { return nil }
        return .keys([("name", .text(settings.name))])
    }

    func shown(_ entry: DirectoryChange) -> DocumentValue? {
        document(of: entry).map { .keys([("tenant", $0)]) }
    }

    /// Its policy stays as it is.
    func read(
        _ document: DocumentValue, in directory: Directory
    ) throws(ConfigurationError) -> DirectoryChange {
        try DirectoryDocuments.requireID(tenant.rawValue)
        let name = try DirectoryDocuments.name(document) ?? tenant.rawValue
        var settings = directory.tenants[tenant]?.settings ?? TenantSettings(name: name)
        settings.name = name
        return .tenant(tenant, settings)
    }
}

/// What holds for all agents of a tenant: `{"offerSeconds":20,"outbound":{…}}`.
struct PolicyEntry: DirectoryEntry {
    let tenant: TenantID
    let unknown = Refusal.tenantUnknown
    let mayBeNew = false

    func present(in directory: Directory) -> DirectoryChange {
        directory.present(.tenant(tenant, nil))
    }

    func document(of entry: DirectoryChange) -> DocumentValue? {
        guard case .tenant(_, let settings?) = entry else { return nil }
        return DirectoryDocuments.policy(of: settings)
    }

    func read(
        _ document: DocumentValue, in directory: Directory
    ) throws(ConfigurationError) -> DirectoryChange {
        let name = directory.tenants[tenant]?.name ?? tenant.rawValue
        let whole = DocumentValue.keys([("name", .text(name)), ("policy", document)])
        return .tenant(tenant, try DirectoryDocuments.tenant(whole, tenant))
    }

    /// What was said, and what holds where nothing was.
    func shown(_ entry: DirectoryChange) -> DocumentValue? {
        document(of: entry).map {
            .keys([
                ("policy", $0),
                (
                    "defaults",
                    DirectoryDocuments.policy(of: TenantSettings(name: ""), isWhole: true)
                ),
            ])
        }
    }
}

/// `{"name":"Sales","autoAnswer":true}`
struct GroupEntry: DirectoryEntry {
    let tenant: TenantID
    let group: GroupID
    let unknown = Refusal.groupUnknown

    func present(in directory: Directory) -> DirectoryChange {
        directory.present(.group(tenant, group, nil))
    }

    func document(of entry: DirectoryChange) -> DocumentValue? {
        guard case .group(_, _, let group?) = entry else { return nil }
        return DirectoryDocuments.document(of: group, self.group)
    }

    func read(
        _ document: DocumentValue, in directory: Directory
    ) throws(ConfigurationError) -> DirectoryChange {
        try DirectoryDocuments.requireID(group.rawValue)
        return .group(tenant, group, try DirectoryDocuments.group(document, group))
    }

    func shown(_ entry: DirectoryChange) -> DocumentValue? {
        guard case .group(_, _, let group?) = entry else { return nil }
        return document(of: entry).map { .keys([("group", $0.named(group.name))]) }
    }
}

/// `{"name":"Alice Smith","workplace":{…},"group":"sales"}`
struct ProfileEntry: DirectoryEntry {
    let key: AgentKey
    let unknown = Refusal.agentUnknown

    func present(in directory: Directory) -> DirectoryChange {
        directory.present(.agent(key, nil))
    }

    func document(of entry: DirectoryChange) -> DocumentValue? {
        guard case .agent(_, let profile?) = entry else { return nil }
        return DirectoryDocuments.document(of: profile, key.agent)
    }

    func read(
        _ document: DocumentValue, in directory: Directory
    ) throws(ConfigurationError) -> DirectoryChange {
        try DirectoryDocuments.requireID(key.agent.rawValue)
        let tenant = directory.tenants[key.tenant] ?? Tenant(name: key.tenant.rawValue)
        return .agent(key, try DirectoryDocuments.agent(document, key.agent, in: tenant))
    }

    func shown(_ entry: DirectoryChange) -> DocumentValue? {
        guard case .agent(_, let profile?) = entry else { return nil }
        return document(of: entry).map { .keys([("profile", $0.named(profile.name))]) }
    }
}

extension DocumentValue {
    /// With its name, which is not written where it is the id.
    fileprivate func named(_ name: String) -> DocumentValue {
        DocumentValue.keys([("name", .text(name))]).merged(with: self)
    }
}
