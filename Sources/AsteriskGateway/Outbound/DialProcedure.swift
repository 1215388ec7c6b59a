internal import ConnectionMode

/// Rings a workplace: one `POST /channels` with a channel id that was never used before.
///
/// It is never repeated here; an outcome that is unknown goes back to the model, which has the leg
/// looked for. *Source*: ASTERISK originate: an endpoint that cannot be called is HTTP 500 with no event.
struct DialProcedure: Procedure {
    let leg: LegID
    let call: PlacedCall

    mutating func start() -> Move { .ask(.originate(call)) }

    mutating func next(after outcome: Outcome) -> Move {
        switch outcome {
        case .done, .saw: .finish
        case .notSent: failed(.notSent)
        case .unknown: failed(.outcomeUnknown)
        // The name is taken: an earlier request for this very leg arrived after all.
        case .refused(status: 409): failed(.outcomeUnknown)
        // Not registered, no such endpoint, no such technology.
        case .refused(status: 500), .refused(status: 400): failed(.refused(.unreachable))
        case .refused: failed(.refused(.unknown))
        }
    }

    private func failed(_ failure: DialFailure) -> Move { .finish([.dialFailed(leg, failure)]) }
}

/// Looks for a leg whose dial has an unknown outcome, for five seconds: a request whose answer was lost
/// shows up some milliseconds later, if it does.
struct FindProcedure: Procedure {
    let leg: LegID
    private var looksLeft = 20

    init(leg: LegID) { self.leg = leg }

    mutating func start() -> Move { .ask(.findChannel(leg.rawValue)) }

    mutating func next(after outcome: Outcome) -> Move {
        switch outcome {
        case .saw(.channel(.up)): return .finish([.legAnswered(leg)])
        case .saw(.channel(.ringing)): return .finish([.legRinging(leg)])
        // It is there; its events will tell the rest.
        case .done, .saw:
            return .finish
        case .refused, .notSent, .unknown:
            guard looksLeft > 0 else { return .finish([.legNotFound(leg)]) }
            looksLeft -= 1
            return .later(milliseconds: 250, .findChannel(leg.rawValue))
        }
    }
}
