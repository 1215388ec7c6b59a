/// No connection stands and none is being opened.
///
/// From log-in, and from every other phase by its end. To `dialing`, or to `waiting` where its trunk is busy.
public struct Closed: Hashable, Sendable, Codable {
    /// Why the last one ended; `nil` before the first of this session.
    public var endReason: EndReason?
    public var endedAt: Instant?
    public var lastAttempt: AttemptID?

    func perform(_ request: Connection.Request, at now: Instant) throws(Refusal) -> Step {
        switch request {
        case .open(let attempt):
            return attempt.dial(at: now)
        case .close: throw .connectionAlreadyClosed
        case .confirm(let id, _): throw .attemptIsOver(id)
        }
    }
}
