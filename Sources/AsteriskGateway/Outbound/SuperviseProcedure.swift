internal import ConnectionMode

/// Brings a supervisor to where they take part in a call: to those who talk, or together with an ear at the agent's
/// channel.
///
/// The ear is a channel of Asterisk's own (`Snoop/…`), which hears what the agent says and hears, and whose sound is
/// said to the agent if it speaks. It does not end by itself: not with the supervisor's channel, and not with the call.
/// That both are there is seen as two events. *Source*: seen with Asterisk 22.10.1, and what the tests on it look at.
struct SuperviseProcedure: Procedure {
    let place: SupervisionPlace
    private var stage = Stage.joining
    private var triesLeft = 20
    private var sendsLeft = 3

    private enum Stage { case makingBridge, listening, unrecorded, joining, looking }

    init(_ place: SupervisionPlace) { self.place = place }

    mutating func start() -> Move {
        stage = place.ear == nil ? .joining : .makingBridge
        return .ask(request)
    }

    mutating func next(after outcome: Outcome) -> Move {
        switch stage {
        case .makingBridge:
            // It was given up before it began.
            if outcome == .refused(status: 404) { return failed }
            stage = .listening
            return .ask(request)
        case .listening: return listening(outcome)
        case .unrecorded: return unrecorded(outcome)
        case .joining: return joined(outcome)
        case .looking:
            if case .saw(.bridge(let channels)) = outcome, Set(channels).isSuperset(of: names) {
                return .finish(names.map { .legEntered(LegID($0), place.bridge) })
            }
            return joinLater()
        }
    }

    private mutating func listening(_ outcome: Outcome) -> Move {
        switch outcome {
        // Where it was made by a request whose answer was lost, a second one is refused with 500.
        case .done, .saw, .unknown,
            .refused(status: 500):
            stage = .unrecorded
            return .ask(request)
        case .notSent where sendsLeft > 0:
            sendsLeft -= 1
            return .later(milliseconds: 200, request)
        // The agent's channel is not there.
        case .notSent, .refused: return failed
        }
    }

    /// It would have a call record of its own (C8).
    private mutating func unrecorded(_ outcome: Outcome) -> Move {
        // It is not in our application yet.
        if outcome == .refused(status: 409), triesLeft > 0 { return later() }
        stage = .joining
        return .ask(request)
    }

    private mutating func joined(_ outcome: Outcome) -> Move {
        switch outcome {
        case .done, .saw: return .finish
        case .unknown:
            stage = .looking
            return .ask(.findBridge(place.bridge.rawValue))
        // The ear is not in our application yet.
        case .refused(status: 409), .refused(status: 422), .notSent: return joinLater()
        case .refused(status: 400) where place.ear != nil: return joinLater()
        // One of them is gone, or the place is.
        case .refused: return failed
        }
    }

    private mutating func joinLater() -> Move {
        guard triesLeft > 0 else { return failed }
        stage = .joining
        return later()
    }

    private mutating func later() -> Move {
        triesLeft -= 1
        return .later(milliseconds: triesLeft >= 10 ? 20 : 250, request)
    }

    /// Of both legs.
    var names: [String] { place.legs.map(\.rawValue) }

    private var request: Request {
        switch (stage, place.ear) {
        case (.makingBridge, _): .createBridge(place.bridge.rawValue, .mixing)
        case (.listening, let ear?):
            .listen(
                ear.agentLeg.rawValue, as: ear.leg.rawValue, speaks: ear.speaks)
        case (.unrecorded, let ear?):
            .setVariable(ear.leg.rawValue, name: CallRecords.disable, value: "1")
        case (.looking, _): .findBridge(place.bridge.rawValue)
        case (.joining, _), (.listening, nil), (.unrecorded, nil):
            .addChannels(names, bridge: place.bridge.rawValue)
        }
    }

    private var failed: Move { .finish([.supervisionFailed(place.leg)]) }
}
