extension ConformanceKit {
    static let openings: [Scenario] = [
        Scenario("openingByPIN", "V1–V4, C2 the phone is proven by a PIN, then silent") {
            $0.opens()
        },
        Scenario("wrongPINThrice", "V5 three wrong PINs end the validation call") {
            $0.logsIn()
            $0.sets(.available)
            let (attempt, leg) = ($0.attempt(), $0.leg())
            $0.answers()
            for _ in 1...3 { $0.types(.wrong) }
            $0.ask(.confirmPIN(agent, attempt, .right))
            $0.see(.legGone(leg, .hungUp))
        },
        Scenario("lockedForWrongPINs", "V5 nine wrong PINs in a row lock, a supervisor lifts it") {
            $0.logsIn()
            for _ in 1...3 {
                $0.ask(.openConnection(agent))
                let leg = $0.leg()
                $0.answers()
                for _ in 1...3 { $0.types(.wrong) }
                $0.see(.legGone(leg, .hungUp))
            }
            $0.ask(.openConnection(agent))
            $0.ask(.liftPINLock(agent))
            $0.ask(.openConnection(agent))
        },
        Scenario("pinTimeOut", "V6 a wrong PIN gives no more time, and a voicemail opens nothing") {
            $0.logsIn()
            $0.sets(.available)
            let leg = $0.leg()
            $0.answers()
            $0.types(.wrong)
            $0.pass(seconds: 65)
            $0.see(.legGone(leg, .hungUp))
        },
        Scenario("phoneNotReached", "V7, V9 why a phone was not reached, and the limit of dials") {
            $0.logsIn()
            $0.sets(.available)
            $0.see(.legRinging($0.leg()))
            $0.see(.legGone($0.leg(), .noAnswer))
            for end in [LegEnd.busy, .declined, .unreachable, .networkRejected] {
                $0.ask(.openConnection(agent))
                $0.see(.legGone($0.leg(), end))
            }
            $0.ask(.openConnection(agent))
        },
        Scenario(
            "phoneNotAnswered", "V7 a phone that rings for too long, should the PBX not say so"
        ) {
            $0.logsIn()
            $0.sets(.available)
            let leg = $0.leg()
            $0.see(.legRinging(leg))
            $0.pass(seconds: 41)
            $0.see(.legGone(leg, .noAnswer))
        },
        Scenario("dialFailed", "W2 a dial of which nobody knows is looked for, and not sent again")
        {
            $0.logsIn()
            $0.sets(.available)
            let leg = $0.leg()
            $0.see(.dialFailed(leg, .outcomeUnknown))
            $0.see(.legNotFound(leg))
            // It comes all the same, while the hang-up is under way.
            $0.see(.legRinging(leg))
            $0.see(.legGone(leg, .hungUp))
            $0.ask(.openConnection(agent))
            $0.see(.dialFailed($0.leg(), .refused(.unreachable)))
            $0.ask(.openConnection(agent))
            $0.see(.dialFailed($0.leg(), .notSent))
        },
        Scenario("calledOff", "V4, S10 a break lets the call go on, a click calls it off") {
            $0.logsIn()
            $0.sets(.available)
            let (attempt, leg) = ($0.attempt(), $0.leg())
            $0.see(.legRinging(leg))
            $0.types(.right)
            $0.sets(.onBreak, "lunch")
            $0.ask(.openConnection(agent))
            $0.ask(.closeConnection(agent, by: .agent))
            $0.see(.legGone(leg, .hungUp))
            // Late signs of a leg that nobody owns any more: it is ended once more.
            $0.see(.legAnswered(leg))
            $0.ask(.confirmPIN(agent, attempt, .right))
        },
    ]
}
