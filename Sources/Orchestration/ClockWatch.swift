internal import ConnectionMode
internal import Logging

/// Says in the log when the system's clock is set while the service runs: deadlines do not heed it, and
/// times that consoles are told are off by so much until the next start.
struct ClockWatch {
    private static let tolerableMilliseconds: Int64 = 60_000
    private static let everySeconds = 10

    private var told: Int64
    private var next: Instant

    init(_ clock: ServiceClock) {
        told = 0
        next = clock.now
    }

    mutating func look(_ clock: ServiceClock, _ logger: Logger) {
        let now = clock.now
        guard now >= next else { return }
        next = now.advanced(bySeconds: Self.everySeconds)
        let ahead = clock.wall.milliseconds(since: now)
        let (change, overflow) = ahead.subtractingReportingOverflow(told)
        guard overflow || change.magnitude > Self.tolerableMilliseconds.magnitude else { return }
        told = ahead
        logger.warning(
            "The system's clock was set: restart Offhook, which drops no call, to tell times by it.",
            metadata: ["secondsAhead": "\(ahead / 1_000)"])
    }
}
