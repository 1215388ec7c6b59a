extension ConformanceKit {
    static let recoveries: [Scenario] = [
        Scenario("linkLostWhileParked", "W1 the leg outlives the link; one that went is told") {
            $0.opens()
            let (leg, home) = ($0.leg(), $0.home())
            $0.see(.linkLost)
            $0.ask(.openConnection(colleague))
            $0.surveys([Player.up(leg, in: home)], bridges: [home])
            $0.see(.linkLost)
            // Not at home: it is seen to, and what nobody needs is given up.
            $0.surveys([Player.up(leg, in: nil)], bridges: [home, BridgeID("oh-kit-t900")])
            $0.see(.linkLost)
            $0.surveys([], bridges: [home])
        },
        Scenario("linkLostWhileVerifying", "W1 the PIN is heard again, and is the same") {
            $0.logsIn()
            $0.sets(.available)
            $0.answers()
            $0.see(.linkLost)
            $0.surveys([Player.up($0.leg(), in: nil)])
            $0.types(.right)
        },
        Scenario(
            "linkLostInCall", "W1 a call outlives the link; a customer who went meanwhile is told"
        ) {
            $0.opens()
            let call = $0.talks()
            let bridge = call.bridge
            $0.see(.linkLost)
            $0.surveys(
                [
                    Player.up(call.agentLeg, in: bridge, hasCompany: true),
                    Player.up(call.customerLeg, in: bridge, hasCompany: true),
                ], bridges: [bridge, $0.home()])
            $0.see(.linkLost)
            $0.surveys([Player.up(call.agentLeg, in: bridge)], bridges: [bridge, $0.home()])
        },
        Scenario("linkLostWhileOffered", "W1 an offer waits for the survey, and goes on") {
            $0.opens()
            $0.arrives()
            $0.see(.linkLost)
            $0.ask(.accept($0.offer()))
            let legs = [
                Player.up($0.leg(), in: $0.home()), Player.up(Player.customer.leg, in: nil),
            ]
            $0.surveys(legs, bridges: [$0.home()])
            $0.ask(.accept($0.offer()))
            $0.meet()
        },
        Scenario("unknownLegs", "W1 what a survey has that nobody knows of") {
            $0.opens()
            let (leg, home) = ($0.leg(), $0.home())
            $0.see(.linkLost)
            let details = OfferDetails(caller: Caller(number: "+33123456789", name: "Carol"))
            let arrival = Survey.Arrival(
                customer: Player.customer, agent: agent, details: details)
            $0.surveys([
                Player.up(leg, in: home),
                Survey.Leg(
                    id: Player.customer.leg, isUp: true, isRinging: false, bridge: nil,
                    hasCompany: false, arrival: arrival),
                Player.up(LegID("oh-kit-v900"), in: nil),
                Player.up(LegID("oh-kit-v901"), in: nil, hasCompany: true),
                Player.up(LegID("somebody else"), in: nil),
            ])
        },
        Scenario(
            "restarted",
            "W3 the PBX was restarted: the one who asks to be Available is called again",
            given: { $0.policy.reopenAfterRestart = true }
        ) {
            $0.opens()
            $0.opens(colleague)
            $0.sets(.onBreak, nil, colleague)
            $0.see(.linkLost)
            $0.surveys(run: "run 2", [])
            $0.pass(seconds: 1)
            $0.answers()
            $0.types(.right)
        },
        Scenario("restartedInCall", "W3, O10 a restart of the PBX ends the call, which is told") {
            $0.opens()
            $0.talks()
            $0.see(.linkLost)
            $0.surveys(run: "run 2", [])
        },
    ]
}
