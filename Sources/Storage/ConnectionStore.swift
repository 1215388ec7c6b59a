package import ConnectionMode

/// Remembers the shared model's roots across restarts. One process uses a store at a time.
///
/// Calls are synchronous and come from one thread, the sequencer's.
package protocol ConnectionStore: Sendable {
    /// Random per store, 6 to 12 lower-case letters and digits; part of every name that the model
    /// chooses. Made when the store is made.
    var epoch: String { get }

    /// All that is remembered.
    func load() throws(StoreError) -> Remembered

    /// Stores all changes with what the audit journal and the ledger say of them, or nothing. Changes are safe
    /// to repeat, entries are not. When it returns, a kill of the process loses nothing of it.
    func commit(
        _ changes: [Change], journal: [AuditEntry], ledger: [LedgerEntry]
    ) throws(StoreError)
}

extension ConnectionStore {
    package func commit(
        _ changes: [Change], journal: [AuditEntry] = []
    ) throws(StoreError) {
        try commit(changes, journal: journal, ledger: [])
    }
}

/// Why a store cannot be used; each says what to do in one sentence.
package enum StoreError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The disk is full, read-only or gone; it may be put right while the service runs.
    case unavailable(String)
    /// Another process holds the store.
    case inUse(String)
    /// It was written by a newer version, or is damaged.
    case unreadable(String)

    package var description: String {
        switch self {
        case .unavailable(let sentence), .inUse(let sentence), .unreadable(let sentence): sentence
        }
    }
}
