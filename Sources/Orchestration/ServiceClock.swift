package import ConnectionMode

/// The wall clock at start plus monotonic time: it never runs backwards, and a jump of the system's
/// clock does not move a deadline.
package struct ServiceClock: Sendable {
    private let startWall: Instant
    private let start: ContinuousClock.Instant

    package init(startingAt wall: Instant) {
        startWall = wall
        start = .now
    }

    package var now: Instant {
        let (seconds, attoseconds) = start.duration(to: .now).components
        let milliseconds = seconds * 1_000 + attoseconds / 1_000_000_000_000_000
        return startWall.advanced(byMilliseconds: milliseconds)
    }
}
