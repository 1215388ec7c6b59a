/// The validation call was asked for and does not ring yet.
///
/// From `closed`. To `ringing`; to `verifying` when the answer comes first; to `closed` when the
/// call cannot be placed, ends, or is called off.
public struct Dialing: Hashable, Sendable, Codable {
    public let attempt: Attempt
    let deadline: Instant

    func perform(_ request: Connection.Request, at now: Instant) throws(Refusal) -> Step {
        switch request {
        case .open: throw .attemptUnderWay(attempt.id)
        case .close(let reason): return attempt.calledOff(reason, at: now)
        case .confirm(let id, _): throw attempt.refusesPIN(for: id)
        }
    }

    func observe(_ sight: Connection.Sight, at now: Instant) -> Step {
        switch sight {
        case .ringing:
            .go(
                .ringing(Ringing(attempt: attempt, deadline: deadline)),
                tell: [.connectionRinging(attempt.id)])
        case .answered: attempt.verify(at: now)
        // Nobody was there to let it ring (V7).
        case .gone(.noAnswer):
            attempt.ended(.unreachable, at: now, hangingUp: false, dissolving: false)
        case .gone(let end):
            attempt.ended(end.whileDialing, at: now, hangingUp: false, dissolving: false)
        // A dial that never left, or was refused, has no leg to hang up.
        case .dialFailed(.notSent):
            attempt.ended(.unknown, at: now, hangingUp: false, dissolving: false)
        case .dialFailed(.refused(let end)):
            attempt.ended(end.whileDialing, at: now, hangingUp: false, dissolving: false)
        // An answer that was lost: the leg may show up some milliseconds later.
        case .dialFailed(.outcomeUnknown), .missing(restarted: false):
            .go(.dialing(self), achieve: [.find(attempt.leg)])
        // Should it come later still, it is hung up.
        case .notFound: attempt.ended(.unknown, at: now, hangingUp: true, dissolving: false)
        case .missing(restarted: true):
            attempt.ended(.nodeRestarted, at: now, hangingUp: false, dissolving: false)
        }
    }

    func expire(at now: Instant) -> Step {
        attempt.ended(.unreachable, at: now, hangingUp: true, dissolving: false)
    }
}

extension Attempt {
    /// Called off before it opened. Log-out keeps its own reason; a click is a cancellation.
    func calledOff(_ reason: EndReason, at now: Instant) -> Step {
        let isClick = reason == .closedByAgent || (proves != nil && reason == .closedByAdmin)
        return ended(
            isClick ? .canceled : reason, at: now, hangingUp: true, dissolving: false)
    }

    /// Why a PIN cannot be taken before the answer.
    func refusesPIN(for named: AttemptID) -> Refusal {
        named == id ? .pinNotSpokenYet(named) : .attemptIsOver(named)
    }
}
