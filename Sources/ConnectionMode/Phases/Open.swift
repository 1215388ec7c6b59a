/// The connection stands: the leg is parked in silence, or in a call (C1–C3).
///
/// From `verifying`. To `closed` at its end, whoever ends it.
public struct Open: Hashable, Sendable, Codable {
    public internal(set) var attempt: Attempt
    public internal(set) var openedAt: Instant
    /// When its trunk ends it (C5); nil where none does.
    public internal(set) var expiresAt: Instant?

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
            attempt.ended(
                isOver(at: now) && end == .hungUp ? .maxDuration : end.whileUp, at: now,
                hangingUp: false, dissolving: true)
        case .notFound: attempt.ended(.unknown, at: now, hangingUp: true, dissolving: true)
        case .missing(let restarted):
            attempt.ended(
                restarted ? .nodeRestarted : isOver(at: now) ? .maxDuration : .unknown, at: now,
                hangingUp: true, dissolving: true)
        }
    }

    /// Whether the trunk's time for it has come, or is about to.
    private func isOver(at now: Instant) -> Bool {
        expiresAt.map { now >= $0.advanced(bySeconds: -5) } ?? false
    }
}
