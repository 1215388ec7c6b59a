import ConnectionMode
import Foundation
import TestSupport
import Testing

@testable import ARI
@testable import AsteriskGateway

/// Customers name themselves. Whatever they choose is data for a console, and is in nothing that Asterisk
/// is asked for.
@Suite struct `Hostile texts out of the network` {
    private static let alice = AgentKey(tenant: TenantID("acme"), agent: AgentID("1001"))

    /// Asterisk's texts end at a NUL, so that none is in them.
    private static let harmful = HostileText.harmful.filter { !$0.contains("\u{0}") }
    private static let sent = harmful + HostileText.data

    /// A recorded arrival of a customer in which one text is another one.
    private func arrival(_ place: Place, _ text: String) throws -> Survey.Arrival {
        let quoted = String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
        let event = try Recordings.event(
            "StasisStart-local-half", replacing: [place.recorded: place.key + quoted])
        let seen = EventTranslator(application: "offhook").observations(from: event)
        guard case .customerArrived(let customer, let key, let details)? = seen.first else {
            throw Recordings.NotRead(text: "\(seen)")
        }
        return Survey.Arrival(customer: customer, agent: key, details: details)
    }

    enum Place: CaseIterable {
        case callerName, callerNumber, dialedNumber, queue, caller

        var key: String {
            switch self {
            case .callerName: "\"caller\":{\"name\":"
            case .callerNumber: "\"caller\":{\"name\":\"\",\"number\":"
            case .dialedNumber: "\"OFFHOOK_DIALED_NUMBER\":"
            case .queue: "\"OFFHOOK_QUEUE\":"
            case .caller: "\"OFFHOOK_CALLER\":"
            }
        }

        var recorded: String {
            switch self {
            case .callerName: key + "\"\""
            case .callerNumber: key + "\"2001\""
            case .dialedNumber: key + "\"81001\""
            case .queue: key + "\"\""
            case .caller: key + "\"\(Self.callerID)\""
            }
        }

        /// As it was recorded.
        static let callerID =
            (try? Recordings.text("StasisStart-local-half").firstMatch(
                of: /"OFFHOOK_CALLER":"([^"]*)"/)).flatMap { $0.map { String($0.1) } } ?? ""

        func text(in arrival: Survey.Arrival) -> String? {
            switch self {
            case .callerName: arrival.details.caller.name
            case .callerNumber: arrival.details.caller.number
            case .dialedNumber: arrival.details.dialedNumber
            case .queue: arrival.details.queue
            case .caller:
                if case .half(let caller) = arrival.customer.kind { caller?.rawValue } else { nil }
            }
        }
    }

    @Test(arguments: [Place.callerName, .callerNumber, .dialedNumber, .queue])
    func `what a console is told is one line, and otherwise what was sent`(_ place: Place) throws {
        for text in Self.sent {
            let told = try #require(place.text(in: arrival(place, text)))
            #expect(!HostileText.isHarmful(told))
            #expect(told == PlainText.oneLine(text, atMost: 200))
        }
        let long = String(repeating: "x", count: 100_000)
        #expect(try #require(place.text(in: arrival(place, long))).count <= 201)
    }

    @Test func `a caller's channel that can be none is none`() throws {
        for text in Self.harmful + [
            ".", "..", "...", "a b", "é", String(repeating: "x", count: 151),
        ] {
            #expect(try Place.caller.text(in: arrival(.caller, text)) == nil, "\(text)")
        }
        #expect(try Place.caller.text(in: arrival(.caller, "pbx-1795.12")) == "pbx-1795.12")
    }

    /// All that Asterisk is asked for from the customer's arrival to the end of the call.
    private func requests(_ place: Place, _ text: String) throws -> [Request] {
        var policy = Policy()
        policy.persistentEnabled = true
        let profile = AgentProfile(
            name: "Alice", phone: PhonePolicy(connectionMode: .persistent),
            workplace: Workplace(kind: .endpoint, address: "1001"))
        let tenant = Tenant(name: "Acme", policy: policy, agents: [AgentID("1001"): profile])
        let now = Instant(millisecondsSince1970: 1_800_000_000_000)
        var model = ConnectionModel(
            epoch: "rec", directory: Directory(tenants: [TenantID("acme"): tenant]), at: now)
        func ask(_ command: Command) throws {
            _ = try model.perform(command, at: now, chance: Nonce(high: 1, low: 2))
        }
        model.observe(.surveyed(Survey(nodeRun: "1", legs: [], bridges: [])), at: now)
        model.keep()
        try ask(.logIn(Self.alice, resuming: nil))
        try ask(.setStatus(Self.alice, .available, reason: nil))
        let attempt = try #require(model.agents[Self.alice]?.connection.attempt)
        model.observe(.legAnswered(attempt.leg), at: now)
        try ask(.confirmPIN(Self.alice, attempt.id, .right))
        let arrival = try arrival(place, text)
        model.observe(arrival.observation, at: now)
        let offer = try #require(model.offers.values.first)
        try ask(.accept(offer.id))
        let call = try #require(model.calls.values.first)
        try ask(.hangUp(call.id))
        let effects = model.takeDecision().effects
        return effects.flatMap { effect -> [Request] in
            let plan = effect.plan(GatewayConfiguration(), quiet: { _ in false })
            return plan.map { walk($0.procedure).asked } ?? []
        }
    }

    @Test(arguments: [Place.callerName, .callerNumber, .dialedNumber, .queue])
    func `nothing of it is in what Asterisk is asked for`(_ place: Place) throws {
        let plain = try requests(place, "plain")
        #expect(plain.count > 5)
        for text in Self.sent {
            let asked = try requests(place, text)
            #expect(asked == plain, "\(text)")
            #expect(!asked.contains { String(reflecting: $0).contains(text) })
        }
    }

    @Test func `a channel's id in an address cannot leave its place`() throws {
        for text in HostileText.all + ["a/b", "../bridges/x", "a?b=c", "a#b", "a%2Fb"] {
            let encoded = ARIClient.encoded(text)
            #expect(encoded.utf8.allSatisfy { (0x21...0x7E).contains($0) })
            #expect(!encoded.contains { "/?#&= \"".contains($0) }, "\(encoded)")
        }
    }

    @Test func `V9 a trunk's template gets the number with its + or without`() {
        let place = Workplace(kind: .phoneNumber, address: "+493012345678")
        for (template, dialled) in [
            ("PJSIP/{address}@trunk", "PJSIP/+493012345678@trunk"),
            ("PJSIP/00{digits}@trunk", "PJSIP/00493012345678@trunk"),
        ] {
            #expect(DialTemplates(phoneNumber: template).dialString(for: place) == dialled)
        }
        #expect(DialTemplates().dialString(for: place) == nil)
        let ways = GatewayConfiguration(
            templates: DialTemplates(phoneNumber: "PJSIP/{address}@usual"),
            trunks: [
                "carrier": DialTemplates(endpoint: nil, phoneNumber: "PJSIP/{address}@carrier")
            ])
        #expect(ways.dialString(for: place, by: "carrier")?.hasSuffix("@carrier") == true)
        #expect(ways.dialString(for: place, by: nil)?.hasSuffix("@usual") == true)
        let phone = Workplace(kind: .endpoint, address: "1001")
        #expect(ways.dialString(for: phone, by: "carrier") == "PJSIP/1001")
    }
}
