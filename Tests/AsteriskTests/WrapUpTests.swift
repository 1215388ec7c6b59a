import DemoWorld
import JSON
import SimulatedPhones
import Testing

extension OnTheRealAsterisk {
    @Test(.timeLimit(.minutes(3)))
    func `O11 after a call the queue offers no other one until the agent is ready`() async throws {
        try await Self.withWorld(
            agents: 1, customers: 2, policy: ["wrapUpSeconds: 8"],
            more: ["1001": "queues: {crew: 0}"]
        ) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let (first, second) = (world.customerPhone(), world.customerPhone(1))
            let crew = QueueWatch(world, "crew")
            try await desk.openConnection()
            _ = try await desk.talk(with: first, dialing: "6006")
            #expect(await world.hearEachOther(desk.phone, first))
            var place = desk.events.count
            second.dial("6006")
            first.hangUp()
            let started = await desk.events.wait(for: "wrapUp.started", from: place)
            #expect(started?.data.optionalString("expiresAt") != nil)
            #expect(await desk.waitForStatus("wrappingUp"))
            #expect(await crew.shows("1001", ["(paused:wrappingUp", "(In use)"]))
            #expect(await world.probe.isSilent(desk.phone.ear, for: .seconds(3)))
            #expect(try await desk.view()["offer"] == nil, "the next customer waits in the queue")

            place = desk.events.count
            #expect(try await desk.completeWrapUp().isFine)
            let offer = try await desk.waitForOffer(from: place)
            #expect(try await desk.accept(offer).isFine)
            #expect(await world.hearEachOther(desk.phone, second))
            second.hangUp()
            #expect(await desk.waitForStatus("wrappingUp"))
            // By itself, when its time is over.
            #expect(await desk.waitForStatus("available", within: .seconds(25)))
            #expect(await crew.shows("1001", ["(Not in use)"], without: ["paused"]))
            #expect(desk.phone.incomingCalls == 1, "C3 the phone is not rung again")
        }
    }
}
