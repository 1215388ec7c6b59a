internal import Foundation
internal import GRDB
internal import ConnectionMode
package import Storage

/// What a store is opened for.
package enum StoreUse: Sendable {
    /// To serve from it: it is made if there is none, and brought up to this program's form.
    case serving
    /// To write some lines, maybe beside a service: it is made if there is none, and its form is
    /// never changed.
    case writing
    /// To read it, also in an older form: nothing is made or changed.
    case reading
}

/// The embedded store: one SQLite database in the data directory, in WAL mode with
/// `synchronous=NORMAL`. A killed process loses nothing; what a power cut can lose is the last moments,
/// and it takes the calls too.
package final class SQLiteStore: ConnectionStore, TokenStore {
    package let epoch: String
    let database: any DatabaseWriter
    let encoder = JSONEncoder()
    let file: StoreFile

    /// Opens the store of a data directory.
    package init(directory: String, for use: StoreUse = .serving) throws(StoreError) {
        let file = StoreFile(in: directory)
        self.file = file
        if use != .reading { try Self.makeDirectory(directory) }
        (database, epoch) = try Self.attempt(on: file) {
            switch use {
            case .serving: try Self.alone(in: directory) { try Self.openToServe(file) }
            case .writing: try Self.alone(in: directory) { try Self.openToWrite(file) }
            case .reading: try Self.openToRead(file)
            }
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

    // MARK: Opening

    private static func openToServe(_ file: StoreFile) throws -> (any DatabaseWriter, String) {
        try file.requireFiles()
        if !file.isThere { try make(file) }
        // All looks come before the first change, so that what cannot be used stays as it is.
        _ = try StoreFile.reading(file.path, quietly: true).read { try file.requireKnown($0) }
        try StoreFile.reading(file.path, quietly: false).read { try file.requireWhole($0) }
        let database = try open(file)
        try Schema.migrator.migrate(database)
        let epoch = try database.write { database in
            try takeOver(database, at: .system)
            return try Self.epoch(in: database)
        }
        return (database, epoch)
    }

    private static func openToWrite(_ file: StoreFile) throws -> (any DatabaseWriter, String) {
        try file.requireFiles()
        if !file.isThere { try make(file) }
        let isOfToday = try StoreFile.reading(file.path, quietly: true).read {
            try file.requireKnown($0)
        }
        guard isOfToday else {
            throw StoreError.unreadable(
                "\(file.path) is of an older form: start Offhook with this version once, which "
                    + "brings it up to date.")
        }
        let database = try open(file)
        return (database, try database.write { try epoch(in: $0) })
    }

    private static func openToRead(_ file: StoreFile) throws -> (any DatabaseWriter, String) {
        try file.requireFiles()
        guard file.isThere else {
            throw StoreError.unavailable(
                "There is no store in \(file.directory) yet: start Offhook, or name the dataDirectory "
                    + "that it uses.")
        }
        let database = try StoreFile.reading(file.path, quietly: true)
        let epoch = try database.read { database in
            _ = try file.requireKnown(database)
            return try String.fetchOne(
                database, sql: "SELECT value FROM meta WHERE name = 'epoch'")
        }
        return (database, epoch ?? "")
    }

    /// Whether it is of the form that this program writes.
    package var isOfToday: Bool {
        get throws(StoreError) {
            try attempt {
                try database.read { try Schema.migrator.hasCompletedMigrations($0) }
            }
        }
    }

    /// Refuses a store that a newer Offhook wrote, or that is not whole, and leaves all as it is.
    package static func requireKnown(in directory: String) throws(StoreError) {
        let file = StoreFile(in: directory)
        try file.requireFiles()
        guard file.isThere else { return }
        _ = try attempt(on: file) {
            try StoreFile.reading(file.path, quietly: true).read { try file.requireKnown($0) }
        }
    }

    /// A new store comes under its name when it is whole, so that a kill leaves none without tables.
    private static func make(_ file: StoreFile) throws {
        let fresh = file.path + ".new"
        for path in [fresh, fresh + "-journal"] { unlink(path) }
        let old = umask(0o077)
        defer { umask(old) }
        do {
            let database = try DatabaseQueue(path: fresh)
            try Schema.migrator.migrate(database)
            try database.write { _ = try epoch(in: $0) }
            try database.close()
        }
        StoreFile.sync(fresh)
        guard rename(fresh, file.path) == 0 else {
            throw StoreError.unavailable(
                "\(file.path) cannot be made: give its directory to the user that runs Offhook.")
        }
        StoreFile.sync(file.directory)
    }

    private static func open(_ file: StoreFile) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA synchronous = NORMAL")
        }
        let old = umask(0o077)
        defer { umask(old) }
        let database = try DatabasePool(path: file.path, configuration: configuration)
        // A connection to read is there from the start, whatever becomes of open files later.
        try database.read { _ in }
        return database
    }

    /// The store's own mark in every name; made with the store.
    static func epoch(in database: Database) throws -> String {
        let sql = "SELECT value FROM meta WHERE name = 'epoch'"
        if let epoch = try String.fetchOne(database, sql: sql) { return epoch }
        return try newEpoch(in: database)
    }

    static func newEpoch(in database: Database) throws -> String {
        let letters = Array("abcdefghijkmnpqrstuvwxyz23456789")
        let epoch = String((0..<8).compactMap { _ in letters.randomElement() })
        try database.execute(
            sql: "INSERT OR REPLACE INTO meta (name, value) VALUES ('epoch', ?)", arguments: [epoch]
        )
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
            return .unreadable(StoreFile.damaged(file))
        default:
            return .unavailable("\(file) cannot be used: \(error.message ?? "unknown error")")
        }
    }

    func attempt<Value>(_ body: () throws -> Value) throws(StoreError) -> Value {
        try Self.attempt(on: file, body)
    }

    static func attempt<Value>(
        on file: StoreFile, _ body: () throws -> Value
    ) throws(StoreError) -> Value {
        do {
            return try body()
        } catch let error as StoreError {
            throw error
        } catch {
            throw explain(error, file.path)
        }
    }
}
