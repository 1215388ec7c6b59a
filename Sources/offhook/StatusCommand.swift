internal import ArgumentParser
internal import ConnectionMode
internal import Foundation
internal import OffhookConfiguration
internal import Storage
internal import StorageSQLite
internal import Transport

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Shows agents, connections, calls and whether Asterisk is seen, on one screen.",
        discussion: """
            It reads the store, and asks the running service whether it is ready: run it on the same \
            machine, as the user that the service runs as. Exit code 0 when the service is ready, 1 when \
            it is not or does not run.
            """)

    @OptionGroup var options: ConfigurationOptions
    @Option(help: "Of this tenant alone.") var tenant: String?
    @Flag(help: "All agents, those who are logged out too, instead of the first 40.")
    var all = false

    func run() async throws {
        let configuration = try options.load()
        let directory: Directory
        let store: SQLiteStore
        let remembered: Remembered
        do {
            directory = try DirectoryFile.load(configuration.directoryFile)
            store = try SQLiteStore(
                directory: configuration.dataDirectory, for: .reading)
            remembered = try store.load()
        } catch let error as ConfigurationError {
            throw OperatorMistake(error)
        } catch let error as StoreError {
            throw OperatorMistake(error)
        }
        let id = tenant.map { TenantID($0) }
        if let id, directory.tenants[id] == nil {
            throw OperatorMistake("There is no tenant \(id) in the directory.")
        }
        let service = await RunningService(configuration)
        for line in service.lines { print(line) }
        print("Store \(store.epoch), Asterisk at \(configuration.asterisk.url)\n")
        let now = Int64(Date().timeIntervalSince1970 * 1_000)
        let screen = StatusScreen(
            remembered: remembered, directory: directory,
            now: Instant(millisecondsSince1970: now), tenant: id, limit: all ? nil : 40)
        for line in screen.lines { print(line) }
        if !service.isReady { throw ExitCode(1) }
    }
}

/// The service of a data directory, as it says of itself.
private struct RunningService {
    let isReady: Bool
    let lines: [String]

    init(_ configuration: ServiceConfiguration) async {
        guard let holder = ServiceLock.holder(of: configuration.dataDirectory) else {
            (isReady, lines) = (false, ["Offhook does not run: this is what it remembers."])
            return
        }
        let version = "Offhook \(VersionCommand.number) runs (process \(holder.process))"
        guard let address = holder.address else {
            (isReady, lines) = (false, ["\(version), and is starting."])
            return
        }
        let reasons = await Self.reasons(address, certificateFile: configuration.tlsCertificateFile)
        isReady = reasons?.isEmpty == true
        switch reasons {
        case nil: lines = ["\(version), and does not answer at \(address)."]
        case let reasons? where reasons.isEmpty: lines = ["\(version) at \(address), ready."]
        case let reasons?: lines = ["\(version) at \(address), not ready:"] + reasons
        }
    }

    private struct Readiness: Decodable { let reasons: [String] }

    /// Why it is not ready; `nil` when it does not say.
    private static func reasons(_ address: String, certificateFile: String?) async -> [String]? {
        // The certificate is for the name that consoles use; this asks by the address, for that certificate.
        let client = HTTPClient(.init(caFile: certificateFile, isHostNameChecked: false))
        defer { Task { await client.shutdown() } }
        let request = HTTPRequest(.get, address + "/readyz", timeout: .seconds(3))
        guard let answer = try? await client.send(request),
            let readiness = try? JSONDecoder().decode(Readiness.self, from: Data(answer.body))
        else { return nil }
        return readiness.reasons
    }
}
