internal import ConnectionMode

/// Brings an agent and a customer together: answers the customer if nobody has, then one request moves
/// both into the bridge that was made with the offer.
///
/// That it happened is seen as two events; a 204 does not prove it. *Source*: ASTERISK accept.
struct ConnectProcedure: Procedure {
    let agent: LegID
    let customer: CustomerLeg
    let bridge: BridgeID
    let isQuiet: Bool
    private var stage = Stage.joining
    private var triesLeft = 3

    private enum Stage { case stopping, answering, joining, creating, looking }

    init(agent: LegID, customer: CustomerLeg, bridge: BridgeID, isQuiet: Bool) {
        self.agent = agent
        self.customer = customer
        self.bridge = bridge
        self.isQuiet = isQuiet
    }

    mutating func start() -> Move {
        guard isQuiet else {
            stage = .stopping
            return .ask(.stopPlayback(PINPlayback.name(for: agent)))
        }
        return answer()
    }

    mutating func next(after outcome: Outcome) -> Move {
        switch stage {
        case .stopping: return answer()
        case .answering, .creating: return join()
        case .joining: return joined(outcome)
        case .looking:
            guard case .saw(.bridge(let channels)) = outcome,
                Set(channels).isSuperset(of: both)
            else { return failed }
            return .finish([.legEntered(agent, bridge), .legEntered(customer.leg, bridge)])
        }
    }

    private mutating func answer() -> Move {
        if customer.isAnswered { return join() }
        stage = .answering
        return .ask(.answer(customer.leg.rawValue))
    }

    private mutating func join() -> Move {
        stage = .joining
        return .ask(.addChannels(both, bridge: bridge.rawValue))
    }

    private mutating func joined(_ outcome: Outcome) -> Move {
        switch outcome {
        case .done, .saw: return .finish
        case .refused(status: 404) where triesLeft > 0:
            triesLeft -= 1
            stage = .creating
            return .ask(.createBridge(bridge.rawValue, .mixing))
        // One of the two is gone, or was taken out of our application.
        case .refused: return failed
        case .notSent where triesLeft > 0:
            triesLeft -= 1
            return .later(milliseconds: 200, .addChannels(both, bridge: bridge.rawValue))
        case .notSent: return failed
        case .unknown:
            stage = .looking
            return .ask(.findBridge(bridge.rawValue))
        }
    }

    /// The customer first: who is there already leaves and comes back, and a recording of the bridge ends when that is
    /// the only one in it. *Source*: seen on 22.10.1.
    private var both: [String] { [customer.leg.rawValue, agent.rawValue] }

    private var failed: Move { .finish([.connectFailed(bridge)]) }
}
