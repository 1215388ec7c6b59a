import DemoWorld
import Foundation
import SimulatedPhones
import Testing

/// Everything in here runs on a real Asterisk with real SIP phones; what is heard is read from RTP. It
/// fails, with a sentence on what to install, where that cannot be had.
@Suite(.serialized) struct OnTheRealAsterisk {
    /// A world of its own for one test, and its end whatever happens.
    static func withWorld(
        agents: Int, customers: Int, policy: [String] = [], hasProxy: Bool = false,
        _ body: (World) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "offhook-test-\(UUID().uuidString.prefix(8))")
        let world = try await World(
            in: folder, agents: agents, customers: customers, policy: policy, hasProxy: hasProxy)
        do {
            try await world.service.start()
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
