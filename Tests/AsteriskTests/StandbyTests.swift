import DemoWorld
import Foundation
import JSON
import SimulatedPhones
import Testing

extension OnTheRealAsterisk {
    @Test(.timeLimit(.minutes(4)))
    func `W1 one that stood by takes over with a call up, and one that is replaced does nothing`()
        async throws
    {
        try await Self.withWorld(agents: 1, customers: 1) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let customer = world.customerPhone()
            try await desk.openConnection()
            let call = try await desk.talk(with: customer, dialing: "91001")
            let port = try FreePort.find()
            let process = try ChildProcess(
                "offhook-standby", try OffhookService.findProgram("offhook"),
                [
                    "serve", "--port", "\(port)", "--config",
                    world.service.folder.appending(path: "offhook.yaml").path,
                ], in: world.service.folder)
            let second = ControlClient(
                base: "http://127.0.0.1:\(port)", token: try world.token(agent: desk.phone.name))
            func state() async -> String? {
                try? await second.get("/readyz").body.optionalString("state")
            }
            #expect(await eventually(within: .seconds(10)) { await state() == "standby" })

            let start = ContinuousClock.now
            await world.service.kill()
            #expect(await eventually(within: .seconds(20)) { await state() == "ready" })
            #expect(
                await eventually(within: .seconds(10)) {
                    (try? await world.service.metrics()["offhook_ready"]) == 1
                }, "metrics, too, are taken over")
            print("Taken over after \(start.duration(to: .now))")
            let agent = "/v1/tenants/acme/agents/\(desk.phone.name)"
            func status() async -> String? {
                try? await second.get(agent).body["status"]?.optionalString("status")
            }
            #expect(await status() == "busy")
            #expect(await world.hearEachOther(desk.phone, customer))
            #expect(try await second.post("/v1/tenants/acme/calls/\(call)/hangup").isFine)
            #expect(await customer.waitUntilIdle())
            #expect(await eventually(within: .seconds(10)) { await status() == "available" })
            #expect(desk.phone.isInCall)
            #expect(desk.phone.incomingCalls == 1)

            // Somebody else takes the application.
            let usurper = try await RawARI(world.asterisk, application: "offhook")
            #expect(await eventually(within: .seconds(10)) { await state() == "notReady" })
            let readiness = try await second.get("/readyz").body
            guard case .array(let reasons)? = readiness["reasons"] else {
                throw PhoneError("None.")
            }
            #expect("\(reasons)".contains("Another instance has taken over the application"))
            let refused = try await second.delete("\(agent)/session")
            #expect(refused.status == 503)
            #expect(refused.code == "phoneSystemAway")
            try await Task.sleep(for: .seconds(1))
            #expect(desk.phone.isInCall)
            #expect(await status() == "available")
            await usurper.end()
            await second.close()
            await process.end()
            await desk.end()
        }
    }
}
