internal import ConnectionMode
internal import Logging
internal import Storage

/// Forgets what the audit journal and the ledger have had longer than they are to.
///
/// A clock that is years ahead at start makes all of it old. So when the journal has nothing from the
/// time that it keeps but the last day, as after such a start, all waits for a day: long enough to set
/// the clock right.
struct Retention {
    private static let daySeconds = 86_400

    private let auditDays: Int
    private var next: Instant
    private var hasBegun = false

    /// - Parameter auditDays: how long entries of the journal are kept; a tenant says how long those of its ledger.
    init(auditDays: Int, at now: Instant) {
        self.auditDays = auditDays
        next = now
    }

    /// Does what is due: a bounded number at a time, so that nobody waits for it.
    mutating func work(
        on journal: (any AuditJournal)?, _ ledger: (any Ledger)?,
        _ recordings: (any RecordingIndex)?, _ directory: Directory,
        _ clock: ServiceClock, _ logger: Logger
    ) {
        let now = clock.now
        guard now >= next else { return }
        let oldest = Self.day(auditDays, before: now)
        if !hasBegun, let journal {
            hasBegun = true
            if looksWrong(journal, oldest, now) {
                logger.warning(
                    "Every entry of the audit journal is old: if the clock is wrong, set it within a day."
                )
                next = now.advanced(bySeconds: Self.daySeconds)
                return
            }
        }
        var count = (try? journal?.forgetEntries(before: oldest)) ?? 0
        if let ledger { count += forget(in: ledger, directory, at: now) }
        if let recordings { count += discard(in: recordings, directory, at: now) }
        next = now.advanced(bySeconds: count == 0 ? 3_600 : 1)
    }

    private func forget(in ledger: any Ledger, _ directory: Directory, at now: Instant) -> Int {
        let tenants = (try? ledger.ledgerTenants()) ?? []
        return tenants.reduce(0) { count, tenant in
            let days = directory.tenants[tenant]?.ledgerDays ?? TenantSettings.usualLedgerDays
            let oldest = Self.day(days, before: now)
            return count + ((try? ledger.forgetLedger(of: tenant, before: oldest)) ?? 0)
        }
    }

    /// What the tenants do not keep recordings for so long is taken out of the index; the files follow.
    private func discard(
        in recordings: any RecordingIndex, _ directory: Directory, at now: Instant
    ) -> Int {
        let tenants = (try? recordings.recordingTenants()) ?? []
        return tenants.reduce(0) { count, tenant in
            let days =
                directory.tenants[tenant]?.recordingDays ?? TenantSettings.usualRecordingDays
            let oldest = Self.day(days, before: now)
            return count
                + ((try? recordings.discardRecordings(
                    of: tenant, before: oldest, by: AuditEntry.retention)) ?? 0)
        }
    }

    private static func day(_ days: Int, before now: Instant) -> Instant {
        now.advanced(bySeconds: -days * daySeconds)
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
