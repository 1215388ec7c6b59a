import ConnectionMode
import Foundation
import Storage
import StorageSQLite
import Testing

/// What holds for the embedded store alone: its file, and its life across processes.
@Suite(.timeLimit(.minutes(1)))
struct SQLiteStoreTests {
    @Test func `each database has an epoch of its own, and keeps it`() throws {
        var epochs = Set<String>()
        for _ in 1...5 {
            let folder = try TemporaryFolder()
            let epoch = try SQLiteStore(directory: folder.path).epoch
            #expect(try SQLiteStore(directory: folder.path).epoch == epoch)
            epochs.insert(epoch)
        }
        #expect(epochs.count == 5)
    }

    @Test func `what was stored is there when the database is opened again`() throws {
        let folder = try TemporaryFolder()
        let roots = try Roots()
        do {
            let store = try SQLiteStore(directory: folder.path)
            try store.commit(roots.stored + [.counter(next: 42, nodeRun: "run 1")])
        }
        let remembered = try SQLiteStore(directory: folder.path).load()
        #expect(remembered.agents == [roots.agent])
        #expect(remembered.offers == [roots.offer])
        #expect(remembered.calls == [roots.call])
        #expect(remembered.departures == [roots.departure])
        #expect(remembered.nextName == 42)
        #expect(remembered.nodeRun == "run 1")
    }

    @Test func `a killed process loses nothing of what it stored, nor its hold`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let lock = try ServiceLock(directory: path)
            let store = try SQLiteStore(directory: path)
            try store.commit(Roots().stored)
            withExtendedLifetime(lock) { _ = kill(getpid(), SIGKILL) }
        }
        try ServiceLock(directory: path).release()
        #expect(try SQLiteStore(directory: path).load().agents == [Roots().agent])
    }

    @Test func `nobody else can read what is stored`() throws {
        let folder = try TemporaryFolder()
        let data = folder.path + "/data"
        let store = try SQLiteStore(directory: data)
        try store.commit(Roots().stored)
        #expect(try TemporaryFolder.mode(of: data) == 0o700)
        let files = try FileManager.default.contentsOfDirectory(atPath: data)
        #expect(files.contains("offhook.sqlite"))
        for file in files { #expect(try TemporaryFolder.mode(of: "\(data)/\(file)") == 0o600) }
        withExtendedLifetime(store) {}
    }

    @Test func `folders above the data directory are made too`() throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(directory: folder.path + "/var/lib/offhook")
        #expect(try store.load().nextName == 1)
    }

    @Test func `several that open a new database at once agree on one epoch`() async throws {
        for _ in 1...20 {
            let folder = try TemporaryFolder()
            let path = folder.path
            let epochs = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 1...6 { group.addTask { try SQLiteStore(directory: path).epoch } }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(epochs.count == 1)
            withExtendedLifetime(folder) {}
        }
    }
}
