import DemoWorld
import Foundation
import JSON
import SimulatedPhones
import Testing

/// What administrators change while agents work.
extension OnTheRealAsterisk {
    private static let policy = "/v1/tenants/acme/policy"

    private static func profile(_ agent: String) -> String {
        "/v1/tenants/acme/agents/\(agent)/profile"
    }

    private static func names(_ answer: ControlClient.Answer, _ key: String) -> JSONValue? {
        #expect(answer.isFine, "\(answer)")
        return answer.body[key]
    }

    @Test(.timeLimit(.minutes(3)))
    func `P2 P3 P8 what an administrator changes holds from the next connection, or at once`()
        async throws
    {
        try await Self.withWorld(agents: 1, customers: 1, storesDirectory: true) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let admin = ControlClient(
                base: world.base, token: try world.service.token(["--role", "administrator"]))
            let customer = world.customerPhone()
            try await desk.openConnection()

            // Auto answer waits: this customer is still offered.
            let automatic: JSONValue = ["autoAnswer": true]
            let waits = try await admin.patch(Self.profile("1001"), automatic)
            #expect(Self.names(waits, "waitingFor") == ["1001"])
            var place = desk.events.count
            customer.dial("91001")
            let offer = try await desk.waitForOffer(from: place)
            try await Task.sleep(for: .milliseconds(500))
            #expect(try await desk.status() == "offered")
            #expect(try await desk.reject(offer).isFine)
            customer.hangUp()
            #expect(await customer.waitUntilIdle())
            #expect(await desk.waitForStatus("available"))

            // Applied now: the next is connected without a click, over the same leg.
            let applied = try await admin.patch(Self.profile("1001") + "?applyNow=true", automatic)
            #expect(Self.names(applied, "appliedTo") == ["1001"])
            place = desk.events.count
            customer.dial("91001")
            #expect(await desk.events.wait(for: "call.connected", from: place) != nil)
            #expect(await world.hearEachOther(desk.phone, customer))

            // Persistent mode is withdrawn in the call, which goes on.
            let withdrawn: JSONValue = ["persistentEnabled": false]
            let inCall = try await admin.patch(Self.policy + "?applyNow=true", withdrawn)
            #expect(Self.names(inCall, "waitingFor") == ["1001"])
            #expect(await world.hearEachOther(desk.phone, customer))
            customer.hangUp()
            #expect(await desk.waitForStatus("available"))
            #expect(desk.phone.isInCall && desk.phone.incomingCalls == 1)

            // Applied when the call is over: the leg ends, and the phone rings for the next customer.
            place = desk.events.count
            let closed = try await admin.patch(Self.policy + "?applyNow=true", withdrawn)
            #expect(Self.names(closed, "appliedTo") == ["1001"])
            #expect(await desk.phone.waitUntilIdle())
            let told = await desk.events.wait(for: "connection.closed", from: place)
            #expect(told?.data.optionalString("endReason") == "modeChanged")
            #expect(try await desk.status() == "available")
            customer.dial("91001")
            #expect(await desk.phone.waitUntilInCall())
            #expect(await world.hearEachOther(desk.phone, customer))
            #expect(desk.phone.incomingCalls == 2)
            customer.hangUp()
            #expect(await desk.phone.waitUntilIdle())
            #expect(try await desk.reopen().code == "persistentNotEnabled", "P2")

            // All of it outlives a kill.
            await world.service.kill()
            try await world.service.start()
            let kept = try await admin.get(Self.policy)
            #expect(kept.body["policy"] == .object([:]))
            await admin.close()
            await desk.end()
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func
        `P3 P9 an agent who is made takes a customer, and one who is removed leaves after the call`()
        async throws
    {
        try await Self.withWorld(agents: 2, customers: 1, storesDirectory: true) { world in
            let customer = world.customerPhone()
            func command(_ words: String...) throws -> String {
                try world.service.run(["agent"] + words + ["--tenant", "acme"])
            }
            #expect(try command("remove", "1002") == "removed agent acme/1002\n")
            customer.dial("91002")
            let unavailable = try #require(World.resultTones["unavailable"])
            #expect(await world.probe.hears(unavailable, at: customer.ear))
            customer.hangUp()
            let made = try command(
                "set", "1002", "name=Bob", "workplace={kind: endpoint, address: \"1002\"}")
            #expect(made == "made agent acme/1002\n")

            let desk = try AgentDesk(world, phone: world.agentPhone(1))
            try await desk.openConnection()
            _ = try await desk.talk(with: customer, dialing: "91002")
            #expect(try command("remove", "1002") == "removed agent acme/1002\n")
            #expect(await world.hearEachOther(desk.phone, customer), "no call is cut")
            #expect(try await desk.client.get("/v1/me").status == 401)
            customer.hangUp()
            #expect(await desk.phone.waitUntilIdle())
            await desk.end()
            #expect(await eventually(within: .seconds(10)) { (try? world.channelCount()) == 0 })
        }
    }
}
