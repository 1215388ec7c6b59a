internal import ConnectionMode

/// Calls a customer for an agent: a channel for the customer is made, both come into one bridge, and only then the
/// channel calls. So the agent hears Asterisk's ringing, or what the far end says before it answers.
///
/// The channel's coming to our application is told by an event, some milliseconds after the answer to the request that
/// made it; until then it cannot be moved, which is tried until it can. *Source*: ASTERISK outbound.
struct DialOutProcedure: Procedure {
    let agentLeg: LegID
    let bridge: BridgeID
    let call: PlacedCall
    let isQuiet: Bool
    private var stage = Stage.stopping
    /// Whether the customer's channel may not be there yet, for nobody knows what became of the request.
    private var isDoubtful = false
    private var triesLeft = 30
    private var sendsLeft = 3
    private var endsLeft = 5
    private var hasRemadeBridge = false

    private enum Stage {
        case stopping, makingBridge, creating, joining, remakingBridge, looking, dialing
        /// What was made is ended, for nobody else may know of it.
        case ending(DialFailure)
    }

    init(agentLeg: LegID, bridge: BridgeID, call: PlacedCall, isQuiet: Bool) {
        self.agentLeg = agentLeg
        self.bridge = bridge
        self.call = call
        self.isQuiet = isQuiet
    }

    mutating func start() -> Move {
        isQuiet ? makeBridge() : .ask(.stopPlayback(PINPlayback.name(for: agentLeg)))
    }

    mutating func next(after outcome: Outcome) -> Move {
        switch stage {
        case .stopping: return makeBridge()
        case .makingBridge:
            // The call was over before it began.
            if outcome == .refused(status: 404) { return failed(.notSent) }
            stage = .creating
            return .ask(.create(call))
        case .remakingBridge:
            stage = .joining
            return .ask(join)
        case .creating: return created(outcome)
        case .joining: return joined(outcome)
        case .looking:
            if case .saw(.bridge(let channels)) = outcome, Set(channels).isSuperset(of: both) {
                return dial()
            }
            return joinLater()
        case .dialing: return dialed(outcome)
        case .ending(let failure):
            guard !outcome.isAnswer, endsLeft > 0 else { return failed(failure) }
            endsLeft -= 1
            return .later(milliseconds: 200, hangUp)
        }
    }

    private mutating func makeBridge() -> Move {
        stage = .makingBridge
        return .ask(.createBridge(bridge.rawValue, .mixing))
    }

    private mutating func created(_ outcome: Outcome) -> Move {
        switch outcome {
        case .done, .saw: break
        case .unknown: isDoubtful = true
        case .notSent: return failed(.notSent)
        // There is no such endpoint, or its phone is not registered.
        case .refused: return failed(.refused(.unreachable))
        }
        stage = .joining
        return .ask(join)
    }

    private mutating func joined(_ outcome: Outcome) -> Move {
        switch outcome {
        case .done, .saw: return dial()
        case .unknown:
            stage = .looking
            return .ask(.findBridge(bridge.rawValue))
        // Not in our application yet.
        case .refused(status: 409), .refused(status: 422), .notSent: return joinLater()
        case .refused(status: 404) where !hasRemadeBridge:
            hasRemadeBridge = true
            stage = .remakingBridge
            return .ask(.createBridge(bridge.rawValue, .mixing))
        // A channel is not there: not yet, perhaps.
        case .refused(status: 400) where isDoubtful: return joinLater()
        case .refused: return end(.refused(.unknown))
        }
    }

    private mutating func joinLater() -> Move {
        guard triesLeft > 0 else { return end(.refused(.unknown)) }
        triesLeft -= 1
        stage = .joining
        return .later(milliseconds: triesLeft >= 20 ? 20 : 250, join)
    }

    private mutating func dial() -> Move {
        stage = .dialing
        return .ask(ring)
    }

    private mutating func dialed(_ outcome: Outcome) -> Move {
        switch outcome {
        // What becomes of it is told by events; of what never comes the model has a deadline.
        case .done, .saw, .unknown:
            return .finish
        case .notSent where sendsLeft > 0:
            sendsLeft -= 1
            return .later(milliseconds: 200, ring)
        case .notSent: return end(.notSent)
        case .refused: return end(.refused(.unknown))
        }
    }

    private mutating func end(_ failure: DialFailure) -> Move {
        stage = .ending(failure)
        return .ask(hangUp)
    }

    private var hangUp: Request { .hangUp(call.channel, cause: ReleaseCause.normal) }
    /// Whoever is called comes first, as where two are brought together.
    private var both: [String] { [call.channel, agentLeg.rawValue] }
    private var join: Request { .addCallee(both, bridge: bridge.rawValue) }
    private var ring: Request { .dial(call.channel, ringSeconds: call.ringSeconds) }

    private func failed(_ failure: DialFailure) -> Move {
        .finish([.dialFailed(LegID(call.channel), failure)])
    }
}
