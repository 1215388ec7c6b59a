internal import ConnectionMode
internal import Synchronization

/// The files that the PBX did not delete, each left alone for a while, so that they hold up no others.
final class RefusedDeletions: Sendable {
    private struct Kept {
        /// Until when they are left alone.
        var resting: [RecordingID: ContinuousClock.Instant] = [:]
        var warnedAt: ContinuousClock.Instant?
        /// Since the last warning.
        var count = 0
    }

    /// Of more than these each is tried in every round.
    private static let mostResting = 10_000
    private static let betweenWarnings = Duration.seconds(60)

    private let rest: Duration
    private let kept = Mutex(Kept())

    init(rest: Duration) { self.rest = rest }

    func isResting(_ id: RecordingID, at now: ContinuousClock.Instant) -> Bool {
        kept.withLock { $0.resting[id].map { now < $0 } ?? false }
    }

    /// - Returns: how many there were since the last warning, where it is time for one.
    func add(_ id: RecordingID, at now: ContinuousClock.Instant) -> Int? {
        kept.withLock { kept in
            if kept.resting.count >= Self.mostResting {
                kept.resting = kept.resting.filter { now < $0.value }
            }
            if kept.resting.count < Self.mostResting {
                kept.resting[id] = now.advanced(by: rest)
            }
            kept.count += 1
            if let warnedAt = kept.warnedAt, now < warnedAt.advanced(by: Self.betweenWarnings) {
                return nil
            }
            kept.warnedAt = now
            defer { kept.count = 0 }
            return kept.count
        }
    }
}
