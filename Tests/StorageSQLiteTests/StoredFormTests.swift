import ConnectionMode
import Foundation
import GRDB
import Storage
import StorageSQLite
import Testing

/// What was ever stored is read for ever, and means what it meant. `fixtures/store` has a folder for each
/// form that there was: `store.sql` makes a store of it, `meaning.txt` says what that store holds.
///
/// With `OFFHOOK_WRITE_FIXTURES=1` a form that differs from the newest folder's is written into a new one.
@Suite struct StoredFormTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "fixtures/store")

    private static let isWriting =
        ProcessInfo.processInfo.environment["OFFHOOK_WRITE_FIXTURES"] != nil

    private static let forms: [Int] = {
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        return (names ?? []).compactMap { Int($0) }.sorted()
    }()

    private static func file(_ form: Int, _ name: String) -> URL {
        folder.appending(path: "\(form)/\(name)")
    }

    @Test func `what is stored today is what the newest fixture has`() async throws {
        let today = try await dump(storeOfToday())
        let newest = Self.forms.last ?? 0
        let known = try? String(contentsOf: Self.file(newest, "store.sql"), encoding: .utf8)
        if Self.isWriting, today != known {
            let file = Self.file(newest + 1, "store.sql")
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(today.utf8).write(to: file)
            return
        }
        let lines = (known ?? "").split(separator: "\n")
        let changed = today.split(separator: "\n").filter { !lines.contains($0) }
        #expect(
            changed.isEmpty && today == known,
            """
            A stored form or a migration has changed. What has shipped is never edited: add a migration, \
            or let new fields of documents be optional, then write the new form into a folder of its own \
            with OFFHOOK_WRITE_FIXTURES=1 swift test --filter StoredFormTests.
            """)
    }

    @Test func `there are fixtures of the first form and of later ones`() {
        #expect(Self.forms.count >= 2)
        #expect(Self.forms == Array(1...Self.forms.count))
    }

    @Test(arguments: StoredFormTests.forms)
    func `a store of each form that there was is read, and means the same`(_ form: Int) async throws
    {
        let folder = try TemporaryFolder()
        let sql = try String(contentsOf: Self.file(form, "store.sql"), encoding: .utf8)
        let made = try database(in: folder.path)
        try await made.write { try $0.execute(sql: sql) }
        try made.close()

        // As it is, and brought up to date.
        for use in [StoreUse.reading, .serving] {
            let store = try SQLiteStore(directory: folder.path, for: use)
            let found = try await facts(of: store)
            let file = Self.file(form, "meaning.txt")
            if Self.isWriting, !FileManager.default.fileExists(atPath: file.path) {
                try Data((found.joined(separator: "\n") + "\n").utf8).write(to: file)
            }
            let meaning = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            #expect(meaning.count > 20)
            // There may be more than there was, with what it is where nothing was said.
            let missing = Set(meaning.map(String.init)).subtracting(found)
            #expect(missing.isEmpty, "\(missing.sorted())")
        }
        let fresh = try TemporaryFolder()
        _ = try SQLiteStore(directory: fresh.path)
        #expect(try await schema(folder) == schema(fresh))
    }

    // MARK: A store with everything in it

    private func storeOfToday() async throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        _ = try SQLiteStore(directory: folder.path)
        try await database(in: folder.path).write {
            try $0.execute(sql: "UPDATE meta SET value = 'fixture1' WHERE name = 'epoch'")
        }
        let store = try SQLiteStore(directory: folder.path)
        let day = try Workday(store)
        try play(day)
        let at = Instant(millisecondsSince1970: 1_800_000_000_000)
        for (id, role) in zip(["a", "b", "c", "d"], TokenRole.allCases) {
            try await store.add(
                TokenRecord(
                    id: "token\(id)", tenant: Workday.acme, role: role,
                    agent: role == .agent ? Workday.agent(1).agent : nil, hash: "hash of \(id)",
                    createdAt: at, expiresAt: role == .router ? at.advanced(bySeconds: 60) : nil,
                    note: "Zoë's"))
        }
        try store.commit(
            [],
            journal: [
                AuditEntry(
                    at: at, tenant: Workday.acme, agent: Workday.agent(1).agent,
                    actor: "token tokena (agent)", what: "setStatus", detail: "onBreak, déjeuner",
                    outcome: "done"),
                AuditEntry(at: at, tenant: Workday.acme, agent: nil, what: "connectionPINLocked"),
            ])
        try await store.remember(
            RememberedAnswer(
                token: "tokena", key: [1, 2], request: [3, 4], at: at, status: 201,
                type: "application/json", body: Array("{}".utf8)), within: AnswerLimits())
        return folder
    }

    /// Every phase of a connection, every state of offers and calls, and what is remembered beside them.
    private func play(_ day: Workday) throws {
        try day.see(.surveyed(Survey(nodeRun: "run 1", legs: [], bridges: [])))
        try day.ask(.logIn(Workday.agent(1), resuming: nil))
        try day.ask(.setStatus(Workday.agent(1), .onBreak, reason: "déjeuner"))
        try day.dial(10)
        try day.see(.legRinging(day.attempt(10).leg))
        try day.see(.legGone(day.attempt(10).leg, .noAnswer))
        for number in 5...12 where number != 10 { try day.open(number) }
        try playOffers(day)
        try playCalls(day)
        try playOnDemand(day)
        try day.dial(2)
        try day.dial(3)
        try day.see(.legRinging(day.attempt(3).leg))
        try day.answer(4)
        try day.ask(.confirmPIN(Workday.agent(4), day.attempt(4).id, .wrong))
        try day.answer(13)
        for _ in 1...3 {
            try day.ask(.confirmPIN(Workday.agent(13), day.attempt(13).id, .wrong))
        }
        try playCallsOut(day)
        try playThirdParties(day)
        try playSupervisions(day)
        try playDirectory(day)
        try playProofs(day)
        try playInCall(day)
        try playWaiting(day)
        #expect(day.phases == ["closed", "dialing", "ringing", "verifying", "open"])
        #expect(Set(day.model.offers.values.map(\.state)) == Set(OfferState.allCases))
        #expect(Set(day.model.calls.values.map(\.state)) == Set(CallState.allCases))
    }

    private func playOffers(_ day: Workday) throws {
        try day.arrive(for: 11)
        try day.pass(seconds: 16)
        if let offer = try day.arrive(for: 12) { try day.ask(.reject(offer.id)) }
        if let leg = try day.arrive(for: 12, kind: .half(caller: nil))?.customer.leg {
            try day.see(.legGone(leg, .hungUp))
        }
        try day.arrive(for: 5, kind: .half(caller: LegID("1795.0")), isAnswered: true)
    }

    private func playCalls(_ day: Workday) throws {
        let connecting = try day.accept(for: 6, kind: .half(caller: LegID("1795.99")))
        try day.see(.legEntered(connecting.agentLeg, connecting.talkingBridge))
        _ = try day.talk(7)
        try day.ask(.setStatus(Workday.agent(7), .workingOffline, reason: nil))
        try day.ask(.logOut(Workday.agent(7), .afterCall))
        try day.ask(.hangUp(day.talk(8).id))
        try day.see(.connectFailed(day.accept(for: 8).talkingBridge))
        // The customer is kept, with music, when the agent's phone is gone.
        try day.see(.legGone(day.talk(9).agentLeg, .hungUp))
    }

    /// Somebody is asked, on hold, the other party after the customer has left, and with the customer after the agent has.
    private func playThirdParties(_ day: Workday) throws {
        for number in 30...33 {
            try day.open(number)
            let (call, third) = try day.consult(number)
            switch number {
            case 30: try day.record(call)
            case 31: try day.ask(.direct(call.id, third.id, .swap))
            case 32: try day.see(.legGone(call.customer.leg, .hungUp))
            case 33: try day.ask(.direct(call.id, third.id, .complete))
            default: break
            }
        }
    }

    /// A supervisor is called, listens, and talks with both.
    private func playSupervisions(_ day: Workday) throws {
        for number in 34...36 {
            try day.open(number)
            let call = try day.supervise(number, .monitor, answers: number > 34)
            guard number == 36, let id = call.supervision?.id else { continue }
            try day.ask(.changeSupervision(call.id, id, .barge))
        }
    }

    /// Customers whom a router is to find an agent for: one waits, one is being offered, one was offered in vain and one
    /// is connected.
    private func playWaiting(_ day: Workday) throws {
        _ = try day.wait(isAnswered: false, seconds: 60)
        for number in [27, 28, 29] {
            try day.open(number)
            let order = CustomerOffer(
                offerSeconds: 60, mustAccept: number == 27, attributes: ["customer": "Zoë"])
            let waiting = try day.wait()
            let command = Command.offerCustomer(waiting.id, to: Workday.agent(number), order)
            guard case .offered(let offer) = try day.ask(command) else {
                throw Workday.Astray(what: "nobody is offered")
            }
            if number == 28 { try day.ask(.reject(offer)) }
            if number == 29 { try day.ask(.accept(offer)) }
        }
        let given = try day.wait(seconds: 30)
        try day.ask(.releaseCustomer(given.id, of: Workday.acme))
    }

    /// On hold and muted, and after a call.
    private func playInCall(_ day: Workday) throws {
        try day.open(24)
        let held = try day.talk(24)
        try day.ask(.mute(held.id, true))
        try day.see(.legMuted(held.agentLeg, true))
        try day.ask(.hold(held.id))
        guard let place = day.model.calls[held.id]?.waitingBridge else {
            throw Workday.Astray(what: "no call to hold")
        }
        try day.see(.legEntered(held.customer.leg, place))
        guard var settings = day.model.directory.tenants[Workday.acme]?.settings else {
            throw Workday.Astray(what: "no tenant")
        }
        settings.policy.wrapUpSeconds = 30
        try day.ask(.administer(.tenant(Workday.acme, settings)))
        try day.open(25)
        try day.ask(.hangUp(day.talk(25).id))
        settings.policy.wrapUpSeconds = 0
        try day.ask(.administer(.tenant(Workday.acme, settings)))
        // A phone that was gone, is back, and is gone again; and one of which nothing is known.
        try day.open(26)
        let phone = try day.attempt(26).leg
        for state in [ContactState.unreachable, .reachable, .unreachable] {
            try day.see(.contactSeen(phone, state))
        }
    }

    private func playOnDemand(_ day: Workday) throws {
        for number in 21...23 { try day.dial(number) }
        try day.arrive(for: 21)
        guard let phone = try day.arrive(for: 22)?.phone else {
            throw Workday.Astray(what: "no phone rings")
        }
        try day.see(.legAnswered(phone.leg))
        let key = Workday.agent(23)
        try day.ask(.setStatus(key, .workingOffline, reason: nil))
        try day.ask(
            .changeSettings(
                key,
                SettingsChange(connectionMode: .persistent, autoAnswer: true, isConfirmed: true)))
        let other = Workday.agent(12)
        try day.ask(.changeSettings(other, SettingsChange(autoAnswer: true)))
        try day.ask(
            .changeSettings(other, SettingsChange(connectionMode: .onDemand, isConfirmed: true)))
    }

    private func playCallsOut(_ day: Workday) throws {
        for number in 14...17 { try day.open(number) }
        _ = try day.callOut(14)
        _ = try day.ring(15)
        try day.see(.legUp(day.ring(16).customer.leg))
        try day.see(.legGone(day.ring(17).customer.leg, .busy))
        try day.dial(18)
        _ = try day.callOut(12)
        _ = try day.offerCall(17)
        try day.ask(.accept(day.offerCall(8)))
        // A workplace that is chosen, and one that is not validated yet.
        for number in [20, 19] {
            if number == 19 { try day.open(number) }
            try day.ask(
                .changeSettings(
                    Workday.agent(number), SettingsChange(workplace: Workday.elsewhere)))
        }
    }

    /// Administrators' changes: all that a tenant, a group and an agent can have, and one of each that is gone.
    private func playDirectory(_ day: Workday) throws {
        let tenant = TenantID("beta")
        var settings = TenantSettings(name: "Béta")
        settings.policy.afterMissedOffers = .logOut
        settings.policy.customerAfterHangUp = .end
        settings.policy.pinPrompt = "sound:agent-loginok"
        settings.policy.agentLostPrompt = "sound:custom/one-moment"
        settings.policy.proofOfLife = .contact
        (settings.policy.proofOfLifeSeconds, settings.policy.mediaLostSeconds) = (30, 120)
        settings.phone = PhonePolicy(connectionMode: .persistent, autoAnswer: true)
        settings.destinations.country = Country("DE")
        settings.destinations.international = .only(
            countries: [Country("AT")].compactMap(\.self).reduce(into: []) { $0.insert($1) },
            callingCodes: ["44"])
        settings.destinations.allowedDomains = ["example.com"]
        settings.callingOut.callerIDs = ["Béta <+4930555>"]
        settings.callingOut.agentLostContext = "lost"
        settings.breakReasons = ["Mittag"]
        let group = Group(name: "Vertrieb", phone: PhonePolicy(mayChangeAutoAnswer: true))
        let profile = AgentProfile(
            name: "Zoë", phone: PhonePolicy(persistentEnabled: true),
            workplace: Workplace(kind: .phoneNumber, address: "030 123456"),
            otherWorkplaces: [Workday.elsewhere], language: "de", group: GroupID("sales"),
            queues: ["support": 0, "Vertrieb": 5])
        for gone in [TenantID("gone"), tenant] {
            try day.ask(.administer(.tenant(gone, settings)))
            try day.ask(.administer(.group(gone, GroupID("sales"), group)))
            let key = AgentKey(tenant: gone, agent: AgentID("zoe"))
            try day.ask(.administer(.agent(key, profile)))
            guard gone != tenant else { continue }
            try day.ask(.administer(.agent(key, nil)))
            try day.ask(.administer(.group(gone, GroupID("sales"), nil)))
            try day.ask(.administer(.tenant(gone, nil)))
        }
    }

    /// A workplace that is proven, and one that is being proven.
    private func playProofs(_ day: Workday) throws {
        for name in ["zoe", "max"] {
            let key = AgentKey(tenant: TenantID("beta"), agent: AgentID(name))
            let place = Workplace(kind: .sipUri, address: "sip:\(name)@example.com")
            guard var profile = day.model.directory.tenants[key.tenant]?.agents[AgentID("zoe")]
            else { throw Workday.Astray(what: "nobody to call") }
            profile.otherWorkplaces = [place]
            try day.ask(.administer(.agent(key, profile)))
            try day.ask(.logIn(key, resuming: nil))
            try day.ask(.setStatus(key, .workingOffline, reason: nil))
            try day.ask(.validateWorkplace(key, place))
            guard name == "zoe", let attempt = day.model.agents[key]?.connection.attempt else {
                continue
            }
            try day.see(.legAnswered(attempt.leg))
            try day.ask(.confirmPIN(key, attempt.id, .right))
        }
    }

    // MARK: Its tables as text

    private func schema(_ folder: TemporaryFolder) async throws -> [String] {
        try await database(in: folder.path).read { database in
            try String.fetchAll(
                database, sql: "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
        }
    }

    /// As SQL that makes it again, in an order that does not depend on chance.
    private func dump(_ folder: TemporaryFolder) async throws -> String {
        let tables = try await schema(folder)
        let rows = try await database(in: folder.path).read { database in
            try String.fetchAll(
                database,
                sql: "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            ).flatMap { try inserts(of: $0, in: database) }
        }
        return (tables.map { "\($0);" } + rows).joined(separator: "\n") + "\n"
    }

    private func inserts(of table: String, in database: Database) throws -> [String] {
        let columns = try database.columns(in: table).map(\.name)
        let values = columns.map { "quote(\($0))" }.joined(separator: ", ")
        let names = columns.joined(separator: ", ")
        let sql = "SELECT \(values) FROM \(table) ORDER BY \(values)"
        return try Row.fetchAll(database, sql: sql).map {
            let values = try $0.databaseValues.map {
                try readable(String.fromDatabaseValue($0) ?? "")
            }
            return "INSERT INTO \(table) (\(names)) VALUES (\(values.joined(separator: ", ")));"
        }
    }

    /// Documents are written so that people can read them, with their keys in order.
    private func readable(_ quoted: String) throws -> String {
        guard quoted.hasPrefix("X'7B") else { return quoted }
        let digits = Array(quoted.dropFirst(2).dropLast())
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(digits[$0...($0 + 1)]), radix: 16)
        }
        let document = try JSONSerialization.jsonObject(with: Data(bytes))
        let text = try JSONSerialization.data(
            withJSONObject: document, options: [.sortedKeys, .withoutEscapingSlashes])
        let quotes = String(decoding: text, as: UTF8.self).replacing("'", with: "''")
        return "CAST('\(quotes)' AS BLOB)"
    }

    // MARK: What it means

    private func facts(of store: SQLiteStore) async throws -> [String] {
        let remembered = try store.load()
        var facts = ["epoch = \(store.epoch)", "nextName = \(remembered.nextName)"]
        facts += Self.facts(remembered.nodeRun as Any, "nodeRun")
        for agent in remembered.agents { facts += Self.facts(agent, "agent \(agent.key)") }
        for offer in remembered.offers { facts += Self.facts(offer, "offer \(offer.id)") }
        for call in remembered.calls { facts += Self.facts(call, "call \(call.id)") }
        for one in remembered.waiting { facts += Self.facts(one, "waiting \(one.id)") }
        for one in remembered.departures { facts += Self.facts(one, "departure \(one.leg)") }
        for limits in remembered.limits { facts += Self.facts(limits, "limits \(limits.key)") }
        for one in remembered.choices { facts += Self.facts(one, "choices \(one.key)") }
        facts += Self.facts(remembered.wrongPINs, "wrongPINs")
        for (id, tenant) in remembered.directory.tenants {
            facts += Self.facts(tenant.settings, "tenant \(id)")
            for (name, group) in tenant.groups { facts += Self.facts(group, "group \(id)/\(name)") }
            for (name, agent) in tenant.agents {
                facts += Self.facts(agent, "profile \(id)/\(name)")
            }
        }
        for token in try await store.tokens() { facts += Self.facts(token, "token \(token.id)") }
        for (index, entry) in try store.entries(AuditQuery()).enumerated() {
            facts += Self.facts(entry, "audit \(index)")
        }
        for tenant in try store.ledgerTenants() {
            let all = LedgerQuery(
                tenant: tenant, from: Instant(millisecondsSince1970: 0),
                until: Instant(millisecondsSince1970: .max / 2))
            for period in try await store.periods(all, LedgerPage(limit: 1_000)) {
                facts += Self.facts(period, "period \(tenant) \(period.place.number)")
            }
            for call in try await store.calls(all, LedgerPage(limit: 1_000)) {
                facts += Self.facts(call, "call record \(tenant) \(call.place.number)")
            }
        }
        return facts.sorted()
    }

    /// One line for each value that something is made of, with the way to it.
    private static func facts(_ value: Any, _ path: String) -> [String] {
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.map { facts($0.value, path) } ?? []
        case .enum where mirror.children.isEmpty: return ["\(path) = \(value)"]
        case .collection, .set:
            return mirror.children.enumerated().flatMap { facts($1.value, "\(path).\($0)") }
        case .dictionary:
            let entries = mirror.children.map { Mirror(reflecting: $0.value).children.map(\.value) }
            return entries.flatMap { facts($0[1], "\(path).\($0[0])") }.sorted()
        case .struct where value is any RawRepresentable: return ["\(path) = \(value)"]
        case .struct, .enum, .tuple:
            return mirror.children.flatMap { child in
                facts(child.value, child.label.map { "\(path).\($0)" } ?? path)
            }
        default: return ["\(path) = \("\(value)".replacing("\n", with: "\\n"))"]
        }
    }
}
