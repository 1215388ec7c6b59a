import ConnectionMode
import GRDB
import Storage
import StorageSQLite
import Testing

/// What every ledger does.
@Suite struct LedgerTests {
    private static let acme = TenantID("acme")

    private static func time(_ second: Int64) -> Instant {
        Instant(millisecondsSince1970: second * 1_000)
    }

    private static func key(_ agent: String, _ tenant: TenantID = acme) -> AgentKey {
        AgentKey(tenant: tenant, agent: AgentID(agent))
    }

    private static func period(
        _ agent: AgentKey, _ from: Int64, _ until: Int64, _ status: ShownStatus = .available,
        _ line: LineUse = .parked, reason: String = "a, \"b\"\n"
    ) -> LedgerEntry {
        .period(
            ActivityPeriod(
                agent: agent,
                activity: Activity(
                    status: status, reason: reason, line: line,
                    call: line == .talking ? CallID("c1") : nil),
                from: time(from), until: time(until)))
    }

    private static func record(
        _ id: String, _ agent: AgentKey, offered: Int64? = 10, connected: Int64? = 12,
        ended: Int64 = 20, number: String = "+4930123456", dialed: String? = "800",
        outcome: String = "customerHungUp"
    ) -> CallRecord {
        CallRecord(
            id: id, agent: agent, isOutbound: offered == nil,
            caller: Caller(number: number, name: "Zoë"), dialedNumber: dialed, queue: "support",
            customer: LegID("1.\(id)"), offeredAt: offered.map(time),
            acceptedAt: connected.map { time($0 - 1) }, connectedAt: connected.map(time),
            endedAt: time(ended), heldMilliseconds: connected == nil ? 0 : 1_500, outcome: outcome)
    }

    private func query(
        _ from: Int64 = 0, _ until: Int64 = 1_000, agents: Set<AgentID>? = nil,
        tenant: TenantID = acme
    ) -> LedgerQuery {
        LedgerQuery(
            tenant: tenant, agents: agents, from: Self.time(from), until: Self.time(until))
    }

    @Test(arguments: StoreKind.allCases)
    func `entries come back as they were, in the order in which they ended, page by page`(
        _ kind: StoreKind
    ) async throws {
        let tested = try StoreUnderTest(kind)
        let one = Self.key("1001")
        let periods = (0..<7).map { Self.period(one, $0 * 10, $0 * 10 + 10, .busy, .talking) }
        let records = (0..<5).map { Self.record("c\($0)", one, ended: 20 + $0 / 2) }
        try tested.store.commit([], journal: [], ledger: Array(periods[4...]))
        try tested.store.commit(
            [], journal: [], ledger: records.map { .call($0) } + Array(periods[..<4]))
        var page = LedgerPage(limit: 3)
        var found: [LedgerEntry] = []
        while true {
            let part = try await tested.store.periods(query(), page)
            found += part.map { .period($0.entry) }
            guard let last = part.last else { break }
            page.after = last.place
        }
        #expect(found == periods)
        page = LedgerPage(limit: 2)
        var calls: [CallRecord] = []
        while true {
            let part = try await tested.store.calls(query(), page)
            calls += part.map(\.entry)
            guard let last = part.last else { break }
            page.after = last.place
        }
        #expect(calls == records)
    }

    @Test(arguments: StoreKind.allCases)
    func `a question leaves what was asked for`(_ kind: StoreKind) async throws {
        let tested = try StoreUnderTest(kind)
        let foreign = Self.key("1001", TenantID("other"))
        try tested.store.commit(
            [], journal: [],
            ledger: [
                Self.period(Self.key("1001"), 0, 10), Self.period(Self.key("1002"), 5, 30),
                Self.period(foreign, 0, 100), .call(Self.record("a", Self.key("1001"), ended: 10)),
                .call(Self.record("b", Self.key("1002"), ended: 30)),
                .call(Self.record("c", foreign)),
            ])
        func agents(_ query: LedgerQuery) async throws -> [String] {
            try await tested.store.periods(query, LedgerPage(limit: 10)).map {
                "\($0.entry.agent)"
            }
        }
        #expect(try await agents(query()) == ["acme/1001", "acme/1002"])
        // The end is not a part of either time.
        #expect(try await agents(query(10, 20)) == ["acme/1002"])
        #expect(try await agents(query(0, 5)) == ["acme/1001"])
        #expect(try await agents(query(agents: [AgentID("1002")])) == ["acme/1002"])
        #expect(try await agents(query(agents: [])).isEmpty)
        #expect(try await agents(query(tenant: TenantID("' OR 1=1 --"))).isEmpty)
        func calls(_ query: LedgerQuery) async throws -> [String] {
            try await tested.store.calls(query, LedgerPage(limit: 10)).map(\.entry.id)
        }
        #expect(try await calls(query()) == ["a", "b"])
        #expect(try await calls(query(10, 30)) == ["a"])
        #expect(try await calls(query(agents: [AgentID("1002")])) == ["b"])
        #expect(try tested.store.ledgerTenants() == [Self.acme, TenantID("other")])
    }

    @Test(arguments: StoreKind.allCases)
    func `sums count what is in the time, and what goes on`(_ kind: StoreKind) async throws {
        let tested = try StoreUnderTest(kind)
        let one = Self.key("1001")
        try tested.store.commit(
            [], journal: [],
            ledger: [
                Self.period(one, 0, 100), Self.period(one, 100, 160, .busy, .talking),
                Self.period(one, 160, 170, .busy, .onHold),
                Self.period(one, 170, 200, .onBreak, .parked, reason: "Lunch"),
                Self.period(one, 200, 210, .onBreak, .none, reason: "Lunch"),
                Self.period(one, 210, 230, .onBreak, .none, reason: "Tea"),
                Self.period(Self.key("1002"), 300, 400),
                .call(Self.record("a", one, ended: 20)),
                .call(Self.record("b", one, ended: 25)),
                .call(Self.record("c", one, connected: nil, outcome: "timedOut")),
                .call(Self.record("d", one, connected: nil, outcome: "rejected")),
                .call(Self.record("e", one, connected: nil, outcome: "canceled")),
                .call(Self.record("f", one, offered: nil, connected: 100, ended: 120)),
                .call(Self.record("g", one, offered: nil, connected: nil, outcome: "busy")),
            ])
        let totals = try await tested.store.totals(query(50, 300), at: Self.time(500))
        #expect(totals.map(\.agent.rawValue) == ["1001"])
        let sums = try #require(totals.first)
        #expect(sums.byStatus == [.available: 50_000, .busy: 70_000, .onBreak: 60_000])
        #expect(
            sums.byLine == [.parked: 80_000, .talking: 60_000, .onHold: 10_000, .none: 30_000])
        #expect(sums.byBreakReason == ["Lunch": 40_000, "Tea": 20_000])
        #expect([sums.offers, sums.taken, sums.missed, sums.rejected] == [0, 0, 0, 0])
        #expect(sums.placed == 1 && sums.callTime == 20_000 && sums.holdTime == 1_500)

        let all = try #require(
            try await tested.store.totals(query(0, 300), at: Self.time(500)).first)
        #expect([all.offers, all.taken, all.missed, all.rejected] == [5, 2, 1, 1])
        #expect(all.placed == 1 && all.callTime == 41_000 && all.holdTime == 4_500)

        // Somebody is logged in.
        let day = try Workday(tested.store)
        try day.ask(.logIn(Workday.agent(1), resuming: nil))
        let since = day.now
        let running = try await tested.store.totals(
            LedgerQuery(
                tenant: Workday.acme, from: since.advanced(bySeconds: -10),
                until: since.advanced(bySeconds: 30)), at: since.advanced(bySeconds: 20))
        #expect(running.map(\.agent) == [Workday.agent(1).agent])
        #expect(running.first?.byStatus == [.onBreak: 20_000])
    }

    @Test(arguments: StoreKind.allCases)
    func `what is old is forgotten, of one tenant and some at a time`(_ kind: StoreKind)
        async throws
    {
        let tested = try StoreUnderTest(kind)
        let foreign = Self.key("1001", TenantID("other"))
        try tested.store.commit(
            [], journal: [],
            ledger: (0..<1_500).map { Self.period(Self.key("1001"), $0, $0 + 1) } + [
                Self.period(foreign, 0, 1), .call(Self.record("a", Self.key("1001"), ended: 5)),
                .call(Self.record("b", Self.key("1001"), ended: 2_000)),
            ])
        var forgotten = 0
        while true {
            let count = try tested.store.forgetLedger(of: Self.acme, before: Self.time(1_400))
            if count == 0 { break }
            forgotten += count
        }
        #expect(forgotten == 1_400)
        let left = try await tested.store.periods(query(0, 9_000), LedgerPage(limit: 1_000))
        #expect(left.first?.entry.until == Self.time(1_400))
        #expect(left.count == 101)
        let calls = try await tested.store.calls(query(0, 9_000), LedgerPage(limit: 10))
        #expect(calls.map(\.entry.id) == ["b"])
        #expect(try tested.store.ledgerTenants().count == 2)
    }

    @Test(arguments: StoreKind.allCases)
    func `a customer who is erased is nowhere in it, and every sum stays`(_ kind: StoreKind)
        async throws
    {
        let tested = try StoreUnderTest(kind)
        let one = Self.key("1001")
        let foreign = Self.key("1001", TenantID("other"))
        func call(_ detail: String, _ tenant: TenantID) -> AuditEntry {
            AuditEntry(
                at: Self.time(1), tenant: tenant, agent: one.agent, what: "placeCall",
                detail: detail, outcome: "call c1")
        }
        try tested.store.commit(
            [],
            journal: [
                call("+4930123456 as Acme <+4930555>", Self.acme),
                call("+4930123456", foreign.tenant),
                call("+49309, mustAccept", Self.acme),
            ],
            ledger: [
                .call(Self.record("a", one)),
                .call(Self.record("b", one, number: "+4930555", dialed: "+4930123456")),
                .call(Self.record("c", one, number: "+49309")),
                .call(Self.record("d", foreign)),
            ])
        let before = try await tested.store.totals(query(), at: Self.time(0))
        for round in 0..<2 {
            let erased = try await tested.store.eraseCustomer(of: Self.acme) {
                $0 == "+4930123456"
            }
            #expect(erased.calls == (round == 0 ? 2 : 0))
            #expect(erased.auditEntries == (round == 0 ? 1 : 0))
        }
        let page = LedgerPage(limit: 10)
        let calls = try await tested.store.calls(query(), page).map(\.entry)
        #expect(calls.map(\.caller.number) == ["", "+4930555", "+49309"])
        #expect(calls.map(\.caller.name) == ["", "Zoë", "Zoë"])
        #expect(calls.map(\.dialedNumber) == ["800", nil, "800"])
        #expect(try await tested.store.totals(query(), at: Self.time(0)) == before)
        let others = try await tested.store.calls(query(tenant: foreign.tenant), page)
        #expect(others.first?.entry.caller.number == "+4930123456")
        #expect(
            try tested.store.entries(AuditQuery()).map(\.detail)
                == ["erased", "+4930123456", "+49309, mustAccept"])
    }

    @Test(arguments: StoreKind.allCases)
    func `an agent who is erased has no entry left`(_ kind: StoreKind) async throws {
        let tested = try StoreUnderTest(kind)
        let foreign = Self.key("1001", TenantID("other"))
        try tested.store.commit(
            [], journal: [],
            ledger: [Self.key("1001"), Self.key("1002"), foreign].flatMap {
                [Self.period($0, 0, 10), .call(Self.record("\($0)", $0))]
            })
        let erased = try await tested.store.eraseAgent(Self.key("1001"))
        #expect(erased.calls == 1 && erased.periods == 1)
        #expect(
            try await tested.store.totals(query(), at: Self.time(0)).map(\.agent.rawValue)
                == ["1002"])
        #expect(
            try await tested.store.totals(query(tenant: foreign.tenant), at: Self.time(0)).count
                == 1)
    }

    @Test func `what was erased is not in the store's files any more`() async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(directory: folder.path)
        let one = Self.key("1001")
        try store.commit(
            [], journal: [],
            ledger: (0..<400).map {
                .call(Self.record("c\($0)", one, number: $0 == 200 ? "+4930123456" : "+4930999"))
            })
        #expect(try folder.holds("+4930123456"))
        _ = try await store.eraseCustomer(of: Self.acme) { $0 == "+4930123456" }
        #expect(try !folder.holds("+4930123456"))
        #expect(try folder.holds("+4930999"))
    }

    @Test(arguments: StoreKind.allCases)
    func `an entry is stored with its changes, or neither is`(_ kind: StoreKind) async throws {
        let tested = try StoreUnderTest(kind)
        try tested.breakCalls()
        let roots = try Roots()
        #expect(throws: StoreError.self) {
            try tested.store.commit(
                roots.stored, journal: [], ledger: [Self.period(Self.key("1001"), 0, 1)])
        }
        #expect(try await tested.store.periods(query(), LedgerPage(limit: 1)).isEmpty)
    }
}
