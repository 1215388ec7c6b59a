package import ConnectionMode
internal import Foundation
internal import GRDB
package import Storage

/// A kind of document in the table `record`.
private enum RecordKind: String {
    case agent, offer, call, waiting, departure, limits, choices, wrongPINs, counter
    case tenant, group, profile
}

/// What there is once: the next name's number, and the run of the PBX that the legs belong to.
private struct Counter: Codable {
    let next: UInt64
    let nodeRun: String?
}

/// Entries of the directory, each with what it is of.
private struct StoredTenant: Codable {
    let id: TenantID
    let settings: TenantSettings
}

private struct StoredGroup: Codable {
    let tenant: TenantID
    let id: GroupID
    let group: Group
}

private struct StoredProfile: Codable {
    let key: AgentKey
    let profile: AgentProfile
}

extension SQLiteStore {
    package func load() throws(StoreError) -> Remembered {
        try attempt {
            try database.read { database in
                try Self.remembered(in: database)
            }
        }
    }

    static func remembered(in database: Database) throws -> Remembered {
        var remembered = Remembered()
        remembered.agents = try documents(.agent, in: database)
        remembered.offers = try documents(.offer, in: database)
        remembered.calls = try documents(.call, in: database)
        remembered.waiting = try documents(.waiting, in: database)
        remembered.departures = try documents(.departure, in: database)
        remembered.limits = try documents(.limits, in: database)
        remembered.choices = try documents(.choices, in: database)
        let watches: [WrongPINWatch] = try documents(.wrongPINs, in: database)
        if let watch = watches.first { remembered.wrongPINs = watch }
        remembered.directory = try directory(in: database)
        let counters: [Counter] = try documents(.counter, in: database)
        if let counter = counters.first {
            remembered.nextName = counter.next
            remembered.nodeRun = counter.nodeRun
        }
        return remembered
    }

    /// Empty where it is kept elsewhere.
    private static func directory(in database: Database) throws -> Directory {
        var directory = Directory()
        let tenants: [StoredTenant] = try documents(.tenant, in: database)
        let groups: [StoredGroup] = try documents(.group, in: database)
        let profiles: [StoredProfile] = try documents(.profile, in: database)
        for stored in tenants { directory.apply(.tenant(stored.id, stored.settings)) }
        for stored in groups { directory.apply(.group(stored.tenant, stored.id, stored.group)) }
        for stored in profiles { directory.apply(.agent(stored.key, stored.profile)) }
        return directory
    }

    private static func documents<Document: Decodable>(
        _ kind: RecordKind, in database: Database
    ) throws -> [Document] {
        let rows = try Row.fetchAll(
            database, sql: "SELECT id, format, body FROM record WHERE kind = ?",
            arguments: [kind.rawValue])
        let decoder = JSONDecoder()
        return try rows.map { row in
            let id: String = row["id"]
            let format: Int = row["format"]
            guard format <= Schema.format else {
                throw StoreError.unreadable(
                    "The stored \(kind.rawValue) \(id) is of form \(format), newer than this "
                        + "Offhook reads (\(Schema.format)): install the newer version again.")
            }
            do {
                return try decoder.decode(Document.self, from: row["body"] as Data)
            } catch {
                throw StoreError.unreadable(
                    "The stored \(kind.rawValue) \(id) is damaged: put a backup in place (offhook "
                        + "restore).")
            }
        }
    }

    /// Those of a tenant who are logged in.
    static func sessions(of tenant: TenantID, in database: Database) throws -> [AgentSession] {
        try documents(.agent, in: database).filter { (session: AgentSession) in
            session.key.tenant == tenant
        }
    }

    package func commit(
        _ changes: [Change], journal: [AuditEntry], ledger: [LedgerEntry]
    ) throws(StoreError) {
        guard !changes.isEmpty || !journal.isEmpty || !ledger.isEmpty else { return }
        try attempt {
            try database.writeWithoutTransaction { database in
                // Kept statements: preparing these two anew costs more than running them.
                try database.cachedStatement(sql: "BEGIN IMMEDIATE").execute()
                do {
                    for change in changes { try Self.apply(change, encoder, in: database) }
                    for entry in journal { try Self.append(entry, in: database) }
                    for entry in ledger { try Self.append(entry, in: database) }
                    try database.cachedStatement(sql: "COMMIT").execute()
                } catch {
                    if database.isInsideTransaction { try? database.rollback() }
                    throw error
                }
            }
        }
    }

    static func apply(
        _ change: Change, _ encoder: JSONEncoder, in database: Database
    ) throws {
        func put(_ kind: RecordKind, _ id: String, _ document: (some Encodable)?) throws {
            let body = try document.map { try encoder.encode($0) }
            try Self.put(kind, id, body, in: database)
        }
        switch change {
        case .agent(let key, let session): try put(.agent, key.description, session)
        case .offer(let id, let offer): try put(.offer, id.rawValue, offer)
        case .call(let id, let call): try put(.call, id.rawValue, call)
        case .waiting(let id, let waiting): try put(.waiting, id.rawValue, waiting)
        case .departure(let leg, let departure): try put(.departure, leg.rawValue, departure)
        case .limits(let key, let limits): try put(.limits, key.description, limits)
        case .choices(let key, let choices): try put(.choices, key.description, choices)
        case .wrongPINs(let watch): try put(.wrongPINs, "", watch)
        case .directory(.tenant(let id, let settings)):
            try put(
                .tenant, id.rawValue, settings.map { StoredTenant(id: id, settings: $0) })
        case .directory(.group(let tenant, let id, let group)):
            try put(
                .group, "\(tenant)/\(id)",
                group.map { StoredGroup(tenant: tenant, id: id, group: $0) })
        case .directory(.agent(let key, let profile)):
            try put(
                .profile, key.description,
                profile.map { StoredProfile(key: key, profile: $0) })
        case .counter(let next, let run): try put(.counter, "", Counter(next: next, nodeRun: run))
        }
    }

    private static func put(
        _ kind: RecordKind, _ id: String, _ body: Data?, in database: Database
    ) throws {
        guard let body else {
            try database.cachedStatement(sql: "DELETE FROM record WHERE kind = ? AND id = ?")
                .execute(arguments: [kind.rawValue, id])
            return
        }
        try database.cachedStatement(
            sql: "INSERT OR REPLACE INTO record (kind, id, format, body) VALUES (?, ?, ?, ?)"
        ).execute(arguments: [kind.rawValue, id, Schema.format, body])
    }
}
