import DemoWorld
import Foundation
import Testing

/// `offhook status`; with calls it is seen on the real Asterisk.
extension ServeTests {
    @Test func `the status of a service that does not run is what it remembers`() async throws {
        let desk = try Operator()
        _ = try await desk.run("token", "create", "--tenant", "acme", "--agent", "1001")
        let run = try await desk.run("status")
        #expect(run.exitCode == 1)
        let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.first == "Offhook does not run: this is what it remembers.")
        #expect(
            lines.dropFirst(3) == [
                "acme (acme): 1 agents, 1 loggedOut",
                "  0 connections open, 0 being opened, 0 calls",
                "other (other): 0 agents", "  0 connections open, 0 being opened, 0 calls", "",
            ])
    }

    @Test func `the status tells what is missing, and who is there`() async throws {
        let desk = try Operator()
        try await withService(desk) { process, client in
            let made = try await desk.run("token", "create", "--tenant", "acme", "--agent", "1001")
            let console = ControlClient(
                base: client.base, token: made.output.trimmingCharacters(in: .newlines))
            #expect(try await console.post("/v1/tenants/acme/agents/1001/session").status == 201)
            await console.close()
            try await expectNotReady(
                client,
                "Asterisk does not answer at http://127.0.0.1:1 (Connection refused): start it, or "
                    + "correct its address.")
            let run = try await desk.run("status", "--tenant", "acme")
            #expect(run.exitCode == 1)
            let pattern =
                #/Offhook \S+ runs \(process (\d+)\) at (http:\S+), not ready:\nAsterisk does not /#
            let said = try #require(run.output.prefixMatch(of: pattern))
            #expect(said.1 == "\(process.processID)")
            #expect(String(said.2) == client.base)
            #expect(run.output.contains("acme (acme): 1 agents, 1 onBreak\n"))
            #expect(run.output.contains(/\nacme\/1001  1001  onBreak  \d+ s  closed\n/))
            #expect(!run.output.contains("other"))
        }
        // Whoever has no hold any more is not said to run.
        #expect(try await desk.run("status").output.hasPrefix("Offhook does not run"))
    }

    @Test func `a status of a tenant that is none is refused`() async throws {
        let desk = try Operator()
        _ = try await desk.run("token", "create", "--tenant", "acme", "--agent", "1001")
        try await desk.expectRefusal(
            "status", "--tenant", "nobody", sentence: "There is no tenant nobody in the directory.")
    }
}
