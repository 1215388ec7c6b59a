internal import ConnectionMode

/// Keeps a leg's voice from everybody, or does not any more. That it is so is told only once Asterisk has said it: an
/// agent who believes to be muted must be. Nothing tells it later, so it is asked for until there is an answer.
struct MuteProcedure: Procedure {
    let leg: LegID
    let mutes: Bool
    private var triesLeft = 20

    init(leg: LegID, mutes: Bool) {
        self.leg = leg
        self.mutes = mutes
    }

    mutating func start() -> Move { .ask(request) }

    mutating func next(after outcome: Outcome) -> Move {
        switch outcome {
        case .done, .channel, .bridge, .held: return .finish([.legMuted(leg, mutes)])
        // Gone, or not with us any more.
        case .refused: return .finish
        case .notSent, .unknown:
            guard triesLeft > 0 else { return .finish }
            triesLeft -= 1
            return .later(milliseconds: 500, request)
        }
    }

    private var request: Request { .mute(leg.rawValue, mutes) }
}
