internal import ArgumentParser
internal import ConnectionMode
internal import OffhookConfiguration

/// How one entry of the directory is named at the command line, and read and written there.
private struct EntryName {
    let change: DirectoryChange

    /// As it is written; an empty map where it is not there.
    func document(in directory: Directory) -> DocumentValue {
        switch directory.present(change) {
        case .tenant(let id, let settings?): DirectoryDocuments.document(of: settings, id)
        case .group(_, let id, let group?): DirectoryDocuments.document(of: group, id)
        case .agent(let key, let profile?): DirectoryDocuments.document(of: profile, key.agent)
        case .tenant(_, nil), .group(_, _, nil), .agent(_, nil): .map([])
        }
    }

    func read(
        _ document: DocumentValue, in directory: Directory
    ) throws(ConfigurationError) -> DirectoryChange {
        switch change {
        case .tenant(let id, _):
            try DirectoryDocuments.requireID(id.rawValue)
            return .tenant(id, try DirectoryDocuments.tenant(document, id, by: change.name))
        case .group(let tenant, let id, _):
            try DirectoryDocuments.requireID(id.rawValue)
            return .group(tenant, id, try DirectoryDocuments.group(document, id, by: change.name))
        case .agent(let key, _):
            try DirectoryDocuments.requireID(key.agent.rawValue)
            let tenant = directory.tenants[key.tenant] ?? Tenant(name: key.tenant.rawValue)
            return .agent(
                key,
                try DirectoryDocuments.agent(document, key.agent, in: tenant, by: change.name))
        }
    }

    func show(_ directory: Directory) throws {
        guard !directory.present(change).isRemoval else {
            throw OperatorMistake("There is no \(change.name).")
        }
        let document = document(in: directory)
        print(document == .map([]) ? "{}\n" : try document.yaml(), terminator: "")
    }

    /// - Parameter words: `key=value`; a key may be a way such as `policy.offerSeconds`, a value is YAML, and
    ///   none is as if nothing were said.
    func set(_ words: [String], _ options: ConfigurationOptions, applyNow: Bool) async throws {
        let configuration = try options.load()
        let directory = try configuration.currentDirectory()
        var document = document(in: directory)
        let change: DirectoryChange
        do {
            for word in words { document = document.merged(with: try Self.patch(word)) }
            change = try read(document, in: directory)
        } catch let error as ConfigurationError {
            throw OperatorMistake(error)
        }
        try await Administration.run(configuration) { administration in
            try await AdministrationReport.make([change], administration, applyNow: applyNow)
        }
    }

    func remove(_ options: ConfigurationOptions) async throws {
        try await Administration.run(options.load()) { administration in
            try await AdministrationReport.make([change], administration, applyNow: false)
        }
    }

    private static func patch(_ word: String) throws -> DocumentValue {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else {
            throw OperatorMistake(
                "Write what is to be set as key=value, such as name=\"Alice Smith\".")
        }
        let way = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let value = try DocumentValue(yaml: String(parts[1]))
        return way.reversed().reduce(value) { .keys([(String($1), $0)]) }
    }
}

private let howToSet: ArgumentHelp = ArgumentHelp(
    "What is to be set, as key=value.",
    discussion: """
        Keys and values are those of directory.yaml: autoAnswer=true, policy.offerSeconds=20, \
        workplace='{kind: endpoint, address: "1001"}'. A key without a value (group=) is as if it were \
        never said.
        """)

private let whenItHolds: ArgumentHelp = ArgumentHelp(
    "Puts mode and auto answer into force at once, instead of from the next connection.")

struct TenantCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tenant", abstract: "Shows, makes, changes and removes tenants.",
        subcommands: [ListCommand.self, ShowCommand.self, SetCommand.self, RemoveCommand.self])

    struct ListCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Lists the tenants.")
        @OptionGroup var options: ConfigurationOptions

        func run() throws {
            let tenants = try options.load().currentDirectory().tenants
            for (id, tenant) in tenants.sorted(by: { $0.key < $1.key }) {
                print("\(id)  \(tenant.name)  \(tenant.agents.count) agents")
            }
        }
    }

    struct ShowCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Prints a tenant's name and policy.")
        @OptionGroup var options: ConfigurationOptions
        @Argument(help: "The tenant's id.") var tenant: String

        func run() throws {
            try EntryName(change: .tenant(TenantID(tenant), nil))
                .show(options.load().currentDirectory())
        }
    }

    struct SetCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Makes a tenant, or changes its name or policy.")
        @OptionGroup var options: ConfigurationOptions
        @Argument(help: "The tenant's id.") var tenant: String
        @Argument(help: howToSet) var settings: [String] = []
        @Flag(help: whenItHolds) var applyNow = false

        func run() async throws {
            try await EntryName(change: .tenant(TenantID(tenant), nil))
                .set(settings, options, applyNow: applyNow)
        }
    }

    struct RemoveCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove", abstract: "Removes a tenant that has no agents and no groups.")
        @OptionGroup var options: ConfigurationOptions
        @Argument(help: "The tenant's id.") var tenant: String

        func run() async throws {
            try await EntryName(change: .tenant(TenantID(tenant), nil)).remove(options)
        }
    }
}

struct GroupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "group", abstract: "Shows, makes, changes and removes groups of agents.",
        subcommands: [ListCommand.self, ShowCommand.self, SetCommand.self, RemoveCommand.self])

    struct Name: ParsableArguments {
        @OptionGroup var options: ConfigurationOptions
        @Option(help: "The tenant that it is in.") var tenant: String
        @Argument(help: "The group's id.") var group: String

        fileprivate var entry: EntryName {
            EntryName(change: .group(TenantID(tenant), GroupID(group), nil))
        }
    }

    struct ListCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Lists a tenant's groups.")
        @OptionGroup var options: ConfigurationOptions
        @Option(help: "The tenant.") var tenant: String

        func run() throws {
            let found = try options.load().currentDirectory().tenant(named: tenant)
            for (id, group) in found.groups.sorted(by: { $0.key < $1.key }) {
                let members = found.agents.values.count { $0.group == id }
                print("\(id)  \(group.name)  \(members) agents")
            }
        }
    }

    struct ShowCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Prints what holds for a group.")
        @OptionGroup var name: Name

        func run() throws { try name.entry.show(name.options.load().currentDirectory()) }
    }

    struct SetCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Makes a group, or changes what holds for it.")
        @OptionGroup var name: Name
        @Argument(help: howToSet) var settings: [String] = []
        @Flag(help: whenItHolds) var applyNow = false

        func run() async throws {
            try await name.entry.set(settings, name.options, applyNow: applyNow)
        }
    }

    struct RemoveCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove", abstract: "Removes a group that nobody is in.")
        @OptionGroup var name: Name

        func run() async throws { try await name.entry.remove(name.options) }
    }
}

struct AgentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agent", abstract: "Shows, makes, changes and removes agents.",
        subcommands: [ListCommand.self, ShowCommand.self, SetCommand.self, RemoveCommand.self])

    struct Name: ParsableArguments {
        @OptionGroup var options: ConfigurationOptions
        @Option(help: "The tenant that they are of.") var tenant: String
        @Argument(help: "The agent's id.") var agent: String

        fileprivate var entry: EntryName {
            EntryName(
                change: .agent(
                    AgentKey(tenant: TenantID(tenant), agent: AgentID(agent)), nil))
        }
    }

    struct ListCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Lists a tenant's agents, and where they are reached.")
        @OptionGroup var options: ConfigurationOptions
        @Option(help: "The tenant.") var tenant: String

        func run() throws {
            let found = try options.load().currentDirectory().tenant(named: tenant)
            for (id, profile) in found.agents.sorted(by: { $0.key < $1.key }) {
                let group = profile.group.map { "  in \($0)" } ?? ""
                print("\(id)  \(profile.name)  \(profile.workplace.address)\(group)")
            }
        }
    }

    struct ShowCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Prints an agent's profile.")
        @OptionGroup var name: Name

        func run() throws { try name.entry.show(name.options.load().currentDirectory()) }
    }

    struct SetCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Makes an agent, or changes their profile.")
        @OptionGroup var name: Name
        @Argument(help: howToSet) var settings: [String] = []
        @Flag(help: whenItHolds) var applyNow = false

        func run() async throws {
            try await name.entry.set(settings, name.options, applyNow: applyNow)
        }
    }

    struct RemoveCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove",
            abstract:
                "Removes an agent: logs them out, once a call has ended, and takes tokens back.")
        @OptionGroup var name: Name

        func run() async throws { try await name.entry.remove(name.options) }
    }
}

extension Directory {
    fileprivate func tenant(named name: String) throws -> Tenant {
        guard let tenant = tenants[TenantID(name)] else {
            throw OperatorMistake("There is no tenant \(name) in the directory.")
        }
        return tenant
    }
}
