import ConnectionMode
import Testing

@Suite struct `The validation call` {
    @Test func `S1 logging in is on break and rings no phone`() throws {
        let desk = Desk()
        try desk.logIn()
        #expect(desk.status() == .onBreak)
        #expect(desk.effects.isEmpty)
    }

    @Test func `S2 available places the validation call and shows persistent call offered`() throws
    {
        let desk = Desk()
        try desk.logIn()
        try desk.becomeAvailable()
        #expect(desk.status() == .persistentCallOffered)
        #expect(desk.dials.map(\.workplace.address) == ["1001"])
    }

    @Test func `S2 the connection opens and the agent is available`() throws {
        let desk = Desk()
        try desk.openConnection()
        #expect(desk.status() == .available)
    }

    @Test
    func `P2 where the policy does not enable persistent mode the phone is called for each call`()
        throws
    {
        let desk = Desk { $0.persistentEnabled = false }
        try desk.logIn()
        #expect(throws: Refusal.persistentNotEnabled) { try desk.ask(.openConnection(Desk.agent)) }
        #expect(try desk.becomeAvailable() == nil)
        #expect(desk.dials.isEmpty)
        #expect(desk.status() == .available)
    }

    @Test func `V2 the PIN is spoken when the phone is answered, not before`() throws {
        let desk = Desk()
        try desk.logIn()
        try desk.becomeAvailable()
        let leg = try #require(desk.attempt()?.leg)
        desk.see(.legRinging(leg))
        #expect(!desk.effects.contains { $0.isSpeaking })
        desk.see(.legAnswered(leg))
        #expect(desk.effects.count { $0.isSpeaking } == 1)
    }

    @Test func `V3 every validation call has a nonce, a leg and an attempt of its own`() throws {
        let desk = Desk()
        try desk.logIn()
        try desk.becomeAvailable()
        let first = try #require(desk.attempt())
        desk.see(.legGone(first.leg, .noAnswer))
        _ = try desk.model.perform(
            .openConnection(Desk.agent), at: desk.now, chance: Nonce(high: 9, low: 9))
        let second = try #require(desk.attempt())
        #expect(second.id != first.id)
        #expect(second.leg != first.leg)
        #expect(second.pinNonce != first.pinNonce)
    }

    @Test func `V4 the right PIN opens the connection and parks the leg`() throws {
        let desk = Desk()
        try desk.logIn()
        let id = try #require(try desk.becomeAvailable())
        desk.answerPhone()
        let attempt = try #require(desk.attempt())
        try desk.ask(.confirmPIN(Desk.agent, id, .right))
        #expect(desk.effects.contains(.park(attempt.leg, home: attempt.home)))
        #expect(desk.notices.contains(.connectionOpened(id)))
    }

    @Test func `V4 a late PIN never meets a newer call`() throws {
        let desk = Desk()
        try desk.logIn()
        let first = try #require(try desk.becomeAvailable())
        let leg = try #require(desk.attempt()?.leg)
        desk.see(.legGone(leg, .busy))
        try desk.ask(.openConnection(Desk.agent))
        desk.answerPhone()
        #expect(throws: Refusal.attemptIsOver(first)) {
            try desk.ask(.confirmPIN(Desk.agent, first, .right))
        }
    }

    @Test func `V4 a PIN before the answer is refused and costs no try`() throws {
        let desk = Desk()
        try desk.logIn()
        let id = try #require(try desk.becomeAvailable())
        #expect(throws: Refusal.pinNotSpokenYet(id)) {
            try desk.ask(.confirmPIN(Desk.agent, id, .wrong))
        }
    }

    @Test func `V5 three wrong PINs hang up the call`() throws {
        let desk = Desk()
        try desk.logIn()
        let id = try #require(try desk.becomeAvailable())
        desk.answerPhone()
        let leg = try #require(desk.attempt()?.leg)
        for left in [2, 1, 0] {
            let answer = try desk.ask(.confirmPIN(Desk.agent, id, .wrong))
            #expect(answer == .wrongPIN(attemptsLeft: left))
        }
        #expect(desk.effects.contains(.hangUp(leg)))
        #expect(desk.status() == .notReachable)
        #expect(desk.reason() == .connection(.pinFailed))
    }

    @Test func `V6 without the right PIN in 60 s it is hung up, and a wrong one moves nothing`()
        throws
    {
        let desk = Desk()
        try desk.logIn()
        let id = try #require(try desk.becomeAvailable())
        desk.answerPhone()
        let leg = try #require(desk.attempt()?.leg)
        desk.pass(seconds: 59)
        try desk.ask(.confirmPIN(Desk.agent, id, .wrong))
        #expect(!desk.effects.contains(.hangUp(leg)))
        desk.pass(seconds: 1)
        #expect(desk.effects.contains(.hangUp(leg)))
        #expect(desk.reason() == .connection(.pinTimedOut))
    }

    @Test(arguments: [
        (LegEnd.noAnswer, EndReason.noAnswer), (.busy, .busy), (.declined, .declined),
        (.unreachable, .unreachable), (.networkRejected, .networkRejected),
    ])
    func `V7 a missed call leaves the connection closed with its reason`(
        _ end: LegEnd, _ reason: EndReason
    ) throws {
        let desk = Desk()
        try desk.logIn()
        try desk.becomeAvailable()
        let leg = try #require(desk.attempt()?.leg)
        desk.see(.legRinging(leg))
        desk.see(.legGone(leg, end))
        #expect(desk.status() == .notReachable)
        #expect(desk.reason() == .connection(reason))
        #expect(!desk.effects.contains(.hangUp(leg)))
    }

    @Test func `S7 re-opened, the agent goes on in the status asked for`() throws {
        let desk = Desk()
        try desk.openConnection()
        let first = try #require(desk.attempt())
        desk.see(.legGone(first.leg, .hungUp))
        #expect(desk.status() == .notReachable)
        try desk.ask(.openConnection(Desk.agent))
        #expect(desk.status() == .persistentCallOffered)
        let second = try #require(desk.attempt())
        desk.answerPhone()
        try desk.ask(.confirmPIN(Desk.agent, second.id, .right))
        #expect(desk.status() == .available)
    }

    @Test func `M1 who opens a connection is told so, once`() throws {
        let desk = Desk()
        try desk.logIn()
        try desk.becomeAvailable()
        let attempt = try #require(desk.attempt())
        desk.answerPhone()
        #expect(!desk.notices.contains(.openNotice(attempt.id)))
        try desk.ask(.confirmPIN(Desk.agent, attempt.id, .right))
        #expect(desk.notices.filter { $0 == .openNotice(attempt.id) }.count == 1)
    }

    @Test func `V7 re-open places a new call`() throws {
        let desk = Desk()
        try desk.logIn()
        try desk.becomeAvailable()
        let leg = try #require(desk.attempt()?.leg)
        desk.see(.legGone(leg, .busy))
        try desk.ask(.openConnection(Desk.agent))
        #expect(desk.dials.count == 2)
        #expect(desk.status() == .persistentCallOffered)
    }

    @Test func `V10 while verifying no offer is made`() throws {
        let desk = Desk()
        try desk.logIn()
        try desk.becomeAvailable()
        desk.answerPhone()
        #expect(desk.offer() == nil)
        #expect(desk.effects.contains(.release(Desk.caller, .unavailable)))
    }

    @Test func `S10 a break lets the validation call go on and open`() throws {
        let desk = Desk()
        try desk.logIn()
        let id = try #require(try desk.becomeAvailable())
        try desk.ask(.setStatus(Desk.agent, .onBreak, reason: "coffee"))
        desk.answerPhone()
        try desk.ask(.confirmPIN(Desk.agent, id, .right))
        #expect(desk.status() == .onBreak)
        #expect(desk.model.agents[Desk.agent]?.connection.isOpen == true)
    }

    @Test func `S5 logging out calls the validation call off`() throws {
        let desk = Desk()
        try desk.logIn()
        try desk.becomeAvailable()
        let leg = try #require(desk.attempt()?.leg)
        try desk.ask(.logOut(Desk.agent))
        #expect(desk.effects.contains(.hangUp(leg)))
        #expect(desk.model.agents[Desk.agent] == nil)
    }

    @Test func `W2 a leg is told to go until it is gone`() throws {
        let desk = Desk()
        try desk.openConnection()
        let leg = try #require(desk.attempt()?.leg)
        try desk.ask(.logOut(Desk.agent))
        desk.pass(seconds: 5)
        desk.pass(seconds: 5)
        #expect(desk.effects.count { $0 == .hangUp(leg) } == 3)
        desk.see(.legGone(leg, .hungUp))
        desk.pass(seconds: 60)
        #expect(desk.effects.count { $0 == .hangUp(leg) } == 3)
    }

    @Test func `W2 a dial with an unknown outcome is looked for, and fails if it is not there`()
        throws
    {
        let desk = Desk()
        try desk.logIn()
        try desk.becomeAvailable()
        let leg = try #require(desk.attempt()?.leg)
        desk.see(.dialFailed(leg, .outcomeUnknown))
        #expect(desk.effects.contains(.find(leg)))
        #expect(desk.status() == .persistentCallOffered)
        desk.see(.legNotFound(leg))
        #expect(desk.status() == .notReachable)
        #expect(desk.dials.count == 1)
        // Should it come later still, it is ended.
        desk.see(.legGone(leg, .unknown))
        desk.clear()
        desk.see(.legAnswered(leg))
        #expect(desk.effects == [.hangUp(leg)])
    }

    @Test func `S8 the same session goes on and a second log-in is refused`() throws {
        let desk = Desk()
        try desk.openConnection()
        let id = try #require(desk.model.agents[Desk.agent]?.id)
        #expect(try desk.ask(.logIn(Desk.agent, resuming: id)) == .loggedIn(id, isNew: false))
        #expect(throws: Refusal.alreadyLoggedIn) {
            try desk.ask(.logIn(Desk.agent, resuming: nil))
        }
        #expect(desk.model.agents[Desk.agent]?.connection.isOpen == true)
    }

    @Test func `without the PBX no call is placed and nothing changes`() throws {
        let desk = Desk(surveyed: false)
        try desk.logIn()
        #expect(throws: Refusal.phoneSystemAway) { try desk.becomeAvailable() }
        #expect(desk.status() == .onBreak)
        #expect(desk.model.takeDecision().changes.isEmpty)
    }
}

extension Effect {
    var isSpeaking: Bool { if case .speakPIN = self { true } else { false } }
}
