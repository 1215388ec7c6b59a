internal import GRDB
internal import ConnectionMode
package import Storage

extension SQLiteStore {
    package func add(_ token: TokenRecord) async throws(StoreError) {
        try await attemptLater {
            try await self.database.write { database in
                try database.execute(
                    sql: """
                        INSERT INTO token
                            (id, tenant, role, agent, hash, created_at, expires_at, note)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        token.id, token.tenant.rawValue, token.role.rawValue,
                        token.agent?.rawValue, token.hash, token.createdAt.millisecondsSince1970,
                        token.expiresAt?.millisecondsSince1970, token.note,
                    ])
            }
        }
    }

    package func token(withHash hash: String) async throws(StoreError) -> TokenRecord? {
        try await attemptLater {
            try await self.database.read { database in
                try Row.fetchOne(
                    database, sql: "SELECT * FROM token WHERE hash = ?", arguments: [hash]
                ).flatMap(TokenRecord.init)
            }
        }
    }

    package func tokens() async throws(StoreError) -> [TokenRecord] {
        try await attemptLater {
            try await self.database.read { database in
                try Row.fetchAll(database, sql: "SELECT * FROM token ORDER BY created_at, id")
                    .compactMap(TokenRecord.init)
            }
        }
    }

    package func remove(id: String) async throws(StoreError) -> Bool {
        try await attemptLater {
            try await self.database.write { database in
                try database.execute(sql: "DELETE FROM token WHERE id = ?", arguments: [id])
                return database.changesCount > 0
            }
        }
    }

    func attemptLater<Value>(
        _ body: () async throws -> Value
    ) async throws(StoreError) -> Value {
        let result: Result<Value, any Error>
        do {
            result = .success(try await body())
        } catch {
            result = .failure(error)
        }
        return try attempt { try result.get() }
    }
}

extension TokenRecord {
    /// Nil for a role that this program does not know: such a token opens nothing.
    fileprivate init?(_ row: Row) {
        guard let role = TokenRole(rawValue: row["role"]) else { return nil }
        let agent: String? = row["agent"]
        let expiresAt: Int64? = row["expires_at"]
        self.init(
            id: row["id"], tenant: TenantID(row["tenant"] as String), role: role,
            agent: agent.map { AgentID($0) }, hash: row["hash"],
            createdAt: Instant(millisecondsSince1970: row["created_at"]),
            expiresAt: expiresAt.map { Instant(millisecondsSince1970: $0) }, note: row["note"])
    }
}
