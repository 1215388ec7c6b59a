extension ConformanceKit {
    static let parked: [Scenario] = [
        Scenario("phoneOnHold", "C4 a phone that has put us on hold is offered nobody") {
            $0.opens()
            let leg = $0.leg()
            $0.see(.legHeld(leg, true))
            $0.arrives()
            $0.ask(.placeCall(agent, CallOrder(to: "030 123456")))
            $0.see(.linkLost)
            $0.surveys([Player.up(leg, in: $0.home())], bridges: [$0.home()])
            $0.see(.legHeld(leg, false))
            $0.arrives(Player.ringing)
            $0.see(.legHeld(leg, true))
            $0.ask(.accept($0.offer()))
        },
        Scenario("phoneUnreachable", "C4 a phone that cannot be reached is offered nobody") {
            $0.opens()
            let leg = $0.leg()
            $0.pass(seconds: 62)
            $0.see(.contactFound(leg, isQualified: true))
            $0.arrives()
            $0.see(.contactSeen(leg, .unreachable))
            $0.see(.contactSeen(leg, .reachable))
            $0.see(.contactSeen(leg, .unreachable))
            $0.pass(seconds: 60)
            $0.see(.legGone(leg, .hungUp))
        },
        Scenario("phoneSilent", "C4 a phone that had run and has stopped is lost") {
            $0.opens()
            let leg = $0.leg()
            $0.pass(seconds: 62)
            $0.see(.contactFound(leg, isQualified: false))
            for packets in [3_000, 6_000, 9_000, 12_000] {
                $0.pass(seconds: 60)
                $0.see(.mediaSeen(leg, PacketCount(received: packets, reports: 0)))
            }
            $0.pass(seconds: 60)
            $0.see(.mediaSeen(leg, PacketCount(received: 12_000, reports: 0)))
            $0.ask(.placeCall(agent, CallOrder(to: "030 123456")))
            $0.pass(seconds: 60)
            $0.see(.mediaSeen(leg, PacketCount(received: 12_000, reports: 0)))
        },
        Scenario(
            "renewed", "C5 a leg is renewed, with a new PIN, before its trunk ends it",
            over: Trunk(name: "carrier", kinds: [.endpoint], maximumSeconds: 1_200)
        ) {
            $0.opens()
            let leg = $0.leg()
            $0.pass(seconds: 1_150)
            $0.see(.legGone(leg, .hungUp))
            $0.pass(seconds: 2)
            $0.answers()
            $0.types(.right)
        },
        Scenario("phoneHungUp", "S6, S7 the phone is hung up, and the connection re-opened") {
            $0.opens()
            $0.see(.legGone($0.leg(), .hungUp))
            $0.ask(.openConnection(agent))
            $0.answers()
            $0.types(.right)
        },
        Scenario("breakAndLogOut", "S4, S5 breaks keep the connection, log-out ends it") {
            $0.opens()
            let leg = $0.leg()
            $0.sets(.onBreak, "lunch")
            $0.sets(.workingOffline)
            $0.sets(.available)
            $0.ask(.logOut(agent))
            $0.see(.legGone(leg, .hungUp))
        },
        Scenario(
            "closed", "C1 an administrator closes a connection; what is hung up is hung up again"
        ) {
            $0.opens()
            let leg = $0.leg()
            $0.see(.parkFailed(leg))
            $0.ask(.closeConnection(agent, by: .admin))
            $0.ask(.closeConnection(agent, by: .agent))
            $0.pass(seconds: 5)
            $0.see(.legGone(leg, .hungUp))
        },
        Scenario("takenOver", "S8 another log-in takes over when that is confirmed") {
            $0.opens()
            $0.ask(.logIn(agent, resuming: $0.session()))
            $0.ask(.logIn(agent, resuming: nil))
            $0.ask(.logIn(agent, resuming: nil, takingOver: true))
        },
        Scenario("forgotten", "S9 who is not heard of for half an hour is logged out") {
            $0.opens()
            let leg = $0.leg()
            $0.pass(seconds: 900)
            $0.see(.agentHeard(agent))
            $0.pass(seconds: 1_000)
            $0.pass(seconds: 801)
            $0.see(.legGone(leg, .hungUp))
        },
        Scenario(
            "unattended", "S9 with auto answer, who has no console is offered nobody",
            given: { $0.phone.autoAnswer = true }
        ) {
            $0.opens()
            $0.pass(seconds: 80)
            $0.arrives()
            $0.see(.consoleSeen(agent))
        },
        Scenario("lateAndDoubled", "What is late, doubled or unknown changes nothing") {
            $0.opens()
            let (leg, home) = ($0.leg(), $0.home())
            $0.see(.legRinging(leg))
            $0.see(.legAnswered(leg))
            $0.see(.legEntered(leg, home))
            $0.see(.dialFailed(leg, .outcomeUnknown))
            $0.see(.legGone(LegID("somebody else"), .hungUp))
            $0.see(.connectFailed(BridgeID("somewhere else")))
            $0.see(.legGone(leg, .hungUp))
            $0.see(.legGone(leg, .hungUp))
            $0.see(.legEntered(leg, home))
        },
        Scenario("strayLeg", "A leg with our name that nobody owns is ended, and no other") {
            $0.see(.legMade(LegID("oh-kit-v900")))
            $0.see(.legGone(LegID("oh-kit-v900"), .hungUp))
            $0.see(.legMade(LegID("somebody else")))
            $0.see(.legUp(LegID("oh-kit-v901")))
        },
        Scenario("colleagues", "W4 one agent's trouble is not another's") {
            $0.opens()
            $0.opens(colleague)
            $0.see(.legGone($0.leg(), .hungUp))
            $0.arrives()
        },
    ]
}
