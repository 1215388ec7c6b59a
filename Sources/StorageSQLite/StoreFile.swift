internal import Foundation
internal import GRDB
internal import Storage

/// The database file of a data directory, looked at without a change to it.
package struct StoreFile: Sendable {
    package let directory: String
    var path: String { directory + "/offhook.sqlite" }
    /// What was decided and is not yet in the file itself stands in the first of these.
    var companions: [String] { [path + "-wal", path + "-shm"] }
    /// There while a restore puts another file in place.
    var restoring: String { path + ".restoring" }

    package init(in directory: String) { self.directory = directory }

    package var isThere: Bool { FileManager.default.fileExists(atPath: path) }

    // MARK: Whether it can be used

    /// A store that is not whole as files is not opened: what is missing would be lost for good.
    func requireFiles() throws(StoreError) {
        if FileManager.default.fileExists(atPath: restoring) {
            throw .unreadable(
                "A restore into \(directory) was cut short: run 'offhook restore' with the backup "
                    + "again.")
        }
        guard isThere else {
            guard Self.size(of: path + "-wal") ?? 0 > 0 else { return }
            throw .unreadable(
                "\(path) is gone, but \(path)-wal, which belongs to it, is there: put the file back, "
                    + "or a backup (offhook restore).")
        }
        var status = stat()
        guard stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG else {
            throw .unavailable(
                "\(path) cannot be opened: give its directory to the user that runs Offhook.")
        }
        guard Self.size(of: path) != 0 else {
            throw .unreadable(
                "\(path) is empty, and so not what Offhook wrote: put a backup in its place (offhook "
                    + "restore), or remove it to begin with nothing.")
        }
    }

    /// Refuses what a newer Offhook wrote, and what is no store.
    ///
    /// - Returns: whether it is of the form that this program writes.
    func requireKnown(_ database: Database) throws -> Bool {
        if try Schema.migrator.hasBeenSuperseded(database) {
            throw StoreError.unreadable(
                "\(path) was written by a newer Offhook: install that version again, or put "
                    + "back a backup that this one can read.")
        }
        if try Schema.migrator.hasCompletedMigrations(database) { return true }
        let sql = "SELECT count(*) FROM sqlite_master WHERE name NOT LIKE 'grdb%'"
        let isEmpty = try Int.fetchOne(database, sql: sql) == 0
        guard try isEmpty || database.tableExists("meta") && database.tableExists("record") else {
            throw StoreError.unreadable(
                "\(path) is a database, but none of Offhook's: put a backup in its place (offhook "
                    + "restore).")
        }
        return false
    }

    /// Above this size only what the service cannot do without is looked through, lest a start take
    /// minutes; a backup and a restore look through all.
    private static let longestLookBytes = 512 << 20

    /// Looks for pages that are damaged.
    ///
    /// - Parameter all: however large it is.
    func requireWhole(_ database: Database, all: Bool = false) throws {
        let isSmall = (Self.size(of: path) ?? 0) <= Self.longestLookBytes
        let checks =
            all || isSmall
            ? ["PRAGMA quick_check(1)"]
            : ["meta", "record", "token"].map { "PRAGMA quick_check('\($0)')" }
        for check in checks {
            guard try String.fetchOne(database, sql: check) == "ok" else {
                throw StoreError.unreadable(Self.damaged(path))
            }
        }
    }

    static func damaged(_ path: String) -> String {
        "\(path) is damaged: put a backup in its place (offhook restore)."
    }

    // MARK: Opening it to read

    /// - Parameter quietly: without the two files that SQLite makes beside one that nobody uses. For a
    ///   look of a moment: somebody who begins to write meanwhile is not noticed.
    static func reading(_ path: String, quietly: Bool) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        if quietly, size(of: path + "-wal") == nil,
            let escaped = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed),
            let queue = try? DatabaseQueue(
                path: "file:\(escaped)?immutable=1", configuration: configuration)
        {
            // Without it SQLite does not read such addresses as meant, and there is no such file.
            return queue
        }
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    static func size(of path: String) -> Int? {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : nil
    }

    // MARK: Putting files in place

    /// Makes what was written to a file, or to a folder's list of files, outlast a power cut.
    static func sync(_ path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}
