import ConnectionMode
import GRDB
import Storage
import StorageSQLite
import Testing

/// What every audit journal does.
@Suite struct AuditJournalTests {
    private func entry(
        _ second: Int, _ what: String, tenant: String = "acme", agent: String? = "1001"
    ) -> AuditEntry {
        AuditEntry(
            at: Instant(millisecondsSince1970: Int64(second) * 1_000), tenant: TenantID(tenant),
            agent: agent.map { AgentID($0) }, actor: "token t\(second) (agent)", what: what,
            detail: "a\tb 🥖", outcome: second.isMultiple(of: 2) ? "done" : nil)
    }

    @Test(arguments: StoreKind.allCases)
    func `entries come back as they were, from the oldest to the newest`(_ kind: StoreKind) throws {
        let tested = try StoreUnderTest(kind)
        let all = [entry(1, "logIn"), entry(2, "logOut", agent: nil), entry(2, "reject")]
        try tested.store.commit([], journal: [all[0]])
        try tested.store.commit([], journal: Array(all[1...]))
        #expect(try tested.store.entries(AuditQuery()) == all)
    }

    @Test(arguments: StoreKind.allCases)
    func `a query leaves what was asked for, the newest so many`(_ kind: StoreKind) throws {
        let tested = try StoreUnderTest(kind)
        let all = [
            entry(1, "1"), entry(2, "2", agent: "1002"), entry(3, "3", tenant: "other"),
            entry(4, "4"), entry(5, "5", agent: nil),
        ]
        try tested.store.commit([], journal: all)
        func names(_ change: (inout AuditQuery) -> Void) throws -> [String] {
            var query = AuditQuery()
            change(&query)
            return try tested.store.entries(query).map(\.what)
        }
        #expect(try names { $0.tenant = TenantID("acme") } == ["1", "2", "4", "5"])
        #expect(try names { $0.agent = AgentID("1001") } == ["1", "3", "4"])
        #expect(
            try names {
                $0.tenant = TenantID("acme")
                $0.agent = AgentID("1001")
            } == ["1", "4"])
        #expect(try names { $0.since = Instant(millisecondsSince1970: 4_000) } == ["4", "5"])
        #expect(try names { $0.limit = 2 } == ["4", "5"])
        #expect(try names { $0.tenant = TenantID("' OR 1=1 --") }.isEmpty)
    }

    @Test(arguments: StoreKind.allCases)
    func `what is old is forgotten, some at a time`(_ kind: StoreKind) throws {
        let tested = try StoreUnderTest(kind)
        try tested.store.commit([], journal: (0..<2_500).map { entry($0, "\($0)") })
        let place = Instant(millisecondsSince1970: 2_400_000)
        var forgotten = 0
        while true {
            let count = try tested.store.forgetEntries(before: place)
            if count == 0 { break }
            forgotten += count
        }
        #expect(forgotten == 2_400)
        var query = AuditQuery()
        query.limit = 10_000
        #expect(try tested.store.entries(query).map(\.what) == (2_400..<2_500).map(String.init))
    }

    @Test(arguments: StoreKind.allCases)
    func `an entry is stored with its changes, or neither is`(_ kind: StoreKind) throws {
        let tested = try StoreUnderTest(kind)
        try tested.breakCalls()
        let roots = try Roots()
        #expect(throws: StoreError.self) {
            try tested.store.commit(roots.stored, journal: [entry(1, "accept")])
        }
        #expect(try tested.store.entries(AuditQuery()).isEmpty)
    }

    @Test func `a store that was made before there was a journal gets one`() throws {
        let folder = try TemporaryFolder()
        _ = try SQLiteStore(directory: folder.path)
        try database(in: folder.path).write { database in
            try database.execute(
                sql: """
                    DROP TABLE audit;
                    DELETE FROM grdb_migrations WHERE identifier = '2 audit journal';
                    """)
        }
        let store = try SQLiteStore(directory: folder.path)
        try store.commit([], journal: [entry(1, "logIn")])
        #expect(try store.entries(AuditQuery()) == [entry(1, "logIn")])
    }
}
