import Foundation
import Testing

/// What every command says to a configuration, right or wrong.
@Suite(.timeLimit(.minutes(2)))
struct CheckConfigTests {
    @Test func `version says the version`() async throws {
        let run = try await Operator().run(bare: ["version"])
        #expect(run.exitCode == 0)
        #expect(run.output.wholeMatch(of: /offhook \d+\.\d+\.\d+\n/) != nil)
        #expect(run.error == "")
    }

    @Test func `a right configuration is told as it is read, without the password`() async throws {
        let desk = try Operator()
        let run = try await desk.run("check-config")
        #expect(run.exitCode == 0)
        #expect(run.error == "")
        for part in [
            "127.0.0.1:0", desk.path("data"), "http://127.0.0.1:1 as offhook", "tenant acme:",
            "1 agents", "tenant other:", "persistent mode not enabled",
            "The configuration is right.",
        ] {
            #expect(run.output.contains(part), "\(part)")
        }
        #expect(!run.output.contains(Operator.password))
    }

    @Test func `queues that nobody is put into are told`() async throws {
        let desk = try Operator()
        try desk.write(
            "offhook.yaml",
            """
            dataDirectory: data
            asterisk:
              passwordFile: ari-password
              manager: {passwordFile: manager-password, queues: {acme: [Support], nobody: [x]}}
            """)
        try desk.write("manager-password", "another-secret\n")
        try desk.write(
            "directory.yaml",
            """
            tenants:
              acme:
                agents:
                  "1001": {workplace: {kind: endpoint, address: "1001"}, queues: {support: 0}}
                  "1002": {workplace: {kind: endpoint, address: "1002"}, queues: {sales: 0, x: 1}}
            """)
        let run = try await desk.run("check-config")
        #expect(run.exitCode == 0)
        #expect(run.output.contains("127.0.0.1:5038 as offhook, secret set"))
        #expect(
            run.output.contains(
                "warning: agent acme/1002 is not put into sales, x: let asterisk.manager.queues give "
                    + "that to the tenant."))
        #expect(
            run.output.contains(
                "warning: asterisk.manager.queues names the tenant nobody, which is not there."))
        #expect(!run.output.contains("agent acme/1001"))
        #expect(!run.output.contains("another-secret"))
    }

    @Test func `the environment and the flags are heeded`() async throws {
        let desk = try Operator()
        try desk.write("other.yaml", "listen: {port: 5}\ndataDirectory: data")
        var environment = [
            "OFFHOOK_CONFIG": desk.path("other.yaml"), "OFFHOOK_ARI_PASSWORD": "x",
        ]
        let named = try await desk.run(bare: ["check-config"], environment: environment)
        #expect(named.exitCode == 0)
        #expect(named.output.contains("127.0.0.1:5\n"))

        environment["OFFHOOK_LISTEN_PORT"] = "6"
        let flags = ["check-config", "--data-directory", desk.path("elsewhere")]
        let changed = try await desk.run(bare: flags, environment: environment)
        #expect(changed.output.contains("127.0.0.1:6\n"))
        #expect(changed.output.contains(desk.path("elsewhere")))
    }

    @Test func `a command line that is not understood is no stack trace`() async throws {
        for arguments in [["serv"], ["serve", "--prot", "1"], ["serve", "--port", "http"]] {
            let run = try await Operator().run(bare: arguments)
            #expect(run.exitCode == 64)
            #expect(run.error.hasPrefix("Error: "))
            #expect(run.output == "")
        }
    }

    // MARK: The configuration

    @Test(arguments: ["check-config", "serve"])
    func `a key that is not known is named with its place`(_ command: String) async throws {
        let desk = try Operator()
        try desk.write("offhook.yaml", Operator.configuration("lisen: {port: 1}"))
        try await desk.expectRefusal(
            command,
            sentence:
                "FOLDER/offhook.yaml, line 4: \"lisen\" is not known: remove it, or write one "
                + "of asterisk, audit, console, dataDirectory, directory, docs, events, listen, log, metrics."
        )
    }

    @Test func `a password in the wrong place is not repeated`() async throws {
        let desk = try Operator()
        try desk.write("offhook.yaml", "asterisk: {password: hunter2}")
        let run = try await desk.run("check-config")
        #expect(run.exitCode == 78)
        #expect(run.error.contains("\"password\" is not known in asterisk"))
        #expect(!run.error.contains("hunter2"))

        try desk.write(
            "offhook.yaml", Operator.configuration(asterisk: "http://me:hunter2@127.0.0.1:8088"))
        try await desk.expectRefusal(
            "check-config",
            sentence: "The Asterisk address must be a scheme, host and port such as "
                + "http://127.0.0.1:8088, without a path or a user.")
    }

    @Test(arguments: ["check-config", "serve"])
    func `a file that is not there is named`(_ command: String) async throws {
        let desk = try Operator()
        try FileManager.default.removeItem(atPath: desk.path("offhook.yaml"))
        try await desk.expectRefusal(
            command,
            sentence: "The configuration FOLDER/offhook.yaml is not there: write it, or name the "
                + "right one.")
    }

    @Test(arguments: ["check-config", "serve"])
    func `a file that cannot be read is named`(_ command: String) async throws {
        let desk = try Operator()
        try desk.replaceByFolder("offhook.yaml")
        try await desk.expectRefusal(
            command,
            sentence: "The configuration FOLDER/offhook.yaml cannot be read: give it to the user "
                + "that runs Offhook.")
    }

    @Test func `without a password it says how to give one`() async throws {
        let desk = try Operator()
        try desk.write("offhook.yaml", "dataDirectory: data")
        try await desk.expectRefusal(
            "serve",
            sentence: "FOLDER/offhook.yaml: name the file with the ARI password in "
                + "asterisk.passwordFile, or set OFFHOOK_ARI_PASSWORD.")
    }

    @Test(arguments: [
        ("OFFHOOK_LISTEN_PORT", "x", "OFFHOOK_LISTEN_PORT must be a whole number from 0 to 65535."),
        (
            "OFFHOOK_ARI_URL", "127.0.0.1:8088",
            "The Asterisk address \"127.0.0.1:8088\" must be a scheme, host and port such as "
                + "http://127.0.0.1:8088, without a path or a user."
        ),
        ("OFFHOOK_ARI_USERNAME", "a:b", "The ARI user must be named, without a colon."),
    ])
    func `a wrong variable is named`(
        _ name: String, _ value: String, _ sentence: String
    ) async throws {
        try await Operator().expectRefusal(
            "check-config", environment: [name: value], sentence: sentence)
    }

    // MARK: The directory

    @Test(arguments: [
        (
            "tenants: {acme: {agents: {1001: {workplace: {kind: phone, address: 1}}}}}",
            ", line 1: tenants.acme.agents.1001.workplace.kind must be one of phoneNumber, sipUri, "
                + "endpoint."
        ),
        ("tenants: {acme: {}\n", " is no YAML: line 2, did not find expected ',' or '}'."),
        ("", ": write at least one tenant under tenants."),
    ])
    func `a malformed directory is named with the place`(
        _ text: String, _ sentence: String
    ) async throws {
        let desk = try Operator()
        try desk.write("directory.yaml", text)
        for command in ["check-config", "serve"] {
            try await desk.expectRefusal(command, sentence: "FOLDER/directory.yaml" + sentence)
        }
        try await desk.expectRefusal(
            "token", "create", "--tenant", "acme", "--agent", "1001",
            sentence: "FOLDER/directory.yaml" + sentence)
    }

    @Test func `V9 workplaces that the policy does not let be called are told`() async throws {
        let desk = try Operator()
        try desk.write(
            "directory.yaml",
            """
            tenants:
              acme:
                policy: {country: DE}
                agents:
                  "1": {workplace: {kind: phoneNumber, address: "030 1234567"}}
                  "2": {workplace: {kind: phoneNumber, address: "0043 1 234567"}}
                  "3": {workplace: {kind: sipUri, address: "sip:a@b"}}
            """)
        let run = try await desk.run("check-config")
        #expect(run.exitCode == 0)
        let warnings = run.output.split(separator: "\n").filter { $0.hasPrefix("warning: ") }
        #expect(
            warnings == [
                "warning: agent acme/2 cannot be called: the workplace 0043 1 234567 is abroad, and "
                    + "policy.destinations.international does not open it.",
                "warning: agent acme/3 cannot be called: the workplace sip:a@b is at none of "
                    + "policy.destinations.allowedDomains.",
            ])
        #expect(run.output.hasSuffix("The configuration is right.\n"))
    }

    @Test func `a directory that is not there, or no file, is named`() async throws {
        let desk = try Operator()
        try FileManager.default.removeItem(atPath: desk.path("directory.yaml"))
        try await desk.expectRefusal(
            "serve",
            sentence: "The directory FOLDER/directory.yaml is not there: write it, or name the "
                + "right one.")
        try desk.replaceByFolder("directory.yaml")
        try await desk.expectRefusal(
            "serve",
            sentence:
                "The directory FOLDER/directory.yaml cannot be read: give it to the user that "
                + "runs Offhook.")
    }
}
