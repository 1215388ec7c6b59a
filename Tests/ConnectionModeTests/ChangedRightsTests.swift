import ConnectionMode
import Testing

/// What agents have in force, or under way, when administrators change what they may.
@Suite struct `Rights that change` {
    private static let number = Workplace(kind: .phoneNumber, address: "+4930123456")
    private static let usual = Workplace(kind: .endpoint, address: "1001")
    private static let moved = Workplace(kind: .endpoint, address: "2222")

    private func desk(
        mode: ConnectionMode = .persistent, mayEnter: Bool = true, others: [Workplace] = []
    ) -> Desk {
        Desk(
            phone: PhonePolicy(
                connectionMode: mode, mayChangeConnectionMode: true, mayChangeAutoAnswer: true,
                mayEnterWorkplace: mayEnter),
            tenant: { tenant in
                tenant.destinations.country = Country("DE")
                tenant.agents[Desk.agent.agent]?.otherWorkplaces = others
            })
    }

    private func profile(_ desk: Desk) throws -> AgentProfile {
        try #require(desk.model.directory.profile(of: Desk.agent))
    }

    private func administer(
        _ desk: Desk, applyNow: Bool = false, _ change: (inout AgentProfile) -> Void
    ) throws -> DirectoryOutcome {
        var profile = try profile(desk)
        change(&profile)
        let command = Command.administer(.agent(Desk.agent, profile), applyNow: applyNow)
        guard case .administered(let outcome) = try desk.ask(command) else {
            throw Refusal.agentUnknown
        }
        return outcome
    }

    private func enter(_ place: Workplace, _ desk: Desk) throws {
        try desk.ask(.changeSettings(Desk.agent, SettingsChange(workplace: place)))
    }

    private func place(_ desk: Desk) -> Workplace? {
        desk.model.phoneSettings(of: Desk.agent)?.workplace.value
    }

    @Test(arguments: [false, true])
    func `P9 who entered a workplace and goes on demand is not called there unproven`(
        byAdministrator: Bool
    ) throws {
        let desk = desk()
        try desk.logIn()
        try enter(Self.number, desk)
        if byAdministrator {
            _ = try administer(desk) { $0.phone.connectionMode = .onDemand }
        } else {
            try desk.ask(
                .changeSettings(
                    Desk.agent, SettingsChange(connectionMode: .onDemand, isConfirmed: true)))
        }
        #expect(desk.model.agents[Desk.agent]?.mode == .onDemand)
        #expect(place(desk) == Self.usual)
        #expect(desk.notices.contains(.workplaceReverted(Self.usual)))
    }

    @Test func `P8 a setting that is as it is set already cuts no call, and closes nothing`() throws
    {
        let desk = desk()
        try desk.openConnection()
        _ = try desk.talk()
        _ = try administer(desk) { $0.phone.connectionMode = .onDemand }
        var change = SettingsChange(connectionMode: .onDemand)
        change.autoAnswer = true
        try desk.ask(.changeSettings(Desk.agent, change))
        #expect(desk.status() == .busy)
        #expect(desk.model.agents[Desk.agent]?.connection.isOpen == true)
        #expect(desk.model.agents[Desk.agent]?.connectsByItself == true)
    }

    @Test func `P8 a connection at a workplace that administrators moved ends with applyNow`()
        throws
    {
        let desk = desk()
        try desk.openConnection()
        let waits = try administer(desk) { $0.workplace = Self.moved }
        #expect(waits.waitingFor == [Desk.agent] && waits.appliedTo == [])
        desk.clear()
        let now = try administer(desk, applyNow: true) { $0.workplace = Self.moved }
        #expect(now.appliedTo == [Desk.agent])
        #expect(desk.model.agents[Desk.agent]?.connection.isOpen == false)
        #expect(
            desk.notices.contains {
                if case .lostNotice(_, .workplaceChanged) = $0 { true } else { false }
            })
    }

    @Test func `P9 a choice that is not approved any more counts only where it was proven`() throws
    {
        let desk = desk(mode: .onDemand, others: [Self.number])
        try desk.logIn()
        try enter(Self.number, desk)
        #expect(place(desk) == Self.number)
        _ = try administer(desk) { $0.otherWorkplaces = [] }
        #expect(place(desk) == Self.usual)
    }

    @Test(arguments: [false, true])
    func `P9 a call to a workplace that is not allowed any more is called off`(
        isProof: Bool
    ) throws {
        let desk = desk()
        try desk.logIn()
        if isProof {
            try desk.ask(.setStatus(Desk.agent, .workingOffline, reason: nil))
            try desk.ask(.validateWorkplace(Desk.agent, Self.number))
        } else {
            try enter(Self.number, desk)
            try desk.becomeAvailable()
        }
        desk.answerPhone()
        let attempt = try #require(desk.attempt())
        desk.clear()
        _ = try administer(desk) { $0.phone.mayEnterWorkplace = false }
        #expect(desk.attempt() == nil)
        #expect(desk.effects.contains(.hangUp(attempt.leg)))
        #expect(throws: Refusal.self) {
            try desk.ask(.confirmPIN(Desk.agent, attempt.id, .right))
        }
        #expect(place(desk) == Self.usual)
    }

    @Test func `P9 a proof goes on while administrators change something else`() throws {
        let desk = desk()
        try desk.logIn()
        try desk.ask(.setStatus(Desk.agent, .workingOffline, reason: nil))
        try desk.ask(.validateWorkplace(Desk.agent, Self.number))
        _ = try administer(desk) { $0.name = "Zoë" }
        #expect(desk.attempt() != nil)
    }

    @Test func `P9 who gives their choice up is called where administrators have them called`()
        throws
    {
        let desk = desk(mode: .onDemand, others: [Self.number])
        try desk.logIn()
        try enter(Self.number, desk)
        var change = SettingsChange()
        change.resets = [.workplace]
        try desk.ask(.changeSettings(Desk.agent, change))
        #expect(desk.model.phoneSettings(of: Desk.agent)?.workplace.source == .agent)
        _ = try administer(desk) {
            $0.workplace = Self.moved
            $0.otherWorkplaces = [Self.usual, Self.number]
        }
        #expect(place(desk) == Self.moved)
    }

    @Test func `P6 giving it up moves the connection, with a new PIN`() throws {
        let desk = desk(others: [Self.moved])
        try desk.logIn()
        try enter(Self.moved, desk)
        try desk.becomeAvailable()
        desk.answerPhone()
        try desk.ask(.confirmPIN(Desk.agent, try #require(desk.attempt()).id, .right))
        #expect(place(desk) == Self.moved)
        desk.clear()
        var change = SettingsChange()
        change.resets = [.workplace]
        try desk.ask(.changeSettings(Desk.agent, change))
        #expect(desk.dials.map(\.workplace) == [Self.usual])
        #expect(desk.status() == .persistentCallOffered)
    }

    @Test func `M4 a proof that fails is no connection that was lost`() throws {
        let desk = desk()
        try desk.logIn()
        try desk.ask(.setStatus(Desk.agent, .workingOffline, reason: nil))
        try desk.ask(.validateWorkplace(Desk.agent, Self.number))
        let attempt = try #require(desk.attempt())
        desk.clear()
        desk.see(.legGone(attempt.leg, .busy))
        #expect(desk.notices.contains(.connectionClosed(attempt.id, .busy)))
        #expect(!desk.notices.contains { if case .lostNotice = $0 { true } else { false } })
    }

    @Test func `S8 who is removed in a call leaves with it, also if their id is given anew`() throws
    {
        let desk = desk()
        try desk.openConnection()
        let call = try #require(try desk.talk())
        let profile = try profile(desk)
        try desk.ask(.administer(.agent(Desk.agent, nil)))
        try desk.ask(.administer(.agent(Desk.agent, profile)))
        #expect(desk.model.calls[call.id]?.state == .connected)
        desk.see(.legGone(call.customer.leg, .hungUp))
        #expect(desk.model.agents[Desk.agent] == nil)
    }

    @Test func `C2 a leg that is found elsewhere is told to ring no more before it goes home`()
        throws
    {
        let desk = desk()
        try desk.openConnection()
        let attempt = try #require(desk.attempt())
        desk.see(.linkLost)
        desk.clear()
        desk.see(survey([leg(attempt.leg, in: BridgeID("oh-test-t99"))]))
        let stop = try #require(desk.effects.firstIndex(of: .stopRinging(attempt.leg)))
        let park = try #require(
            desk.effects.firstIndex(of: .park(attempt.leg, home: attempt.home)))
        #expect(stop < park)
    }
}
