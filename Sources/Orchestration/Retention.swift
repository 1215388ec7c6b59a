internal import ConnectionMode
internal import Logging
internal import Storage

/// Forgets entries of the audit journal that are older than they are to be kept.
///
/// A clock that is years ahead at start makes all of them old. So when the journal has nothing from the
/// time that it keeps but the last day, as after such a start, all waits for a day: long enough to set
/// the clock right.
struct AuditRetention {
    private static let daySeconds = 86_400

    private let days: Int
    private var next: Instant
    private var hasBegun = false

    /// - Parameter days: how long entries are kept.
    init(days: Int, at now: Instant) {
        self.days = days
        next = now
    }

    /// Does what is due: a bounded number at a time, so that nobody waits for the journal.
    mutating func work(on journal: any AuditJournal, _ clock: ServiceClock, _ logger: Logger) {
        let now = clock.now
        guard now >= next else { return }
        let oldest = now.advanced(bySeconds: -days * Self.daySeconds)
        if !hasBegun {
            hasBegun = true
            if looksWrong(journal, oldest, now) {
                logger.warning(
                    "Every entry of the audit journal is old: if the clock is wrong, set it within a day."
                )
                next = now.advanced(bySeconds: Self.daySeconds)
                return
            }
        }
        let count = (try? journal.forgetEntries(before: oldest)) ?? 0
        next = now.advanced(bySeconds: count == 0 ? 3_600 : 1)
    }

    private func looksWrong(
        _ journal: any AuditJournal, _ oldest: Instant, _ now: Instant
    ) -> Bool {
        let lastDay = now.advanced(bySeconds: -Self.daySeconds)
        do {
            let beginning = Instant(millisecondsSince1970: .min)
            return try journal.hasEntries(from: beginning, until: oldest)
                && !journal.hasEntries(from: oldest, until: lastDay)
        } catch {
            return true
        }
    }
}
