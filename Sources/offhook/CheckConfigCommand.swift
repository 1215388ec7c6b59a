internal import ARI
internal import ArgumentParser
internal import AsteriskGateway
internal import ConnectionMode
internal import ControlAPI
internal import Foundation
internal import OffhookConfiguration
internal import Storage
internal import StorageSQLite

struct CheckConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-config",
        abstract: "Reads the configuration and says what it means; exit code 78 if it is wrong.",
        discussion: """
            It looks at the store, and makes and changes nothing: run it as the user that the service \
            runs as.
            """)

    @OptionGroup var options: ConfigurationOptions

    func run() throws {
        let configuration = try options.load()
        let start = try StartingPoint(configuration)
        let store = try store(of: configuration)
        let directory = try configuration.currentDirectory()
        print("listen:         \(configuration.listenHost):\(configuration.listenPort)")
        if let certificate = start.certificate {
            print(
                "certificate:    \(certificate.files.certificateFile), "
                    + "valid until \(certificate.expiryDate)")
        }
        print("data directory: \(configuration.dataDirectory), \(store)")
        print("Asterisk:       \(start.ari.baseURL) as \(start.ari.username), password set")
        print("application:    \(start.ari.application)")
        if let manager = configuration.asterisk.manager {
            print(
                "manager:        \(manager.host):\(manager.port) as \(manager.username), secret set"
            )
        }
        print("directory:      \(configuration.directoryFile ?? "kept in the store")")
        for (id, tenant) in directory.tenants.sorted(by: { $0.key < $1.key }) {
            let mode = tenant.policy.persistentEnabled ? "" : ", persistent mode not enabled"
            print("tenant \(id):  \(tenant.agents.count) agents\(mode)")
        }
        for (agent, workplace, fault) in directory.faultyWorkplaces {
            print(
                "warning: agent \(agent) cannot be called: the workplace \(workplace.address) "
                    + "\(fault.explanation).")
        }
        for agent in AsteriskGateway.agentsWithoutDeviceState(in: directory) {
            print(
                "warning: agent \(agent) cannot be in a queue: let the tenant's and the agent's ids have "
                    + "at most 71 bytes together.")
        }
        for fault in configuration.queueFaults(in: directory) { print("warning: \(fault)") }
        print("The configuration is right.")
    }

    /// What there is in the data directory, or that it can be made.
    private func store(of configuration: ServiceConfiguration) throws -> String {
        let directory = configuration.dataDirectory
        do {
            try PINKeyFile.check(directory: directory)
            try SQLiteStore.requireKnown(in: directory)
            guard StoreFile(in: directory).isThere else {
                try requirePlace(for: directory)
                return "no store yet: the service makes it"
            }
            let store = try SQLiteStore(directory: directory, for: .reading)
            let name = "store \(store.epoch)"
            if try store.backupDate() != nil {
                return "\(name), a backup that the next start takes over"
            }
            return try store.isOfToday
                ? name : "\(name), of an older form: the next start brings it up to date"
        } catch let error as ConfigurationError {
            throw OperatorMistake(error)
        } catch let error as StoreError {
            throw OperatorMistake(error)
        }
    }

    /// The nearest folder that is there must be one, and ours to write.
    private func requirePlace(for directory: String) throws {
        var place = URL(filePath: directory).standardizedFileURL
        while !FileManager.default.fileExists(atPath: place.path), place.path != "/" {
            place.deleteLastPathComponent()
        }
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder)
        guard isFolder.boolValue, access(place.path, W_OK | X_OK) == 0 else {
            throw OperatorMistake(
                "The data directory \(directory) cannot be made: create it and give it to the user "
                    + "that runs Offhook.")
        }
    }
}
