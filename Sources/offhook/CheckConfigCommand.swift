internal import ARI
internal import ArgumentParser
internal import ConnectionMode
internal import ControlAPI
internal import OffhookConfiguration
internal import StorageSQLite

struct CheckConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-config",
        abstract: "Reads the configuration and says what it means; exit code 78 if it is wrong.",
        discussion: """
            It opens the store as the service does, and makes it if there is none: run it as the \
            user that the service runs as.
            """)

    @OptionGroup var options: ConfigurationOptions

    func run() throws {
        let configuration = try options.load()
        let start = try StartingPoint(configuration)
        let store = try OpenedStore(configuration).store
        print("listen:         \(configuration.listenHost):\(configuration.listenPort)")
        if let certificate = start.certificate {
            print(
                "certificate:    \(certificate.files.certificateFile), "
                    + "valid until \(certificate.expiryDate)")
        }
        print("data directory: \(configuration.dataDirectory), store \(store.epoch)")
        print("Asterisk:       \(start.ari.baseURL) as \(start.ari.username), password set")
        print("application:    \(start.ari.application)")
        for (id, tenant) in start.directory.tenants.sorted(by: { $0.key < $1.key }) {
            let mode = tenant.policy.persistentEnabled ? "" : ", persistent mode not enabled"
            print("tenant \(id):  \(tenant.agents.count) agents\(mode)")
        }
        for (agent, workplace, fault) in start.directory.faultyWorkplaces {
            print(
                "warning: agent \(agent) cannot be called: the workplace \(workplace.address) "
                    + "\(fault.explanation).")
        }
        print("The configuration is right.")
    }
}
