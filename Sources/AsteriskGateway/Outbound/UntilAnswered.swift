internal import ConnectionMode

/// One request that may be asked for again, until there is an answer: no event tells later what became of it.
struct UntilAnswered: Procedure {
    private let request: Request
    private var triesLeft: Int
    private let shown: @Sendable (Outcome) -> [Observation]

    /// - Parameter shown: what the answer shows.
    init(
        _ request: Request, triesAgain: Int = 20,
        shown: @escaping @Sendable (Outcome) -> [Observation] = { _ in [] }
    ) {
        self.request = request
        triesLeft = triesAgain
        self.shown = shown
    }

    mutating func start() -> Move { .ask(request) }

    mutating func next(after outcome: Outcome) -> Move {
        if outcome.isAnswer { return .finish(shown(outcome)) }
        guard triesLeft > 0 else { return .finish }
        triesLeft -= 1
        return .later(milliseconds: 500, request)
    }
}

extension UntilAnswered {
    /// Ends the ringing that an agent hears: Asterisk goes on with it when the one who was called is gone.
    static func stopRinging(on leg: LegID) -> UntilAnswered {
        UntilAnswered(.stopRinging(leg.rawValue))
    }

    /// Keeps a leg's voice from everybody, or does not any more. That it is so is told only once Asterisk has said it:
    /// an agent who believes to be muted must be.
    static func mute(_ leg: LegID, _ mutes: Bool) -> UntilAnswered {
        UntilAnswered(.mute(leg.rawValue, mutes)) { outcome in
            // Gone, or not with us any more.
            if case .refused = outcome { [] } else { [.legMuted(leg, mutes)] }
        }
    }

    /// Asks whether a phone has put us on hold: it is told once, when it happens, and may have been missed.
    static func findHold(of leg: LegID) -> UntilAnswered {
        UntilAnswered(.findHold(leg.rawValue), triesAgain: 10) { outcome in
            if case .saw(.held(let isHeld)) = outcome { [.legHeld(leg, isHeld)] } else { [] }
        }
    }

    /// Asks whether the phone of a leg is asked whether it is there. Of one that Asterisk does not know by this name it is
    /// not, nor of one of another technology than PJSIP.
    static func findContact(of leg: LegID, endpoint: String?) -> any Procedure {
        guard let endpoint else { return Known(.contactFound(leg, isQualified: false)) }
        return findContact(of: leg, endpoint: endpoint)
    }

    private static func findContact(of leg: LegID, endpoint: String) -> UntilAnswered {
        UntilAnswered(.findContact(endpoint: endpoint), triesAgain: 0) { outcome in
            switch outcome {
            case .saw(.qualified(let isQualified)): [.contactFound(leg, isQualified: isQualified)]
            case .refused: [.contactFound(leg, isQualified: false)]
            case .done, .saw, .notSent, .unknown: []
            }
        }
    }

    /// Asks how much has come from a phone, once: the next look is soon enough.
    static func countPackets(of leg: LegID) -> UntilAnswered {
        UntilAnswered(.countPackets(leg.rawValue), triesAgain: 0) { outcome in
            if case .saw(.packets(let count)) = outcome { [.mediaSeen(leg, count)] } else { [] }
        }
    }
}

/// What is known without asking.
private struct Known: Procedure {
    let observation: Observation

    init(_ observation: Observation) { self.observation = observation }

    mutating func start() -> Move { .finish([observation]) }

    mutating func next(after outcome: Outcome) -> Move { .finish }
}
