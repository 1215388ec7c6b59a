import ConnectionMode
import Foundation
import Testing

@testable import ARI
@testable import AsteriskGateway

/// A whole call as a real Asterisk told of it, from `fixtures/scenarios`, played to a model that goes
/// along with it: the names of the recording become those that the model chose.
final class Scenario {
    private static let agent = AgentKey(tenant: TenantID("acme"), agent: AgentID("1001"))

    static func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: Recordings.scenarios.path)
            .filter { $0.hasSuffix(".jsonl") }.map { String($0.dropLast(6)) }.sorted()
    }

    static func lines(_ name: String) throws -> [String] {
        let file = Recordings.scenarios.appending(path: "\(name).jsonl")
        let text = try #require(
            try? String(contentsOf: file, encoding: .utf8), "there is no scenario \(name)")
        return text.split(separator: "\n").map(String.init)
    }

    private(set) var model: ConnectionModel
    /// All that was seen, in the model's words.
    private(set) var seen: [Observation] = []
    private(set) var effects: [Effect] = []
    private var now = Instant(millisecondsSince1970: 1_800_000_000_000)
    private let translator = EventTranslator(application: "offhook")

    init() throws {
        var policy = Policy()
        policy.persistentEnabled = true
        let profile = AgentProfile(
            name: "Alice", phone: PhonePolicy(connectionMode: .persistent),
            workplace: Workplace(kind: .endpoint, address: "1001"))
        let tenant = Tenant(
            name: "Acme", policy: policy, agents: [Self.agent.agent: profile])
        model = ConnectionModel(
            epoch: "test", directory: Directory(tenants: [Self.agent.tenant: tenant]), at: now)
        observe(.surveyed(Survey(nodeRun: "1", legs: [], bridges: [])))
        try ask(.logIn(Self.agent, resuming: nil))
        try ask(.setStatus(Self.agent, .available, reason: nil))
    }

    var session: AgentSession? { model.agents[Self.agent] }
    var leg: LegID? { session?.connection.attempt?.leg }
    var call: Call? { model.calls.values.first }
    var offer: Offer? { model.offers.values.first }

    /// The agent's phone is answered and the PIN confirmed, without a recording.
    func openConnection() throws {
        observe(.legAnswered(try #require(leg)))
        try confirm()
    }

    /// Plays a recording. The PIN is confirmed when it can be, and a customer is accepted at once unless
    /// `isAccepted` says no.
    ///
    /// - Parameter times: how often each line comes.
    func play(_ name: String, accepting isAccepted: Bool = true, times: Int = 1) throws {
        let legName = leg?.rawValue ?? "none"
        for line in try Self.lines(name) {
            var text = line
            for recorded in ["oh-rec-dial", "oh-rec-agent"] {
                text = text.replacing("\"\(recorded)\"", with: "\"\(legName)\"")
            }
            if let call, call.dialed != nil {
                text = text.replacing("\"oh-rec-out\"", with: "\"\(call.customer.leg)\"")
            }
            if let call {
                text = text.replacing(
                    "\"oh-rec-talk\"", with: "\"\(call.talkingBridge.rawValue)\"")
            }
            guard case .event(let event) = Event.read(Array(text.utf8)) else { continue }
            for _ in 0..<times {
                for observation in translator.observations(from: event) { observe(observation) }
            }
            if case .verifying? = session?.connection,
                name.contains("call") || name.contains("half")
            {
                try confirm()
            }
            if isAccepted, let offer, offer.state == .pending { try ask(.accept(offer.id)) }
        }
    }

    /// Calls somebody, over a connection that is open.
    func callOut() throws {
        try openConnection()
        let order = CallOrder(to: Workplace(kind: .endpoint, address: "2001"))
        try ask(.placeCall(Self.agent, order))
    }

    private func confirm() throws {
        let attempt = try #require(session?.connection.attempt)
        try ask(.confirmPIN(Self.agent, attempt.id, .right))
    }

    private func ask(_ command: Command) throws {
        _ = try model.perform(command, at: now, chance: Nonce(high: 1, low: 2))
        take()
    }

    private func observe(_ observation: Observation) {
        seen.append(observation)
        now = now.advanced(byMilliseconds: 10)
        model.observe(observation, at: now)
        take()
    }

    private func take() {
        effects += model.takeDecision().effects
        model.keep()
    }
}
