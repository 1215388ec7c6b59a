import ConnectionMode
import TestSupport
import Testing

/// What the documentation of the library shows, as it is compiled and run.
struct `The example of the documentation` {
    @Test func `it is this one`() throws {
        #expect(try ShownExample.isCompiled("ConnectionMode", in: #filePath))
    }

    @Test func `it leads to the validation call`() throws {
        let effects = try becomeAvailable(
            at: Instant(millisecondsSince1970: 1_800_000_000_000), chance: Nonce(high: 1, low: 2))
        let dials = effects.compactMap { effect -> Dial? in
            if case .dial(let dial) = effect { dial } else { nil }
        }
        #expect(dials.map(\.workplace) == [Workplace(kind: .endpoint, address: "1001")])
        #expect(dials.map(\.purpose) == [.validation])
    }
}

/// An agent logs in and becomes available: what is the PBX to do?
func becomeAvailable(at now: Instant, chance: Nonce) throws -> [Effect] {
    let agent = AgentKey(tenant: TenantID("acme"), agent: AgentID("1001"))
    var policy = Policy()
    policy.persistentEnabled = true
    let profile = AgentProfile(
        name: "Alice", phone: PhonePolicy(connectionMode: .persistent),
        workplace: Workplace(kind: .endpoint, address: "1001"))
    let tenant = Tenant(name: "Acme", policy: policy, agents: [agent.agent: profile])
    let directory = Directory(tenants: [agent.tenant: tenant])
    var model = ConnectionModel(epoch: "k3v9q2", directory: directory, at: now)
    model.observe(.surveyed(Survey(nodeRun: "1", legs: [], bridges: [])), at: now)
    _ = try model.perform(.logIn(agent, resuming: nil), at: now, chance: chance)
    _ = try model.perform(.setStatus(agent, .available, reason: nil), at: now, chance: chance)
    let decision = model.takeDecision()
    // Here `decision.changes` are stored, all or none.
    model.keep()
    return decision.effects
}
