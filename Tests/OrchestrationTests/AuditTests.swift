internal import ConnectionMode
internal import Orchestration
internal import Storage
internal import TestSupport
internal import Testing

@Suite(.timeLimit(.minutes(1))) struct `The audit journal` {
    private static let actor = Actor(tenant: Desk.acme, name: "token 1234 (agent)")

    private func entries(_ desk: Desk) throws -> [AuditEntry] {
        var query = AuditQuery()
        query.limit = 10_000
        return try desk.memory.entries(query)
    }

    /// One line an entry: who, what, with what, and what came of it.
    private func lines(_ desk: Desk) throws -> [String] {
        try entries(desk).map { entry in
            [entry.actor, entry.what, entry.detail, entry.outcome].compactMap(\.self)
                .joined(separator: " | ")
        }
    }

    @Test
    func `S9 every command is in it with who asked and what came of it, then what came to be`()
        async throws
    {
        try await Desk.open { desk in
            _ = try await desk.sequencer.perform(
                .logIn(Desk.alice, resuming: nil), by: Self.actor)
            _ = try await desk.sequencer.perform(
                .setStatus(Desk.alice, .onBreak, reason: "tea"), by: Self.actor)
            _ = try? await desk.sequencer.perform(
                .closeConnection(Desk.alice, by: .agent), by: Self.actor)
            _ = try? await desk.sequencer.perform(.accept(OfferID("none")), by: Self.actor)
            #expect(
                try lines(desk) == [
                    "token 1234 (agent) | logIn | session oh-test01-s1",
                    "statusChanged | onBreak, loggedIn",
                    "token 1234 (agent) | setStatus | onBreak, tea | done",
                    "statusChanged | onBreak, tea",
                    "token 1234 (agent) | closeConnection | connectionAlreadyClosed",
                    "token 1234 (agent) | accept | none | offerUnknown",
                ])
            #expect(try entries(desk).allSatisfy { $0.tenant == Desk.acme })
            #expect(try entries(desk).map(\.agent).dropLast().allSatisfy { $0 == Desk.alice.agent })
            #expect(try entries(desk).last?.agent == nil)
        }
    }

    @Test func `V8 what was typed is nowhere in it`() async throws {
        try await Desk.open { desk in
            let attempt = try await desk.verifying()
            let pin = try #require(desk.phones.heard(on: attempt.leg))
            let wrong = pin == "7391" ? "7392" : "7391"
            _ = try await desk.sequencer.confirm(
                Desk.alice, attempt.id, typed: wrong, by: Self.actor)
            _ = try await desk.sequencer.confirm(
                Desk.alice, attempt.id, typed: pin, by: Self.actor)
            let all = try lines(desk)
            #expect(
                all.contains("token 1234 (agent) | confirmPin | \(attempt.id) | wrongPin, 2 left"))
            #expect(all.contains("token 1234 (agent) | confirmPin | \(attempt.id) | done"))
            #expect(!all.joined(separator: "\n").contains(pin))
            #expect(!all.joined(separator: "\n").contains(wrong))
        }
    }

    @Test func `a customer's way is in it, under the agent whom it concerns`() async throws {
        try await Desk.open { desk in
            _ = try await desk.opened()
            let customer = CustomerLeg(leg: LegID("1795.1"), kind: .own, isAnswered: true)
            let details = OfferDetails(caller: Caller(number: "+33123456789", name: ""))
            desk.see(.customerArrived(customer, Desk.alice, details))
            let offer = try #require(try await desk.sequencer.read { $0.offers.keys.first })
            _ = try await desk.sequencer.perform(.reject(offer), by: Self.actor)
            let about = try entries(desk).filter { $0.detail == offer.rawValue }
            #expect(about.map(\.what) == ["offerCreated", "reject", "offerRejected"])
            #expect(about.allSatisfy { $0.agent == Desk.alice.agent })
        }
    }

    @Test func `W4 who tries another tenant's offer does not learn from it whose it is`()
        async throws
    {
        try await Desk.open { desk in
            _ = try await desk.opened()
            let customer = CustomerLeg(leg: LegID("1795.1"), kind: .own, isAnswered: true)
            let details = OfferDetails(caller: Caller(number: "+33123456789", name: ""))
            desk.see(.customerArrived(customer, Desk.alice, details))
            let offer = try #require(try await desk.sequencer.read { $0.offers.keys.first })
            let stranger = Actor(tenant: TenantID("other"), name: "token 5678 (agent)")
            await #expect(throws: CommandFailure.forbidden) {
                try await desk.sequencer.perform(
                    .accept(offer), by: stranger, if: { _ in false }, then: { answer, _ in answer })
            }
            let entry = try #require(try entries(desk).last)
            #expect(entry.tenant == stranger.tenant)
            #expect(entry.agent == nil)
            #expect(entry.outcome == "forbidden")
        }
    }

    @Test func `what happens while the disk is full is in it when there is room again`()
        async throws
    {
        try await Desk.open { desk in
            let attempt = try await desk.opened()
            let before = try entries(desk).count
            desk.memory.failure = .unavailable("The disk is full: make room.")
            _ = try? await desk.sequencer.perform(.openConnection(Desk.bob), by: Self.actor)
            desk.see(.legGone(attempt.leg, .hungUp))
            try await desk.settled()
            desk.memory.failure = nil
            _ = try await desk.sequencer.perform(.logIn(Desk.bob, resuming: nil), by: Self.actor)
            let since = try lines(desk).dropFirst(before)
            #expect(
                Array(since.prefix(3)) == [
                    "serviceDegraded | The disk is full: make room.",
                    "token 1234 (agent) | openConnection | notLoggedIn",
                    "connectionClosed | \(attempt.id), phoneHungUp",
                ])
            #expect(since.contains { $0.hasPrefix("token 1234 (agent) | logIn") })
            #expect(since.last?.hasPrefix("serviceRestored | gapMilliseconds ") == true)
        }
    }

    @Test func `what is older than it keeps is forgotten`() async throws {
        var options = Desk.Options()
        options.auditDays = 30
        let old = Desk.start.advanced(bySeconds: -31 * 86_400)
        let young = Desk.start.advanced(bySeconds: -29 * 86_400)
        try options.memory.commit(
            [],
            journal: [old, young].map {
                AuditEntry(at: $0, tenant: Desk.acme, agent: nil, what: "long ago")
            })
        try await Desk.open(options) { desk in
            // The journal is looked through after an input.
            try await desk.settled()
            try await desk.settled()
            #expect(try entries(desk).filter { $0.what == "long ago" }.map(\.at) == [young])
        }
    }

    @Test func `what the ledger has is forgotten when its tenant says so`() async throws {
        var options = Desk.Options()
        options.auditDays = 3_650
        func period(_ days: Int, _ tenant: TenantID) -> LedgerEntry {
            let end = Desk.start.advanced(bySeconds: -days * 86_400)
            return .period(
                ActivityPeriod(
                    agent: AgentKey(tenant: tenant, agent: AgentID("x")),
                    activity: Activity(status: .busy, reason: "call", line: .talking, call: nil),
                    from: end.advanced(bySeconds: -1), until: end))
        }
        let gone = TenantID("gone")
        try options.memory.commit(
            [], journal: [],
            ledger: [
                period(91, Desk.acme), period(89, Desk.acme), period(91, gone), period(89, gone),
            ])
        try await Desk.open(options) { desk in
            try await desk.settled()
            try await desk.settled()
            for tenant in [Desk.acme, gone] {
                let left = try await desk.memory.periods(
                    LedgerQuery(
                        tenant: tenant, agents: [AgentID("x")],
                        from: Instant(millisecondsSince1970: 0), until: Desk.start),
                    LedgerPage(limit: 10))
                #expect(left.map(\.entry.until) == [Desk.start.advanced(bySeconds: -89 * 86_400)])
            }
        }
    }

    @Test func `O13h recordings are discarded when their tenant says so`() async throws {
        var options = Desk.Options()
        options.auditDays = 3_650
        func record(_ id: String, _ days: Int, _ tenant: TenantID) -> LedgerEntry {
            let start = Desk.start.advanced(bySeconds: -days * 86_400)
            return .recording(
                RecordingRecord(
                    id: RecordingID(id), agent: AgentKey(tenant: tenant, agent: AgentID("x")),
                    call: CallID("c"), startedAt: start, endedAt: start,
                    recordedMilliseconds: 0, end: .callEnded))
        }
        let gone = TenantID("gone")
        try options.memory.commit(
            [], journal: [],
            ledger: [
                record("r1", 91, Desk.acme), record("r2", 89, Desk.acme), record("r3", 91, gone),
                record("r4", 89, gone),
            ])
        try await Desk.open(options) { desk in
            try await desk.settled()
            try await desk.settled()
            let old = try await desk.memory.discarded(atMost: 10)
            #expect(old.map(\.record.id.rawValue) == ["r1", "r3"])
            #expect(old.allSatisfy { $0.actor == "retention" })
        }
    }

    @Test func `ids and reasons that people send are one line in it, and not long`() async throws {
        try await Desk.open { desk in
            let long = String(repeating: "x", count: 60_000)
            for text in HostileText.all + [long] {
                _ = try? await desk.sequencer.perform(
                    .logIn(Desk.alice, resuming: SessionID(text)), by: Self.actor)
                _ = try? await desk.sequencer.perform(
                    .setStatus(Desk.alice, .onBreak, reason: text), by: Self.actor)
                _ = try? await desk.sequencer.confirm(
                    Desk.alice, AttemptID(text), typed: "0000", by: Self.actor)
                for command in [
                    Command.accept(OfferID(text)), .reject(OfferID(text)), .hangUp(CallID(text)),
                ] { _ = try? await desk.sequencer.perform(command, by: Self.actor) }
            }
            let all = try entries(desk)
            #expect(all.count > 6 * HostileText.all.count)
            for entry in all {
                for text in [entry.actor, entry.what, entry.detail, entry.outcome] {
                    #expect(!HostileText.isHarmful(text ?? ""))
                    #expect((text ?? "").count <= 301)
                }
            }
            #expect(all.contains { $0.detail == "${SHELL(id)}" })
        }
    }

    @Test func `V9 why a workplace is not allowed is in it`() async throws {
        var options = Desk.Options()
        options.workplace = Workplace(kind: .phoneNumber, address: "+4312345678")
        try await Desk.open(options) { desk in
            _ = try await desk.sequencer.perform(.logIn(Desk.alice, resuming: nil), by: Self.actor)
            _ = try? await desk.sequencer.perform(.openConnection(Desk.alice), by: Self.actor)
            #expect(
                try lines(desk).last
                    == "token 1234 (agent) | openConnection | destinationNotAllowed, international")
        }
    }
}
