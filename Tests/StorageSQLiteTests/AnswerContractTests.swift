import ConnectionMode
import GRDB
import Storage
import StorageSQLite
import Testing

/// What every store of answers does, whatever keeps them.
@Suite struct AnswerContractTests {
    private static func answer(
        _ key: UInt8, token: String = "t", at seconds: Int64 = 0, status: Int = 200,
        body: String = "{}"
    ) -> RememberedAnswer {
        RememberedAnswer(
            token: token, key: [key, 0, 255], request: [1, 2, key],
            at: Instant(millisecondsSince1970: seconds * 1_000), status: status,
            type: body.isEmpty ? nil : "application/json", body: Array(body.utf8))
    }

    private static func isThere(
        _ answer: RememberedAnswer, _ store: any AnswerStore
    ) async throws -> Bool {
        try await store.answer(token: answer.token, key: answer.key) == answer
    }

    @Test(arguments: StoreKind.allCases)
    func `an answer is found by its token and key, with all that was written`(
        _ kind: StoreKind
    ) async throws {
        let store = try StoreUnderTest(kind).store
        let all = [
            Self.answer(1, body: "{\"name\":\"Ünï\"}"), Self.answer(2, status: 204, body: ""),
            Self.answer(1, token: "u", status: 409),
        ]
        for answer in all { try await store.remember(answer, within: AnswerLimits()) }
        for answer in all { #expect(try await Self.isThere(answer, store)) }
        #expect(try await store.answer(token: "t", key: [1]) == nil)
        #expect(try await store.answer(token: "x", key: all[0].key) == nil)
    }

    @Test(arguments: StoreKind.allCases)
    func `a later answer under the same key takes the place of the first`(
        _ kind: StoreKind
    ) async throws {
        let store = try StoreUnderTest(kind).store
        try await store.remember(Self.answer(1), within: AnswerLimits())
        let later = Self.answer(1, at: 90_000, status: 409)
        try await store.remember(later, within: AnswerLimits())
        #expect(try await Self.isThere(later, store))
    }

    @Test(arguments: StoreKind.allCases)
    func `a token has so many, then its oldest goes, and nobody else's`(
        _ kind: StoreKind
    ) async throws {
        let store = try StoreUnderTest(kind).store
        var limits = AnswerLimits()
        limits.perToken = 3
        let other = Self.answer(0, token: "u")
        try await store.remember(other, within: limits)
        for key in UInt8(1)...5 { try await store.remember(Self.answer(key), within: limits) }
        for key in UInt8(1)...5 {
            #expect(try await Self.isThere(Self.answer(key), store) == (key > 2))
        }
        #expect(try await Self.isThere(other, store))
    }

    @Test(arguments: StoreKind.allCases)
    func `there are so many in all, then the oldest goes`(_ kind: StoreKind) async throws {
        let store = try StoreUnderTest(kind).store
        var limits = AnswerLimits()
        limits.inAll = 3
        for key in UInt8(1)...5 {
            try await store.remember(Self.answer(key, token: "\(key)"), within: limits)
        }
        for key in UInt8(1)...5 {
            let isThere = try await Self.isThere(Self.answer(key, token: "\(key)"), store)
            #expect(isThere == (key > 2))
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `what is older than a day goes`(_ kind: StoreKind) async throws {
        let store = try StoreUnderTest(kind).store
        let (old, young) = (Self.answer(1, at: 0), Self.answer(2, at: 1))
        for answer in [old, young, Self.answer(3, at: 86_400)] {
            try await store.remember(answer, within: AnswerLimits())
        }
        #expect(try await !Self.isThere(old, store))
        #expect(try await Self.isThere(young, store))
    }

    @Test func `answers are there after a restart, also in a store that was made without them`()
        async throws
    {
        let folder = try TemporaryFolder()
        _ = try SQLiteStore(directory: folder.path)
        try await database(in: folder.path).write { database in
            try database.execute(
                sql: """
                    DROP TABLE answer;
                    DELETE FROM grdb_migrations WHERE identifier = '4 remembered answers';
                    """)
        }
        let answer = Self.answer(1)
        do {
            let store = try SQLiteStore(directory: folder.path)
            try await store.remember(answer, within: AnswerLimits())
        }
        let store = try SQLiteStore(directory: folder.path)
        #expect(try await Self.isThere(answer, store))
    }
}
