extension ConformanceKit {
    static let inCall: [Scenario] = [
        Scenario("hold", "O13a the customer hears music, and comes back") {
            $0.opens()
            let call = $0.talks()
            $0.ask(.hold(call.id))
            $0.see(.legEntered(call.customerLeg, $0.waitingPlace()))
            $0.ask(.hold(call.id))
            $0.ask(.sendDigits(call.id, .plainest))
            $0.see(.waitFailed(call.customerLeg))
            $0.ask(.resume(call.id))
            $0.see(.connectFailed(call.bridge))
            $0.see(.legEntered(call.customerLeg, $0.waitingPlace()))
            $0.ask(.resume(call.id))
            $0.see(.legEntered(call.customerLeg, call.bridge))
            $0.ask(.resume(call.id))
        },
        Scenario("leavesHold", "O13a the customer hangs up on hold") {
            $0.opens()
            let call = $0.talks()
            $0.ask(.hold(call.id))
            $0.see(.legEntered(call.customerLeg, $0.waitingPlace()))
            $0.see(.legGone(call.customerLeg, .hungUp))
        },
        Scenario("lostOnHold", "O13a, O10 the agent's phone is lost while the customer is on hold")
        {
            $0.opens()
            let call = $0.talks()
            $0.ask(.hold(call.id))
            $0.see(.legEntered(call.customerLeg, $0.waitingPlace()))
            $0.see(.legGone(call.agentLeg, .unknown))
            $0.pass(seconds: 2)
        },
        Scenario("heldOutOfSight", "O13a, W1 a hold outlives the link, and what was done meanwhile")
        {
            $0.opens()
            let call = $0.talks()
            $0.ask(.hold(call.id))
            $0.see(.linkLost)
            $0.ask(.resume(call.id))
            let agent = Player.up(call.agentLeg, in: call.bridge)
            let held = Player.up(call.customerLeg, in: $0.waitingPlace())
            $0.surveys([agent, held], bridges: [call.bridge, $0.waitingPlace()])
            $0.see(.linkLost)
            $0.surveys(
                [
                    Player.up(call.agentLeg, in: call.bridge, hasCompany: true),
                    Player.up(call.customerLeg, in: call.bridge, hasCompany: true),
                ], bridges: [call.bridge])
        },
        Scenario("mute", "O13b the agent is muted, told when it is so, and not for the next call") {
            $0.opens()
            let call = $0.talks()
            $0.ask(.mute(call.id, true))
            $0.see(.legMuted(call.agentLeg, true))
            $0.ask(.mute(call.id, true))
            $0.ask(.mute(call.id, false))
            $0.see(.legMuted(call.agentLeg, false))
            $0.ask(.mute(call.id, true))
            $0.see(.legMuted(call.agentLeg, true))
            $0.see(.legGone(call.customerLeg, .hungUp))
            $0.see(.legMuted(call.agentLeg, false))
            $0.see(.linkLost)
            $0.surveys([Player.up(call.agentLeg, in: $0.home())], bridges: [$0.home()])
        },
        Scenario("transferred", "O13d a customer is sent on, and the agent is free") {
            $0.opens()
            let call = $0.talks()
            $0.ask(
                .transfer(
                    call.id, to: .destination(Workplace(kind: .phoneNumber, address: "0900 1"))))
            $0.ask(.transfer(call.id, to: .agent(AgentID("nobody"))))
            $0.ask(
                .transfer(
                    call.id, to: .destination(Workplace(kind: .phoneNumber, address: "030 123456")))
            )
            $0.pass(seconds: 5)
            $0.see(.legGone(call.customerLeg, .unknown))
            $0.ask(.transfer(call.id, to: .agent(colleague.agent)))
        },
        Scenario("digits", "O13c digits are sent to the customer's end") {
            $0.opens()
            $0.arrives()
            $0.ask(.accept($0.offer()))
            $0.ask(.sendDigits($0.call().id, .plainest))
            let call = $0.meet()
            $0.ask(.sendDigits(call.id, .plainest))
            $0.ask(.hangUp(call.id))
            $0.ask(.sendDigits(call.id, .plainest))
        },
    ]
}
