import ConnectionMode
import Testing

@testable import ARI
@testable import AsteriskGateway

/// An agent and a customer in a model, to which a recorded Asterisk speaks.
private final class Listener {
    static let alice = AgentKey(tenant: TenantID("acme"), agent: AgentID("1001"))

    private var model: ConnectionModel
    private let translator = EventTranslator(application: "offhook")
    private var now = Instant(millisecondsSince1970: 1_800_000_000_000)

    init() {
        var policy = Policy()
        policy.persistentEnabled = true
        let profile = AgentProfile(
            name: "Alice", phone: PhonePolicy(connectionMode: .persistent),
            workplace: Workplace(kind: .endpoint, address: "1001"))
        let tenant = Tenant(name: "Acme", policy: policy, agents: [AgentID("1001"): profile])
        model = ConnectionModel(
            epoch: "rec", directory: Directory(tenants: [TenantID("acme"): tenant]), at: now)
        model.observe(.surveyed(Survey(nodeRun: "1", legs: [], bridges: [])), at: now)
        model.keep()
    }

    var session: AgentSession? { model.agents[Self.alice] }
    var attempt: Attempt? { session?.connection.attempt }
    var calls: [Call] { Array(model.calls.values) }
    var offers: [Offer] { Array(model.offers.values) }

    func ask(_ command: Command) throws {
        _ = try model.perform(command, at: now, chance: Nonce(high: 1, low: 2))
        model.keep()
    }

    /// The phone is called; returns its leg.
    func dial() throws -> String {
        try ask(.logIn(Self.alice, resuming: nil))
        try ask(.setStatus(Self.alice, .available, reason: nil))
        return try #require(attempt?.leg.rawValue)
    }

    /// Takes a recorded event in, as that of another leg or bridge, and returns what it led to.
    @discardableResult
    func hear(
        _ name: String, replacing changes: KeyValuePairs<String, String> = [:]
    ) throws -> Decision {
        now = now.advanced(byMilliseconds: 1)
        let event = try Recordings.event(name, replacing: changes)
        for observation in translator.observations(from: event) {
            model.observe(observation, at: now)
        }
        let decision = model.takeDecision()
        model.keep()
        return decision
    }

    /// Takes it in, then again, which must lead to nothing.
    func hearTwice(
        _ name: String, replacing changes: KeyValuePairs<String, String> = [:]
    ) throws {
        let first = try hear(name, replacing: changes)
        #expect(!first.changes.isEmpty, "\(name) led to nothing")
        try hearInVain(name, replacing: changes)
    }

    func hearInVain(
        _ name: String, replacing changes: KeyValuePairs<String, String> = [:]
    ) throws {
        let (before, calls, offers) = (session, calls, offers)
        let decision = try hear(name, replacing: changes)
        #expect(decision.effects.isEmpty, "\(name)")
        #expect(decision.notices.isEmpty, "\(name)")
        #expect(session == before, "\(name)")
        #expect(Set(self.calls) == Set(calls), "\(name)")
        #expect(Set(self.offers) == Set(offers), "\(name)")
    }
}

@Suite struct `Odd events` {
    @Test func `doubled and late events of a leg change nothing`() throws {
        let listener = Listener()
        let leg = try listener.dial()
        let ours: KeyValuePairs = ["\"oh-rec-1\"": "\"\(leg)\""]
        try listener.hearTwice("ChannelStateChange-ringing", replacing: ours)
        try listener.hearTwice("StasisStart-validation", replacing: ours)
        try listener.hearInVain("ChannelStateChange-ringing", replacing: ours)
        let attempt = try #require(listener.attempt)
        try listener.ask(.confirmPIN(Listener.alice, attempt.id, .right))
        for late in [
            "ChannelStateChange-ringing", "StasisStart-validation", "ChannelEnteredBridge",
            "ChannelLeftBridge", "ChannelHangupRequest",
        ] {
            try listener.hearInVain(late, replacing: ours)
        }
        #expect(listener.session?.connection.isOpen == true)
        try listener.hearTwice("StasisEnd", replacing: ours)
        for late in [
            "ChannelDestroyed-cause-16", "ChannelEnteredBridge", "ChannelLeftBridge",
            "ChannelHangupRequest", "StasisEnd",
        ] {
            try listener.hearInVain(late, replacing: ours)
        }
        guard case .closed(let closed)? = listener.session?.connection else {
            Issue.record("the connection is not closed")
            return
        }
        #expect(closed.endReason == .phoneHungUp)
    }

    @Test func `doubled and late events of a customer change nothing`() throws {
        let listener = Listener()
        let leg = try listener.dial()
        let ours: KeyValuePairs = ["\"oh-rec-1\"": "\"\(leg)\""]
        try listener.hear("StasisStart-validation", replacing: ours)
        try listener.ask(.confirmPIN(Listener.alice, #require(listener.attempt).id, .right))
        try listener.hearTwice("StasisStart-customer")
        let offer = try #require(listener.offers.first)
        let customer = offer.customer.leg.rawValue
        try listener.ask(.accept(offer.id))
        try listener.hearInVain("StasisStart-customer")
        let bridge = "\"\(offer.talkingBridge)\""
        try listener.hearTwice(
            "ChannelEnteredBridge", replacing: ["oh-rec-1": leg, "\"oh-rec-home\"": bridge])
        try listener.hearTwice(
            "ChannelEnteredBridge", replacing: ["oh-rec-1": customer, "\"oh-rec-home\"": bridge])
        #expect(listener.calls.map(\.state) == [.connected])
        try listener.hearTwice("StasisEnd", replacing: ["oh-rec-1": customer])
        try listener.hearInVain(
            "ChannelEnteredBridge", replacing: ["oh-rec-1": customer, "\"oh-rec-home\"": bridge])
        #expect(listener.calls.map(\.end) == [.customerHungUp])
        #expect(listener.session?.connection.isOpen == true)
    }

    @Test func `events of legs that nobody knows change nothing`() throws {
        let listener = Listener()
        _ = try listener.dial()
        for stranger in ["17.99", "oh-rec-v999", "oh-old-v1", ""] {
            for name in [
                "ChannelEnteredBridge", "ChannelLeftBridge", "StasisEnd", "ChannelHangupRequest",
                "ChannelDestroyed-cause-16",
            ] {
                try listener.hearInVain(name, replacing: ["oh-rec-1": stranger])
            }
        }
        try listener.hearInVain("ApplicationReplaced")
    }

    @Test func `a leg of ours that nobody owns and that is answered is hung up once`() throws {
        let listener = Listener()
        let stray: KeyValuePairs = ["oh-rec-1": "oh-rec-v999"]
        let decision = try listener.hear("StasisStart-validation", replacing: stray)
        #expect(decision.effects == [.hangUp(LegID("oh-rec-v999"))])
        try listener.hearInVain("StasisStart-validation", replacing: stray)
    }

    @Test func `a leg of another store is left alone`() throws {
        let listener = Listener()
        for name in ["StasisStart-validation", "ChannelStateChange-ringing"] {
            try listener.hearInVain(name, replacing: ["oh-rec-1": "oh-old-v1"])
        }
    }

    @Test func `no part of an event is taken for an event`() throws {
        for name in try Recordings.names() where !name.hasPrefix("rest-") {
            let bytes = Array(try Recordings.text(name).utf8)
            let whole = bytes.lastIndex(of: UInt8(ascii: "}")) ?? 0
            for length in 0..<whole {
                if case .event(let event) = Event.read(Array(bytes[..<length])) {
                    Issue.record("\(length) bytes of \(name) were read as \(event)")
                }
            }
        }
    }
}
