extension ConformanceKit {
    static let offers: [Scenario] = [
        Scenario("offerAccepted", "O1, O5, O9 accepted, connected; the customer hangs up: silence")
        {
            $0.opens()
            $0.arrives(Player.ringing)
            let offer = $0.offer()
            $0.ask(.accept(offer))
            $0.ask(.accept(offer))
            let call = $0.meet()
            $0.see(.legGone(call.customerLeg, .hungUp))
            $0.see(.legEntered($0.leg(), $0.home()))
        },
        Scenario("offerRejected", "O5, O6 rejected: back to the dialplan, and no break") {
            $0.opens()
            $0.arrives()
            let offer = $0.offer()
            $0.ask(.reject(offer))
            $0.ask(.accept(offer))
            $0.see(.legGone(Player.customer.leg, .hungUp))
        },
        Scenario("offerTimedOut", "O6 unanswered: back to the dialplan, and the agent is on break")
        {
            $0.opens()
            $0.arrives()
            $0.see(.waitFailed(Player.customer.leg))
            $0.pass(seconds: 15)
            $0.see(.legGone(Player.customer.leg, .hungUp))
            $0.arrives(Player.ringing)
        },
        Scenario("offerWithdrawn", "S10 a break while offered is a rejection that does not count") {
            $0.opens()
            $0.arrives()
            $0.sets(.onBreak)
            $0.see(.legGone(Player.customer.leg, .hungUp))
        },
        Scenario("customerLeaves", "O5 the customer hangs up while they are offered") {
            $0.opens()
            $0.arrives()
            let offer = $0.offer()
            $0.see(.legGone(Player.customer.leg, .hungUp))
            $0.ask(.accept(offer))
        },
        Scenario("customerLeavesAtAccept", "O5 the customer is gone before both are in one bridge")
        {
            $0.opens()
            $0.arrives()
            $0.ask(.accept($0.offer()))
            let call = $0.call()
            $0.see(.legEntered(call.agentLeg, call.bridge))
            $0.see(.legGone(call.customerLeg, .hungUp))
        },
        Scenario("agentLeavesWhileOffered", "O5 the agent's leg fails before Accept") {
            $0.opens()
            $0.arrives()
            $0.see(.legGone($0.leg(), .hungUp))
        },
        Scenario("connectFailed", "O5 the PBX cannot bring the two together") {
            $0.opens()
            $0.arrives()
            $0.ask(.accept($0.offer()))
            $0.see(.connectFailed($0.call().bridge))
        },
        Scenario(
            "autoAnswer", "O2 connected when offered, with no click",
            given: { $0.phone.autoAnswer = true }
        ) {
            $0.opens()
            $0.arrives()
            $0.meet()
        },
        Scenario("queueTimedOut", "O6, O12 the queue's own time is over, and the agent missed it") {
            $0.opens()
            $0.arrives(Player.half, queue: "support")
            $0.see(.ringTimeOver(agent, caller: LegID("customer 3")))
            $0.see(.legGone(Player.half.leg, .hungUp))
        },
        Scenario("queueSecondBefore", "O6 told how long the queue rings, a second before it") {
            $0.opens()
            $0.arrives(Player.half, ringSeconds: 10, queue: "support")
            $0.pass(seconds: 9)
            $0.see(.legGone(Player.half.leg, .hungUp))
        },
    ]
}
