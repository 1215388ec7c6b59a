import DemoWorld
import JSON
import SimulatedPhones
import Testing

extension OnTheRealAsterisk {
    private static func health(_ desk: AgentDesk) async throws -> String? {
        try await desk.view()["connection"]?["health"]?.optionalString("state")
    }

    @Test(.timeLimit(.minutes(3)))
    func `C4 a phone that has put us on hold is offered nobody, also after a kill`() async throws {
        try await Self.withWorld(
            agents: 1, customers: 1, more: ["1001": "queues: {crew: 0}"]
        ) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let customer = world.customerPhone()
            let crew = QueueWatch(world, "crew")
            try await desk.openConnection()
            #expect(try await Self.health(desk) == "healthy")
            #expect(await crew.shows("1001", ["(Not in use)"], without: ["paused"]))

            var place = desk.events.count
            desk.phone.hold(true)
            let told = await desk.events.wait(for: "connection.unhealthy", from: place)
            #expect(told?.data.optionalString("reason") == "phoneOnHold")
            #expect(try await Self.health(desk) == "unhealthy")
            #expect(await crew.shows("1001", ["(paused:phoneOnHold"]))
            customer.dial("71001")
            #expect(await world.probe.hears(try Self.tone("unavailable"), at: customer.ear))
            customer.hangUp()
            _ = await customer.waitUntilIdle()

            // The phone lets go while nobody looks.
            await world.service.kill()
            desk.phone.hold(false)
            try await Task.sleep(for: .seconds(1))
            try await world.service.start()
            #expect(
                await eventually(within: .seconds(10)) {
                    (try? await Self.health(desk)) == "healthy"
                })
            _ = try await desk.talk(with: customer, dialing: "6006")
            #expect(await world.hearEachOther(desk.phone, customer))

            // In a call it is the phone's own: the customer hears music, and the agent again.
            place = desk.events.count
            desk.phone.hold(true)
            #expect(await world.probe.hears(World.musicTone, at: customer.ear))
            desk.phone.hold(false)
            #expect(await desk.events.wait(for: "connection.recovered", from: place) != nil)
            #expect(await world.hearEachOther(desk.phone, customer))
            customer.hangUp()
            #expect(await desk.waitForStatus("available"))
            #expect(desk.phone.incomingCalls == 1, "C3 the phone is not rung again")
        }
    }
}
