import DemoWorld
import Foundation
import JSON
import SimulatedPhones
import Testing

extension OnTheRealAsterisk {
    private static func health(_ desk: AgentDesk) async throws -> JSONValue? {
        try await desk.view()["connection"]?["health"]
    }

    private static func state(_ desk: AgentDesk) async throws -> String? {
        try await health(desk)?.optionalString("state")
    }

    /// How many requests of a kind Asterisk was asked so far.
    private static func requests(_ kind: String, _ world: World) async throws -> Int {
        let metrics = try await world.service.metrics()
        return Int(
            metrics.filter {
                $0.key.hasPrefix("offhook_asterisk_requests_total")
                    && $0.key.contains("request=\"\(kind)\"")
            }.values.reduce(0, +))
    }

    @Test(.timeLimit(.minutes(4)))
    func `C4 a phone that Asterisk cannot reach is offered nobody, and is lost if it stays away`()
        async throws
    {
        try await Self.withWorld(
            agents: 1, customers: 1, policy: ["mediaLostSeconds: 20"],
            more: ["1001": "queues: {crew: 0}"]
        ) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let customer = world.customerPhone()
            let crew = QueueWatch(world, "crew")
            try await world.asterisk.qualify("1001", everySeconds: 3)
            try await desk.openConnection()
            #expect(try await Self.state(desk) == "healthy")

            // It is frozen while parked: known after a question and the time for its answer.
            var place = desk.events.count
            let frozenAt = ContinuousClock.now
            desk.phone.freeze(true)
            let told = await desk.events.wait(
                for: "connection.unhealthy", from: place, within: .seconds(10))
            #expect(told?.data.optionalString("reason") == "contactUnreachable")
            #expect(frozenAt.duration(to: .now) < .seconds(8))
            Evidence.note("found after \(frozenAt.duration(to: .now).components.seconds) s")
            #expect(try await Self.state(desk) == "unhealthy")
            #expect(await crew.shows("1001", ["(paused:contactUnreachable"]))
            customer.dial("71001")
            #expect(await world.probe.hears(try Self.tone("unavailable"), at: customer.ear))
            customer.hangUp()
            _ = await customer.waitUntilIdle()

            // It is back, and offered the next one.
            place = desk.events.count
            desk.phone.freeze(false)
            #expect(
                await desk.events.wait(
                    for: "connection.recovered", from: place, within: .seconds(15)) != nil)
            let history = try await Self.health(desk)?.member("history").items() ?? []
            #expect(history.map { $0.optionalString("state") } == ["unhealthy", "healthy"])
            _ = try await desk.talk(with: customer, dialing: "6006")
            #expect(await world.hearEachOther(desk.phone, customer))

            // In a call it is told, and the call is not cut.
            place = desk.events.count
            desk.phone.freeze(true)
            #expect(
                await desk.events.wait(
                    for: "connection.unhealthy", from: place, within: .seconds(10)) != nil)
            try await Task.sleep(for: .seconds(22))
            #expect(customer.isInCall)
            #expect(try await desk.status() == "busy")
            desk.phone.freeze(false)
            #expect(
                await desk.events.wait(
                    for: "connection.recovered", from: place, within: .seconds(15)) != nil)
            #expect(await world.hearEachOther(desk.phone, customer))
            customer.hangUp()
            #expect(await desk.waitForStatus("available"))

            // Frozen for good, seen after a restart of the service as before it.
            place = desk.events.count
            desk.phone.freeze(true)
            #expect(
                await desk.events.wait(
                    for: "connection.unhealthy", from: place, within: .seconds(10)) != nil)
            place = try await Self.restart(world, desk)
            #expect(try await Self.state(desk) == "unhealthy")
            let closed = await desk.events.wait(
                for: "connection.closed", from: place, within: .seconds(30))
            #expect(closed?.data.optionalString("endReason") == "mediaLost")
            #expect(await desk.events.wait(for: "notice.connectionLost", from: place) != nil)
            #expect(await desk.waitForStatus("notReachable"))
            desk.phone.freeze(false)
            #expect(await desk.phone.waitUntilIdle(within: .seconds(40)))
            try await desk.reopenConnection()
            #expect(try await Self.state(desk) == "healthy")
            _ = try await desk.talk(with: customer, dialing: "91001")
            #expect(await world.hearEachOther(desk.phone, customer))
            #expect(
                try await Self.requests("countPackets", world) == 0,
                "a phone that Asterisk asks is not looked at")
            await desk.end()
        }
    }

    @Test(.timeLimit(.minutes(6)))
    func
        `C4 a phone that had been sending and has stopped is offered nobody, one that never sends is`()
        async throws
    {
        try await Self.withWorld(
            agents: 2, customers: 1, policy: ["proofOfLifeSeconds: 15", "mediaLostSeconds: 20"]
        ) { world in
            let desks = try (0..<2).map { try AgentDesk(world, phone: world.agentPhone($0)) }
            let customer = world.customerPhone()
            let desk = desks[0]
            // The second plays nothing; its reports may be heard all the same.
            await desks[1].phone.stop()
            try await desks[1].phone.start(isMute: true)
            for desk in desks { try await desk.openConnection() }
            let began = ContinuousClock.now
            // Until it has run steadily.
            try await Task.sleep(for: .seconds(90))
            #expect(try await Self.state(desk) == "healthy")
            #expect(try await Self.state(desks[1]) != "unhealthy")

            var place = desk.events.count
            let frozenAt = ContinuousClock.now
            desk.phone.freeze(true)
            let told = await desk.events.wait(
                for: "connection.unhealthy", from: place, within: .seconds(40))
            #expect(told?.data.optionalString("reason") == "mediaStopped")
            Evidence.note("found after \(frozenAt.duration(to: .now).components.seconds) s")
            customer.dial("71001")
            #expect(await world.probe.hears(try Self.tone("unavailable"), at: customer.ear))
            customer.hangUp()
            _ = await customer.waitUntilIdle()
            place = desk.events.count
            desk.phone.freeze(false)
            #expect(
                await desk.events.wait(
                    for: "connection.recovered", from: place, within: .seconds(40)) != nil)
            _ = try await desk.talk(with: customer, dialing: "91001")
            #expect(await world.hearEachOther(desk.phone, customer))
            customer.hangUp()
            #expect(await desk.waitForStatus("available"))

            // Gone for good.
            try await Task.sleep(for: .seconds(75))
            place = desk.events.count
            await desk.phone.vanish()
            #expect(
                await desk.events.wait(
                    for: "connection.unhealthy", from: place, within: .seconds(40)) != nil)
            let closed = await desk.events.wait(
                for: "connection.closed", from: place, within: .seconds(50))
            #expect(closed?.data.optionalString("endReason") == "mediaLost")
            #expect(await desk.events.wait(for: "notice.connectionLost", from: place) != nil)

            // One look in each quarter of a minute for each phone, and what is looked up once.
            let spent = Double(began.duration(to: .now).components.seconds)
            let looks = try await Self.requests("countPackets", world)
            Evidence.note("\(looks) looks at two phones in \(Int(spent)) s")
            #expect(Double(looks) <= 2 * (spent / 15 + 2))
            #expect(try await Self.requests("findContact", world) == 2)

            try await desk.phone.start()
            try await desk.reopenConnection()
            // And the other was healthy enough all the time.
            place = desks[1].events.count
            customer.dial("71002")
            #expect(try await desks[1].accept(try await desks[1].waitForOffer(from: place)).isFine)
            #expect(try await Self.state(desks[1]) != "unhealthy")
            #expect(
                desks[1].events.told().allSatisfy {
                    $0.type != "connection.unhealthy" || $0.body.optionalString("agent") == "1001"
                })
            for desk in desks { await desk.end() }
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `O10 who loses the agent hears the operator's prompt once, and then music`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "offhook-prompt-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Audio.writeTone(1_500, seconds: 3, to: folder.appending(path: "one-moment.wav"))
        try await Self.withWorld(
            agents: 1, customers: 2,
            policy: [
                "agentLostPrompt: \"sound:\(folder.path)/one-moment\"",
                "agentLostMusicSeconds: 4", "mediaLostSeconds: 20",
            ]
        ) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let (customer, other) = (world.customerPhone(), world.customerPhone(1))
            try await desk.openConnection()
            _ = try await desk.talk(with: customer, dialing: "91001")
            #expect(await world.hearEachOther(desk.phone, customer))
            // Another one waits, and hears music all the time.
            other.dial("6010")
            #expect(await world.probe.hears(World.musicTone, at: other.ear))
            desk.phone.hangUp()
            #expect(await world.probe.hears(1_500, at: customer.ear))
            let since = RTPProbe.now
            #expect(
                await world.probe.hears(World.musicTone, at: customer.ear, within: .seconds(6)))
            #expect(
                await world.probe.hears(
                    try Self.tone("agentLost"), at: customer.ear, within: .seconds(8)))
            #expect(
                world.probe.firstPacket(with: 1_500, to: other.ear, since: 0) == nil,
                "nobody else hears it")
            let music = world.probe.firstPacket(
                with: World.musicTone, to: customer.ear, since: since)
            #expect(
                world.probe.firstPacket(
                    with: 1_500, to: customer.ear, since: try #require(music) + 200_000_000) == nil,
                "it is not repeated")

            // Who hangs up while it plays leaves nothing behind.
            customer.hangUp()
            _ = await customer.waitUntilIdle()
            try await desk.reopenConnection()
            _ = try await desk.talk(with: customer, dialing: "91001")
            desk.phone.hangUp()
            #expect(await world.probe.hears(1_500, at: customer.ear))
            customer.hangUp()
            _ = await customer.waitUntilIdle()
            other.hangUp()
            #expect(
                await eventually(within: .seconds(8)) { (try? world.bridgeCount()) == 0 })
            await desk.end()
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `O10 who loses the agent is served before all others of the queue`() async throws {
        try await Self.withWorld(
            agents: 1, customers: 2, policy: ["missedOffersBeforeBreak: 100"]
        ) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let (customer, other) = (world.customerPhone(), world.customerPhone(1))
            try await desk.openConnection()
            _ = try await desk.talk(with: customer, dialing: "6004")
            #expect(await world.hearEachOther(desk.phone, customer))
            other.dial("6004")
            #expect(await world.probe.hears(World.musicTone, at: other.ear))
            desk.phone.hangUp()
            #expect(await world.probe.hears(World.musicTone, at: customer.ear))
            #expect(await desk.waitForStatus("notReachable"))
            let place = desk.events.count
            try await desk.reopenConnection()
            #expect(try await desk.accept(try await desk.waitForOffer(from: place)).isFine)
            #expect(
                await world.hearEachOther(desk.phone, customer), "not the one who waited before")
            #expect(await world.probe.hears(World.musicTone, at: other.ear))
            customer.hangUp()
            let next = desk.events.count
            #expect(try await desk.accept(try await desk.waitForOffer(from: next)).isFine)
            #expect(await world.hearEachOther(desk.phone, other))
            await desk.end()
        }
    }
}
