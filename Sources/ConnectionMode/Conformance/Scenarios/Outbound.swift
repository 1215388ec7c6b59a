extension ConformanceKit {
    static let outbound: [Scenario] = [
        Scenario("outboundAnswered", "O7 called over the open leg: ringing, answered, ended") {
            $0.opens()
            $0.sets(.workingOffline)
            $0.ask(.placeCall(agent, order))
            let call = ringing(&$0)
            $0.see(.legUp(call.customerLeg))
            $0.see(.legGone(call.customerLeg, .hungUp))
            $0.see(.legEntered(call.agentLeg, $0.home()))
        },
        Scenario("outboundBusy", "O7 the customer is busy, and no ringing is left in the ear") {
            $0.opens()
            $0.ask(.placeCall(agent, order))
            let call = ringing(&$0)
            $0.see(.legGone(call.customerLeg, .busy))
        },
        Scenario("outboundNotAnswered", "O7 the customer does not answer, and the PBX says nothing")
        {
            $0.opens()
            $0.ask(.placeCall(agent, order))
            let call = ringing(&$0)
            $0.pass(seconds: 50)
            $0.see(.legGone(call.customerLeg, .noAnswer))
        },
        Scenario("outboundGivenUp", "O7, O9 the agent hangs up while it rings") {
            $0.opens()
            $0.ask(.placeCall(agent, order))
            let call = ringing(&$0)
            $0.ask(.hangUp(call.id))
            $0.see(.legGone(call.customerLeg, .hungUp))
        },
        Scenario(
            "outboundAgentLost", "O10 a customer who was called goes on in the tenant's context"
        ) {
            $0.opens()
            $0.ask(.placeCall(agent, order))
            let call = ringing(&$0)
            $0.see(.legUp(call.customerLeg))
            $0.see(.legGone(call.agentLeg, .hungUp))
            $0.pass(seconds: 2)
        },
        Scenario("outboundRefused", "V9, O7 whom an agent may not call, and when") {
            $0.opens()
            $0.ask(.placeCall(agent, CallOrder(to: "+33123456789")))
            $0.ask(.placeCall(agent, CallOrder(to: "030 123456", callerID: "+4930999")))
            $0.talks()
            $0.ask(.placeCall(agent, order))
        },
        Scenario(
            "outboundOnDemand", "O8 the agent's phone first, then the customer",
            given: { $0.phone.connectionMode = .onDemand }
        ) {
            $0.logsIn()
            $0.ask(.placeCall(agent, order))
            let phone = $0.call().agentLeg
            $0.see(.legRinging(phone))
            $0.see(.legAnswered(phone))
            let call = ringing(&$0)
            $0.see(.legUp(call.customerLeg))
            $0.ask(.hangUp(call.id))
            $0.see(.legGone(call.customerLeg, .hungUp))
            $0.see(.legGone(phone, .hungUp))
            $0.ask(.placeCall(agent, order))
            $0.see(.legGone($0.call().agentLeg, .declined))
        },
        Scenario("outboundOffer", "O14 accepting an outbound offer calls the customer; or not") {
            $0.opens()
            $0.ask(.offerCall(agent, OutboundOffer(order, attributes: ["campaign": "spring"])))
            $0.ask(.accept($0.offer()))
            let call = ringing(&$0)
            $0.see(.legUp(call.customerLeg))
            $0.see(.legGone(call.customerLeg, .hungUp))
            $0.ask(.offerCall(agent, OutboundOffer(order, offerSeconds: 30)))
            $0.ask(.reject($0.offer()))
        },
        Scenario("outboundOfferMustAccept", "O14 an offer that may not be rejected; it times out") {
            $0.opens()
            $0.ask(.offerCall(agent, OutboundOffer(order, mustAccept: true)))
            $0.ask(.reject($0.offer()))
            $0.pass(seconds: 15)
            $0.ask(.offerCall(agent, OutboundOffer(order)))
        },
        Scenario(
            "outboundOfferAutoAnswer", "O14, O2 with auto answer it is called when it is offered",
            given: { $0.phone.autoAnswer = true }
        ) {
            $0.opens()
            $0.ask(.offerCall(agent, OutboundOffer(order)))
            let call = ringing(&$0)
            $0.see(.legGone(call.customerLeg, .declined))
        },
    ]

    private static let order = CallOrder(to: "030 123456")

    /// The customer's leg is made and put beside the agent's, and their phone rings.
    @discardableResult
    private static func ringing(_ player: inout Player) -> Player.Names {
        let call = player.call()
        player.see(.legMade(call.customerLeg))
        player.meet()
        player.see(.legRinging(call.customerLeg))
        return call
    }
}
