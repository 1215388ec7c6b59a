internal import ArgumentParser
internal import OffhookConfiguration
internal import StorageSQLite

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Runs the service until SIGTERM; every call stays up.")

    @OptionGroup var options: ConfigurationOptions
    @Option(help: "The address to listen on, instead of listen.host in the file.")
    var host: String?
    @Option(help: "The port to listen on, instead of listen.port in the file.")
    var port: Int?

    func run() async throws {
        let configuration = try options.load {
            $0.listenHost = host
            $0.listenPort = port
        }
        try await OffhookService(try StartingPoint(configuration)).run()
    }
}
