import DemoWorld
import JSON
import SimulatedPhones
import Testing

/// Customers who wait for the agent whom a router of somebody else's finds.
extension OnTheRealAsterisk {
    private static let waiting = "/v1/tenants/acme/waiting-customers"
    private static let offers = "/v1/tenants/acme/offers"

    /// The only one who waits.
    private static func whoWaits(
        _ router: ControlClient, seen events: EventListener, from place: Int
    ) async throws -> String {
        let told = await events.wait(for: "customer.waiting", from: place)
        let id = try #require(told?.data.optionalString("id"))
        #expect(try await listed(router) == [id])
        return id
    }

    private static func listed(_ router: ControlClient) async throws -> [String] {
        let list = try await router.get(waiting).body.member("items").items()
        return try list.map { try $0.string("id") }
    }

    private static func offer(
        _ id: String, to agent: String, _ router: ControlClient
    ) async throws -> String {
        let made = try await router.post(
            offers,
            [
                "agent": .string(agent), "waitingCustomer": .string(id),
                "attributes": ["intent": "renewal"],
            ])
        #expect(made.status == 201, "\(made.code ?? "")")
        return try #require(made.body.optionalString("id"))
    }

    @Test(.timeLimit(.minutes(3)))
    func `O12 W1 a customer waits with music while a router asks one agent after the other`()
        async throws
    {
        try await Self.withWorld(agents: 2, customers: 1, policy: ["offerSeconds: 20"]) { world in
            let desks = try (0...1).map { try AgentDesk(world, phone: world.agentPhone($0)) }
            for desk in desks { try await desk.openConnection() }
            let customer = world.customerPhone()
            let router = ControlClient(
                base: world.base, token: try world.service.token(["--role", "router"]))
            let events = EventListener(router, path: "/v1/tenants/acme/events")
            #expect(await events.wait(for: "stream.snapshot", from: 0) != nil)

            customer.dial("6010")
            let id = try await Self.whoWaits(router, seen: events, from: 0)
            #expect(await world.probe.hears(World.musicTone, at: customer.ear))

            // The first agent rejects: the music goes on.
            let first = try await Self.offer(id, to: "1001", router)
            let busy = try await router.post(
                Self.offers, ["agent": "1002", "waitingCustomer": .string(id)])
            #expect(busy.code == "customerIsOffered")
            let told = await desks[0].events.wait(for: "offer.created", from: 0)
            #expect(told?.data["attributes"]?.optionalString("intent") == "renewal")
            #expect(told?.data["caller"]?.optionalString("number") == "2001")
            #expect(try await desks[0].reject(first).isFine)
            #expect(await desks[0].waitForStatus("available"))
            try await Task.sleep(for: .milliseconds(500))
            #expect(await world.probe.hears(World.musicTone, at: customer.ear))

            // The service is killed while the second one looks at it.
            let second = try await Self.offer(id, to: "1002", router)
            _ = try await Self.restart(world, desks[1])
            #expect(await world.probe.hears(World.musicTone, at: customer.ear))
            let place = desks[1].events.count
            #expect(try await desks[1].accept(second).isFine)
            #expect(await desks[1].events.wait(for: "call.connected", from: place) != nil)
            #expect(await world.hearEachOther(desks[1].phone, customer))
            #expect(try await Self.listed(router) == [])
            customer.hangUp()
            #expect(await desks[1].waitForStatus("available"))
            try await Task.sleep(for: .milliseconds(300))
            for desk in desks {
                #expect(await world.probe.isSilent(desk.phone.ear, for: .seconds(1)))
                #expect(desk.phone.incomingCalls == 1, "C3")
            }
            events.end()
            await router.close()
            for desk in desks { await desk.end() }
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `O12 a customer who waits is released, or waits in vain, or leaves, and is told of`()
        async throws
    {
        try await Self.withWorld(agents: 1, customers: 1) { world in
            let customer = world.customerPhone()
            let router = ControlClient(
                base: world.base, token: try world.service.token(["--role", "router"]))
            let events = EventListener(router, path: "/v1/tenants/acme/events?types=customer.*")
            #expect(await events.wait(for: "stream.snapshot", from: 0) != nil)
            func left(from place: Int) async -> String? {
                await events.wait(for: "customer.left", from: place)?.data
                    .optionalString("endReason")
            }

            customer.dial("6010")
            let id = try await Self.whoWaits(router, seen: events, from: 0)
            var place = events.count
            #expect(try await router.post(Self.waiting + "/\(id)/release").status == 204)
            #expect(await left(from: place) == "released")
            #expect(await world.probe.hears(try Self.tone("released"), at: customer.ear))
            let again = try await router.post(Self.waiting + "/\(id)/release")
            #expect(again.status == 404 && again.code == "customerUnknown")
            customer.hangUp()
            #expect(await customer.waitUntilIdle())

            place = events.count
            customer.dial("6011")
            _ = try await Self.whoWaits(router, seen: events, from: place)
            #expect(!customer.isInCall, "they are not answered for waiting")
            #expect(await left(from: place) == "timedOut")
            #expect(await world.probe.hears(try Self.tone("timedOut"), at: customer.ear))
            customer.hangUp()
            #expect(await customer.waitUntilIdle())

            place = events.count
            customer.dial("6010")
            _ = try await Self.whoWaits(router, seen: events, from: place)
            customer.hangUp()
            #expect(await left(from: place) == "hungUp")
            #expect(
                try await eventually(within: .seconds(5)) { try world.channelCount() == 0 })
            #expect(try await eventually(within: .seconds(5)) { try world.bridgeCount() == 0 })
            events.end()
            await router.close()
        }
    }
}
