import ARI
import AsteriskGateway
import ConnectionMode

/// The event link: what Asterisk tells, in the order of each channel; what is told while it is down is
/// lost, and each time that it comes up Asterisk is surveyed.
final class Link {
    private enum State {
        case down
        /// What comes is held until Asterisk has been surveyed, and the mark has come that was set then.
        case surveying(held: [Event])
        case up
    }

    unowned let world: World
    private var state = State.down
    /// Which connection this is; what belongs to an earlier one is void.
    private var connection = 0
    private var failures = 0
    /// When the last event of each channel arrives.
    private var arrivals: [String: Int64] = [:]
    private let translator = EventTranslator(application: "offhook")

    init(_ world: World) { self.world = world }

    var isUp: Bool {
        if case .up = state { true } else { false }
    }

    private var isDown: Bool {
        if case .down = state { true } else { false }
    }

    // MARK: Up and down

    /// Connects for a run of the service that has begun.
    func begin() {
        failures = 0
        connect(in: world.chance.between(1, 60))
    }

    /// The process is gone, and its socket with it.
    func end() {
        connection += 1
        state = .down
        let number = connection
        // Asterisk notices at once, or when it writes next.
        world.after(world.chance.below(20)) { [self] in
            if connection == number { world.pbx.isServed = false }
        }
    }

    /// It breaks; the service notices it after a while.
    func breaks(within milliseconds: Int) {
        guard !isDown else { return }
        world.note("*** the event link breaks")
        connection += 1
        state = .down
        let number = connection
        world.after(world.chance.below(1_000)) { [self] in
            if connection == number { world.pbx.isServed = false }
        }
        world.after(world.chance.below(milliseconds)) { [self] in
            guard connection == number, let run = world.service.run else { return }
            run.observe(.linkLost)
            run.forgetDeviceStates()
            connectAgain()
        }
    }

    private func connectAgain() {
        let pause = min(250 << min(failures, 10), 8_000)
        failures += 1
        connect(in: world.chance.between(pause / 2, pause))
    }

    private func connect(in milliseconds: Int) {
        let number = connection
        world.after(milliseconds) { [self] in
            guard connection == number, isDown, let run = world.service.run, run.isListening else {
                return
            }
            guard world.pbx.isUp, !world.service.isLinkBlocked else { return connectAgain() }
            connection += 1
            arrivals = [:]
            world.pbx.isServed = true
            state = .surveying(held: [])
            survey(run)
        }
    }

    // MARK: Surveying

    /// The parts are read one after the other, and things happen in between.
    private func survey(_ run: ServiceRun) {
        let number = connection
        var run1 = ""
        var channels: [Channel] = []
        ask(number, { [self] in run1 = world.pbx.startupTime ?? "" }) { [self] in
            ask(number, { [self] in channels = world.pbx.sortedLegs.map(\.channel) }) { [self] in
                var bridges: [ARI.Bridge] = []
                ask(number, { [self] in bridges = world.pbx.sortedBridges.map(\.told) }) {
                    [self] in
                    let survey = SurveyReader(translator: translator).survey(
                        status: AsteriskStatus(version: "22.10.1", startupTime: run1),
                        channels: channels, bridges: bridges,
                        endpoints: world.phones.values.sorted { $0.address < $1.address }
                            .filter(\.isQualified).map(\.endpoint))
                    // The mark comes behind all that was told before it.
                    let arrival = arrivals.values.reduce(world.now, max)
                    world.after(Int(arrival - world.now)) { [self] in
                        if connection == number { surveyed(survey, run) }
                    }
                }
            }
        }
    }

    private func ask(_ number: Int, _ look: @escaping () -> Void, then: @escaping () -> Void) {
        world.after(world.chance.between(1, 10)) { [self] in
            guard connection == number else { return }
            let fails = !world.isHealed && world.chance.happens(world.weather.requestFaults)
            guard world.pbx.isUp, !fails else {
                world.after(2_000) { [self] in
                    if connection == number { breaks(within: 1) }
                }
                return
            }
            look()
            world.after(world.chance.below(10)) { [self] in
                if connection == number { then() }
            }
        }
    }

    private func surveyed(_ survey: Survey, _ run: ServiceRun) {
        guard case .surveying(let held) = state else { return }
        failures = 0
        world.note("the service sees: \(survey.summary)")
        run.observe(.surveyed(survey))
        state = .up
        for event in held { hand(event, to: run) }
    }

    // MARK: Events

    /// Carries an event to the service, behind all earlier ones of the same channel.
    func carry(_ event: Event, about leg: String) {
        guard !isDown else { return }
        let weather = world.weather
        let isRough = !world.isHealed
        if isRough, world.chance.happens(weather.lostEvents), event.isMadeUpFor,
            !world.pbx.lateLegs.contains(leg)
        {
            world.note("an event is lost: \(event.summary)")
            return
        }
        let slowest = isRough ? weather.slowestEvent : 3
        let arrival = max(arrivals[leg] ?? 0, world.now + Int64(world.chance.span(upTo: slowest)))
        arrivals[leg] = arrival
        let times = isRough && world.chance.happens(weather.doubledEvents) ? 2 : 1
        let number = connection
        for _ in 0..<times {
            world.after(Int(arrival - world.now)) { [self] in
                guard connection == number else { return }
                switch state {
                case .down: return
                case .surveying(let held): state = .surveying(held: held + [event])
                case .up:
                    if let run = world.service.run { hand(event, to: run) }
                }
            }
        }
    }

    private func hand(_ event: Event, to run: ServiceRun) {
        let observations = translator.observations(from: event)
        guard !observations.isEmpty else { return }
        world.note("  event: \(event.summary)")
        for observation in observations {
            if case .legGone(let leg, _) = observation { run.forget(leg) }
            run.observe(observation)
        }
    }
}

extension FakeSwitch.Bridge {
    fileprivate var told: ARI.Bridge {
        ARI.Bridge(id: id, kind: kind.rawValue, channels: legs)
    }
}

extension Survey {
    fileprivate var summary: String {
        let legs = legs.map { leg in
            leg.id.rawValue + (leg.isUp ? " up" : "") + (leg.bridge.map { " in \($0)" } ?? "")
        }
        return "\(nodeRun); " + (legs.isEmpty ? "no legs" : legs.joined(separator: ", "))
    }
}

extension Event {
    /// Whether a deadline makes up for its loss.
    fileprivate var isMadeUpFor: Bool {
        switch self {
        // Nothing else says that whoever was called has answered.
        case .channelStateChange(let channel):
            !channel.dialplanArguments.contains(",outbound,") || channel.state != .up
        case .channelHangupRequest, .channelLeftBridge, .dial: true
        // What is not told is asked for.
        case .recordingStarted, .recordingFinished, .recordingFailed: true
        // The ringing's deadline ends it.
        case .stasisStart(let channel, _): channel.id.hasPrefix("oh-")
        case .channelDestroyed(let channel, _, _): channel.state != .up
        case .stasisEnd, .channelEnteredBridge, .channelHold, .channelUnhold, .userEvent,
            .contactStatusChange, .applicationReplaced:
            false
        }
    }

    var summary: String {
        switch self {
        case .stasisStart(let channel, _): "StasisStart \(channel.id) (\(channel.name))"
        case .stasisEnd(let channel): "StasisEnd \(channel.id)"
        case .channelStateChange(let channel): "ChannelStateChange \(channel.id) \(channel.state)"
        case .channelHangupRequest(let channel, let cause, _):
            "ChannelHangupRequest \(channel.id) cause \(cause.map(String.init) ?? "none")"
        case .channelDestroyed(let channel, let cause, let sip):
            "ChannelDestroyed \(channel.id) cause \(cause), SIP \(sip.map(String.init) ?? "none")"
        case .channelEnteredBridge(let channel, let bridge):
            "ChannelEnteredBridge \(channel.id) \(bridge)"
        case .channelLeftBridge(let channel, let bridge):
            "ChannelLeftBridge \(channel.id) \(bridge)"
        case .channelHold(let channel): "ChannelHold \(channel.id)"
        case .channelUnhold(let channel): "ChannelUnhold \(channel.id)"
        case .dial(_, let peer, let status): "Dial \(peer.name) \(status)"
        case .recordingStarted(let recording): "RecordingStarted \(recording.name)"
        case .recordingFinished(let recording): "RecordingFinished \(recording.name)"
        case .recordingFailed(let recording): "RecordingFailed \(recording.name)"
        case .contactStatusChange(let endpoint, let state):
            "ContactStatusChange \(endpoint.name) \(state)"
        case .userEvent(let name): "ChannelUserevent \(name)"
        case .applicationReplaced: "ApplicationReplaced"
        }
    }
}
