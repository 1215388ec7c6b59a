import GRDB
import Storage
import StorageSQLite
import Testing

/// The stores that obey the one contract.
enum StoreKind: CaseIterable, CustomTestStringConvertible {
    case inMemory, embedded

    var testDescription: String {
        switch self {
        case .inMemory: "in memory"
        case .embedded: "SQLite"
        }
    }
}

/// A new and empty store, and the way to make it fail.
final class StoreUnderTest {
    let store:
        any ConnectionStore & TokenStore & AuditJournal & AnswerStore & Ledger
            & RecordingIndex
    /// From now on no call can be stored; all else can.
    let breakCalls: () throws -> Void
    /// Kept as long as the store is.
    private let folder: TemporaryFolder?

    init(_ kind: StoreKind) throws {
        switch kind {
        case .inMemory:
            let memory = InMemoryStore()
            store = memory
            breakCalls = { memory.failure = .unavailable("The test forbids it.") }
            folder = nil
        case .embedded:
            let folder = try TemporaryFolder()
            store = try SQLiteStore(directory: folder.path)
            breakCalls = { try refuseCalls(in: folder.path) }
            self.folder = folder
        }
    }
}

/// The database, past the store.
func database(in folder: String) throws -> DatabaseQueue {
    try DatabaseQueue(path: "\(folder)/offhook.sqlite")
}

private func refuseCalls(in folder: String) throws {
    try database(in: folder).write { database in
        try database.execute(
            sql: """
                CREATE TRIGGER refuse BEFORE INSERT ON record WHEN new.kind = 'call'
                BEGIN SELECT RAISE(ABORT, 'The test forbids it.'); END
                """)
    }
}
