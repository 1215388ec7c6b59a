extension ConformanceKit {
    static let routing: [Scenario] = [
        Scenario(
            "routedCustomer",
            "O12 a customer waits, is offered to one agent in vain, and accepted by the next"
        ) {
            $0.opens()
            $0.opens(colleague)
            $0.waits()
            $0.ask(.offerCustomer($0.waiting(), to: agent, order))
            $0.ask(.offerCustomer($0.waiting(), to: colleague, order))
            $0.ask(.reject($0.offer()))
            $0.ask(.offerCustomer($0.waiting(), to: colleague, order))
            $0.ask(.accept($0.offer(colleague)))
            let call = $0.call(colleague)
            $0.see(.legEntered(call.agentLeg, call.bridge))
            $0.see(.legEntered(call.customerLeg, call.bridge))
            $0.see(.legGone(call.customerLeg, .hungUp))
            $0.see(.legEntered($0.leg(colleague), $0.home(colleague)))
        },
        Scenario("waitedInVain", "O12 nobody takes a customer in time; another one hangs up") {
            $0.opens()
            $0.waits(seconds: 10)
            $0.ask(.offerCustomer($0.waiting(), to: agent, order))
            $0.pass(seconds: 15)
            $0.see(.legGone(Player.customer.leg, .hungUp))
            $0.waits(Player.ringing)
            $0.see(.legGone(Player.ringing.leg, .hungUp))
        },
        Scenario("waitedAndReleased", "O12 a router has nobody for a customer; one may not wait") {
            $0.waits()
            $0.ask(.releaseCustomer($0.waiting(), of: agent.tenant))
            $0.see(.legGone(Player.customer.leg, .hungUp))
            $0.waits(Player.half)
            $0.see(.legGone(Player.half.leg, .hungUp))
        },
    ]

    private static let order = CustomerOffer(attributes: ["intent": "renewal"])
}

extension Player {
    mutating func waits(_ customer: CustomerLeg = Player.customer, seconds: Int? = 300) {
        let details = OfferDetails(
            caller: Caller(number: "+33123456789", name: "Carol"), dialedNumber: "9002")
        see(.customerWaits(customer, ConformanceKit.agent.tenant, details, seconds: seconds))
    }

    /// Who waits, where it is one.
    func waiting() -> CustomerID {
        model.waitingCustomers.keys.first ?? CustomerID(Self.nowhere)
    }
}
