/// No connection stands and none is being opened.
///
/// From log-in, and from every other phase by its end. To `dialing`.
public struct Closed: Hashable, Sendable, Codable {
    /// Why the last one ended; `nil` before the first of this session.
    public var endReason: EndReason?
    public var endedAt: Instant?
    public var lastAttempt: AttemptID?

    func perform(_ request: Connection.Request, at now: Instant) throws(Refusal) -> Step {
        switch request {
        case .open(let attempt):
            let policy = attempt.policy
            let deadline = now.advanced(bySeconds: attempt.longestRingSeconds)
            return .go(
                .dialing(Dialing(attempt: attempt, deadline: deadline)),
                achieve: [
                    .dial(
                        Dial(
                            leg: attempt.leg, purpose: .validation, agent: attempt.agent,
                            workplace: attempt.workplace,
                            ringSeconds: policy.validationRingSeconds, callerID: policy.callerID))
                ],
                tell: [.connectionDialing(attempt.id)],
                answer: .dialing(attempt.id))
        case .close: throw .connectionAlreadyClosed
        case .confirm(let id, _): throw .attemptIsOver(id)
        }
    }
}
