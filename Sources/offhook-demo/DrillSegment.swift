internal import DemoWorld
internal import SimulatedPhones

/// A short part of the day, in which the service is killed at each of its requests in turn.
enum DrillSegment: String, CaseIterable {
    case opening, loggingOut, customerEnds, agentEnds, givingUp, rejecting, missing
    case dialed, queued, missingInQueue, phoneLost, phoneLostInDial, loggingOutInCall
    case breakAndBack, starting, twoAtOnce, callingOut, callingInVain

    var about: String {
        switch self {
        case .opening: "logging in, Available, the validation call, the PIN, parked"
        case .loggingOut: "logging out, the leg is hung up"
        case .customerEnds: "a customer waits with music, is accepted, and hangs up"
        case .agentEnds: "a customer hears ringing, is accepted, and the agent hangs up"
        case .givingUp: "a customer gives up while the offer is pending"
        case .rejecting: "a customer is rejected"
        case .missing: "an offer times out, the agent comes back from the break"
        case .dialed: "a customer through Dial(), the agent hangs up"
        case .queued: "a customer through Queue() hangs up"
        case .missingInQueue: "an offer of a queue times out, and the next one is accepted"
        case .phoneLost: "the agent's phone is hung up in a call"
        case .phoneLostInDial: "the same, with the customer's channel in Dial()"
        case .loggingOutInCall: "the agent logs out in a call, at once"
        case .breakAndBack: "a break, and back"
        case .starting: "the start, with a call, an offer and parked legs"
        case .twoAtOnce: "two agents accept and lose their customers at once"
        case .callingOut: "the agent calls a customer, who answers; the agent hangs up"
        case .callingInVain: "the agent calls a customer who is busy"
        }
    }

    /// About how long a round of it takes, so that shares are even.
    var seconds: Int {
        switch self {
        case .breakAndBack: 10
        case .givingUp: 50
        case .rejecting, .queued: 90
        case .loggingOut, .starting: 110
        case .customerEnds, .agentEnds, .dialed, .phoneLostInDial, .twoAtOnce, .callingInVain: 145
        case .callingOut: 200
        case .missing: 180
        case .opening: 230
        case .missingInQueue: 380
        case .phoneLost: 480
        case .loggingOutInCall: 500
        }
    }

    /// Whether the service is ended and started within it.
    var restartsItself: Bool { self == .starting }

    /// Goes where it begins.
    func prepare(_ crew: DrillCrew) async throws {
        switch self {
        case .opening, .customerEnds, .agentEnds, .dialed, .queued, .breakAndBack, .callingOut,
            .callingInVain:
            break
        case .loggingOut: try await crew.open(crew.newcomer)
        case .rejecting, .givingUp:
            try await crew.arrive(crew.customer, dialing: "91001", for: crew.agent)
        case .missing: try await crew.arrive(crew.customer, dialing: "51001", for: crew.agent)
        case .missingInQueue:
            try await crew.arrive(crew.customer, dialing: "6001", for: crew.agent)
        case .phoneLost: try await crew.talk(crew.agent, crew.customer, dialing: "91001")
        case .phoneLostInDial: try await crew.talk(crew.agent, crew.customer, dialing: "81001")
        case .loggingOutInCall:
            try await crew.open(crew.newcomer)
            try await crew.talk(crew.newcomer, crew.customer, dialing: "91004")
        case .starting:
            try await crew.talk(crew.agent, crew.customer, dialing: "81001")
            try await crew.arrive(crew.otherCustomer, dialing: "91003", for: crew.other)
        case .twoAtOnce:
            try await crew.arrive(crew.customer, dialing: "91001", for: crew.agent)
            try await crew.arrive(crew.otherCustomer, dialing: "91003", for: crew.other)
        }
    }

    /// What is cut; whoever plays does what people do, and repeats what was not answered.
    ///
    /// - Parameter killer: nil where nobody is killed.
    func play(_ crew: DrillCrew, _ killer: DrillKiller?) async throws {
        let (agent, customer) = (crew.agent, crew.customer)
        switch self {
        case .opening: try await crew.open(crew.newcomer)
        case .loggingOut:
            try await crew.newcomer.logOut()
            try await crew.idle(crew.newcomer.phone)
            crew.forget(crew.newcomer)
        case .customerEnds:
            try await crew.talk(agent, customer, dialing: "91001")
            try await crew.leave(customer, agent)
        case .agentEnds:
            try await crew.talk(agent, customer, dialing: "71001")
            try await crew.endCall(agent, customer)
        case .givingUp: try await crew.leave(customer, agent)
        case .rejecting: try await crew.reject(agent, customer)
        case .missing: try await crew.miss(agent, customer)
        case .dialed:
            try await crew.talk(agent, customer, dialing: "81001")
            try await crew.endCall(agent, customer)
        case .queued:
            try await crew.talk(agent, customer, dialing: "6000")
            try await crew.leave(customer, agent)
        case .missingInQueue:
            try await crew.missAndReturn(agent, customer)
            try await crew.leave(customer, agent)
        case .phoneLost:
            try await crew.losePhone(agent)
            try await crew.keepCustomer(customer, killer)
            try await agent.waitUntil("not reachable") { $0.status == "notReachable" }
        case .phoneLostInDial:
            try await crew.losePhone(agent)
            // What the customer hears until then is up to the dialplan.
            try await crew.hears(World.resultTones["agentLost"], "that the agent is lost", customer)
            try await agent.waitUntil("not reachable") { $0.status == "notReachable" }
        case .loggingOutInCall:
            crew.forget(crew.newcomer)
            try await crew.newcomer.logOut()
            try await crew.idle(crew.newcomer.phone)
            try await crew.keepCustomer(customer, killer)
        case .breakAndBack: try await crew.takeBreak(agent)
        case .starting:
            try await crew.restart { killer?.hitAt != nil }
            try await crew.hear(agent, customer)
        case .twoAtOnce:
            async let first: Void = crew.accept(agent, customer)
            async let second: Void = crew.accept(crew.other, crew.otherCustomer)
            _ = try await (first, second)
            async let left: Void = crew.leave(customer, agent)
            async let right: Void = crew.leave(crew.otherCustomer, crew.other)
            _ = try await (left, right)
        case .callingOut:
            try await crew.callOut(agent, customer)
            try await crew.endCall(agent, customer)
        case .callingInVain: try await crew.callInVain(agent, customer)
        }
    }

    /// Goes back to where every segment may follow.
    func finish(_ crew: DrillCrew) async throws {
        switch self {
        case .loggingOut, .customerEnds, .agentEnds, .givingUp, .rejecting, .missing, .dialed,
            .queued, .missingInQueue, .breakAndBack, .twoAtOnce, .callingOut, .callingInVain:
            break
        case .opening:
            // The connection that was opened is good for a customer.
            try await crew.talk(crew.newcomer, crew.customer, dialing: "91004")
            try await crew.endCall(crew.newcomer, crew.customer)
            try await crew.newcomer.logOut()
            try await crew.idle(crew.newcomer.phone)
            crew.forget(crew.newcomer)
        case .loggingOutInCall: try await crew.hangUp(crew.customer)
        case .phoneLost, .phoneLostInDial:
            try await crew.hangUp(crew.customer)
            try await crew.verify(crew.agent) { try await crew.agent.reopen() }
        case .starting:
            try await crew.accept(crew.other, crew.otherCustomer)
            try await crew.leave(crew.customer, crew.agent)
            try await crew.leave(crew.otherCustomer, crew.other)
        }
    }
}
