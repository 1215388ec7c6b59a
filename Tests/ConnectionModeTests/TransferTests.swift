import ConnectionMode
import Testing

/// Customers who are sent on.
@Suite struct Transfers {
    private func desk() -> Desk { Desk(tenant: { $0.destinations.country = Country("DE") }) }

    private func number(_ text: String) -> TransferTarget {
        .destination(CallOrder(to: text).destination)
    }

    private func transfers(_ desk: Desk) -> [Transfer] {
        desk.effects.compactMap { if case .transfer(_, let it) = $0 { it } else { nil } }
    }

    @Test(arguments: [Desk.caller, Desk.half])
    func `O13d the customer goes on to a number, and the agent's leg is parked`(
        _ customer: CustomerLeg
    ) throws {
        let desk = desk()
        try desk.openConnection()
        let call = try #require(try desk.talk(with: customer))
        try desk.ask(.transfer(call.id, to: number("030 123456")))
        #expect(transfers(desk).map(\.destination) == ["+4930123456"])
        #expect(transfers(desk).map(\.agent) == [""])
        let home = try #require(desk.attempt()?.home)
        #expect(desk.effects.contains(.park(call.agentLeg, home: home)))
        let ended = try #require(desk.model.calls[call.id])
        #expect(ended.end == .transferred)
        #expect(desk.notices.contains(.callEnded(ended)))
        #expect(desk.status() == .available)
        // Told again until the customer is seen to be gone, and never hung up.
        desk.clear()
        desk.pass(seconds: 5)
        #expect(transfers(desk).count == 1)
        desk.see(.legGone(customer.leg, .unknown))
        desk.clear()
        desk.pass(seconds: 5)
        #expect(desk.effects.isEmpty)
        #expect(throws: Refusal.callIsOver) {
            try desk.ask(.transfer(call.id, to: number("030 123456")))
        }
    }

    @Test func `O13d a customer on hold goes on to another agent`() throws {
        let desk = desk()
        try desk.openConnection()
        let call = try #require(try desk.talk())
        try desk.ask(.hold(call.id))
        let waiting = try #require(desk.model.calls[call.id]?.waitingBridge)
        desk.see(.legEntered(call.customer.leg, waiting))
        desk.clear()
        try desk.ask(.transfer(call.id, to: .agent(Desk.other.agent)))
        #expect(transfers(desk).map(\.agent) == ["1002"])
        #expect(desk.effects.contains(.dissolve(waiting)))
        // They come back to us for the other agent, by the same channel.
        desk.see(.legGone(call.customer.leg, .unknown))
        try desk.openConnection(Desk.other)
        #expect(desk.offer(to: Desk.other) != nil)
    }

    @Test func `O13d V9 nobody is sent where they may not be called, and no call ends for it`()
        throws
    {
        let desk = desk()
        try desk.openConnection()
        let call = try #require(try desk.talk())
        let refused: [(TransferTarget, Refusal)] = [
            (number("0900 1234567"), .calleeNotAllowed(.premium)),
            (number("+1 212 5550100"), .calleeNotAllowed(.international)),
            (number("sip:x@example.com"), .calleeNotAllowed(.notAllowedDomain)),
            (.agent(AgentID("nobody")), .agentUnknown), (.agent(Desk.agent.agent), .ownPhone),
        ]
        for (target, refusal) in refused {
            #expect(throws: refusal) { try desk.ask(.transfer(call.id, to: target)) }
        }
        #expect(desk.model.calls[call.id]?.state == .connected)
        desk.see(.linkLost)
        #expect(throws: Refusal.phoneSystemAway) {
            try desk.ask(.transfer(call.id, to: number("030 123456")))
        }
        #expect(throws: Refusal.callUnknown) {
            try desk.ask(.transfer(CallID("none"), to: number("030 123456")))
        }
    }

    @Test(arguments: [nil, "lost"])
    func `O13d whom the agent called is sent on where the dialplan has a place for them`(
        _ context: String?
    ) throws {
        let desk = Desk(tenant: {
            $0.destinations.country = Country("DE")
            $0.callingOut.agentLostContext = context
        })
        try desk.openConnection()
        guard
            case .calling(let id) = try desk.ask(
                .placeCall(Desk.agent, CallOrder(to: "030 123456")))
        else { return }
        #expect(throws: Refusal.callNotConnected) {
            try desk.ask(.transfer(id, to: .agent(Desk.other.agent)))
        }
        let call = try #require(desk.model.calls[id])
        for leg in [call.agentLeg, call.customer.leg] {
            desk.see(.legEntered(leg, call.talkingBridge))
        }
        desk.see(.legUp(call.customer.leg))
        desk.clear()
        guard context != nil else {
            #expect(throws: Refusal.transferNotPossible) {
                try desk.ask(.transfer(id, to: .agent(Desk.other.agent)))
            }
            return
        }
        try desk.ask(.transfer(id, to: .agent(Desk.other.agent)))
        #expect(transfers(desk).count == 1)
    }

    @Test func `W1 a transfer that a kill came between is done after the restart`() throws {
        let desk = desk()
        try desk.openConnection()
        let call = try #require(try desk.talk())
        try desk.ask(.transfer(call.id, to: number("030 123456")))
        let next = Desk(surveyed: false)
        var remembered = desk.remembered
        remembered.departures = Array(desk.model.departures.values)
        next.model = ConnectionModel(
            epoch: "test", directory: desk.model.directory, remembered: remembered, at: desk.now)
        next.now = desk.now
        func up(_ leg: LegID, _ bridge: BridgeID) -> Survey.Leg {
            Survey.Leg(
                id: leg, isUp: true, isRinging: false, bridge: bridge, hasCompany: true,
                arrival: nil)
        }
        let talk = call.talkingBridge
        next.see(
            .surveyed(
                Survey(
                    nodeRun: "run 1",
                    legs: [up(call.customer.leg, talk), up(call.agentLeg, talk)], bridges: [talk])))
        #expect(transfers(next).count == 1)
    }
}
