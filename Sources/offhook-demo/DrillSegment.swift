internal import DemoWorld
internal import SimulatedPhones

/// A short part of the day, in which the service is killed at each of its requests in turn.
enum DrillSegment: String, CaseIterable {
    case opening, loggingOut, customerEnds, agentEnds, rejecting, missing, dialed, queued
    case missingInQueue, phoneLost, breakAndBack, starting, twoAtOnce

    var about: String {
        switch self {
        case .opening: "logging in, Available, the validation call, the PIN, parked"
        case .loggingOut: "logging out, the leg is hung up"
        case .customerEnds: "a customer waits with music, is accepted, and hangs up"
        case .agentEnds: "a customer hears ringing, is accepted, and the agent hangs up"
        case .rejecting: "a customer is rejected"
        case .missing: "an offer times out, the agent comes back from the break"
        case .dialed: "a customer through Dial(), the agent hangs up"
        case .queued: "a customer through Queue() hangs up"
        case .missingInQueue: "an offer of a queue times out, and the next one is accepted"
        case .phoneLost: "the agent's phone is hung up in a call"
        case .breakAndBack: "a break, and back"
        case .starting: "the start, with a call, an offer and parked legs"
        case .twoAtOnce: "two agents accept and lose their customers at once"
        }
    }

    /// Whether the service is ended and started within it.
    var restartsItself: Bool { self == .starting }

    /// Goes where it begins.
    func prepare(_ crew: DrillCrew) async throws {
        switch self {
        case .opening, .customerEnds, .agentEnds, .dialed, .queued, .breakAndBack: break
        case .loggingOut: try await crew.open(crew.newcomer)
        case .rejecting:
            try await crew.arrive(crew.customer, dialing: "91001", for: crew.agent)
        case .missing: try await crew.arrive(crew.customer, dialing: "51001", for: crew.agent)
        case .missingInQueue:
            try await crew.arrive(crew.customer, dialing: "6001", for: crew.agent)
        case .phoneLost: try await crew.talk(crew.agent, crew.customer, dialing: "91001")
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
    /// - Parameter isKilled: whether a kill of the drill has ended the service.
    func play(_ crew: DrillCrew, _ isKilled: @Sendable () -> Bool) async throws {
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
        case .phoneLost: try await crew.losePhone(agent, customer)
        case .breakAndBack: try await crew.takeBreak(agent)
        case .starting:
            try await crew.restart(isKilled)
            try await crew.hear(agent, customer)
            try await crew.accept(crew.other, crew.otherCustomer)
        case .twoAtOnce:
            async let first: Void = crew.accept(agent, customer)
            async let second: Void = crew.accept(crew.other, crew.otherCustomer)
            _ = try await (first, second)
            async let left: Void = crew.leave(customer, agent)
            async let right: Void = crew.leave(crew.otherCustomer, crew.other)
            _ = try await (left, right)
        }
    }

    /// Goes back to where every segment may follow.
    func finish(_ crew: DrillCrew) async throws {
        switch self {
        case .loggingOut, .customerEnds, .agentEnds, .rejecting, .missing, .dialed, .queued,
            .missingInQueue, .breakAndBack, .twoAtOnce:
            break
        case .opening:
            // The connection that was opened is good for a customer.
            try await crew.talk(crew.newcomer, crew.customer, dialing: "91004")
            try await crew.endCall(crew.newcomer, crew.customer)
            try await crew.newcomer.logOut()
            try await crew.idle(crew.newcomer.phone)
            crew.forget(crew.newcomer)
        case .phoneLost:
            try await crew.hangUp(crew.customer)
            try await crew.verify(crew.agent) { try await crew.agent.reopen() }
        case .starting:
            try await crew.leave(crew.customer, crew.agent)
            try await crew.leave(crew.otherCustomer, crew.other)
        }
    }
}

extension DrillCrew {
    func leave(_ customer: SimulatedPhone, _ agent: DrillAgent) async throws {
        try await hangUp(customer)
        try await free(agent)
    }

    func endCall(_ agent: DrillAgent, _ customer: SimulatedPhone) async throws {
        let view = try await agent.view()
        if let call = view.call { try await agent.hangUp(call) }
        try await idle(customer)
        try await free(agent)
    }

    func reject(_ agent: DrillAgent, _ customer: SimulatedPhone) async throws {
        let view = try await agent.waitUntil("offered a call") { $0.offer != nil }
        if let offer = view.offer { try await agent.reject(offer) }
        try await hears(World.resultTones["rejected"], "that the call was rejected", customer)
        try await free(agent)
        try await hangUp(customer)
    }

    func miss(_ agent: DrillAgent, _ customer: SimulatedPhone) async throws {
        try await hears(World.resultTones["timedOut"], "that nobody answered", customer)
        try await agent.waitUntil("on break") { $0.status == "onBreak" }
        try await hangUp(customer)
        try await agent.setStatus("available")
        try await free(agent)
    }

    /// The customer stays in the queue. Should an offer time out while the service is away, the agent comes
    /// back from the break once more.
    func missAndReturn(_ agent: DrillAgent, _ customer: SimulatedPhone) async throws {
        try await agent.waitUntil("on break") { $0.status == "onBreak" }
        var view = try await agent.view()
        while view.call == nil {
            if view.status == "onBreak" { try await agent.setStatus("available") }
            view = try await agent.waitUntil("offered the call again", within: .seconds(20)) {
                $0.offer != nil || $0.call != nil || $0.status == "onBreak"
            }
            if let offer = view.offer { try? await agent.accept(offer) }
            view = try await agent.view()
        }
        try await agent.waitUntil("connected") { $0.callState == "connected" }
        try await hear(agent, customer)
    }

    /// The customer is kept with music, and then in the dialplan. Of a music of two seconds nothing is left
    /// when the service was away for longer.
    func losePhone(_ agent: DrillAgent, _ customer: SimulatedPhone) async throws {
        forget(agent)
        agent.phone.hangUp()
        try await hears(World.resultTones["agentLost"], "that the agent was lost", customer)
        try await agent.waitUntil("not reachable") { $0.status == "notReachable" }
    }

    func takeBreak(_ agent: DrillAgent) async throws {
        try await agent.setStatus("onBreak")
        try await agent.waitUntil("on break") { $0.status == "onBreak" }
        try await agent.setStatus("available")
        try await free(agent)
    }

    /// Kills the service and starts it; once more if it was killed while starting.
    func restart(_ isKilled: @Sendable () -> Bool) async throws {
        await world.service.kill()
        do {
            try await world.service.start()
        } catch {
            guard isKilled() else { throw error }
        }
        guard isKilled() else { return }
        _ = await world.service.waitForEnd(within: .seconds(5))
        try await world.service.start()
    }
}
