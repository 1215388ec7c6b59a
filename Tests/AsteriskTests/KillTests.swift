import DemoWorld
import JSON
import SimulatedPhones
import Testing

extension OnTheRealAsterisk {
    @Test(.timeLimit(.minutes(5)))
    func `W1 a kill while one is parked, one verifying and one in a call loses nothing`()
        async throws
    {
        try await Self.withWorld(agents: 3, customers: 1) { world in
            let parked = try AgentDesk(world, phone: world.agentPhone(0))
            let verifying = try AgentDesk(world, phone: world.agentPhone(1))
            let talking = try AgentDesk(world, phone: world.agentPhone(2))
            let customer = world.customerPhone()
            try await parked.openConnection()
            try await talking.openConnection()
            let call = try await talking.talk(with: customer, dialing: "91003")
            _ = try await verifying.logIn()
            let since = RTPProbe.now
            let answer = try await verifying.setStatus("available")
            let attempt = try #require(answer.body.optionalString("attemptId"))
            let pin = try #require(await verifying.hearPIN(since: since))

            let killed = RTPProbe.now
            await world.service.kill()
            try await world.service.start()
            let ready = RTPProbe.now

            // The call's sound went on both ways, from half a second before to half a second after.
            // Packets come every 20 ms, so a count may be off by one at either end.
            try await Task.sleep(for: .milliseconds(500))
            for (ear, tone) in [
                (customer.ear, talking.phone.tone), (talking.phone.ear, customer.tone),
            ] {
                let (from, until) = (killed - 500_000_000, ready + 500_000_000)
                let packets = world.probe.audio(to: ear, since: from).filter { $0.at < until }
                #expect(Double(packets.count) > 0.9 * Double(until - from) / 20e6)
                let meanwhile = packets.filter { killed <= $0.at && $0.at < ready }
                #expect(meanwhile.count >= Int(ready - killed) / 20_000_000 - 2)
                let samples = packets.flatMap { Audio.decode($0.payload) }
                #expect(Audio.share(of: tone, in: samples) > 0.9)
            }
            for desk in [parked, verifying, talking] {
                #expect(desk.phone.isInCall)
                #expect(desk.phone.incomingCalls == 1)
            }
            // The same PIN is still good.
            #expect(try await verifying.connection().optionalString("state") == "verifying")
            #expect(try await verifying.confirm(pin, attempt: attempt).isFine)
            #expect(await verifying.waitForStatus("available"))
            #expect(try await parked.status() == "available")
            #expect(try await talking.status() == "busy")
            #expect(await world.probe.isSilent(parked.phone.ear, for: .seconds(1)))
            // The call ends as ever, and the next Accept is right.
            #expect(try await talking.hangUp(call).isFine)
            #expect(await customer.waitUntilIdle())
            #expect(await talking.waitForStatus("available"))
            #expect(await world.probe.isSilent(talking.phone.ear, for: .seconds(1)))
            _ = try await parked.talk(with: customer, dialing: "91001")
            #expect(await world.hearEachOther(parked.phone, customer))
            for desk in [parked, verifying, talking] { await desk.end() }
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `W1 stopping the service drops no leg`() async throws {
        try await Self.withWorld(agents: 1, customers: 1) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let customer = world.customerPhone()
            try await desk.openConnection()
            _ = try await desk.talk(with: customer, dialing: "91001")
            await world.service.stop()
            #expect(await world.hearEachOther(desk.phone, customer))
            // Who calls meanwhile finds a way out in the dialplan.
            customer.hangUp()
            #expect(await customer.waitUntilIdle())
            customer.dial("91001")
            let away = try #require(World.resultTones["serviceAway"])
            #expect(await world.probe.hears(away, at: customer.ear))
            try await world.service.start()
            #expect(desk.phone.isInCall)
            #expect(await desk.waitForStatus("available"))
            #expect(await world.probe.isSilent(desk.phone.ear, for: .seconds(1)))
            await desk.end()
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `C1 when Asterisk dies the agents are told, and the connection opens again after it`()
        async throws
    {
        try await Self.withWorld(agents: 1, customers: 0) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            try await desk.openConnection()
            let place = desk.events.count
            await world.asterisk.kill()
            #expect(await desk.events.wait(for: "service.degraded", from: place) != nil)
            #expect(try await desk.client.get("/readyz").status == 503)
            let refused = try await desk.reopen()
            #expect([409, 503].contains(refused.status))
            try await world.asterisk.boot()
            let closed = await desk.events.wait(
                for: "connection.closed", from: place, within: .seconds(30))
            #expect(closed?.data.optionalString("endReason") == "nodeRestarted")
            #expect(await desk.waitForStatus("notReachable"))
            // The phone still believes in its old call.
            desk.phone.hangUp()
            _ = await desk.phone.waitUntilIdle()
            let since = RTPProbe.now
            let answer = try await desk.reopen()
            let attempt = try #require(answer.body.optionalString("attemptId"))
            let pin = try #require(await desk.hearPIN(since: since))
            #expect(try await desk.confirm(pin, attempt: attempt).isFine)
            await desk.end()
        }
    }
}
