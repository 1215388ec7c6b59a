import DemoWorld
import Foundation
import JSON
import Testing

/// Who there is, changed at the command line while the service runs.
extension ServeTests {
    private static let people = """
        tenants:
          acme:
            policy: {persistentEnabled: true, offerSeconds: 20}
            groups:
              sales: {autoAnswer: true}
            agents:
              "1001": {name: Alice, group: sales, workplace: {kind: endpoint, address: "1001"}}
              "1002": {workplace: {kind: endpoint, address: "1002"}}
        """

    private func stored() throws -> Operator {
        let desk = try Operator()
        try desk.write("offhook.yaml", Operator.configuration("directory: store"))
        try desk.write("people.yaml", Self.people)
        return desk
    }

    @Test func `a directory is imported, exported as the same, and imported again without effect`()
        async throws
    {
        let desk = try stored()
        try await withService(desk) { _, client in
            let path = desk.path("people.yaml")
            let plan = try await desk.run("directory", "import", path, "--dry-run")
            #expect(
                plan.output == """
                    would make tenant acme
                    would make group acme/sales
                    would make agent acme/1001
                    would make agent acme/1002
                    4 changes.

                    """)
            let made = try await desk.run("directory", "import", path)
            #expect(made.exitCode == 0)
            #expect(made.error == "")
            #expect(made.output.hasSuffix("made agent acme/1002\n4 of 4 changes are made.\n"))
            let export = try await desk.run("directory", "export")
            try desk.write("export.yaml", export.output)
            let again = try await desk.run("directory", "import", desk.path("export.yaml"))
            #expect(again.output == "Nothing differs.\n")
            #expect(try await desk.run("token", "list").output == "", "no token is left over")

            let made2 = try await desk.run("token", "create", "--tenant", "acme", "--agent", "1001")
            let console = ControlClient(
                base: client.base, token: made2.output.trimmingCharacters(in: .newlines))
            let settings = try await console.get("/v1/tenants/acme/agents/1001/phone-settings")
            #expect(settings.body["autoAnswer"]?["source"] == .string("group"))

            // What the file does not have stays, unless it is to go.
            try desk.write("export.yaml", "tenants: {acme: {policy: {persistentEnabled: true}}}")
            let some = try await desk.run("directory", "import", desk.path("export.yaml"))
            #expect(some.output == "changed tenant acme\n")
            let gone = try await desk.run(
                "directory", "import", desk.path("export.yaml"), "--remove-others")
            #expect(gone.exitCode == 0)
            #expect(
                gone.output == """
                    removed agent acme/1002
                    removed agent acme/1001
                    removed group acme/sales
                    3 of 3 changes are made.

                    """)
            #expect(try await console.get("/v1/me").status == 401, "the agent's token is gone, too")
            await console.close()
        }
    }

    @Test func `W1 a directory is taken into the store before the service starts, all or nothing`()
        async throws
    {
        let desk = try stored()
        let made = try await desk.run("directory", "import", desk.path("people.yaml"))
        #expect(made.exitCode == 0)
        #expect(made.output == "4 changes are in the store; Offhook does not run.\n")
        let again = try await desk.run("directory", "import", desk.path("people.yaml"))
        #expect(again.output == "Nothing differs.\n")
        try desk.write("less.yaml", "tenants: {acme: {policy: {persistentEnabled: true}}}")
        let less = try await desk.run(
            "directory", "import", desk.path("less.yaml"), "--remove-others")
        #expect(less.exitCode != 0)
        #expect(less.error.contains("Start Offhook first"))
        try await withService(desk) { _, client in
            let token = try await desk.run("token", "create", "--tenant", "acme", "--agent", "1001")
            let console = ControlClient(
                base: client.base, token: token.output.trimmingCharacters(in: .newlines))
            #expect(try await console.get("/v1/tenants/acme/agents/1001").status == 200)
            await console.close()
        }
    }

    @Test func `tenants, groups and agents are made, shown, changed and removed one by one`()
        async throws
    {
        let desk = try stored()
        try await withService(desk) { process, _ in
            func run(_ words: String...) async throws -> Operator.Run {
                let command = try desk.start(words)
                try await command.waitForEnd()
                return Operator.Run(
                    exitCode: command.exitCode, output: command.output, error: command.error)
            }
            let made = try await run(
                "tenant", "set", "acme", "name=Acme Ltd.", "policy.offerSeconds=20")
            #expect(made.output == "made tenant acme\n")
            #expect(try await run("group", "set", "--tenant", "acme", "sales").exitCode == 0)
            let agent = try await run(
                "agent", "set", "--tenant", "acme", "1001", "name=1001",
                "workplace={kind: endpoint, address: \"1001\"}", "group=sales")
            #expect(agent.error == "")
            #expect(agent.output == "made agent acme/1001\n")
            #expect(
                try await run("agent", "list", "--tenant", "acme").output
                    == "1001  1001  1001  in sales\n")
            #expect(try await run("tenant", "list").output == "acme  Acme Ltd.  1 agents\n")
            #expect(
                try await run("tenant", "show", "acme").output
                    == "name: \"Acme Ltd.\"\npolicy:\n  offerSeconds: 20\n")
            let changed = try await run(
                "agent", "set", "--tenant", "acme", "1001", "group=", "autoAnswer=true")
            #expect(changed.output == "changed agent acme/1001\n")
            #expect(
                try await run("agent", "show", "--tenant", "acme", "1001").output
                    == """
                    autoAnswer: true
                    workplace:
                      kind: endpoint
                      address: "1001"

                    """)
            for (words, sentence) in [
                (
                    ["agent", "set", "--tenant", "acme", "1001", "autoAnswer=perhaps"],
                    "agent acme/1001: autoAnswer must be true or false."
                ),
                (
                    ["agent", "set", "--tenant", "acme", "1001", "autoanswer=true"],
                    "agent acme/1001: \"autoanswer\" is not known"
                ),
                (
                    ["agent", "set", "--tenant", "acme", "1001", "name"],
                    "Write what is to be set as"
                ),
                (["agent", "show", "--tenant", "acme", "1009"], "There is no agent acme/1009."),
                (
                    ["group", "list", "--tenant", "beta"],
                    "There is no tenant beta in the directory."
                ),
                (["tenant", "set", "a/b"], "Let the id be 1 to 64 letters"),
            ] {
                let refused = try desk.start(words)
                try await refused.waitForEnd()
                #expect(refused.exitCode == 78, "\(words)")
                #expect(refused.error.hasPrefix("offhook: \(sentence)"), "\(refused.error)")
            }
            let inUse = try await run("tenant", "remove", "acme")
            #expect(inUse.exitCode == 1)
            #expect(
                inUse.error
                    == "offhook: tenant acme: The tenant has agents or groups. Remove its agents and its "
                    + "groups first.\n")
            for words in [
                ["agent", "remove", "--tenant", "acme", "1001"],
                ["group", "remove", "--tenant", "acme", "sales"], ["tenant", "remove", "acme"],
            ] {
                let removed = try desk.start(words)
                try await removed.waitForEnd()
                #expect(removed.exitCode == 0, "\(removed.error)")
            }
            #expect(try await run("tenant", "list").output == "")
            // It is all in the journal, with who did it.
            let audit = try await run("audit", "--tenant", "acme")
            #expect(audit.output.contains("changeDirectory"))
            #expect(audit.output.contains("removeFromDirectory"))
            #expect(audit.output.contains("(administrator)"))
            _ = process
        }
    }

    @Test func `what was made is there after a restart, and needs the service to be changed`()
        async throws
    {
        let desk = try stored()
        try await withService(desk) { _, _ in
            let made = try await desk.run("directory", "import", desk.path("people.yaml"))
            #expect(made.exitCode == 0)
        }
        let export = try await desk.run("directory", "export")
        #expect(export.output.contains("offerSeconds: 20"))
        try await desk.expectRefusal(
            "agent", "remove", "--tenant", "acme", "1001",
            sentence: "Offhook does not run: start it, for the change is its to make.")
        let status = try await desk.run("status")
        #expect(status.output.contains("acme (acme): 2 agents"))
        #expect(
            try await desk.run("check-config").output.contains("directory:      kept in the store"))
        try await withService(desk) { _, _ in
            let again = try await desk.run("directory", "import", desk.path("people.yaml"))
            #expect(again.output == "Nothing differs.\n")
        }
    }

    @Test func `a directory that is kept in a file is changed there`() async throws {
        let desk = try Operator()
        try await desk.expectRefusal(
            "agent", "remove", "--tenant", "acme", "1001",
            sentence: """
                The directory is kept in FOLDER/directory.yaml: change it there and start Offhook again, or \
                let "directory: store" stand in its configuration.
                """)
        let export = try await desk.run("directory", "export")
        #expect(export.output.contains("persistentEnabled: true"))
    }
}
