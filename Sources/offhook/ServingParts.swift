internal import AMI
internal import ARI
internal import AsteriskGateway
internal import ConnectionMode
internal import ControlAPI
internal import Foundation
internal import Logging
internal import OffhookConfiguration
internal import Orchestration
internal import Storage
internal import StorageSQLite

/// What serves, once the data directory is held: from here on things happen.
struct ServingParts: Sendable {
    let lock: ServiceLock
    let gateway: AsteriskGateway
    let sequencer: Sequencer
    let noticeLog: NoticeLog
    let recordingRemoval: RecordingRemoval
    private let client: ARIClient

    init(
        _ start: StartingPoint, _ lock: ServiceLock, _ api: ControlAPI, _ health: ServiceHealth,
        _ metrics: ServiceMetrics, _ logger: Logger
    ) throws {
        let configuration = start.configuration
        let clock = ServiceClock.system
        let opened = try OpenedStore(configuration)
        let remembered: Remembered
        do {
            remembered = try opened.store.load()
        } catch {
            throw OperatorMistake(error)
        }
        let directory = start.directory ?? remembered.directory
        // Whoever is not in the directory is logged out: nobody is because it was not moved yet.
        guard !directory.tenants.isEmpty || remembered.agents.isEmpty else {
            throw OperatorMistake(
                "Agents are logged in, and the directory in the store is empty: first take it in with "
                    + "\"offhook directory import directory.yaml\". No leg was touched.")
        }
        let model = ConnectionModel(
            epoch: opened.store.epoch, directory: directory, remembered: remembered,
            trunks: Trunks(configuration.asterisk.trunks.map(Trunk.init)),
            reopensPerSecond: configuration.asterisk.reopensPerSecond, at: clock.now)
        if directory.tenants.isEmpty {
            logger.notice("There is no tenant yet: see offhook directory import --help.")
        }
        warn(of: directory.faultyWorkplaces, logger)
        warn(ofAgentsWithoutQueues: directory, logger)
        for fault in configuration.queueFaults(in: directory).prefix(20) {
            logger.warning("A queue is not as the directory has it.", metadata: ["why": "\(fault)"])
        }
        let board = NoticeBoard(run: String(UInt64.random(in: .min ... .max), radix: 36))
        self.lock = lock
        noticeLog = NoticeLog(board, logger: logger)
        client = ARIClient(start.ari)
        gateway = AsteriskGateway(
            client: client, configuration: configuration.gateway,
            store: opened.knowledge(of: remembered, logger: logger), health: health,
            metrics: metrics, logger: logger)
        sequencer = Sequencer(
            model: model,
            parts: Sequencer.Parts(
                store: opened.store, phoneSystem: gateway, board: board, health: health,
                pins: PINDerivation(secret: opened.pinKey), clock: clock, logger: logger,
                audit: opened.store, auditDays: configuration.auditDays, ledger: opened.store,
                recordings: opened.store,
                hold: .on(lock, configuration.dataDirectory), metrics: metrics))
        api.open(
            sequencer: sequencer, board: board, tokens: opened.store, answers: opened.store,
            ledger: opened.store, recordings: opened.store, files: gateway, secret: opened.pinKey)
        recordingRemoval = RecordingRemoval(
            index: opened.store, files: gateway, clock: clock, logger: logger)
    }

    func stop() async {
        sequencer.stop()
        await gateway.drain(atMost: .seconds(5))
        await client.shutdown()
        lock.release()
    }
}

extension StoreHold {
    /// Who has lost the hold ends at once: whatever else is under way in this process is not to go on.
    fileprivate static func on(_ lock: ServiceLock, _ directory: String) -> StoreHold {
        StoreHold(isOurs: { lock.isOurs }) {
            let sentence =
                "offhook: \(directory) is not held by this process any more: another may use it. "
                + "Nothing was done since; start again to go on, or to stand by.\n"
            FileHandle.standardError.write(Data(sentence.utf8))
            _exit(tryAgainExitCode)
        }
    }
}

extension ServiceConfiguration {
    fileprivate var gateway: GatewayConfiguration {
        GatewayConfiguration(
            application: asterisk.application,
            templates: DialTemplates(
                endpoint: asterisk.dialEndpoint, phoneNumber: asterisk.dialPhoneNumber,
                sipURI: asterisk.dialSIPURI),
            trunks: asterisk.trunks.reduce(into: [:]) {
                $0[$1.name] = DialTemplates(
                    endpoint: $1.dial.endpoint, phoneNumber: $1.dial.phoneNumber,
                    sipURI: $1.dial.sipURI)
            },
            musicClass: asterisk.musicClass, manager: asterisk.manager?.way,
            queues: asterisk.manager?.grants ?? [:], offerVariables: asterisk.offerVariables)
    }
}

extension Trunk {
    fileprivate init(_ section: TrunkSection) {
        self.init(
            name: section.name, kinds: section.dial.kinds,
            tenants: section.tenants.map { Set($0.map { TenantID($0) }) },
            channels: section.channels, callsPerSecond: section.callsPerSecond,
            maximumSeconds: section.maximumSeconds, callerID: section.callerID)
    }
}

extension ManagerSection {
    var way: AMIConfiguration {
        var way = AMIConfiguration(
            host: host, port: port, username: username, secret: password,
            tls: usesTLS ? AMIConfiguration.TLS(caFile: caFile) : nil)
        way.events = "agent"
        return way
    }

    var grants: [TenantID: [String]] {
        Dictionary(uniqueKeysWithValues: queues.map { (TenantID($0.key), $0.value) })
    }
}

/// Some of those who cannot be called, for a log; `offhook check-config` tells all.
private func warn(
    of faults: [(agent: AgentKey, workplace: Workplace, fault: DestinationFault)], _ logger: Logger
) {
    for (agent, workplace, fault) in faults.prefix(20) {
        logger.warning(
            "An agent's workplace cannot be called.",
            metadata: [
                "agent": "\(agent)", "why": "\(fault)",
                "workplace": "\(PlainText.maskingNumbers(in: workplace.address))",
                "howMany": "\(faults.count)",
            ])
    }
}

private func warn(ofAgentsWithoutQueues directory: Directory, _ logger: Logger) {
    let agents = AsteriskGateway.agentsWithoutDeviceState(in: directory)
    for agent in agents.prefix(20) {
        logger.warning(
            "An agent's ids are too long for Asterisk's queues, which never offer them anything.",
            metadata: ["agent": "\(agent)", "howMany": "\(agents.count)"])
    }
}

extension OpenedStore {
    fileprivate func knowledge(of remembered: Remembered, logger: Logger) -> StoreKnowledge {
        StoreKnowledge(
            epoch: store.epoch, firstName: remembered.nextName,
            leftEpochs: { [store] in (try? store.leftEpochs()) ?? [] },
            doubt: { [store] in
                do {
                    try store.markAsBackup()
                } catch {
                    logger.error("The store cannot be written.", metadata: ["why": "\(error)"])
                }
            })
    }
}
