import ConnectionMode
import Foundation
import GRDB
import Storage
import StorageSQLite
import Synchronization
import Testing

/// Backups of a store, and what becomes of one that is put in its place.
@Suite(.timeLimit(.minutes(2))) struct BackupTests {
    private static let entry = AuditEntry(
        at: Instant(millisecondsSince1970: 1), tenant: TenantID("acme"), agent: nil, what: "logIn")

    @Test func `a backup has all, for its owner alone, and is marked as one`() async throws {
        let folder = try TemporaryFolder()
        let roots = try Roots()
        let store = try SQLiteStore(directory: folder.path + "/data")
        let counter = Change.counter(next: 42, nodeRun: "run 1")
        try store.commit(roots.stored + [counter], journal: [Self.entry])
        let backup = try SQLiteStore.backUp(folder.path + "/data", to: folder.path)
        #expect(backup.epoch == store.epoch)
        #expect(try TemporaryFolder.mode(of: backup.path) == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)

        try FileManager.default.createDirectory(
            atPath: folder.path + "/copy", withIntermediateDirectories: false)
        try FileManager.default.copyItem(
            atPath: backup.path, toPath: folder.path + "/copy/offhook.sqlite")
        let copy = try SQLiteStore(directory: folder.path + "/copy", for: .reading)
        let remembered = try copy.load()
        #expect(remembered.agents == [roots.agent])
        #expect(remembered.calls == [roots.call])
        #expect(remembered.nextName == 42)
        #expect(try copy.entries(AuditQuery()) == [Self.entry])
        #expect(copy.epoch == store.epoch)
        #expect(try copy.backupDate() != nil)
        #expect(try store.backupDate() == nil)
    }

    @Test func `nothing is overwritten, and nothing half done is left`() throws {
        let folder = try TemporaryFolder()
        let data = folder.path + "/data"
        _ = try SQLiteStore(directory: data)
        try folder.write("mine", Data("text".utf8))
        let place = folder.path + "/mine"
        #expect(
            throws: StoreError.unavailable(
                "\(place) is there already: choose another name; nothing is overwritten.")
        ) { try SQLiteStore.backUp(data, to: place) }
        #expect(FileManager.default.contents(atPath: place) == Data("text".utf8))
        #expect(throws: StoreError.self) {
            try SQLiteStore.backUp(data, to: folder.path + "/away/mine")
        }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
                "data", "mine",
            ])
    }

    @Test func `a backup does not keep commits waiting, and is of one instant`() async throws {
        let folder = try TemporaryFolder()
        let data = folder.path + "/data"
        let store = try SQLiteStore(directory: data)
        let old = AuditEntry(
            at: Instant(millisecondsSince1970: 1), tenant: TenantID("acme"), agent: nil,
            what: "logIn", detail: String(repeating: "x", count: 250))
        for _ in 1...40 { try store.commit([], journal: Array(repeating: old, count: 2_000)) }
        let writer = Writer(store, try Roots().departure)
        writer.begin()
        for number in 1...3 {
            _ = try SQLiteStore.backUp(data, to: "\(folder.path)/\(number).sqlite")
        }
        let (count, longest) = try writer.end()
        #expect(count > 10)
        // A backup of these 25 MB takes longer than that by far.
        #expect(longest < .seconds(1), "\(longest)")
        for number in 1...3 {
            let copy = try DatabaseQueue(path: "\(folder.path)/\(number).sqlite")
            let ids = try await copy.read {
                try String.fetchAll($0, sql: "SELECT id FROM record WHERE kind = 'departure'")
            }
            let (ones, twos) = (
                ids.filter { $0.hasPrefix("one") }, ids.filter { $0.hasPrefix("two") }
            )
            #expect(Set(ones.map { $0.dropFirst(3) }) == Set(twos.map { $0.dropFirst(3) }))
        }
    }

    // MARK: Restoring

    @Test func `a restored backup keeps what still holds, and no name is used twice`() throws {
        let folder = try TemporaryFolder()
        let data = folder.path + "/data"
        let before: (agents: [AgentKey: AgentSession], nextName: UInt64)
        let former: String
        do {
            let store = try SQLiteStore(directory: data)
            former = store.epoch
            let day = try Workday(store)
            try day.see(.surveyed(Survey(nodeRun: "run 1", legs: [], bridges: [])))
            try day.open(1)
            _ = try day.talk(1)
            try day.dial(2)
            try day.answer(3)
            try day.open(4)
            try day.arrive(for: 4)
            try store.commit([], journal: [Self.entry])
            before = (day.model.agents, day.nextName)
        }
        let backup = try SQLiteStore.backUp(data, to: folder.path)
        // What happened after the backup is in the store that is kept aside.
        do {
            let store = try SQLiteStore(directory: data)
            try store.commit([.counter(next: 99_999, nodeRun: "run 2")])
        }
        let restored = try SQLiteStore.restore(backup.path, into: data)
        let store = try SQLiteStore(directory: data)
        #expect(store.epoch != former)
        let remembered = try store.load()
        #expect(remembered.offers.isEmpty && remembered.calls.isEmpty)
        #expect(remembered.departures.isEmpty)
        #expect(remembered.nextName == before.nextName)
        let agents = Dictionary(uniqueKeysWithValues: remembered.agents.map { ($0.key, $0) })
        #expect(agents.count == 4)
        for number in [1, 4] {
            let agent = agents[Workday.agent(number)]
            #expect(agent?.connection == before.agents[Workday.agent(number)]?.connection)
            #expect(agent?.engagement == .free)
            #expect(agent?.shown.status == .available)
        }
        for number in [2, 3] {
            let agent = agents[Workday.agent(number)]
            #expect(agent?.connection.attempt == nil)
            #expect(agent?.shown.status == .notReachable)
        }
        let told = try store.entries(AuditQuery())
        #expect(told.map(\.what) == ["logIn", "backupTakenOver"])
        #expect(told.last?.detail?.contains("epoch \(former), now \(store.epoch)") == true)
        // Once only.
        #expect(try SQLiteStore(directory: data).epoch == store.epoch)

        let replaced = try #require(restored.replaced)
        try FileManager.default.createDirectory(
            atPath: folder.path + "/aside", withIntermediateDirectories: false)
        try FileManager.default.copyItem(
            atPath: replaced, toPath: folder.path + "/aside/offhook.sqlite")
        let aside = try SQLiteStore(directory: folder.path + "/aside", for: .reading)
        #expect(aside.epoch == former)
        #expect(try aside.load().nextName == 99_999)
    }

    @Test func `what a killed service left in the log beside the store is kept aside with it`()
        async throws
    {
        let folder = try TemporaryFolder()
        let path = folder.path
        _ = try SQLiteStore(directory: path + "/other")
        let backup = try SQLiteStore.backUp(path + "/other", to: path)
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let store = try SQLiteStore(directory: path + "/data")
            try store.commit(Roots().stored)
            _ = kill(getpid(), SIGKILL)
        }
        let replaced = try #require(
            try SQLiteStore.restore(backup.path, into: path + "/data").replaced)
        let moved = try FileManager.default.contentsOfDirectory(atPath: path + "/data")
        #expect(!moved.contains { $0 == "offhook.sqlite-wal" })
        #expect(try SQLiteStore(directory: path + "/data").load().agents.isEmpty)
        let aside = try DatabaseQueue(path: replaced)
        let count = try await aside.read {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM record")
        }
        #expect(count == 4)
    }

    @Test func `a backup that is not whole, newer or none changes nothing`() throws {
        let folder = try TemporaryFolder()
        let data = folder.path + "/data"
        let epoch = try SQLiteStore(directory: data).epoch
        let good = try SQLiteStore.backUp(data, to: folder.path).path
        let bytes = try #require(FileManager.default.contents(atPath: good))
        try folder.write("cut", bytes.prefix(bytes.count / 2))
        try folder.write("empty", Data())
        try folder.write("letter", Data("This is a letter. ".utf8))
        _ = try DatabaseQueue(path: folder.path + "/other").write {
            try $0.execute(sql: "CREATE TABLE t (x)")
        }
        for name in ["cut", "empty", "letter", "other"] {
            let path = "\(folder.path)/\(name)"
            #expect(
                throws: StoreError.unreadable(
                    "\(path) is no whole backup of Offhook: take another one; nothing was changed.")
            ) { try SQLiteStore.restore(path, into: data) }
        }
        try folder.write("newer", bytes)
        try DatabaseQueue(path: folder.path + "/newer").write {
            try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('9 of the future')")
        }
        #expect(
            throws: StoreError.unreadable(
                "\(folder.path)/newer was made by a newer Offhook: restore it with that version.")
        ) { try SQLiteStore.restore(folder.path + "/newer", into: data) }
        #expect(throws: StoreError.self) { try SQLiteStore.restore(good + "x", into: data) }
        #expect(throws: StoreError.self) {
            try SQLiteStore.restore(data + "/offhook.sqlite", into: data)
        }
        #expect(try SQLiteStore(directory: data).epoch == epoch)
        let files = try FileManager.default.contentsOfDirectory(atPath: data)
        #expect(!files.contains { $0.contains("replaced") || $0.contains("restoring") })
    }

    @Test func `a restore that was cut short keeps everybody out until it is done again`() throws {
        let folder = try TemporaryFolder()
        let data = folder.path + "/data"
        _ = try SQLiteStore(directory: data)
        let backup = try SQLiteStore.backUp(data, to: folder.path)
        try FileManager.default.copyItem(
            atPath: backup.path, toPath: data + "/offhook.sqlite.restoring")
        let sentence =
            "A restore into \(data) was cut short: run 'offhook restore' with the backup again."
        for use in [StoreUse.serving, .writing, .reading] {
            #expect(throws: StoreError.unreadable(sentence)) {
                try SQLiteStore(directory: data, for: use)
            }
        }
        _ = try SQLiteStore.restore(backup.path, into: data)
        _ = try SQLiteStore(directory: data)
    }

    @Test func `while a service has the directory there is no restore`() throws {
        let folder = try TemporaryFolder()
        let data = folder.path + "/data"
        let lock = try ServiceLock(directory: data)
        _ = try SQLiteStore(directory: data)
        let backup = try SQLiteStore.backUp(data, to: folder.path)
        #expect(
            throws: StoreError.inUse(
                "Offhook (process \(getpid())) runs with \(data): stop it before a restore.")
        ) { try SQLiteStore.restore(backup.path, into: data) }
        lock.release()
    }
}

/// Commits two changes that belong together, again and again, on a thread of its own: the tests beside this one may
/// keep all those busy that tasks run on.
private final class Writer: Sendable {
    private let store: SQLiteStore
    private let departure: Departure
    private let state = Mutex((count: 0, longest: Duration.zero, isEnding: false))
    private let failure = Mutex<(any Error)?>(nil)
    private let (begun, ended) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))

    init(_ store: SQLiteStore, _ departure: Departure) {
        self.store = store
        self.departure = departure
    }

    /// Returns when the first commit is made.
    func begin() {
        Thread.detachNewThread { [self] in
            do {
                while try commitOnce() { begun.signal() }
            } catch {
                failure.withLock { $0 = error }
                begun.signal()
            }
            ended.signal()
        }
        begun.wait()
    }

    func end() throws -> (count: Int, longest: Duration) {
        state.withLock { $0.isEnding = true }
        ended.wait()
        if let failure = failure.withLock({ $0 }) { throw failure }
        return state.withLock { ($0.count, $0.longest) }
    }

    /// Returns whether to go on.
    private func commitOnce() throws -> Bool {
        let number = state.withLock { $0.count }
        let began = ContinuousClock.now
        try store.commit(
            ["one \(number)", "two \(number)"].map { .departure(LegID($0), departure) })
        return state.withLock { state in
            state.longest = max(state.longest, began.duration(to: .now))
            state.count += 1
            return !state.isEnding
        }
    }
}
