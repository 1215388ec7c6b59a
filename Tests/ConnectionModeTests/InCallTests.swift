import ConnectionMode
import Testing

/// Hold, mute and digits, as agents ask for them in a call.
@Suite struct `During a call` {
    private func talking(_ customer: CustomerLeg = Desk.caller) throws -> (Desk, Call) {
        let desk = Desk()
        try desk.openConnection()
        return (desk, try #require(try desk.talk(with: customer)))
    }

    private func call(_ desk: Desk, _ id: CallID) throws -> Call {
        try #require(desk.model.calls[id])
    }

    private func held(_ customer: CustomerLeg = Desk.caller) throws -> (Desk, Call) {
        let (desk, talk) = try talking(customer)
        try desk.ask(.hold(talk.id))
        desk.see(.legEntered(talk.customer.leg, try call(desk, talk.id).waitingBridge))
        desk.clear()
        return (desk, try call(desk, talk.id))
    }

    // MARK: Hold

    @Test(arguments: [Desk.caller, Desk.half])
    func `O13a the customer hears music in a place of their own, and comes back`(
        _ customer: CustomerLeg
    ) throws {
        let (desk, talk) = try talking(customer)
        try desk.ask(.hold(talk.id))
        var call = try call(desk, talk.id)
        #expect(call.waitingBridge != talk.waitingBridge, "no bridge's name is used twice")
        let answered = CustomerLeg(leg: customer.leg, kind: customer.kind, isAnswered: true)
        #expect(desk.effects == [.keepWaiting(answered, in: call.waitingBridge)])
        #expect(!call.isHeld, "C6 it is said when it is so")
        #expect(desk.notices.isEmpty)
        desk.see(.legEntered(customer.leg, call.waitingBridge))
        call = try self.call(desk, talk.id)
        #expect(call.isHeld)
        #expect(desk.notices == [.callHeld(call)])
        #expect(desk.status() == .busy)

        desk.clear()
        try desk.ask(.resume(talk.id))
        #expect(
            desk.effects == [
                .connect(agent: call.agentLeg, answered, in: call.talkingBridge)
            ])
        #expect(try self.call(desk, talk.id).isHeld, "until the PBX says otherwise")
        desk.see(.legEntered(call.agentLeg, call.talkingBridge))
        #expect(try self.call(desk, talk.id).isHeld)
        desk.see(.legEntered(customer.leg, call.talkingBridge))
        call = try self.call(desk, talk.id)
        #expect(!call.isHeld)
        #expect(desk.notices == [.callResumed(call)])
        #expect(desk.effects.last == .dissolve(call.waitingBridge))
    }

    @Test func `O13a asked for again, each is the same`() throws {
        let (desk, call) = try held()
        try desk.ask(.hold(call.id))
        #expect(desk.effects.isEmpty)
        try desk.ask(.resume(call.id))
        desk.clear()
        try desk.ask(.resume(call.id))
        #expect(desk.effects.isEmpty)
        // On hold again before the two were together: what is not needed any more goes.
        try desk.ask(.hold(call.id))
        let again = try self.call(desk, call.id)
        #expect(again.waitingBridge != call.waitingBridge)
        #expect(desk.effects.contains(.dissolve(call.waitingBridge)))
        desk.see(.legEntered(call.customer.leg, call.talkingBridge))
        #expect(!(try self.call(desk, call.id)).isHeld)
        desk.see(.legEntered(call.customer.leg, again.waitingBridge))
        #expect(try self.call(desk, call.id).isHeld)
        // Told to resume before anybody was seen on hold: there is nothing to tell of.
        let (quick, talk) = try talking()
        try quick.ask(.hold(talk.id))
        try quick.ask(.resume(talk.id))
        quick.see(.legEntered(talk.customer.leg, talk.talkingBridge))
        #expect(quick.notices.isEmpty)
        #expect(try self.call(quick, talk.id).hold == nil)
    }

    @Test func `O13a whatever ends the call ends the hold, and its place`() throws {
        let (gone, left) = try held()
        gone.see(.legGone(left.customer.leg, .hungUp))
        #expect(gone.effects.contains(.dissolve(left.waitingBridge)))
        #expect(gone.status() == .available)
        let (ended, call) = try held()
        try ended.ask(.hangUp(call.id))
        #expect(ended.effects.contains(.release(call.customer, .agentHungUp)))
        #expect(ended.effects.contains(.dissolve(call.waitingBridge)))
        #expect(!(try self.call(ended, call.id)).isHeld)
    }

    @Test func `O13a O10 an agent who is lost leaves a customer who hears music`() throws {
        let (desk, call) = try held()
        desk.see(.legGone(call.agentLeg, .unknown))
        let kept = try self.call(desk, call.id)
        #expect(kept.end == .agentLost)
        #expect(desk.effects.contains(.dissolve(call.waitingBridge)))
        #expect(
            desk.effects.contains {
                if case .keepWaiting(_, kept.waitingBridge) = $0 { true } else { false }
            })
        desk.pass(seconds: 2)
        #expect(
            desk.effects.contains {
                if case .release(_, .agentLost) = $0 { true } else { false }
            })
    }

    @Test func `O13a what fails leaves the customer with music`() throws {
        let (desk, call) = try held()
        desk.see(.waitFailed(call.customer.leg))
        #expect(desk.effects.count == 1)
        try desk.ask(.resume(call.id))
        desk.clear()
        desk.see(.connectFailed(call.talkingBridge))
        #expect(
            desk.effects.contains {
                if case .keepWaiting(_, call.waitingBridge) = $0 { true } else { false }
            })
        desk.see(.legEntered(call.customer.leg, call.waitingBridge))
        #expect(try self.call(desk, call.id).isHeld)
        // The way back comes long after: what is shown is made so again.
        desk.clear()
        desk.see(.legEntered(call.customer.leg, call.talkingBridge))
        #expect(try self.call(desk, call.id).isHeld)
        #expect(
            desk.effects.contains {
                if case .keepWaiting(_, call.waitingBridge) = $0 { true } else { false }
            })
    }

    /// What a survey has of a call, by where its two legs are.
    private func surveyed(
        _ desk: Desk, _ call: Call, customerIn bridge: BridgeID?, agentIn home: BridgeID? = nil
    ) -> Desk {
        let next = desk.restarted()
        let place = home ?? call.talkingBridge
        let isTogether = bridge == place
        next.see(
            survey(
                [
                    leg(call.agentLeg, in: place, company: isTogether),
                    leg(call.customer.leg, in: bridge, company: isTogether),
                ], bridges: [place, bridge].compactMap(\.self)))
        return next
    }

    @Test func `O13a W1 a restart goes on with it, however far it was`() throws {
        let (desk, call) = try held()
        var next = surveyed(desk, call, customerIn: call.waitingBridge)
        #expect(try self.call(next, call.id).isHeld)
        #expect(!next.effects.contains { if case .connect = $0 { true } else { false } })
        #expect(!next.effects.contains(.dissolve(call.waitingBridge)))
        // The two are together by a click that was not stored.
        next = surveyed(desk, call, customerIn: call.talkingBridge)
        #expect(!(try self.call(next, call.id)).isHeld)
        #expect(next.notices.contains { if case .callResumed = $0 { true } else { false } })
        // Neither here nor there.
        next = surveyed(desk, call, customerIn: nil)
        #expect(
            next.effects.contains {
                if case .keepWaiting(let customer, _) = $0 {
                    customer.leg == call.customer.leg
                } else {
                    false
                }
            })

        // Asked for, and the service was killed before the request left.
        let (asking, talk) = try talking()
        try asking.ask(.hold(talk.id))
        next = surveyed(asking, talk, customerIn: talk.talkingBridge)
        let place = try self.call(next, talk.id).waitingBridge
        #expect(
            next.effects.contains { if case .keepWaiting(_, place) = $0 { true } else { false } })
        next.see(.legEntered(talk.customer.leg, place))
        #expect(try self.call(next, talk.id).isHeld)

        // And the same of the way back.
        try desk.ask(.resume(call.id))
        next = surveyed(desk, call, customerIn: call.waitingBridge)
        #expect(
            next.effects.contains {
                if case .connect(call.agentLeg, _, call.talkingBridge) = $0 { true } else { false }
            })
        next.see(.legEntered(call.customer.leg, call.talkingBridge))
        #expect(!(try self.call(next, call.id)).isHeld)
    }

    // MARK: Mute

    @Test func `O13b an agent is told to be muted when Asterisk said so`() throws {
        let (desk, talk) = try talking()
        try desk.ask(.mute(talk.id, true))
        #expect(desk.effects == [.mute(talk.agentLeg, true)])
        #expect(!(try call(desk, talk.id)).isMuted)
        #expect(desk.notices.isEmpty)
        desk.see(.legMuted(talk.agentLeg, true))
        #expect(try call(desk, talk.id).isMuted)
        #expect(desk.notices == [.callMuted(try call(desk, talk.id))])
        desk.clear()
        try desk.ask(.mute(talk.id, true))
        #expect(desk.effects.isEmpty)
        try desk.ask(.mute(talk.id, false))
        #expect(desk.effects == [.mute(talk.agentLeg, false)])
        desk.see(.legMuted(talk.agentLeg, false))
        #expect(desk.notices == [.callUnmuted(try call(desk, talk.id))])
    }

    @Test func `O13b the next customer hears the agent, whatever came in between`() throws {
        let (desk, talk) = try talking()
        try desk.ask(.mute(talk.id, true))
        desk.clear()
        desk.see(.legGone(talk.customer.leg, .hungUp))
        #expect(desk.effects.contains(.mute(talk.agentLeg, false)))
        // The answer to the first request came late, or never.
        desk.see(.legMuted(talk.agentLeg, true))
        #expect(!desk.notices.contains { if case .callMuted = $0 { true } else { false } })
        // Killed before the second one left: nobody sees whether a leg is muted.
        let home = try #require(desk.attempt()?.home)
        let next = desk.restarted()
        next.see(survey([leg(talk.agentLeg, in: home)], bridges: [home]))
        #expect(next.effects.contains(.mute(talk.agentLeg, false)))
        // Also when the service was away for so long that the call is forgotten.
        let later = desk.restarted()
        later.now = desk.now.advanced(bySeconds: 7_200)
        later.pass(seconds: 0)
        #expect(later.model.calls.isEmpty)
        later.see(survey([leg(talk.agentLeg, in: home)], bridges: [home]))
        #expect(later.effects.contains(.mute(talk.agentLeg, false)))
        // Once it was said, that is over.
        later.see(.legMuted(talk.agentLeg, false))
        later.clear()
        later.see(.linkLost)
        later.see(survey([leg(talk.agentLeg, in: home)], bridges: [home]))
        #expect(!later.effects.contains(.mute(talk.agentLeg, false)))
    }

    @Test func `O13b W1 a restart goes on with it`() throws {
        let (desk, talk) = try talking()
        try desk.ask(.mute(talk.id, true))
        desk.see(.legMuted(talk.agentLeg, true))
        var next = surveyed(desk, talk, customerIn: talk.talkingBridge)
        #expect(next.effects.contains(.mute(talk.agentLeg, true)))
        #expect(try call(next, talk.id).isMuted)
        try desk.ask(.mute(talk.id, false))
        next = surveyed(desk, talk, customerIn: talk.talkingBridge)
        #expect(next.effects.contains(.mute(talk.agentLeg, false)))
        next.see(.legMuted(talk.agentLeg, false))
        #expect(!(try call(next, talk.id)).isMuted)
    }

    // MARK: Digits

    @Test func `O13c digits go to the customer's end, once`() throws {
        let (desk, talk) = try talking()
        let digits = try #require(Digits("12*#A"))
        try desk.ask(.sendDigits(talk.id, digits))
        #expect(desk.effects == [.sendDigits(talk.customer.leg, digits)])
        #expect("\(digits)" == "5 digits", "they may be a secret")
        try desk.ask(.hold(talk.id))
        #expect(throws: Refusal.callIsHeld) { try desk.ask(.sendDigits(talk.id, digits)) }
        for text in ["", "12a", "1 2", "１", "+49", String(repeating: "1", count: 33)] {
            #expect(Digits(text) == nil, "\(text)")
        }
        #expect(Digits(String(repeating: "1", count: 32)) != nil)
    }

    // MARK: When it cannot be

    @Test func `what needs two who are together is refused until they are, and after`() throws {
        let desk = Desk()
        try desk.openConnection()
        let offer = try #require(desk.offer())
        guard case .accepted(let id) = try desk.ask(.accept(offer)) else {
            Issue.record("not accepted")
            return
        }
        let digits = try #require(Digits("1"))
        let commands: [Command] = [
            .hold(id), .resume(id), .mute(id, true), .mute(id, false), .sendDigits(id, digits),
        ]
        func refused(_ refusal: Refusal) {
            for command in commands {
                #expect(throws: refusal) { try desk.ask(command) }
            }
        }
        desk.clear()
        refused(.callNotConnected)
        let call = try call(desk, id)
        desk.see(.legEntered(call.agentLeg, call.talkingBridge))
        desk.see(.legEntered(call.customer.leg, call.talkingBridge))
        desk.see(.linkLost)
        refused(.phoneSystemAway)
        desk.see(
            survey(
                [
                    leg(call.agentLeg, in: call.talkingBridge, company: true),
                    leg(call.customer.leg, in: call.talkingBridge, company: true),
                ], bridges: [call.talkingBridge]))
        try desk.ask(.hangUp(id))
        refused(.callIsOver)
        #expect(throws: Refusal.callUnknown) { try desk.ask(.hold(CallID("none"))) }
    }
}
