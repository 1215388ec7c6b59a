internal import Synchronization

/// How often each key may do something: so many times a second, and so many at once after a pause.
///
/// A key costs one point in time, until which what it took is spoken for: a token bucket kept the other
/// way round. *Source*: ITU-T I.371, generic cell rate algorithm.
final class RateLimit<Key: Hashable & Sendable>: Sendable {
    typealias Time = ContinuousClock.Instant

    /// Keys that took nothing lately are forgotten when there are this many.
    private static var maximumKeys: Int { 4_096 }

    private let interval: Duration
    private let window: Duration
    /// What is taken regardless is remembered no longer than this.
    private let maximumDebt = Duration.seconds(60)
    private let spokenFor = Mutex<[Key: Time]>([:])

    init(perSecond: Int, atOnce burst: Int) {
        interval = .seconds(1) / perSecond
        window = interval * burst
    }

    /// Takes one. Nil when there was one to take; else how long it is until there is, and nothing is
    /// taken.
    func take(_ key: Key, at now: Time = .now) -> Duration? {
        spokenFor.withLock { spokenFor in
            let until = max(spokenFor[key] ?? now, now) + interval
            guard until - now <= window else { return until - now - window }
            Self.note(until, for: key, in: &spokenFor, at: now)
            return nil
        }
    }

    /// How long it is until there is one to take; nil when there is.
    func wait(for key: Key, at now: Time = .now) -> Duration? {
        spokenFor.withLock { spokenFor in
            let until = max(spokenFor[key] ?? now, now) + interval
            return until - now <= window ? nil : until - now - window
        }
    }

    /// Takes one, whether there is one or not.
    func charge(_ key: Key, at now: Time = .now) {
        spokenFor.withLock { spokenFor in
            let until = max(spokenFor[key] ?? now, now) + interval
            Self.note(
                min(until, now + window + maximumDebt), for: key, in: &spokenFor, at: now)
        }
    }

    private static func note(
        _ until: Time, for key: Key, in spokenFor: inout [Key: Time], at now: Time
    ) {
        if spokenFor.count >= maximumKeys, spokenFor[key] == nil {
            spokenFor = spokenFor.filter { $0.value > now }
            // Too many at once to tell apart: all begin anew.
            if spokenFor.count > maximumKeys / 2 { spokenFor.removeAll() }
        }
        spokenFor[key] = until
    }
}
