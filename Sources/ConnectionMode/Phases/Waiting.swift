/// The validation call is asked for and waits for its trunk (C7): nobody was called yet.
///
/// From `closed`. To `dialing` when its turn has come; to `closed` when it is called off.
public struct Waiting: Hashable, Sendable, Codable {
    public let attempt: Attempt
    /// When the phone is called; later still where the PBX is not seen then.
    public let dialsAt: Instant
    /// When that was said, where it was not when the call was asked for.
    private let saidAt: Instant?

    init(attempt: Attempt, dialsAt: Instant, saidAt: Instant? = nil) {
        self.attempt = attempt
        self.dialsAt = dialsAt
        self.saidAt = saidAt
    }

    /// The same under a clock that was set back meanwhile: it lasts no longer than it was to last when that was said.
    func notAhead(of now: Instant) -> Waiting {
        let wait = max(0, dialsAt.milliseconds(since: saidAt ?? attempt.startedAt))
        return Waiting(
            attempt: attempt.notAhead(of: now),
            dialsAt: min(dialsAt, now.advanced(byMilliseconds: wait)),
            saidAt: saidAt.map { min($0, now) })
    }

    func perform(_ request: Connection.Request, at now: Instant) throws(Refusal) -> Step {
        switch request {
        case .open: throw .attemptUnderWay(attempt.id)
        case .close(let reason):
            // There is no leg to hang up.
            var step = attempt.calledOff(reason, at: now)
            step.doomed = nil
            return step
        case .confirm(let id, _): throw attempt.refusesPIN(for: id)
        }
    }

    /// There is nothing to be seen of it.
    func observe(_ sight: Connection.Sight, at now: Instant) -> Step { .stay(.waiting(self)) }
}
