package import ConnectionMode
internal import Foundation
internal import Synchronization
package import ARI
package import Logging
package import Orchestration

/// Asterisk as the phone system of the shared model: events become observations, goals become requests.
///
/// `run` keeps the event link up and surveys Asterisk whenever it comes up. An outage drops no leg.
package final class AsteriskGateway: PhoneSystem, Sendable {
    let client: ARIClient
    private let configuration: GatewayConfiguration
    private let store: StoreKnowledge
    private let health: ServiceHealth
    private let metrics: ServiceMetrics
    private let logger: Logger
    private let outbound: Outbound
    private let deviceStates: DeviceStates
    /// `nil` where nobody is put into queues.
    private let membership: QueueMembership?
    /// What is done when all agents' device states are set after a survey.
    private let whenReady = Mutex<(@Sendable () -> Void)?>(nil)
    private let seen: ObservationRelay
    private let events: EventStream
    private let isFenced = Atomic(false)
    /// Legs of another store that hold a customer, as the last survey had them.
    private let holding = Mutex<Set<LegID>>([])
    private let hasSurveyed = Mutex(false)

    /// - Parameter store: what the store knows of names.
    package init(
        client: ARIClient, configuration: GatewayConfiguration, store: StoreKnowledge,
        health: ServiceHealth, metrics: ServiceMetrics, logger: Logger
    ) {
        self.client = client
        self.configuration = configuration
        self.store = store
        self.health = health
        self.metrics = metrics
        self.logger = logger
        let events = EventStream(client: client, logger: logger, watchesContacts: true) {
            metrics.record(.eventAge, milliseconds: Double($0))
        }
        let seen = ObservationRelay { Task { await events.reconnect() } }
        self.events = events
        self.seen = seen
        let asker = MeasuredAsker(
            asker: ARIAsker(client: client, musicClass: configuration.musicClass),
            metrics: metrics)
        outbound = Outbound(
            configuration: configuration, asker: asker, logger: logger,
            observe: { seen.pass([$0]) })
        deviceStates = DeviceStates(asker: asker, logger: logger)
        membership = configuration.manager.map {
            QueueMembership($0, queues: configuration.queues, health: health, logger: logger)
        }
    }

    package func pursue(_ effect: Effect) {
        guard !isFenced.load(ordering: .relaxed) else { return }
        switch effect {
        case .standing(let agent, let standing):
            deviceStates.want(standing.availability, of: agent)
            membership?.want(standing, of: agent)
        case .standings(let all):
            membership?.sweep(all)
            deviceStates.sweep(all) { [self] in
                // A queue never offers to a member whose state was never set once an offer was called off.
                membership?.release()
                let isReady = whenReady.withLock { whenReady in
                    defer { whenReady = nil }
                    return whenReady
                }
                isReady?()
            }
        case .dial, .dialOut, .stopRinging, .find, .speakPIN, .park, .prepare, .keepWaiting,
            .connect, .supervise, .stopListening, .findHold, .mute, .sendDigits, .markRecord,
            .hangUp, .release, .transfer, .record, .pauseRecording, .stopRecording, .findRecording,
            .findContact, .countPackets, .announce,
            .dissolve,
            .watch:
            outbound.pursue(.effect(effect))
        }
    }

    package func speak(_ pin: PIN, on leg: LegID, _ spoken: SpokenPIN) {
        guard !isFenced.load(ordering: .relaxed) else { return }
        outbound.pursue(.speak(SpeakProcedure(leg: leg, pin: pin, spoken: spoken), leg: leg))
    }

    /// Watches Asterisk until it is cancelled.
    package func run(intake: any ObservationIntake) async {
        await withTaskGroup { group in
            if let membership { group.addTask { await membership.run() } }
            await watch(intake)
            group.cancelAll()
        }
    }

    private func watch(_ intake: any ObservationIntake) async {
        seen.connect(to: intake)
        let translator = EventTranslator(
            application: configuration.application, offerVariables: configuration.offerVariables)
        let link = LinkState(health: health, logger: logger) { [metrics] news in
            switch news {
            case .degraded: metrics.count(.linkLosses)
            case .restored(let milliseconds):
                metrics.record(.gap, milliseconds: Double(milliseconds))
            }
            intake.tell(news)
        }
        var unfinished: UnfinishedSurvey?
        defer { unfinished?.watch.cancel() }
        await events.run { happening in
            switch happening {
            case .connected: unfinished = await survey(translator, link)
            case .event(.userEvent(let name)):
                guard let survey = unfinished, survey.mark == name else { return }
                unfinished = nil
                survey.watch.cancel()
                await finish(survey, link)
            case .event(let event):
                let observations = translator.observations(from: event)
                guard unfinished != nil else { return await hand(observations) }
                unfinished?.followers += observations
                if unfinished?.hasTooMany == true { await events.reconnect() }
            case .disconnected(let why):
                unfinished?.watch.cancel()
                unfinished = nil
                seen.pass([.linkLost])
                forgetStandings()
                // What made us close it says more than that we did.
                if why == EventStream.closedFromThisSide, link.isLost {
                    link.ended()
                } else {
                    link.lost(why, since: events.lastHeardAt ?? .now)
                }
            case .replaced:
                isFenced.store(true, ordering: .relaxed)
                intake.fence()
                seen.pass([.linkLost])
                forgetStandings()
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

    private func hand(_ observations: [Observation]) async {
        seen.pass(observations)
        for case .legGone(let leg, _) in observations {
            outbound.forget(leg)
            // A customer may be alone now whom no store of ours knows: a survey finds them.
            if holding.withLock({ $0.remove(leg) }) != nil { await events.reconnect() }
        }
    }

    // MARK: Surveying

    /// Looks at what Asterisk has, and marks the place of that in the event socket: of what was told before the mark
    /// some is in the survey and some is not, so all of it is taken in at once when the mark comes by. The stream
    /// holds its events until this returns.
    private func survey(_ translator: EventTranslator, _ link: LinkState) async -> UnfinishedSurvey?
    {
        let attempt = link.began()
        do {
            let status = try await client.status()
            if let version = status.majorVersion, version < 20 {
                link.lost(
                    "Asterisk \(status.version) is too old: Offhook needs 20 or newer, "
                        + "best 22.10.1 or newer.")
                await again()
                return nil
            }
            let survey = SurveyReader(translator: translator).survey(
                status: status, channels: try await client.channels(),
                bridges: try await client.bridges(), endpoints: try await endpoints())
            if let problem = problem(with: survey) {
                link.lost(problem)
                await again()
                return nil
            }
            holding.withLock { $0 = ForeignLegs.holdingCustomers(in: survey, epoch: store.epoch) }
            let mark = "offhook-surveyed-" + UUID().uuidString
            try await client.raiseUserEvent(mark)
            return UnfinishedSurvey(
                survey: survey, version: status.version, attempt: attempt, mark: mark,
                watch: Task { await giveUp(link) })
        } catch {
            link.lost(error.description)
            await again()
            return nil
        }
    }

    /// Where Asterisk has none, nobody is called there either.
    private func endpoints() async throws(ARIError) -> [Endpoint] {
        do {
            return try await client.endpoints()
        } catch .refused {
            return []
        }
    }

    private func finish(_ survey: UnfinishedSurvey, _ link: LinkState) async {
        // Ready once the queues, too, know who can be offered what; calls do not wait for it.
        whenReady.withLock {
            $0 = { link.restored(survey.attempt, version: survey.version) }
        }
        metrics.count(.surveys)
        await hand([.surveyed(survey.survey)] + survey.followers)
    }

    /// Starts over if the mark does not come by in time; cancelled when it does, or the link breaks before.
    private func giveUp(_ link: LinkState) async {
        try? await Task.sleep(for: UnfinishedSurvey.deadline)
        guard !Task.isCancelled else { return }
        link.lost(
            "Asterisk's events are more than \(UnfinishedSurvey.deadline.components.seconds) s late: it is "
                + "overloaded, or the network to it is.")
        await events.reconnect()
    }

    /// Why the store cannot go on with what Asterisk has; nothing is touched then.
    private func problem(with survey: Survey) -> String? {
        let unknown = ForeignLegs.ids(in: survey, epoch: store.epoch, leaving: store.leftEpochs())
        if let first = unknown.first {
            return
                "Asterisk has \(unknown.count) legs of another Offhook store (\(first)), and none is "
                + "touched: see them with 'offhook adopt', and say there what becomes of them."
        }
        return hasSurveyed.withLock { hasSurveyed in
            // Once it has gone on, names above the first are the service's own.
            guard !hasSurveyed,
                let later = ForeignLegs.later(
                    than: store.firstName, in: survey, epoch: store.epoch)
            else {
                hasSurveyed = true
                return nil
            }
            store.doubt()
            return "Asterisk has a leg (\(later)) that is younger than this store, so an old copy "
                + "of it was put in place, and nothing is touched: restart Offhook, which gives "
                + "the store a new name, then see 'offhook adopt'."
        }
    }

    /// Another one may be telling Asterisk by now, and the next survey tells it everything anew.
    private func forgetStandings() {
        whenReady.withLock { $0 = nil }
        deviceStates.forgetAll()
        membership?.forgetWanted()
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

    func pass(_ observations: [Observation]) {
        guard !observations.isEmpty, let intake = intake.withLock({ $0 }) else { return }
        if !intake.observe(observations) { overflow() }
    }
}
