extension ConformanceKit {
    static let settings: [Scenario] = [
        Scenario("workplaceChanged", "P6, P7 another workplace drops the connection for a new PIN")
        {
            $0.opens()
            let old = $0.leg()
            $0.ask(.changeSettings(agent, SettingsChange(workplace: homeOffice)))
            $0.see(.legGone(old, .hungUp))
            $0.answers()
            $0.types(.right)
        },
        Scenario("workplaceReverted", "P7 after a cancellation the old workplace holds again") {
            $0.opens()
            $0.ask(.changeSettings(agent, SettingsChange(workplace: homeOffice)))
            let leg = $0.leg()
            $0.see(.legRinging(leg))
            $0.ask(.closeConnection(agent, by: .agent))
            $0.see(.legGone(leg, .hungUp))
            $0.ask(.openConnection(agent))
        },
        Scenario(
            "workplaceEntered", "P9 who may enter a workplace proves it while working offline",
            given: { $0.phone.mayEnterWorkplace = true }
        ) {
            let place = Workplace(kind: .phoneNumber, address: "030 123498")
            $0.logsIn()
            $0.ask(.validateWorkplace(agent, place))
            $0.sets(.workingOffline)
            $0.ask(.validateWorkplace(agent, place))
            let leg = $0.leg()
            $0.answers()
            $0.sets(.available)
            $0.types(.right)
            $0.see(.legGone(leg, .hungUp))
            $0.sets(.available)
        },
        Scenario(
            "modeChanged", "P4, P5 a change of mode is confirmed, and closes the connection",
            given: { $0.phone.mayChangeConnectionMode = true }
        ) {
            $0.opens()
            let leg = $0.leg()
            $0.ask(.changeSettings(agent, SettingsChange(connectionMode: .onDemand)))
            $0.ask(
                .changeSettings(
                    agent, SettingsChange(connectionMode: .onDemand, isConfirmed: true)))
            $0.see(.legGone(leg, .hungUp))
            var back = SettingsChange(isConfirmed: true)
            back.resets = [.connectionMode]
            $0.ask(.changeSettings(agent, back))
            $0.sets(.workingOffline)
            $0.ask(.changeSettings(agent, back))
            $0.sets(.available)
        },
        Scenario("settingsRefused", "P3 what the policy does not let agents change") {
            $0.logsIn()
            $0.ask(.changeSettings(agent, SettingsChange(autoAnswer: true)))
            $0.ask(
                .changeSettings(
                    agent,
                    SettingsChange(workplace: Workplace(kind: .phoneNumber, address: "030 123498"))
                ))
        },
        Scenario("administered", "P8 what an administrator changes waits, or is applied now") {
            $0.opens()
            let leg = $0.leg()
            var ada = AgentProfile(
                name: "Ada", phone: PhonePolicy(autoAnswer: true),
                workplace: Workplace(kind: .endpoint, address: "1001"))
            $0.ask(.administer(.agent(agent, ada)))
            $0.ask(.administer(.agent(agent, ada), applyNow: true))
            $0.ask(.administer(.group(agent.tenant, GroupID("sales"), Group(name: "Sales"))))
            ada.group = GroupID("sales")
            $0.ask(.administer(.agent(agent, ada)))
            $0.ask(.administer(.group(agent.tenant, GroupID("sales"), nil)))
            let carl = AgentKey(tenant: agent.tenant, agent: AgentID("1003"))
            let place = Workplace(kind: .endpoint, address: "1003")
            $0.ask(.administer(.agent(carl, AgentProfile(name: "Carl", workplace: place))))
            $0.ask(.administer(.agent(agent, nil)))
            $0.see(.legGone(leg, .hungUp))
        },
    ]
}
