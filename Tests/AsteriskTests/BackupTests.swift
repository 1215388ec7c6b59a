import DemoWorld
import Foundation
import JSON
import SimulatedPhones
import Testing

extension OnTheRealAsterisk {
    @Test(.timeLimit(.minutes(5)))
    func `an old backup hangs up nothing, and after adopt its agents work`() async throws {
        try await Self.withWorld(agents: 3, customers: 2) { world in
            let known = try AgentDesk(world, phone: world.agentPhone(0))
            let later = try AgentDesk(world, phone: world.agentPhone(1))
            let talking = try AgentDesk(world, phone: world.agentPhone(2))
            let (customer, next) = (world.customerPhone(0), world.customerPhone(1))
            try await known.openConnection()
            _ = try await talking.logIn()
            let backup = world.folder.appending(path: "mine.sqlite").path
            _ = try world.service.run(["backup", backup])
            // The backup knows nothing of what comes now.
            try await later.openConnection()
            try await talking.openConnection()
            _ = try await talking.talk(with: customer, dialing: "91003")

            await world.service.stop()
            let restored = try world.service.run(["restore", backup])
            #expect(restored.contains("The store that was there is "))
            try await world.service.start(ready: false)
            let isTold = await eventually(within: .seconds(20)) {
                let answer = try? await known.client.get("/readyz")
                return "\(answer?.body ?? .null)".contains("offhook adopt")
            }
            #expect(isTold)
            let listed = try world.service.run(["adopt"])
            #expect(listed.contains(#/PJSIP\/1001-\w+  acme\/1001  up  alone  the store knows it/#))
            #expect(listed.contains(#/PJSIP\/1002-\w+  acme\/1002  up  alone  unknown/#))
            #expect(listed.contains(#/PJSIP\/1003-\w+  acme\/1003  up  with somebody  unknown/#))
            try await Task.sleep(for: .seconds(3))
            for desk in [known, later, talking] {
                #expect(desk.phone.isInCall)
                #expect(desk.phone.incomingCalls == 1)
            }
            #expect(await world.hearEachOther(talking.phone, customer))

            _ = try world.service.run(["adopt", "--leave"])
            #expect(await world.service.waitUntilReady())
            #expect(await world.hearEachOther(talking.phone, customer))
            #expect(await known.waitForStatus("available"))
            let answer = try await later.client.get("/v1/tenants/acme/agents/1002")
            #expect(answer.body["status"]?.optionalString("status") == "loggedOut")
            // Who was known works on the same leg, without a ring.
            _ = try await known.talk(with: next, dialing: "91001")
            #expect(await world.hearEachOther(known.phone, next))
            #expect(known.phone.incomingCalls == 1)
            next.hangUp()
            #expect(await known.waitForStatus("available"))
            // Who was in a call ends it, and the customer goes on in the dialplan.
            talking.phone.hangUp()
            let away = try #require(World.resultTones["unavailable"])
            #expect(await world.probe.hears(away, at: customer.ear))
            // Who was left is ended when the operator says so, and opens the connection again.
            #expect(later.phone.isInCall)
            #expect(try world.service.run(["adopt", "--end"]).contains(" is hung up."))
            #expect(await later.phone.waitUntilIdle())
            try await later.openConnection()
            for desk in [known, later, talking] { await desk.end() }
        }
    }
}
