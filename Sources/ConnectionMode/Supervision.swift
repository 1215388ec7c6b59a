/// Somebody who listens to a call, speaks to its agent alone, or talks with both (O13g).
///
/// Their own phone is called for it. To listen, and to speak to the agent alone, it is brought together with an ear:
/// a leg of the PBX's own that hears what the agent says and hears, and says to the agent what is said to it. To talk
/// with both, it comes to where they talk.
public struct Supervision: Hashable, Sendable, Codable {
    public let id: SupervisionID
    public let supervisor: SupervisorID
    /// Their own phone's.
    public let leg: LegID
    public let phone: Workplace
    /// By which it is called (C7).
    public let trunk: String?
    public let ringSeconds: Int
    public let startedAt: Instant
    public internal(set) var state = SupervisionState.dialing
    /// What they want.
    public internal(set) var mode: SupervisionMode
    /// How they take part, as the PBX said; nil while they do not.
    public internal(set) var inForce: SupervisionMode?
    /// What they hear the call by, and where they are with it; nil while they talk with both, or nothing was asked for.
    public internal(set) var ear: LegID?
    public internal(set) var bridge: BridgeID?
    /// Ears that are not wanted any more, and not gone yet: the agent may hear by them what is not meant for them.
    public internal(set) var oldEars: [LegID] = []
    /// Which of the two the PBX has said to be there. Nil is no.
    var legIsIn, earIsIn: Bool?
    /// Until when the phone may ring, or the PBX may take to bring them there.
    var deadline: Instant?
    /// How often it is asked for anew.
    var triesLeft = 3

    init(
        _ id: SupervisionID, by supervisor: SupervisorID, leg: LegID, at phone: Workplace,
        trunk: String?, _ mode: SupervisionMode, ringSeconds: Int, at now: Instant
    ) {
        self.id = id
        self.supervisor = supervisor
        self.leg = leg
        self.phone = phone
        self.trunk = trunk
        self.mode = mode
        self.ringSeconds = ringSeconds
        startedAt = now
        deadline = now.advanced(bySeconds: longestRingSeconds)
    }

    /// How long it may take until they answer, with some time for the PBX to say so.
    var longestRingSeconds: Int { ringSeconds + Call.connectSeconds }

    /// What they hear the call by, or heard it by.
    public var ears: [LegID] { oldEars + (ear.map { [$0] } ?? []) }

    /// All legs that are there for it.
    public var legs: [LegID] { ears + [leg] }

    /// Whether they are where they should be, and nobody hears them who should not.
    var isInPlace: Bool { legIsIn == true && (ear == nil || earIsIn == true) && oldEars.isEmpty }
}

/// How a supervisor takes part in a call.
public enum SupervisionMode: String, Hashable, Sendable, Codable, CaseIterable {
    /// They hear what the agent says and hears, and nobody hears them.
    case monitor
    /// The agent hears them too, and nobody else does.
    case whisper
    /// All of those who talk hear them.
    case barge
}

/// How far a supervisor has come.
public enum SupervisionState: String, Sendable, Codable, CaseIterable {
    /// Their phone is called, and nothing was heard of it.
    case dialing
    case ringing
    /// They have answered, or want another mode, and are being brought where they should be.
    case connecting
    case connected
}

/// Why somebody does not supervise a call any more.
public enum SupervisionEnd: String, Sendable, Codable, CaseIterable {
    /// They hung up.
    case hungUp
    /// It was asked for.
    case stopped
    /// The agent's part of the call is over.
    case callEnded
    /// What became of their phone, where they were not reached.
    case busy, noAnswer, declined, unreachable, networkRejected, failed, nodeRestarted
}

/// What is told of somebody who supervises a call.
public enum SupervisionNews: Hashable, Sendable {
    case dialing, ringing
    /// Their phone is answered, or they want another mode, or what they heard the call by is lost: they are brought there.
    case connecting
    /// They take part, in the mode that is in force.
    case started
    /// The same in another mode.
    case changed
    case ended(SupervisionEnd)

    /// As it is written down.
    public var name: String {
        switch self {
        case .dialing: "dialing"
        case .ringing: "ringing"
        case .connecting: "connecting"
        case .started: "started"
        case .changed: "changed"
        case .ended: "ended"
        }
    }

    /// Why they do not take part any more.
    public var end: SupervisionEnd? {
        switch self {
        case .ended(let end): end
        case .dialing, .ringing, .connecting, .started, .changed: nil
        }
    }
}

/// What bringing a supervisor into a call needs.
public struct SupervisionPlace: Hashable, Sendable {
    /// Of the supervisor's own phone.
    public let leg: LegID
    /// By which they hear the call; nil where they come to the others.
    public let ear: Ear?
    /// Where they should be.
    public let bridge: BridgeID

    /// All that should be there.
    public var legs: [LegID] { [leg] + (ear.map { [$0.leg] } ?? []) }

    /// A leg of the PBX's own that takes part in what another one says and hears.
    public struct Ear: Hashable, Sendable {
        public let leg: LegID
        /// At whose leg it is.
        public let agentLeg: LegID
        /// Whether what is said to it is said to the agent.
        public let speaks: Bool
    }
}
