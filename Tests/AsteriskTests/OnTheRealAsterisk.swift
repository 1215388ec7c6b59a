import DemoWorld
import Foundation
import SimulatedPhones
import Testing

/// Everything in here runs on a real Asterisk with real SIP phones; what is heard is read from RTP. It
/// fails, with a sentence on what to install, where that cannot be had.
@Suite(.serialized) struct OnTheRealAsterisk {
    /// The last INVITE to a phone, from the wire.
    static func invite(to user: String, _ world: World) -> String? {
        let invite = world.probe.said.map { String(decoding: $0.bytes, as: UTF8.self) }
            .last { $0.hasPrefix("INVITE sip:\(user)@") }
        if invite != nil { Evidence.note("an INVITE to \(user) on the wire") }
        return invite
    }

    /// Kills the service, does something, and starts it again; returns a place in what the desk is told that has all
    /// that happens from then on.
    static func restart(
        _ world: World, _ desk: AgentDesk, meanwhile deed: () async throws -> Void = {}
    ) async throws -> Int {
        let place = desk.events.count
        await world.service.kill()
        try await deed()
        try await world.service.start()
        // What happens before the stream is back is in its snapshot, and told by no event.
        #expect(await desk.events.wait(for: "stream.snapshot", from: place) != nil)
        return desk.events.count
    }

    /// A world of its own for one test, and its end whatever happens.
    static func withWorld(
        agents: Int, customers: Int, policy: [String] = [], more: [String: String] = [:],
        others: [String] = [], trunks: String = "{}",
        hasProxy: Bool = false, storesDirectory: Bool = false, keepsRecords: Bool = false,
        _ body: (World) async throws -> Void
    ) async throws {
        Evidence.begin(Test.current?.name ?? "")
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "offhook-test-\(UUID().uuidString.prefix(8))")
        let world = try await World(
            in: folder, agents: agents, customers: customers, policy: policy, more: more,
            others: others, trunks: trunks, storesDirectory: storesDirectory, hasProxy: hasProxy,
            keepsRecords: keepsRecords)
        do {
            try await world.service.start()
            if storesDirectory { try world.service.importDirectory() }
            try await body(world)
        } catch {
            let log = world.service.logTail(80)
            await world.end()
            Issue.record("The service's log ends with:\n\(log)")
            throw error
        }
        await world.end()
        try FileManager.default.removeItem(at: folder)
    }
}
