import ConnectionMode
import Testing

/// Somebody whom an agent brings into a call.
@Suite struct ThirdParties {
    private static let number = TransferTarget.destination(CallOrder(to: "030 123456").destination)

    private func desk(policy: (inout Policy) -> Void = { _ in }) -> Desk {
        Desk(policy: policy, tenant: { $0.destinations.country = Country("DE") })
    }

    /// What has come in a call with somebody else.
    private struct Consult {
        let desk: Desk
        let id: CallID
        let participant: ParticipantID

        var call: Call { get throws { try #require(desk.model.calls[id]) } }
        var third: ThirdParty { get throws { try #require(try call.third) } }
        var news: [ThirdPartyNews] {
            desk.notices.compactMap { if case .thirdParty(let it, _, _) = $0 { it } else { nil } }
        }

        func wish(_ wish: ThirdPartyWish) throws {
            try desk.ask(.direct(id, participant, wish))
        }

        /// The customer hears music, and the other one's phone is called.
        func hold() throws {
            desk.see(.legEntered(try call.customer.leg, try call.waitingBridge))
        }

        func answer() throws {
            let leg = try third.leg
            desk.see(.legEntered(leg, try call.talkingBridge))
            desk.see(.legRinging(leg))
            desk.see(.legUp(leg))
        }

        func holdThird() throws {
            desk.see(.legEntered(try third.leg, try #require(try waitingPlace)))
        }

        /// Whoever is wanted in the bridge for talking comes there.
        func letIn() throws {
            for case .connect(_, let customer, let bridge) in desk.effects {
                desk.see(.legEntered(customer.leg, bridge))
            }
            desk.clear()
        }

        /// Where the third party is kept waiting.
        var waitingPlace: BridgeID? {
            get throws {
                let leg = try third.leg
                return desk.effects.compactMap {
                    if case .keepWaiting(let who, let place) = $0, who.leg == leg {
                        place
                    } else {
                        nil
                    }
                }.last
            }
        }
    }

    private func consult(
        _ desk: Desk, with customer: CustomerLeg = Desk.caller, joins: Bool = false
    ) throws -> Consult {
        try desk.openConnection()
        let call = try #require(try desk.talk(with: customer))
        let answer = try desk.ask(.consult(call.id, Self.number, joins: joins))
        guard case .consulting(let participant) = answer else { throw Unexpected() }
        return Consult(desk: desk, id: call.id, participant: participant)
    }

    private struct Unexpected: Error {}

    private func talking(with customer: CustomerLeg = Desk.caller) throws -> Consult {
        let consult = try consult(desk(), with: customer)
        try consult.hold()
        try consult.answer()
        consult.desk.clear()
        return consult
    }

    private func dialOuts(_ desk: Desk) -> [DialOut] {
        desk.effects.compactMap { if case .dialOut(let it) = $0 { it } else { nil } }
    }

    // MARK: Calling them

    @Test func `O13e nobody is called before the customer hears music`() throws {
        let consult = try consult(desk())
        let (desk, call) = (consult.desk, try consult.call)
        #expect(desk.effects == [.keepWaiting(call.kept, in: call.waitingBridge)])
        desk.clear()
        try consult.hold()
        let dial = try #require(dialOuts(desk).first)
        #expect(dial.party.destination.address == "+4930123456")
        #expect(dial.bridge == call.talkingBridge)
        #expect(dial.agentLeg == call.agentLeg)
        #expect(consult.news == [.dialing])
        desk.clear()
        try consult.answer()
        #expect(consult.news == [.ringing, .connected])
        #expect(try consult.call.isHeld)
        #expect(desk.status() == .busy)
    }

    @Test(arguments: [
        (LegEnd.busy, ThirdPartyEnd.busy), (.noAnswer, .noAnswer), (.declined, .declined),
        (.unreachable, .unreachable), (.networkRejected, .networkRejected),
    ])
    func `O13e whoever is not reached leaves the customer on hold, and no ringing behind`(
        _ end: LegEnd, _ told: ThirdPartyEnd
    ) throws {
        let consult = try consult(desk())
        try consult.hold()
        let leg = try consult.third.leg
        consult.desk.see(.legRinging(leg))
        consult.desk.clear()
        consult.desk.see(.legGone(leg, end))
        #expect(consult.news == [.left(told)])
        let call = try consult.call
        #expect(consult.desk.effects == [.stopRinging(call.agentLeg)])
        #expect(call.hold == .held)
        consult.desk.clear()
        try consult.desk.ask(.resume(call.id))
        #expect(
            consult.desk.effects
                == [.connect(agent: call.agentLeg, call.kept, in: call.talkingBridge)])
    }

    @Test func `O13e a call that nobody answers ends by its deadline`() throws {
        let consult = try consult(desk())
        try consult.hold()
        let leg = try consult.third.leg
        consult.desk.clear()
        consult.desk.pass(seconds: 71)
        #expect(consult.news == [.left(.noAnswer)])
        #expect(consult.desk.effects.contains(.hangUp(leg)))
        #expect(try consult.call.state == .connected)
    }

    @Test func `O13e a customer who cannot be put on hold hears nobody else`() throws {
        let consult = try consult(desk())
        consult.desk.clear()
        consult.desk.pass(seconds: 11)
        #expect(consult.news == [.left(.failed)])
        #expect(dialOuts(consult.desk).isEmpty)
        let call = try consult.call
        #expect(
            consult.desk.effects.contains(
                .connect(agent: call.agentLeg, call.kept, in: call.talkingBridge)))
    }

    @Test func `O13e W2 a dial whose outcome is unknown is looked for, and never repeated`() throws
    {
        let consult = try consult(desk())
        try consult.hold()
        let leg = try consult.third.leg
        consult.desk.clear()
        consult.desk.see(.dialFailed(leg, .outcomeUnknown))
        #expect(consult.desk.effects == [.find(leg)])
        consult.desk.see(.legNotFound(leg))
        #expect(consult.news == [.left(.failed)])
        #expect(consult.desk.effects.contains(.hangUp(leg)))
        #expect(dialOuts(consult.desk).isEmpty)
    }

    @Test func `O13e V9 nobody is called who may not be, and one at a time`() throws {
        let desk = desk()
        try desk.openConnection()
        let call = try #require(try desk.talk())
        let refused: [(TransferTarget, Refusal)] = [
            (.destination(CallOrder(to: "0900 1234567").destination), .calleeNotAllowed(.premium)),
            (.agent(AgentID("nobody")), .agentUnknown), (.agent(Desk.agent.agent), .ownPhone),
        ]
        for (target, refusal) in refused {
            #expect(throws: refusal) { try desk.ask(.consult(call.id, target, joins: false)) }
        }
        #expect(desk.effects.isEmpty)
        try desk.ask(.consult(call.id, .agent(Desk.other.agent), joins: false))
        for command: Command in [
            .consult(call.id, Self.number, joins: false), .hold(call.id), .resume(call.id),
            .transfer(call.id, to: Self.number),
        ] {
            #expect(throws: Refusal.consultUnderWay) { try desk.ask(command) }
        }
        let third = try #require(desk.model.calls[call.id]?.third)
        for wish in [ThirdPartyWish.swap, .join, .complete] {
            #expect(throws: Refusal.participantNotConnected) {
                try desk.ask(.direct(call.id, third.id, wish))
            }
        }
        #expect(throws: Refusal.participantUnknown) {
            try desk.ask(.direct(call.id, ParticipantID("else"), .dismiss))
        }
    }

    @Test func `O13e a colleague is called by way of the dialplan, which tells who asks`() throws {
        let desk = desk()
        try desk.openConnection()
        let call = try #require(try desk.talk())
        try desk.ask(.consult(call.id, .agent(Desk.other.agent), joins: false))
        desk.see(
            .legEntered(call.customer.leg, try #require(desk.model.calls[call.id]).waitingBridge))
        let dial = try #require(dialOuts(desk).first)
        #expect(dial.party.agent == Desk.other.agent)
        #expect(dial.party.callerID == "\"Agent 1001\" <1001>")
    }

    // MARK: Going on with them

    @Test func `O13e the agent swaps, and whoever leaves is gone before the other one comes`()
        throws
    {
        let consult = try talking()
        let (desk, call) = (consult.desk, try consult.call)
        try consult.wish(.swap)
        let third = try consult.third
        let place = try #require(try consult.waitingPlace)
        #expect(desk.effects == [.keepWaiting(third.asCustomer, in: place)])
        desk.clear()
        desk.see(.legEntered(third.leg, place))
        #expect(desk.effects == [.connect(agent: call.agentLeg, call.kept, in: call.talkingBridge)])
        try consult.letIn()
        #expect(try !consult.call.isHeld)
        #expect(try consult.third.isHeld)
        // And back.
        try consult.wish(.swap)
        let waiting = try consult.call.waitingBridge
        #expect(desk.effects == [.keepWaiting(call.kept, in: waiting)])
        desk.clear()
        desk.see(.legEntered(call.customer.leg, waiting))
        #expect(
            desk.effects
                == [.connect(agent: call.agentLeg, third.asCustomer, in: call.talkingBridge)])
        desk.see(.legEntered(third.leg, call.talkingBridge))
        #expect(try !consult.third.isHeld)
        #expect(consult.news.suffix(1) == [.resumed])
    }

    @Test func `O13f all three talk, and what is told is so`() throws {
        let consult = try talking()
        try consult.wish(.join)
        #expect(!consult.news.contains(.joined))
        try consult.letIn()
        #expect(try consult.third.isJoined)
        #expect(try !consult.call.isHeld)
        try consult.wish(.dismiss)
        #expect(consult.news == [.left(.dismissed)])
        #expect(try consult.call.state == .connected)
        #expect(try consult.call.hold == nil)
    }

    @Test func `O13f whoever is added comes to the customer once they answer`() throws {
        let consult = try consult(desk(), joins: true)
        try consult.hold()
        consult.desk.clear()
        try consult.answer()
        let call = try consult.call
        #expect(
            consult.desk.effects
                == [.connect(agent: call.agentLeg, call.kept, in: call.talkingBridge)])
        consult.desk.see(.legEntered(call.customer.leg, call.talkingBridge))
        #expect(consult.news == [.ringing, .connected, .joined])
    }

    @Test func `O13f the customer comes back by themselves when nobody could be added`() throws {
        let consult = try consult(desk(), joins: true)
        try consult.hold()
        consult.desk.clear()
        consult.desk.see(.legGone(try consult.third.leg, .busy))
        let call = try consult.call
        #expect(
            consult.desk.effects.contains(
                .connect(agent: call.agentLeg, call.kept, in: call.talkingBridge)))
    }

    @Test(arguments: [Desk.caller, Desk.half])
    func `O13e the two others are brought together, and the agent's leg is silent again`(
        _ customer: CustomerLeg
    ) throws {
        let consult = try talking(with: customer)
        let (desk, before, third) = (consult.desk, try consult.call, try consult.third)
        let home = try #require(desk.attempt()?.home)
        try consult.wish(.complete)
        let together = Effect.connect(agent: third.leg, before.kept, in: before.talkingBridge)
        #expect(desk.effects.contains(.park(before.agentLeg, home: home)))
        // Not before the agent has left.
        #expect(!desk.effects.contains(together))
        desk.see(.legEntered(before.agentLeg, home))
        #expect(desk.effects.contains(together))
        #expect(consult.news == [.left(.handedOver)])
        #expect(!desk.effects.contains(.dissolve(before.talkingBridge)))
        #expect(try consult.call.end == .transferred)
        #expect(desk.status() == .available)
        for leg in [customer.leg, third.leg] { desk.see(.legEntered(leg, before.talkingBridge)) }
        desk.clear()
        // The call outlives the agent's part, for hours, and the agent takes others.
        try desk.ask(.logOut(Desk.agent))
        desk.see(.legGone(before.agentLeg, .hungUp))
        desk.clear()
        desk.pass(seconds: 7_200)
        #expect(desk.effects.isEmpty)
        #expect(desk.model.calls[consult.id] != nil)
        desk.see(.legGone(third.leg, .hungUp))
        #expect(desk.effects.contains(.release(before.kept, .agentHungUp)))
        #expect(desk.effects.contains(.dissolve(before.talkingBridge)))
        desk.see(.legGone(customer.leg, .hungUp))
        desk.clear()
        desk.pass(seconds: 7_200)
        #expect(desk.model.calls.isEmpty)
        #expect(desk.effects.isEmpty)
    }

    @Test func `O13e who hangs up after a transfer ends the other one's call`() throws {
        let consult = try talking()
        let (desk, call, third) = (consult.desk, try consult.call, try consult.third)
        try consult.wish(.complete)
        desk.clear()
        desk.see(.legGone(call.customer.leg, .hungUp))
        #expect(desk.effects == [.hangUp(third.leg), .dissolve(call.talkingBridge)])
    }

    @Test func `O13e two who cannot be brought together are not left alone`() throws {
        let consult = try talking()
        let (desk, call, third) = (consult.desk, try consult.call, try consult.third)
        try consult.wish(.complete)
        desk.see(.legEntered(call.agentLeg, try #require(desk.attempt()?.home)))
        let together = Effect.connect(agent: third.leg, call.kept, in: call.talkingBridge)
        for _ in 1...5 {
            desk.clear()
            desk.see(.connectFailed(call.talkingBridge))
            #expect(desk.effects.isEmpty)
            desk.pass(seconds: 1)
            #expect(desk.effects == [together])
        }
        desk.clear()
        desk.see(.connectFailed(call.talkingBridge))
        #expect(
            desk.effects == [
                .release(call.kept, .failed), .hangUp(third.leg), .dissolve(call.talkingBridge),
            ])
    }

    @Test func `O13e old news of a failure cuts nobody who talks`() throws {
        let consult = try talking()
        try consult.wish(.join)
        try consult.letIn()
        let (desk, call) = (consult.desk, try consult.call)
        try consult.wish(.complete)
        desk.clear()
        desk.see(.connectFailed(call.talkingBridge))
        desk.see(.dialFailed(try consult.third.leg, .notSent))
        desk.see(.legNotFound(try consult.third.leg))
        desk.pass(seconds: 60)
        #expect(desk.effects.isEmpty)
    }

    @Test func `O13e a call that an agent has left can be ended`() throws {
        let consult = try talking()
        let (desk, call, third) = (consult.desk, try consult.call, try consult.third)
        try consult.wish(.complete)
        desk.clear()
        try desk.ask(.hangUp(call.id))
        #expect(
            desk.effects == [
                .release(call.kept, .agentHungUp), .hangUp(third.leg),
                .dissolve(call.talkingBridge),
            ])
        #expect(throws: Refusal.callIsOver) { try desk.ask(.hangUp(call.id)) }
    }

    @Test func `O13e who does not come back goes on hearing music`() throws {
        let consult = try talking()
        let (desk, call) = (consult.desk, try consult.call)
        try consult.wish(.swap)
        try consult.holdThird()
        desk.clear()
        desk.see(.connectFailed(call.talkingBridge))
        let waiting = try consult.call.waitingBridge
        #expect(desk.effects == [.keepWaiting(call.kept, in: waiting)])
        #expect(try consult.third.audience == .nobody)
        desk.see(.legEntered(call.customer.leg, waiting))
        desk.clear()
        // The agent goes on with either.
        try consult.wish(.swap)
        let third = try consult.third
        #expect(
            desk.effects
                == [.connect(agent: call.agentLeg, third.asCustomer, in: call.talkingBridge)])
    }

    // MARK: Leaving

    @Test func `O13e the customer hangs up, and the agent goes on with the other one`() throws {
        let consult = try talking()
        let (desk, call, third) = (consult.desk, try consult.call, try consult.third)
        desk.see(.legGone(call.customer.leg, .hungUp))
        let after = try consult.call
        #expect(after.state == .connected)
        #expect(after.customer.leg == third.leg)
        #expect(after.hold == nil)
        #expect(desk.notices.contains(.callCustomerLeft(after)))
        #expect(after.firstCustomer == call.customer)
        #expect(consult.news == [.left(.tookOver)])
        #expect(!desk.effects.contains(.hangUp(third.leg)))
        desk.clear()
        try desk.ask(.hangUp(call.id))
        #expect(desk.effects.contains(.release(after.customer, .agentHungUp)))
        #expect(desk.status() == .available)
        // The records go on telling of the customer's channel.
        let records = desk.ledger.compactMap { if case .call(let it) = $0 { it } else { nil } }
        #expect(records.last?.customer == call.customer.leg)
    }

    @Test func `O13e the customer hangs up while the agent goes back to the other one`() throws {
        let consult = try talking()
        let (desk, call) = (consult.desk, try consult.call)
        try consult.wish(.swap)
        try consult.holdThird()
        try consult.letIn()
        try consult.wish(.swap)
        desk.clear()
        desk.see(.legGone(call.customer.leg, .hungUp))
        let after = try consult.call
        #expect(
            desk.effects.contains(
                .connect(agent: call.agentLeg, after.kept, in: call.talkingBridge)))
    }

    @Test func `O13e the customer hangs up before anybody has answered`() throws {
        let consult = try consult(desk())
        try consult.hold()
        let leg = try consult.third.leg
        consult.desk.clear()
        consult.desk.see(.legGone(try consult.call.customer.leg, .hungUp))
        #expect(consult.desk.effects.contains(.hangUp(leg)))
        #expect(try consult.call.end == .customerHungUp)
        let agentLeg = try consult.call.agentLeg
        let home = try #require(consult.desk.attempt()?.home)
        let stop = consult.desk.effects.firstIndex(of: .stopRinging(agentLeg))
        let park = consult.desk.effects.firstIndex(of: .park(agentLeg, home: home))
        #expect(try #require(stop) < #require(park))
    }

    @Test func `O9 the agent's Hang up ends both`() throws {
        let consult = try talking()
        let third = try consult.third.leg
        try consult.desk.ask(.hangUp(consult.id))
        #expect(consult.desk.effects.contains(.hangUp(third)))
        #expect(
            consult.desk.effects.contains(.release(try consult.call.customer, .agentHungUp)))
        #expect(consult.news == [.left(.dismissed)])
    }

    @Test
    func `O10 an agent lost during a consult leaves the customer with music, and nobody else`()
        throws
    {
        let consult = try talking()
        let third = try consult.third.leg
        consult.desk.see(.legGone(try consult.call.agentLeg, .hungUp))
        let call = try consult.call
        #expect(call.end == .agentLost)
        #expect(consult.desk.effects.contains(.hangUp(third)))
        #expect(consult.desk.effects.contains(.keepWaiting(call.kept, in: call.waitingBridge)))
    }

    @Test func `O13f two who talk go on when the agent's phone is lost`() throws {
        let consult = try talking()
        try consult.wish(.join)
        try consult.letIn()
        let (call, third) = (try consult.call, try consult.third)
        consult.desk.see(.legGone(call.agentLeg, .hungUp))
        #expect(try consult.call.end == .agentLost)
        for cut: Effect in [.hangUp(third.leg), .dissolve(call.talkingBridge)] {
            #expect(!consult.desk.effects.contains(cut))
        }
        #expect(!consult.desk.effects.contains { if case .release = $0 { true } else { false } })
    }

    @Test func `O13f an agent on demand and the third party are lost out of sight`() throws {
        let desk = Desk(
            phone: PhonePolicy(connectionMode: .onDemand),
            tenant: { $0.destinations.country = Country("DE") })
        try desk.logIn()
        try desk.ask(.setStatus(Desk.agent, .available, reason: nil))
        _ = desk.offer()
        let ring = try #require(desk.dials.last?.leg)
        desk.see(.legAnswered(ring))
        let id = try #require(desk.model.calls.keys.first)
        let call = try #require(desk.model.calls[id])
        for leg in [call.agentLeg, call.customer.leg] {
            desk.see(.legEntered(leg, call.talkingBridge))
        }
        guard
            case .consulting(let participant) = try desk.ask(
                .consult(id, Self.number, joins: false))
        else { return }
        let consult = Consult(desk: desk, id: id, participant: participant)
        try consult.hold()
        try consult.answer()
        try consult.wish(.join)
        desk.see(.legEntered(call.customer.leg, call.talkingBridge))
        #expect(try consult.third.isJoined)
        desk.see(.linkLost)
        desk.clear()
        desk.see(
            .surveyed(
                Survey(
                    nodeRun: "run 1", legs: [up(call.customer.leg, call.talkingBridge)],
                    bridges: [call.talkingBridge])))
        #expect(desk.effects.contains { if case .release = $0 { true } else { false } })
        #expect(desk.model.calls[id]?.isHandedOver == false)
    }

    @Test func `O10 O13e a colleague who is lost afterwards leaves the customer to the dialplan`()
        throws
    {
        let desk = desk()
        try desk.openConnection()
        let call = try #require(try desk.talk())
        try desk.openConnection(Desk.other)
        try desk.ask(.consult(call.id, .agent(Desk.other.agent), joins: false))
        let waiting = try #require(desk.model.calls[call.id]?.waitingBridge)
        desk.see(.legEntered(call.customer.leg, waiting))
        let third = try #require(desk.model.calls[call.id]?.third)
        let half = CustomerLeg(
            leg: LegID("half-of-\(third.leg)"), kind: .half(caller: nil), isAnswered: false)
        let offer = try #require(desk.offer(half, to: Desk.other))
        guard case .accepted(let second) = try desk.ask(.accept(offer)) else { return }
        let other = try #require(desk.model.calls[second])
        for leg in [other.agentLeg, half.leg] { desk.see(.legEntered(leg, other.talkingBridge)) }
        desk.see(.legUp(third.leg))
        try desk.ask(.direct(call.id, third.id, .complete))
        desk.see(.legGone(other.agentLeg, .unknown))
        desk.clear()
        desk.see(.legGone(third.leg, .unknown))
        #expect(
            desk.effects.contains(.release(call.kept, .agentLost)), "\(desk.effects)")
    }

    @Test func `O13c digits go to whom the agent talks to`() throws {
        let consult = try talking()
        try consult.desk.ask(.sendDigits(consult.id, .plainest))
        #expect(consult.desk.effects == [.sendDigits(try consult.third.leg, .plainest)])
    }

    // MARK: Restarts

    private func up(_ leg: LegID, _ bridge: BridgeID) -> Survey.Leg {
        Survey.Leg(
            id: leg, isUp: true, isRinging: false, bridge: bridge, hasCompany: true, arrival: nil)
    }

    @Test func `W1 a consult goes on after a kill`() throws {
        let consult = try talking()
        let (call, third) = (try consult.call, try consult.third)
        let next = consult.desk.restarted()
        next.see(
            .surveyed(
                Survey(
                    nodeRun: "run 1",
                    legs: [
                        up(call.agentLeg, call.talkingBridge), up(third.leg, call.talkingBridge),
                        up(call.customer.leg, call.waitingBridge),
                    ], bridges: [call.talkingBridge, call.waitingBridge])))
        #expect(next.model.calls[call.id]?.third?.state == .connected)
        #expect(!next.effects.contains { if case .hangUp = $0 { true } else { false } })
        #expect(!next.effects.contains { if case .connect = $0 { true } else { false } })
        try next.ask(.direct(call.id, third.id, .complete))
        #expect(next.model.calls[call.id]?.end == .transferred)
    }

    @Test func `W1 a third party who was being called at a kill is looked for`() throws {
        let consult = try consult(desk())
        try consult.hold()
        let (call, third) = (try consult.call, try consult.third)
        let next = consult.desk.restarted()
        let legs = [
            up(call.agentLeg, call.talkingBridge), up(call.customer.leg, call.waitingBridge),
        ]
        next.see(
            .surveyed(
                Survey(
                    nodeRun: "run 1", legs: legs, bridges: [call.talkingBridge, call.waitingBridge])
            ))
        #expect(next.effects.contains(.find(third.leg)))
        next.see(.legNotFound(third.leg))
        #expect(next.model.calls[call.id]?.third?.state == .leaving)
        next.see(.legGone(third.leg, .unknown))
        #expect(next.model.calls[call.id]?.third == nil)
        #expect(next.model.calls[call.id]?.state == .connected)
    }

    @Test func `W1 O13f two who talk go on when the agent is lost while the service is down`()
        throws
    {
        let consult = try consult(desk(), joins: true)
        try consult.hold()
        let (call, third) = (try consult.call, try consult.third)
        // Killed before the answer, and what followed on it, was stored.
        let next = consult.desk.restarted()
        next.see(
            .surveyed(
                Survey(
                    nodeRun: "run 1",
                    legs: [
                        up(third.leg, call.talkingBridge),
                        up(call.customer.leg, call.talkingBridge),
                    ], bridges: [call.talkingBridge])))
        #expect(next.model.calls[call.id]?.isHandedOver == true)
        for effect in next.effects {
            switch effect {
            case .hangUp(third.leg), .release, .dissolve(call.talkingBridge):
                Issue.record("\(effect)")
            default: break
            }
        }
    }

    @Test func `W1 two whom an agent left to each other are left alone after a kill`() throws {
        let consult = try talking()
        let (call, third) = (try consult.call, try consult.third)
        try consult.wish(.complete)
        let next = consult.desk.restarted()
        next.see(
            .surveyed(
                Survey(
                    nodeRun: "run 1",
                    legs: [
                        up(call.agentLeg, try #require(consult.desk.attempt()?.home)),
                        up(third.leg, call.talkingBridge),
                        up(call.customer.leg, call.talkingBridge),
                    ], bridges: [call.talkingBridge])))
        for effect in next.effects {
            switch effect {
            case .hangUp, .release, .dissolve: Issue.record("\(effect)")
            default: break
            }
        }
        next.clear()
        next.pass(seconds: 30)
        #expect(next.effects.isEmpty)
    }

    @Test func `W3 nobody is looked for after Asterisk's own restart`() throws {
        let consult = try talking()
        consult.desk.see(.linkLost)
        consult.desk.see(.surveyed(Survey(nodeRun: "run 2", legs: [], bridges: [])))
        #expect(try consult.call.end == .nodeRestarted)
        #expect(try consult.call.third == nil)
        consult.desk.clear()
        consult.desk.pass(seconds: 10)
        #expect(consult.desk.effects.isEmpty)
    }
}

extension Call {
    /// The customer as they are moved about: answered by then.
    fileprivate var kept: CustomerLeg {
        CustomerLeg(leg: customer.leg, kind: customer.kind, isAnswered: true)
    }
}

extension ThirdParty {
    fileprivate var asCustomer: CustomerLeg {
        CustomerLeg(leg: leg, kind: .dialed(lostContext: nil), isAnswered: true)
    }
}
