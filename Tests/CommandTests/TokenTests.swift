import Foundation
import Testing

/// Tokens at the command line.
@Suite(.timeLimit(.minutes(2)))
struct TokenTests {
    @Test func `a token is shown once, listed without itself, and taken back`() async throws {
        let desk = try Operator()
        let agent = try await desk.run(
            "token", "create", "--tenant", "acme", "--agent", "1001", "--note", "Alice's console")
        #expect(agent.exitCode == 0)
        #expect(agent.error == "")
        let secret = agent.output.trimmingCharacters(in: .newlines)
        #expect(secret.wholeMatch(of: /oht_[A-Za-z0-9_-]{43}/) != nil)
        #expect(agent.output == secret + "\n")

        let supervisor = try await desk.run(
            "token", "create", "--tenant", "other", "--role", "supervisor", "--expires-in-days",
            "90")
        #expect(supervisor.exitCode == 0)
        #expect(supervisor.output != agent.output)

        let list = try await desk.run("token", "list")
        #expect(list.exitCode == 0)
        #expect(list.error == "")
        let (own, others) = list.output.split(separator: "\n").reduce(
            into: ([Substring](), [Substring]())
        ) { lists, line in
            if line.contains("  acme  ") { lists.0.append(line) } else { lists.1.append(line) }
        }
        let lines = own + others
        #expect(lines.count == 2)
        #expect(
            lines.first?.wholeMatch(
                of: /\w{8}  acme  1001  made (\S+Z)  until revoked  Alice's console/) != nil)
        let dated = #/\w{8}  other  supervisor  made (\S+Z)  until (\S+Z)  /#
        let dates = try #require(lines.last?.wholeMatch(of: dated))
        let made = try Date(String(dates.1), strategy: .iso8601)
        let until = try Date(String(dates.2), strategy: .iso8601)
        #expect(until.timeIntervalSince(made) == 90 * 86_400)
        for days in ["0", "-1", "3651"] {
            try await desk.expectRefusal(
                "token", "create", "--tenant", "acme", "--agent", "1001",
                "--expires-in-days=\(days)", sentence: "Let --expires-in-days be from 1 to 3650.")
        }
        for text in [secret, supervisor.output] { #expect(!list.output.contains(text)) }

        let id = String(try #require(lines.first).prefix(8))
        let revoked = try await desk.run("token", "revoke", id)
        #expect(revoked.exitCode == 0)
        #expect(revoked.error == "")
        let left = try await desk.run("token", "list")
        #expect(left.output.split(separator: "\n").count == 1)
        #expect(!left.output.contains(id))
        try await desk.expectRefusal(
            "token", "revoke", id, sentence: "There is no token \(id): see offhook token list.")
    }

    @Test func `a router's token is made like a supervisor's, and who may what is printed`()
        async throws
    {
        let desk = try Operator()
        let made = try await desk.run("token", "create", "--tenant", "acme", "--role", "router")
        #expect(made.exitCode == 0)
        #expect(try await desk.run("token", "list").output.contains("  acme  router  made "))
        let scopes = try await desk.run(bare: ["scopes"])
        #expect(scopes.exitCode == 0)
        #expect(scopes.error == "")
        #expect(scopes.output.hasPrefix("route "))
        #expect(scopes.output.contains("GET /v1/tenants/{tenant}/events"))
        #expect(scopes.output.contains("router"))
    }

    @Test func `the secret is nowhere in what is stored`() async throws {
        let desk = try Operator()
        let run = try await desk.run("token", "create", "--tenant", "acme", "--agent", "1001")
        let text = String(run.output.dropFirst(4).dropLast())
        let base64 = text.replacing("-", with: "+").replacing("_", with: "/") + "="
        let key = try #require(Data(base64Encoded: base64))
        #expect(key.count == 32)
        let files = try FileManager.default.contentsOfDirectory(atPath: desk.path("data"))
        #expect(files.contains("offhook.sqlite"))
        var sizes = 0
        for file in files {
            let stored = try #require(
                FileManager.default.contents(atPath: desk.path("data/\(file)")))
            sizes += stored.count
            for needle in [Data(text.utf8), Data(base64.utf8), key] {
                #expect(stored.range(of: needle) == nil)
            }
        }
        #expect(sizes > 4_096)
    }

    @Test(arguments: [
        (["--tenant", "nobody", "--agent", "1001"], "There is no tenant nobody in the directory."),
        (["--tenant", "acme", "--agent", "1002"], "There is no agent 1002 in tenant acme."),
        (["--tenant", "other", "--agent", "1001"], "There is no agent 1001 in tenant other."),
        (
            ["--tenant", "acme"],
            "Name either --agent, or --role supervisor, router or administrator."
        ),
        (
            ["--tenant", "acme", "--role", "owner"],
            "Name either --agent, or --role supervisor, router or administrator."
        ),
        (
            ["--tenant", "acme", "--agent", "1001", "--role", "supervisor"],
            "Name either --agent, or --role supervisor, router or administrator."
        ),
    ])
    func `nobody gets a token who is not there`(
        _ arguments: [String], _ sentence: String
    ) async throws {
        let desk = try Operator()
        let run = try await desk.run(
            bare: ["token", "create", "--config", desk.path("offhook.yaml")] + arguments)
        #expect(run.exitCode == 78)
        #expect(run.error == "offhook: \(sentence)\n")
        #expect(run.output == "")
        let list = try await desk.run("token", "list")
        #expect(list.output == "")
    }
}
