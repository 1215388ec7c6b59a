/// The validation call is up and the PIN is being spoken. No offer is made (V10).
///
/// From `ringing` or `dialing`. To `open` on the right PIN, or to `closed` where only the workplace was to be proven; to
/// `closed` on too many wrong ones, time-out or hang-up.
public struct Verifying: Hashable, Sendable, Codable {
    public let attempt: Attempt
    /// A wrong PIN does not move it (V6).
    public let deadline: Instant
    public var triesLeft: Int

    func perform(_ request: Connection.Request, at now: Instant) throws(Refusal) -> Step {
        switch request {
        case .open: throw .attemptUnderWay(attempt.id)
        case .close(let reason): return attempt.calledOff(reason, at: now)
        case .confirm(attempt.id, .right) where attempt.proves != nil:
            return attempt.ended(.workplaceValidated, at: now, hangingUp: true, dissolving: false)
        case .confirm(attempt.id, .right):
            // The trunk counts from the answer.
            let answeredAt = deadline.advanced(bySeconds: -attempt.policy.pinSeconds)
            let expiresAt = attempt.longestSeconds.map { answeredAt.advanced(bySeconds: $0) }
            return .go(
                .open(Open(attempt: attempt, openedAt: now, expiresAt: expiresAt)),
                achieve: [.park(attempt.leg, home: attempt.home)],
                tell: [.connectionOpened(attempt.id)]
                    + (attempt.renews ? [.connectionRenewed(attempt.id)] : [])
                    + [.openNotice(attempt.id)])
        case .confirm(attempt.id, .wrong): return wrongPIN(at: now)
        // A late PIN never meets a newer call (V4).
        case .confirm(let id, _): throw .attemptIsOver(id)
        }
    }

    private func wrongPIN(at now: Instant) -> Step {
        let left = max(0, triesLeft - 1)
        var step: Step
        if left == 0 {
            step = attempt.ended(.pinFailed, at: now, hangingUp: true, dissolving: false)
        } else {
            var next = self
            next.triesLeft = left
            step = .go(.verifying(next))
        }
        step.tell.insert(.connectionPINRejected(attempt.id, attemptsLeft: left), at: 0)
        step.answer = .wrongPIN(attemptsLeft: left)
        return step
    }

    func observe(_ sight: Connection.Sight, at now: Instant) -> Step {
        switch sight {
        case .ringing, .answered, .dialFailed: .stay(.verifying(self))
        case .gone(let end):
            attempt.ended(end.whileUp, at: now, hangingUp: false, dissolving: false)
        case .notFound: attempt.ended(.unknown, at: now, hangingUp: true, dissolving: false)
        case .missing(let restarted):
            attempt.ended(
                restarted ? .nodeRestarted : .unknown, at: now, hangingUp: true, dissolving: false)
        }
    }

    func expire(at now: Instant) -> Step {
        attempt.ended(.pinTimedOut, at: now, hangingUp: true, dissolving: false)
    }
}
