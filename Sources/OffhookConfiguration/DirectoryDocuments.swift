package import ConnectionMode

/// The directory's entries in the words of directory.yaml, to be sent, shown and written into files. What is as if
/// nothing were said is left out, so that each reads back as what it was written from.
package enum DirectoryDocuments {
    // MARK: Reading what was sent
    //
    // By whom: nil for a program, of which texts, numbers and truths are taken for nothing else, and errors repeat
    // keys that are known alone; else what errors begin with.

    /// `{"name":…,"policy":{…}}`
    package static func tenant(
        _ document: DocumentValue, _ id: TenantID, by sender: String? = nil
    ) throws(ConfigurationError) -> TenantSettings {
        let section = try YAMLSection.sent(document, by: sender)
        let settings = try DirectorySections.settings(section, id.rawValue)
        try section.refuseOthers()
        return settings
    }

    /// `{"name":…}`, and nothing else.
    package static func name(_ document: DocumentValue) throws(ConfigurationError) -> String? {
        let section = try YAMLSection.sent(document, by: nil)
        let name = try DirectorySections.name(section)
        try section.refuseOthers()
        return name
    }

    /// `{"name":…,"autoAnswer":…}`
    package static func group(
        _ document: DocumentValue, _ id: GroupID, by sender: String? = nil
    ) throws(ConfigurationError) -> Group {
        try DirectorySections.group(.sent(document, by: sender), id.rawValue)
    }

    /// `{"name":…,"workplace":{…}}`
    package static func agent(
        _ document: DocumentValue, _ id: AgentID, in tenant: Tenant, by sender: String? = nil
    ) throws(ConfigurationError) -> AgentProfile {
        try DirectorySections.profile(.sent(document, by: sender), id.rawValue, in: tenant)
    }

    /// An id as it may stand in the dialplan and in paths.
    package static func requireID(_ id: String) throws(ConfigurationError) {
        guard Names.isID(id) else { throw ConfigurationError("Let the id be \(Names.idRule).") }
    }

    // MARK: Writing

    /// A file that `DirectoryFile` reads as this directory.
    package static func whole(_ directory: Directory) -> DocumentValue {
        .keys([
            (
                "tenants",
                map(directory.tenants) { id, tenant in
                    .keys(
                        entries(of: tenant.settings, id) + [
                            ("groups", unlessEmpty(map(tenant.groups) { document(of: $1, $0) })),
                            ("agents", unlessEmpty(map(tenant.agents) { document(of: $1, $0) })),
                        ])
                }
            )
        ])
    }

    package static func document(of settings: TenantSettings, _ id: TenantID) -> DocumentValue {
        .keys(entries(of: settings, id))
    }

    package static func document(of group: Group, _ id: GroupID) -> DocumentValue {
        .keys([("name", text(group.name, unless: id.rawValue))] + entries(of: group.phone))
    }

    package static func document(of profile: AgentProfile, _ id: AgentID) -> DocumentValue {
        .keys(
            [("name", text(profile.name, unless: id.rawValue))] + entries(of: profile.phone) + [
                ("workplace", document(of: profile.workplace)),
                ("otherWorkplaces", list(profile.otherWorkplaces.map(document(of:)))),
                ("language", text(profile.language, unless: "en")),
                ("group", profile.group.map { .text($0.rawValue) }),
                (
                    "queues",
                    unlessEmpty(
                        .keys(
                            profile.queues.sorted { $0.key < $1.key }.map {
                                ($0.key, .number($0.value))
                            }))
                ),
            ])
    }

    /// - Parameter isWhole: whether what is as if nothing were said is told too.
    package static func policy(
        of settings: TenantSettings, isWhole: Bool = false
    ) -> DocumentValue {
        PolicyDocument(settings, isWhole: isWhole).value
    }

    static func entries(of phone: PhonePolicy) -> [(String, DocumentValue?)] {
        [
            ("persistentEnabled", phone.persistentEnabled.map { .truth($0) }),
            ("connectionMode", phone.connectionMode.map { .text($0.rawValue) }),
            ("autoAnswer", phone.autoAnswer.map { .truth($0) }),
            ("mayChangeConnectionMode", phone.mayChangeConnectionMode.map { .truth($0) }),
            ("mayChangeAutoAnswer", phone.mayChangeAutoAnswer.map { .truth($0) }),
            ("mayEnterWorkplace", phone.mayEnterWorkplace.map { .truth($0) }),
            ("recording", phone.recording.map { .text($0.rawValue) }),
        ]
    }

    private static func entries(
        of settings: TenantSettings, _ id: TenantID
    ) -> [(String, DocumentValue?)] {
        [
            ("name", text(settings.name, unless: id.rawValue)),
            ("policy", unlessEmpty(policy(of: settings))),
        ]
    }

    private static func document(of workplace: Workplace) -> DocumentValue {
        .keys([("kind", .text(workplace.kind.rawValue)), ("address", .text(workplace.address))])
    }

    private static func map<ID: Identifier, Entry>(
        _ entries: [ID: Entry], _ document: (ID, Entry) -> DocumentValue
    ) -> DocumentValue {
        .keys(
            entries.sorted { $0.key < $1.key }.map { ($0.key.rawValue, document($0.key, $0.value)) }
        )
    }

    private static func text(_ text: String, unless usual: String) -> DocumentValue? {
        text == usual ? nil : .text(text)
    }

    private static func list(_ items: [DocumentValue]) -> DocumentValue? {
        items.isEmpty ? nil : .list(items)
    }

    static func unlessEmpty(_ map: DocumentValue) -> DocumentValue? { map == .map([]) ? nil : map }
}
