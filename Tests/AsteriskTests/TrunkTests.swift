import DemoWorld
import Foundation
import JSON
import SimulatedPhones
import Testing

/// Many agents at once, over a trunk that does not bear that.
extension OnTheRealAsterisk {
    /// Log in and ask for Available, as a console does it at nine o'clock; the status of the latter's answer.
    private static func begin(_ agent: String, _ world: World) async throws -> (Int, String?) {
        let client = ControlClient(base: world.base, token: try world.token(agent: agent))
        let path = "/v1/tenants/acme/agents/\(agent)"
        let logIn = try await client.post(path + "/session")
        let answer = try await client.put(path + "/status", ["status": "available"])
        await client.close()
        #expect(logIn.isFine || logIn.code == "alreadyLoggedIn")
        return (answer.status, answer.code)
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
            for agent in crowd.dropLast() {
                let (status, _) = try await Self.begin(agent, world)
                #expect(status == 202, "paced, not refused")
            }
            let (status, code) = try await Self.begin(crowd[count], world)
            #expect(status == 409)
            #expect(code == "trunkFull")
            #expect(await eventually(within: .seconds(60)) { phones.calls.count >= count })
            let calls = phones.calls
            #expect(Set(calls.map(\.user)) == Set(crowd.dropLast()))
            #expect(calls.count == count, "W2 nobody is called twice")
            let times = calls.map(\.at).sorted()
            let busiest = times.map { start in times.count { $0 >= start && $0 < start + 1_000 } }
            let most = busiest.max() ?? 0
            // One more where the second begins between two; and these machines are late at times.
            #expect(most <= pace + 3, "\(most) in a second")
            Evidence.note("\(count) phones are called, at most \(most) of them in a second")
            #expect(try world.channelCount() == count)
            let metrics = try await world.service.metrics()
            #expect(metrics[#"offhook_trunk_channels{trunk="carrier"}"#] == Double(count))

            // Killed, and started again: nobody is called twice, and what ends makes room.
            await world.service.kill()
            try await world.service.start()
            let first = ControlClient(base: world.base, token: try world.token(agent: crowd[0]))
            let path = "/v1/tenants/acme/agents/\(crowd[0])"
            #expect(try await first.delete(path + "/session").isFine)
            await first.close()
            let (again, _) = try await Self.begin(crowd[count], world)
            #expect(again == 202)
            #expect(await eventually(within: .seconds(20)) { phones.calls.count == count + 1 })
            #expect(phones.calls.last?.user == crowd[count])
        }
        await phones.end()
    }
}
