import ConnectionMode
import Testing

@Suite struct `Agents on demand` {
    /// An agent on demand who is available.
    private func ready(
        autoAnswer: Bool = false, policy: (inout Policy) -> Void = { _ in }
    ) throws -> Desk {
        let desk = Desk(
            policy: policy,
            phone: PhonePolicy(connectionMode: .onDemand, autoAnswer: autoAnswer))
        try desk.logIn()
        try desk.becomeAvailable()
        desk.clear()
        return desk
    }

    /// A customer rings the agent's phone.
    private func rings(_ desk: Desk) throws -> (offer: Offer, phone: OfferPhone) {
        let id = try #require(desk.offer())
        let offer = try #require(desk.model.offers[id])
        return (offer, try #require(offer.phone))
    }

    /// The phone was answered and the two talk.
    private func talks(_ desk: Desk) throws -> Call {
        let (offer, phone) = try rings(desk)
        desk.see(.legAnswered(phone.leg))
        desk.see(.legEntered(phone.leg, offer.talkingBridge))
        desk.see(.legEntered(offer.customer.leg, offer.talkingBridge))
        desk.clear()
        guard case .inCall(let id)? = desk.model.agents[Desk.agent]?.engagement else {
            throw Refusal.callUnknown
        }
        return try #require(desk.model.calls[id])
    }

    @Test func `S3 Available places no call, and the agent is ready at once`() throws {
        let desk = Desk(phone: PhonePolicy(connectionMode: .onDemand))
        try desk.logIn()
        #expect(desk.status() == .onBreak)
        #expect(try desk.becomeAvailable() == nil)
        #expect(desk.effects.isEmpty)
        #expect(desk.status() == .available)
        #expect(desk.availabilities.last == [Desk.agent: .free])
    }

    @Test func `O3 the phone rings for an offer, and answering it accepts`() throws {
        let desk = try ready()
        let (offer, phone) = try rings(desk)
        let dial = try #require(desk.dials.first)
        #expect(dial.leg == phone.leg)
        #expect(dial.purpose == .call(autoAnswer: []))
        #expect(dial.callerID == "\"Carol\" <+33123456789>")
        #expect(desk.status() == .offered)
        desk.see(.legRinging(phone.leg))
        desk.see(.legAnswered(phone.leg))
        let call = try #require(desk.model.calls.values.first)
        #expect(call.agentLeg == phone.leg)
        #expect(
            desk.effects.contains(
                .connect(agent: phone.leg, offer.customer, in: offer.talkingBridge)))
        desk.see(.legEntered(phone.leg, offer.talkingBridge))
        desk.see(.legEntered(offer.customer.leg, offer.talkingBridge))
        #expect(desk.model.calls[call.id]?.state == .connected)
        #expect(desk.status() == .busy)
    }

    @Test func `O3 Accept in the console is refused, for the phone rings`() throws {
        let desk = try ready()
        let (offer, _) = try rings(desk)
        #expect(throws: Refusal.answerOnPhone) { try desk.ask(.accept(offer.id)) }
        #expect(desk.model.offers[offer.id]?.state == .pending)
    }

    @Test func `O4 with auto answer the phone is asked to answer by itself`() throws {
        let desk = try ready(autoAnswer: true)
        _ = try rings(desk)
        #expect(desk.dials.map(\.purpose) == [.call(autoAnswer: AutoAnswerHeader.allCases)])
    }

    @Test func `O4 the policy chooses how a phone is asked to answer`() throws {
        let desk = try ready(autoAnswer: true) { $0.autoAnswerHeaders = [.alertInfo] }
        _ = try rings(desk)
        #expect(desk.dials.map(\.purpose) == [.call(autoAnswer: [.alertInfo])])
    }

    @Test func `Reject in the console ends the ringing`() throws {
        let desk = try ready()
        let (offer, phone) = try rings(desk)
        desk.clear()
        try desk.ask(.reject(offer.id))
        #expect(desk.effects.contains(.hangUp(phone.leg)))
        #expect(desk.effects.contains(.release(offer.customer, .rejected)))
        #expect(desk.status() == .available)
    }

    @Test(arguments: [
        (LegEnd.busy, OfferState.rejected, ShownStatus.available),
        (.declined, .rejected, .available), (.noAnswer, .timedOut, .onBreak),
        (.unreachable, .failed, .onBreak), (.networkRejected, .failed, .onBreak),
        (.unknown, .failed, .onBreak),
    ])
    func `O6 what the phone does to an offer is told apart, and what is missed counts`(
        _ end: LegEnd, _ state: OfferState, _ status: ShownStatus
    ) throws {
        let desk = try ready()
        let (offer, phone) = try rings(desk)
        desk.clear()
        desk.see(.legGone(phone.leg, end))
        #expect(desk.model.offers[offer.id]?.state == state)
        #expect(!desk.effects.contains(.hangUp(phone.leg)))
        #expect(desk.model.departures[offer.customer.leg] != nil)
        #expect(desk.status() == status)
    }

    @Test func `O6 a phone that nobody answers is hung up when the offer's time is over`() throws {
        let desk = try ready()
        let (offer, phone) = try rings(desk)
        desk.clear()
        desk.pass(seconds: 15)
        #expect(desk.model.offers[offer.id]?.state == .timedOut)
        #expect(desk.effects.contains(.hangUp(phone.leg)))
        #expect(desk.status() == .onBreak)
    }

    @Test func `O5 a customer who leaves ends the ringing`() throws {
        let desk = try ready()
        let (offer, phone) = try rings(desk)
        desk.clear()
        desk.see(.legGone(offer.customer.leg, .hungUp))
        #expect(desk.model.offers[offer.id]?.state == .canceled)
        #expect(desk.effects.contains(.hangUp(phone.leg)))
        #expect(desk.status() == .available)
    }

    @Test func `O9 when the customer hangs up, the agent's leg ends`() throws {
        let desk = try ready()
        let call = try talks(desk)
        desk.see(.legGone(call.customer.leg, .hungUp))
        #expect(desk.effects.contains(.hangUp(call.agentLeg)))
        #expect(desk.status() == .available)
        desk.see(.legGone(call.agentLeg, .hungUp))
        #expect(desk.model.departures.isEmpty)
    }

    @Test func `O10 on demand, hanging up ends the call`() throws {
        let desk = try ready()
        let call = try talks(desk)
        desk.see(.legGone(call.agentLeg, .hungUp))
        #expect(desk.model.calls[call.id]?.end == .agentHungUp)
        #expect(desk.effects.contains(.release(call.customer, .agentHungUp)))
        #expect(!desk.effects.contains(.hangUp(call.agentLeg)))
        #expect(desk.status() == .available)
    }

    @Test func `O10 who loses the leg in another way leaves a customer with music`() throws {
        let desk = try ready()
        let call = try talks(desk)
        desk.see(.legGone(call.agentLeg, .unknown))
        #expect(desk.model.calls[call.id]?.end == .agentLost)
        #expect(desk.effects.contains { if case .keepWaiting = $0 { true } else { false } })
    }

    @Test func `O9 Hang up ends both legs`() throws {
        let desk = try ready()
        let call = try talks(desk)
        try desk.ask(.hangUp(call.id))
        #expect(desk.effects.contains(.hangUp(call.agentLeg)))
        #expect(desk.effects.contains(.release(call.customer, .agentHungUp)))
    }

    @Test func `S5 logging out now ends the agent's leg and keeps the customer`() throws {
        let desk = try ready()
        let call = try talks(desk)
        try desk.ask(.logOut(Desk.agent, .now))
        #expect(desk.effects.contains(.hangUp(call.agentLeg)))
        #expect(desk.effects.contains { if case .keepWaiting = $0 { true } else { false } })
        #expect(desk.model.agents[Desk.agent] == nil)
    }

    @Test func `W1 a phone that was answered while the service was away is connected`() throws {
        let desk = try ready()
        let (offer, phone) = try rings(desk)
        let next = desk.restarted()
        next.see(
            survey(
                [leg(phone.leg), leg(offer.customer.leg)],
                bridges: [offer.waitingBridge, offer.talkingBridge]))
        #expect(
            next.effects.contains(
                .connect(agent: phone.leg, offer.customer, in: offer.talkingBridge)))
    }

    @Test func `W2 a dial that may have been sent is looked for, and not repeated`() throws {
        let desk = try ready()
        let (offer, phone) = try rings(desk)
        let next = desk.restarted()
        next.see(survey([leg(offer.customer.leg)]))
        #expect(next.dials.isEmpty)
        #expect(next.effects.contains(.find(phone.leg)))
        next.see(.legNotFound(phone.leg))
        #expect(next.model.offers[offer.id]?.state == .failed)
        #expect(next.effects.contains(.hangUp(phone.leg)))
    }

    @Test func `W1 a call goes on over a restart of the service`() throws {
        let desk = try ready()
        let call = try talks(desk)
        let next = desk.restarted()
        next.see(
            survey(
                [
                    leg(call.agentLeg, in: call.talkingBridge, company: true),
                    leg(call.customer.leg, in: call.talkingBridge, company: true),
                ], bridges: [call.talkingBridge]))
        #expect(next.model.calls[call.id]?.state == .connected)
        #expect(next.effects.isEmpty)
        next.see(.legGone(call.agentLeg, .hungUp))
        #expect(next.model.calls[call.id]?.end == .agentHungUp)
    }

    @Test func `W3 when the PBX was restarted, the offer fails and nobody is counted out`() throws {
        let desk = try ready()
        let (offer, _) = try rings(desk)
        let next = desk.restarted()
        next.see(survey(run: "run 2", []))
        #expect(next.model.offers[offer.id]?.state == .canceled)
        #expect(next.status() == .available)
    }

    @Test func `P9 nobody is called on demand at a phone that another's connection stands on`()
        throws
    {
        let desk = Desk(phone: PhonePolicy(connectionMode: .onDemand))
        var directory = desk.model.directory
        let tenant = Desk.acme
        directory.tenants[tenant]?.agents[Desk.other.agent] = AgentProfile(
            name: "Other", phone: PhonePolicy(connectionMode: .persistent),
            workplace: Workplace(kind: .endpoint, address: Desk.agent.agent.rawValue))
        let next = desk.restarted(directory: directory)
        next.see(survey([]))
        try next.logIn(Desk.other)
        try next.becomeAvailable(Desk.other)
        try next.logIn()
        #expect(throws: Refusal.workplaceInUse) { try next.becomeAvailable() }
    }

    @Test func `O6 S6 whose phone may not be called any more is offered nobody else`() throws {
        let desk = Desk(phone: PhonePolicy(connectionMode: .onDemand))
        try desk.logIn()
        try desk.becomeAvailable()
        var profile = try #require(desk.model.directory.profile(of: Desk.agent))
        profile.workplace = Workplace(kind: .phoneNumber, address: "+1 900 555 1234")
        try desk.ask(.administer(.agent(Desk.agent, profile)))
        desk.clear()
        #expect(desk.offer() == nil)
        #expect(desk.effects == [.release(Desk.caller, .unavailable)])
        #expect(desk.status() == .onBreak)
        #expect(desk.reason() == .missedOffer)
        #expect(desk.availabilities.last == [Desk.agent: .unavailable])
        #expect(throws: Refusal.self, "told why") { try desk.becomeAvailable() }
    }

    @Test func `O6 P9 nor is who shares a phone with somebody who is connected`() throws {
        let desk = Desk(
            policy: { $0.missedOffersBeforeBreak = 2 },
            tenant: { tenant in
                tenant.agents[Desk.agent.agent]?.phone.connectionMode = .onDemand
                tenant.agents[Desk.other.agent]?.workplace = Workplace(
                    kind: .endpoint, address: "1001")
            })
        try desk.logIn()
        try desk.becomeAvailable()
        try desk.openConnection(Desk.other)
        #expect(desk.offer() == nil)
        #expect(desk.status() == .available)
        desk.see(.legGone(Desk.caller.leg, .unknown))
        #expect(desk.offer() == nil)
        #expect(desk.status() == .onBreak)
    }
}
