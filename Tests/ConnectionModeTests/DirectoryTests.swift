import ConnectionMode
import Testing

@Suite struct `Administrators change the directory` {
    private static let sales = GroupID("sales")

    private static func profile(
        _ address: String, phone: PhonePolicy = PhonePolicy(connectionMode: .persistent),
        others: [String] = [], group: GroupID? = nil
    ) -> AgentProfile {
        AgentProfile(
            name: address, phone: phone, workplace: Workplace(kind: .endpoint, address: address),
            otherWorkplaces: others.map { Workplace(kind: .endpoint, address: $0) }, group: group)
    }

    private func change(_ desk: Desk, _ change: (inout AgentProfile) -> Void) -> DirectoryChange {
        var profile = desk.model.directory.profile(of: Desk.agent) ?? Self.profile("1001")
        change(&profile)
        return .agent(Desk.agent, profile)
    }

    private func outcome(_ answer: Answer) -> DirectoryOutcome? {
        if case .administered(let outcome) = answer { outcome } else { nil }
    }

    // MARK: Who there is

    @Test func `an agent who is made can log in, and queues are told of them`() throws {
        let desk = Desk()
        let key = AgentKey(tenant: Desk.acme, agent: AgentID("2001"))
        #expect(throws: Refusal.agentUnknown) { try desk.logIn(key) }
        let answer = try desk.ask(.administer(.agent(key, Self.profile("2001"))))
        #expect(outcome(answer)?.isNew == true)
        #expect(desk.availabilities.contains([key: .unavailable]))
        try desk.openConnection(key)
        #expect(desk.status(of: key) == .available)
        let again = try desk.ask(.administer(.agent(key, Self.profile("2001"))))
        #expect(outcome(again)?.isNew == false)
    }

    @Test func `an agent who is removed is logged out, in a call when it has ended`() throws {
        let desk = Desk()
        try desk.openConnection()
        let call = try #require(try desk.talk()).id
        try desk.ask(.administer(.agent(Desk.agent, nil)))
        #expect(desk.model.calls[call]?.state == .connected, "no call is cut")
        #expect(desk.model.agents[Desk.agent] != nil)
        try desk.ask(.hangUp(call))
        #expect(desk.model.agents[Desk.agent] == nil)

        try desk.logIn(Desk.other)
        try desk.ask(.administer(.agent(Desk.other, nil)))
        #expect(desk.model.agents[Desk.other] == nil)
        #expect(throws: Refusal.agentUnknown) { try desk.logIn(Desk.other) }
    }

    @Test func `what is in use, or not there, cannot be taken out`() throws {
        let desk = Desk()
        func refusal(_ change: DirectoryChange) -> Refusal? {
            do {
                try desk.ask(.administer(change))
                return nil
            } catch {
                return error
            }
        }
        let nobody = TenantID("nobody")
        #expect(refusal(.tenant(Desk.acme, nil)) == .tenantNotEmpty)
        #expect(refusal(.tenant(nobody, nil)) == .tenantUnknown)
        #expect(refusal(.group(nobody, Self.sales, Group(name: "Sales"))) == .tenantUnknown)
        #expect(refusal(.group(Desk.acme, Self.sales, nil)) == .groupUnknown)
        let stranger = AgentKey(tenant: nobody, agent: AgentID("1"))
        #expect(refusal(.agent(stranger, Self.profile("1"))) == .tenantUnknown)
        #expect(
            refusal(.agent(Desk.agent, Self.profile("1001", group: Self.sales))) == .groupUnknown)
        #expect(refusal(.group(Desk.acme, Self.sales, Group(name: "Sales"))) == nil)
        #expect(refusal(.agent(Desk.agent, Self.profile("1001", group: Self.sales))) == nil)
        #expect(refusal(.group(Desk.acme, Self.sales, nil)) == .groupNotEmpty)
        #expect(refusal(.tenant(TenantID("ACME"), TenantSettings(name: "A"))) == .idTooAlike)
        let emergency = AgentProfile(
            name: "E", workplace: Workplace(kind: .phoneNumber, address: "112"))
        #expect(refusal(.agent(Desk.agent, emergency)) == .destinationNotAllowed(.emergencyNumber))
        for key in [Desk.agent, Desk.other] { #expect(refusal(.agent(key, nil)) == nil) }
        #expect(refusal(.group(Desk.acme, Self.sales, nil)) == nil)
        #expect(refusal(.tenant(Desk.acme, nil)) == nil)
        #expect(desk.model.directory.tenants.isEmpty)
    }

    @Test func `what cannot be stored has changed nothing`() throws {
        let desk = Desk()
        let before = desk.model.directory
        var settings = try #require(before.tenants[Desk.acme]?.settings)
        settings.name = "Another"
        settings.destinations.country = Country("DE")
        for change: DirectoryChange in [
            .tenant(Desk.acme, settings), .group(Desk.acme, Self.sales, Group(name: "Sales")),
            .agent(Desk.agent, nil), .agent(Desk.other, Self.profile("9")),
            .tenant(TenantID("new"), settings),
        ] {
            _ = try desk.model.perform(
                .administer(change), at: desk.now, chance: Nonce(high: 1, low: 2))
            #expect(desk.model.directory != before)
            #expect(desk.model.takeDecision().changes.contains(.directory(change)))
            desk.model.rollBack()
            #expect(desk.model.directory == before)
        }
    }

    // MARK: When it holds

    @Test func `P8 an administrator's mode waits for the connection's end`() throws {
        let desk = Desk()
        try desk.openConnection()
        let onDemand = change(desk) { $0.phone.connectionMode = .onDemand }
        let answer = try desk.ask(.administer(onDemand))
        #expect(outcome(answer)?.waitingFor == [Desk.agent])
        #expect(outcome(answer)?.appliedTo == [])
        #expect(desk.model.agents[Desk.agent]?.mode == .persistent)
        #expect(desk.status() == .available)
        try desk.ask(.closeConnection(Desk.agent, by: .agent))
        #expect(desk.model.agents[Desk.agent]?.mode == .onDemand)
        #expect(desk.status() == .available, "the phone is called for each call")
    }

    @Test func `P8 with applyNow it is in force at once, but for a call that is up`() throws {
        let desk = Desk()
        try desk.openConnection()
        try desk.openConnection(Desk.other)
        let call = try #require(try desk.talk()).id
        var settings = try #require(desk.model.directory.tenants[Desk.acme]?.settings)
        settings.policy.persistentEnabled = false
        let answer = try desk.ask(.administer(.tenant(Desk.acme, settings), applyNow: true))
        #expect(outcome(answer)?.appliedTo == [Desk.other])
        #expect(outcome(answer)?.waitingFor == [Desk.agent])
        #expect(desk.model.agents[Desk.other]?.mode == .onDemand)
        #expect(desk.model.agents[Desk.other]?.connection.attempt == nil)
        #expect(desk.model.calls[call]?.state == .connected)
        #expect(desk.model.agents[Desk.agent]?.connection.isOpen == true)
    }

    @Test func `P8 auto answer is put into force over the connection that stands`() throws {
        let desk = Desk()
        try desk.openConnection()
        let automatic = change(desk) { $0.phone.autoAnswer = true }
        #expect(outcome(try desk.ask(.administer(automatic)))?.waitingFor == [Desk.agent])
        #expect(desk.model.agents[Desk.agent]?.connectsByItself == false)
        // The same again, to be applied: nothing differs any more but what is in force.
        let applied = try desk.ask(.administer(automatic, applyNow: true))
        #expect(outcome(applied)?.appliedTo == [Desk.agent])
        #expect(desk.model.agents[Desk.agent]?.connectsByItself == true)
        #expect(desk.model.agents[Desk.agent]?.connection.isOpen == true)
        let none = try desk.ask(.administer(automatic, applyNow: true))
        #expect(outcome(none)?.appliedTo == [])
    }

    @Test func `P8 a group's change hits its members, whom it concerns`() throws {
        let desk = Desk()
        try desk.ask(.administer(.group(Desk.acme, Self.sales, Group(name: "Sales"))))
        let member = Self.profile("1001", phone: PhonePolicy(), group: Self.sales)
        try desk.ask(.administer(.agent(Desk.agent, member)))
        try desk.openConnection()
        try desk.openConnection(Desk.other)
        let group = Group(name: "Sales", phone: PhonePolicy(connectionMode: .onDemand))
        let answer = try desk.ask(
            .administer(.group(Desk.acme, Self.sales, group), applyNow: true))
        #expect(outcome(answer)?.appliedTo == [Desk.agent])
        #expect(desk.model.agents[Desk.other]?.connection.isOpen == true)
    }

    @Test func `P4 P8 what an agent chose waits for its own time`() throws {
        let phone = PhonePolicy(
            connectionMode: .onDemand, mayChangeConnectionMode: true, mayChangeAutoAnswer: true)
        let desk = Desk(phone: phone)
        try desk.logIn()
        try desk.ask(.setStatus(Desk.agent, .workingOffline, reason: nil))
        try desk.ask(
            .changeSettings(
                Desk.agent, SettingsChange(connectionMode: .persistent, isConfirmed: true)))
        let named = change(desk) { $0.name = "Alice" }
        let answer = try desk.ask(.administer(named, applyNow: true))
        #expect(outcome(answer)?.appliedTo == [])
        #expect(desk.model.agents[Desk.agent]?.mode == .onDemand)
    }

    @Test func `P3 a permission that is taken away counts at once, and so does one that is given`()
        throws
    {
        let desk = Desk()
        try desk.logIn()
        let wish = Command.changeSettings(Desk.agent, SettingsChange(autoAnswer: true))
        #expect(throws: Refusal.settingNotPermitted) { try desk.ask(wish) }
        try desk.ask(.administer(change(desk) { $0.phone.mayChangeAutoAnswer = true }))
        try desk.ask(wish)
        #expect(desk.model.phoneSettings(of: Desk.agent)?.autoAnswer.value == true)
        try desk.ask(.administer(change(desk) { $0.phone.mayChangeAutoAnswer = false }))
        #expect(desk.model.phoneSettings(of: Desk.agent)?.autoAnswer.value == false)
    }

    // MARK: Workplaces

    @Test func `P9 a workplace that is taken away keeps its connection, unless applied now`()
        throws
    {
        let desk = Desk()
        try desk.openConnection()
        let moved = change(desk) {
            $0.workplace = Workplace(kind: .endpoint, address: "home")
        }
        #expect(outcome(try desk.ask(.administer(moved)))?.waitingFor == [Desk.agent])
        #expect(desk.model.agents[Desk.agent]?.connection.isOpen == true)
        let answer = try desk.ask(.administer(moved, applyNow: true))
        #expect(outcome(answer)?.appliedTo == [Desk.agent])
        guard case .closed(let closed) = desk.model.agents[Desk.agent]?.connection else {
            Issue.record("the connection stands")
            return
        }
        #expect(closed.endReason == .workplaceChanged)
        try desk.ask(.openConnection(Desk.agent))
        #expect(desk.dials.last?.workplace.address == "home")
    }

    @Test func `P7 a pending workplace that is taken away is the agent's no more`() throws {
        let desk = Desk()
        try desk.ask(.administer(.agent(Desk.agent, Self.profile("1001", others: ["home"]))))
        try desk.logIn()
        let home = Workplace(kind: .endpoint, address: "home")
        try desk.ask(.changeSettings(Desk.agent, SettingsChange(workplace: home)))
        #expect(desk.model.agents[Desk.agent]?.pendingWorkplace?.workplace == home)
        try desk.ask(.administer(.agent(Desk.agent, Self.profile("1001"))))
        #expect(desk.model.agents[Desk.agent]?.pendingWorkplace == nil)
        #expect(
            desk.notices.contains(
                .workplaceReverted(Workplace(kind: .endpoint, address: "1001"))))
    }

    @Test func `P9 one phone serves one agent also when its number is read in another country`()
        throws
    {
        let desk = Desk(tenant: { tenant in
            tenant.destinations.international = .all
            for (id, address) in [("1001", "+49 30 123456"), ("1002", "030 123456")] {
                tenant.agents[AgentID(id)]?.workplace = Workplace(
                    kind: .phoneNumber, address: address)
            }
        })
        try desk.openConnection()
        var settings = try #require(desk.model.directory.tenants[Desk.acme]?.settings)
        settings.destinations.country = Country("DE")
        try desk.ask(.administer(.tenant(Desk.acme, settings)))
        try desk.logIn(Desk.other)
        #expect(throws: Refusal.workplaceInUse) { try desk.becomeAvailable(Desk.other) }
    }
}
