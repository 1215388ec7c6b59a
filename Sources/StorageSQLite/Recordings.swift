package import ConnectionMode
internal import Foundation
internal import GRDB
package import Storage

extension SQLiteStore: RecordingIndex {
    /// Few enough that a commit does not wait long for them.
    private static let discardedAtOnce = 200

    static func append(_ record: RecordingRecord, in database: Database) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO recording (
                    name, tenant, agent, call, started, ended, milliseconds, reason)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (name) DO UPDATE SET
                    ended = excluded.ended, milliseconds = excluded.milliseconds,
                    reason = excluded.reason
                """
        ).execute(arguments: [
            record.id.rawValue, record.agent.tenant.rawValue, record.agent.agent.rawValue,
            record.call.rawValue, record.startedAt.millisecondsSince1970,
            record.endedAt?.millisecondsSince1970, record.recordedMilliseconds,
            record.end?.rawValue,
        ])
    }

    /// A read of the index; an older form of the store has none.
    private func read<Value: Sendable>(
        orNone none: Value, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        try await attemptLater {
            try await self.database.read { database in
                guard try database.tableExists("recording") else { return none }
                return try body(database)
            }
        }
    }

    package func recordings(
        _ query: RecordingQuery, _ page: RecordingPage
    ) async throws(StoreError) -> [RecordingRecord] {
        try await read(orNone: []) { database in
            let agents = try query.agents.map { agents in
                String(
                    decoding: try JSONEncoder().encode(agents.map(\.rawValue).sorted()),
                    as: UTF8.self)
            }
            return try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM recording
                    WHERE tenant = :tenant AND discarded IS NULL
                        AND (:agents IS NULL OR agent IN (SELECT value FROM json_each(:agents)))
                        AND (:call IS NULL OR call = :call)
                        AND started >= :from AND started < :until
                        AND (:started IS NULL OR (started, name) < (:started, :name))
                    ORDER BY started DESC, name DESC LIMIT :limit
                    """,
                arguments: [
                    "tenant": query.tenant.rawValue, "agents": agents,
                    "call": query.call?.rawValue, "from": query.from.millisecondsSince1970,
                    "until": query.until.millisecondsSince1970,
                    "started": page.before?.startedAt.millisecondsSince1970,
                    "name": page.before?.id.rawValue, "limit": page.limit,
                ]
            ).map(RecordingRecord.init)
        }
    }

    package func recording(
        _ id: RecordingID, of tenant: TenantID
    ) async throws(StoreError) -> RecordingRecord? {
        try await read(orNone: nil) { database in
            try Row.fetchOne(
                database,
                sql: """
                    SELECT * FROM recording WHERE name = ? AND tenant = ? AND discarded IS NULL
                    """, arguments: [id.rawValue, tenant.rawValue]
            ).map(RecordingRecord.init)
        }
    }

    package func discard(
        _ id: RecordingID, of tenant: TenantID, by actor: String
    ) async throws(StoreError) -> Discarding {
        try await attemptLater {
            try await self.database.write { database in
                let row = try Row.fetchOne(
                    database, sql: "SELECT * FROM recording WHERE name = ? AND tenant = ?",
                    arguments: [id.rawValue, tenant.rawValue])
                guard let row else { return .unknown }
                guard RecordingRecord(row).endedAt != nil else { return .underWay }
                try database.execute(
                    sql: "UPDATE recording SET discarded = ? WHERE name = ? AND discarded IS NULL",
                    arguments: [actor, id.rawValue])
                return .done
            }
        }
    }

    package func discarded(
        atMost limit: Int, after last: RecordingID?
    ) async throws(StoreError) -> [DiscardedRecording] {
        try await read(orNone: []) { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM recording
                    WHERE discarded IS NOT NULL AND ended IS NOT NULL AND name > ?
                    ORDER BY name LIMIT ?
                    """, arguments: [last?.rawValue ?? "", limit]
            ).map { DiscardedRecording(RecordingRecord($0), by: $0["discarded"]) }
        }
    }

    package func forget(_ id: RecordingID, _ entry: AuditEntry) async throws(StoreError) {
        try await attemptLater {
            try await self.database.write { database in
                try database.execute(
                    sql: "DELETE FROM recording WHERE name = ?", arguments: [id.rawValue])
                guard database.changesCount > 0 else { return }
                try Self.append(entry, in: database)
            }
        }
    }

    package func recordingTenants() throws(StoreError) -> [TenantID] {
        try attempt {
            try database.read { database in
                guard try database.tableExists("recording") else { return [] }
                return try String.fetchAll(
                    database, sql: "SELECT DISTINCT tenant FROM recording ORDER BY 1"
                ).map { TenantID($0) }
            }
        }
    }

    package func discardRecordings(
        of tenant: TenantID, before: Instant, by actor: String
    ) throws(StoreError) -> Int {
        try attempt {
            try database.write { database in
                try database.execute(
                    sql: """
                        UPDATE recording SET discarded = ? WHERE name IN (
                            SELECT name FROM recording
                            WHERE tenant = ? AND started < ? AND ended IS NOT NULL
                                AND discarded IS NULL
                            ORDER BY started LIMIT ?)
                        """,
                    arguments: [
                        actor, tenant.rawValue, before.millisecondsSince1970, Self.discardedAtOnce,
                    ])
                return database.changesCount
            }
        }
    }

    package func endRecordings(
        except known: Set<RecordingID>, at now: Instant
    ) throws(StoreError) {
        try attempt {
            try database.write { database in
                let running = try Row.fetchAll(
                    database, sql: "SELECT * FROM recording WHERE ended IS NULL"
                ).map(RecordingRecord.init)
                for record in running where !known.contains(record.id) {
                    try Self.append(record.endedUnseen(at: now), in: database)
                }
            }
        }
    }

    /// The files of recordings in which somebody is who was erased go, too; of one that is not over, once it is.
    ///
    /// - Parameters:
    ///   - calls: by their rows.
    ///   - agent: all of whose recordings go; nil of a customer.
    func discardErased(
        calls: [Int64], of agent: AgentKey? = nil
    ) async throws(StoreError) -> Int {
        try await attemptLater {
            try await self.database.write { database in
                var count = 0
                let what = "UPDATE recording SET discarded = ? WHERE discarded IS NULL"
                if let agent {
                    try database.execute(
                        sql: what + " AND tenant = ? AND agent = ?",
                        arguments: [
                            AuditEntry.erasure, agent.tenant.rawValue, agent.agent.rawValue,
                        ])
                    count += database.changesCount
                }
                for id in calls {
                    try database.cachedStatement(
                        sql: what + """
                             AND (tenant, call) IN (SELECT tenant, name FROM call WHERE id = ?)
                            """
                    ).execute(arguments: [AuditEntry.erasure, id])
                    count += database.changesCount
                }
                return count
            }
        }
    }
}

extension RecordingRecord {
    fileprivate init(_ row: Row) {
        let ended: Int64? = row["ended"]
        let reason: String? = row["reason"]
        self.init(
            id: RecordingID(row["name"] as String),
            agent: AgentKey(
                tenant: TenantID(row["tenant"] as String), agent: AgentID(row["agent"] as String)),
            call: CallID(row["call"] as String),
            startedAt: Instant(millisecondsSince1970: row["started"]),
            endedAt: ended.map { Instant(millisecondsSince1970: $0) },
            recordedMilliseconds: row["milliseconds"],
            // Of one that a newer version ended otherwise, that it is over is known.
            end: reason.map { RecordingEnd(rawValue: $0) ?? .endedByPhoneSystem })
    }
}
