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

/// Puts the parts together and runs them until they are told to stop.
func buildService(_ start: StartingPoint) async throws {
    let configuration = start.configuration
    var logger = Logger(label: "offhook") {
        OneLineLogHandler(StreamLogHandler.standardError(label: $0))
    }
    logger.logLevel = Logger.Level(rawValue: configuration.logLevel.rawValue) ?? .info
    let clock = ServiceClock.system
    let remembered: Remembered
    do {
        remembered = try start.store.load()
    } catch {
        throw OperatorMistake(error)
    }
    let model = ConnectionModel(
        epoch: start.store.epoch, directory: start.directory, remembered: remembered, at: clock.now)
    warn(of: start.directory.faultyWorkplaces, logger)
    let health = ServiceHealth()
    let board = NoticeBoard(run: String(UInt64.random(in: .min ... .max), radix: 36))
    let client = ARIClient(start.ari)
    let gateway = AsteriskGateway(
        client: client, configuration: configuration.gateway, epoch: start.store.epoch,
        health: health, board: board, clock: clock, logger: logger)
    let sequencer = Sequencer(
        model: model,
        parts: Sequencer.Parts(
            store: start.store, phoneSystem: gateway, board: board, health: health,
            pins: PINDerivation(secret: start.pinKey), clock: clock, logger: logger,
            audit: start.store, auditDays: configuration.auditDays))
    let api = ControlAPI(
        sequencer: sequencer, board: board, health: health, tokens: start.store,
        answers: start.store, secret: start.pinKey, configuration: start.serving(logger: logger),
        logger: logger)
    let host = configuration.listenHost
    let scheme = start.certificate == nil ? "http" : "https"
    let (listening, started) = AsyncStream<Void>.makeStream()
    let application = api.makeApplication { [logger, lock = start.lock] port in
        lock?.note(address: "\(scheme)://\(authority(host, port))")
        logger.notice("Serving the control API.", metadata: ["address": "\(host):\(port)"])
        started.finish()
    }
    let watching = WatchingService(
        listening: listening, gateway: gateway, sequencer: sequencer, client: client,
        health: health)
    let group = ServiceGroup(
        configuration: ServiceGroupConfiguration(
            services: [
                .init(service: watching), .init(service: application),
            ],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
    do {
        try await group.run()
    } catch let failure as ListenFailure {
        throw OperatorMistake(failure)
    }
}

/// The host and port of a URL; an IPv6 address stands in brackets there.
private func authority(_ host: String, _ port: Int) -> String {
    host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
}

/// Some of those who cannot be called, for a log; `offhook check-config` tells all.
private func warn(
    of faults: [(agent: AgentKey, workplace: Workplace, fault: DestinationFault)], _ logger: Logger
) {
    for (agent, workplace, fault) in faults.prefix(20) {
        logger.warning(
            "An agent's workplace cannot be called.",
            metadata: [
                "agent": "\(agent)", "workplace": "\(workplace.address)", "why": "\(fault)",
                "howMany": "\(faults.count)",
            ])
    }
}

/// Watches Asterisk for as long as the service runs, and finishes what is under way at its end. Every
/// leg stays as it is.
private struct WatchingService: ServiceLifecycle.Service {
    /// Ends when the API is served. Without that, the application is not taken from whoever has it.
    let listening: AsyncStream<Void>
    let gateway: AsteriskGateway
    let sequencer: Sequencer
    let client: ARIClient
    let health: ServiceHealth

    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await _ in listening {}
            await gateway.run(intake: sequencer)
            // Another instance took over: the API goes on to say so until somebody stops it.
            while !Task.isCancelled { try? await Task.sleep(for: .seconds(3_600)) }
        }
        health.update { $0.isStopping = true }
        sequencer.stop()
        await gateway.drain(atMost: .seconds(5))
        await client.shutdown()
    }
}

extension ServiceConfiguration {
    fileprivate var gateway: GatewayConfiguration {
        GatewayConfiguration(
            application: asterisk.application,
            templates: DialTemplates(
                endpoint: asterisk.dialEndpoint, phoneNumber: asterisk.dialPhoneNumber,
                sipURI: asterisk.dialSIPURI),
            musicClass: asterisk.musicClass)
    }
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
        serving.heartbeat = .seconds(configuration.heartbeatSeconds)
        return serving
    }
}
