import ConnectionMode
import DemoWorld
import Foundation
import JSON
import SimulatedPhones
import Storage
import StorageSQLite
import Testing

/// Calls that are recorded, by what is in the files (O13h).
extension OnTheRealAsterisk {
    private static let all = "/v1/tenants/acme/recordings"
    private static let recorded = [
        "country: DE", "destinations: {allowedDomains: [127.0.0.32]}",
        "outbound: {callerIDs: [\"Acme <+4930555>\"], ringSeconds: 20}",
    ]

    /// Somebody who may hear and delete what was recorded.
    private static func administrator(_ world: World) throws -> ControlClient {
        ControlClient(
            base: world.base, token: try world.service.token(["--role", "administrator"]))
    }

    /// A recording as its file has it, by quarters of a second.
    private struct Heard {
        let windows: [[Int16]]
        var seconds: Double { Double(windows.count) / 4 }

        /// The windows in which all of these are heard.
        func count(of tones: Int...) -> Int {
            windows.count { window in
                tones.allSatisfy { Audio.share(of: $0, in: window) > 0.3 }
            }
        }

        /// The windows in which nothing but this is heard.
        func count(ofOnly tone: Int) -> Int {
            windows.count { Audio.share(of: tone, in: $0) > 0.9 }
        }

        /// How much of a tone there is anywhere, at the most.
        func most(of tone: Int) -> Double {
            windows.map { Audio.share(of: tone, in: $0) }.max() ?? 0
        }
    }

    private static func hear(_ id: String, _ client: ControlClient) async throws -> Heard {
        let file = try await client.download("\(all)/\(id)/file")
        #expect(file.status == 200)
        #expect(file.bytes.starts(with: Array("RIFF".utf8)))
        let samples = Audio.samples(Array(file.bytes.dropFirst(44)))
        let heard = Heard(
            windows: stride(from: 0, to: samples.count - 1_999, by: 2_000).map {
                Array(samples[$0..<$0 + 2_000])
            })
        Evidence.note("the file of \(id) has \(heard.seconds) s")
        return heard
    }

    private static func files(_ world: World) -> [String] {
        let folder = world.asterisk.folder.appending(path: "spool/recording").path
        return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }

    private static func waitForEnd(_ id: String, _ client: ControlClient) async -> JSONValue? {
        var found: JSONValue?
        _ = await eventually(within: .seconds(10)) {
            found = try? await client.get("\(all)/\(id)").body
            return found?.optionalString("endedAt") != nil
        }
        return found
    }

    private static func pass(_ seconds: Double) async throws {
        try await Task.sleep(for: .milliseconds(Int(seconds * 1_000)))
    }

    /// A customer's own channel, and our half of one in Dial() and in Queue().
    @Test(.timeLimit(.minutes(4)), arguments: ["91001", "81001", "6000"])
    func `O13h a file has what agent and customer said, but for pauses, hold and a consult`(
        _ number: String
    ) async throws {
        try await Self.withWorld(agents: 1, customers: 2, policy: Self.recorded) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let client = try Self.administrator(world)
            let (customer, other) = (world.customerPhone(0), world.customerPhone(1))
            try await desk.openConnection()
            #expect(Self.files(world).isEmpty, "nothing is recorded of a parked leg")
            let call = try await desk.talk(with: customer, dialing: number)
            let id = try await desk.record(call)
            try await Self.pass(1.5)

            var place = desk.events.count
            #expect(try await desk.change(id, of: call, "pause").isFine)
            #expect(await desk.events.wait(for: "recording.paused", from: place) != nil)
            try await Self.pass(1.5)
            #expect(try await desk.change(id, of: call, "resume").isFine)
            #expect(await desk.events.wait(for: "recording.resumed", from: place) != nil)
            try await Self.pass(1.5)

            place = desk.events.count
            #expect(try await desk.change(call, "hold").isFine)
            #expect(await desk.events.wait(for: "recording.paused", from: place) != nil)
            #expect(await world.probe.hears(World.musicTone, at: customer.ear))
            try await Self.pass(1.5)
            #expect(try await desk.change(call, "resume").isFine)
            #expect(await desk.events.wait(for: "recording.resumed", from: place) != nil)
            #expect(await world.hearEachOther(desk.phone, customer))
            try await Self.pass(1.5)

            place = desk.events.count
            let asked = try await desk.consult(call, ["to": "sip:2002@127.0.0.32:5060"])
            #expect(await desk.events.wait(for: "participant.connected", from: place) != nil)
            #expect(await world.hearEachOther(desk.phone, other))
            try await Self.pass(1.5)
            let participant = asked.body["participant"]?.optionalString("id") ?? ""
            place = desk.events.count
            #expect(try await desk.consulted(participant, of: call, "join").isFine)
            #expect(await desk.events.wait(for: "recording.resumed", from: place) != nil)
            try await Self.pass(1.5)
            #expect(try await desk.consulted(participant, of: call, "cancel").isFine)
            #expect(await other.waitUntilIdle())

            place = desk.events.count
            #expect(try await desk.change(id, of: call, "stop").isFine)
            let over = await desk.events.wait(for: "recording.stopped", from: place)
            #expect(over?.data.optionalString("endReason") == "stopped")
            #expect(await world.hearEachOther(desk.phone, customer), "the call goes on")

            let heard = try await Self.hear(id, client)
            #expect((5...11).contains(heard.seconds))
            let (agent, caller) = (desk.phone.tone, customer.tone)
            #expect(heard.count(of: agent, caller) > heard.windows.count * 3 / 4)
            #expect(heard.count(ofOnly: agent) <= 1, "what the agent says meanwhile is not in it")
            #expect(heard.most(of: World.musicTone) < 0.1)
            #expect(heard.count(of: agent, other.tone) >= 3, "a conference is in it")
            #expect(
                heard.count(of: agent, other.tone) == heard.count(of: agent, other.tone, caller),
                "a consult is not")
            let told = try await client.get("\(Self.all)/\(id)").body
            #expect(told.optionalString("callId") == call)
            customer.hangUp()
            #expect(await desk.waitForStatus("available"))
            try await Self.pass(1)
            #expect(Self.files(world) == ["\(id).wav"], "nothing is recorded of a parked leg")
            #expect(try await eventually(within: .seconds(5)) { try world.channelCount() == 1 })
            #expect(try await eventually(within: .seconds(5)) { try world.bridgeCount() == 1 })
            await client.close()
            await desk.end()
        }
    }

    @Test(.timeLimit(.minutes(4)))
    func `O13h always records each call, and nothing of the leg before and after`() async throws {
        try await Self.withWorld(
            agents: 1, customers: 1, policy: ["recording: always"]
        ) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let client = try Self.administrator(world)
            let customer = world.customerPhone()
            try await desk.openConnection()
            try await Self.pass(1)
            #expect(Self.files(world).isEmpty)
            for round in 1...2 {
                let place = desk.events.count
                let call = try await desk.talk(with: customer, dialing: "91001")
                let begun = await desk.events.wait(for: "recording.started", from: place)
                let id = try #require(begun?.data["recording"]?.optionalString("id"))
                #expect(try await desk.change(id, of: call, "stop").code == "recordingRequired")
                try await Self.pass(2)
                if round == 1 {
                    customer.hangUp()
                } else {
                    #expect(try await desk.hangUp(call).isFine)
                }
                #expect(await desk.events.wait(for: "recording.stopped", from: place) != nil)
                #expect(await desk.waitForStatus("available"))
                // The agent goes on talking to nobody.
                try await Self.pass(2)
                let record = await Self.waitForEnd(id, client)
                #expect(record?.optionalString("endReason") == "callEnded")
                let heard = try await Self.hear(id, client)
                #expect((1.5...4).contains(heard.seconds))
                #expect(heard.count(ofOnly: desk.phone.tone) == 0)
                #expect(
                    heard.count(of: desk.phone.tone, customer.tone) >= heard.windows.count - 2)
                #expect(Self.files(world).count == round)
                #expect(await customer.waitUntilIdle())
            }
            await client.close()
            await desk.end()
        }
    }

    @Test(.timeLimit(.minutes(4)))
    func `O13h, W1 a recording outlives a kill, and ends with a call that ended meanwhile`()
        async throws
    {
        try await Self.withWorld(agents: 1, customers: 1) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let client = try Self.administrator(world)
            let customer = world.customerPhone()
            try await desk.openConnection()
            let call = try await desk.talk(with: customer, dialing: "91001")
            let id = try await desk.record(call)
            _ = try await Self.restart(world, desk) { try await Self.pass(2) }
            let after = try await desk.client.get("/v1/tenants/acme/calls/\(call)").body
            #expect(after["recording"]?.optionalString("id") == id)
            #expect(after["recording"]?.optionalString("state") == "recording")
            try await Self.pass(1)
            let place = desk.events.count
            #expect(try await desk.change(id, of: call, "stop").isFine)
            #expect(await desk.events.wait(for: "recording.stopped", from: place) != nil)
            let heard = try await Self.hear(id, client)
            #expect(heard.seconds >= 3)
            #expect(heard.count(of: desk.phone.tone, customer.tone) >= heard.windows.count - 2)

            let next = try await desk.record(call)
            _ = try await Self.restart(world, desk) {
                customer.hangUp()
                #expect(await customer.waitUntilIdle())
            }
            #expect(await desk.waitForStatus("available"))
            let record = await Self.waitForEnd(next, client)
            #expect(record?.optionalString("endReason") == "callEnded")
            #expect(try await client.download("\(Self.all)/\(next)/file").status == 200)
            // Asterisk itself dies.
            let last = try await desk.talk(with: customer, dialing: "91001")
            let cut = try await desk.record(last)
            try await Self.pass(3)
            await world.asterisk.kill()
            try await world.asterisk.boot()
            let lost = await Self.waitForEnd(cut, client)
            #expect(lost?.optionalString("endReason") == "nodeRestarted")
            _ = try await Self.hear(cut, client)
            await client.close()
            await desk.end()
        }
    }

    @Test(.timeLimit(.minutes(4)))
    func `O13h files are deleted when an administrator wants it, and when they are old`()
        async throws
    {
        try await Self.withWorld(agents: 1, customers: 1) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let client = try Self.administrator(world)
            let customer = world.customerPhone()
            try await desk.openConnection()
            let call = try await desk.talk(with: customer, dialing: "91001")
            let id = try await desk.record(call)
            #expect(try await client.delete("\(Self.all)/\(id)").code == "recordingUnderWay")
            customer.hangUp()
            _ = await Self.waitForEnd(id, client)
            #expect(Self.files(world) == ["\(id).wav"])
            for _ in 1...2 {
                let status = try await client.delete("\(Self.all)/\(id)").status
                #expect(status == 204 || status == 404)
            }
            #expect(try await client.get("\(Self.all)/\(id)").code == "recordingUnknown")
            #expect(await eventually(within: .seconds(15)) { Self.files(world).isEmpty })

            // One of long ago, and its file.
            await world.service.stop()
            try Self.addOldRecording(world, "oh-old-r1")
            #expect(Self.files(world) == ["oh-old-r1.wav"])
            try await world.service.start()
            #expect(await eventually(within: .seconds(30)) { Self.files(world).isEmpty })
            let journal = try world.service.run(["audit"])
            #expect(journal.contains("recordingDeleted"))
            #expect(journal.contains("retention"))
            await client.close()
            await desk.end()
        }
    }

    private static func addOldRecording(_ world: World, _ name: String) throws {
        let store = try SQLiteStore(directory: world.service.folder.appending(path: "data").path)
        let old = Instant(
            millisecondsSince1970: Int64(Date().timeIntervalSince1970 * 1_000) - 100 * 86_400_000)
        try store.commit(
            [], journal: [],
            ledger: [
                .recording(
                    RecordingRecord(
                        id: RecordingID(name),
                        agent: AgentKey(tenant: TenantID("acme"), agent: AgentID("1001")),
                        call: CallID("c1"), startedAt: old, endedAt: old,
                        recordedMilliseconds: 0, end: .callEnded))
            ])
        let folder = world.asterisk.folder.appending(path: "spool/recording")
        try Data("RIFF".utf8).write(to: folder.appending(path: "\(name).wav"))
    }

    @Test(.timeLimit(.minutes(4)))
    func `O13h without a folder for it the recording fails, and the call goes on`() async throws {
        try await Self.withWorld(
            agents: 1, customers: 1, policy: ["recording: always"]
        ) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let client = try Self.administrator(world)
            let customer = world.customerPhone()
            let folder = world.asterisk.folder.appending(path: "spool/recording")
            try FileManager.default.removeItem(at: folder)
            try await desk.openConnection()
            var place = desk.events.count
            let call = try await desk.talk(with: customer, dialing: "91001")
            let failed = await desk.events.wait(for: "recording.failed", from: place)
            #expect(failed?.data.optionalString("endReason") == "failed")
            #expect(await world.hearEachOther(desk.phone, customer))
            let id = failed?.data["recording"]?.optionalString("id") ?? ""
            #expect(try await client.download("\(Self.all)/\(id)/file").status == 404)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            place = desk.events.count
            _ = try await desk.record(call)
            customer.hangUp()
            #expect(await desk.events.wait(for: "recording.stopped", from: place) != nil)
            await client.close()
            await desk.end()
        }
    }
}
