internal import AMI
internal import ARI
internal import ArgumentParser
internal import AsteriskGateway
internal import ConnectionMode
internal import ControlAPI
internal import Diagnosis
internal import Foundation
internal import JSON
internal import OffhookConfiguration
internal import StorageSQLite

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract:
            "Looks at this machine, Asterisk and all settings, and says what to change and where.",
        discussion: """
            It asks Asterisk by ARI and by the manager interface, reads Asterisk's files where they are on this \
            machine, and changes nothing; calls and the running service do not notice. Run it as a user that may \
            read Asterisk's files, such as root. Exit code 0 when nothing is wrong, 1 when something is; \
            warnings count only with --strict.
            """)

    @OptionGroup var options: ConfigurationOptions
    @Option(
        help: ArgumentHelp(
            "Asterisk's configuration directory.",
            discussion: "Where Asterisk is on this machine, \(Self.usualDirectory) if there is one."
        ))
    var asteriskDir: String?
    @Flag(help: "Prints JSON, for programs.") var json = false
    @Flag(help: "Leaves out what is fine.") var quiet = false
    @Flag(help: "Exit code 1 for warnings, too.") var strict = false

    private static let usualDirectory = "/etc/asterisk"

    func run() async throws {
        let configuration = try options.load()
        let start = try StartingPoint(configuration)
        let directory = try configuration.currentDirectory()
        var service = ServiceFacts(configuration, directory, file: options.file)
        service.certificateDays = start.certificate.flatMap { Self.days(until: $0.expiryDate) }
        let process = ServiceLock.holder(of: configuration.dataDirectory)?.process
        service.state = await Self.state(configuration, isHeld: process != nil)
        let gathering = Gathering(
            service: service, ari: start.ari, manager: configuration.asterisk.manager?.way,
            asteriskDirectory: directoryOfAsterisk(configuration),
            dataDirectory: configuration.dataDirectory, serviceProcess: process)
        let examination = Examination(await gathering.facts())
        let report = Report(examination, isQuiet: quiet)
        if json {
            print(String(decoding: report.json.encoded, as: UTF8.self))
        } else {
            for line in report.lines { print(line) }
        }
        let isWrong = examination.count(.failure) > 0 || strict && examination.count(.warning) > 0
        if isWrong { throw ExitCode(1) }
    }

    /// That of another machine's Asterisk would be the wrong one.
    private func directoryOfAsterisk(_ configuration: ServiceConfiguration) -> String? {
        if let asteriskDir { return asteriskDir }
        let isHere = URL(string: configuration.asterisk.url)?.host.map {
            $0 == "localhost" || $0 == "::1" || $0.hasPrefix("127.")
        }
        guard isHere == true, FileManager.default.fileExists(atPath: Self.usualDirectory) else {
            return nil
        }
        return Self.usualDirectory
    }

    private static func state(
        _ configuration: ServiceConfiguration, isHeld: Bool
    ) async -> ServiceFacts.State {
        guard isHeld else { return .notRunning }
        let service = await RunningService(configuration)
        return service.isReady ? .ready : .notReady(Array(service.lines.dropFirst()))
    }

    /// From a day such as `2026-03-01`.
    private static func days(until day: String) -> Int? {
        guard let date = try? Date(day, strategy: .iso8601.year().month().day()) else { return nil }
        return Int((date.timeIntervalSinceNow / 86_400).rounded(.down))
    }
}

extension ServiceFacts {
    fileprivate init(
        _ configuration: ServiceConfiguration, _ directory: Directory, file: String
    ) {
        self.init(file: file, directory: directory)
        let asterisk = configuration.asterisk
        (url, username) = (asterisk.url, asterisk.username)
        (application, musicClass) = (asterisk.application, asterisk.musicClass)
        offerVariables = asterisk.offerVariables
        dial.endpoint = [asterisk.dialEndpoint] + asterisk.trunks.compactMap(\.dial.endpoint)
        dial.phoneNumber =
            [asterisk.dialPhoneNumber].compactMap { $0 }
            + asterisk.trunks.compactMap(\.dial.phoneNumber)
        dial.sipURI =
            [asterisk.dialSIPURI].compactMap { $0 } + asterisk.trunks.compactMap(\.dial.sipURI)
        manager = asterisk.manager.map {
            Manager(
                host: $0.host, port: $0.port, username: $0.username, usesTLS: $0.usesTLS,
                queues: $0.queues)
        }
        listenHost = configuration.listenHost
        isListenTLS = configuration.tlsCertificateFile != nil
        connections = configuration.connections
        faults =
            directory.faultyWorkplaces.map { agent, workplace, fault in
                "agent \(agent) cannot be called: the workplace \(workplace.address) \(fault.explanation)"
            }
            + AsteriskGateway.agentsWithoutDeviceState(in: directory).map {
                "agent \($0) cannot be in a queue: the tenant's and the agent's ids have more than 71 bytes together"
            }
            + configuration.queueFaults(in: directory)
    }
}
