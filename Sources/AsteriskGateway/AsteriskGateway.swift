package import ConnectionMode
internal import Synchronization
package import ARI
package import Logging
package import Orchestration

/// Asterisk as the phone system of the shared model: events become observations, goals become requests.
///
/// `run` keeps the event link up and surveys Asterisk whenever it comes up. An outage drops no leg.
package final class AsteriskGateway: PhoneSystem, Sendable {
    private let client: ARIClient
    private let configuration: GatewayConfiguration
    private let epoch: String
    private let health: ServiceHealth
    private let logger: Logger
    private let outbound: Outbound
    private let deviceStates: DeviceStates
    /// What is done when all agents' device states are set after a survey.
    private let whenReady = Mutex<(@Sendable () -> Void)?>(nil)
    private let seen: ObservationRelay
    private let board: NoticeBoard
    private let clock: ServiceClock
    private let events: EventStream

    /// - Parameter epoch: of the store; what the legs of this service are named with.
    package init(
        client: ARIClient, configuration: GatewayConfiguration, epoch: String,
        health: ServiceHealth, board: NoticeBoard, clock: ServiceClock, logger: Logger
    ) {
        self.client = client
        self.configuration = configuration
        self.epoch = epoch
        self.health = health
        self.board = board
        self.clock = clock
        self.logger = logger
        let events = EventStream(client: client, logger: logger)
        let seen = ObservationRelay { Task { await events.reconnect() } }
        self.events = events
        self.seen = seen
        let asker = ARIAsker(client: client, musicClass: configuration.musicClass)
        outbound = Outbound(
            configuration: configuration, asker: asker, logger: logger,
            observe: { seen.pass($0) })
        deviceStates = DeviceStates(asker: asker, logger: logger)
    }

    package func pursue(_ effect: Effect) {
        switch effect {
        case .availability(let agent, let availability):
            deviceStates.want(availability, of: agent)
        case .availabilities(let all):
            deviceStates.sweep(all) { [self] in
                let isReady = whenReady.withLock { whenReady in
                    defer { whenReady = nil }
                    return whenReady
                }
                isReady?()
            }
        case .dial, .find, .speakPIN, .park, .prepare, .keepWaiting, .connect, .hangUp, .release,
            .dissolve, .watch:
            outbound.pursue(.effect(effect))
        }
    }

    package func speak(_ pin: PIN, on leg: LegID, _ spoken: SpokenPIN) {
        outbound.pursue(.speak(SpeakProcedure(leg: leg, pin: pin, spoken: spoken), leg: leg))
    }

    /// Watches Asterisk until it is cancelled.
    package func run(intake: any ObservationIntake) async {
        seen.connect(to: intake)
        let translator = EventTranslator(application: configuration.application)
        let link = LinkState(health: health, board: board, clock: clock, logger: logger)
        await events.run { happening in
            switch happening {
            case .connected: await survey(translator, link)
            case .event(let event):
                for observation in translator.observations(from: event) {
                    if case .legGone(let leg, _) = observation { outbound.forget(leg) }
                    seen.pass(observation)
                }
            case .disconnected(let why):
                seen.pass(.linkLost)
                forgetDeviceStates()
                // What made us close it says more than that we did.
                if why != EventStream.closedFromThisSide || !link.isLost { link.lost(why) }
            case .replaced:
                seen.pass(.linkLost)
                forgetDeviceStates()
                link.lost(
                    "Another instance has taken over the application "
                        + "\(configuration.application): stop one of the two, then restart this one."
                )
            }
        }
    }

    /// Finishes what is under way, within bounds; legs stay as they are.
    package func drain(atMost limit: Duration) async {
        await outbound.drain(atMost: limit)
        // The next start sets them all anyway.
        let end = ContinuousClock.now.advanced(by: min(limit, .seconds(1)))
        while !deviceStates.isIdle, ContinuousClock.now < end {
            try? await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Looks at what Asterisk has until it was seen as a whole, or the link breaks again: the stream
    /// holds its events meanwhile.
    private func survey(_ translator: EventTranslator, _ link: LinkState) async {
        do {
            let status = try await client.status()
            if let version = status.majorVersion, version < 20 {
                link.lost(
                    "Asterisk \(status.version) is too old: Offhook needs 20 or newer, "
                        + "best 22.10.1 or newer.")
                await again()
                return
            }
            let survey = SurveyReader(translator: translator).survey(
                status: status, channels: try await client.channels(),
                bridges: try await client.bridges())
            let foreign = SurveyReader.foreignLegs(in: survey, epoch: epoch)
            guard foreign.isEmpty else {
                link.lost(
                    "Asterisk has \(foreign.count) legs of another Offhook store "
                        + "(\(foreign[0])): put that store back, or end them with "
                        + "'channel request hangup' in Asterisk's console.")
                await again()
                return
            }
            // Ready once the queues, too, know who can be offered what; calls do not wait for it.
            whenReady.withLock { $0 = { link.restored(version: status.version) } }
            seen.pass(.surveyed(survey))
        } catch {
            link.lost(error.description)
            await again()
        }
    }

    /// Another one may be telling Asterisk by now, and the next survey tells it everything anew.
    private func forgetDeviceStates() {
        whenReady.withLock { $0 = nil }
        deviceStates.forgetAll()
    }

    private func again() async {
        try? await Task.sleep(for: .seconds(2))
        await events.reconnect()
    }
}

/// Passes observations on. When the intake is full the event link starts over with a survey, so that
/// nothing is lost for good.
final class ObservationRelay: Sendable {
    private let intake = Mutex<(any ObservationIntake)?>(nil)
    private let overflow: @Sendable () -> Void

    init(overflow: @escaping @Sendable () -> Void) { self.overflow = overflow }

    func connect(to intake: any ObservationIntake) {
        self.intake.withLock { $0 = intake }
    }

    func pass(_ observation: Observation) {
        guard let intake = intake.withLock({ $0 }) else { return }
        if !intake.observe(observation) { overflow() }
    }
}

/// Tells people when the link to Asterisk goes and comes, once each.
final class LinkState: Sendable {
    private let health: ServiceHealth
    private let board: NoticeBoard
    private let clock: ServiceClock
    private let logger: Logger
    private let lostAt = Mutex<(at: ContinuousClock.Instant, why: String)?>(nil)

    init(health: ServiceHealth, board: NoticeBoard, clock: ServiceClock, logger: Logger) {
        self.health = health
        self.board = board
        self.clock = clock
        self.logger = logger
    }

    var isLost: Bool { lostAt.withLock { $0 != nil } }

    func lost(_ sentence: String) {
        // What Asterisk, or whoever answers in its place, says may stand in it.
        let why = PlainText.oneLine(sentence, atMost: 500)
        health.update { $0.phoneSystem = why }
        let isNews = lostAt.withLock { lost in
            let isNews = lost?.why != why
            lost = (lost?.at ?? .now, why)
            return isNews
        }
        guard isNews else { return }
        logger.error("Asterisk cannot be seen.", metadata: ["why": "\(why)"])
        board.post([.serviceDegraded(why)], at: clock.now)
    }

    func restored(version: String) {
        health.update { $0.phoneSystem = nil }
        logger.notice("Asterisk is seen.", metadata: ["version": "\(version)"])
        let lost = lostAt.withLock { lost in
            defer { lost = nil }
            return lost
        }
        guard let lost else { return }
        let gap = lost.at.duration(to: .now).components
        let milliseconds = gap.seconds * 1_000 + gap.attoseconds / 1_000_000_000_000_000
        board.post([.serviceRestored(gapMilliseconds: milliseconds)], at: clock.now)
    }
}
