import ConnectionMode
import Foundation
import GRDB
import Storage
import StorageSQLite
import Testing

/// Who only reads makes and changes nothing; who writes beside a service never changes the store's form.
@Suite(.timeLimit(.minutes(1))) struct StoreUseTests {
    /// All files of a folder with what is in them.
    private func files(_ path: String) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: path) {
            files[name] = FileManager.default.contents(atPath: "\(path)/\(name)")
        }
        return files
    }

    /// A store of the form that only knew records and tokens.
    private func makeOld(_ folder: TemporaryFolder) throws {
        _ = try SQLiteStore(directory: folder.path)
        let database = try database(in: folder.path)
        try database.write { database in
            try database.execute(
                sql: """
                    DROP TABLE recording;
                    DROP TABLE call;
                    DROP TABLE period;
                    DROP TABLE answer;
                    DROP TABLE audit;
                    ALTER TABLE token DROP COLUMN expires_at;
                    DELETE FROM grdb_migrations WHERE identifier NOT LIKE '1 %';
                    """)
        }
        try database.close()
    }

    @Test func `where there is no store a reader says so, and makes none`() throws {
        let folder = try TemporaryFolder()
        for path in [folder.path, folder.path + "/away"] {
            #expect(
                throws: StoreError.unavailable(
                    "There is no store in \(path) yet: start Offhook, or name the dataDirectory that "
                        + "it uses.")
            ) { try SQLiteStore(directory: path, for: .reading) }
        }
        #expect(try files(folder.path).isEmpty)
    }

    @Test func `a reader changes nothing, and reads what a service is writing`() async throws {
        let folder = try TemporaryFolder()
        let roots = try Roots()
        let before: [String: Data]
        do {
            let store = try SQLiteStore(directory: folder.path)
            try store.commit(roots.stored)
            let reader = try SQLiteStore(directory: folder.path, for: .reading)
            #expect(try reader.load().agents == [roots.agent])
            try store.commit([.agent(roots.agent.key, nil)])
            #expect(try reader.load().agents.isEmpty)
            #expect(throws: StoreError.self) { try reader.commit(roots.stored) }
        }
        before = try files(folder.path)
        #expect(before.keys.sorted() == ["offhook.sqlite"])
        let reader = try SQLiteStore(directory: folder.path, for: .reading)
        #expect(try reader.load().calls == [roots.call])
        #expect(try await reader.tokens().isEmpty)
        #expect(try reader.isOfToday)
        #expect(try files(folder.path) == before)
    }

    @Test func `an older form is read as it is, and written by the service alone`() async throws {
        let folder = try TemporaryFolder()
        try makeOld(folder)
        let before = try files(folder.path)
        let reader = try SQLiteStore(directory: folder.path, for: .reading)
        #expect(try reader.isOfToday == false)
        #expect(try reader.load().agents.isEmpty)
        #expect(try reader.entries(AuditQuery()).isEmpty)
        #expect(try await reader.tokens().isEmpty)
        let path = folder.path + "/offhook.sqlite"
        #expect(
            throws: StoreError.unreadable(
                "\(path) is of an older form: start Offhook with this version once, which brings it up "
                    + "to date.")
        ) { try SQLiteStore(directory: folder.path, for: .writing) }
        #expect(try files(folder.path) == before)
        #expect(try SQLiteStore(directory: folder.path).isOfToday)
    }

    @Test(arguments: [true, false])
    func `a newer form is refused for every use, and not a byte of it is changed`(
        _ isWAL: Bool
    ) throws {
        let folder = try TemporaryFolder()
        _ = try SQLiteStore(directory: folder.path)
        let database = try database(in: folder.path)
        try database.writeWithoutTransaction { database in
            try database.execute(sql: "INSERT INTO grdb_migrations VALUES ('9 of the future')")
            if !isWAL { try database.execute(sql: "PRAGMA journal_mode = DELETE") }
        }
        try database.close()
        try folder.write("offhook.lock", Data("4711\nhttp://127.0.0.1:1\n".utf8))
        let before = try files(folder.path)
        #expect(before.count == 2)
        for use in [StoreUse.serving, .writing, .reading] {
            #expect(throws: StoreError.self) { try SQLiteStore(directory: folder.path, for: use) }
        }
        #expect(throws: StoreError.self) { try SQLiteStore.requireKnown(in: folder.path) }
        #expect(throws: StoreError.self) { try SQLiteStore.backUp(folder.path, to: folder.path) }
        let after = try files(folder.path)
        for (name, content) in before { #expect(after[name] == content, "\(name)") }
    }

    @Test func `a writer makes the store, of today's form`() async throws {
        let folder = try TemporaryFolder()
        let epoch = try SQLiteStore(directory: folder.path + "/data", for: .writing).epoch
        let store = try SQLiteStore(directory: folder.path + "/data")
        #expect(store.epoch == epoch)
        #expect(try TemporaryFolder.mode(of: folder.path + "/data/offhook.sqlite") == 0o600)
    }

    @Test func `whose legs the operator leaves is remembered`() throws {
        let folder = try TemporaryFolder()
        let service = try SQLiteStore(directory: folder.path)
        #expect(try service.leftEpochs().isEmpty)
        let operators = try SQLiteStore(directory: folder.path, for: .writing)
        for _ in 1...2 { try operators.leave(epochs: ["old", ""], []) }
        #expect(try service.leftEpochs() == ["old", ""])
    }
}
