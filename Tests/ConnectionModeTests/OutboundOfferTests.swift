import ConnectionMode
import Testing

/// Calls that a program hands out to agents (O14).
@Suite struct `Offers to call somebody` {
    static let order = OutboundOffer(
        CallOrder(to: "030 123456", ringSeconds: 30), attributes: ["customer": "Carol"])

    private func connected(autoAnswer: Bool = false) throws -> Desk {
        let desk = Desk(
            phone: PhonePolicy(connectionMode: .persistent, autoAnswer: autoAnswer),
            tenant: `Agents who call`.calling)
        try desk.openConnection()
        return desk
    }

    private func offer(
        _ desk: Desk, _ order: OutboundOffer = order, to key: AgentKey = Desk.agent
    ) throws -> Offer {
        guard case .offered(let id) = try desk.ask(.offerCall(key, order)) else {
            throw Refusal.offerUnknown
        }
        return try #require(desk.model.offers[id])
    }

    private func accepted(_ offer: Offer, _ desk: Desk) throws -> Call {
        guard case .accepted(let id) = try desk.ask(.accept(offer.id)) else {
            throw Refusal.callUnknown
        }
        return try #require(desk.model.calls[id])
    }

    /// Both are in the bridge, and the customer's phone rings.
    private func rings(_ call: Call, _ desk: Desk) {
        desk.see(.legMade(call.customer.leg))
        desk.see(.legEntered(call.agentLeg, call.talkingBridge))
        desk.see(.legEntered(call.customer.leg, call.talkingBridge))
        desk.see(.legRinging(call.customer.leg))
    }

    private func dialOuts(_ desk: Desk) -> Int {
        desk.effects.count { if case .dialOut = $0 { true } else { false } }
    }

    @Test func `O14 the agent sees whom to call, and nobody is called`() throws {
        let desk = try connected()
        let offer = try offer(desk)
        #expect(offer.state == .pending && offer.details.isOutbound && !offer.details.mustAccept)
        #expect(offer.details.dialedNumber == "+4930123456")
        #expect(offer.details.caller == Caller(number: "+4930555", name: "Acme"))
        #expect(offer.details.attributes == ["customer": "Carol"])
        #expect(desk.effects.isEmpty)
        #expect(desk.notices.first == .offerCreated(offer))
        #expect(desk.status() == .offered)
        #expect(desk.availabilities.last == [Desk.agent: .ringing])
    }

    @Test func `O14 accept calls the customer over the leg, and connected is said when it is so`()
        throws
    {
        let desk = try connected()
        let offer = try offer(desk)
        let call = try accepted(offer, desk)
        #expect(call.state == .dialing && call.offer == offer.id && call.dialed == offer.dialed)
        #expect(call.agentLeg == desk.attempt()?.leg)
        guard case .dialOut(let out)? = desk.effects.first, desk.effects.count == 1 else {
            Issue.record("the customer is not called: \(desk.effects)")
            return
        }
        #expect(out.leg == offer.customer.leg && out.bridge == offer.talkingBridge)
        #expect(out.party.ringSeconds == 30)
        #expect(desk.model.offers[offer.id]?.state == .accepted)
        #expect(desk.notices.contains(.callDialing(call)))
        // Repeated, it is the same Accept, and nobody is called twice.
        #expect(try accepted(offer, desk).id == call.id)
        #expect(dialOuts(desk) == 1)
        rings(call, desk)
        #expect(desk.model.offers[offer.id]?.state == .accepted)
        desk.see(.legUp(call.customer.leg))
        #expect(desk.model.calls[call.id]?.state == .connected)
        #expect(desk.model.offers[offer.id]?.state == .connected)
        desk.clear()
        desk.see(.legGone(call.customer.leg, .hungUp))
        #expect(desk.model.calls[call.id]?.end == .customerHungUp)
        #expect(desk.status() == .available)
    }

    @Test func `O14 who is not reached fails the offer, with the reason on the call`() throws {
        let desk = try connected()
        let offer = try offer(desk)
        let call = try accepted(offer, desk)
        rings(call, desk)
        desk.clear()
        desk.see(.legGone(call.customer.leg, .busy))
        #expect(desk.model.offers[offer.id]?.state == .failed)
        #expect(desk.model.calls[call.id]?.end == .busy)
        #expect(desk.effects.first == .stopRinging(call.agentLeg))
        #expect(desk.status() == .available)
    }

    @Test func `O14 O6 who rejects it calls nobody, and who misses it goes on break`() throws {
        let desk = try connected()
        let rejected = try offer(desk)
        desk.clear()
        try desk.ask(.reject(rejected.id))
        #expect(desk.effects.isEmpty && desk.model.departures.isEmpty)
        #expect(desk.status() == .available)
        let missed = try offer(desk)
        desk.clear()
        desk.pass(seconds: 15)
        #expect(desk.model.offers[missed.id]?.state == .timedOut)
        #expect(desk.effects.isEmpty && desk.model.departures.isEmpty)
        #expect(desk.status() == .onBreak)
    }

    @Test func `O14 a longer look is given where it is asked for`() throws {
        let desk = try connected()
        let offer = try offer(desk, OutboundOffer(Self.order.call, offerSeconds: 60))
        desk.pass(seconds: 59)
        #expect(desk.model.offers[offer.id]?.state == .pending)
        desk.pass(seconds: 1)
        #expect(desk.model.offers[offer.id]?.state == .timedOut)
    }

    @Test func `O14 what must be accepted is not rejected, but a break gives it back`() throws {
        let desk = try connected()
        let offer = try offer(desk, OutboundOffer(Self.order.call, mustAccept: true))
        #expect(throws: Refusal.mustAccept) { try desk.ask(.reject(offer.id)) }
        #expect(desk.model.offers[offer.id]?.state == .pending)
        try desk.ask(.setStatus(Desk.agent, .onBreak, reason: nil))
        #expect(desk.model.offers[offer.id]?.state == .rejected)

        // Somebody whom a dialler has on the line.
        try desk.ask(.setStatus(Desk.agent, .available, reason: nil))
        let details = OfferDetails(
            caller: Caller(number: "+4930", name: ""), isOutbound: true, mustAccept: true)
        desk.see(.customerArrived(Desk.caller, Desk.agent, details))
        let live = try #require(desk.model.offers.values.first { $0.state == .pending })
        #expect(throws: Refusal.mustAccept) { try desk.ask(.reject(live.id)) }
        desk.clear()
        _ = try accepted(live, desk)
        #expect(dialOuts(desk) == 0)
        #expect(
            desk.effects.contains {
                if case .connect = $0 { true } else { false }
            })
    }

    @Test func `O14 with auto answer the customer is called when it is offered`() throws {
        let desk = try connected(autoAnswer: true)
        let offer = try offer(desk)
        #expect(offer.state == .accepted)
        #expect(dialOuts(desk) == 1)
        #expect(desk.status() == .busy)
    }

    @Test func `O14 O8 on demand the phone rings, and answering it calls the customer`() throws {
        let desk = Desk(
            phone: PhonePolicy(connectionMode: .onDemand), tenant: `Agents who call`.calling)
        try desk.logIn()
        try desk.ask(.setStatus(Desk.agent, .available, reason: nil))
        desk.clear()
        let offer = try offer(desk)
        let phone = try #require(offer.phone)
        #expect(desk.dials.map(\.leg) == [phone.leg] && dialOuts(desk) == 0)
        #expect(throws: Refusal.answerOnPhone) { try desk.ask(.accept(offer.id)) }
        desk.see(.legAnswered(phone.leg))
        let call = try #require(desk.model.calls.values.first)
        #expect(call.state == .dialing && call.isOnDemand && call.agentLeg == phone.leg)
        #expect(dialOuts(desk) == 1)
        // The agent gives up.
        rings(call, desk)
        desk.see(.legGone(phone.leg, .hungUp))
        #expect(desk.model.calls[call.id]?.end == .agentHungUp)
        #expect(desk.model.departures[call.customer.leg] != nil)
    }

    @Test func `O14 a phone that declines what must be accepted has missed it`() throws {
        let desk = Desk(
            phone: PhonePolicy(connectionMode: .onDemand), tenant: `Agents who call`.calling)
        try desk.logIn()
        try desk.ask(.setStatus(Desk.agent, .available, reason: nil))
        let offer = try offer(desk, OutboundOffer(Self.order.call, mustAccept: true))
        desk.see(.legGone(try #require(offer.phone).leg, .declined))
        #expect(desk.model.offers[offer.id]?.state == .rejected)
        #expect(desk.status() == .onBreak)
    }

    @Test func `O14 only who is free is offered one, and only where the tenant may call`() throws {
        let desk = try connected()
        #expect(throws: Refusal.agentUnknown) {
            try desk.ask(
                .offerCall(AgentKey(tenant: Desk.acme, agent: AgentID("none")), Self.order))
        }
        #expect(throws: Refusal.agentNotAvailable) {
            try desk.ask(.offerCall(Desk.other, Self.order))
        }
        #expect(throws: Refusal.calleeNotAllowed(.premium)) {
            try desk.ask(.offerCall(Desk.agent, OutboundOffer(CallOrder(to: "0900 1234567"))))
        }
        #expect(throws: Refusal.callerIDNotAllowed) {
            let order = CallOrder(to: "030 123456", callerID: "+491")
            try desk.ask(.offerCall(Desk.agent, OutboundOffer(order)))
        }
        #expect(throws: Refusal.ownPhone) {
            let own = CallOrder(to: Workplace(kind: .endpoint, address: "1001"))
            try desk.ask(.offerCall(Desk.agent, OutboundOffer(own)))
        }
        let first = try offer(desk)
        #expect(throws: Refusal.agentNotAvailable) {
            try desk.ask(.offerCall(Desk.agent, Self.order))
        }
        _ = try accepted(first, desk)
        #expect(throws: Refusal.agentNotAvailable) {
            try desk.ask(.offerCall(Desk.agent, Self.order))
        }
        desk.see(.linkLost)
        #expect(desk.model.offers.count == 1)
    }

    @Test func `W1 an offer that is pending over a restart stays, and is still good`() throws {
        let desk = try connected()
        let offer = try offer(desk)
        let attempt = try #require(desk.attempt())
        let next = desk.restarted()
        next.see(survey([leg(attempt.leg, in: attempt.home)]))
        #expect(next.model.offers[offer.id]?.state == .pending)
        #expect(!next.effects.contains { if case .keepWaiting = $0 { true } else { false } })
        let call = try accepted(offer, next)
        #expect(dialOuts(next) == 1)
        #expect(call.state == .dialing)
    }

    @Test func `S6 an offer ends with the agent's leg, and nobody is called`() throws {
        let desk = try connected()
        let offer = try offer(desk)
        let leg = try #require(desk.attempt()?.leg)
        desk.clear()
        desk.see(.legGone(leg, .hungUp))
        #expect(desk.model.offers[offer.id]?.state == .failed)
        #expect(dialOuts(desk) == 0 && desk.model.departures.isEmpty)
    }
}
