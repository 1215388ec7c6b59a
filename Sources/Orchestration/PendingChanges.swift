internal import ConnectionMode
internal import Storage

/// Changes that wait to be stored, one a root: the latest.
struct PendingChanges {
    private enum Root: Hashable {
        case agent(AgentKey), offer(OfferID), call(CallID), waiting(CustomerID), departure(LegID)
        case limits(AgentKey), choices(AgentKey), wrongPINs, counter, directory(String)
    }

    /// So many entries of the audit journal wait; of more, the oldest are lost.
    private static let mostEntries = 10_000
    /// And so many of the ledger: some hundred agents work for a day by then.
    private static let mostOfLedger = 100_000

    /// In the order in which their roots were first changed.
    private(set) var changes: [Change] = []
    private var places: [Root: Int] = [:]
    private(set) var journal: [AuditEntry] = []
    private(set) var ledger: [LedgerEntry] = []

    var isEmpty: Bool { changes.isEmpty && journal.isEmpty && ledger.isEmpty }

    mutating func add(
        _ more: [Change], _ entries: [AuditEntry], _ ledger: [LedgerEntry] = []
    ) {
        self.ledger += ledger
        if self.ledger.count > Self.mostOfLedger {
            self.ledger.removeFirst(self.ledger.count - Self.mostOfLedger)
        }
        journal += entries
        if journal.count > Self.mostEntries {
            journal.removeFirst(journal.count - Self.mostEntries)
        }
        for change in more {
            let root: Root =
                switch change {
                case .agent(let key, _): .agent(key)
                case .offer(let id, _): .offer(id)
                case .call(let id, _): .call(id)
                case .waiting(let id, _): .waiting(id)
                case .departure(let leg, _): .departure(leg)
                case .limits(let key, _): .limits(key)
                case .choices(let key, _): .choices(key)
                case .wrongPINs: .wrongPINs
                case .directory(let change): .directory(change.name)
                case .counter: .counter
                }
            if let place = places[root] {
                changes[place] = change
            } else {
                places[root] = changes.count
                changes.append(change)
            }
        }
    }
}
