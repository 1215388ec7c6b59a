import DemoWorld
import JSON
import SimulatedPhones
import Testing

extension OnTheRealAsterisk {
    @Test(.timeLimit(.minutes(3)))
    func `O6 O9 a caller who was not answered hears ringing, and every end is right`() async throws
    {
        try await Self.withWorld(agents: 1, customers: 1, policy: ["offerSeconds: 3"]) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let customer = world.customerPhone()
            try await desk.openConnection()

            // Accepted: answered only then.
            var place = desk.events.count
            customer.dial("71001")
            let offer = try await desk.waitForOffer(from: place)
            #expect(!customer.isInCall)
            #expect(try await desk.accept(offer).isFine)
            #expect(try await desk.accept(offer).isFine, "O5 repeated, it is the same Accept")
            let told = await desk.events.wait(for: "call.connected", from: place)
            let call = try #require(told?.data.optionalString("id"))
            #expect(await world.hearEachOther(desk.phone, customer))

            // An operator sees it, and that all is well.
            let screen = try world.service.run(["status"])
            #expect(screen.contains(/^Offhook \S+ runs \(process \d+\) at \S+, ready\.\n/))
            #expect(screen.contains("1 connections open, 0 being opened, 1 calls\n"))
            #expect(screen.contains(/\nacme\/1001 .* busy .* open .* 2001 connected, \d+ s\n/))

            // O9: the agent clicks Hang up.
            #expect(try await desk.hangUp(call).isFine)
            #expect(await customer.waitUntilIdle())
            #expect(desk.phone.isInCall)
            #expect(await world.probe.isSilent(desk.phone.ear, for: .seconds(1)))

            // O5: the customer leaves before anybody answers.
            place = desk.events.count
            customer.dial("71001")
            let second = try await desk.waitForOffer(from: place)
            customer.hangUp()
            #expect(await desk.events.wait(for: "offer.canceled", from: place) != nil)
            let late = try await desk.accept(second)
            #expect(late.status == 409)
            #expect(late.code == "offerNotPending")

            // O6: nobody answers.
            customer.dial("71001")
            #expect(
                await world.probe.hears(
                    try Self.tone("timedOut"), at: customer.ear, within: .seconds(8)))
            #expect(await desk.waitForStatus("onBreak"))
            customer.hangUp()
            _ = await customer.waitUntilIdle()

            // S4: on break nobody is offered.
            customer.dial("71001")
            #expect(await world.probe.hears(try Self.tone("unavailable"), at: customer.ear))
            #expect(desk.phone.incomingCalls == 1, "C3 the phone is not rung again")
            await desk.end()
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `O10 an agent lost in a call leaves the customer with music, then in the dialplan`()
        async throws
    {
        try await Self.withWorld(agents: 1, customers: 1) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let customer = world.customerPhone()
            try await desk.openConnection()
            _ = try await desk.talk(with: customer, dialing: "91001")
            #expect(await world.hearEachOther(desk.phone, customer))
            desk.phone.hangUp()
            #expect(await world.probe.hears(World.musicTone, at: customer.ear))
            #expect(await world.probe.hears(try Self.tone("agentLost"), at: customer.ear))
            #expect(await desk.waitForStatus("notReachable"))
            await desk.end()
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `O5 O6 O9 O10 under Dial the customer's channel stays in the dialplan`() async throws {
        try await Self.withWorld(agents: 1, customers: 1, policy: ["offerSeconds: 4"]) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let customer = world.customerPhone()
            try await desk.openConnection()

            // The customer hangs up: the leg is silent again.
            _ = try await desk.talk(with: customer, dialing: "81001")
            #expect(await world.hearEachOther(desk.phone, customer))
            customer.hangUp()
            #expect(await desk.waitForStatus("available"))
            #expect(await world.probe.isSilent(desk.phone.ear, for: .seconds(1)))

            // The agent rejects.
            var place = desk.events.count
            customer.dial("81001")
            #expect(try await desk.reject(try await desk.waitForOffer(from: place)).isFine)
            #expect(await world.probe.hears(try Self.tone("rejected"), at: customer.ear))
            customer.hangUp()
            _ = await customer.waitUntilIdle()

            // The customer gives up.
            place = desk.events.count
            customer.dial("81001")
            _ = try await desk.waitForOffer(from: place)
            customer.hangUp()
            #expect(await desk.events.wait(for: "offer.canceled", from: place) != nil)

            // The agent clicks Hang up: the customer's own channel ends.
            let call = try await desk.talk(with: customer, dialing: "81001")
            #expect(try await desk.hangUp(call).isFine)
            #expect(await customer.waitUntilIdle())
            #expect(desk.phone.isInCall)

            // Nobody answers.
            customer.dial("81001")
            #expect(
                await world.probe.hears(
                    try Self.tone("timedOut"), at: customer.ear, within: .seconds(8)))
            #expect(await desk.waitForStatus("onBreak"))
            customer.hangUp()
            _ = await customer.waitUntilIdle()
            _ = try await desk.setStatus("available")

            // The agent's phone is lost.
            _ = try await desk.talk(with: customer, dialing: "81001")
            desk.phone.hangUp()
            #expect(await world.probe.hears(try Self.tone("agentLost"), at: customer.ear))
            customer.hangUp()
            _ = await customer.waitUntilIdle()

            // Nobody can be offered now.
            customer.dial("81001")
            #expect(await world.probe.hears(try Self.tone("unavailable"), at: customer.ear))
            await desk.end()
        }
    }
}
