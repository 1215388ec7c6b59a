import DemoWorld
import JSON
import SimulatedPhones
import Testing

/// Calls that a program hands out to agents.
extension OnTheRealAsterisk {
    private static let handingOut = [
        "country: DE", "destinations: {allowedDomains: [127.0.0.31]}",
        "outbound: {callerIDs: [\"Acme <+4930555>\"], ringSeconds: 20}", "offerSeconds: 20",
    ]
    private static let offers = "/v1/tenants/acme/offers"

    /// A dialler, with a token of its own.
    private static func withDialler(
        _ world: World, _ body: (ControlClient) async throws -> Void
    ) async throws {
        let dialler = ControlClient(
            base: world.base, token: try world.service.token(["--role", "router"]))
        do {
            try await body(dialler)
            await dialler.close()
        } catch {
            await dialler.close()
            throw error
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `O14 an agent looks at whom to call, accepts, hears the ringing and then the customer`()
        async throws
    {
        try await Self.withWorld(agents: 1, customers: 1, policy: Self.handingOut) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let customer = world.customerPhone()
            customer.manner = .ring
            try await desk.openConnection()
            try await Self.withDialler(world) { dialler in
                let order: JSONValue = [
                    "agent": "1001", "to": .string(Self.customerURI),
                    "attributes": ["customer": "Carol"],
                ]
                var place = desk.events.count
                let made = try await dialler.post(Self.offers, order)
                #expect(made.status == 201)
                #expect(made.body.optionalString("direction") == "outbound")
                let told = await desk.events.wait(for: "offer.created", from: place)
                let offer = try #require(told?.data.optionalString("id"))
                #expect(told?.data["attributes"]?.optionalString("customer") == "Carol")
                #expect(await desk.waitForStatus("offered"))
                #expect(
                    try await dialler.post(Self.offers, order).code == "agentNotAvailable")
                try await Task.sleep(for: .seconds(1))
                #expect(customer.incomingCalls == 0)
                #expect(await world.probe.isSilent(desk.phone.ear, for: .seconds(1)))

                #expect(try await desk.accept(offer).isFine)
                #expect(await customer.waitUntilRinging())
                #expect(await world.probe.hears(Self.ringingTone, at: desk.phone.ear))
                customer.answer()
                let connected = await desk.events.wait(for: "call.connected", from: place)
                #expect(connected?.data.optionalString("offerId") == offer)
                #expect(await world.hearEachOther(desk.phone, customer))
                customer.hangUp()
                #expect(await desk.waitForStatus("available"))
                try await Task.sleep(for: .milliseconds(300))
                #expect(await world.probe.isSilent(desk.phone.ear, for: .seconds(1)))

                // Rejected: nobody is called.
                place = desk.events.count
                let second = try await dialler.post(Self.offers, order)
                let unwanted = try #require(second.body.optionalString("id"))
                #expect(try await desk.reject(unwanted).isFine)
                #expect(await desk.waitForStatus("available"))
                #expect(customer.incomingCalls == 1)

                // Looked at, the service is killed, and it can be accepted still.
                let third = try await dialler.post(Self.offers, order)
                let kept = try #require(third.body.optionalString("id"))
                _ = try await Self.restart(world, desk)
                #expect(try await desk.accept(kept).isFine)
                #expect(await customer.waitUntilRinging())
                customer.hangUp()
                let ended = await desk.events.wait(for: "call.ended", from: place)
                #expect(ended?.data.optionalString("endReason") == "busy")
                #expect(customer.incomingCalls == 2 && desk.phone.incomingCalls == 1)
                try await Task.sleep(for: .milliseconds(300))
                #expect(await world.probe.isSilent(desk.phone.ear, for: .seconds(2)))
            }
            await desk.end()
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `O14 a customer who is on the line already must be accepted, and is not called`()
        async throws
    {
        try await Self.withWorld(agents: 1, customers: 1, policy: Self.handingOut) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let customer = world.customerPhone()
            try await desk.openConnection()
            for number in ["41001", "31001"] {
                let place = desk.events.count
                customer.dial(number)
                let told = await desk.events.wait(for: "offer.created", from: place)
                let offer = try #require(told?.data.optionalString("id"))
                #expect(told?.data.optionalString("direction") == "outbound")
                #expect(told?.data["mustAccept"] == true)
                let refused = try await desk.reject(offer)
                #expect(refused.status == 409 && refused.code == "mustAccept")
                #expect(try await desk.accept(offer).isFine)
                #expect(await desk.events.wait(for: "call.connected", from: place) != nil)
                #expect(await world.hearEachOther(desk.phone, customer))
                customer.hangUp()
                #expect(await desk.waitForStatus("available"))
            }
            #expect(customer.incomingCalls == 0)
            await desk.end()
        }
    }

    @Test(.timeLimit(.minutes(3)), arguments: ["persistent", "onDemand"])
    func `O14 with auto answer the customer is called when they are offered, or on the answer`(
        _ mode: String
    ) async throws {
        let policy = Self.handingOut + ["connectionMode: \(mode)", "autoAnswer: true"]
        try await Self.withWorld(agents: 1, customers: 1, policy: policy) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let customer = world.customerPhone()
            customer.manner = .ring
            if mode == "persistent" {
                try await desk.openConnection()
            } else {
                desk.phone.manner = .ring
                _ = try await desk.logIn()
                #expect(try await desk.setStatus("available").isFine)
            }
            try await Self.withDialler(world) { dialler in
                let place = desk.events.count
                world.probe.watchServer(at: world.asterisk.sipPort)
                let made = try await dialler.post(
                    Self.offers, ["agent": "1001", "to": .string(Self.customerURI)])
                #expect(made.status == 201)
                if mode == "onDemand" {
                    #expect(await desk.phone.waitUntilRinging())
                    let invite = try #require(Self.invite(to: "1001", world))
                    #expect(invite.contains("answer-after=0"))
                    #expect(!customer.isRinging)
                    desk.phone.answer()
                }
                #expect(await customer.waitUntilRinging())
                #expect(await world.probe.hears(Self.ringingTone, at: desk.phone.ear))
                customer.answer()
                #expect(await desk.events.wait(for: "call.connected", from: place) != nil)
                #expect(await world.hearEachOther(desk.phone, customer))
                customer.hangUp()
                #expect(await desk.waitForStatus("available"))
            }
            await desk.end()
        }
    }
}
