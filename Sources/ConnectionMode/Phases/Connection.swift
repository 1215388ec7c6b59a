/// The agent's standing leg, in one of its phases. Each phase is a value in a file of its own that
/// says when it is, where it comes from and where it can go.
public enum Connection: Hashable, Sendable, Codable {
    case closed(Closed)
    case waiting(Waiting)
    case dialing(Dialing)
    case ringing(Ringing)
    case verifying(Verifying)
    case open(Open)

    /// What is asked of a connection.
    enum Request {
        case open(Attempt)
        case close(EndReason)
        case confirm(AttemptID, PINVerdict)
    }

    /// What is seen of its leg.
    enum Sight {
        case ringing, answered
        case gone(LegEnd)
        case dialFailed(DialFailure)
        /// Looked for, and not there.
        case notFound
        /// Not in a survey; `restarted` when the PBX was.
        case missing(restarted: Bool)
    }

    func perform(_ request: Request, at now: Instant) throws(Refusal) -> Step {
        switch self {
        case .closed(let phase): try phase.perform(request, at: now)
        case .waiting(let phase): try phase.perform(request, at: now)
        case .dialing(let phase): try phase.perform(request, at: now)
        case .ringing(let phase): try phase.perform(request, at: now)
        case .verifying(let phase): try phase.perform(request, at: now)
        case .open(let phase): try phase.perform(request, at: now)
        }
    }

    func observe(_ sight: Sight, at now: Instant) -> Step {
        switch self {
        case .closed: .stay(self)
        case .waiting(let phase): phase.observe(sight, at: now)
        case .dialing(let phase): phase.observe(sight, at: now)
        case .ringing(let phase): phase.observe(sight, at: now)
        case .verifying(let phase): phase.observe(sight, at: now)
        case .open(let phase): phase.observe(sight, at: now)
        }
    }

    /// Its deadline has passed.
    func expire(at now: Instant) -> Step {
        switch self {
        case .closed, .open: .stay(self)
        case .waiting(let phase): phase.attempt.dial(at: now)
        case .dialing(let phase): phase.expire(at: now)
        case .ringing(let phase): phase.expire(at: now)
        case .verifying(let phase): phase.expire(at: now)
        }
    }

    var deadline: Instant? {
        switch self {
        case .closed, .open: nil
        case .waiting(let phase): phase.dialsAt
        case .dialing(let phase): phase.deadline
        case .ringing(let phase): phase.deadline
        case .verifying(let phase): phase.deadline
        }
    }

    /// The attempt that stands or is under way.
    public var attempt: Attempt? {
        switch self {
        case .closed: nil
        case .waiting(let phase): phase.attempt
        case .dialing(let phase): phase.attempt
        case .ringing(let phase): phase.attempt
        case .verifying(let phase): phase.attempt
        case .open(let phase): phase.attempt
        }
    }

    /// With what is stored of its times bounded, should the clock have been set back since.
    func notAhead(of now: Instant) -> Connection {
        switch self {
        case .closed(var phase):
            phase.endedAt = phase.endedAt.map { min($0, now) }
            return .closed(phase)
        case .waiting(let phase): return .waiting(phase.notAhead(of: now))
        case .dialing(let phase):
            let latest = now.advanced(bySeconds: phase.attempt.longestRingSeconds)
            return .dialing(
                Dialing(
                    attempt: phase.attempt.notAhead(of: now), deadline: min(phase.deadline, latest))
            )
        case .ringing(let phase):
            let latest = now.advanced(bySeconds: phase.attempt.longestRingSeconds)
            return .ringing(
                Ringing(
                    attempt: phase.attempt.notAhead(of: now), deadline: min(phase.deadline, latest))
            )
        case .verifying(let phase):
            let latest = now.advanced(bySeconds: phase.attempt.policy.pinSeconds)
            return .verifying(
                Verifying(
                    attempt: phase.attempt.notAhead(of: now), deadline: min(phase.deadline, latest),
                    triesLeft: phase.triesLeft))
        case .open(let phase):
            var open = phase
            open.attempt = phase.attempt.notAhead(of: now)
            open.openedAt = min(phase.openedAt, now)
            if let expiresAt = phase.expiresAt, let longest = phase.attempt.longestSeconds {
                open.expiresAt = min(expiresAt, now.advanced(bySeconds: longest))
            }
            return .open(open)
        }
    }

    public var isOpen: Bool {
        if case .open = self { true } else { false }
    }

    /// The standing leg.
    var openLeg: LegID? { isOpen ? attempt?.leg : nil }
}

/// What follows from one input to a phase.
struct Step {
    var next: Connection
    var effects: [Effect] = []
    var tell: [Notice.Content] = []
    /// The leg must be gone, and is hung up until it is.
    var doomed: LegID?
    /// What the command is answered with.
    var answer = Answer.done

    static func stay(_ connection: Connection) -> Step { Step(next: connection) }

    static func go(
        _ next: Connection, achieve effects: [Effect] = [], tell: [Notice.Content] = [],
        answer: Answer = .done
    ) -> Step {
        Step(next: next, effects: effects, tell: tell, answer: answer)
    }
}

/// One try at opening a connection, with all that was in force when it began (P8).
public struct Attempt: Hashable, Sendable, Codable {
    public let id: AttemptID
    public let agent: AgentKey
    public let leg: LegID
    /// The silent place of this connection, and of no other.
    public internal(set) var home: BridgeID
    let nonce: Nonce
    public let workplace: Workplace
    public internal(set) var startedAt: Instant
    let policy: Policy
    let language: String
    /// Where the agent wants to be called from then on, in a call that proves a workplace and opens nothing (P9).
    let proves: Workplace?
    /// By which trunk the workplace is called, and what it shows there (C7).
    let trunk: String?
    let trunkCallerID: String?
    /// How long the trunk lets its call last (C5).
    let longestSeconds: Int?
    /// Whether it takes the place of a leg that had to end.
    private let renewal: Bool?
    // Not in what versions before 0.2 stored.
    private let digits: Int?
    private let tries: Int?

    init(
        id: AttemptID, agent: AgentKey, leg: LegID, home: BridgeID, nonce: Nonce,
        workplace: Workplace, proves: Workplace? = nil, startedAt: Instant, policy: Policy,
        language: String, trunk: Trunk? = nil, renews: Bool = false, digits: Int, tries: Int
    ) {
        self.id = id
        self.agent = agent
        self.leg = leg
        self.home = home
        self.nonce = nonce
        self.workplace = workplace
        self.proves = proves
        self.startedAt = startedAt
        self.policy = policy
        self.language = language
        self.trunk = trunk?.name
        trunkCallerID = trunk?.callerID
        longestSeconds = trunk?.maximumSeconds
        renewal = renews ? true : nil
        self.digits = digits
        self.tries = tries
    }

    /// The PBX ends the ringing; ten seconds more and its word is taken as lost.
    var longestRingSeconds: Int { policy.validationRingSeconds + 10 }

    func notAhead(of now: Instant) -> Attempt {
        var attempt = self
        attempt.startedAt = min(startedAt, now)
        return attempt
    }

    /// How many digits its PIN has (V11).
    public var pinDigits: Int { digits ?? 4 }

    /// Whether it opens no connection (P9).
    public var provesWorkplace: Bool { proves != nil }

    /// Whether it takes the place of a leg that had to end (C5).
    var renews: Bool { renewal ?? false }

    /// From which the shell derives the PIN of this attempt.
    public var pinNonce: Nonce { nonce }

    func ended(_ reason: EndReason, at now: Instant, hangingUp: Bool, dissolving: Bool) -> Step {
        Step(
            next: .closed(Closed(endReason: reason, endedAt: now, lastAttempt: id)),
            effects: dissolving ? [.dissolve(home)] : [],
            tell: [.connectionClosed(id, reason)]
                + (reason.isOwnDoing || proves != nil ? [] : [.lostNotice(id, reason)]),
            doomed: hangingUp ? leg : nil)
    }

    /// The leg is answered and the PIN is to be heard.
    func verify(at now: Instant) -> Step {
        let deadline = now.advanced(bySeconds: policy.pinSeconds)
        let verifying = Verifying(
            attempt: self, deadline: deadline, triesLeft: tries ?? policy.pinTries)
        return .go(
            .verifying(verifying), achieve: [speaking(mayBePlaying: false)],
            tell: [.connectionVerifying(id, expiresAt: deadline)])
    }

    func speaking(mayBePlaying: Bool) -> Effect {
        .speakPIN(
            leg,
            SpokenPIN(
                nonce: nonce, digits: pinDigits, prompt: policy.pinPrompt, language: language,
                mayBePlaying: mayBePlaying))
    }
}

extension EndReason {
    /// Ends that the person they concern asked for need no notice of loss (M4).
    var isOwnDoing: Bool {
        switch self {
        case .loggedOut, .modeChanged, .workplaceChanged, .workplaceValidated, .canceled: true
        case .noAnswer, .busy, .declined, .unreachable, .networkRejected, .pinTimedOut, .pinFailed,
            .phoneHungUp, .closedByAgent, .closedByAdmin, .maxDuration, .nodeRestarted,
            .mediaLost, .unknown:
            false
        }
    }
}
