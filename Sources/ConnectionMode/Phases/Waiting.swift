/// The validation call is asked for and waits for its trunk (C7): nobody was called yet.
///
/// From `closed`. To `dialing` when its turn has come; to `closed` when it is called off.
public struct Waiting: Hashable, Sendable, Codable {
    public let attempt: Attempt
    /// When the phone is called; later still where the PBX is not seen then.
    public let dialsAt: Instant

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
