import ConnectionMode
import Testing

/// Agents of whom nothing is heard any more (S9), and what is changed while something is pending (S10).
@Suite struct `Forgotten agents` {
    private static let minute = 60

    @Test func `S9 a forgotten agent is logged out, and the leg closed`() throws {
        let desk = Desk()
        try desk.openConnection()
        let leg = try #require(desk.attempt()?.leg)
        desk.pass(seconds: 30 * Self.minute - 1)
        #expect(desk.status() == .available)
        desk.pass(seconds: 1)
        #expect(desk.model.agents[Desk.agent] == nil)
        #expect(desk.effects.contains(.hangUp(leg)))
        let told = desk.notices.compactMap { notice -> StatusView? in
            if case .statusChanged(let view) = notice { view } else { nil }
        }
        #expect(told.last?.status == .loggedOut)
        #expect(told.last?.reason == .forgotten)
        // It was not the phone's doing: nobody is asked to re-open it (M4).
        #expect(!desk.notices.contains { if case .lostNotice = $0 { true } else { false } })
    }

    @Test func `S9 a sign of life begins the time anew, for that agent alone`() throws {
        let desk = Desk()
        try desk.openConnection()
        try desk.logIn(Desk.other)
        desk.pass(seconds: 20 * Self.minute)
        desk.see(.agentHeard(Desk.agent))
        desk.pass(seconds: 29 * Self.minute)
        #expect(desk.status() == .available)
        #expect(desk.status(of: Desk.other) == nil)
        desk.pass(seconds: 1 * Self.minute)
        #expect(desk.status() == nil)
    }

    @Test func `S9 nobody is forgotten in a call, and its end begins the time anew`() throws {
        let desk = Desk()
        try desk.openConnection()
        let call = try #require(try desk.talk())
        desk.pass(seconds: 95 * Self.minute)
        #expect(desk.status() == .busy)
        desk.see(.legGone(call.customer.leg, .hungUp))
        desk.pass(seconds: 29 * Self.minute)
        #expect(desk.status() == .available)
        desk.pass(seconds: 1 * Self.minute)
        #expect(desk.status() == nil)
    }

    @Test func `S9 a phone that is answered is a sign of life`() throws {
        let desk = Desk()
        try desk.logIn()
        desk.pass(seconds: 29 * Self.minute)
        try desk.ask(.openConnection(Desk.agent))
        desk.answerPhone()
        desk.pass(seconds: 20 * Self.minute)
        #expect(desk.status() == .onBreak)
        desk.pass(seconds: 10 * Self.minute)
        #expect(desk.status() == nil)
    }

    @Test func `S9 a log-in after being forgotten has the whole time again`() throws {
        let desk = Desk()
        try desk.logIn()
        desk.pass(seconds: 10 * Self.minute)
        try desk.ask(.logOut(Desk.agent))
        desk.pass(seconds: 5 * Self.minute)
        try desk.logIn()
        // The look that the first session had ordered finds nothing to do.
        desk.pass(seconds: 16 * Self.minute)
        #expect(desk.status() == .onBreak)
        desk.pass(seconds: 14 * Self.minute)
        #expect(desk.status() == nil)
    }

    @Test func `S9 a restart of the service begins the time anew`() throws {
        let desk = Desk()
        try desk.openConnection()
        let session = try #require(desk.model.agents[Desk.agent])
        desk.pass(seconds: 29 * Self.minute)
        var remembered = Remembered()
        remembered.agents = [session]
        remembered.nextName = 1_000
        desk.model = ConnectionModel(
            epoch: "test", directory: desk.model.directory, remembered: remembered, at: desk.now)
        desk.pass(seconds: 29 * Self.minute)
        #expect(desk.status() == .available)
        // Who may be in a call that nobody sees is not forgotten.
        desk.pass(seconds: 1 * Self.minute)
        #expect(desk.status() == .available)
        let attempt = try #require(desk.attempt())
        let leg = Survey.Leg(
            id: attempt.leg, isUp: true, isRinging: false, bridge: attempt.home, hasCompany: false,
            arrival: nil)
        desk.see(.surveyed(Survey(nodeRun: "run 1", legs: [leg], bridges: [])))
        desk.pass(seconds: 29 * Self.minute)
        #expect(desk.status() == .available)
        desk.pass(seconds: 1 * Self.minute)
        #expect(desk.status() == nil)
    }

    @Test func `S9 being forgotten is decided again when it could not be stored`() throws {
        let desk = Desk()
        try desk.logIn()
        desk.now = desk.now.advanced(bySeconds: 30 * Self.minute)
        desk.model.wake(at: desk.now)
        #expect(desk.model.agents[Desk.agent] == nil)
        desk.model.rollBack()
        #expect(desk.model.agents[Desk.agent] != nil)
        let wake = try #require(desk.model.nextWake)
        #expect(wake <= desk.now)
        desk.pass(seconds: 0)
        #expect(desk.status() == nil)
    }

    @Test func `S9 the time is the tenant's`() throws {
        let desk = Desk { $0.forgottenAfterMinutes = 10 }
        try desk.logIn()
        desk.pass(seconds: 10 * Self.minute)
        #expect(desk.status() == nil)
    }

    @Test func `S9 who is not logged in is not heard of`() throws {
        let desk = Desk()
        let stranger = AgentKey(tenant: Desk.acme, agent: AgentID("nobody"))
        desk.see(.agentHeard(stranger))
        desk.see(.agentHeard(Desk.other))
        #expect(desk.model.agents.isEmpty)
        #expect(desk.effects.isEmpty && desk.notices.isEmpty)
    }

    // MARK: S10

    @Test(arguments: [RequestedStatus.onBreak, .workingOffline])
    func `S10 a status asked for while an offer is pending rejects it, uncounted`(
        _ status: RequestedStatus
    ) throws {
        let desk = Desk()
        try desk.openConnection()
        let offer = try #require(desk.offer())
        try desk.ask(.setStatus(Desk.agent, status, reason: nil))
        #expect(desk.model.offers[offer]?.state == .rejected)
        #expect(desk.effects.contains(.release(Desk.caller, .rejected)))
        #expect(desk.model.agents[Desk.agent]?.connection.isOpen == true)
        // It was not missed: with one miss to break, the next offer may be missed as the first.
        #expect(desk.reason() == .agent(nil))
    }

    @Test func `S10 log-out while an offer is pending rejects it and closes the connection`() throws
    {
        let desk = Desk()
        try desk.openConnection()
        let leg = try #require(desk.attempt()?.leg)
        let offer = try #require(desk.offer())
        try desk.ask(.logOut(Desk.agent))
        #expect(desk.model.offers[offer]?.state == .rejected)
        #expect(desk.effects.contains(.release(Desk.caller, .rejected)))
        #expect(desk.effects.contains(.hangUp(leg)))
        #expect(desk.status() == nil)
    }

    @Test func `S10 offline lets the validation call go on, and log-out calls it off`() throws {
        let desk = Desk()
        try desk.logIn()
        let attempt = try #require(try desk.becomeAvailable())
        try desk.ask(.setStatus(Desk.agent, .workingOffline, reason: nil))
        desk.answerPhone()
        try desk.ask(.confirmPIN(Desk.agent, attempt, .right))
        #expect(desk.model.agents[Desk.agent]?.connection.isOpen == true)
        #expect(desk.status() == .workingOffline)
        try desk.ask(.closeConnection(Desk.agent, by: .agent))
        try desk.ask(.openConnection(Desk.agent))
        let leg = try #require(desk.attempt()?.leg)
        desk.clear()
        try desk.ask(.logOut(Desk.agent))
        #expect(desk.effects.contains(.hangUp(leg)))
    }
}

/// Agents whose calls connect by themselves, without a console that shows them (S9).
@Suite struct `Agents without a console` {
    private static let automatic = PhonePolicy(
        connectionMode: .persistent, autoAnswer: true, mayChangeAutoAnswer: true)

    private func open(_ phone: PhonePolicy = automatic) throws -> Desk {
        let desk = Desk(phone: phone)
        try desk.openConnection()
        return desk
    }

    @Test func `S9 with auto answer no customer is offered after a minute without a console`()
        throws
    {
        let desk = try open()
        desk.pass(seconds: 74)
        #expect(desk.availabilities.isEmpty)
        desk.pass(seconds: 1)
        #expect(desk.availabilities == [[Desk.agent: .unavailable]])
        #expect(desk.status() == .available)
        desk.clear()
        #expect(desk.offer() == nil)
        #expect(desk.effects.contains(.release(Desk.caller, .unavailable)))
        desk.see(.legGone(Desk.caller.leg, .unknown))
        desk.clear()
        desk.see(.consoleSeen(Desk.agent))
        #expect(desk.availabilities == [[Desk.agent: .free]])
        #expect(desk.offer() != nil || desk.model.calls.count == 1)
    }

    @Test func `S9 who has a console is offered calls all day`() throws {
        let desk = try open()
        for _ in 0..<40 {
            desk.pass(seconds: 15)
            desk.see(.consoleSeen(Desk.agent))
        }
        #expect(desk.availabilities.isEmpty)
        desk.pass(seconds: 76)
        #expect(desk.availabilities == [[Desk.agent: .unavailable]])
    }

    @Test func `S9 without auto answer nobody needs one`() throws {
        let desk = try open(PhonePolicy(connectionMode: .persistent))
        desk.pass(seconds: 600)
        #expect(desk.availabilities.isEmpty)
        #expect(desk.offer() != nil)
    }

    @Test func `S9 a call that is up goes on, and the agent is looked for at its end`() throws {
        let desk = try open()
        _ = desk.offer()
        let call = try #require(desk.model.calls.values.first)
        desk.see(.legEntered(call.agentLeg, call.talkingBridge))
        desk.see(.legEntered(call.customer.leg, call.talkingBridge))
        desk.pass(seconds: 300)
        #expect(desk.model.calls[call.id]?.state == .connected)
        desk.clear()
        desk.see(.legGone(call.customer.leg, .hungUp))
        // Until what is to be done after it is over (O11).
        #expect(desk.availabilities.isEmpty)
        desk.pass(seconds: 3)
        #expect(desk.availabilities == [[Desk.agent: .unavailable]])
    }

    @Test func `S9 who switches auto answer off is offered calls again, and so is it on demand`()
        throws
    {
        let desk = try open()
        desk.pass(seconds: 80)
        desk.clear()
        try desk.ask(.changeSettings(Desk.agent, SettingsChange(autoAnswer: false)))
        #expect(desk.availabilities == [[Desk.agent: .free]])

        let onDemand = Desk(phone: PhonePolicy(connectionMode: .onDemand, autoAnswer: true))
        try onDemand.logIn()
        try onDemand.becomeAvailable()
        onDemand.pass(seconds: 80)
        #expect(onDemand.availabilities.last == [Desk.agent: .unavailable])
    }

    @Test func `S9 it is so after a restart as well, until a console is seen`() throws {
        let desk = try open()
        desk.pass(seconds: 80)
        let next = desk.restarted()
        next.model.keep()
        next.see(survey([leg(try #require(desk.attempt()?.leg))]))
        #expect(next.availabilities.last?[Desk.agent] == .unavailable)
        next.see(.consoleSeen(Desk.agent))
        #expect(next.availabilities.last == [Desk.agent: .free])
    }

    @Test(arguments: [ConnectionMode.persistent, .onDemand])
    func `S9 so it is at once when an administrator turns auto answer on`(
        _ mode: ConnectionMode
    ) throws {
        let desk = Desk(phone: PhonePolicy(connectionMode: mode))
        try desk.logIn()
        if let attempt = try desk.becomeAvailable() {
            desk.answerPhone()
            try desk.ask(.confirmPIN(Desk.agent, attempt, .right))
        }
        desk.pass(seconds: 200)
        desk.clear()
        var profile = try #require(desk.model.directory.profile(of: Desk.agent))
        profile.phone.autoAnswer = true
        try desk.ask(.administer(.agent(Desk.agent, profile), applyNow: true))
        #expect(desk.availabilities == [[Desk.agent: .unavailable]])
        desk.clear()
        profile.phone.autoAnswer = false
        try desk.ask(.administer(.agent(Desk.agent, profile), applyNow: true))
        #expect(desk.availabilities == [[Desk.agent: .free]])
    }
}
