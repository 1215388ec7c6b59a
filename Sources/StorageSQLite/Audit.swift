package import ConnectionMode
internal import GRDB
package import Storage

extension SQLiteStore: AuditJournal {
    /// Few enough that a commit does not wait long for them.
    private static let forgottenAtOnce = 1_000

    static func append(_ entry: AuditEntry, in database: Database) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO audit (at, tenant, agent, actor, what, detail, outcome)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            entry.at.millisecondsSince1970, entry.tenant.rawValue, entry.agent?.rawValue,
            entry.actor, entry.what, entry.detail, entry.outcome,
        ])
    }

    package func entries(_ query: AuditQuery) throws(StoreError) -> [AuditEntry] {
        try attempt {
            try database.read { database in
                // An older form has none.
                guard try database.tableExists("audit") else { return [] }
                let rows = try Row.fetchAll(
                    database,
                    sql: """
                        SELECT * FROM audit
                        WHERE (:tenant IS NULL OR tenant = :tenant)
                            AND (:agent IS NULL OR agent = :agent)
                            AND at >= :since
                        ORDER BY at DESC, id DESC LIMIT :limit
                        """,
                    arguments: [
                        "tenant": query.tenant?.rawValue, "agent": query.agent?.rawValue,
                        "since": query.since?.millisecondsSince1970 ?? .min,
                        "limit": query.limit,
                    ])
                return rows.reversed().map(AuditEntry.init)
            }
        }
    }

    package func hasEntries(from: Instant, until: Instant) throws(StoreError) -> Bool {
        try attempt {
            try database.read { database in
                try Bool.fetchOne(
                    database, sql: "SELECT EXISTS (SELECT 1 FROM audit WHERE at >= ? AND at < ?)",
                    arguments: [from.millisecondsSince1970, until.millisecondsSince1970]) ?? false
            }
        }
    }

    package func forgetEntries(before: Instant) throws(StoreError) -> Int {
        try attempt {
            try database.write { database in
                try database.execute(
                    sql: """
                        DELETE FROM audit WHERE id IN (
                            SELECT id FROM audit WHERE at < ? ORDER BY at LIMIT ?)
                        """,
                    arguments: [before.millisecondsSince1970, Self.forgottenAtOnce])
                return database.changesCount
            }
        }
    }
}

extension AuditEntry {
    fileprivate init(_ row: Row) {
        let agent: String? = row["agent"]
        self.init(
            at: Instant(millisecondsSince1970: row["at"]),
            tenant: TenantID(row["tenant"] as String),
            agent: agent.map { AgentID($0) }, actor: row["actor"], what: row["what"],
            detail: row["detail"], outcome: row["outcome"])
    }
}
