import DemoWorld
import JSON
import SimulatedPhones
import Testing

/// Agents who are called at another place.
extension OnTheRealAsterisk {
    @Test(.timeLimit(.minutes(3)))
    func `P9 V1 V4 V5 an agent on demand enters a workplace, proves it, and is called there`()
        async throws
    {
        let address = PhoneNetwork.agentAddress(1_002)
        let home = "sip:1002@\(address):5060"
        let policy = [
            "destinations: {allowedDomains: [\(address)]}", "connectionMode: onDemand",
            "mayEnterWorkplace: true",
        ]
        try await Self.withWorld(agents: 2, customers: 1, policy: policy) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone(0))
            let (near, far) = (world.agentPhone(0), world.agentPhone(1))
            let customer = world.customerPhone()
            let supervisor = EventListener(
                ControlClient(
                    base: world.base, token: try world.service.token(["--role", "supervisor"])),
                path: "/v1/tenants/acme/events")
            let place: JSONValue = ["kind": "sipUri", "address": .string(home)]
            _ = try await desk.logIn()
            #expect(try await desk.validate(place).code == "mustWorkOffline")
            #expect(try await desk.setStatus("workingOffline").isFine)
            #expect(
                try await desk.changeSettings(["workplace": place]).code
                    == "workplaceNotValidated")
            for (kind, bad) in [("sipUri", "sip:x@evil.example"), ("phoneNumber", "112")] {
                let refused = try await desk.validate(
                    ["kind": .string(kind), "address": .string(bad)])
                #expect(refused.code == "destinationNotAllowed")
            }
            #expect(far.incomingCalls == 0)

            // The phone there rings, speaks a PIN, and is hung up when it was confirmed.
            let since = RTPProbe.now
            let begun = try await desk.validate(place)
            #expect(begun.status == 202)
            let id = try #require(begun.body.optionalString("attemptId"))
            #expect(await supervisor.wait(for: "workplace.entered", from: 0) != nil)
            #expect(await far.waitUntilInCall())
            #expect(try await desk.setStatus("available").code == "attemptUnderWay", "V10")
            let pin = try #require(
                await world.listener.listen(world.probe, at: far.ear, since: since))
            let wrong = try await desk.confirmValidation(pin == "0000" ? "1111" : "0000", id)
            #expect(wrong.code == "wrongPin")
            let proven = try await desk.confirmValidation(pin, id)
            #expect(proven.body["workplace"]?["value"]?.optionalString("address") == home)
            #expect(await far.waitUntilIdle())
            #expect(await supervisor.wait(for: "workplace.validated", from: 0) != nil)
            #expect(try await desk.confirmValidation(pin, id).code == "attemptIsOver", "V4")

            // From then on customers ring there, also after a kill.
            await world.service.kill()
            try await world.service.start()
            #expect(try await desk.setStatus("available").isFine)
            customer.dial("91001")
            #expect(await far.waitUntilInCall())
            #expect(await world.hearEachOther(far, customer))
            #expect(near.incomingCalls == 0 && far.incomingCalls == 2)
            customer.hangUp()
            #expect(await far.waitUntilIdle())
            supervisor.end()
            await desk.end()
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `P6 P7 P9 a new workplace drops the connection, and the phone there speaks a new PIN`()
        async throws
    {
        let other = "sip:1002@\(PhoneNetwork.agentAddress(1_002)):5060"
        let places = "otherWorkplaces: [{kind: sipUri, address: \"\(other)\"}]"
        let policy = [
            "destinations: {allowedDomains: [\(PhoneNetwork.agentAddress(1_002))]}",
            "dialsInTenMinutes: 100",
        ]
        try await Self.withWorld(
            agents: 2, customers: 1, policy: policy, more: ["1001": places]
        ) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone(0))
            let (near, far) = (world.agentPhone(0), world.agentPhone(1))
            let customer = world.customerPhone()
            try await desk.openConnection()
            let move: [String: JSONValue] = [
                "workplace": ["kind": "sipUri", "address": .string(other)]
            ]

            // Not in a call.
            let call = try await desk.talk(with: customer, dialing: "91001")
            #expect(try await desk.changeSettings(move).code == "inCall")
            #expect(try await desk.hangUp(call).isFine)
            let stranger: [String: JSONValue] = [
                "workplace": ["kind": "endpoint", "address": "1002"]
            ]
            #expect(try await desk.changeSettings(stranger).code == "workplaceNotApproved")
            #expect(near.isInCall && near.incomingCalls == 1)

            // P6: dropped at once, and the other phone is called.
            var since = RTPProbe.now
            var moved = try await desk.changeSettings(move)
            #expect(moved.isFine)
            #expect(await near.waitUntilIdle())
            #expect(await desk.waitForStatus("persistentCallOffered"))
            #expect(await far.waitUntilInCall())
            let pin = try #require(
                await world.listener.listen(world.probe, at: far.ear, since: since))
            let attempt = try #require(moved.body.optionalString("attemptId"))
            #expect(try await desk.confirm(pin, attempt: attempt).isFine)
            #expect(await desk.waitForStatus("available"))
            try await Task.sleep(for: .milliseconds(300))
            #expect(await world.probe.isSilent(far.ear, for: .seconds(1)))
            var place = desk.events.count
            customer.dial("91001")
            #expect(try await desk.accept(try await desk.waitForOffer(from: place)).isFine)
            #expect(await world.hearEachOther(far, customer))
            customer.hangUp()
            #expect(await desk.waitForStatus("available"))

            // P7: back at the desk nobody answers; after three calls the agent is called where they were.
            near.manner = .busy
            place = desk.events.count
            let back: [String: JSONValue] = [
                "workplace": ["kind": "endpoint", "address": "1001"]
            ]
            moved = try await desk.changeSettings(back)
            #expect(moved.body["pendingWorkplace"]?.optionalString("address") == "1001")
            #expect(await far.waitUntilIdle())
            for call in 2...4 {
                #expect(await desk.waitForStatus("notReachable"))
                #expect(near.incomingCalls == call)
                if call < 4 { #expect(try await desk.reopen().isFine) }
            }
            let told = await desk.events.wait(for: "notice.workplaceReverted", from: place)
            #expect(told?.data["workplace"]?.optionalString("address") == other)
            let called = far.incomingCalls
            since = RTPProbe.now
            let again = try await desk.reopen()
            #expect(await far.waitUntilInCall())
            let newPIN = try #require(
                await world.listener.listen(world.probe, at: far.ear, since: since))
            let id = try #require(again.body.optionalString("attemptId"))
            #expect(try await desk.confirm(newPIN, attempt: id).isFine)
            #expect(await desk.waitForStatus("available"))
            #expect(far.incomingCalls == called + 1 && near.incomingCalls == 4)
            await desk.end()
        }
    }
}
