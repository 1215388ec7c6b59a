extension ConformanceKit {
    static let supervisions: [Scenario] = [
        Scenario("supervision", "O13g a supervisor listens, helps the agent, and talks with both") {
            $0.opens()
            let call = $0.isSupervised()
            $0.ask(.changeSupervision(call.id, $0.supervision().id, .whisper))
            let old = $0.supervision().ears[0]
            $0.supervisorComes()
            $0.see(.legGone(old, .hungUp))
            $0.ask(.changeSupervision(call.id, $0.supervision().id, .barge))
            let ear = $0.supervision().ears[0]
            $0.see(.legGone(ear, .hungUp))
            $0.see(.legEntered($0.supervision().leg, call.bridge))
            $0.ask(.stopSupervision(call.id, $0.supervision().id))
        },
        Scenario("supervisionRefused", "O13g, V9 one at a time, and only where calls may go") {
            $0.opens()
            let call = $0.talks()
            let number = Workplace(kind: .phoneNumber, address: "0900 1")
            let endpoints = ["1001", "trunk/sip:1@example.com"].map {
                Workplace(kind: .endpoint, address: $0)
            }
            for phone in [number] + endpoints + [Player.supervisorsPhone] {
                $0.ask(.supervise(call.id, .monitor, from: phone, by: Player.supervisor))
            }
            $0.ask(
                .supervise(
                    call.id, .barge, from: Player.supervisorsPhone, by: Player.supervisor))
            $0.ask(.changeSupervision(call.id, SupervisionID("nobody"), .barge))
            $0.ask(.changeSupervision(call.id, $0.supervision().id, .barge))
            $0.see(.legGone($0.supervision().leg, .busy))
        },
        Scenario("supervisionEnds", "O13g nobody is supervised after the call") {
            $0.opens()
            let call = $0.isSupervised()
            $0.see(.legGone(call.customerLeg, .hungUp))
        },
        Scenario("supervisionFails", "O13g what is not heard is tried again, and then ends") {
            $0.opens()
            $0.isSupervised()
            for _ in 0..<4 {
                let ear = $0.supervision().ears[0]
                $0.see(.supervisionFailed($0.supervision().leg))
                $0.see(.legGone(ear, .hungUp))
            }
        },
        Scenario("supervisionOutOfSight", "O13g, W1 a supervisor outlives the link") {
            $0.opens()
            let call = $0.isSupervised()
            let supervision = $0.supervision()
            let place = supervision.bridge
            $0.see(.linkLost)
            let both = [call.agentLeg, call.customerLeg].map {
                Player.up($0, in: call.bridge, hasCompany: true)
            }
            let bridges = [call.bridge] + (place.map { [$0] } ?? [])
            let there = supervision.legs.map { Player.up($0, in: place, hasCompany: true) }
            $0.surveys(both + there, bridges: bridges)
            $0.see(.linkLost)
            $0.surveys(both + [Player.up(supervision.leg, in: place)], bridges: bridges)
        },
    ]
}
