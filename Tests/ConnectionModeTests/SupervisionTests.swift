import ConnectionMode
import Testing

/// Supervisors who take part in agents' calls.
@Suite struct Supervisions {
    private static let phone = Workplace(kind: .endpoint, address: Desk.other.agent.rawValue)

    /// A call that somebody supervises.
    private struct Supervised {
        let desk: Desk
        let id: CallID
        let supervision: SupervisionID

        var call: Call { get throws { try #require(desk.model.calls[id]) } }
        var now: Supervision { get throws { try #require(try call.supervision) } }
        var news: [SupervisionNews] {
            desk.notices.compactMap { if case .supervision(let it, _, _) = $0 { it } else { nil } }
        }
        var places: [SupervisionPlace] {
            desk.effects.compactMap { if case .supervise(let it) = $0 { it } else { nil } }
        }
        var hungUp: Set<LegID> {
            Set(
                desk.effects.compactMap { effect in
                    switch effect {
                    case .hangUp(let leg), .stopListening(let leg): leg
                    default: nil
                    }
                })
        }

        func wants(_ mode: SupervisionMode) throws {
            try desk.ask(.changeSupervision(id, supervision, mode))
        }

        /// The supervisor, and what they hear by, come to where they were wanted last.
        func come() throws {
            let place = try #require(places.last)
            desk.see(.legEntered(place.leg, place.bridge))
            if let ear = place.ear { desk.see(.legEntered(ear.leg, place.bridge)) }
        }

        func answer() throws {
            desk.see(.legRinging(try now.leg))
            desk.see(.legAnswered(try now.leg))
        }
    }

    private func ask(
        _ mode: SupervisionMode, _ desk: Desk = Desk(), from place: Workplace = phone
    ) throws -> Supervised {
        try desk.openConnection()
        let call = try #require(try desk.talk(with: Desk.caller))
        desk.clear()
        let answer = try desk.ask(
            .supervise(call.id, mode, from: place, by: SupervisorID("supervisor")))
        guard case .supervising(let id) = answer else { throw Unexpected() }
        return Supervised(desk: desk, id: call.id, supervision: id)
    }

    private struct Unexpected: Error {}

    /// Somebody who takes part already.
    private func supervised(_ mode: SupervisionMode) throws -> Supervised {
        let it = try ask(mode)
        try it.answer()
        try it.come()
        #expect(try it.now.inForce == mode)
        it.desk.clear()
        return it
    }

    @Test func `O13g a supervisor's phone is called, and they hear what the agent says and hears`()
        throws
    {
        let it = try ask(.monitor)
        let dial = try #require(
            it.desk.effects.compactMap { if case .dial(let it) = $0 { it } else { nil } }.first)
        #expect(dial.purpose == .supervision)
        #expect(dial.workplace == Self.phone)
        try it.answer()
        let place = try #require(it.places.last)
        let ear = try #require(place.ear)
        #expect(place.leg == dial.leg)
        #expect(ear.agentLeg == (try it.call.agentLeg))
        #expect(!ear.speaks)
        #expect(place.bridge != (try it.call.talkingBridge))
        // It is said only when both are there.
        it.desk.see(.legEntered(place.leg, place.bridge))
        #expect(try it.now.inForce == nil)
        it.desk.see(.legEntered(ear.leg, place.bridge))
        #expect(try it.now.inForce == .monitor)
        #expect(it.news == [.dialing, .ringing, .connecting, .started])
        // Nothing of the call has moved.
        #expect(!it.desk.effects.contains { if case .park = $0 { true } else { false } })
    }

    @Test
    func `O13g whispering and listening each have an ear of their own, and the old one goes first`()
        throws
    {
        let it = try supervised(.monitor)
        let first = try #require(try it.now.ear)
        try it.wants(.whisper)
        let place = try #require(it.places.last)
        #expect(place.ear?.speaks == true)
        #expect(place.ear?.leg != first)
        #expect(it.hungUp == [first])
        try it.come()
        #expect(try it.now.inForce == .monitor)
        it.desk.see(.legGone(first, .hungUp))
        #expect(try it.now.inForce == .whisper)
        #expect(it.news == [.connecting, .changed])
        it.desk.clear()
        // Changed back and forth, nothing is said while an ear that speaks may be left.
        let second = try #require(try it.now.ear)
        try it.wants(.monitor)
        try it.wants(.whisper)
        try it.wants(.monitor)
        let third = try it.now.oldEars
        #expect(third.count == 3 && third.contains(second))
        try it.come()
        for ear in third.dropLast() { it.desk.see(.legGone(ear, .hungUp)) }
        #expect(try it.now.inForce == .whisper)
        it.desk.see(.legGone(try #require(third.last), .hungUp))
        #expect(try it.now.inForce == .monitor)
    }

    @Test func `O13g who talks with both is where they talk, and listens by nothing else`() throws {
        let it = try supervised(.whisper)
        let (ear, listening) = (try #require(try it.now.ear), try #require(try it.now.bridge))
        try it.wants(.barge)
        #expect(it.places.last?.bridge == (try it.call.talkingBridge))
        #expect(it.places.last?.ear == nil)
        try it.come()
        #expect(try it.now.inForce == .whisper)
        it.desk.see(.legGone(ear, .hungUp))
        #expect(try it.now.inForce == .barge)
        #expect(it.desk.effects.contains(.dissolve(listening)))
        // And back: another place, for no name is used twice.
        try it.wants(.monitor)
        #expect(it.places.last?.bridge != listening)
        try it.come()
        #expect(try it.now.inForce == .monitor)
    }

    @Test
    func
        `O13g a supervision ends with the agent's part of the call, and leaves nothing at the agent's leg`()
        throws
    {
        for ends: (Desk, Call) throws -> Void in [
            { desk, call in desk.see(.legGone(call.customer.leg, .hungUp)) },
            { desk, call in try desk.ask(.hangUp(call.id)) },
            { desk, call in desk.see(.legGone(call.agentLeg, .hungUp)) },
            { desk, call in try desk.ask(.transfer(call.id, to: .agent(Desk.other.agent))) },
            { desk, call in try desk.ask(.logOut(Desk.agent, .now)) },
        ] {
            let it = try supervised(.whisper)
            let there = try it.now
            try ends(it.desk, try it.call)
            #expect(try it.call.supervision == nil)
            #expect(it.hungUp.isSuperset(of: there.legs))
            #expect(it.desk.effects.contains(.dissolve(try #require(there.bridge))))
            #expect(it.news == [.ended(.callEnded)])
        }
    }

    @Test func `O13g a supervisor who hangs up, or is not reached, leaves the call as it was`()
        throws
    {
        let it = try supervised(.whisper)
        let there = try it.now
        it.desk.see(.legGone(there.leg, .hungUp))
        #expect(it.news == [.ended(.hungUp)])
        #expect(it.hungUp == Set(there.ears))
        #expect(try it.call.state == .connected)
        for (end, reason): (LegEnd, SupervisionEnd) in [
            (.busy, .busy), (.noAnswer, .noAnswer), (.declined, .declined),
            (.unreachable, .unreachable), (.networkRejected, .networkRejected), (.unknown, .failed),
        ] {
            let it = try ask(.monitor)
            it.desk.see(.legGone(try it.now.leg, end))
            #expect(it.news == [.dialing, .ended(reason)])
            #expect(try it.call.supervision == nil)
        }
        let refused = try ask(.monitor)
        refused.desk.see(.dialFailed(try refused.now.leg, .refused(.unreachable)))
        #expect(refused.news.last == .ended(.unreachable))
        let unanswered = try ask(.monitor)
        unanswered.desk.pass(seconds: 100)
        #expect(unanswered.news.last == .ended(.noAnswer))
    }

    @Test func `O13g, W2 a dial of which nobody knows whether it was taken is looked for`() throws {
        let it = try ask(.monitor)
        let leg = try it.now.leg
        it.desk.see(.dialFailed(leg, .outcomeUnknown))
        #expect(it.desk.effects.contains(.find(leg)))
        it.desk.see(.legNotFound(leg))
        #expect(it.news.last == .ended(.failed))
        it.desk.clear()
        it.desk.see(.legAnswered(leg))
        #expect(it.hungUp.isEmpty, "it is on its way out already")
    }

    @Test
    func `O13g what could not be brought about is tried again, and then the supervisor is hung up`()
        throws
    {
        let it = try ask(.monitor)
        try it.answer()
        for _ in 0..<3 {
            it.desk.clear()
            it.desk.see(.supervisionFailed(try it.now.leg))
            #expect(it.places.count == 1)
        }
        let leg = try it.now.leg
        it.desk.see(.supervisionFailed(leg))
        #expect(it.news.last == .ended(.failed))
        #expect(it.hungUp.contains(leg))
        // One whose ear is lost gets another one.
        let other = try supervised(.monitor)
        let ear = try #require(try other.now.ear)
        other.desk.see(.legGone(ear, .hungUp))
        // Nobody is told that they hear a call which they do not hear.
        #expect(try other.now.inForce == nil)
        #expect(other.news == [.connecting])
        #expect(other.places.isEmpty)
        other.desk.pass(seconds: 1)
        #expect(try #require(other.places.last?.ear?.leg) != ear)
        // And one of whom nothing is heard in time.
        other.desk.clear()
        other.desk.pass(seconds: 11)
        #expect(other.places.count == 1)
    }

    @Test func `O13g, V9 who may not be called, and who would hear themselves, is not`() throws {
        let desk = Desk()
        try desk.openConnection()
        let call = try #require(try desk.talk(with: Desk.caller))
        func refusal(_ place: Workplace) -> Refusal? {
            do throws(Refusal) {
                _ = try desk.ask(
                    .supervise(call.id, .monitor, from: place, by: SupervisorID("supervisor")))
                return nil
            } catch { return error }
        }
        #expect(
            refusal(Workplace(kind: .sipUri, address: "sip:boss@example.com"))
                == .calleeNotAllowed(.notAllowedDomain))
        let own = try #require(desk.model.agents[Desk.agent]?.connection.attempt?.workplace)
        #expect(refusal(own) == .ownPhone)
        // What administrators did not approve may be anything: a trunk, with anybody behind it.
        for address in ["carrier/sip:0900@example.com", "+49301234567@carrier", "2001"] {
            let place = Workplace(kind: .endpoint, address: address)
            #expect(refusal(place) == .workplaceNotApproved)
        }
        #expect(refusal(Workplace(kind: .phoneNumber, address: "0900 1")) != nil)
        #expect(refusal(Self.phone) == nil)
        #expect(refusal(Self.phone) == .supervisionUnderWay)
    }

    @Test func `O13g a colleague's phone on which a connection stands is not called`() throws {
        let desk = Desk()
        try desk.openConnection()
        let call = try #require(try desk.talk(with: Desk.caller))
        try desk.ask(.logIn(Desk.other, resuming: nil))
        try desk.ask(.setStatus(Desk.other, .available, reason: nil))
        #expect(throws: Refusal.workplaceInUse) {
            try desk.ask(
                .supervise(call.id, .monitor, from: Self.phone, by: SupervisorID("supervisor")))
        }
    }

    @Test func `O13g who leaves a consult by another mode does not go on hearing its ringing`()
        throws
    {
        let it = try supervised(.barge)
        let desk = it.desk
        try desk.ask(.consult(it.id, .agent(Desk.other.agent), joins: false))
        desk.see(.legEntered(try it.call.customer.leg, try it.call.waitingBridge))
        desk.see(.legRinging(try #require(try it.call.third).leg))
        desk.clear()
        try it.wants(.monitor)
        try it.come()
        #expect(desk.effects.contains(.stopRinging(try it.now.leg)))
        // Nor when the one who is called gives up.
        let other = try supervised(.whisper)
        try other.desk.ask(.consult(other.id, .agent(Desk.other.agent), joins: false))
        other.desk.see(.legEntered(try other.call.customer.leg, try other.call.waitingBridge))
        other.desk.clear()
        other.desk.see(.legGone(try #require(try other.call.third).leg, .busy))
        #expect(other.desk.effects.contains(.stopRinging(try other.now.leg)))
    }

    @Test
    func
        `O13g, W1 a supervision outlives a restart of the service, and what is not there any more is made anew`()
        throws
    {
        let it = try supervised(.whisper)
        let (call, there) = (try it.call, try it.now)
        func up(_ leg: LegID, _ bridge: BridgeID?) -> Survey.Leg {
            Survey.Leg(
                id: leg, isUp: true, isRinging: false, bridge: bridge, hasCompany: true,
                arrival: nil)
        }
        let talk = [call.agentLeg, call.customer.leg].map { up($0, call.talkingBridge) }
        let bridges = [call.talkingBridge] + (there.bridge.map { [$0] } ?? [])
        let whole = it.desk.restarted()
        whole.see(
            .surveyed(
                Survey(
                    nodeRun: "run 1", legs: talk + there.legs.map { up($0, there.bridge) },
                    bridges: bridges)))
        #expect(whole.model.calls[call.id]?.supervision == there)
        let deaf = it.desk.restarted()
        // Numbers are reserved and stored, as at each start.
        deaf.model.keep()
        deaf.see(
            .surveyed(
                Survey(
                    nodeRun: "run 1", legs: talk + [up(there.leg, there.bridge)], bridges: bridges))
        )
        let anew = try #require(deaf.model.calls[call.id]?.supervision)
        #expect(anew.ear != there.ear && anew.state == .connecting)
        // With a store that fails since the start, nobody is left to believe that they hear a call.
        let nameless = it.desk.restarted()
        nameless.see(
            .surveyed(
                Survey(
                    nodeRun: "run 1", legs: talk + [up(there.leg, there.bridge)], bridges: bridges))
        )
        #expect(nameless.model.calls[call.id]?.supervision == nil)
        let alone = it.desk.restarted()
        alone.see(.surveyed(Survey(nodeRun: "run 1", legs: talk, bridges: bridges)))
        #expect(alone.model.calls[call.id]?.supervision == nil)
        #expect(alone.model.calls[call.id]?.state == .connected)
    }
}
