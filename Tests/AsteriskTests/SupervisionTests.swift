import DemoWorld
import JSON
import SimulatedPhones
import Testing

/// A supervisor who listens to a call, helps its agent and talks with both, as each of the three hears it.
extension OnTheRealAsterisk {
    /// A call that a supervisor takes part in by the second agent's phone.
    private struct Overseen {
        let world: World
        let desk: AgentDesk
        let customer: SimulatedPhone
        let boss: SimulatedPhone
        let supervisor: ControlClient
        let events: EventListener
        let path: String
        let call: String

        init(_ world: World, _ desk: AgentDesk, dialing number: String = "91001") async throws {
            self.world = world
            self.desk = desk
            customer = world.customerPhone()
            boss = world.agentPhone(1)
            call = try await desk.talk(with: customer, dialing: number)
            path = "/v1/tenants/acme/calls/\(call)/supervisions"
            supervisor = ControlClient(
                base: world.base, token: try world.service.token(["--role", "supervisor"]))
            events = EventListener(supervisor, path: "/v1/tenants/acme/events")
            _ = await events.wait(for: "stream.snapshot", from: 0)
        }

        func end() async {
            events.end()
            await supervisor.close()
        }

        /// - Returns: the supervision's id.
        func begin(_ mode: String) async throws -> String {
            let place = events.count
            let answer = try await supervisor.post(
                path,
                [
                    "mode": .string(mode),
                    "phone": ["kind": "endpoint", "address": .string(boss.name)],
                ])
            #expect(answer.status == 202)
            #expect(await events.wait(for: "supervision.started", from: place) != nil)
            return answer.body.optionalString("id") ?? ""
        }

        func change(_ id: String, _ mode: String) async throws {
            let place = events.count
            #expect(try await supervisor.patch("\(path)/\(id)", ["mode": .string(mode)]).isFine)
            let told = await events.wait(for: "supervision.changed", from: place)
            #expect(told?.data["supervision"]?.optionalString("modeInForce") == mode)
        }

        func expect(
            _ state: String, agent: String, customer heardByCustomer: String,
            boss heardByBoss: String
        ) async {
            await OnTheRealAsterisk.expect(
                state,
                [desk.phone: agent, customer: heardByCustomer, boss: heardByBoss],
                among: [desk.phone, customer, boss], in: world)
        }
    }

    @Test(.timeLimit(.minutes(4)), arguments: ["91001", "6000"])
    func `O13g a supervisor monitors, whispers and barges in, as all three hear it`(
        _ number: String
    ) async throws {
        try await Self.withWorld(agents: 2, customers: 1, keepsRecords: true) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            try await desk.openConnection()
            let it = try await Overseen(world, desk, dialing: number)
            let place = desk.events.count
            let id = try await it.begin("monitor")
            await it.expect("monitor", agent: "2001", customer: "1001", boss: "1001 2001")
            try await it.change(id, "whisper")
            await it.expect("whisper", agent: "2001 1002", customer: "1001", boss: "1001 2001")
            // A muted agent is not heard by the supervisor either; a customer on hold hears music alone.
            #expect(try await desk.change(it.call, "mute").isFine)
            await it.expect("whisper, muted", agent: "2001 1002", customer: "", boss: "2001")
            #expect(try await desk.change(it.call, "unmute").isFine)
            #expect(try await desk.change(it.call, "hold").isFine)
            await it.expect("whisper, on hold", agent: "", customer: "music", boss: "1001")
            #expect(try await desk.change(it.call, "resume").isFine)
            await it.expect("resumed", agent: "2001 1002", customer: "1001", boss: "1001 2001")
            try await it.change(id, "barge")
            await it.expect(
                "barge", agent: "2001 1002", customer: "1001 1002", boss: "1001 2001")
            try await it.change(id, "monitor")
            await it.expect("monitor again", agent: "2001", customer: "1001", boss: "1001 2001")
            // The service is killed meanwhile.
            _ = try await Self.restart(world, desk)
            await it.expect("after a kill", agent: "2001", customer: "1001", boss: "1001 2001")
            let list = try await it.supervisor.get(it.path)
            #expect(try list.body["items"]?.items().count == 1)
            #expect(try await it.supervisor.delete("\(it.path)/\(id)").status == 204)
            #expect(await it.boss.waitUntilIdle())
            await it.expect("ended", agent: "2001", customer: "1001", boss: "")
            // The agent was told nothing of it.
            let told = desk.events.told(from: place).map(\.type)
            #expect(!told.contains { $0.hasPrefix("supervision") })
            it.customer.hangUp()
            #expect(await desk.waitForStatus("available"))
            #expect(desk.phone.incomingCalls == 1, "C3")
            #expect(try await eventually(within: .seconds(5)) { try world.channelCount() == 1 })
            #expect(try await eventually(within: .seconds(5)) { try world.bridgeCount() == 1 })
            // C8: nor has the supervisor's leg a record, or what it listens by.
            let isTold = await eventually(within: .seconds(5)) {
                !world.asterisk.callRecords().isEmpty
            }
            let channels = world.asterisk.callRecords().map { $0["channel"] ?? "" }
            #expect(isTold && channels.allSatisfy { $0.hasPrefix("PJSIP/2001") }, "\(channels)")
            await it.end()
            await desk.end()
        }
    }

    @Test(.timeLimit(.minutes(4)))
    func `O13g whoever leaves first, nobody is left alone, cut, or overheard`() async throws {
        try await Self.withWorld(agents: 2, customers: 1) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            try await desk.openConnection()
            // The customer leaves: the parked leg is silent, and nobody listens to it.
            for mode in ["monitor", "whisper", "barge"] {
                let it = try await Overseen(world, desk)
                let place = it.events.count
                _ = try await it.begin(mode)
                it.customer.hangUp()
                let ended = await it.events.wait(for: "supervision.ended", from: place)
                #expect(ended?.data.optionalString("endReason") == "callEnded")
                #expect(await it.boss.waitUntilIdle())
                #expect(await desk.waitForStatus("available"))
                await it.expect("\(mode), the customer left", agent: "", customer: "", boss: "")
                #expect(try await eventually(within: .seconds(5)) { try world.channelCount() == 1 })
                await it.end()
            }
            // The supervisor hangs up: the two talk on.
            for mode in ["whisper", "barge"] {
                let it = try await Overseen(world, desk)
                let place = it.events.count
                _ = try await it.begin(mode)
                it.boss.hangUp()
                let ended = await it.events.wait(for: "supervision.ended", from: place)
                #expect(ended?.data.optionalString("endReason") == "hungUp")
                await it.expect(
                    "\(mode), the supervisor left", agent: "2001", customer: "1001", boss: "")
                it.customer.hangUp()
                #expect(await desk.waitForStatus("available"))
                await it.end()
            }
            // The supervisor does not answer, and the agent's phone is lost while one talks with both.
            let it = try await Overseen(world, desk)
            it.boss.manner = .busy
            var place = it.events.count
            let asked = try await it.supervisor.post(
                it.path, ["mode": "monitor", "phone": ["kind": "endpoint", "address": "1002"]])
            #expect(asked.status == 202)
            let busy = await it.events.wait(for: "supervision.ended", from: place)
            #expect(busy?.data.optionalString("endReason") == "busy")
            it.boss.manner = .answer(afterMilliseconds: 300)
            place = it.events.count
            _ = try await it.begin("barge")
            desk.phone.hangUp()
            #expect(await it.events.wait(for: "supervision.ended", from: place) != nil)
            #expect(await it.boss.waitUntilIdle())
            #expect(
                await world.probe.hears(
                    try Self.tone("agentLost"), at: it.customer.ear, within: .seconds(8)))
            it.customer.hangUp()
            #expect(try await eventually(within: .seconds(5)) { try world.channelCount() == 0 })
            #expect(try await eventually(within: .seconds(5)) { try world.bridgeCount() == 0 })
            await it.end()
            await desk.end()
        }
    }
}
