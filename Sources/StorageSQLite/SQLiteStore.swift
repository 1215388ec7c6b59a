internal import Foundation
internal import GRDB
internal import ConnectionMode
package import Storage

/// The embedded store: one SQLite database in the data directory, in WAL mode with
/// `synchronous=NORMAL`. A killed process loses nothing; what a power cut can lose is the last moments,
/// and it takes the calls too.
package final class SQLiteStore: ConnectionStore, TokenStore {
    package let epoch: String
    let database: DatabasePool
    let encoder = JSONEncoder()
    private let file: String

    /// Opens the store of a data directory, and makes both when they are not there.
    package init(directory: String) throws(StoreError) {
        let file = directory + "/offhook.sqlite"
        self.file = file
        try Self.makeDirectory(directory)
        do {
            (database, epoch) = try Self.alone(in: directory) { try Self.prepare(file) }
        } catch let error as StoreError {
            throw error
        } catch {
            throw Self.explain(error, file)
        }
    }

    static func makeDirectory(_ directory: String) throws(StoreError) {
        do {
            try FileManager.default.createDirectory(
                atPath: directory, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw .unavailable(
                "The data directory \(directory) cannot be made: create it and give it to the user "
                    + "that runs Offhook.")
        }
    }

    /// Several that start at once would all find no tables, and all make them: they wait for each other.
    private static func alone<Value>(
        in directory: String, _ body: () throws -> Value
    ) rethrows -> Value {
        let folder = Foundation.open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { close(folder) }
        flock(folder, LOCK_EX)
        return try body()
    }

    private static func prepare(_ file: String) throws -> (DatabasePool, epoch: String) {
        let database = try open(file)
        if try database.read({ try Schema.migrator.hasBeenSuperseded($0) }) {
            throw StoreError.unreadable(
                "\(file) was written by a newer Offhook: install that version again, or put "
                    + "back a backup that this one can read.")
        }
        try Schema.migrator.migrate(database)
        return (database, try database.write { try epoch(in: $0) })
    }

    private static func open(_ file: String) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA synchronous = NORMAL")
        }
        let old = umask(0o077)
        defer { umask(old) }
        return try DatabasePool(path: file, configuration: configuration)
    }

    /// The store's own mark in every name; made with the store.
    private static func epoch(in database: Database) throws -> String {
        let sql = "SELECT value FROM meta WHERE name = 'epoch'"
        if let epoch = try String.fetchOne(database, sql: sql) { return epoch }
        let letters = Array("abcdefghijkmnpqrstuvwxyz23456789")
        let epoch = String((0..<8).compactMap { _ in letters.randomElement() })
        try database.execute(
            sql: "INSERT INTO meta (name, value) VALUES ('epoch', ?)", arguments: [epoch])
        return epoch
    }

    /// One sentence on what to do.
    static func explain(_ error: any Error, _ file: String) -> StoreError {
        guard let error = error as? DatabaseError else {
            return .unavailable("\(file) cannot be used: \(error)")
        }
        switch error.resultCode {
        case .SQLITE_FULL:
            return .unavailable("The disk of \(file) is full: make room; nothing stored is lost.")
        case .SQLITE_READONLY:
            return .unavailable("\(file) cannot be written: check its owner and its disk.")
        case .SQLITE_CANTOPEN, .SQLITE_PERM:
            return .unavailable(
                "\(file) cannot be opened: give its directory to the user that runs Offhook.")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return .unavailable("\(file) is locked by another program: end that one.")
        case .SQLITE_NOTADB, .SQLITE_CORRUPT:
            return .unreadable("\(file) is damaged: put a backup in its place.")
        default:
            return .unavailable("\(file) cannot be used: \(error.message ?? "unknown error")")
        }
    }

    func attempt<Value>(_ body: () throws -> Value) throws(StoreError) -> Value {
        do {
            return try body()
        } catch let error as StoreError {
            throw error
        } catch {
            throw Self.explain(error, file)
        }
    }
}
