internal import ArgumentParser
internal import ConnectionMode
internal import Crypto
internal import Foundation
internal import OffhookConfiguration
internal import Storage
internal import StorageSQLite

struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Makes, lists and revokes bearer tokens of the API.",
        subcommands: [CreateCommand.self, ListCommand.self, RevokeCommand.self])
}

extension TokenRecord {
    /// - Returns: the token, which is kept nowhere, and what is to be kept of it.
    static func new(
        tenant: TenantID, role: TokenRole, agent: AgentID? = nil, expiresInSeconds: Int? = nil,
        note: String
    ) -> (text: String, record: TokenRecord) {
        let secret = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        let text =
            "oht_"
            + secret.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
        let hash = SHA256.hash(data: Data(text.utf8))
        let now = Instant(millisecondsSince1970: Int64(Date().timeIntervalSince1970 * 1_000))
        let record = TokenRecord(
            id: String(UUID().uuidString.lowercased().prefix(8)), tenant: tenant, role: role,
            agent: agent, hash: hash.map { String(format: "%02x", $0) }.joined(), createdAt: now,
            expiresAt: expiresInSeconds.map { now.advanced(bySeconds: $0) }, note: note)
        return (text, record)
    }
}

/// A service may be running, maybe of an older version: the store's form is left as it is.
private func openStore(
    _ configuration: ServiceConfiguration, for use: StoreUse
) throws -> SQLiteStore {
    do {
        return try SQLiteStore(directory: configuration.dataDirectory, for: use)
    } catch {
        throw OperatorMistake(error)
    }
}

extension TokenCommand {
    struct CreateCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "create",
            abstract: "Makes a token and prints it, this once: only its hash is kept.")

        @OptionGroup var options: ConfigurationOptions
        @Option(help: "The tenant that it is for.") var tenant: String
        @Option(help: "The agent that it acts for.") var agent: String?
        @Option(help: "supervisor, router or administrator, for a token that is no agent's.")
        var role: String?
        @Option(help: "Days until it opens nothing any more, 1 to 3650; without it, until revoked.")
        var expiresInDays: Int?
        @Option(help: "What it is for, to be found again in the list.") var note = ""

        func run() async throws {
            let configuration = try options.load()
            let role = try tokenRole()
            guard note.isEmpty || PlainText.isOneLine(note, atMost: 200) else {
                throw OperatorMistake("Let --note be one line of at most 200 characters.")
            }
            guard (1...3_650).contains(expiresInDays ?? 1) else {
                throw OperatorMistake("Let --expires-in-days be from 1 to 3650.")
            }
            let directory = try configuration.currentDirectory()
            // An administrator of a tenant that is not there yet can make it, where that can be done.
            let mayBeNew = configuration.directoryFile == nil && role == .administrator
            try require(in: directory, mayBeNew: mayBeNew)
            let (text, record) = TokenRecord.new(
                tenant: TenantID(tenant), role: role, agent: agent.map { AgentID($0) },
                expiresInSeconds: expiresInDays.map { $0 * 86_400 }, note: note)
            do {
                try await openStore(configuration, for: .writing).add(record)
            } catch let error as StoreError {
                throw OperatorMistake(error)
            }
            print(text)
        }

        private func require(in directory: Directory, mayBeNew: Bool) throws {
            if mayBeNew, Names.isID(tenant) { return }
            guard let known = directory.tenants[TenantID(tenant)] else {
                throw OperatorMistake("There is no tenant \(tenant) in the directory.")
            }
            if let agent, known.agents[AgentID(agent)] == nil {
                throw OperatorMistake("There is no agent \(agent) in tenant \(tenant).")
            }
        }

        private func tokenRole() throws -> TokenRole {
            switch (agent, role) {
            case (_?, nil), (_?, "agent"): return .agent
            case (nil, "supervisor"): return .supervisor
            case (nil, "router"): return .router
            case (nil, "administrator"): return .administrator
            default:
                throw OperatorMistake(
                    "Name either --agent, or --role supervisor, router or administrator.")
            }
        }
    }

    struct ListCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Lists the tokens; none is shown itself.")

        @OptionGroup var options: ConfigurationOptions

        func run() async throws {
            do {
                for token in try await openStore(options.load(), for: .reading).tokens() {
                    let whom = token.agent?.rawValue ?? token.role.rawValue
                    let until = token.expiresAt.map { "until \(date($0))" } ?? "until revoked"
                    print(
                        "\(token.id)  \(token.tenant)  \(whom)  made \(date(token.createdAt))  "
                            + "\(until)  \(PlainText.oneLine(token.note, atMost: 200))")
                }
            } catch let error as StoreError {
                throw OperatorMistake(error)
            }
        }

        private func date(_ instant: Instant) -> String {
            Date(timeIntervalSince1970: Double(instant.millisecondsSince1970) / 1_000)
                .ISO8601Format()
        }
    }

    struct RevokeCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke", abstract: "Takes a token back, by its id in the list.")

        @OptionGroup var options: ConfigurationOptions
        @Argument(help: "The token's id.") var id: String

        func run() async throws {
            do {
                guard try await openStore(options.load(), for: .writing).remove(id: id) else {
                    throw OperatorMistake("There is no token \(id): see offhook token list.")
                }
            } catch let error as StoreError {
                throw OperatorMistake(error)
            }
        }
    }
}
