internal import Foundation
package import ConnectionMode

/// The wall clock at start plus monotonic time: it never runs backwards, and a jump of the system's
/// clock does not move a deadline.
package struct ServiceClock: Sendable {
    private let readNow: @Sendable () -> Instant
    private let readWall: (@Sendable () -> Instant)?

    /// - Parameter wall: reads the system's clock; without it that clock is taken never to be set.
    package init(startingAt start: Instant, wall: (@Sendable () -> Instant)? = nil) {
        let began = ContinuousClock.now
        self.init(
            now: {
                let (seconds, attoseconds) = began.duration(to: .now).components
                return start.advanced(
                    byMilliseconds: seconds * 1_000 + attoseconds / 1_000_000_000_000_000)
            }, wall: wall)
    }

    /// A clock of somebody else's making.
    ///
    /// - Parameter now: never runs backwards.
    package init(
        now: @escaping @Sendable () -> Instant, wall: (@Sendable () -> Instant)? = nil
    ) {
        readNow = now
        readWall = wall
    }

    /// By the system's clock.
    package static var system: ServiceClock {
        @Sendable func read() -> Instant {
            Instant(millisecondsSince1970: Int64(Date().timeIntervalSince1970 * 1_000))
        }
        return ServiceClock(startingAt: read()) { read() }
    }

    /// What deadlines and limits go by.
    package var now: Instant { readNow() }

    /// What dates go by, such as a token's expiry: the system's clock as it is now, however it was set.
    package var wall: Instant { readWall?() ?? now }
}
