extension ConformanceKit {
    static let callsThatEnd: [Scenario] = [
        Scenario("agentHangsUp", "O9 the agent clicks Hang up: the customer's leg ends") {
            $0.opens()
            let call = $0.talks()
            $0.ask(.hangUp(call.id))
            $0.ask(.hangUp(call.id))
            $0.see(.legGone(call.customerLeg, .hungUp))
            $0.see(.legEntered(call.agentLeg, $0.home()))
        },
        Scenario("agentLost", "O10 the customer hears music, then goes back to the dialplan") {
            $0.opens()
            let call = $0.talks()
            $0.see(.legGone(call.agentLeg, .unknown))
            $0.see(.waitFailed(call.customerLeg))
            $0.pass(seconds: 2)
            $0.see(.legGone(call.customerLeg, .hungUp))
        },
        Scenario(
            "agentLostPrompt", "O10 the customer hears the operator's prompt before the music",
            given: { $0.policy.agentLostPrompt = "sound:custom/one-moment" }
        ) {
            $0.opens()
            let call = $0.talks()
            $0.see(.legGone(call.agentLeg, .unknown))
            $0.see(.promptOver(call.customerLeg))
            $0.pass(seconds: 2)
            $0.see(.legGone(call.customerLeg, .hungUp))
        },
        Scenario(
            "agentLostEnds", "O10 the phone hangs up, and the policy ends the customer's call",
            given: { $0.policy.customerAfterHangUp = .end }
        ) {
            $0.opens()
            let call = $0.talks()
            $0.see(.legGone(call.agentLeg, .hungUp))
            $0.see(.legGone(call.customerLeg, .hungUp))
        },
        Scenario("customerLeavesTheMusic", "O10 a customer who lost the agent hangs up") {
            $0.opens()
            let call = $0.talks()
            $0.see(.legGone(call.agentLeg, .hungUp))
            $0.see(.legGone(call.customerLeg, .hungUp))
        },
        Scenario("half", "O9, O12 a customer by Dial or Queue, and the agent hangs up") {
            $0.opens()
            let call = $0.talks(Player.half)
            $0.ask(.hangUp(call.id))
            $0.see(.legGone(call.customerLeg, .hungUp))
        },
        Scenario("halfAgentLost", "O10 under Dial or Queue the dialplan has its own way on") {
            $0.opens()
            let call = $0.talks(Player.half)
            $0.see(.legGone(call.agentLeg, .hungUp))
            $0.see(.legGone(call.customerLeg, .hungUp))
        },
        Scenario("breakInCall", "S5 a break waits for the call's end, and log-out is refused") {
            $0.opens()
            let call = $0.talks()
            $0.sets(.onBreak, "lunch")
            $0.ask(.logOut(agent))
            $0.ask(.closeConnection(agent, by: .agent))
            $0.ask(.changeSettings(agent, SettingsChange(workplace: homeOffice)))
            $0.see(.legGone(call.customerLeg, .hungUp))
        },
        Scenario("logOutAfterCall", "S5 log-out waits for the call's end") {
            $0.opens()
            let call = $0.talks()
            $0.ask(.logOut(agent, .afterCall))
            $0.see(.legGone(call.customerLeg, .hungUp))
            $0.see(.legGone(call.agentLeg, .hungUp))
        },
        Scenario("logOutNow", "S5, O10 log-out at once: the customer is kept") {
            $0.opens()
            let call = $0.talks()
            $0.ask(.logOut(agent, .now))
            $0.see(.legGone(call.agentLeg, .hungUp))
            $0.pass(seconds: 2)
            $0.see(.legGone(call.customerLeg, .hungUp))
        },
        Scenario(
            "wrapUp",
            "O11 after a call no other is offered, until the time is over or the agent is ready",
            given: { $0.policy.wrapUpSeconds = 30 }
        ) {
            $0.opens()
            let first = $0.talks()
            $0.see(.legGone(first.customerLeg, .hungUp))
            $0.arrives(Player.ringing)
            $0.pass(seconds: 30)
            $0.arrives(Player.half)
            $0.ask(.accept($0.offer()))
            let second = $0.meet()
            $0.ask(.hangUp(second.id))
            $0.ask(.completeWrapUp(agent))
            $0.ask(.completeWrapUp(agent))
        },
    ]
}
