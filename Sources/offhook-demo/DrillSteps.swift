internal import DemoWorld
internal import SimulatedPhones

/// What the parts of the day are made of.
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

    func losePhone(_ agent: DrillAgent) async throws {
        forget(agent)
        agent.phone.hangUp()
        try await idle(agent.phone)
    }

    /// The customer is kept with music for some seconds, and then in the dialplan. Of the music nothing may be
    /// left when the service was away for long.
    func keepCustomer(_ customer: SimulatedPhone, _ killer: DrillKiller?) async throws {
        let hasMusic = await world.probe.hears(
            World.musicTone, at: customer.ear, within: .seconds(6))
        guard hasMusic || killer?.wasLong == true else {
            throw PhoneError("\(customer.name) lost the agent and was left without music.")
        }
        try await hears(World.resultTones["agentLost"], "that the agent is lost", customer)
    }

    /// The agent calls the customer, and once more where the call ended before the phone rang: what nobody knows to have
    /// been dialled is not dialled again by itself. The phone rings once.
    func callOut(_ agent: DrillAgent, _ customer: SimulatedPhone) async throws {
        let before = customer.incomingCalls
        try await agent.call(customer)
        while true {
            let view = try await agent.waitUntil("connected", within: .seconds(25)) {
                $0.callState == "connected" || $0.call == nil
            }
            if view.callState == "connected" { break }
            guard customer.incomingCalls == before else {
                throw PhoneError("\(customer.name) was rung, and now: \(view).")
            }
            try await agent.call(customer)
        }
        guard customer.incomingCalls == before + 1 else {
            throw PhoneError("\(customer.name) was rung \(customer.incomingCalls - before) times.")
        }
        try await hear(agent, customer)
    }

    /// The customer is busy; nothing of the ringing is left in the agent's ear.
    func callInVain(_ agent: DrillAgent, _ customer: SimulatedPhone) async throws {
        let manner = customer.manner
        customer.manner = .busy
        defer { customer.manner = manner }
        try await agent.call(customer)
        try await agent.waitUntil("free", within: .seconds(25)) {
            $0.status == "available" && $0.call == nil
        }
        let isSilent = await eventually(within: .seconds(15)) {
            await world.probe.isSilent(agent.phone.ear, for: .seconds(1))
        }
        guard isSilent else { throw PhoneError("\(agent.name) still hears something.") }
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
