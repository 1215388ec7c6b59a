internal import ConnectionMode
internal import Foundation
internal import GRDB
package import Storage

/// Copies of a store, and what becomes of one that is put in place.
///
/// A backup bears a mark. The service that starts with it gives the store a new epoch, since names of
/// the old one may have been used after the backup was made, and drops what was true of a moment only.
extension SQLiteStore {
    /// What a backup that was made has in it.
    package struct Backup: Sendable {
        package let path: String
        package let epoch: String
        package let bytes: Int
    }

    /// Copies the store of a data directory, also while a service writes it: the copy is the store as it
    /// was at one instant, and commits do not wait for it.
    ///
    /// It comes under its name when it is whole and on the disk, readable by its owner alone.
    ///
    /// - Parameter place: a file that is not there yet, or a folder, in which it is named by the time.
    package static func backUp(
        _ directory: String, to place: String
    ) throws(StoreError) -> Backup {
        let date = Date()
        let file = StoreFile(in: directory)
        try file.requireFiles()
        guard file.isThere else {
            throw .unavailable(
                "There is no store in \(directory) yet: name the dataDirectory that Offhook uses.")
        }
        let target = try target(place, date)
        let partial = target + ".partial-\(getpid())"
        defer { for path in [partial, partial + "-journal"] { unlink(path) } }
        let epoch = try attempt(on: file) {
            let source = try StoreFile.reading(file.path, quietly: false)
            _ = try source.read { try file.requireKnown($0) }
            let old = umask(0o077)
            defer { umask(old) }
            do {
                try source.vacuum(into: partial)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN {
                throw StoreError.unavailable(
                    "\(partial) cannot be written: give its folder to the user that runs this command."
                )
            }
            return try mark(partial, date)
        }
        StoreFile.sync(partial)
        // A link is refused where a file of its name is there, whoever made it meanwhile.
        guard link(partial, target) == 0 else {
            throw .unavailable(
                errno == EEXIST
                    ? alreadyThere(target)
                    : "\(target) cannot be made: choose a folder on another file system.")
        }
        StoreFile.sync((target as NSString).deletingLastPathComponent)
        return Backup(path: target, epoch: epoch, bytes: StoreFile.size(of: target) ?? 0)
    }

    private static func target(_ place: String, _ date: Date) throws(StoreError) -> String {
        var isFolder: ObjCBool = false
        let path = URL(filePath: place).path
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            return path
        }
        guard isFolder.boolValue else { throw .unavailable(alreadyThere(path)) }
        let time = date.ISO8601Format().filter { $0 != "-" && $0 != ":" }
        let target = "\(path)/offhook-\(time).sqlite"
        if FileManager.default.fileExists(atPath: target) {
            throw .unavailable(alreadyThere(target))
        }
        return target
    }

    private static func alreadyThere(_ path: String) -> String {
        "\(path) is there already: choose another name; nothing is overwritten."
    }

    /// Marks a copy as a backup, and looks whether it is whole; returns its epoch.
    static func mark(_ copy: String, _ date: Date) throws -> String {
        let database = try DatabaseQueue(path: copy)
        return try database.write { database in
            guard try String.fetchOne(database, sql: "PRAGMA quick_check(1)") == "ok" else {
                throw StoreError.unreadable(StoreFile.damaged(copy))
            }
            try database.execute(
                sql: "INSERT OR IGNORE INTO meta (name, value) VALUES ('backup', ?)",
                arguments: [date.ISO8601Format()])
            return try epoch(in: database)
        }
    }

    /// When the backup was made that stands in the store's place, until a service has taken it over.
    package func backupDate() throws(StoreError) -> String? {
        try attempt { try database.read { try Self.backupDate(in: $0) } }
    }

    static func backupDate(in database: Database) throws -> String? {
        try String.fetchOne(database, sql: "SELECT value FROM meta WHERE name = 'backup'")
    }

    /// The store is older than what was done with its names: the next start takes it as a backup.
    package func markAsBackup() throws(StoreError) {
        try attempt {
            try database.write { database in
                try database.execute(
                    sql: "INSERT OR IGNORE INTO meta (name, value) VALUES ('backup', 'unknown')")
            }
        }
    }

    /// Makes a store of a backup: with a new epoch, and with what still holds.
    static func takeOver(_ database: Database, at now: Instant) throws {
        guard let date = try backupDate(in: database) else { return }
        let former = try epoch(in: database)
        let remembered = try Self.remembered(in: database).ofBackup(at: now)
        try database.execute(sql: "DELETE FROM record WHERE kind IN ('offer', 'call', 'departure')")
        let encoder = JSONEncoder()
        for session in remembered.agents {
            try apply(.agent(session.key, session), encoder, in: database)
        }
        let epoch = try newEpoch(in: database)
        try database.execute(sql: "DELETE FROM meta WHERE name = 'backup'")
        try append(
            AuditEntry(
                at: now, tenant: TenantID(""), agent: nil, what: "backupTakenOver",
                detail: "made \(date), epoch \(former), now \(epoch)"), in: database)
    }

    // MARK: Legs of another store

    private static let leftPrefix = "left "

    /// The epochs whose legs the operator said to leave as they are.
    package func leftEpochs() throws(StoreError) -> Set<String> {
        try attempt {
            try database.read { database in
                let names = try String.fetchAll(
                    database, sql: "SELECT name FROM meta WHERE name LIKE 'left %'")
                return Set(names.map { String($0.dropFirst(Self.leftPrefix.count)) })
            }
        }
    }

    /// Legs of these epochs are left as they are, from the next survey on. Safe to repeat.
    package func leave(epochs: Set<String>, _ entries: [AuditEntry]) throws(StoreError) {
        try attempt {
            try database.write { database in
                for epoch in epochs.sorted() {
                    try database.execute(
                        sql: "INSERT OR REPLACE INTO meta (name, value) VALUES (?, '')",
                        arguments: [Self.leftPrefix + epoch])
                }
                for entry in entries { try Self.append(entry, in: database) }
            }
        }
    }
}

extension Instant {
    static var system: Instant {
        Instant(millisecondsSince1970: Int64(Date().timeIntervalSince1970 * 1_000))
    }
}
