internal import ConnectionMode
internal import Orchestration
internal import Storage
internal import Synchronization

/// What was remembered, done and told, in the order in which it happened.
final class Journal: Sendable {
    enum Entry: Sendable {
        case remembered([Change])
        /// The store was asked and could not.
        case notRemembered
        case acted(Effect)
        case spoke(LegID)
        case told(Posting)
    }

    private let kept = Mutex<[Entry]>([])

    var entries: [Entry] { kept.withLock { $0 } }

    func note(_ entry: Entry) { kept.withLock { $0.append(entry) } }

    func clear() { kept.withLock { $0 = [] } }

    var commits: [[Change]] {
        entries.compactMap { if case .remembered(let changes) = $0 { changes } else { nil } }
    }

    /// What was done, but for what queues were told.
    var effects: [Effect] {
        entries.compactMap { entry in
            switch entry {
            case .acted(.standing), .acted(.standings): nil
            case .acted(let effect): effect
            case .remembered, .notRemembered, .spoke, .told: nil
            }
        }
    }

    var notices: [Notice.Content] {
        entries.compactMap {
            guard case .told(let posting) = $0, case .notice(let notice) = posting.content else {
                return nil
            }
            return notice.content
        }
    }
}

/// A store that notes in the journal when it was asked, and whether it could.
final class JournalingStore: ConnectionStore {
    let kept: InMemoryStore
    private let journal: Journal

    init(_ kept: InMemoryStore, _ journal: Journal) {
        self.kept = kept
        self.journal = journal
    }

    var epoch: String { kept.epoch }

    func load() throws(StoreError) -> Remembered { try kept.load() }

    func commit(
        _ changes: [Change], journal entries: [AuditEntry], ledger: [LedgerEntry]
    ) throws(StoreError) {
        do {
            try kept.commit(changes, journal: entries, ledger: ledger)
        } catch {
            journal.note(.notRemembered)
            throw error
        }
        // What only the audit journal keeps is not a decision.
        if !changes.isEmpty { journal.note(.remembered(changes)) }
    }
}

/// A PBX that only notes what it is asked for; what is seen there is up to the test.
final class RecordingPhoneSystem: PhoneSystem {
    private let journal: Journal
    private let spoken = Mutex<[LegID: PIN]>([:])

    init(_ journal: Journal) { self.journal = journal }

    func pursue(_ effect: Effect) { journal.note(.acted(effect)) }

    func speak(_ pin: PIN, on leg: LegID, _ spoken: SpokenPIN) {
        self.spoken.withLock { $0[leg] = pin }
        journal.note(.spoke(leg))
    }

    /// What was spoken on a leg, as who listens there hears it.
    func heard(on leg: LegID) -> String? {
        spoken.withLock { $0[leg] }?.digits.map(String.init).joined()
    }
}
