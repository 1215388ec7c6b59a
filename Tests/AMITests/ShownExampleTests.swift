import AMI
import Synchronization
import TestSupport
import Testing

/// What the documentation of the library shows, as it is compiled and run.
@Suite(.timeLimit(.minutes(1)))
struct `The example of the documentation` {
    @Test func `it is this one`() throws {
        #expect(try ShownExample.isCompiled("AMI", in: #filePath))
    }

    @Test func `it tells who is at work`() async throws {
        let server = try await FakeManager { action in
            guard action["Action"] == "QueueStatus" else { return .success(action) }
            let id = "ActionID: \(action["ActionID"] ?? "")\r\n"
            return .text(
                "Response: Success\r\n\(id)EventList: start\r\n\r\n"
                    + "Event: QueueMember\r\n\(id)Name: 1001\r\nPaused: 1\r\n\r\n"
                    + "Event: QueueStatusComplete\r\n\(id)EventList: Complete\r\n\r\n")
        }
        var configuration = AMIConfiguration(
            port: server.port, username: "wallboard", secret: "s3cret")
        configuration.authentication = .plain
        let client = AMIClient(configuration)
        let (said, saying) = AsyncStream<String>.makeStream()
        let telling = Task { try await tellMembers(of: client) { saying.yield($0) } }
        var words = said.makeAsyncIterator()
        #expect(await words.next() == "1001: paused")
        telling.cancel()
        _ = await telling.result
        await server.stop()
    }
}

/// Says who is at work in the queues, each time that Asterisk is reached, and what happens.
func tellMembers(of client: AMIClient, say: @Sendable (String) -> Void) async throws {
    async let running: Void = client.run()
    for await update in client.updates {
        switch update {
        case .connected:
            for entry in try await client.list(AMIAction("QueueStatus"))
            where entry.event == "QueueMember" {
                say("\(entry["Name"] ?? ""): \(entry["Paused"] == "1" ? "paused" : "at work")")
            }
        case .event(let event): say(event.event ?? "")
        case .lost(let count): say("\(count) events were not read in time")
        case .disconnected(let why): say(why)
        }
    }
    await running
}
