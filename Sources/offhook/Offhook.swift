internal import ArgumentParser
internal import Foundation
internal import OffhookConfiguration

/// The command line. What an operator can put right ends with one sentence and exit code 78.
@main
struct Offhook: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "offhook",
        abstract: "Persistent connection mode for agents beside Asterisk.",
        subcommands: [
            ServeCommand.self, StatusCommand.self, TokenCommand.self, ScopesCommand.self,
            AuditCommand.self, LedgerCommand.self, DirectoryCommand.self, TenantCommand.self,
            GroupCommand.self,
            AgentCommand.self, BackupCommand.self, RestoreCommand.self, AdoptCommand.self,
            CheckConfigCommand.self, DoctorCommand.self, PbxCommand.self, ModelCommand.self,
            VersionCommand.self,
        ])

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let mistake as OperatorMistake {
            FileHandle.standardError.write(Data("offhook: \(mistake.sentence)\n".utf8))
            Foundation.exit(78)
        } catch {
            exit(withError: error)
        }
    }
}

/// Exit codes besides 0: 78 (`EX_CONFIG`) for what only the operator can put right, and this one
/// (`EX_TEMPFAIL`) where a new start is the way on.
let tryAgainExitCode: Int32 = 75

/// Something only the operator can put right (`EX_CONFIG`).
struct OperatorMistake: Error {
    let sentence: String

    init(_ error: some Error & CustomStringConvertible) { sentence = error.description }

    init(_ sentence: String) { self.sentence = sentence }
}

/// The options that every command which reads the configuration has.
struct ConfigurationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The configuration file.",
            discussion: "Also OFFHOOK_CONFIG; otherwise \(ServiceConfiguration.usualFile)."))
    var config: String?

    @Option(help: "Where the store is, instead of dataDirectory in the file.")
    var dataDirectory: String?

    /// Which file it is.
    var file: String {
        let named = ProcessInfo.processInfo.environment["OFFHOOK_CONFIG"] ?? ""
        return config ?? (named.isEmpty ? ServiceConfiguration.usualFile : named)
    }

    func load(
        _ change: (inout ServiceConfiguration.Overrides) -> Void = { _ in }
    ) throws -> ServiceConfiguration {
        var overrides = ServiceConfiguration.Overrides()
        overrides.dataDirectory = dataDirectory
        change(&overrides)
        do {
            return try ServiceConfiguration.load(
                file: config, environment: ProcessInfo.processInfo.environment,
                overrides: overrides)
        } catch {
            throw OperatorMistake(error)
        }
    }
}

struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version", abstract: "Prints the version.")

    static let number = "0.1.0"

    func run() { print("offhook \(Self.number)") }
}
