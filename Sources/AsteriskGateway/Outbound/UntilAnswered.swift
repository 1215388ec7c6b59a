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
            if case .held(let isHeld) = outcome { [.legHeld(leg, isHeld)] } else { [] }
        }
    }
}
