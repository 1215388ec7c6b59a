/// The connection stands: the leg is parked in silence, or in a call (C1–C3).
///
/// From `verifying`. To `closed` at its end, whoever ends it.
public struct Open: Hashable, Sendable, Codable {
    public let attempt: Attempt
    public let openedAt: Instant

    func perform(_ request: Connection.Request, at now: Instant) throws(Refusal) -> Step {
        switch request {
        case .open: throw .connectionAlreadyOpen
        case .close(let reason):
            return attempt.ended(reason, at: now, hangingUp: true, dissolving: true)
        case .confirm(attempt.id, _): throw .connectionAlreadyOpen
        case .confirm(let id, _): throw .attemptIsOver(id)
        }
    }

    func observe(_ sight: Connection.Sight, at now: Instant) -> Step {
        switch sight {
        case .ringing, .answered, .dialFailed: .stay(.open(self))
        case .gone(let end):
            attempt.ended(end.whileUp, at: now, hangingUp: false, dissolving: true)
        case .notFound: attempt.ended(.unknown, at: now, hangingUp: true, dissolving: true)
        case .missing(let restarted):
            attempt.ended(
                restarted ? .nodeRestarted : .unknown, at: now, hangingUp: true, dissolving: true)
        }
    }
}
