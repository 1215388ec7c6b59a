internal import Foundation
internal import GRDB
package import Storage

extension SQLiteStore {
    /// What a restore has done.
    package struct Restored: Sendable {
        /// When the backup was made.
        package let date: String
        /// Where the replaced store is; `nil` where there was none.
        package let replaced: String?
    }

    /// Puts a backup in a data directory's place. The store that is there stays beside it under another
    /// name; the backup stays where it is.
    ///
    /// The next start takes it over, see `takeOver`. A restore that is cut short keeps the service from
    /// starting until it is done again.
    ///
    /// - Throws: `inUse` while a service has the directory.
    package static func restore(
        _ backup: String, into directory: String
    ) throws(StoreError) -> Restored {
        let date = Date()
        let lock: ServiceLock
        do {
            lock = try ServiceLock(directory: directory)
        } catch .inUse {
            let process = ServiceLock.holder(of: directory)?.process ?? ""
            throw .inUse(
                "Offhook (process \(process)) runs with \(directory): stop it before a restore.")
        }
        defer { lock.release() }
        let file = StoreFile(in: directory)
        let path = URL(filePath: backup).path
        guard path != file.path else {
            throw .unavailable("\(path) is the store itself: name a backup of it.")
        }
        let made = try check(path, into: file)
        let fresh = file.path + ".copied"
        try copy(path, to: fresh, date, file)
        return Restored(date: made ?? date.ISO8601Format(), replaced: try swap(fresh, file, date))
    }

    /// Whether the backup can be read as a whole; returns when it was made.
    private static func check(_ path: String, into file: StoreFile) throws(StoreError) -> String? {
        guard FileManager.default.fileExists(atPath: path) else {
            throw .unavailable("\(path) is not there: name a file that 'offhook backup' made.")
        }
        let damaged = StoreError.unreadable(
            "\(path) is no whole backup of Offhook: take another one; nothing was changed.")
        guard StoreFile.size(of: path) ?? 0 > 0 else { throw damaged }
        do {
            return try StoreFile.reading(path, quietly: true).read { database in
                if try Schema.migrator.hasBeenSuperseded(database) {
                    throw StoreError.unreadable(
                        "\(path) was made by a newer Offhook: restore it with that version.")
                }
                guard try database.tableExists("meta"), try database.tableExists("record") else {
                    throw damaged
                }
                guard try String.fetchOne(database, sql: "PRAGMA quick_check(1)") == "ok" else {
                    throw damaged
                }
                _ = try remembered(in: database)
                return try backupDate(in: database)
            }
        } catch let error as StoreError {
            throw error
        } catch {
            throw damaged
        }
    }

    private static func copy(
        _ path: String, to fresh: String, _ date: Date, _ file: StoreFile
    ) throws(StoreError) {
        for old in [fresh, fresh + "-journal"] { unlink(old) }
        try attempt(on: file) {
            let old = umask(0o077)
            defer { umask(old) }
            // Not as bytes: what a copy of a store that was in use has beside it comes along.
            try StoreFile.reading(path, quietly: true).vacuum(into: fresh)
            _ = try mark(fresh, date)
        }
        StoreFile.sync(fresh)
    }

    /// Returns where the replaced store is.
    private static func swap(
        _ fresh: String, _ file: StoreFile, _ date: Date
    ) throws(StoreError) -> String? {
        func move(_ from: String, _ to: String) throws(StoreError) {
            guard rename(from, to) == 0 else {
                throw .unavailable(
                    "\(from) cannot be renamed: give \(file.directory) to the user that runs this "
                        + "command.")
            }
        }
        // From here to the end no service starts: the files of one store would meet those of the other.
        try move(fresh, file.restoring)
        StoreFile.sync(file.directory)
        let time = date.ISO8601Format().filter { $0 != "-" && $0 != ":" }
        var place = "\(file.path).replaced-\(time)"
        if FileManager.default.fileExists(atPath: place) { place += "-\(getpid())" }
        var replaced: String?
        for path in [file.path] + file.companions
        where FileManager.default.fileExists(atPath: path) {
            let aside = place + path.dropFirst(file.path.count)
            try move(path, aside)
            if path == file.path { replaced = aside }
        }
        StoreFile.sync(file.directory)
        try move(file.restoring, file.path)
        StoreFile.sync(file.directory)
        return replaced
    }
}
