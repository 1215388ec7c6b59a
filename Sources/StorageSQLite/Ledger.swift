package import ConnectionMode
internal import Foundation
internal import GRDB
package import Storage

extension SQLiteStore: Ledger {
    /// Few enough that a commit does not wait long for them.
    private static let forgottenAtOnce = 1_000
    private static let erasedAtOnce = 500

    static func append(_ entry: LedgerEntry, in database: Database) throws {
        switch entry {
        case .period(let period):
            try database.cachedStatement(
                sql: """
                    INSERT INTO period (tenant, agent, began, ended, status, reason, line, call)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """
            ).execute(arguments: [
                period.agent.tenant.rawValue, period.agent.agent.rawValue,
                period.from.millisecondsSince1970, period.until.millisecondsSince1970,
                period.activity.status.rawValue, period.activity.reason,
                period.activity.line.rawValue, period.activity.call?.rawValue,
            ])
        case .recording(let record): try append(record, in: database)
        case .call(let call):
            try database.cachedStatement(
                sql: """
                    INSERT INTO call (
                        name, tenant, agent, outbound, number, caller, dialed, queue, customer,
                        offered, accepted, connected, ended, held, outcome)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """
            ).execute(arguments: [
                call.id, call.agent.tenant.rawValue, call.agent.agent.rawValue, call.isOutbound,
                call.caller.number, call.caller.name, call.dialedNumber, call.queue,
                call.customer.rawValue, call.offeredAt?.millisecondsSince1970,
                call.acceptedAt?.millisecondsSince1970, call.connectedAt?.millisecondsSince1970,
                call.endedAt.millisecondsSince1970, call.heldMilliseconds, call.outcome,
            ])
        }
    }

    /// A read of the ledger; an older form of the store has none.
    private func read<Value: Sendable>(
        orNone none: Value, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        try await attemptLater {
            try await self.database.read { database in
                guard try database.tableExists("period") else { return none }
                return try body(database)
            }
        }
    }

    // MARK: Sums

    package func totals(
        _ query: LedgerQuery, at now: Instant
    ) async throws(StoreError) -> [AgentTotals] {
        try await read(orNone: []) { database in
            var found: [AgentID: AgentTotals] = [:]
            func count(_ agent: AgentID, _ body: (inout AgentTotals) -> Void) {
                body(&found[agent, default: AgentTotals(agent: agent)])
            }
            for row in try Row.fetchAll(
                database, sql: Self.sumOfPeriods, arguments: Self.arguments(query))
            {
                guard let activity = Activity(row) else { continue }
                count(AgentID(row["agent"] as String)) { $0.count(activity, row["time"]) }
            }
            for (agent, activity, time) in try Self.ongoing(query, at: now, in: database) {
                count(agent) { $0.count(activity, time) }
            }
            for row in try Row.fetchAll(
                database, sql: Self.sumOfCalls, arguments: Self.arguments(query))
            {
                count(AgentID(row["agent"] as String)) {
                    $0.count(
                        outcome: row["outcome"], wasOffered: row["wasOffered"],
                        wasConnected: row["wasConnected"], callTime: row["callTime"],
                        holdTime: row["holdTime"], times: row["times"])
                }
            }
            return found.values.sorted { $0.agent < $1.agent }
        }
    }

    private static let whose = """
        tenant = :tenant
            AND (:agents IS NULL OR agent IN (SELECT value FROM json_each(:agents)))
        """

    private static let sumOfPeriods = """
        SELECT agent, status, line, iif(status = 'onBreak', reason, '') AS reason,
            sum(min(ended, :until) - max(began, :from)) AS time
        FROM period WHERE \(whose) AND ended > :from AND began < :until
        GROUP BY 1, 2, 3, 4
        """

    private static let sumOfCalls = """
        SELECT agent, outcome, offered IS NOT NULL AS wasOffered,
            connected IS NOT NULL AS wasConnected, count(*) AS times,
            coalesce(sum(ended - connected), 0) AS callTime, sum(held) AS holdTime
        FROM call WHERE \(whose) AND ended >= :from AND ended < :until
        GROUP BY 1, 2, 3, 4
        """

    private static func arguments(_ query: LedgerQuery) throws -> StatementArguments {
        [
            "tenant": query.tenant.rawValue,
            "agents": try query.agents.map { agents in
                String(
                    decoding: try JSONEncoder().encode(agents.map(\.rawValue).sorted()),
                    as: UTF8.self)
            },
            "from": query.from.millisecondsSince1970, "until": query.until.millisecondsSince1970,
        ]
    }

    /// What those who are logged in are doing.
    private static func ongoing(
        _ query: LedgerQuery, at now: Instant, in database: Database
    ) throws -> [(AgentID, Activity, Int64)] {
        try sessions(of: query.tenant, in: database).compactMap { session in
            guard query.agents?.contains(session.key.agent) ?? true, let ongoing = session.ongoing
            else { return nil }
            let period = ActivityPeriod(
                agent: session.key, activity: ongoing.activity, from: ongoing.since, until: now)
            let time = query.milliseconds(of: period)
            return time > 0 ? (session.key.agent, ongoing.activity, time) : nil
        }
    }

    // MARK: Entry by entry

    package func periods(
        _ query: LedgerQuery, _ page: LedgerPage
    ) async throws(StoreError) -> [Placed<ActivityPeriod>] {
        try await read(orNone: []) { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM period
                    WHERE \(Self.whose) AND ended > :from AND began < :until \(Self.behind)
                    """,
                arguments: Self.arguments(query, page)
            ).compactMap { row in
                guard let activity = Activity(row) else { return nil }
                let period = ActivityPeriod(
                    agent: AgentKey(row), activity: activity, from: row.instant("began"),
                    until: row.instant("ended"))
                return Placed(period, at: LedgerPage.Place(row))
            }
        }
    }

    package func calls(
        _ query: LedgerQuery, _ page: LedgerPage
    ) async throws(StoreError) -> [Placed<CallRecord>] {
        try await read(orNone: []) { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM call
                    WHERE \(Self.whose) AND ended >= :from AND ended < :until \(Self.behind)
                    """,
                arguments: Self.arguments(query, page)
            ).map { Placed(CallRecord($0), at: LedgerPage.Place($0)) }
        }
    }

    private static let behind = """
        AND (:ended IS NULL OR (ended, id) > (:ended, :id)) ORDER BY ended, id LIMIT :limit
        """

    private static func arguments(
        _ query: LedgerQuery, _ page: LedgerPage
    ) throws -> StatementArguments {
        let more: StatementArguments = [
            "ended": page.after?.endedAt.millisecondsSince1970, "id": page.after?.number,
            "limit": page.limit,
        ]
        return try arguments(query) &+ more
    }

    // MARK: Forgetting

    package func ledgerTenants() throws(StoreError) -> [TenantID] {
        try attempt {
            try database.read { database in
                guard try database.tableExists("period") else { return [] }
                // By the indexes, from one tenant to the next: there may be millions of entries.
                return try String.fetchAll(
                    database,
                    sql: """
                        WITH RECURSIVE a(tenant) AS (
                            SELECT min(tenant) FROM period UNION
                            SELECT (SELECT min(tenant) FROM period WHERE tenant > a.tenant) FROM a
                            WHERE a.tenant IS NOT NULL
                        ), b(tenant) AS (
                            SELECT min(tenant) FROM call UNION
                            SELECT (SELECT min(tenant) FROM call WHERE tenant > b.tenant) FROM b
                            WHERE b.tenant IS NOT NULL
                        )
                        SELECT tenant FROM a WHERE tenant IS NOT NULL UNION
                        SELECT tenant FROM b WHERE tenant IS NOT NULL ORDER BY 1
                        """
                ).map { TenantID($0) }
            }
        }
    }

    package func forgetLedger(of tenant: TenantID, before: Instant) throws(StoreError) -> Int {
        try attempt {
            try database.write { database in
                var count = 0
                for table in ["period", "call"] {
                    try database.execute(
                        sql: """
                            DELETE FROM \(table) WHERE id IN (
                                SELECT id FROM \(table) WHERE tenant = ? AND ended < ?
                                ORDER BY ended LIMIT ?)
                            """,
                        arguments: [
                            tenant.rawValue, before.millisecondsSince1970, Self.forgottenAtOnce,
                        ])
                    count += database.changesCount
                }
                return count
            }
        }
    }

    // MARK: Erasing

    package func eraseCustomer(
        of tenant: TenantID, where isTheirs: @escaping @Sendable (String) -> Bool
    ) async throws(StoreError) -> Erased {
        let found = try await read(orNone: Found()) { database in
            try Self.find(tenant, isTheirs, in: database)
        }
        var erased = Erased()
        // First, for only by their numbers are they found: an erasure that breaks off is asked for again.
        erased.recordings = try await discardErased(
            calls: Set(found.callers + found.dialed).sorted())
        try await overwrite(
            found.callers, "UPDATE call SET number = '', caller = '' WHERE id = ?")
        try await overwrite(found.dialed, "UPDATE call SET dialed = NULL WHERE id = ?")
        try await overwrite(
            found.auditEntries,
            "UPDATE audit SET detail = '\(AuditEntry.erased)' WHERE id = ?")
        erased.calls = Set(found.callers + found.dialed).count
        erased.auditEntries = found.auditEntries.count
        return erased
    }

    package func eraseAgent(_ agent: AgentKey) async throws(StoreError) -> Erased {
        var erased = Erased()
        erased.recordings = try await discardErased(calls: [], of: agent)
        let periods = try await entries(of: agent, in: "period")
        let calls = try await entries(of: agent, in: "call")
        try await overwrite(periods, "DELETE FROM period WHERE id = ?")
        try await overwrite(calls, "DELETE FROM call WHERE id = ?")
        (erased.periods, erased.calls) = (periods.count, calls.count)
        return erased
    }

    private func entries(
        of agent: AgentKey, in table: String
    ) async throws(StoreError) -> [Int64] {
        try await read(orNone: []) { database in
            try Int64.fetchAll(
                database, sql: "SELECT id FROM \(table) WHERE tenant = ? AND agent = ?",
                arguments: [agent.tenant.rawValue, agent.agent.rawValue])
        }
    }

    /// Which rows name somebody.
    private struct Found: Sendable {
        var callers: [Int64] = []
        var dialed: [Int64] = []
        var auditEntries: [Int64] = []
    }

    private static func find(
        _ tenant: TenantID, _ isTheirs: (String) -> Bool, in database: Database
    ) throws -> Found {
        var found = Found()
        // Row by row, for there may be millions.
        let calls = try Row.fetchCursor(
            database, sql: "SELECT id, number, dialed FROM call WHERE tenant = ?",
            arguments: [tenant.rawValue])
        while let row = try calls.next() {
            if isTheirs(row["number"]) { found.callers.append(row["id"]) }
            let dialed: String? = row["dialed"]
            if dialed.map(isTheirs) == true { found.dialed.append(row["id"]) }
        }
        let entries = try Row.fetchCursor(
            database,
            sql: """
                SELECT id, detail FROM audit
                WHERE tenant = ? AND detail IS NOT NULL
                    AND what IN (\(AuditEntry.naming.map { "'\($0)'" }.joined(separator: ", ")))
                """,
            arguments: [tenant.rawValue])
        while let row = try entries.next() {
            if isTheirs(AuditEntry.number(in: row["detail"])) {
                found.auditEntries.append(row["id"])
            }
        }
        return found
    }

    /// Changes some rows at a time, and lets no copy of what stood there lie about in the file.
    private func overwrite(_ rows: [Int64], _ sql: String) async throws(StoreError) {
        guard !rows.isEmpty else { return }
        try await attemptLater {
            for start in stride(from: 0, to: rows.count, by: Self.erasedAtOnce) {
                let some = rows[start..<min(rows.count, start + Self.erasedAtOnce)]
                try await self.database.writeWithoutTransaction { database in
                    try database.execute(sql: "PRAGMA secure_delete = ON")
                    defer { try? database.execute(sql: "PRAGMA secure_delete = OFF") }
                    try database.inTransaction {
                        for id in some { try database.execute(sql: sql, arguments: [id]) }
                        return .commit
                    }
                }
            }
            // What was written before stands in the log until it is taken over.
            try await self.database.writeWithoutTransaction { database in
                _ = try Row.fetchAll(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            }
        }
    }
}

extension Row {
    fileprivate func instant(_ column: String) -> Instant {
        Instant(millisecondsSince1970: self[column])
    }

    fileprivate func instantIfPresent(_ column: String) -> Instant? {
        let milliseconds: Int64? = self[column]
        return milliseconds.map { Instant(millisecondsSince1970: $0) }
    }
}

extension LedgerPage.Place {
    fileprivate init(_ row: Row) { self.init(endedAt: row.instant("ended"), number: row["id"]) }
}

extension AgentKey {
    fileprivate init(_ row: Row) {
        self.init(tenant: TenantID(row["tenant"] as String), agent: AgentID(row["agent"] as String))
    }
}

extension Activity {
    /// Nil of a status or use that this program does not know.
    fileprivate init?(_ row: Row) {
        guard let status = ShownStatus(rawValue: row["status"]),
            let line = LineUse(rawValue: row["line"])
        else { return nil }
        let call: String? = row.hasColumn("call") ? row["call"] : nil
        self.init(status: status, reason: row["reason"], line: line, call: call.map { CallID($0) })
    }
}

extension CallRecord {
    fileprivate init(_ row: Row) {
        self.init(
            id: row["name"], agent: AgentKey(row), isOutbound: row["outbound"],
            caller: Caller(number: row["number"], name: row["caller"]),
            dialedNumber: row["dialed"], queue: row["queue"],
            customer: LegID(row["customer"] as String), offeredAt: row.instantIfPresent("offered"),
            acceptedAt: row.instantIfPresent("accepted"),
            connectedAt: row.instantIfPresent("connected"), endedAt: row.instant("ended"),
            heldMilliseconds: row["held"], outcome: row["outcome"])
    }
}
