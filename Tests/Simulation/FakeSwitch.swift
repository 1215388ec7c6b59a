import ARI
import AsteriskGateway
import ConnectionMode

/// Asterisk as far as it concerns us, by what the real one was seen to do: it objects to what that one
/// refuses, with the same status, and tells of all that happens with the same events in the same order.
///
/// *Source*: fixtures/scenarios; the shared cases are run against the real one as well.
final class FakeSwitch {
    /// One channel.
    final class Leg {
        enum Place {
            /// Being called; on answer it comes to us with these arguments.
            case called(arguments: [String])
            case stasis(arguments: [String])
            /// In the dialplan, or in Dial() or Queue().
            case dialplan
        }

        let id: String
        let name: String
        var state: Channel.State
        var place: Place
        var bridge: String?
        /// Since when it is with us this time.
        var enteredAt: Int64 = 0
        var variables: [String: String] = [:]
        /// We called it, and hear of it to its end.
        let isOriginated: Bool
        /// We made it to call somebody for an agent.
        var isCallee = false
        /// At whose leg it is an ear, and whether it speaks.
        var listens: (to: Leg, speaks: Bool)?
        /// Whether Asterisk lets it hear ringing; it goes on until it is told to end.
        var hearsRinging = false
        /// Whether its phone has put us on hold.
        var isOnHold = false
        /// Whether nobody hears what comes from it.
        var isMuted = false
        /// We hear of it though it is not ours.
        var isSubscribed = false
        let tenant: TenantID
        /// What plays on it now, and until when.
        var playback: (name: String, number: Int)?
        /// What waits for the end of what plays.
        var waiting: [() -> Void] = []
        /// What is done in the world when it is gone; the cause is what ended it.
        var whenGone: ((_ cause: Int) -> Void)?
        var whenAnswered: (() -> Void)?
        /// What is done when we send it on in the dialplan.
        var whenContinued: (() -> Void)?

        init(
            _ id: String, name: String, state: Channel.State, place: Place, isOriginated: Bool,
            tenant: TenantID
        ) {
            self.id = id
            self.name = name
            self.state = state
            self.place = place
            self.isOriginated = isOriginated
            self.tenant = tenant
        }

        var isInStasis: Bool {
            if case .stasis = place { true } else { false }
        }

        var isUp: Bool { state == .up }

        /// Whether whoever is there can talk: one who is called is in a bridge before.
        var canTalk: Bool { isUp || !isCallee }

        /// Whether it leads to an agent's phone.
        var isAgents: Bool { isOriginated && !isCallee && !isOverseers }

        /// Whether it leads to a supervisor's phone, or is what they hear a call by.
        var isOverseers: Bool { listens != nil || purpose == "supervision" }

        var channel: Channel {
            var application = ""
            var data = ""
            switch place {
            case .stasis(let arguments):
                application = "Stasis"
                data = (["offhook"] + arguments).joined(separator: ",")
            case .called: application = "AppDial2"
            case .dialplan: break
            }
            return Channel(
                id: id, name: name, state: state,
                caller: Channel.Party(number: isOriginated ? "" : "2001", name: ""),
                connected: Channel.Party(number: "", name: ""), dialplanApplication: application,
                dialplanArguments: data, dialplanExtension: "s", variables: variables)
        }
    }

    struct Bridge {
        let id: String
        let kind: Request.BridgeKind
        var legs: [String] = []
        var hasMusic = false
        /// Made by a request that was long on its way: when it is given up may have been before.
        var isLate = false

        /// Nobody is left to look for it until the next survey.
        var isForgotten: Bool { isLate && legs.isEmpty }
    }

    unowned let world: World
    private(set) var legs: [String: Leg] = [:]
    /// Whom agents called, ever.
    private(set) var callees: [Callee] = []
    /// All that there ever were.
    private var everyLeg: [Leg] = []
    var bridges: [String: Bridge] = [:]
    /// When bridges of this run of Asterisk were deleted.
    var deletedBridges: [String: Int64] = [:]
    /// Recordings that are made, and the names of all that ever were.
    var recorders: [String: Recorder] = [:]
    var recordingNames = Set<String>()
    /// Names that we dialled with, ever.
    var dialled = Set<String>()
    /// Legs whose dials were long on their way: only their events show that they are there.
    var lateLegs = Set<String>()
    var deviceStates: [String: DeviceState] = [:]
    /// Nil while Asterisk is down.
    private(set) var startupTime: String? = "run 1"
    /// Whether somebody serves our application, as Asterisk sees it.
    var isServed = false
    /// Hears of every event, whoever else does.
    var witness: ((Event) -> Void)?
    private var runs = 1
    private var names = 0
    private var playbacks = 0

    init(_ world: World) { self.world = world }

    var isUp: Bool { startupTime != nil }

    /// In the order of their names.
    var sortedLegs: [Leg] { legs.values.sorted { $0.id < $1.id } }
    var sortedBridges: [Bridge] { bridges.values.sorted { $0.id < $1.id } }

    // MARK: Channels that others make

    func newName() -> Int {
        names += 1
        return names
    }

    func add(_ leg: Leg) {
        legs[leg.id] = leg
        everyLeg.append(leg)
    }

    /// A channel comes to `Stasis()`; without anybody who serves it, it goes on at once.
    ///
    /// - Returns: whether it is in our hands.
    func enterStasis(_ leg: Leg, _ arguments: [String]) -> Bool {
        guard isServed else { return false }
        leg.place = .stasis(arguments: arguments)
        leg.enteredAt = world.now
        leg.isSubscribed = true
        emit(.stasisStart(leg.channel, arguments: arguments), about: leg)
        return true
    }

    func emit(_ event: Event, about leg: Leg) {
        guard leg.isOriginated || leg.isSubscribed else { return }
        witness?(event)
        world.service.link.carry(event, about: leg.id)
    }

    /// Of what is heard by whoever hears of a bridge.
    func emit(_ event: Event, about bridge: String) {
        witness?(event)
        world.service.link.carry(event, about: bridge)
    }

    /// Whether a phone can be reached has changed.
    func tell(contactOf phone: Phone) {
        guard let leg = phone.leg, legs[leg.id] === leg else { return }
        emit(
            .contactStatusChange(
                phone.endpoint, state: phone.isReached ? "Reachable" : "Unreachable"), about: leg)
    }

    // MARK: Who is called

    func add(_ callee: Callee) { callees.append(callee) }

    /// Those who are in a bridge with a leg hear it ring, until it is answered.
    func lets(_ leg: Leg, beHeardRinging isHeard: Bool) {
        for id in leg.bridge.flatMap({ bridges[$0]?.legs }) ?? [] where id != leg.id {
            legs[id]?.hearsRinging = isHeard
        }
    }

    // MARK: Ends

    /// A channel ends.
    ///
    /// - Parameters:
    ///   - requested: the cause in the request to hang up, where one is told of.
    ///   - cause: what it ends with.
    ///   - us: whether we asked for it.
    func end(_ leg: Leg, requested: Int?, cause: Int, sip: Int? = nil, byUs us: String? = nil) {
        guard legs[leg.id] != nil else { return }
        emit(.channelHangupRequest(leg.channel, cause: requested), about: leg)
        finish(leg, cause: cause, sip: sip, byUs: us)
    }

    /// It ends without anybody having asked, as at the end of its ringing.
    func finish(_ leg: Leg, cause: Int, sip: Int?, byUs us: String? = nil) {
        guard legs[leg.id] != nil else { return }
        leave(leg, byUs: us)
        if leg.isInStasis { emit(.stasisEnd(leg.channel), about: leg) }
        if leg.isOriginated {
            emit(.channelDestroyed(leg.channel, cause: cause, sipStatus: sip), about: leg)
        }
        leg.place = .dialplan
        legs[leg.id] = nil
        for ear in sortedLegs where ear.listens?.to === leg { finish(ear, cause: 16, sip: nil) }
        leg.playback = nil
        let waiting = leg.waiting
        leg.waiting = []
        for deed in waiting { deed() }
        leg.whenGone?(cause)
    }

    /// - Parameter us: what we asked for, if it is our doing.
    func leave(_ leg: Leg, byUs us: String? = nil) {
        guard let id = leg.bridge, var bridge = bridges[id] else { return }
        if let us { world.judge.separates(leg, in: bridge, us) }
        bridge.legs.removeAll { $0 == leg.id }
        if bridge.legs.isEmpty { bridge.hasMusic = false }
        bridges[id] = bridge
        leg.bridge = nil
        emit(.channelLeftBridge(leg.channel, bridge: id), about: leg)
        if bridge.legs.isEmpty { endRecordings(of: id) }
    }

    // MARK: Playbacks

    /// Plays for so long, or after what plays already.
    func play(_ name: String, on leg: Leg, milliseconds: Int) {
        guard leg.playback == nil else {
            leg.waiting.append { [self] in
                if legs[leg.id] != nil { play(name, on: leg, milliseconds: milliseconds) }
            }
            return
        }
        playbacks += 1
        let number = playbacks
        leg.playback = (name, number)
        world.after(milliseconds) { [self] in
            if leg.playback?.number == number { endPlayback(of: leg) }
        }
    }

    func endPlayback(of leg: Leg) {
        leg.playback = nil
        while leg.playback == nil, !leg.waiting.isEmpty { leg.waiting.removeFirst()() }
    }

    // MARK: Asterisk itself

    func crash() {
        guard isUp else { return }
        world.note("*** Asterisk dies")
        startupTime = nil
        isServed = false
        world.service.link.breaks(within: 50)
        let all = sortedLegs
        legs = [:]
        bridges = [:]
        deletedBridges = [:]
        recorders = [:]
        for leg in all {
            leg.bridge = nil
            leg.playback = nil
            leg.waiting = []
            leg.whenGone?(0)
        }
    }

    func boot() {
        guard !isUp else { return }
        runs += 1
        startupTime = "run \(runs)"
        world.note("*** Asterisk is up again")
    }

    func heal() { boot() }

    /// The world ends: legs and those whose legs they are let go of each other.
    func end() {
        for leg in everyLeg {
            (leg.whenGone, leg.whenAnswered, leg.whenContinued) = (nil, nil, nil)
            leg.waiting = []
        }
        everyLeg = []
        callees = []
    }
}
