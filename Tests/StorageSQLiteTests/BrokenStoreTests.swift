import ConnectionMode
import Foundation
import GRDB
import Storage
import StorageSQLite
import Testing

/// A database that cannot be used is refused with a sentence that says what to do.
@Suite struct BrokenStoreTests {
    @Test(arguments: [
        Data("This is a letter and no database. ".utf8), Data(repeating: 0x5A, count: 20_000),
        Data("SQLite format 3\0 and then nothing that it would know".utf8),
    ])
    func `a file that is no database is called damaged, and left as it is`(
        _ content: Data
    ) throws {
        let folder = try TemporaryFolder()
        try folder.write("offhook.sqlite", content)
        expect(damaged(folder)) { _ = try SQLiteStore(directory: folder.path) }
        #expect(FileManager.default.contents(atPath: file(folder)) == content)
    }

    @Test func `a database that was cut off is called damaged`() throws {
        let folder = try TemporaryFolder()
        try fill(folder)
        let whole = try #require(FileManager.default.contents(atPath: file(folder)))
        try folder.write("offhook.sqlite", whole.prefix(whole.count / 2))
        expect(damaged(folder)) { _ = try SQLiteStore(directory: folder.path) }
        #expect(
            FileManager.default.contents(atPath: file(folder)) == whole.prefix(whole.count / 2))
    }

    @Test func `a database with bad pages is called damaged`() throws {
        let folder = try TemporaryFolder()
        try fill(folder)
        var bytes = try #require(FileManager.default.contents(atPath: file(folder)))
        // Past the schema, which stands in the first page, everything is ruined.
        for index in 4_096..<bytes.count { bytes[index] = 0xA5 }
        try folder.write("offhook.sqlite", bytes)
        expect(damaged(folder)) { _ = try SQLiteStore(directory: folder.path) }
        #expect(FileManager.default.contents(atPath: file(folder)) == bytes)
    }

    /// Whichever page it is: none is only found when somebody needs it.
    @Test(arguments: [0.01, 0.2, 0.4, 0.6, 0.8, 0.99])
    func `one bad page is found at the start`(_ place: Double) throws {
        let folder = try TemporaryFolder()
        try fill(folder)
        var bytes = try #require(FileManager.default.contents(atPath: file(folder)))
        let page = max(1, Int(place * Double(bytes.count / 4_096))) * 4_096
        for index in page..<page + 4_096 { bytes[index] = 0xA5 }
        try folder.write("offhook.sqlite", bytes)
        expect(damaged(folder)) { _ = try SQLiteStore(directory: folder.path) }
        #expect(FileManager.default.contents(atPath: file(folder)) == bytes)
    }

    @Test func `an empty file is no new store`() throws {
        let folder = try TemporaryFolder()
        try folder.write("offhook.sqlite", Data())
        for use in [StoreUse.serving, .writing, .reading] {
            expect(
                .unreadable(
                    "\(file(folder)) is empty, and so not what Offhook wrote: put a backup in its "
                        + "place (offhook restore), or remove it to begin with nothing.")
            ) { _ = try SQLiteStore(directory: folder.path, for: use) }
        }
        #expect(FileManager.default.contents(atPath: file(folder)) == Data())
    }

    @Test func `a log without its database is no new store`() throws {
        let folder = try TemporaryFolder()
        try folder.write("offhook.sqlite-wal", Data(repeating: 7, count: 5_000))
        expect(
            .unreadable(
                "\(file(folder)) is gone, but \(file(folder))-wal, which belongs to it, is there: "
                    + "put the file back, or a backup (offhook restore).")
        ) { _ = try SQLiteStore(directory: folder.path) }
    }

    @Test func `a database of somebody else's is not made one of ours`() throws {
        let folder = try TemporaryFolder()
        let other = try database(in: folder.path)
        try other.write { try $0.execute(sql: "CREATE TABLE theirs (x)") }
        try other.close()
        let before = FileManager.default.contents(atPath: file(folder))
        expect(
            .unreadable(
                "\(file(folder)) is a database, but none of Offhook's: put a backup in its place "
                    + "(offhook restore).")
        ) { _ = try SQLiteStore(directory: folder.path) }
        #expect(FileManager.default.contents(atPath: file(folder)) == before)
    }

    @Test func `a record that cannot be read is named`() throws {
        let folder = try TemporaryFolder()
        let roots = try Roots()
        let store = try SQLiteStore(directory: folder.path)
        try store.commit(roots.stored)
        try database(in: folder.path).write { database in
            try database.execute(
                sql: "UPDATE record SET body = CAST('{}' AS BLOB) WHERE kind = 'call'")
        }
        let id = roots.call.id
        expect(
            .unreadable(
                "The stored call \(id) is damaged: put a backup in place (offhook restore).")
        ) {
            _ = try store.load()
        }
    }

    @Test func `a record of a newer form is refused`() throws {
        let folder = try TemporaryFolder()
        let roots = try Roots()
        let store = try SQLiteStore(directory: folder.path)
        try store.commit(roots.stored)
        try database(in: folder.path).write { database in
            try database.execute(sql: "UPDATE record SET format = 9 WHERE kind = 'agent'")
        }
        let sentence =
            "The stored agent \(roots.agent.key) is of form 9, newer than this Offhook reads (8): "
            + "install the newer version again."
        expect(.unreadable(sentence)) { _ = try store.load() }
    }

    @Test func `a database of a newer version is refused and left as it is`() throws {
        let folder = try TemporaryFolder()
        let epoch = try SQLiteStore(directory: folder.path).epoch
        try database(in: folder.path).write { database in
            try database.execute(sql: "INSERT INTO grdb_migrations VALUES ('9 of the future')")
        }
        let sentence =
            "\(file(folder)) was written by a newer Offhook: install that version again, or put "
            + "back a backup that this one can read."
        expect(.unreadable(sentence)) { _ = try SQLiteStore(directory: folder.path) }
        let kept = try database(in: folder.path).read { database in
            try String.fetchOne(database, sql: "SELECT value FROM meta WHERE name = 'epoch'")
        }
        #expect(kept == epoch)
    }

    @Test func `a folder in the database's place is refused`() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: file(folder), withIntermediateDirectories: false)
        expect(closed(folder.path)) { _ = try SQLiteStore(directory: folder.path) }
    }

    // Nobody can write here, not even the superuser.
    @Test func `a folder that cannot be written is refused`() {
        expect(closed("/proc/self")) { _ = try SQLiteStore(directory: "/proc/self") }
    }

    @Test func `a data directory that is a file, or below one, is refused`() throws {
        let folder = try TemporaryFolder()
        try folder.write("file", Data("text".utf8))
        for path in [folder.path + "/file", folder.path + "/file/data"] {
            let sentence =
                "The data directory \(path) cannot be made: create it and give it to the user "
                + "that runs Offhook."
            expect(.unavailable(sentence)) { _ = try SQLiteStore(directory: path) }
        }
    }

    // MARK: What is expected

    private func file(_ folder: TemporaryFolder) -> String { folder.path + "/offhook.sqlite" }

    private func damaged(_ folder: TemporaryFolder) -> StoreError {
        .unreadable("\(file(folder)) is damaged: put a backup in its place (offhook restore).")
    }

    private func closed(_ directory: String) -> StoreError {
        .unavailable(
            "\(directory)/offhook.sqlite cannot be opened: give its directory to the user that "
                + "runs Offhook.")
    }

    private func expect(
        _ error: StoreError, sourceLocation: SourceLocation = #_sourceLocation,
        _ body: () throws -> Void
    ) {
        #expect(throws: error, sourceLocation: sourceLocation) { try body() }
    }

    /// A database of many pages, all of them in the one file.
    private func fill(_ folder: TemporaryFolder) throws {
        let departure = try Roots().departure
        let store = try SQLiteStore(directory: folder.path)
        try store.commit((0..<500).map { .departure(LegID("leg \($0)"), departure) })
        _ = store
        try database(in: folder.path).writeWithoutTransaction { database in
            _ = try database.checkpoint(.truncate)
        }
    }
}
