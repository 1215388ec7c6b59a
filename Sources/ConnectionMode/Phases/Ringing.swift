/// The phone rings.
///
/// From `dialing`. To `verifying` when it is answered; to `closed` when it is not, or called off.
public struct Ringing: Hashable, Sendable, Codable {
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
        case .ringing: .stay(.ringing(self))
        case .answered: attempt.verify(at: now)
        case .gone(let end):
            attempt.ended(end.whileDialing, at: now, hangingUp: false, dissolving: false)
        // It rang, so it was placed, whatever the answer to the request was.
        case .dialFailed: .stay(.ringing(self))
        case .notFound: attempt.ended(.unknown, at: now, hangingUp: true, dissolving: false)
        case .missing(let restarted):
            attempt.ended(
                restarted ? .nodeRestarted : .unknown, at: now, hangingUp: true, dissolving: false)
        }
    }

    func expire(at now: Instant) -> Step {
        attempt.ended(.noAnswer, at: now, hangingUp: true, dissolving: false)
    }
}
