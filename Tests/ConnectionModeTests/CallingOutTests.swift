import ConnectionMode
import Testing

/// Calls that agents place, over the open connection (O7) and on demand (O8).
@Suite struct `Agents who call` {
    static let number = "030 123456"
    static let reached = Workplace(kind: .phoneNumber, address: "+4930123456")

    static func calling(_ tenant: inout Tenant) {
        tenant.destinations.country = Country("DE")
        tenant.callingOut.callerIDs = ["Acme <+4930555>", "+4930777"]
        tenant.callingOut.ringSeconds = 40
        tenant.callingOut.agentLostContext = "lost"
    }

    /// An agent with an open connection.
    func connected(
        policy: (inout Policy) -> Void = { _ in },
        tenant: (inout Tenant) -> Void = Self.calling
    ) throws -> Desk {
        let desk = Desk(policy: policy, tenant: tenant)
        try desk.openConnection()
        return desk
    }

    /// An agent on demand who is logged in.
    func onDemand(autoAnswer: Bool = false) throws -> Desk {
        let desk = Desk(
            phone: PhonePolicy(connectionMode: .onDemand, autoAnswer: autoAnswer),
            tenant: Self.calling)
        try desk.logIn()
        desk.clear()
        return desk
    }

    func place(_ desk: Desk, _ order: CallOrder = CallOrder(to: number)) throws -> Call {
        guard case .calling(let id) = try desk.ask(.placeCall(Desk.agent, order)) else {
            throw Refusal.callUnknown
        }
        return try #require(desk.model.calls[id])
    }

    func now(_ call: Call, _ desk: Desk) throws -> Call {
        try #require(desk.model.calls[call.id])
    }

    /// Both are in the bridge, and the customer's phone rings.
    func rings(_ desk: Desk) throws -> Call {
        let call = try place(desk)
        desk.see(.legMade(call.customer.leg))
        desk.see(.legEntered(call.agentLeg, call.talkingBridge))
        desk.see(.legEntered(call.customer.leg, call.talkingBridge))
        desk.see(.legRinging(call.customer.leg))
        desk.clear()
        return try now(call, desk)
    }

    func talks(_ desk: Desk) throws -> Call {
        let call = try rings(desk)
        desk.see(.legUp(call.customer.leg))
        desk.clear()
        return try now(call, desk)
    }

    func home(_ desk: Desk) throws -> BridgeID { try #require(desk.attempt()?.home) }

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
        // Once more when the two are apart: their phone may begin to ring until then.
        let stop = Effect.stopRinging(call.agentLeg)
        let park = Effect.park(call.agentLeg, home: try home(desk))
        #expect(desk.effects.filter { [stop, park].contains($0) } == [stop, park, stop])
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
}
