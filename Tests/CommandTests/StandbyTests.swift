import DemoWorld
import Foundation
import JSON
import SimulatedPhones
import Testing

/// Several `offhook serve` on one data directory: one serves, the others wait for its end.
@Suite(.timeLimit(.minutes(2)))
struct StandbyTests {
    private struct Instance {
        let process: OffhookProcess
        let client: ControlClient

        /// The stable word of `/readyz`.
        func state() async -> String? {
            try? await client.get("/readyz").body.optionalString("state")
        }

        func waitForState(_ state: String) async -> Bool {
            await eventually(within: .seconds(30)) { await self.state() == state }
        }

        func end() async {
            await client.close()
            await process.destroy()
        }
    }

    private func serve(_ desk: Operator, _ arguments: String...) async throws -> Instance {
        let process = try desk.start(["serve"] + arguments)
        var port: Substring?
        _ = await eventually(within: .seconds(30)) {
            port = process.error.firstMatch(of: #/address=127\.0\.0\.1:(\d+) /#)?.1
            return port != nil || !process.isRunning
        }
        guard let port else { throw PhoneError("It does not serve:\n\(process.error)") }
        return Instance(
            process: process,
            client: ControlClient(base: "http://127.0.0.1:\(port)", token: nil))
    }

    @Test(arguments: [SIGTERM, SIGKILL])
    func `W1 a second one serves its port, says standby, and takes over when the first ends`(
        _ signal: Int32
    ) async throws {
        let desk = try Operator()
        let first = try await serve(desk)
        #expect(await first.waitForState("notReady"))
        let second = try await serve(desk)
        #expect(await second.waitForState("standby"))
        #expect(try await second.client.get("/healthz").status == 200)
        #expect(try await second.client.get("/readyz").status == 503)
        let refusal = try await second.client.get("/v1/me")
        #expect(refusal.status == 503)
        #expect(refusal.code == "standby")
        #expect(second.process.error.contains("process \(first.process.processID)"))
        #expect(try await first.client.get("/v1/me").status == 401)

        first.process.signal(signal)
        // Not ready, for there is no Asterisk; but it serves.
        #expect(await second.waitForState("notReady"))
        #expect(try await second.client.get("/v1/me").status == 401)
        let status = try await desk.run("status")
        #expect(status.output.contains("\(second.process.processID)"), "\(status.output)")
        second.process.signal(SIGTERM)
        try await second.process.waitForEnd()
        #expect(second.process.exitCode == 0)
        await first.end()
        await second.end()
    }

    @Test func `one that stands by ends when told, and the first goes on`() async throws {
        let desk = try Operator()
        let first = try await serve(desk)
        let second = try await serve(desk)
        #expect(await second.waitForState("standby"))
        second.process.signal(SIGTERM)
        try await second.process.waitForEnd()
        #expect(second.process.exitCode == 0)
        #expect(await first.state() == "notReady")
        await first.end()
        await second.end()
    }

    @Test func `one that would stand by needs a port of its own`() async throws {
        let desk = try Operator()
        let first = try await serve(desk)
        let port = try #require(first.client.base.split(separator: ":").last)
        let run = try await desk.run("serve", "--port", String(port))
        #expect(run.exitCode == 78)
        let said = run.error.replacing(desk.folder.path, with: "FOLDER")
        let sentence =
            "offhook: Another Offhook (process \(first.process.processID)) uses FOLDER/data: end "
            + "that one, or give this one another dataDirectory. Port \(port) on 127.0.0.1 is in "
            + "use, too: to stand by, this one needs a port of its own.\n"
        #expect(said.hasSuffix(sentence), "\(said)")
        #expect(await first.state() == "notReady")
        await first.end()
    }

    @Test func `one that was stopped, and lost its hold meanwhile, acts on nothing and ends`()
        async throws
    {
        let desk = try Operator()
        let first = try await serve(desk)
        #expect(await first.waitForState("notReady"))
        first.process.signal(SIGSTOP)
        // As when the directory was copied to another machine and back, or a clean-up took it.
        try FileManager.default.removeItem(atPath: desk.path("data/offhook.lock"))
        let second = try await serve(desk)
        #expect(await second.waitForState("notReady"))
        try await Task.sleep(for: .milliseconds(1_100))
        first.process.signal(SIGCONT)
        try await first.process.waitForEnd()
        #expect(first.process.exitCode == 75)
        let said = first.process.error.replacing(desk.folder.path, with: "FOLDER")
        let sentence =
            "offhook: FOLDER/data is not held by this process any more: another may use it. Nothing "
            + "was done since; start again to go on, or to stand by.\n"
        #expect(said.hasSuffix(sentence), "\(said)")
        #expect(await second.state() == "notReady")
        await first.end()
        await second.end()
    }
}
