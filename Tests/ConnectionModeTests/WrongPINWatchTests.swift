import ConnectionMode
import Testing

/// A generator that is the same at every run (Steele's SplitMix64).
private struct Chance {
    var state: UInt64

    mutating func next() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Double((mixed ^ (mixed >> 31)) >> 11) / Double(1 << 53)
    }
}

@Suite struct `Wrong PINs over the whole deployment` {
    /// Agents of one tenant, each at a phone of their own.
    private func deployment(_ count: Int) -> ConnectionModel {
        var tenant = Tenant(name: "Acme")
        tenant.policy.persistentEnabled = true
        tenant.policy.dialsInTenMinutes = 1_000
        for index in 0..<count {
            tenant.agents[AgentID("\(index)")] = AgentProfile(
                name: "", phone: PhonePolicy(connectionMode: .persistent),
                workplace: Workplace(kind: .endpoint, address: "\(index)"))
        }
        var model = ConnectionModel(
            epoch: "test", directory: Directory(tenants: [Self.acme: tenant]), at: Self.start)
        model.observe(.surveyed(Survey(nodeRun: "1", legs: [], bridges: [])), at: Self.start)
        model.keep()
        return model
    }

    private static let acme = TenantID("acme")
    private static let start = Instant(millisecondsSince1970: 1_800_000_000_000)
    private static let chance = Nonce(high: 1, low: 2)

    private func key(_ index: Int) -> AgentKey {
        AgentKey(tenant: Self.acme, agent: AgentID("\(index)"))
    }

    /// Logs in and has the phone answered.
    private func verify(
        _ model: inout ConnectionModel, _ key: AgentKey, at now: Instant
    ) throws -> Attempt {
        if model.agents[key] == nil {
            _ = try model.perform(.logIn(key, resuming: nil), at: now, chance: Self.chance)
        }
        _ = try model.perform(.openConnection(key), at: now, chance: Self.chance)
        let attempt = try #require(model.agents[key]?.connection.attempt)
        model.observe(.legAnswered(attempt.leg), at: now)
        return attempt
    }

    private func type(
        _ model: inout ConnectionModel, _ key: AgentKey, _ attempt: Attempt, _ verdict: PINVerdict,
        at now: Instant
    ) throws {
        _ = try model.perform(.confirmPIN(key, attempt.id, verdict), at: now, chance: Self.chance)
    }

    @Test func `V11 an honest day of 10,000 agents who mistype 3 % of the time raises no alarm`()
        throws
    {
        var model = deployment(10_000)
        var chance = Chance(state: 11)
        var wrong = 0
        for index in 0..<10_000 {
            // A morning of three hours.
            let now = Self.start.advanced(byMilliseconds: Int64(index) * 1_080)
            let attempt = try verify(&model, key(index), at: now)
            #expect(attempt.pinDigits == 4)
            while chance.next() < 0.03 {
                wrong += 1
                try type(&model, key(index), attempt, .wrong, at: now)
            }
            try type(&model, key(index), attempt, .right, at: now)
            #expect(model.takeDecision().alarms.isEmpty)
            model.keep()
        }
        #expect((200...WrongPINWatch.mostADay).contains(wrong))
        #expect(model.limits.values.allSatisfy { $0.lockedAt == nil })
    }

    @Test func `V11 600 stolen tokens have less than 5 % a day, beside honest agents`() throws {
        var model = deployment(10_000)
        var now = Self.start
        // The chance that no guess was right yet.
        var safe = 1.0
        var alarms = 0
        // All phones of the attacked ring and are answered before the first guess.
        for round in 0..<4 {
            var attempts: [(AgentKey, Attempt)] = []
            for index in 0..<600 where model.limits[key(index)]?.lockedAt == nil {
                attempts.append((key(index), try verify(&model, key(index), at: now)))
            }
            for (key, attempt) in attempts {
                for _ in 0..<3 {
                    guard case .verifying(let now_)? = model.agents[key]?.connection,
                        now_.attempt.id == attempt.id
                    else { break }
                    safe *= attempt.pinDigits == 4 ? 1 - 1e-4 : 1 - 1e-6
                    try type(&model, key, attempt, .wrong, at: now)
                }
            }
            alarms += model.takeDecision().alarms.count
            model.keep()
            now = now.advanced(bySeconds: 3_600 * (round + 1))
        }
        #expect(1 - safe < 0.05)
        #expect(alarms == 1)
        // Nobody else is locked out: an honest agent opens a connection, with six digits.
        let honest = try verify(&model, key(9_000), at: now)
        #expect(honest.pinDigits == 6)
        try type(&model, key(9_000), honest, .right, at: now)
        #expect(model.agents[key(9_000)]?.connection.isOpen == true)
    }

    @Test func `V11 one stolen token has at most 0.1 % a day`() throws {
        var model = deployment(10)
        var safe = 1.0
        for hour in 0..<24 {
            let now = Self.start.advanced(bySeconds: hour * 3_600)
            guard let attempt = try? verify(&model, key(0), at: now) else { continue }
            while case .verifying? = model.agents[key(0)]?.connection {
                safe *= attempt.pinDigits == 4 ? 1 - 1e-4 : 1 - 1e-6
                try type(&model, key(0), attempt, .wrong, at: now)
            }
            model.keep()
        }
        #expect(1 - safe <= 0.001)
    }

    @Test func `V11 when the number is reached, calls whose PIN is short are called off`() throws {
        var model = deployment(10)
        let number = WrongPINWatch.number(forAgents: 10)
        let bystander = try verify(&model, key(9), at: Self.start)
        for index in 0..<number {
            let key = key(index % 9)
            let attempt = try verify(&model, key, at: Self.start)
            try type(&model, key, attempt, .wrong, at: Self.start)
            if model.agents[key]?.connection.attempt != nil {
                _ = try model.perform(
                    .closeConnection(key, by: .agent), at: Self.start, chance: Self.chance)
            }
            if index < number - 1 {
                #expect(model.agents[self.key(9)]?.connection.attempt == bystander)
            }
        }
        #expect(model.agents[key(9)]?.connection.attempt == nil)
        #expect(try verify(&model, key(9), at: Self.start).pinDigits == 6)
        // A day later all is as before.
        let later = Self.start.advanced(bySeconds: 90_000)
        _ = try model.perform(
            .closeConnection(key(9), by: .agent), at: later, chance: Self.chance)
        #expect(try verify(&model, key(9), at: later).pinDigits == 4)
    }

    @Test func `V11 the number follows the agents, and stops where the budget ends`() {
        #expect((50...55).contains(WrongPINWatch.number(forAgents: 10)))
        #expect(WrongPINWatch.number(forAgents: 0) > 0)
        #expect(WrongPINWatch.number(forAgents: 10_000) == WrongPINWatch.mostADay)
        #expect(WrongPINWatch.number(forAgents: .max) == WrongPINWatch.mostADay)
    }
}
