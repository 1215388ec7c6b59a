import DemoWorld
import Foundation
import JSON
import SimulatedPhones
import Testing

/// `offhook serve` from its start to its end, without an Asterisk.
@Suite(.timeLimit(.minutes(2)))
struct ServeTests {
    /// Starts the service, waits until it serves, and ends it whatever happens.
    func withService(
        _ desk: Operator, _ body: (OffhookProcess, ControlClient) async throws -> Void
    ) async throws {
        let process = try desk.start(["serve"], environment: ["OFFHOOK_LOG_LEVEL": "debug"])
        var port: Substring?
        _ = await eventually(within: .seconds(30)) {
            port = process.error.firstMatch(of: #/address=127\.0\.0\.1:(\d+) /#)?.1
            return port != nil || !process.isRunning
        }
        do {
            let client = ControlClient(base: "http://127.0.0.1:\(try #require(port))", token: nil)
            do {
                try await body(process, client)
            } catch {
                await client.close()
                throw error
            }
            await client.close()
        } catch {
            await process.destroy()
            Issue.record("The service said:\n\(process.error)")
            throw error
        }
        await process.destroy()
    }

    /// Waits until the service says this of itself.
    func expectNotReady(_ client: ControlClient, _ sentence: String) async throws {
        var said = JSONValue.null
        let isSaid = try await eventually(within: .seconds(30)) {
            let answer = try await client.get("/readyz")
            #expect(answer.status == 503)
            said = answer.body
            return said["reasons"] == .array([.string(sentence)])
        }
        #expect(isSaid, "\(said)")
        #expect(said["ready"] == .bool(false))
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func `without an Asterisk it lives, says what is missing, and ends when told`(
        _ signal: Int32
    ) async throws {
        let desk = try Operator()
        try await withService(desk) { process, client in
            #expect(try await client.get("/healthz").status == 200)
            try await expectNotReady(
                client,
                "Asterisk does not answer at http://127.0.0.1:1 (Connection refused): start it, or "
                    + "correct its address.")
            #expect(try await client.get("/healthz").status == 200)
            #expect(process.isRunning)
            process.signal(signal)
            try await process.waitForEnd()
            #expect(process.exitCode == 0)
            #expect(process.output == "")
            expectNoSecret(in: process.error)
        }
    }

    @Test func `a wrong user or password is called so`() async throws {
        let asterisk = try await RefusingAsterisk.start()
        let url = "http://127.0.0.1:\(asterisk.port)"
        let desk = try Operator()
        try desk.write("offhook.yaml", Operator.configuration(asterisk: url))
        try await withService(desk) { process, client in
            try await expectNotReady(
                client,
                "Asterisk at \(url) refused the ARI user or password: compare them with ari.conf.")
            #expect(asterisk.requestCount > 0)
            #expect(try await client.get("/healthz").status == 200)
            process.signal(SIGTERM)
            try await process.waitForEnd()
            #expect(process.exitCode == 0)
            #expect(process.error.contains("refused the ARI user or password"))
            expectNoSecret(in: process.error)
        }
        await asterisk.stop()
    }

    private func expectNoSecret(
        in text: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let credentials = Data("offhook:\(Operator.password)".utf8).base64EncodedString()
        for secret in [Operator.password, credentials] {
            #expect(!text.contains(secret), sourceLocation: sourceLocation)
        }
    }

    @Test func `a token that is made while it runs opens it, until it is taken back`() async throws
    {
        let desk = try Operator()
        try await withService(desk) { process, client in
            #expect(try await client.get("/v1/me").status == 401)
            let made = try await desk.run("token", "create", "--tenant", "acme", "--agent", "1001")
            let token = made.output.trimmingCharacters(in: .newlines)
            let console = ControlClient(base: client.base, token: token)
            let me = try await console.get("/v1/me")
            #expect(me.status == 200)
            #expect(me.body["agent"] == .string("1001"))

            let list = try await desk.run("token", "list")
            let revoked = try await desk.run("token", "revoke", String(list.output.prefix(8)))
            #expect(revoked.exitCode == 0)
            let isClosed = try await eventually(within: .seconds(30)) {
                try await console.get("/v1/me").status == 401
            }
            #expect(isClosed)
            #expect(!process.error.contains(token))
            await console.close()
        }
    }

    @Test func `the audit journal is read while it runs`() async throws {
        let desk = try Operator()
        try await withService(desk) { process, client in
            let made = try await desk.run(
                "token", "create", "--tenant", "acme", "--agent", "1001")
            let console = ControlClient(
                base: client.base, token: made.output.trimmingCharacters(in: .newlines))
            let agent = "/v1/tenants/acme/agents/1001"
            #expect(try await console.post("\(agent)/session").status == 201)
            #expect(try await console.post("\(agent)/connection").status == 503)
            await console.close()

            let token = try await desk.run("token", "list").output.prefix(8)
            let audit = try await desk.run("audit", "--tenant", "acme", "--since", "1h")
            let lines = audit.output.split(separator: "\n").map {
                $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            }
            #expect(lines.map { $0[4] } == ["logIn", "statusChanged", "openConnection"])
            #expect(lines.allSatisfy { $0.count == 7 && $0[1] == "acme" && $0[2] == "1001" })
            #expect(
                lines.map { $0[3] } == ["token \(token) (agent)", "-", "token \(token) (agent)"])
            #expect(lines.last?.last == "phoneSystemAway")
            for line in lines {
                #expect(line[0].wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)
            }
            #expect(try await desk.run("audit", "--tenant", "other").output == "")
            let ledger = try await desk.run("ledger", "agents", "--tenant", "acme")
            #expect(ledger.output.split(separator: "\r\n").count == 2)
            #expect(ledger.output.contains("\r\n1001,"))
            for table in ["activities", "calls"] {
                let none = try await desk.run("ledger", table, "--tenant", "acme")
                #expect(none.exitCode == 0 && none.output.split(separator: "\r\n").count == 1)
            }
            #expect(
                try await desk.run("audit", "--limit", "1").output
                    == audit.output.split(separator: "\n")[2] + "\n")
        }
    }

    @Test func `a time that is none, and a limit out of range, are said to be so`() async throws {
        let desk = try Operator()
        for time in ["yesterday", "1", "h", "-1h", "99999d"] {
            try await desk.expectRefusal(
                "audit", "--since=\(time)",
                sentence: "Let --since be a time such as 2026-11-24T08:00:00Z, or 90m, 12h or 7d.")
        }
        try await desk.expectRefusal(
            "ledger", "calls", "--tenant", "acme", "--from", "1h", "--to", "2h",
            sentence: "Let --from be before --to.")
        try await desk.expectRefusal(
            "audit", "--limit", "0", sentence: "Let --limit be from 1 to 100000.")
    }

    // MARK: What keeps it from starting

    @Test func `a port in use is named, and Asterisk is left alone then`() async throws {
        let other = try await RefusingAsterisk.start()
        try await Operator().expectRefusal(
            "serve", "--port", "\(other.port)",
            environment: ["OFFHOOK_ARI_URL": "http://127.0.0.1:\(other.port)"],
            sentence: "Port \(other.port) on 127.0.0.1 is in use by another process: stop it, or "
                + "choose another port.")
        #expect(other.requestCount == 0)
        await other.stop()
    }

    @Test(arguments: [
        (
            ["--host", "192.0.2.1"],
            "This machine does not have the address 192.0.2.1: listen on one that it has."
        ),
        (
            ["--host", "no such host"],
            "The name no such host has no address: listen on an address, or put the name into the "
                + "DNS."
        ),
        (["--port", "65536"], "The port must be a whole number from 0 to 65535."),
        (["--host", ""], "The host and the data directory must not be empty."),
    ])
    func `where it cannot listen is named`(
        _ flags: [String], _ sentence: String
    ) async throws {
        let desk = try Operator()
        let run = try await desk.run(
            bare: ["serve", "--config", desk.path("offhook.yaml")] + flags)
        #expect(run.exitCode == 78)
        #expect(run.error == "offhook: \(sentence)\n")
    }
}
