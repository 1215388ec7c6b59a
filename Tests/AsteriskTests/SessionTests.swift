import DemoWorld
import Foundation
import JSON
import SimulatedPhones
import Testing

/// An agent's session, from log-in to log-out.
extension OnTheRealAsterisk {
    @Test(.timeLimit(.minutes(3)))
    func `S1 S2 S4 S5 S10 V10 C3 C6 O1 M1 W4 a day of one agent, and nobody else's affair`()
        async throws
    {
        try await Self.withWorld(agents: 1, customers: 1) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let customer = world.customerPhone()
            let unavailable = try #require(World.resultTones["unavailable"])
            let foreigner = ControlClient(
                base: world.base,
                token: try world.service.token(["--role", "supervisor"], tenant: "other"))
            let others = EventListener(foreigner, path: "/v1/tenants/other/events")

            // S1: on break, and no call.
            #expect(try await desk.logIn().status == 201)
            #expect(try await desk.status() == "onBreak")
            #expect(try world.channelCount() == 0 && desk.phone.incomingCalls == 0)

            // S2, V10: the validation call; nobody is offered meanwhile.
            var since = RTPProbe.now
            var place = desk.events.count
            let asked = try await desk.setStatus("available")
            let attempt = try #require(asked.body.optionalString("attemptId"))
            #expect(try await desk.status() == "persistentCallOffered")
            let pin = try #require(await desk.hearPIN(since: since))
            customer.dial("91001")
            #expect(await world.probe.hears(unavailable, at: customer.ear))
            customer.hangUp()
            #expect(await customer.waitUntilIdle())

            // S10: a break meanwhile lets it go on, and open.
            #expect(try await desk.setStatus("onBreak").isFine)
            #expect(try await desk.confirm(pin, attempt: attempt).isFine)
            #expect(await desk.events.wait(for: "notice.connectionOpened", from: place) != nil)
            #expect(await desk.waitForConnection("open"))
            #expect(try await desk.status() == "onBreak")

            // S4: no offers on break; back without a call.
            customer.dial("91001")
            #expect(await world.probe.hears(unavailable, at: customer.ear))
            customer.hangUp()
            #expect(await customer.waitUntilIdle())
            #expect(try await desk.setStatus("available").isFine)
            #expect(await desk.waitForStatus("available"))

            // O1, C6: what the console is told; connected when they are together.
            place = desk.events.count
            customer.dial("91001")
            let told = await desk.events.wait(for: "offer.created", from: place)
            let offer = try #require(told?.data)
            #expect(offer.optionalString("direction") == "inbound")
            #expect(offer["caller"]?.optionalString("number") == "2001")
            #expect(offer.optionalString("dialedNumber") == "91001")
            #expect(offer["expiresAt"] != nil)
            #expect(try await desk.accept(offer.optionalString("id") ?? "").isFine)
            #expect(await desk.events.wait(for: "call.connected", from: place) != nil)
            #expect(await world.hearEachOther(desk.phone, customer))
            #expect(desk.phone.incomingCalls == 1, "C3")

            // S5: log-out is refused in a call, a break waits for its end.
            #expect(try await desk.logOut().code == "inCall")
            #expect(try await desk.setStatus("onBreak").isFine)
            #expect(try await desk.status() == "busy")
            customer.hangUp()
            #expect(await desk.waitForStatus("onBreak"))
            #expect(desk.phone.isInCall)

            // W4: another tenant's supervisor sees none of it.
            #expect(try await foreigner.get("/v1/tenants/acme/agents").status == 404)
            #expect(others.told().allSatisfy { !"\($0.body)".contains("1001") })
            others.end()
            await foreigner.close()

            // S5, and S10 in a second session: log-out closes the connection, or calls the call off.
            #expect(try await desk.logOut().isFine)
            #expect(await desk.phone.waitUntilIdle())
            since = RTPProbe.now
            _ = try await desk.logIn()
            _ = try await desk.setStatus("available")
            _ = try #require(await desk.hearPIN(since: since))
            #expect(try await desk.logOut().isFine)
            #expect(await desk.phone.waitUntilIdle())
            #expect(await eventually(within: .seconds(5)) { (try? world.channelCount()) == 0 })
            await desk.end()
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `S6 S7 S8 V3 V8 M4 a lost connection is told and opened again, with a PIN of its own`()
        async throws
    {
        try await Self.withWorld(agents: 1, customers: 0) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let first = try await desk.logIn()
            var since = RTPProbe.now
            let asked = try await desk.setStatus("available")
            let attempt = try #require(asked.body.optionalString("attemptId"))
            let before = try await Self.words(world, desk)
            let pin = try #require(await desk.hearPIN(since: since))
            #expect(try await desk.confirm(pin, attempt: attempt).isFine)
            #expect(await desk.waitForStatus("available"))

            // S6, M4: told at once, with the way back.
            var place = desk.events.count
            desk.phone.hangUp()
            let told = await desk.events.wait(
                for: "notice.connectionLost", from: place, within: .seconds(2))
            #expect(told != nil)
            #expect(await desk.waitForStatus("notReachable"))
            let lost = try await desk.connection()
            #expect(lost.optionalString("endReason") == "phoneHungUp")

            // S7, V3: a new call, whose PIN alone is right; the old one opens nothing.
            place = desk.events.count
            since = RTPProbe.now
            let again = try await desk.reopen()
            let second = try #require(again.body.optionalString("attemptId"))
            #expect(second != attempt)
            #expect(try await desk.status() == "persistentCallOffered")
            let other = try #require(await desk.hearPIN(since: since))
            #expect(try await desk.confirm(pin, attempt: attempt).code == "attemptIsOver")
            if pin != other {
                #expect(try await desk.confirm(pin, attempt: second).code == "wrongPin")
            }
            #expect(try await desk.confirm(other, attempt: second).isFine)
            #expect(await desk.waitForStatus("available"))

            // S8: the same session over a restart; a second log-in takes over only when it is told to.
            _ = try await Self.restart(world, desk)
            #expect(try await desk.status() == "available")
            #expect(try await desk.logIn().code == "alreadyLoggedIn")
            let session = try #require(first.body.optionalString("sessionId"))
            let path = "/v1/tenants/acme/agents/1001/session"
            let resumed = try await desk.client.post(path, ["sessionId": .string(session)])
            #expect(resumed.isFine && desk.phone.isInCall)

            // V8: neither PIN is in anything that was told, answered, logged or journalled.
            let after = try await Self.words(world, desk).subtracting(before)
            #expect(!after.contains(pin) && !after.contains(other))
            Evidence.note("no PIN among \(after.count) words of events, answers, log and journal")

            let taken = try await desk.client.post(path, ["takeOver": true])
            #expect(taken.isFine)
            #expect(await desk.phone.waitUntilIdle())
            await desk.end()
        }
    }

    /// All that can be read of the service, word by word.
    private static func words(_ world: World, _ desk: AgentDesk) async throws -> Set<String> {
        var texts = desk.events.told().map { "\($0.body)" }
        texts.append("\(try await desk.view()) \(try await desk.connection())")
        texts.append(world.service.logTail(10_000))
        texts.append(try world.service.run(["audit"]))
        return texts.reduce(into: []) { words, text in
            for word in text.split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
                words.insert(String(word))
            }
        }
    }

    @Test(.timeLimit(.minutes(4)))
    func `S9 with auto answer nobody is connected to an agent without a console`() async throws {
        let policy = ["autoAnswer: true"]
        try await Self.withWorld(agents: 1, customers: 1, policy: policy) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let customer = world.customerPhone()
            let unavailable = try #require(World.resultTones["unavailable"])
            try await desk.openConnection()
            desk.events.end()
            // A minute, and the look that comes each fifteen seconds.
            let isAlone = await eventually(within: .seconds(90), every: .seconds(1)) {
                (try? await desk.view())?["unattended"] == true
            }
            #expect(isAlone)
            customer.dial("91001")
            #expect(await world.probe.hears(unavailable, at: customer.ear))
            customer.hangUp()
            #expect(await customer.waitUntilIdle())
            // The console is back.
            let events = EventListener(desk.client, path: "/v1/tenants/acme/events")
            #expect(await events.wait(for: "stream.snapshot", from: 0) != nil)
            customer.dial("91001")
            #expect(await events.wait(for: "call.connected", from: 0) != nil)
            #expect(await world.hearEachOther(desk.phone, customer))
            events.end()
            await desk.end()
        }
    }

    @Test(.timeLimit(.minutes(4)))
    func `V11 V5 past the day's number of wrong PINs a new one has six digits`() async throws {
        try await Self.withWorld(agents: 7, customers: 0) { world in
            let desks = try (0..<7).map { try AgentDesk(world, phone: world.agentPhone($0)) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for desk in desks.dropLast() {
                    group.addTask { try await Self.guessWrong(desk, calls: 3) }
                }
                try await group.waitForAll()
            }
            let last = try #require(desks.last)
            // All but those whose call was called off when the number was reached.
            var locked = 0
            for desk in desks.dropLast() where try await desk.reopen().code == "pinLocked" {
                locked += 1
            }
            #expect(locked >= 4)
            _ = try await last.logIn()
            let since = RTPProbe.now
            let asked = try await last.setStatus("available")
            let attempt = try #require(asked.body.optionalString("attemptId"))
            var heard: String?
            _ = await eventually(within: .seconds(15), every: .milliseconds(200)) {
                let packets = world.probe.audio(to: last.phone.ear, since: since)
                heard = world.listener.pin(in: packets, digits: 6)
                return heard != nil
            }
            let pin = try #require(heard)
            Evidence.note("1007 hears six digits")
            #expect(try await last.confirm(pin, attempt: attempt).isFine)
            for desk in desks { await desk.end() }
        }
    }

    /// Types nothing but wrong PINs, until each call is hung up.
    private static func guessWrong(_ desk: AgentDesk, calls: Int) async throws {
        _ = try await desk.logIn()
        for number in 0..<calls {
            let since = RTPProbe.now
            let asked =
                number == 0 ? try await desk.setStatus("available") : try await desk.reopen()
            let attempt = try #require(asked.body.optionalString("attemptId"))
            let pin = try #require(await desk.hearPIN(since: since))
            for _ in 1...3 {
                let wrong = pin == "0000" ? "1111" : "0000"
                let code = try await desk.confirm(wrong, attempt: attempt).code
                // When the number is reached, short PINs that are being spoken are worth nothing.
                #expect(code == "wrongPin" || code == "attemptIsOver")
            }
            #expect(await desk.phone.waitUntilIdle())
        }
    }
}
