import ConnectionMode
import Testing

@Suite struct `Phone settings` {
    private static let changeable = PhonePolicy(
        connectionMode: .persistent, mayChangeConnectionMode: true, mayChangeAutoAnswer: true)

    private func change(
        to mode: ConnectionMode? = nil, autoAnswer: Bool? = nil, confirmed: Bool = true
    ) -> Command {
        .changeSettings(
            Desk.agent,
            SettingsChange(connectionMode: mode, autoAnswer: autoAnswer, isConfirmed: confirmed))
    }

    // MARK: Levels

    @Test func `P3 the nearest level wins, and tells that it did`() throws {
        let key = Desk.agent
        var tenant = Tenant(name: "Acme")
        tenant.policy.persistentEnabled = true
        tenant.phone = PhonePolicy(connectionMode: .onDemand, autoAnswer: true)
        tenant.groups = [GroupID("g"): Group(name: "G", phone: PhonePolicy(autoAnswer: false))]
        tenant.agents[key.agent] = AgentProfile(
            name: "A", phone: PhonePolicy(mayChangeAutoAnswer: true),
            workplace: Workplace(kind: .endpoint, address: "1001"), group: GroupID("g"))
        let model = ConnectionModel(
            epoch: "t", directory: Directory(tenants: [key.tenant: tenant]),
            at: Instant(millisecondsSince1970: 0))
        let settings = try #require(model.phoneSettings(of: key))
        #expect(settings.connectionMode.value == .onDemand)
        #expect(settings.connectionMode.source == .tenant)
        #expect(settings.autoAnswer.value == false)
        #expect(settings.autoAnswer.source == .group)
        #expect(settings.persistentEnabled.source == .tenant)
        #expect(settings.mayChangeAutoAnswer.source == .agent)
        #expect(settings.mayChangeConnectionMode.source == .default)
    }

    @Test func `P3 what agents may not change is refused, each by its own permission`() throws {
        let desk = Desk(
            phone: PhonePolicy(connectionMode: .persistent, mayChangeAutoAnswer: true))
        try desk.logIn()
        #expect(throws: Refusal.settingNotPermitted) { try desk.ask(change(to: .onDemand)) }
        try desk.ask(change(autoAnswer: true))
        #expect(desk.model.phoneSettings(of: Desk.agent)?.autoAnswer.source == .own)
    }

    @Test func `P3 a choice counts only where agents may still choose`() throws {
        let desk = Desk(phone: Self.changeable)
        try desk.ask(change(autoAnswer: true))
        var directory = desk.model.directory
        directory.tenants[Desk.acme]?.agents[Desk.agent.agent]?.phone.mayChangeAutoAnswer = false
        let next = desk.restarted(directory: directory)
        #expect(next.model.phoneSettings(of: Desk.agent)?.autoAnswer.value == false)
    }

    @Test func `P3 P4 what was chosen is given up, which is a change like any other`() throws {
        let desk = Desk(phone: Self.changeable)
        try desk.openConnection()
        var reset = SettingsChange(isConfirmed: true)
        reset.resets = [.connectionMode, .autoAnswer]
        try desk.ask(change(autoAnswer: true))
        desk.clear()
        try desk.ask(.changeSettings(Desk.agent, reset))
        #expect(desk.model.phoneSettings(of: Desk.agent)?.autoAnswer.source == .default)
        #expect(desk.model.agents[Desk.agent]?.connectsByItself == false)
        #expect(desk.notices.contains(.settingsSaved(.persistent, autoAnswer: false)))
        // Nothing is left to give up.
        desk.clear()
        try desk.ask(.changeSettings(Desk.agent, reset))
        #expect(desk.notices.isEmpty)
        try desk.ask(change(to: .onDemand))
        #expect(desk.model.agents[Desk.agent]?.connection.attempt == nil)
        #expect(throws: Refusal.mustWorkOffline) {
            try desk.ask(.changeSettings(Desk.agent, reset))
        }
        try desk.ask(.setStatus(Desk.agent, .workingOffline, reason: nil))
        reset.isConfirmed = false
        #expect(throws: Refusal.confirmationRequired([.validationCallWhenAvailable])) {
            try desk.ask(.changeSettings(Desk.agent, reset))
        }
        reset.isConfirmed = true
        try desk.ask(.changeSettings(Desk.agent, reset))
        #expect(desk.model.phoneSettings(of: Desk.agent)?.connectionMode.source == .agent)
    }

    // MARK: Modes

    @Test func `P2 without the policy the mode is refused`() throws {
        let desk = Desk(
            policy: { $0.persistentEnabled = false },
            phone: PhonePolicy(mayChangeConnectionMode: true))
        #expect(desk.model.phoneSettings(of: Desk.agent)?.connectionMode.value == .onDemand)
        try desk.logIn()
        try desk.ask(.setStatus(Desk.agent, .workingOffline, reason: nil))
        #expect(throws: Refusal.persistentNotEnabled) { try desk.ask(change(to: .persistent)) }
    }

    @Test func `P4 M2 a change of mode is confirmed first, with what it leads to`() throws {
        let desk = Desk(phone: Self.changeable)
        try desk.openConnection()
        #expect(
            throws: Refusal.confirmationRequired([.connectionCloses, .phoneRingsForEachCall])
        ) {
            try desk.ask(change(to: .onDemand, confirmed: false))
        }
        #expect(desk.model.agents[Desk.agent]?.connection.isOpen == true)
    }

    @Test func `P4 going to persistent needs Work offline, and waits for Available`() throws {
        var phone = Self.changeable
        phone.connectionMode = .onDemand
        let desk = Desk(phone: phone)
        try desk.logIn()
        try desk.becomeAvailable()
        #expect(throws: Refusal.mustWorkOffline) { try desk.ask(change(to: .persistent)) }
        try desk.ask(.setStatus(Desk.agent, .workingOffline, reason: nil))
        #expect(throws: Refusal.confirmationRequired([.validationCallWhenAvailable])) {
            try desk.ask(change(to: .persistent, confirmed: false))
        }
        try desk.ask(change(to: .persistent))
        #expect(desk.dials.isEmpty)
        #expect(try desk.becomeAvailable() != nil)
        #expect(desk.dials.map(\.purpose) == [.validation])
        #expect(desk.status() == .persistentCallOffered)
    }

    @Test func `P5 going to on demand closes the connection, and M3 tells it`() throws {
        let desk = Desk(phone: Self.changeable)
        try desk.openConnection()
        let leg = try #require(desk.attempt()?.leg)
        try desk.ask(change(to: .onDemand))
        #expect(desk.effects.contains(.hangUp(leg)))
        #expect(desk.notices.contains(.settingsSaved(.onDemand, autoAnswer: false)))
        #expect(desk.status() == .available)
        desk.see(.legGone(leg, .hungUp))
        #expect(desk.status() == .available)
        #expect(desk.offer() != nil)
    }

    @Test func `P4 the mode is not changed during a call`() throws {
        let desk = Desk(phone: Self.changeable)
        try desk.openConnection()
        _ = try #require(try desk.talk())
        #expect(throws: Refusal.inCall) { try desk.ask(change(to: .onDemand)) }
    }

    @Test func `an offer that is pending when the mode changes goes back uncounted`() throws {
        let desk = Desk(phone: Self.changeable)
        try desk.openConnection()
        let offer = try #require(desk.offer())
        try desk.ask(change(to: .onDemand))
        #expect(desk.model.offers[offer]?.state == .rejected)
        #expect(desk.status() == .available)
    }

    @Test func `on demand, there is no connection to open`() throws {
        let desk = Desk(phone: PhonePolicy(connectionMode: .onDemand))
        try desk.logIn()
        #expect(throws: Refusal.modeIsOnDemand) { try desk.ask(.openConnection(Desk.agent)) }
    }

    @Test func `P8 an administrator's change of mode waits for the connection's end`() throws {
        let desk = Desk(phone: PhonePolicy(connectionMode: .persistent))
        try desk.openConnection()
        let attempt = try #require(desk.attempt())
        var directory = desk.model.directory
        directory.tenants[Desk.acme]?.agents[Desk.agent.agent]?.phone.connectionMode = .onDemand
        let next = desk.restarted(directory: directory)
        next.see(survey([leg(attempt.leg, in: attempt.home)], bridges: [attempt.home]))
        #expect(next.model.agents[Desk.agent]?.mode == .persistent)
        #expect(next.offer() != nil)
        next.see(.legGone(attempt.leg, .hungUp))
        #expect(next.model.agents[Desk.agent]?.mode == .onDemand)
        #expect(next.status() == .available)
    }

    // MARK: Auto answer

    @Test func `O2 with auto answer a customer is connected when offered`() throws {
        let desk = Desk(phone: PhonePolicy(connectionMode: .persistent, autoAnswer: true))
        try desk.openConnection()
        #expect(desk.offer() == nil)
        let call = try #require(desk.model.calls.values.first)
        #expect(
            desk.effects.contains(
                .connect(agent: call.agentLeg, call.customer, in: call.talkingBridge)))
        #expect(
            !desk.effects.contains {
                if case .keepWaiting = $0 { true } else { false }
            })
        #expect(desk.status() == .busy)
    }

    @Test func `V1 a validation call is never answered by itself`() throws {
        let desk = Desk(phone: PhonePolicy(connectionMode: .persistent, autoAnswer: true))
        try desk.logIn()
        try desk.becomeAvailable()
        #expect(desk.dials.map(\.purpose) == [.validation])
    }

    @Test func `P8 an administrator's change of auto answer waits for the next connection`() throws
    {
        let desk = Desk(phone: PhonePolicy(connectionMode: .persistent))
        try desk.openConnection()
        let attempt = try #require(desk.attempt())
        var directory = desk.model.directory
        directory.tenants[Desk.acme]?.agents[Desk.agent.agent]?.phone.autoAnswer = true
        let next = desk.restarted(directory: directory)
        next.see(survey([leg(attempt.leg, in: attempt.home)], bridges: [attempt.home]))
        #expect(next.offer() != nil)
    }

    @Test func `P8 the agent's own change of auto answer holds at once`() throws {
        let desk = Desk(phone: Self.changeable)
        try desk.openConnection()
        try desk.ask(change(autoAnswer: true))
        #expect(desk.offer() == nil)
        #expect(desk.status() == .busy)
    }

    @Test func `what is chosen is stored, and the same again changes nothing`() throws {
        let desk = Desk(phone: Self.changeable)
        try desk.ask(change(autoAnswer: true))
        desk.clear()
        try desk.ask(change(autoAnswer: true))
        #expect(desk.notices.isEmpty)
        #expect(desk.restarted().model.phoneSettings(of: Desk.agent)?.autoAnswer.value == true)
    }
}
