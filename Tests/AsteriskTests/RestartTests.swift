import DemoWorld
import JSON
import SimulatedPhones
import Testing

extension OnTheRealAsterisk {
    @Test(.timeLimit(.minutes(4)))
    func `W3 when Asterisk is stopped all are told at once, and called again in turn after it`()
        async throws
    {
        // V9: one dial was asked for, and no more may be.
        let policy = ["reopenAfterRestart: true", "dialsInTenMinutes: 1"]
        try await Self.withWorld(agents: 3, customers: 1, policy: policy) { world in
            let desks = try (0..<3).map { try AgentDesk(world, phone: world.agentPhone($0)) }
            let customer = world.customerPhone()
            for desk in desks { try await desk.openConnection() }
            // One in a call, one on a break.
            _ = try await desks[0].talk(with: customer, dialing: "91001")
            _ = try await desks[2].setStatus("onBreak")
            let places = desks.map(\.events.count)
            let start = ContinuousClock.now
            _ = try? world.asterisk.console("core stop now")
            for (desk, place) in zip(desks, places) {
                let told = await desk.events.wait(for: "connection.closed", from: place)
                #expect(told?.data.optionalString("endReason") == "nodeRestarted")
                if let told { #expect(start.duration(to: told.at) < .seconds(3)) }
                #expect(await desk.phone.waitUntilIdle())
            }
            #expect(await customer.waitUntilIdle())
            #expect(await desks[0].events.wait(for: "service.degraded", from: places[0]) != nil)
            #expect(await desks[0].waitForStatus("notReachable"))
            await world.asterisk.stop()

            let since = RTPProbe.now
            try await world.asterisk.boot()
            var turns: [ContinuousClock.Instant] = []
            for (desk, place) in zip(desks, places).prefix(2) {
                let dialed = await desk.events.wait(
                    for: "connection.dialing", from: place, within: .seconds(30))
                turns.append(try #require(dialed).at)
                #expect(try await desk.status() == "persistentCallOffered")
                let attempt = try #require(dialed?.data.optionalString("attemptId"))
                let pin = try #require(await desk.hearPIN(since: since))
                #expect(try await desk.confirm(pin, attempt: attempt).isFine)
                #expect(await desk.waitForStatus("available"))
            }
            // Two in a second.
            #expect(turns[0].duration(to: turns[1]) > .milliseconds(400), "\(turns)")
            #expect(turns[0].duration(to: turns[1]) < .seconds(3), "\(turns)")
            #expect(desks.map(\.phone.incomingCalls) == [2, 2, 1])
            #expect(try await desks[2].status() == "onBreak")
            _ = try await desks[1].talk(with: customer, dialing: "91002")
            #expect(await world.hearEachOther(desks[1].phone, customer))
            for desk in desks { await desk.end() }
        }
    }
}
