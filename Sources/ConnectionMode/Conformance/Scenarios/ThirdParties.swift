extension ConformanceKit {
    static let thirdParties: [Scenario] = [
        Scenario("consult", "O13e a colleague is asked, and the two others go on without the agent")
        {
            $0.opens()
            let call = $0.consults()
            let third = $0.third()
            $0.ask(.hold(call.id))
            $0.ask(.direct(call.id, third.id, .swap))
            $0.see(.legEntered(third.leg, $0.thirdsWaitingPlace()))
            $0.see(.legEntered(call.customerLeg, call.bridge))
            $0.ask(.direct(call.id, third.id, .swap))
            $0.see(.legEntered(call.customerLeg, $0.waitingPlace()))
            $0.see(.legEntered(third.leg, call.bridge))
            $0.ask(.sendDigits(call.id, .plainest))
            $0.ask(.direct(call.id, third.id, .complete))
            $0.see(.legEntered(third.leg, call.bridge))
            $0.see(.legEntered(call.customerLeg, call.bridge))
            $0.see(.legGone(third.leg, .hungUp))
        },
        Scenario("consultRefused", "O13e, V9 nobody is called who may not be, and one at a time") {
            $0.opens()
            let call = $0.talks()
            $0.ask(
                .consult(
                    call.id, .destination(Workplace(kind: .phoneNumber, address: "0900 1")),
                    joins: false))
            $0.ask(.consult(call.id, .agent(agent.agent), joins: false))
            $0.ask(.consult(call.id, .agent(colleague.agent), joins: false))
            $0.ask(.consult(call.id, .agent(colleague.agent), joins: true))
            $0.ask(.direct(call.id, ParticipantID("nobody"), .swap))
            $0.ask(.direct(call.id, $0.third().id, .complete))
            $0.see(.legEntered(call.customerLeg, $0.waitingPlace()))
            $0.see(.legGone($0.third().leg, .busy))
            $0.ask(.resume(call.id))
        },
        Scenario("conference", "O13f all three talk, and two go on when the agent's phone is lost")
        {
            $0.opens()
            let call = $0.consults(joins: true)
            $0.see(.legEntered(call.customerLeg, call.bridge))
            $0.see(.legGone(call.agentLeg, .hungUp))
            $0.see(.legGone(call.customerLeg, .hungUp))
        },
        Scenario("dismissed", "O13e the agent takes the customer back") {
            $0.opens()
            let call = $0.consults()
            $0.ask(.direct(call.id, $0.third().id, .dismiss))
            $0.see(.legEntered(call.customerLeg, call.bridge))
        },
        Scenario(
            "tookOver", "O13e the customer hangs up, and the agent goes on with whom they asked"
        ) {
            $0.opens()
            let call = $0.consults()
            $0.see(.legGone(call.customerLeg, .hungUp))
            $0.ask(.hangUp(call.id))
        },
        Scenario("consultFails", "O13e who does not come back goes on hearing music") {
            $0.opens()
            let call = $0.consults()
            $0.ask(.direct(call.id, $0.third().id, .swap))
            $0.see(.legEntered($0.third().leg, $0.thirdsWaitingPlace()))
            $0.see(.connectFailed(call.bridge))
            $0.see(.legEntered(call.customerLeg, $0.waitingPlace()))
            $0.ask(.direct(call.id, $0.third().id, .join))
        },
        Scenario("consultOutOfSight", "O13e, W1 a consult outlives the link") {
            $0.opens()
            let call = $0.consults()
            let third = $0.third()
            $0.see(.linkLost)
            let bridges = [call.bridge, $0.waitingPlace()]
            let customer = Player.up(call.customerLeg, in: $0.waitingPlace())
            $0.surveys(
                [
                    Player.up(call.agentLeg, in: call.bridge, hasCompany: true), customer,
                    Player.up(third.leg, in: call.bridge, hasCompany: true),
                ], bridges: bridges)
            $0.see(.linkLost)
            $0.surveys([Player.up(call.agentLeg, in: call.bridge), customer], bridges: bridges)
        },
    ]
}
