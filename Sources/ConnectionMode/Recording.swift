/// Whether calls are recorded (O13h).
public enum RecordingMode: String, Sendable, Codable, CaseIterable {
    case off
    /// When the agent asks for it.
    case onRequest
    /// Every call, from its connecting to the end of the agent's part in it.
    case always
}

/// A recording of a call, as long as it is not over (O13h).
///
/// It is of the bridge in which the agent talks, so that neither a parked leg nor hold music can be in it. While the
/// customer hears music it pauses by itself.
public struct Recording: Hashable, Sendable, Codable {
    /// The name of the file at the PBX, too.
    public let id: RecordingID
    let bridge: BridgeID
    public let startedAt: Instant
    public internal(set) var state = RecordingState.starting
    /// Whether the agent wants it to pause. Nil is no.
    var wantsPause: Bool?
    /// What was asked for last. Nil is no pause.
    var asksPause: Bool?
    /// Why it is to be stopped.
    var end: RecordingEnd?
    /// Since when it takes down what is said, and for how many milliseconds it did before.
    private var since: Instant?
    private var before: Int64 = 0
    /// Until when the PBX may take to do what was asked for, before it is asked again.
    var deadline: Instant?

    static let answerSeconds = 10

    init(_ id: RecordingID, of bridge: BridgeID, at now: Instant) {
        self.id = id
        self.bridge = bridge
        startedAt = now
        deadline = now.advanced(bySeconds: Self.answerSeconds)
    }

    /// Whether the agent wants it to pause; it also does while the customer hears music.
    public var isPausedByAgent: Bool { wantsPause ?? false }

    mutating func set(_ state: RecordingState, at now: Instant) {
        before = recordedMilliseconds(at: now)
        since = state == .recording ? now : nil
        self.state = state
    }

    /// How much is in it, by our own clock.
    func recordedMilliseconds(at now: Instant) -> Int64 {
        before + max(0, since.map { now.milliseconds(since: $0) } ?? 0)
    }
}

/// How far a recording has come, as the PBX said.
public enum RecordingState: String, Sendable, Codable, CaseIterable {
    /// Asked for.
    case starting
    case recording
    case paused
    /// It is to be ended, and the PBX has not said that it is.
    case stopping
}

/// Why a recording is over.
public enum RecordingEnd: String, Sendable, Codable, CaseIterable {
    /// The agent wanted it.
    case stopped
    /// The agent's part in the call is over.
    case callEnded
    /// An administrator does not let these calls be recorded any more (P8).
    case recordingOff
    /// It could not be begun, or broke off.
    case failed
    /// The PBX ended it without being asked.
    case endedByPhoneSystem
    case nodeRestarted
}

/// What is told of a recording.
public enum RecordingNews: Hashable, Sendable {
    case started, paused, resumed
    case ended(RecordingEnd)

    /// As it is written down.
    public var name: String {
        switch self {
        case .started: "started"
        case .paused: "paused"
        case .resumed: "resumed"
        case .ended(.failed): "failed"
        case .ended: "stopped"
        }
    }

    public var end: RecordingEnd? {
        switch self {
        case .ended(let end): end
        case .started, .paused, .resumed: nil
        }
    }
}

/// A recording in the index, in which it stands from its beginning.
public struct RecordingRecord: Hashable, Sendable {
    public let id: RecordingID
    public let agent: AgentKey
    public let call: CallID
    public let startedAt: Instant
    /// Nil of one that is not over.
    public let endedAt: Instant?
    /// How much is in it; of one that is not over, nothing is said.
    public let recordedMilliseconds: Int64
    /// Nil of one that is not over.
    public let end: RecordingEnd?

    public init(
        id: RecordingID, agent: AgentKey, call: CallID, startedAt: Instant, endedAt: Instant?,
        recordedMilliseconds: Int64, end: RecordingEnd?
    ) {
        self.id = id
        self.agent = agent
        self.call = call
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.recordedMilliseconds = recordedMilliseconds
        self.end = end
    }

    /// One that has begun.
    init(_ recording: Recording, of call: Call) {
        self.init(
            id: recording.id, agent: call.agent, call: call.id, startedAt: recording.startedAt,
            endedAt: nil, recordedMilliseconds: 0, end: nil)
    }

    /// One that is over.
    ///
    /// - Parameter seconds: how much the PBX says is in it.
    init(_ recording: Recording, of call: Call, _ end: RecordingEnd, seconds: Int?, at now: Instant)
    {
        self.init(
            id: recording.id, agent: call.agent, call: call.id, startedAt: recording.startedAt,
            endedAt: now,
            recordedMilliseconds: seconds.map { Int64($0) * 1_000 }
                ?? recording.recordedMilliseconds(at: now), end: end)
    }
}
