internal import ConnectionMode

/// Asks whether a phone has put us on hold: it is told once, when it happens, and may have been missed.
struct HoldQuestion: Procedure {
    let leg: LegID
    private var triesLeft = 10

    init(leg: LegID) { self.leg = leg }

    mutating func start() -> Move { .ask(request) }

    mutating func next(after outcome: Outcome) -> Move {
        switch outcome {
        case .held(let isHeld): return .finish([.legHeld(leg, isHeld)])
        case .done, .channel, .bridge, .refused: return .finish
        case .notSent, .unknown:
            guard triesLeft > 0 else { return .finish }
            triesLeft -= 1
            return .later(milliseconds: 500, request)
        }
    }

    private var request: Request { .findHold(leg.rawValue) }
}
