import DemoWorld
import JSON
import SimulatedPhones
import Testing

/// What agents do in a call, as both ends hear it.
extension OnTheRealAsterisk {
    /// The customer is on hold: they hear music and not the agent, who hears nothing.
    private static func isOnHold(
        _ world: World, _ desk: AgentDesk, _ customer: SimulatedPhone
    ) async -> Bool {
        let hasMusic = await world.probe.hears(World.musicTone, at: customer.ear)
        return await world.probe.isSilent(desk.phone.ear, for: .seconds(1)) && hasMusic
            && world.probe.share(of: desk.phone.tone, to: customer.ear) < 0.1
    }

    /// A customer's own channel, and our half of one in Dial() and in Queue().
    @Test(.timeLimit(.minutes(3)), arguments: ["91001", "81001", "6000"])
    func `O13a O13b O13c hold, mute and digits, as both ends hear them`(
        _ number: String
    ) async throws {
        try await Self.withWorld(agents: 1, customers: 2) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let (customer, next) = (world.customerPhone(), world.customerPhone(1))
            try await desk.openConnection()
            let call = try await desk.talk(with: customer, dialing: number)
            #expect(await world.hearEachOther(desk.phone, customer))

            var place = desk.events.count
            #expect(try await desk.change(call, "hold").isFine)
            let held = await desk.events.wait(for: "call.held", from: place)
            #expect(held?.data["held"] == .bool(true))
            #expect(await Self.isOnHold(world, desk, customer))
            #expect(try await desk.sendDigits("1", to: call).code == "callIsHeld")
            #expect(try await desk.change(call, "resume").isFine)
            #expect(await desk.events.wait(for: "call.resumed", from: place) != nil)
            #expect(await world.hearEachOther(desk.phone, customer))
            // Nothing of the music is left.
            #expect(world.probe.share(of: World.musicTone, to: customer.ear) < 0.1)

            place = desk.events.count
            #expect(try await desk.change(call, "mute").isFine)
            #expect(await desk.events.wait(for: "call.muted", from: place) != nil)
            #expect(await world.probe.isSilent(customer.ear, for: .seconds(1)))
            #expect(await world.probe.hears(customer.tone, at: desk.phone.ear))
            #expect(try await desk.change(call, "unmute").isFine)
            #expect(await desk.events.wait(for: "call.unmuted", from: place) != nil)
            #expect(await world.hearEachOther(desk.phone, customer))

            // From the console, and from the keys of both phones.
            var since = RTPProbe.now
            #expect(try await desk.sendDigits("17*#", to: call).isFine)
            #expect(await world.probe.receives("17*#", at: customer.ear, since: since))
            since = RTPProbe.now
            await desk.phone.press("42")
            #expect(await world.probe.receives("42", at: customer.ear, since: since))
            await customer.press("58")
            #expect(await world.probe.receives("58", at: desk.phone.ear, since: since))
            #expect(await world.hearEachOther(desk.phone, customer))

            // On hold and muted, the customer leaves; the next one hears the agent.
            place = desk.events.count
            #expect(try await desk.change(call, "mute").isFine)
            #expect(try await desk.change(call, "hold").isFine)
            #expect(await desk.events.wait(for: "call.held", from: place) != nil)
            customer.hangUp()
            #expect(await desk.waitForStatus("available"))
            #expect(await world.probe.isSilent(desk.phone.ear, for: .seconds(1)))
            _ = try await desk.talk(with: next, dialing: number)
            #expect(await world.hearEachOther(desk.phone, next))
            #expect(desk.phone.incomingCalls == 1, "C3 the phone is not rung again")
            next.hangUp()
            #expect(await desk.waitForStatus("available"))
            #expect(try await eventually(within: .seconds(5)) { try world.channelCount() == 1 })
            #expect(try await eventually(within: .seconds(5)) { try world.bridgeCount() == 1 })
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `O13a W1 a customer on hold hears music over a kill, and is brought back`() async throws {
        try await Self.withWorld(agents: 1, customers: 1) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let customer = world.customerPhone()
            try await desk.openConnection()
            let call = try await desk.talk(with: customer, dialing: "91001")
            let place = desk.events.count
            #expect(try await desk.change(call, "mute").isFine)
            #expect(await desk.events.wait(for: "call.muted", from: place) != nil)
            #expect(try await desk.change(call, "hold").isFine)
            #expect(await desk.events.wait(for: "call.held", from: place) != nil)
            await world.service.kill()
            #expect(await Self.isOnHold(world, desk, customer))
            try await world.service.start()
            #expect(await Self.isOnHold(world, desk, customer))
            #expect(try await desk.view()["call"]?["held"] == .bool(true))
            #expect(try await desk.change(call, "resume").isFine)
            #expect(await world.probe.hears(customer.tone, at: desk.phone.ear))
            #expect(await world.probe.isSilent(customer.ear, for: .seconds(1)), "still muted")
            #expect(try await desk.change(call, "unmute").isFine)
            #expect(await world.hearEachOther(desk.phone, customer))

            // The agent's phone is hung up while the customer is on hold (O10).
            #expect(try await desk.change(call, "hold").isFine)
            #expect(await Self.isOnHold(world, desk, customer))
            desk.phone.hangUp()
            #expect(await desk.waitForStatus("notReachable"))
            #expect(
                await world.probe.hears(
                    try Self.tone("agentLost"), at: customer.ear, within: .seconds(8)))
        }
    }
}
