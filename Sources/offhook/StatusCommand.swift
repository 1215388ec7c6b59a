internal import ArgumentParser
internal import ConnectionMode
internal import Foundation
internal import OffhookConfiguration
internal import Storage
internal import StorageSQLite

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
            store = try SQLiteStore(
                directory: configuration.dataDirectory, for: .reading)
            remembered = try store.load()
            directory = try configuration.currentDirectory()
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
