import DemoWorld
import JSON
import SimulatedPhones
import Testing

/// Agents who are put into queues by the manager interface: 1001 into "crew" (6006), 1002 into it behind them and into
/// "crew-late". 1001 also stands in queues.conf, in "demo".
extension OnTheRealAsterisk {
    private static let queues = [
        "1001": "queues: {crew: 0}", "1002": "queues: {Crew: 5, crew-late: 0}",
    ]

    @Test(.timeLimit(.minutes(4)))
    func `O12 membership of queues follows the status, and the penalty says who is offered first`()
        async throws
    {
        try await Self.withWorld(agents: 2, customers: 1, more: Self.queues) { world in
            let first = try AgentDesk(world, phone: world.agentPhone(0))
            let second = try AgentDesk(world, phone: world.agentPhone(1))
            let customer = world.customerPhone()
            let crew = QueueWatch(world, "crew")
            #expect(await QueueWatch(world, "demo").shows("1001", ["(paused:loggedOut"]))
            #expect(try crew.line(of: "1001") == nil, "who is logged out is no member")

            _ = try await first.logIn()
            #expect(await crew.shows("1001", ["(dynamic)", "(paused:loggedIn", "(Unavailable)"]))
            try await first.becomeAvailable()
            #expect(await crew.shows("1001", ["(Not in use)"], without: ["paused"]))
            #expect(
                await QueueWatch(world, "demo").shows("1001", ["(Not in use)"], without: ["paused"])
            )
            try await second.openConnection()
            #expect(await crew.shows("1002", ["with penalty 5", "(dynamic)"], without: ["paused"]))
            #expect(await QueueWatch(world, "crew-late").shows("1002", ["(dynamic)"]))

            // The queue's own choice among its members.
            _ = try await first.talk(with: customer, dialing: "6006")
            #expect(await world.hearEachOther(first.phone, customer))
            #expect(await crew.shows("1001", ["(In use)"], without: ["paused"]))
            customer.hangUp()
            #expect(await first.waitForStatus("available"))
            #expect(await crew.logs(["CONNECT", "COMPLETECALLER"], of: "1001"))
            let lunch = try await first.client.put(
                "/v1/tenants/acme/agents/1001/status", ["status": "onBreak", "reason": "lunch"])
            #expect(lunch.isFine)
            #expect(await crew.shows("1001", ["(paused:lunch"]))
            #expect(await crew.logs(["PAUSE"], of: "1001"))
            _ = try await second.talk(with: customer, dialing: "6006")
            #expect(await world.hearEachOther(second.phone, customer))
            customer.hangUp()
            #expect(await second.waitForStatus("available"))

            // What Prometheus is told of all this.
            let metrics = try await world.service.metrics()
            #expect(metrics[#"offhook_connections_opened_total{tenant="acme"}"#] == 2)
            #expect(
                metrics[#"offhook_offer_outcomes_total{tenant="acme",outcome="accepted"}"#] == 2)
            #expect(
                metrics[#"offhook_calls_ended_total{tenant="acme",reason="customerHungUp"}"#] == 2)
            #expect(metrics[#"offhook_accept_to_connected_seconds_count{tenant="acme"}"#] == 2)
            #expect(
                metrics[#"offhook_accept_to_connected_seconds_bucket{tenant="acme",le="2.5"}"#] == 2
            )
            #expect(metrics[#"offhook_agents{tenant="acme",status="onBreak"}"#] == 1)
            #expect(
                metrics[#"offhook_asterisk_requests_total{request="originate",outcome="done"}"#]
                    == 2)
            #expect(metrics["offhook_queues_kept"] == 1)
            let events = try #require(metrics["offhook_asterisk_event_age_seconds_count"])
            let recent = try #require(
                metrics[#"offhook_asterisk_event_age_seconds_bucket{le="1.0"}"#])
            #expect(events > 20 && recent > events / 2)

            // By hand, and put right.
            _ = try world.asterisk.console(
                "queue remove member Local/1002@offhook-acme/n from crew")
            #expect(await crew.shows("1002", ["with penalty 5", "(dynamic)"], without: ["paused"]))
            _ = try await second.logOut()
            #expect(await crew.isWithout("1002"))
            #expect(await QueueWatch(world, "crew-late").isWithout("1002"))
            for desk in [first, second] { await desk.end() }
        }
    }

    @Test(.timeLimit(.minutes(4)))
    func
        `O12 W1 without the manager interface calls go on, and members are put right when it is back`()
        async throws
    {
        try await Self.withWorld(agents: 2, customers: 1, more: Self.queues) { world in
            let first = try AgentDesk(world, phone: world.agentPhone(0))
            let second = try AgentDesk(world, phone: world.agentPhone(1))
            let customer = world.customerPhone()
            let crew = QueueWatch(world, "crew")
            try await first.openConnection()
            try await second.openConnection()
            #expect(await crew.shows("1002", ["(dynamic)"], without: ["paused"]))

            try world.asterisk.setManager(isEnabled: false)
            let warned = await eventually(within: .seconds(20)) {
                let ready = try? await first.client.get("/readyz")
                return ready?.status == 200
                    && "\(ready?.body ?? .null)".contains("queues are not kept")
            }
            #expect(warned, "it is told, and the service is ready all the same")
            _ = try await first.talk(with: customer, dialing: "6006")
            #expect(await world.hearEachOther(first.phone, customer))
            customer.hangUp()
            #expect(await first.waitForStatus("available"))
            _ = try await first.setStatus("onBreak")
            _ = try await second.logOut()
            #expect(await crew.shows("1001", ["(Unavailable)"], without: ["paused"]))
            // Whoever is on break is not offered anything: queues go by the device state.
            customer.dial("6006")
            #expect(await world.probe.hears(World.musicTone, at: customer.ear))

            try world.asterisk.setManager(isEnabled: true)
            #expect(await crew.shows("1001", ["(paused:onBreak"], within: .seconds(40)))
            #expect(await crew.isWithout("1002"))
            let place = first.events.count
            _ = try await first.setStatus("available")
            let told = await first.events.wait(for: "offer.created", from: place)?.data
            #expect(told?["attributes"]?.optionalString("DEMO_SKILL") == "gold")
            let waited = try #require(told?.optionalInteger("waitedSeconds"))
            #expect((1...60).contains(waited))
            #expect(try await first.accept(try await first.waitForOffer(from: place)).isFine)
            #expect(await world.hearEachOther(first.phone, customer))

            // A restart of the service changes nothing, and one of Asterisk puts the agents in anew.
            _ = try await Self.restart(world, first)
            #expect(await crew.shows("1001", ["(In use)"], without: ["paused"]))
            #expect(await world.hearEachOther(first.phone, customer))
            await world.asterisk.kill()
            try await world.asterisk.boot()
            #expect(await world.service.waitUntilReady(within: .seconds(40)))
            #expect(await crew.shows("1001", ["(paused:notReachable"], within: .seconds(40)))
            try await first.reopenConnection()
            #expect(await crew.shows("1001", ["(Not in use)"], without: ["paused"]))
            for desk in [first, second] { await desk.end() }
        }
    }
}
