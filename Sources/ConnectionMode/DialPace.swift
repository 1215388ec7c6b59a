/// The turns in which phones are called, so many a second: over a trunk (C7), or again after a restart of the PBX (W3),
/// for a thousand at once are more than trunks and phones bear.
struct DialPace: Hashable, Sendable {
    private let intervalMilliseconds: Int64
    /// The first time that is nobody's turn yet.
    private var free: Instant?
    private var lastCall: Instant?

    init(perSecond: Int) { intervalMilliseconds = max(1, 1_000 / Int64(max(1, perSecond))) }

    /// Nobody has a turn any more.
    mutating func startOver() { free = nil }

    /// The next turn that is free, right away if there is none to wait for.
    mutating func turn(at now: Instant) -> Instant {
        var turn = max(now, free ?? now)
        if let lastCall {
            turn = max(turn, lastCall.advanced(byMilliseconds: intervalMilliseconds))
        }
        free = turn.advanced(byMilliseconds: intervalMilliseconds)
        return turn
    }

    /// The same for somebody who had one already: later than now.
    mutating func laterTurn(at now: Instant) -> Instant {
        turn(at: now.advanced(byMilliseconds: intervalMilliseconds))
    }

    /// Takes the right to call now. No: many turns came at once, as after a long stop.
    mutating func call(at now: Instant) -> Bool {
        // Wake-ups are not exact; half the time is far from "at once".
        if let lastCall, now.milliseconds(since: lastCall) < intervalMilliseconds / 2 + 1 {
            return false
        }
        lastCall = now
        return true
    }

    /// When somebody who was refused may try again, before others whose turn comes later.
    func nextTry(at now: Instant) -> Instant {
        max(
            now.advanced(byMilliseconds: 1),
            (lastCall ?? now).advanced(byMilliseconds: intervalMilliseconds))
    }

    /// Somebody is called who cannot wait: it is the turn of all others a little later.
    mutating func callAtOnce(at now: Instant) {
        lastCall = max(now, lastCall ?? now)
        free = max(now, free ?? now).advanced(byMilliseconds: intervalMilliseconds)
    }

    /// Somebody has this turn already, from before a restart.
    mutating func keep(_ turn: Instant) {
        let next = turn.advanced(byMilliseconds: intervalMilliseconds)
        free = max(next, free ?? next)
    }
}
