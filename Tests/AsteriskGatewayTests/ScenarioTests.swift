import ConnectionMode
import Testing

@testable import ARI
@testable import AsteriskGateway

/// What a real Asterisk says of whole calls leads to the right ends.
@Suite struct `Whole calls as Asterisk tells them` {
    // MARK: Validation calls

    @Test(arguments: [
        ("dial-busy-486", EndReason.busy), ("dial-busy-600", .busy),
        ("dial-declined-603", .declined), ("dial-unavailable-480", .unreachable),
        ("dial-not-found-404", .unreachable), ("dial-timeout-408", .unreachable),
        ("dial-gone-410", .unreachable), ("dial-incomplete-484", .unreachable),
        ("dial-forbidden-403", .networkRejected), ("dial-not-acceptable-488", .networkRejected),
        ("dial-congestion-503", .networkRejected), ("dial-not-answered", .noAnswer),
        ("dial-answered-phone-hangs-up", .phoneHungUp),
    ])
    func `V7 a validation call tells why it came to nothing`(
        _ name: String, _ reason: EndReason
    ) throws {
        let scenario = try Scenario()
        try scenario.play(name)
        guard case .closed(let closed)? = scenario.session?.connection else {
            Issue.record("it is not closed: \(String(describing: scenario.session?.connection))")
            return
        }
        #expect(closed.endReason == reason)
        #expect(scenario.session?.shown.status == .notReachable)
    }

    @Test(arguments: ["dial-ended-by-us", "dial-answered-ended-by-us-later", "dial-nobody-listens"])
    func `a leg that is ended is seen to go`(_ name: String) throws {
        let scenario = try Scenario()
        let leg = try #require(scenario.leg)
        try scenario.play(name)
        #expect(
            scenario.seen.contains { if case .legGone(leg, _) = $0 { true } else { false } })
        #expect(scenario.session?.connection.attempt == nil)
    }

    @Test func `V7 nobody listening at a SIP URI is not the same as nobody answering`() throws {
        let scenario = try Scenario()
        try scenario.play("dial-nobody-listens")
        guard case .closed(let closed)? = scenario.session?.connection else {
            Issue.record("it is not closed: \(String(describing: scenario.session?.connection))")
            return
        }
        #expect(closed.endReason == .unreachable)
    }

    // MARK: Calls that agents place

    @Test(arguments: [
        ("outbound-busy-486", CallEnd.busy), ("outbound-declined-603", .declined),
        ("outbound-not-found-404", .unreachable), ("outbound-congestion-503", .networkRejected),
        ("outbound-not-answered", .noAnswer), ("outbound-answered", .customerHungUp),
    ])
    func `O7 what becomes of a customer who is called is told apart`(
        _ name: String, _ end: CallEnd
    ) throws {
        for times in 1...2 {
            let scenario = try Scenario()
            try scenario.callOut()
            try scenario.play(name, times: times)
            let call = try #require(scenario.call)
            #expect(call.end == end)
            #expect((call.connectedAt != nil) == (name == "outbound-answered"))
            #expect(scenario.session?.connection.isOpen == true)
            let home = try #require(scenario.session?.connection.attempt?.home)
            #expect(scenario.effects.contains(.park(call.agentLeg, home: home)))
            #expect(
                scenario.effects.contains(.stopRinging(call.agentLeg))
                    == (name != "outbound-answered"))
        }
    }

    // MARK: Calls

    @Test(arguments: [
        ("call-customer-hangs-up", CallEnd.customerHungUp),
        ("call-customer-ended-by-us", .customerHungUp), ("call-bridge-deleted", .customerHungUp),
        ("half-customer-hangs-up", .customerHungUp), ("half-customer-ended-by-us", .customerHungUp),
        ("half-bridge-deleted", .customerHungUp),
    ])
    func `O9 the agent's leg is back in silence when the customer is gone`(
        _ name: String, _ end: CallEnd
    ) throws {
        let scenario = try Scenario()
        try scenario.play(name)
        let call = try #require(scenario.call)
        #expect(call.connectedAt != nil, "both were seen in the bridge")
        #expect(call.end == end)
        #expect(scenario.session?.connection.isOpen == true)
        #expect(scenario.session?.shown.status == .available)
        let home = try #require(scenario.session?.connection.attempt?.home)
        #expect(
            scenario.effects.last { $0.isAbout(call.agentLeg) } == .park(call.agentLeg, home: home))
    }

    @Test(arguments: ["call-agent-hangs-up", "half-agent-hangs-up"])
    func `O10 a customer whose agent is lost is kept`(_ name: String) throws {
        let scenario = try Scenario()
        try scenario.play(name)
        let call = try #require(scenario.call)
        #expect(call.end == .agentLost)
        #expect(scenario.session?.shown.status == .notReachable)
        let isKept = scenario.effects.contains { effect in
            switch effect {
            case .keepWaiting(let customer, let bridge):
                customer.leg == call.customer.leg && bridge == call.waitingBridge
            case .release(let customer, .agentLost): customer.leg == call.customer.leg
            default: false
            }
        }
        #expect(isKept)
    }

    @Test(arguments: ["call-both-hang-up", "half-both-hang-up"])
    func `nobody is left when both hang up at once`(_ name: String) throws {
        let scenario = try Scenario()
        try scenario.play(name)
        #expect(scenario.call?.state == .ended)
        #expect(scenario.session?.connection.attempt == nil)
        #expect(scenario.session?.engagement == .free)
    }

    @Test(arguments: ["call-caller-gives-up", "half-caller-gives-up"])
    func `O5 a caller who gives up cancels the offer`(_ name: String) throws {
        let scenario = try Scenario()
        try scenario.openConnection()
        try scenario.play(name, accepting: false)
        #expect(scenario.offer?.state == .canceled)
        #expect(scenario.session?.shown.status == .available)
    }

    @Test(arguments: [
        ("queue-caller-gives-up", OfferState.canceled), ("queue-member-time-is-over", .timedOut),
        ("queue-caller-time-is-over", .timedOut),
    ])
    func `O5 O6 a caller who gives up and a time that is over are told apart in a queue`(
        _ name: String, _ state: OfferState
    ) throws {
        let scenario = try Scenario()
        try scenario.openConnection()
        try scenario.play(name, accepting: false)
        #expect(scenario.offer?.details.queue == "demo")
        #expect(scenario.offer?.state == state)
        #expect(scenario.session?.shown.status == .available, "told the time, we are first")
    }

    // MARK: All of them

    @Test func `each line of each scenario is an event that is read or not needed`() throws {
        let names = try Scenario.names().filter { $0 != "answers" }
        #expect(names.count >= 30)
        for name in names {
            let lines = try Scenario.lines(name)
            #expect(!lines.isEmpty, "\(name)")
            for line in lines {
                if case .unreadable(_, let why) = Event.read(Array(line.utf8)) {
                    Issue.record("\(name): \(why): \(line)")
                }
            }
        }
    }

    @Test func `a scenario that is doubled line by line comes to the same end`() throws {
        for name in ["call-customer-hangs-up", "call-agent-hangs-up", "half-both-hang-up"] {
            let once = try Scenario()
            try once.play(name)
            let again = try Scenario()
            try again.play(name, times: 2)
            #expect(once.call?.end == again.call?.end, "\(name)")
            #expect(once.session?.shown.status == again.session?.shown.status, "\(name)")
        }
    }
}

extension Effect {
    fileprivate func isAbout(_ leg: LegID) -> Bool {
        switch self {
        case .park(leg, _), .connect(leg, _, _), .hangUp(leg): true
        default: false
        }
    }
}
