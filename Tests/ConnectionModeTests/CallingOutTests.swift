import ConnectionMode
import Testing

/// Calls that agents place, over the open connection (O7) and on demand (O8).
@Suite struct `Agents who call` {
    private static let number = "030 123456"
    private static let reached = Workplace(kind: .phoneNumber, address: "+4930123456")

    private static func calling(_ tenant: inout Tenant) {
        tenant.destinations.country = Country("DE")
        tenant.callingOut.callerIDs = ["Acme <+4930555>", "+4930777"]
        tenant.callingOut.ringSeconds = 40
        tenant.callingOut.agentLostContext = "lost"
    }

    /// An agent with an open connection.
    private func connected(
        policy: (inout Policy) -> Void = { _ in },
        tenant: (inout Tenant) -> Void = Self.calling
    ) throws -> Desk {
        let desk = Desk(policy: policy, tenant: tenant)
        try desk.openConnection()
        return desk
    }

    /// An agent on demand who is logged in.
    private func onDemand(autoAnswer: Bool = false) throws -> Desk {
        let desk = Desk(
            phone: PhonePolicy(connectionMode: .onDemand, autoAnswer: autoAnswer),
            tenant: Self.calling)
        try desk.logIn()
        desk.clear()
        return desk
    }

    private func place(_ desk: Desk, _ order: CallOrder = CallOrder(to: number)) throws -> Call {
        guard case .calling(let id) = try desk.ask(.placeCall(Desk.agent, order)) else {
            throw Refusal.callUnknown
        }
        return try #require(desk.model.calls[id])
    }

    private func now(_ call: Call, _ desk: Desk) throws -> Call {
        try #require(desk.model.calls[call.id])
    }

    /// Both are in the bridge, and the customer's phone rings.
    private func rings(_ desk: Desk) throws -> Call {
        let call = try place(desk)
        desk.see(.legMade(call.customer.leg))
        desk.see(.legEntered(call.agentLeg, call.talkingBridge))
        desk.see(.legEntered(call.customer.leg, call.talkingBridge))
        desk.see(.legRinging(call.customer.leg))
        desk.clear()
        return try now(call, desk)
    }

    private func talks(_ desk: Desk) throws -> Call {
        let call = try rings(desk)
        desk.see(.legUp(call.customer.leg))
        desk.clear()
        return try now(call, desk)
    }

    private func home(_ desk: Desk) throws -> BridgeID { try #require(desk.attempt()?.home) }

    // MARK: The way to a talk

    @Test func `O7 the customer is called over the open leg, on break as well`() throws {
        let desk = try connected()
        try desk.ask(.setStatus(Desk.agent, .onBreak, reason: nil))
        desk.clear()
        let call = try place(desk)
        #expect(call.state == .dialing)
        #expect(call.agentLeg == desk.attempt()?.leg)
        #expect(call.details.dialedNumber == "+4930123456")
        #expect(call.details.caller == Caller(number: "+4930555", name: "Acme"))
        guard case .dialOut(let out)? = desk.effects.first, desk.effects.count == 1 else {
            Issue.record("the customer is not called: \(desk.effects)")
            return
        }
        #expect(out.leg == call.customer.leg && out.agentLeg == call.agentLeg)
        #expect(out.bridge == call.talkingBridge && out.party == call.dialed)
        #expect(call.dialed?.destination == Self.reached)
        #expect(call.dialed?.callerID == "Acme <+4930555>")
        #expect(call.dialed?.ringSeconds == 40)
        #expect(desk.status() == .busy)
        #expect(desk.availabilities.last == [Desk.agent: .busy])
        #expect(desk.notices.prefix(2) == [.callCreated(call), .callDialing(call)])
    }

    @Test
    func `C6 O7 connected is said when the customer has answered, in whatever order it is seen`()
        throws
    {
        for isAnswerFirst in [false, true] {
            let desk = try connected()
            let call = try place(desk)
            if isAnswerFirst { desk.see(.legUp(call.customer.leg)) }
            desk.see(.legEntered(call.customer.leg, call.talkingBridge))
            #expect(try now(call, desk).state != .connected)
            desk.see(.legEntered(call.agentLeg, call.talkingBridge))
            if !isAnswerFirst {
                #expect(try now(call, desk).state == .dialing)
                desk.see(.legUp(call.customer.leg))
            }
            #expect(try now(call, desk).state == .connected)
            #expect(desk.notices.last == .callConnected(try now(call, desk)))
        }
    }

    @Test func `O7 O9 when the customer hangs up the leg goes back to silence`() throws {
        let desk = try connected()
        let call = try talks(desk)
        desk.see(.legGone(call.customer.leg, .hungUp))
        #expect(try now(call, desk).end == .customerHungUp)
        #expect(
            desk.effects == [
                .park(call.agentLeg, home: try home(desk)), .dissolve(call.talkingBridge),
            ])
        #expect(desk.status() == .available)
    }

    // MARK: Not reached

    @Test(arguments: [
        (LegEnd.busy, CallEnd.busy), (.noAnswer, .noAnswer), (.declined, .declined),
        (.unreachable, .unreachable), (.networkRejected, .networkRejected), (.unknown, .failed),
        (.nodeRestarted, .nodeRestarted),
    ])
    func `O7 what became of it is told apart, and no ringing is left in the agent's ear`(
        _ seen: LegEnd, _ told: CallEnd
    ) throws {
        let desk = try connected()
        let call = try rings(desk)
        #expect(call.state == .ringing)
        desk.see(.legGone(call.customer.leg, seen))
        #expect(try now(call, desk).end == told)
        #expect(
            desk.effects == [
                .stopRinging(call.agentLeg), .park(call.agentLeg, home: try home(desk)),
                .dissolve(call.talkingBridge),
            ])
        #expect(desk.status() == .available)
        #expect(desk.model.departures.isEmpty)
    }

    @Test func `O9 the agent gives up while it rings`() throws {
        let desk = try connected()
        let call = try rings(desk)
        try desk.ask(.hangUp(call.id))
        #expect(desk.effects.contains(.release(call.customer, .agentHungUp)))
        #expect(desk.effects.contains(.stopRinging(call.agentLeg)))
        #expect(try now(call, desk).end == .agentHungUp)
    }

    @Test(arguments: [
        (DialFailure.refused(.unreachable), CallEnd.unreachable), (.notSent, .failed),
    ])
    func `W2 a call that could not be placed ends, and whatever came of it is hung up`(
        _ failure: DialFailure, _ end: CallEnd
    ) throws {
        let desk = try connected()
        let call = try place(desk)
        desk.clear()
        desk.see(.dialFailed(call.customer.leg, failure))
        #expect(try now(call, desk).end == end)
        #expect(desk.effects.contains(.hangUp(call.customer.leg)))
        #expect(desk.dials.isEmpty)
    }

    @Test func `W2 a call whose outcome is unknown is looked for, and ends when it is not there`()
        throws
    {
        let desk = try connected()
        let call = try place(desk)
        desk.clear()
        desk.see(.dialFailed(call.customer.leg, .outcomeUnknown))
        #expect(desk.effects == [.find(call.customer.leg)])
        desk.see(.legNotFound(call.customer.leg))
        #expect(try now(call, desk).end == .failed)
        #expect(desk.effects.contains(.hangUp(call.customer.leg)))
    }

    @Test func `every wait ends: a customer of whom nothing is heard is given up`() throws {
        let desk = try connected()
        let call = try rings(desk)
        desk.pass(seconds: 49)
        #expect(try now(call, desk).state == .ringing)
        desk.pass(seconds: 2)
        #expect(try now(call, desk).end == .noAnswer)
        #expect(desk.effects.contains(.hangUp(call.customer.leg)))
    }

    @Test func `a leg that was made for a call that is over is hung up`() throws {
        let desk = try connected()
        let call = try place(desk)
        try desk.ask(.hangUp(call.id))
        desk.see(.legGone(call.customer.leg, .unknown))
        desk.clear()
        desk.see(.legMade(call.customer.leg))
        #expect(desk.effects == [.hangUp(call.customer.leg)])
    }

    @Test func `a leg of ours that is answered and nobody's is hung up, whatever told of it`()
        throws
    {
        let desk = try connected()
        try desk.ask(.logOut(Desk.agent))
        try desk.logIn()
        try desk.becomeAvailable()
        let leg = try #require(desk.attempt()?.leg)
        // Called off before Asterisk had the request for it.
        try desk.ask(.closeConnection(Desk.agent, by: .agent))
        desk.see(.legGone(leg, .unknown))
        desk.clear()
        desk.see(.legUp(leg))
        #expect(desk.effects == [.hangUp(leg)])
    }

    // MARK: The agent is lost

    @Test func `O10 the customer hears music, then goes on in the tenant's context`() throws {
        let desk = try connected()
        let call = try talks(desk)
        desk.see(.legGone(call.agentLeg, .hungUp))
        let kept = try now(call, desk)
        #expect(kept.end == .agentLost)
        #expect(desk.effects.contains(.keepWaiting(kept.customer, in: kept.waitingBridge)))
        desk.clear()
        desk.pass(seconds: 3)
        #expect(
            desk.effects.contains(
                .release(
                    CustomerLeg(
                        leg: call.customer.leg, kind: .dialed(lostContext: "lost"), isAnswered: true
                    ),
                    .agentLost)))
    }

    @Test func `O10 without such a context, and before the customer has answered, the call ends`()
        throws
    {
        let nowhere = try connected(tenant: { $0.destinations.country = Country("DE") })
        let call = try talks(nowhere)
        #expect(call.dialed?.callerID == nil && call.dialed?.ringSeconds == 60)
        nowhere.see(.legGone(call.agentLeg, .hungUp))
        #expect(nowhere.effects.contains(.release(call.customer, .agentHungUp)))

        let desk = try connected()
        let ringing = try rings(desk)
        desk.see(.legGone(ringing.agentLeg, .hungUp))
        #expect(try now(ringing, desk).end == .agentLost)
        #expect(desk.effects.contains(.release(ringing.customer, .agentHungUp)))
    }

    // MARK: On demand

    @Test func `O8 the agent's phone is called first, then the customer`() throws {
        let desk = try onDemand()
        let call = try place(desk)
        #expect(call.state == .callingAgent && call.isOnDemand)
        let dial = try #require(desk.dials.first)
        #expect(desk.dials.count == 1 && dial.leg == call.agentLeg)
        #expect(dial.purpose == .call(autoAnswer: []))
        #expect(dial.callerID == "<+4930123456>")
        #expect(desk.status() == .busy)
        desk.clear()
        desk.see(.legRinging(call.agentLeg))
        #expect(desk.effects.isEmpty)
        desk.see(.legAnswered(call.agentLeg))
        #expect(try now(call, desk).state == .dialing)
        guard case .dialOut(let out)? = desk.effects.first else {
            Issue.record("the customer is not called: \(desk.effects)")
            return
        }
        #expect(out.agentLeg == call.agentLeg && out.leg == call.customer.leg)
        #expect(desk.notices.contains(.callDialing(try now(call, desk))))
        desk.see(.legEntered(call.agentLeg, call.talkingBridge))
        desk.see(.legEntered(call.customer.leg, call.talkingBridge))
        desk.see(.legUp(call.customer.leg))
        #expect(try now(call, desk).state == .connected)
        desk.clear()
        desk.see(.legGone(call.customer.leg, .hungUp))
        #expect(desk.effects.contains(.hangUp(call.agentLeg)))
        #expect(desk.status() == .onBreak)
    }

    @Test func `O4 O8 with auto answer the phone is asked to answer by itself`() throws {
        let desk = try onDemand(autoAnswer: true)
        _ = try place(desk)
        #expect(desk.dials.first?.purpose == .call(autoAnswer: AutoAnswerHeader.allCases))
    }

    @Test(arguments: [LegEnd.busy, .noAnswer, .declined, .unreachable])
    func `O8 when the agent's phone is not answered nobody else is called`(_ end: LegEnd) throws {
        let desk = try onDemand()
        let call = try place(desk)
        desk.clear()
        desk.see(.legGone(call.agentLeg, end))
        #expect(try now(call, desk).end == .agentNotReached)
        #expect(desk.effects == [.dissolve(call.talkingBridge)])
        #expect(desk.model.departures.isEmpty)
    }

    @Test func `O8 the agent calls it off while their own phone rings`() throws {
        let desk = try onDemand()
        let call = try place(desk)
        desk.clear()
        try desk.ask(.hangUp(call.id))
        #expect(desk.effects == [.hangUp(call.agentLeg), .dissolve(call.talkingBridge)])
    }

    // MARK: Refused

    @Test func `V9 O7 whom the policy does not let be called is not called`() throws {
        let desk = try connected()
        for (to, fault) in [
            ("+33 1 23456789", DestinationFault.international), ("0900 1234567", .premium),
            ("no number", .malformed), ("sip:a@b.example", .notAllowedDomain),
            ("sip:a@b.example;x=y", .malformed), ("sip:a\r\nX: y@b.example", .malformed),
            ("sip:a@b.example&PJSIP/1", .malformed), ("SIPS:a@b.example", .notAllowedDomain),
        ] {
            #expect(throws: Refusal.calleeNotAllowed(fault), "\(to)") {
                try desk.ask(.placeCall(Desk.agent, CallOrder(to: to)))
            }
        }
        #expect(desk.effects.isEmpty && desk.model.calls.isEmpty)
    }

    @Test func `V9 an emergency number is called as it is, whatever else is shut`() throws {
        let desk = try connected()
        let call = try place(desk, CallOrder(to: "1-1-2"))
        #expect(call.dialed?.destination == Workplace(kind: .phoneNumber, address: "112"))
        let shut = try connected(tenant: { tenant in
            Self.calling(&tenant)
            tenant.destinations.emergencyCalls = false
        })
        #expect(throws: Refusal.calleeNotAllowed(.emergencyNumber)) {
            try shut.ask(.placeCall(Desk.agent, CallOrder(to: "112")))
        }
    }

    @Test func `who cannot call now is told why, and nothing changes`() throws {
        let desk = Desk(tenant: Self.calling)
        func refusal(_ order: CallOrder = CallOrder(to: Self.number)) -> Refusal? {
            do throws(Refusal) {
                try desk.ask(.placeCall(Desk.agent, order))
                return nil
            } catch {
                return error
            }
        }
        #expect(refusal() == .notLoggedIn)
        try desk.logIn()
        #expect(refusal() == .connectionNotOpen)
        try desk.becomeAvailable()
        #expect(refusal() == .connectionNotOpen)
        desk.answerPhone()
        let attempt = try #require(desk.attempt()?.id)
        try desk.ask(.confirmPIN(Desk.agent, attempt, .right))
        #expect(refusal(CallOrder(to: Self.number, callerID: "+4930999")) == .callerIDNotAllowed)
        let own = Workplace(kind: .endpoint, address: "1001")
        #expect(refusal(CallOrder(to: own)) == .ownPhone)
        let offer = try #require(desk.offer())
        #expect(refusal() == .offerPending)
        try desk.ask(.accept(offer))
        #expect(refusal() == .inCall)
        desk.see(.legGone(Desk.caller.leg, .hungUp))
        desk.see(.linkLost)
        #expect(refusal() == .phoneSystemAway)
        #expect(desk.model.calls.count == 1)
    }

    @Test func `O7 another of the tenant's callers is shown where the agent asks for it`() throws {
        let desk = try connected()
        let order = CallOrder(to: Self.number, callerID: "+4930777", ringSeconds: 15)
        let call = try place(desk, order)
        #expect(call.dialed?.callerID == "+4930777")
        #expect(call.dialed?.ringSeconds == 15)
        #expect(call.details.caller == Caller(number: "+4930777", name: ""))
    }

    // MARK: After the PBX, or the service, was away

    /// The service is killed and started again, and then sees this; the agent's leg is there.
    private func restarted(
        _ desk: Desk, agentIn bridge: BridgeID?, _ more: [Survey.Leg]
    ) throws -> Desk {
        let next = desk.restarted()
        next.model.keep()
        let own = try #require(desk.attempt()?.leg)
        let company = more.contains { $0.bridge == bridge }
        next.see(survey([leg(own, in: bridge, company: company)] + more))
        return next
    }

    @Test func `W1 a call that rings goes on ringing`() throws {
        let desk = try connected()
        let call = try rings(desk)
        let next = try restarted(
            desk, agentIn: call.talkingBridge,
            [
                leg(
                    call.customer.leg, up: false, ringing: true, in: call.talkingBridge,
                    company: true)
            ])
        #expect(try now(call, next).state == .ringing)
        #expect(next.effects.isEmpty)
        next.see(.legUp(call.customer.leg))
        #expect(try now(call, next).state == .connected)
    }

    @Test func `W1 who has answered meanwhile is connected`() throws {
        let desk = try connected()
        let call = try rings(desk)
        let next = try restarted(
            desk, agentIn: call.talkingBridge,
            [leg(call.customer.leg, in: call.talkingBridge, company: true)])
        #expect(try now(call, next).state == .connected)

        // The agent's leg did not come along: they are brought together.
        let apart = try restarted(
            desk, agentIn: try home(desk), [leg(call.customer.leg, in: call.talkingBridge)])
        #expect(
            apart.effects.contains(
                .connect(agent: call.agentLeg, call.customer, in: call.talkingBridge)))
    }

    @Test func `W1 who refused meanwhile is gone, and no ringing is left`() throws {
        let desk = try connected()
        let call = try rings(desk)
        let next = try restarted(desk, agentIn: call.talkingBridge, [])
        #expect(try now(call, next).end == .failed)
        #expect(next.effects.contains(.park(call.agentLeg, home: try home(next))))
        #expect(next.effects.contains(.stopRinging(call.agentLeg)))
        // Should the request have been lost, the next survey makes up for it.
        next.clear()
        next.see(survey([leg(call.agentLeg, in: try home(next))]))
        #expect(next.effects.contains(.stopRinging(call.agentLeg)))
    }

    @Test func `C2 no ringing is left where the next call ended out of sight, too`() throws {
        let desk = try connected()
        let missed = try rings(desk)
        desk.see(.legGone(missed.customer.leg, .busy))
        try desk.ask(.accept(try #require(desk.offer())))
        desk.clear()
        // The request to end the ringing was lost, and the customer of the next call is gone.
        desk.see(survey([leg(missed.agentLeg, in: missed.talkingBridge)]))
        #expect(desk.effects.contains(.stopRinging(missed.agentLeg)))
        #expect(desk.effects.contains(.park(missed.agentLeg, home: try home(desk))))
    }

    @Test func `W2 a kill before the customer was called leaves nobody called twice`() throws {
        let desk = try connected()
        let call = try place(desk)
        // The request may still be on its way.
        let early = try restarted(desk, agentIn: try home(desk), [])
        #expect(early.effects.contains(.find(call.customer.leg)))
        early.see(.legNotFound(call.customer.leg))
        #expect(try now(call, early).end == .failed)

        let made = try restarted(desk, agentIn: try home(desk), [leg(call.customer.leg, up: false)])
        #expect(try now(call, made).end == .failed)
        #expect(made.effects.contains(.hangUp(call.customer.leg)))
        #expect(!made.effects.contains { if case .dialOut = $0 { true } else { false } })
    }

    @Test
    func `W1 O8 on demand a kill while the agent's phone rings, and one after it was answered`()
        throws
    {
        let desk = try onDemand()
        let call = try place(desk)
        let rings = desk.restarted()
        rings.model.keep()
        rings.see(survey([leg(call.agentLeg, up: false, ringing: true)]))
        #expect(try now(call, rings).state == .callingAgent)
        #expect(rings.effects.isEmpty)

        let answered = desk.restarted()
        answered.model.keep()
        answered.see(survey([leg(call.agentLeg)]))
        #expect(try now(call, answered).state == .dialing)
        #expect(answered.effects.count == 1)

        let gone = desk.restarted()
        gone.model.keep()
        gone.see(survey([]))
        #expect(gone.effects == [.find(call.agentLeg)])
        gone.see(.legNotFound(call.agentLeg))
        #expect(try now(call, gone).end == .agentNotReached)
    }

    @Test func `W3 a restart of the PBX ends it`() throws {
        let desk = try connected()
        let call = try rings(desk)
        desk.see(survey(run: "run 2", []))
        #expect(try now(call, desk).state == .ended)
        #expect(desk.status() == .notReachable)
    }
}
