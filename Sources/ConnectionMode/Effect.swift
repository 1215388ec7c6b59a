/// What should be so at the PBX: a goal, never a step. The adapter finds the steps, and every outcome
/// comes back as an observation. All but `dial`, `dialOut` and `sendDigits` may be asked for again.
public enum Effect: Hashable, Sendable {
    /// The workplace should ring. At most once for a leg's name (W2).
    case dial(Dial)
    /// The customer should be called, with the agent's leg beside theirs, so that the agent hears the ringing or what
    /// the far end says before it answers (O7). At most once for a leg's name (W2).
    case dialOut(DialOut)
    /// No ringing should be heard on the agent's leg: it goes on after a customer who was called is gone.
    case stopRinging(LegID)
    /// A dial's outcome is unknown: its leg should be looked for before it counts as failed.
    case find(LegID)
    /// The PIN that belongs to `nonce` should be heard on this leg (V2).
    case speakPIN(LegID, SpokenPIN)
    /// The leg should be in silence in its home (C2).
    case park(LegID, home: BridgeID)
    /// The place for a call should be ready.
    case prepare(BridgeID)
    /// The customer should wait: with music if answered, else hearing ringing.
    case keepWaiting(CustomerLeg, in: BridgeID)
    /// The two should talk.
    case connect(agent: LegID, CustomerLeg, in: BridgeID)
    /// A supervisor should hear a call, and be heard as they want to be.
    case supervise(SupervisionPlace)
    /// What a supervisor heard a call by should be gone, also if it is only being made.
    case stopListening(LegID)
    /// Whether a phone has put us on hold should be found out.
    case findHold(LegID)
    /// Whether the PBX asks the registered phone of this leg if it is there should be found out (C4).
    case findContact(LegID, Workplace, trunk: String?)
    /// How much has come from the phone of this leg should be found out; not twice, if there is no answer.
    case countPackets(LegID)
    /// The customer should hear a prompt and then music, and nobody else should (O10).
    case announce(CustomerLeg, Announcement, in: BridgeID)
    /// Nobody should hear what comes from the leg, or they should again.
    case mute(LegID, Bool)
    /// The far end of the leg should hear these digits; at most once (O13c).
    case sendDigits(LegID, Digits)
    /// The PBX's own record of the customer's call should tell whose it is (C8).
    case markRecord(CustomerLeg, of: AgentKey, CallID)
    /// What is said in the bridge should be taken down, under this name (O13h).
    case record(RecordingID, BridgeID)
    /// Nothing should be added to the recording, or something again.
    case pauseRecording(RecordingID, Bool)
    case stopRecording(RecordingID)
    /// How a recording stands should be found out.
    case findRecording(RecordingID)
    /// The leg should be gone.
    case hangUp(LegID)
    /// The customer should be out of our hands, with the result told to the dialplan.
    case release(CustomerLeg, Release)
    /// The customer should be in the dialplan, which is told where to bring them (O13d).
    case transfer(CustomerLeg, Transfer)
    /// The place is not needed any more.
    case dissolve(BridgeID)
    /// The PBX should tell when its own time for ringing an agent for this caller is over.
    case watch(caller: LegID)
    /// The PBX's queues should see the agent so (O12).
    case standing(AgentKey, QueueStanding)
    /// And all agents so: at the start, and whenever the PBX was out of sight.
    case standings([AgentStanding])

    /// The leg by which somebody is called.
    public var dialedLeg: LegID? {
        switch self {
        case .dial(let dial): dial.leg
        case .dialOut(let call): call.leg
        case .find, .stopRinging, .speakPIN, .park, .prepare, .keepWaiting, .connect, .supervise,
            .stopListening, .findHold, .mute, .sendDigits, .markRecord, .hangUp, .release,
            .transfer, .dissolve, .watch, .record, .pauseRecording, .stopRecording, .findRecording,
            .findContact, .countPackets, .announce,
            .standing,
            .standings:
            nil
        }
    }

    /// The recording that begins with it.
    public var begunRecording: RecordingID? {
        if case .record(let id, _) = self { id } else { nil }
    }

    /// Whether it is acted upon before it is stored, for a customer waits. Should the service be killed
    /// in between, the survey tells where the two are, and the agent's click is repeated.
    public var precedesStoring: Bool {
        switch self {
        // The record of a customer in a queue can be told only until they are connected.
        case .connect, .markRecord: true
        case .dial, .dialOut, .stopRinging, .find, .speakPIN, .park, .prepare, .keepWaiting,
            .supervise, .stopListening, .findHold, .mute, .sendDigits, .hangUp, .release, .transfer,
            .dissolve, .watch, .record, .pauseRecording, .stopRecording, .findRecording,
            .findContact, .countPackets, .announce,
            .standing,
            .standings:
            false
        }
    }
}

extension [Effect] {
    /// Whom a later goal of the same decision brings together is not sent elsewhere before: a connect is
    /// acted upon first, and the rest would part the two again.
    var withoutVoid: [Effect] {
        var joined = Set<LegID>()
        var kept: [Effect] = []
        for effect in reversed() {
            switch effect {
            case .connect(let agent, let customer, _): joined.formUnion([agent, customer.leg])
            case .park(let leg, _): if joined.contains(leg) { continue }
            case .keepWaiting(let customer, _), .announce(let customer, _, _):
                if joined.contains(customer.leg) { continue }
            case .dial, .dialOut, .stopRinging, .find, .speakPIN, .prepare, .supervise,
                .stopListening, .findHold, .findContact, .countPackets, .mute, .sendDigits,
                .markRecord, .hangUp, .release,
                .transfer, .dissolve, .watch, .record, .pauseRecording, .stopRecording,
                .findRecording,
                .standing,
                .standings:
                break
            }
            kept.append(effect)
        }
        return kept.reversed()
    }
}

/// What calling an agent's workplace needs.
public struct Dial: Hashable, Sendable {
    public enum Purpose: Hashable, Sendable {
        /// It is never answered by itself (V1).
        case validation
        /// A customer waits; the phone is asked to answer by itself in these ways (O3, O4).
        case call(autoAnswer: [AutoAnswerHeader])
        /// A supervisor is to hear a call (O13g).
        case supervision
    }

    public let leg: LegID
    public let purpose: Purpose
    public let agent: AgentKey
    public let workplace: Workplace
    /// By which it is reached (C7); nil where none has limits.
    public let trunk: String?
    public let ringSeconds: Int
    public let callerID: String?
}

/// What calling a customer for an agent needs.
public struct DialOut: Hashable, Sendable {
    public let leg: LegID
    public let agent: AgentKey
    public let call: CallID
    public let agentLeg: LegID
    public let party: DialedParty
    /// Where the two are from the beginning.
    public let bridge: BridgeID

    /// Of a call to a colleague, the leg that comes to us for them; it is not named as ours, for it is as a customer's.
    public var otherHalf: LegID? { Self.otherHalf(of: leg, party) }

    static func otherHalf(of leg: LegID, _ party: DialedParty) -> LegID? {
        party.agent == nil ? nil : LegID("half-of-\(leg)")
    }
}

/// What speaking a PIN needs. The PIN is derived from the nonce outside the model (V8).
public struct SpokenPIN: Hashable, Sendable {
    public let nonce: Nonce
    public let digits: Int
    public let prompt: String?
    public let language: String
    /// It was asked for before, and nobody knows whether it is being spoken.
    public let mayBePlaying: Bool

    public init(
        nonce: Nonce, digits: Int, prompt: String?, language: String, mayBePlaying: Bool = false
    ) {
        self.nonce = nonce
        self.digits = digits
        self.prompt = prompt
        self.language = language
        self.mayBePlaying = mayBePlaying
    }
}

/// What a customer who has lost the agent hears before the music (O10).
public struct Announcement: Hashable, Sendable {
    /// As the PBX names it, such as `sound:custom/one-moment`.
    public let sound: String
    public let language: String

    /// How long it may last; then there is music, whatever is left of it.
    public static let longestSeconds = 30

    public init(sound: String, language: String) {
        self.sound = sound
        self.language = language
    }
}

/// How a customer leaves us.
public enum Release: String, Hashable, Sendable, Codable, CaseIterable {
    case rejected
    case timedOut
    /// The agent cannot be offered anything now.
    case unavailable
    /// The agent's leg was lost (O10).
    case agentLost
    /// The agent's leg or the PBX failed before the two could talk (O5).
    case failed
    /// The agent hung up: the customer's call ends (O9).
    case agentHungUp
    /// A router has nobody for them.
    case released
}
