extension ConformanceKit {
    static let onDemand: [Scenario] = [
        Scenario(
            "onDemandAnswered", "S3, O3 the phone rings, and answering it accepts",
            given: { $0.phone.connectionMode = .onDemand }
        ) {
            $0.logsIn()
            $0.sets(.available)
            $0.arrives()
            $0.ask(.accept($0.offer()))
            $0.answers()
            let call = $0.meet()
            $0.see(.legGone(call.agentLeg, .hungUp))
            $0.see(.legGone(call.customerLeg, .hungUp))
        },
        Scenario(
            "onDemandDeclined", "O3, O6 a phone that declines rejects, one that is silent misses",
            given: { $0.phone.connectionMode = .onDemand }
        ) {
            $0.logsIn()
            $0.sets(.available)
            $0.arrives()
            $0.see(.legGone($0.leg(), .declined))
            $0.see(.legGone(Player.customer.leg, .hungUp))
            $0.arrives()
            $0.see(.legRinging($0.leg()))
            $0.see(.legGone($0.leg(), .noAnswer))
        },
        Scenario(
            "onDemandAutoAnswer",
            "O4 the phone is asked to answer by itself; the customer hangs up",
            given: {
                $0.phone.connectionMode = .onDemand
                $0.phone.autoAnswer = true
            }
        ) {
            $0.logsIn()
            $0.sets(.available)
            $0.arrives()
            $0.answers()
            let call = $0.meet()
            $0.see(.legGone(call.customerLeg, .hungUp))
            $0.see(.legGone(call.agentLeg, .hungUp))
        },
    ]
}
