import ConnectionMode
import GRDB
import Storage
import StorageSQLite
import Testing

/// What every index of recordings does.
@Suite struct RecordingIndexTests {
    private static let acme = TenantID("acme")
    private static let alice = AgentKey(tenant: acme, agent: AgentID("alice"))

    private static func time(_ second: Int64) -> Instant {
        Instant(millisecondsSince1970: second * 1_000)
    }

    private static func record(
        _ id: String, _ started: Int64, ended: Int64? = nil, agent: AgentKey = alice,
        call: String = "c1"
    ) -> RecordingRecord {
        RecordingRecord(
            id: RecordingID(id), agent: agent, call: CallID(call), startedAt: time(started),
            endedAt: ended.map(time), recordedMilliseconds: ended == nil ? 0 : 1_500,
            end: ended == nil ? nil : .callEnded)
    }

    private static func call(_ id: String, _ agent: AgentKey, _ number: String) -> LedgerEntry {
        .call(
            CallRecord(
                id: id, agent: agent, isOutbound: false,
                caller: Caller(number: number, name: ""), dialedNumber: nil, queue: nil,
                customer: LegID("1"), offeredAt: nil, acceptedAt: nil, connectedAt: nil,
                endedAt: time(20), heldMilliseconds: 0, outcome: "customerHungUp"))
    }

    private static func query(
        _ from: Int64 = 0, _ until: Int64 = 1_000, agents: Set<AgentID>? = nil,
        call: String? = nil, tenant: TenantID = acme
    ) -> RecordingQuery {
        RecordingQuery(
            tenant: tenant, agents: agents, call: call.map { CallID($0) }, from: time(from),
            until: time(until))
    }

    private static let all = RecordingPage(limit: 100)

    @Test(arguments: StoreKind.allCases)
    func `O13h each recording is there once, the newest first, page by page`(
        _ kind: StoreKind
    ) async throws {
        let tested = try StoreUnderTest(kind)
        defer { withExtendedLifetime(tested) {} }
        let store = tested.store
        let other = AgentKey(tenant: TenantID("beta"), agent: AgentID("bob"))
        let bob = AgentKey(tenant: Self.acme, agent: AgentID("bob"))
        for (index, agent) in [Self.alice, bob, Self.alice, other].enumerated() {
            let begun = Self.record("r\(index)", 10 + Int64(index), agent: agent, call: "c\(index)")
            try store.commit([], journal: [], ledger: [.recording(begun)])
        }
        let over = Self.record("r2", 12, ended: 20, call: "c2")
        for _ in 1...2 { try store.commit([], journal: [], ledger: [.recording(over)]) }
        let found = try await store.recordings(Self.query(), Self.all)
        #expect(found.map(\.id.rawValue) == ["r2", "r1", "r0"])
        #expect(found.first == over)
        var page = RecordingPage(limit: 2)
        page.before = try await store.recordings(Self.query(), page).last?.place
        #expect(try await store.recordings(Self.query(), page).map(\.id.rawValue) == ["r0"])
        #expect(
            try await store.recordings(Self.query(agents: [AgentID("bob")]), Self.all)
                .map(\.id.rawValue) == ["r1"])
        #expect(
            try await store.recordings(Self.query(call: "c0"), Self.all).map(\.id.rawValue)
                == ["r0"])
        #expect(
            try await store.recordings(Self.query(11, 12), Self.all).map(\.id.rawValue) == ["r1"])
        #expect(try await store.recording(RecordingID("r3"), of: Self.acme) == nil, "W4")
        #expect(try await store.recording(RecordingID("r2"), of: Self.acme) == over)
    }

    @Test(arguments: StoreKind.allCases)
    func `O13h what is discarded is read no more, and stays until its file is gone`(
        _ kind: StoreKind
    ) async throws {
        let tested = try StoreUnderTest(kind)
        defer { withExtendedLifetime(tested) {} }
        let store = tested.store
        let running = RecordingID("r1")
        for record in [Self.record("r0", 10, ended: 11), Self.record("r1", 12)] {
            try store.commit([], journal: [], ledger: [.recording(record)])
        }
        func discard(_ id: String, _ tenant: TenantID = Self.acme) async throws -> Discarding {
            try await store.discard(RecordingID(id), of: tenant, by: "token 1 (administrator)")
        }
        #expect(try await discard("r1") == .underWay)
        #expect(try await discard("r9") == .unknown)
        #expect(try await discard("r0", TenantID("beta")) == .unknown, "W4")
        for _ in 1...2 { #expect(try await discard("r0") == .done) }
        #expect(try await store.recording(RecordingID("r0"), of: Self.acme) == nil)
        #expect(try await store.recordings(Self.query(), Self.all).map(\.id) == [running])
        let waiting = try await store.discarded(atMost: 5)
        #expect(waiting.map(\.record.id.rawValue) == ["r0"])
        #expect(waiting.map(\.actor) == ["token 1 (administrator)"])
        let entry = AuditEntry(
            at: Self.time(30), tenant: Self.acme, agent: nil, what: "recordingDeleted")
        for _ in 1...2 { try await store.forget(RecordingID("r0"), entry) }
        #expect(try await store.discarded(atMost: 5).isEmpty)
        #expect(try store.entries(AuditQuery()).count { $0.what == "recordingDeleted" } == 1)
        #expect(try await discard("r0") == .unknown)
    }

    @Test(arguments: StoreKind.allCases)
    func `O13h what is older than its tenant keeps it is discarded, but for what is under way`(
        _ kind: StoreKind
    ) async throws {
        let tested = try StoreUnderTest(kind)
        defer { withExtendedLifetime(tested) {} }
        let store = tested.store
        let bob = AgentKey(tenant: TenantID("beta"), agent: AgentID("bob"))
        for record in [
            Self.record("r0", 10, ended: 11), Self.record("r1", 12),
            Self.record("r2", 100, ended: 101), Self.record("r3", 10, ended: 11, agent: bob),
        ] {
            try store.commit([], journal: [], ledger: [.recording(record)])
        }
        #expect(try store.recordingTenants() == [Self.acme, bob.tenant])
        func discard() throws -> Int {
            try store.discardRecordings(of: Self.acme, before: Self.time(50), by: "retention")
        }
        #expect(try discard() == 1)
        #expect(try discard() == 0)
        #expect(try await store.discarded(atMost: 5).map(\.record.id.rawValue) == ["r0"])
        // Nobody knows of it any more, as after a backup was put in place.
        try store.endRecordings(except: [], at: Self.time(200))
        #expect(
            try await store.recording(RecordingID("r1"), of: Self.acme)?.end
                == .endedByPhoneSystem)
        #expect(try discard() == 1)
    }

    @Test(arguments: StoreKind.allCases)
    func `O13h the recordings of somebody who is erased go, too`(_ kind: StoreKind) async throws {
        let tested = try StoreUnderTest(kind)
        defer { withExtendedLifetime(tested) {} }
        let store = tested.store
        let bob = AgentKey(tenant: Self.acme, agent: AgentID("bob"))
        try store.commit(
            [], journal: [],
            ledger: [
                Self.call("c1", Self.alice, "1"), Self.call("c2", Self.alice, "2"),
                Self.call("c3", bob, "3"),
                .recording(Self.record("r1", 10, ended: 11, call: "c1")),
                .recording(Self.record("r2", 10, ended: 11, call: "c2")),
                .recording(Self.record("r3", 10, ended: 11, agent: bob, call: "c3")),
            ])
        #expect(
            try await store.eraseCustomer(of: Self.acme) { $0 == "1" }.recordings == 1)
        #expect(try await store.discarded(atMost: 5).map(\.record.id.rawValue) == ["r1"])
        #expect(try await store.eraseAgent(bob).recordings == 1)
        #expect(try await store.discarded(atMost: 5).map(\.record.id.rawValue) == ["r1", "r3"])
    }

    @Test(arguments: StoreKind.allCases)
    func `O13h with who is erased goes what is still being ended, once it is over`(
        _ kind: StoreKind
    ) async throws {
        let tested = try StoreUnderTest(kind)
        defer { withExtendedLifetime(tested) {} }
        let store = tested.store
        let bob = AgentKey(tenant: Self.acme, agent: AgentID("bob"))
        try store.commit(
            [], journal: [],
            ledger: [
                Self.call("c1", Self.alice, "1"), .recording(Self.record("r1", 10, call: "c1")),
                .recording(Self.record("r2", 10, agent: bob, call: "c2")),
            ])
        #expect(try await store.eraseCustomer(of: Self.acme) { $0 == "1" }.recordings == 1)
        #expect(try await store.eraseAgent(bob).recordings == 1)
        #expect(try await store.recordings(Self.query(), Self.all).isEmpty)
        #expect(try await store.discarded(atMost: 5).isEmpty, "their files are being written")
        for over in [
            Self.record("r1", 10, ended: 21, call: "c1"),
            Self.record("r2", 10, ended: 21, agent: bob, call: "c2"),
        ] {
            try store.commit([], journal: [], ledger: [.recording(over)])
        }
        #expect(try await store.recordings(Self.query(), Self.all).isEmpty)
        let waiting = try await store.discarded(atMost: 5)
        #expect(waiting.map(\.record.id.rawValue) == ["r1", "r2"])
        #expect(waiting.allSatisfy { $0.actor == AuditEntry.erasure })
        #expect(
            try await store.discarded(atMost: 5, after: RecordingID("r1"))
                .map(\.record.id.rawValue) == ["r2"])
    }

    @Test func `O13h an erasure that breaks off leaves nothing that a second one does not find`()
        async throws
    {
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        let store = try SQLiteStore(directory: folder.path)
        try store.commit(
            [], journal: [],
            ledger: [
                Self.call("c1", Self.alice, "1"),
                .recording(Self.record("r1", 10, ended: 11, call: "c1")),
            ])
        try await database(in: folder.path).write { database in
            try database.execute(
                sql: """
                    CREATE TRIGGER refuse BEFORE UPDATE ON call
                    BEGIN SELECT RAISE(ABORT, 'The test forbids it.'); END
                    """)
        }
        await #expect(throws: StoreError.self) {
            try await store.eraseCustomer(of: Self.acme) { $0 == "1" }
        }
        #expect(try await store.discarded(atMost: 5).map(\.record.id.rawValue) == ["r1"])
        try await database(in: folder.path).write { try $0.execute(sql: "DROP TRIGGER refuse") }
        #expect(try await store.eraseCustomer(of: Self.acme) { $0 == "1" }.calls == 1)
    }
}
