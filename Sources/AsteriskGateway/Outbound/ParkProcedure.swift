internal import ConnectionMode

/// Puts an agent's leg into its own holding bridge, where Asterisk sends it nothing at all.
///
/// A playback would block the move, so it is stopped first. *Source*: ASTERISK silent park, accept.
struct ParkProcedure: Procedure {
    let leg: LegID
    let home: BridgeID
    /// Nothing of ours has been playing on this leg since it was last parked.
    let isQuiet: Bool
    private var stage = Stage.stopping

    private var triesLeft = 3

    private enum Stage { case stopping, entering, creating, enteringAgain }

    init(leg: LegID, home: BridgeID, isQuiet: Bool) {
        self.leg = leg
        self.home = home
        self.isQuiet = isQuiet
    }

    mutating func start() -> Move {
        if isQuiet {
            stage = .entering
            return .ask(enter)
        }
        return .ask(.stopPlayback(PINPlayback.name(for: leg)))
    }

    mutating func next(after outcome: Outcome) -> Move {
        switch stage {
        case .stopping:
            stage = .entering
            return .ask(enter)
        case .entering where outcome == .refused(status: 404):
            stage = .creating
            return .ask(.createBridge(home.rawValue, .holding))
        case .creating:
            stage = .enteringAgain
            return .ask(enter)
        case .entering, .enteringAgain: return entered(outcome)
        }
    }

    private mutating func entered(_ outcome: Outcome) -> Move {
        switch outcome {
        case .done, .saw: return .finish
        case .notSent where triesLeft > 0:
            triesLeft -= 1
            return .later(milliseconds: 200, enter)
        // Its home cannot be made, which the model would ask for again at once.
        case .refused(status: 404) where triesLeft > 0:
            triesLeft = 0
            return .later(milliseconds: 1_000, enter)
        case .refused(status: 404), .notSent, .unknown: return .finish([.parkFailed(leg)])
        // The leg is gone or not ours any more, which an event tells.
        case .refused: return .finish
        }
    }

    private var enter: Request { .addChannels([leg.rawValue], bridge: home.rawValue) }
}
