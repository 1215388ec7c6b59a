import DemoWorld
import Foundation
import JSON
import SimulatedPhones
import Testing

/// Many agents at once, over a trunk that does not bear that.
extension OnTheRealAsterisk {
    /// Log in and ask for Available, as a console does it at nine o'clock; the latter's answer.
    private static func begin(
        _ agent: String, _ token: String, _ world: World
    ) async throws -> ControlClient.Answer {
        let client = ControlClient(base: world.base, token: token)
        let path = "/v1/tenants/acme/agents/\(agent)"
        let logIn = try await client.post(path + "/session")
        #expect(logIn.isFine || logIn.code == "alreadyLoggedIn")
        let answer = try await client.put(path + "/status", ["status": "available"])
        await client.close()
        return answer
    }

    @Test(.timeLimit(.minutes(4)))
    func `C7 two hundred log-ins leave at the trunk's pace, and the next one finds it full`()
        async throws
    {
        let (count, pace) = (200, 20)
        let crowd = (1...count + 1).map { "\(5_000 + $0)" }
        let phones = try await ManyPhones(in: Project.folder.appending(path: ".run/many"))
        let dial = "PJSIP/2001/sip:{address}@127.0.0.1:\(phones.port)"
        try await Self.withWorld(
            agents: 0, customers: 0, policy: ["validationRingSeconds: 120"], others: crowd,
            trunks:
                "{carrier: {dial: {endpoint: \"\(dial)\"}, channels: \(count), callsPerSecond: \(pace)}}"
        ) { world in
            let tokens = try crowd.map { try world.token(agent: $0) }
            for (agent, token) in zip(crowd, tokens).dropLast() {
                let answer = try await Self.begin(agent, token, world)
                #expect(answer.status == 202, "paced, not refused")
            }
            // Faster than they may leave: the last one is still to wait, and is told how long.
            let waiting = try await world.service.metrics()
            #expect(
                waiting[#"offhook_connections{tenant="acme",state="waiting"}"#] ?? 0 > Double(pace))
            let late = try await Self.begin(crowd[count], tokens[count], world)
            #expect(late.status == 409)
            #expect(late.code == "trunkFull")
            #expect(await eventually(within: .seconds(60)) { phones.calls.count >= count })
            let calls = phones.calls
            #expect(Set(calls.map(\.user)) == Set(crowd.dropLast()))
            #expect(calls.count == count, "W2 nobody is called twice")
            let times = calls.map(\.at).sorted()
            let busiest = times.map { start in times.count { $0 >= start && $0 < start + 1_000 } }
            let most = busiest.max() ?? 0
            // One more where the second begins between two; and these machines are late at times.
            #expect((pace - 3...pace + 3).contains(most), "\(most) in a second")
            Evidence.note("\(count) phones are called, at most \(most) of them in a second")
            #expect(try world.channelCount() == count)
            let metrics = try await world.service.metrics()
            #expect(metrics[#"offhook_trunk_channels{trunk="carrier"}"#] == Double(count))

            // Killed, and started again: nobody is called twice, and what ends makes room.
            await world.service.kill()
            try await world.service.start()
            let first = ControlClient(base: world.base, token: tokens[0])
            let path = "/v1/tenants/acme/agents/\(crowd[0])"
            #expect(try await first.delete(path + "/session").isFine)
            await first.close()
            let again = try await Self.begin(crowd[count], tokens[count], world)
            #expect(again.status == 202)
            #expect(await eventually(within: .seconds(20)) { phones.calls.count == count + 1 })
            #expect(phones.calls.last?.user == crowd[count])
        }
        await phones.end()
    }
}

/// A trunk that lets no call last longer than a minute.
extension OnTheRealAsterisk {
    @Test(.timeLimit(.minutes(4)))
    func `C5 a leg is renewed with its PIN before its trunk ends it, and after a call`()
        async throws
    {
        try await Self.withWorld(
            agents: 1, customers: 1,
            trunks: "{carrier: {dial: {endpoint: \"PJSIP/{address}\"}, maximumSeconds: 60}}"
        ) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let customer = world.customerPhone()
            try await desk.openConnection()
            let first = try await desk.connection()
            let opened = try #require(first.optionalString("attemptId"))
            #expect(first.optionalString("expiresAt") != nil)
            let place = desk.events.count
            let told = await desk.events.wait(
                for: "connection.expiring", from: place, within: .seconds(60))
            #expect(told?.data.optionalString("attemptId") == opened)
            // In a call when its time has come: it waits for the end.
            let call = try await desk.talk(with: customer, dialing: "91001")
            #expect(await world.hearEachOther(desk.phone, customer))
            try await Task.sleep(for: .seconds(12))
            #expect(try await desk.connection().optionalString("attemptId") == opened)
            let end = desk.events.count
            let since = RTPProbe.now
            #expect(try await desk.hangUp(call).isFine)
            let dialing = await desk.events.wait(
                for: "connection.dialing", from: end, within: .seconds(20))
            let next = try #require(dialing?.data.optionalString("attemptId"))
            #expect(next != opened)
            try await desk.confirm(whatIsHeardSince: since, attempt: next)
            #expect(
                await desk.events.wait(
                    for: "connection.renewed", from: end, within: .seconds(20)) != nil)
            #expect(await desk.waitForStatus("available"))
            _ = try await desk.talk(with: customer, dialing: "91001")
            #expect(await world.hearEachOther(desk.phone, customer))
            customer.hangUp()
            await desk.end()
        }
    }
}
