import ConnectionMode
import Testing

/// Customers who wait for the agent whom a router chooses (O12).
@Suite struct `Customers who wait for a router's choice` {
    private static let customer = CustomerLeg(leg: LegID("1795.1"), kind: .own, isAnswered: true)
    private static let details = OfferDetails(
        caller: Caller(number: "+33123456789", name: "Carol"), dialedNumber: "9002",
        attributes: ["LANGUAGE": "fr", "intent": "unknown"])

    /// Two connected agents, and a customer who waits.
    private func desk(
        seconds: Int? = 60, policy: (inout Policy) -> Void = { _ in },
        phone: PhonePolicy = PhonePolicy(connectionMode: .persistent)
    ) throws -> (Desk, WaitingCustomer) {
        let desk = Desk(policy: policy, phone: phone)
        try desk.openConnection(Desk.agent)
        try desk.openConnection(Desk.other)
        desk.clear()
        return (desk, try waits(desk, seconds: seconds))
    }

    private func waits(
        _ desk: Desk, _ customer: CustomerLeg = customer, seconds: Int? = 60
    ) throws -> WaitingCustomer {
        desk.see(.customerWaits(customer, Desk.acme, Self.details, seconds: seconds))
        return try #require(
            desk.model.waitingCustomers.values.first { $0.customer.leg == customer.leg })
    }

    private func offer(
        _ waiting: WaitingCustomer, _ desk: Desk, to key: AgentKey = Desk.agent,
        _ order: CustomerOffer = CustomerOffer()
    ) throws -> Offer {
        guard case .offered(let id) = try desk.ask(.offerCustomer(waiting.id, to: key, order))
        else { throw Refusal.offerUnknown }
        return try #require(desk.model.offers[id])
    }

    private func left(_ desk: Desk) -> [WaitEnd] {
        desk.notices.compactMap { if case .customerLeft(_, let end) = $0 { end } else { nil } }
    }

    @Test func `O12 they hear music in a place of their own, and nobody is asked`() throws {
        let (desk, waiting) = try desk()
        #expect(desk.effects == [.keepWaiting(Self.customer, in: waiting.bridge)])
        #expect(desk.notices == [.customerWaiting(waiting)])
        #expect(desk.status() == .available && desk.model.offers.isEmpty)
    }

    @Test func `O12 a router brings one to an agent, and Accept connects them`() throws {
        let (desk, waiting) = try desk()
        desk.pass(seconds: 7)
        desk.clear()
        let offer = try offer(
            waiting, desk,
            CustomerOffer(offerSeconds: 30, attributes: ["intent": "renewal"]))
        #expect(offer.waiting == waiting.id && offer.waitingBridge == waiting.bridge)
        #expect(offer.details.waitedSeconds == 7 && offer.details.dialedNumber == "9002")
        #expect(offer.details.attributes == ["LANGUAGE": "fr", "intent": "renewal"])
        // The music goes on.
        #expect(desk.effects == [.prepare(offer.talkingBridge)])
        #expect(desk.model.waitingCustomers[waiting.id]?.offer == offer.id)
        desk.pass(seconds: 29)
        desk.clear()
        guard case .accepted(let id) = try desk.ask(.accept(offer.id)) else { return }
        let call = try #require(desk.model.calls[id])
        #expect(
            desk.effects == [.connect(agent: call.agentLeg, Self.customer, in: call.talkingBridge)])
        #expect(desk.model.waitingCustomers.isEmpty && left(desk).isEmpty)
        desk.see(.legEntered(call.agentLeg, call.talkingBridge))
        desk.see(.legEntered(Self.customer.leg, call.talkingBridge))
        #expect(desk.model.calls[id]?.state == .connected)
        #expect(desk.effects.contains(.dissolve(waiting.bridge)))
        desk.see(.legGone(Self.customer.leg, .hungUp))
        #expect(desk.model.calls[id]?.end == .customerHungUp && desk.status() == .available)
    }

    @Test func `O12 with auto answer they are connected when a router offers them`() throws {
        let (desk, waiting) = try desk(
            phone: PhonePolicy(connectionMode: .persistent, autoAnswer: true))
        // A console is open (S9).
        desk.see(.consoleSeen(Desk.agent))
        let offer = try offer(waiting, desk)
        #expect(offer.state == .accepted && desk.model.waitingCustomers.isEmpty)
        #expect(left(desk).isEmpty)
    }

    @Test func `O12 who was rejected or missed waits on, where they are, for the next agent`()
        throws
    {
        let (desk, waiting) = try desk()
        let rejected = try offer(waiting, desk)
        desk.clear()
        try desk.ask(.reject(rejected.id))
        #expect(desk.effects == [.dissolve(rejected.talkingBridge)])
        #expect(desk.model.departures.isEmpty && left(desk).isEmpty)
        let missed = try offer(waiting, desk, to: Desk.other)
        desk.pass(seconds: 15)
        #expect(desk.model.offers[missed.id]?.state == .timedOut)
        #expect(desk.status(of: Desk.other) == .onBreak, "O6")
        // An agent who is lost while they look at it.
        let lost = try offer(waiting, desk)
        let leg = try #require(desk.attempt()?.leg)
        desk.see(.legGone(leg, .hungUp))
        #expect(desk.model.offers[lost.id]?.state == .failed)
        let still = try #require(desk.model.waitingCustomers[waiting.id])
        #expect(still.offer == nil && still.bridge == waiting.bridge)
        #expect(desk.model.departures.isEmpty)
    }

    @Test func `O12 they go back to the dialplan when their time is over, not while one is asked`()
        throws
    {
        let (desk, waiting) = try desk(seconds: 20)
        desk.pass(seconds: 19)
        let offer = try offer(waiting, desk, CustomerOffer(offerSeconds: 60))
        desk.pass(seconds: 30)
        #expect(desk.model.waitingCustomers[waiting.id] != nil)
        desk.clear()
        try desk.ask(.reject(offer.id))
        #expect(desk.effects.contains(.release(Self.customer, .timedOut)))
        #expect(desk.effects.contains(.dissolve(waiting.bridge)))
        #expect(left(desk) == [.timedOut] && desk.model.waitingCustomers.isEmpty)

        let other = CustomerLeg(leg: LegID("1795.2"), kind: .own, isAnswered: false)
        _ = try waits(desk, other, seconds: 5)
        desk.clear()
        desk.pass(seconds: 5)
        #expect(desk.effects.contains(.release(other, .timedOut)) && left(desk) == [.timedOut])
    }

    @Test func `O12 a router gives one back, but not while an agent is asked`() throws {
        let (desk, waiting) = try desk()
        let offer = try offer(waiting, desk)
        #expect(throws: Refusal.customerIsOffered(offer.id)) {
            try desk.ask(.releaseCustomer(waiting.id, of: Desk.acme))
        }
        #expect(throws: Refusal.customerIsOffered(offer.id)) {
            try desk.ask(.offerCustomer(waiting.id, to: Desk.other, CustomerOffer()))
        }
        try desk.ask(.reject(offer.id))
        desk.clear()
        try desk.ask(.releaseCustomer(waiting.id, of: Desk.acme))
        #expect(desk.effects.first == .release(Self.customer, .released))
        #expect(left(desk) == [.released])
        #expect(throws: Refusal.customerUnknown) {
            try desk.ask(.releaseCustomer(waiting.id, of: Desk.acme))
        }
    }

    @Test func `O12 who hangs up is gone, whether or not an agent is asked`() throws {
        let (desk, waiting) = try desk()
        desk.see(.legGone(Self.customer.leg, .hungUp))
        #expect(left(desk) == [.hungUp] && desk.effects.contains(.dissolve(waiting.bridge)))
        let next = try waits(desk)
        let offer = try offer(next, desk)
        desk.clear()
        desk.see(.legGone(Self.customer.leg, .hungUp))
        #expect(desk.model.offers[offer.id]?.state == .canceled)
        #expect(left(desk) == [.hungUp] && desk.model.departures.isEmpty)
        #expect(desk.model.waitingCustomers.isEmpty && desk.status() == .available)
    }

    @Test func `O12 nobody waits for a tenant that is not there, under Dial, or beyond the bound`()
        throws
    {
        let (desk, _) = try desk()
        func refuses(_ customer: CustomerLeg, _ tenant: TenantID) -> Bool {
            desk.clear()
            desk.see(.customerWaits(customer, tenant, Self.details, seconds: 60))
            return desk.effects == [.release(customer, .unavailable)] && desk.notices.isEmpty
        }
        let next = CustomerLeg(leg: LegID("1795.9"), kind: .own, isAnswered: true)
        #expect(refuses(next, TenantID("none")))
        let half = CustomerLeg(leg: LegID("1795.8"), kind: .half(caller: nil), isAnswered: true)
        #expect(refuses(half, Desk.acme))
        for number in 1..<WaitingCustomer.most {
            let leg = LegID("many.\(number)")
            _ = try waits(desk, CustomerLeg(leg: leg, kind: .own, isAnswered: true))
        }
        let last = CustomerLeg(leg: LegID("1795.7"), kind: .own, isAnswered: true)
        #expect(refuses(last, Desk.acme))
    }

    @Test func `O12 W4 a router is refused what cannot be, and nothing changes`() throws {
        let (desk, waiting) = try desk()
        func refusal(_ id: CustomerID, _ key: AgentKey) -> Refusal? {
            do throws(Refusal) {
                try desk.ask(.offerCustomer(id, to: key, CustomerOffer()))
                return nil
            } catch {
                return error
            }
        }
        #expect(refusal(CustomerID("oh-test-q99"), Desk.agent) == .customerUnknown)
        let stranger = AgentKey(tenant: Desk.acme, agent: AgentID("none"))
        #expect(refusal(waiting.id, stranger) == .agentUnknown)
        try desk.ask(.setStatus(Desk.agent, .onBreak, reason: nil))
        #expect(refusal(waiting.id, Desk.agent) == .agentNotAvailable)
        desk.see(.linkLost)
        #expect(refusal(waiting.id, Desk.other) == .phoneSystemAway)
        #expect(throws: Refusal.customerUnknown) {
            try desk.ask(.releaseCustomer(waiting.id, of: TenantID("other")))
        }
        #expect(desk.model.waitingCustomers == [waiting.id: waiting])
    }

    @Test func `W1 after a kill they wait on, in the same place, with music`() throws {
        let (desk, waiting) = try desk()
        let asked = CustomerLeg(leg: LegID("1795.2"), kind: .own, isAnswered: true)
        let other = try offer(try waits(desk, asked), desk)
        let gone = CustomerLeg(leg: LegID("1795.3"), kind: .own, isAnswered: true)
        _ = try waits(desk, gone)
        let next = desk.restarted()
        let legs = [desk.attempt(of: Desk.agent), desk.attempt(of: Desk.other)].map { attempt in
            leg(attempt?.leg ?? LegID(""), in: attempt?.home)
        }
        let survey = survey(
            legs + [
                leg(Self.customer.leg, in: waiting.bridge), leg(asked.leg, in: other.waitingBridge),
            ],
            bridges: [waiting.bridge, other.waitingBridge, other.talkingBridge])
        next.see(survey)
        #expect(next.effects.contains(.keepWaiting(Self.customer, in: waiting.bridge)))
        #expect(next.effects.contains(.keepWaiting(asked, in: other.waitingBridge)))
        #expect(left(next) == [.hungUp])
        #expect(next.model.offers[other.id]?.state == .pending)
        #expect(try next.ask(.accept(other.id)) != .done)
    }

    @Test func `W3 a restart of Asterisk takes them, and their router is told`() throws {
        let (desk, _) = try desk()
        let asked = CustomerLeg(leg: LegID("1795.2"), kind: .own, isAnswered: true)
        _ = try offer(try waits(desk, asked), desk)
        desk.see(.surveyed(Survey(nodeRun: "run 2", legs: [], bridges: [])))
        #expect(left(desk) == [.nodeRestarted, .nodeRestarted])
        #expect(desk.model.waitingCustomers.isEmpty)
    }

    @Test func `O12 whose tenant is taken out goes back to the dialplan`() throws {
        let desk = Desk(tenant: { $0.agents = [:] })
        let waiting = try waits(desk)
        desk.clear()
        try desk.ask(.administer(.tenant(Desk.acme, nil)))
        #expect(desk.effects.contains(.release(Self.customer, .unavailable)))
        #expect(left(desk) == [.released] && desk.model.waitingCustomers[waiting.id] == nil)
    }

    @Test func `W1 who came while nothing was stored is taken on by the survey`() throws {
        let desk = Desk()
        let arrival = Survey.Arrival(
            customer: Self.customer, .wait(Desk.acme, seconds: 60), details: Self.details)
        desk.see(survey([leg(Self.customer.leg, arrival: arrival)]))
        let waiting = try #require(desk.model.waitingCustomers.values.first)
        #expect(desk.effects.contains(.keepWaiting(Self.customer, in: waiting.bridge)))
    }
}
