import ConnectionMode
import GRDB
import Storage
import StorageSQLite
import Testing

/// What every store of tokens does, whatever keeps them.
@Suite struct TokenContractTests {
    private static func record(
        _ id: String, role: TokenRole = .supervisor, agent: String? = nil, hash: String? = nil,
        at seconds: Int64 = 0, expires: Int64? = nil, note: String = ""
    ) -> TokenRecord {
        TokenRecord(
            id: id, tenant: TenantID("acme"), role: role, agent: agent.map { AgentID($0) },
            hash: hash ?? "hash of \(id)",
            createdAt: Instant(millisecondsSince1970: seconds * 1_000),
            expiresAt: expires.map { Instant(millisecondsSince1970: $0) }, note: note)
    }

    @Test(arguments: StoreKind.allCases)
    func `a token is found by its hash, with all that was written`(_ kind: StoreKind) async throws {
        let tokens = try StoreUnderTest(kind).store
        let all = [
            Self.record("1", role: .agent, agent: "1001", note: "Alice's \"console\" 🙂\n"),
            Self.record("2", role: .supervisor, at: 1),
            Self.record("3", role: .administrator, at: 2, expires: .max),
        ]
        for token in all { try await tokens.add(token) }
        for token in all { #expect(try await tokens.token(withHash: token.hash) == token) }
    }

    @Test(arguments: StoreKind.allCases)
    func `an unknown hash finds nothing`(_ kind: StoreKind) async throws {
        let tokens = try StoreUnderTest(kind).store
        try await tokens.add(Self.record("1", hash: "abc"))
        for hash in ["", "ab", "ABC", "abc ", "%", "abc' OR '1'='1"] {
            #expect(try await tokens.token(withHash: hash) == nil)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `tokens are listed from the oldest to the newest`(_ kind: StoreKind) async throws {
        let tokens = try StoreUnderTest(kind).store
        let all = [
            Self.record("c", at: 1), Self.record("a", at: 2), Self.record("b", at: 2),
            Self.record("d", at: 3),
        ]
        for token in all.reversed() { try await tokens.add(token) }
        #expect(try await tokens.tokens() == all)
    }

    @Test(arguments: StoreKind.allCases)
    func `a token that is taken back opens nothing, and is taken back once`(
        _ kind: StoreKind
    ) async throws {
        let tokens = try StoreUnderTest(kind).store
        let (kept, gone) = (Self.record("kept"), Self.record("gone"))
        try await tokens.add(kept)
        try await tokens.add(gone)
        #expect(try await tokens.remove(id: "gone"))
        #expect(try await tokens.token(withHash: gone.hash) == nil)
        #expect(try await tokens.tokens() == [kept])
        #expect(try await !tokens.remove(id: "gone"))
        #expect(try await !tokens.remove(id: "never there"))
    }

    @Test(arguments: StoreKind.allCases)
    func `no two tokens have one id or one hash`(_ kind: StoreKind) async throws {
        let tokens = try StoreUnderTest(kind).store
        let first = Self.record("1", hash: "one")
        try await tokens.add(first)
        await #expect(throws: StoreError.self) { try await tokens.add(Self.record("1")) }
        await #expect(throws: StoreError.self) {
            try await tokens.add(Self.record("2", hash: "one"))
        }
        #expect(try await tokens.tokens() == [first])
    }

    @Test func `a token that one process makes is known to another at once`() async throws {
        let folder = try TemporaryFolder()
        let (service, command) = (
            try SQLiteStore(directory: folder.path), try SQLiteStore(directory: folder.path)
        )
        let token = Self.record("1")
        try await command.add(token)
        #expect(try await service.token(withHash: token.hash) == token)
        #expect(try await command.remove(id: "1"))
        #expect(try await service.token(withHash: token.hash) == nil)
    }

    @Test func `a token of a role that is not known opens nothing`() async throws {
        let folder = try TemporaryFolder()
        let tokens = try SQLiteStore(directory: folder.path)
        let token = Self.record("1")
        try await tokens.add(token)
        try await database(in: folder.path).write { database in
            try database.execute(sql: "UPDATE token SET role = 'owner'")
        }
        #expect(try await tokens.token(withHash: token.hash) == nil)
        #expect(try await tokens.tokens().isEmpty)
    }
}
