internal import ARI
internal import AsteriskGateway
internal import ConnectionMode
internal import ControlAPI
internal import Foundation
internal import Logging
internal import OffhookConfiguration
internal import Orchestration
internal import ServiceLifecycle
internal import Storage
internal import StorageSQLite
internal import UnixSignals

/// `offhook serve`: puts the parts together and runs them until they are told to stop.
///
/// Of several on one data directory, one serves. The others stand by: they listen, say so, touch neither
/// the store nor Asterisk, and the first to get the hold on the directory goes on from there.
struct OffhookService {
    private let start: StartingPoint
    private let logger: Logger

    init(_ start: StartingPoint) {
        self.start = start
        let format = start.configuration.logFormat
        var logger = Logger(label: "offhook") { label in
            switch format {
            case .text: OneLineLogHandler(StreamLogHandler.standardError(label: label))
            case .json: OneLineLogHandler(JSONLogHandler())
            }
        }
        logger.logLevel =
            Logger.Level(rawValue: start.configuration.logLevel.rawValue) ?? .info
        self.logger = logger
    }

    func run() async throws {
        let health = ServiceHealth()
        let metrics = ServiceMetrics()
        let api = ControlAPI(
            health: health, configuration: start.serving(logger: logger), logger: logger)
        let (held, inUse) = try takeHold()
        // What is wrong with the store is said before anything runs.
        let parts = try held.map { try ServingParts(start, $0, api, health, metrics, logger) }
        if let inUse {
            logger.notice("Standing by.", metadata: ["why": "\(inUse)"])
            health.update { $0.isStandby = true }
        }
        let place = ListeningPlace()
        let (listening, started) = AsyncStream<Void>.makeStream()
        let application = api.makeApplication {
            [logger, configuration = start.configuration] port in
            let host = configuration.listenHost
            let scheme = start.certificate == nil ? "http" : "https"
            place.set("\(scheme)://\(authority(host, port))")
            logger.notice(
                "Serving the control API.", metadata: ["address": "\(host):\(port)"])
            started.finish()
        }
        let watching = WatchingService(listening: listening, place: place, health: health) {
            if let parts { return parts }
            let parts = try ServingParts(
                start, try await waitForHold(), api, health, metrics, logger)
            logger.notice("Taking over.")
            health.update { $0.isStandby = false }
            return parts
        }
        let metricsService = start.configuration.metricsPort.map { [logger, start] port in
            MetricsService(logger: logger) {
                api.makeMetricsServer(
                    metrics, host: start.configuration.metricsHost, port: port,
                    version: VersionCommand.number)
            }
        }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: watching), .init(service: application)]
                    + (metricsService.map { [.init(service: $0)] } ?? []),
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        do {
            try await group.run()
        } catch let failure as ListenFailure {
            guard case .portInUse(let host, let port) = failure, let inUse else {
                throw OperatorMistake(failure)
            }
            throw OperatorMistake(
                "\(inUse) Port \(port) on \(host) is in use, too: to stand by, this one needs a "
                    + "port of its own.")
        }
    }

    /// The hold on the data directory, or a sentence on who has it.
    private func takeHold() throws -> (ServiceLock?, inUse: String?) {
        let directory = start.configuration.dataDirectory
        do {
            // Where a newer version has been, not even the lock's file is changed.
            try SQLiteStore.requireKnown(in: directory)
            return (try ServiceLock(directory: directory), nil)
        } catch StoreError.inUse(let sentence) {
            return (nil, sentence)
        } catch {
            throw OperatorMistake("\(error)")
        }
    }

    private func waitForHold() async throws -> ServiceLock {
        while true {
            try await Task.sleep(for: .milliseconds(100))
            do {
                return try ServiceLock(directory: start.configuration.dataDirectory, tries: 1)
            } catch StoreError.inUse {
                continue
            } catch {
                throw OperatorMistake("\(error)")
            }
        }
    }
}

/// The host and port of a URL; an IPv6 address stands in brackets there.
private func authority(_ host: String, _ port: Int) -> String {
    host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
}

extension StartingPoint {
    fileprivate func serving(logger: Logger) -> ControlAPI.Configuration {
        var serving = ControlAPI.Configuration(
            host: configuration.listenHost, port: configuration.listenPort)
        serving.certificate = certificate
        serving.maximumConnections = FileDescriptors.connections(
            wanted: configuration.connections, logger: logger)
        serving.connectionsPerAddress = configuration.connectionsPerAddress
        serving.requestsPerSecondPerToken = configuration.requestsPerSecondPerToken
        serving.streamsPerToken = configuration.eventStreamsPerToken
        serving.allowedOrigins = Set(configuration.allowedOrigins)
        serving.queues = configuration.asterisk.manager?.queues ?? [:]
        serving.isDirectoryStored = configuration.directoryFile == nil
        serving.isConsoleServed = configuration.isConsoleEnabled
        serving.areDocsServed = configuration.areDocsEnabled
        serving.heartbeat = .seconds(configuration.heartbeatSeconds)
        return serving
    }
}
