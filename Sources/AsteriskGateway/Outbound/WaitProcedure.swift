internal import ConnectionMode

/// Lets a customer wait: one who was answered hears music in a holding bridge of their own, another one
/// hears ringing.
///
/// The music is the bridge's: a channel's own would go on under the talk. It ends when the bridge is
/// empty, so who is in it already is not moved there again. *Source*: ASTERISK accept, leftover
/// generators.
struct WaitProcedure: Procedure {
    let customer: CustomerLeg
    let bridge: BridgeID
    private var stage = Stage.ringing
    private var triesLeft = 3
    private var isIn = false
    private var isRepeated = false
    /// Whether a look has found the customer there.
    private var wasFound = false

    private enum Stage { case ringing, creating, looking, music, entering }

    init(customer: CustomerLeg, bridge: BridgeID) {
        self.customer = customer
        self.bridge = bridge
    }

    mutating func start() -> Move {
        stage = customer.isAnswered ? .creating : .ringing
        return .ask(request)
    }

    mutating func next(after outcome: Outcome) -> Move {
        switch outcome {
        case .notSent where triesLeft > 0:
            triesLeft -= 1
            return .later(milliseconds: 200, request)
        case .notSent, .unknown: return .finish([.waitFailed(customer.leg)])
        case .done, .saw, .refused:
            return advance(outcome)
        }
    }

    private mutating func advance(_ outcome: Outcome) -> Move {
        switch stage {
        case .ringing: return .finish
        // It was asked for before: the customer may be there.
        case .creating where outcome == .refused(status: 409):
            isRepeated = true
            stage = .looking
        case .looking:
            if case .saw(.bridge(let channels)) = outcome { wasFound = channels.contains(name) }
            isIn = wasFound
            stage = .music
        case .creating: stage = .music
        case .music:
            // Nothing else tells of one who was there all the time.
            if isIn { return .finish(wasFound ? [.legEntered(customer.leg, bridge)] : []) }
            stage = .entering
        case .entering:
            // An earlier request may have come in between: who enters twice leaves first.
            guard isRepeated else { return .finish }
            isIn = true
            stage = .music
        }
        return .ask(request)
    }

    private var name: String { customer.leg.rawValue }

    private var request: Request {
        switch stage {
        case .ringing: .ring(name)
        case .creating: .createBridge(bridge.rawValue, .holding)
        case .looking: .findBridge(bridge.rawValue)
        case .music: .startMusic(bridge: bridge.rawValue)
        case .entering: .addChannels([name], bridge: bridge.rawValue)
        }
    }
}
