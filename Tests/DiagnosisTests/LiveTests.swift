import ConnectionMode
import Testing

@testable import Diagnosis

/// What Asterisk says, where its files are on another machine.
struct LiveTests {
    private func findings(
        _ change: (inout ARIFacts, inout Facts) -> Void
    ) throws -> [Finding] {
        let ground = try Ground()
        var ari = Ground.goodAsterisk()
        var facts = ground.facts
        facts.files = .unknown("they are on another machine")
        facts.manager = .known(Self.goodManager)
        change(&ari, &facts)
        if case .unknown("Asterisk was not asked") = facts.ari { facts.ari = .known(ari) }
        return Examination(facts).findings
    }

    private static var goodManager: ManagerFacts {
        var manager = ManagerFacts()
        manager.actions = ["Ping", "QueueAdd", "QueuePause"]
        manager.queues = ["support"]
        return manager
    }

    private func problem(
        _ change: (inout ARIFacts, inout Facts) -> Void,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Finding {
        let problems = try findings(change).filter(\.isProblem)
        #expect(problems.count == 1, "\(problems)", sourceLocation: sourceLocation)
        return try #require(problems.first, sourceLocation: sourceLocation)
    }

    @Test func `an Asterisk elsewhere that is right has no problem`() throws {
        let findings = try findings { _, _ in }
        #expect(findings.allSatisfy { $0.severity == .fine || $0.severity == .unknown })
        #expect(findings.contains { $0.check == "files" && $0.severity == .unknown })
    }

    @Test(arguments: [
        ("18.26.4", Finding.Severity.failure), ("20.20.0", .failure), ("20.20.1", .fine),
        ("20.21.0", .fine), ("21.12.0", .failure), ("22.10.1+dfsg+~cs6.17", .fine),
        ("22.9.9", .failure), ("22.11.0-rc1", .fine), ("23.4.0", .failure), ("23.4.1", .fine),
        ("24.0.0", .fine), ("GIT-22-abcdef", .unknown), ("certified/20.7-cert6", .unknown),
    ])
    func `a version with known holes`(version: String, severity: Finding.Severity) throws {
        let found = try findings { ari, _ in ari.version = version }
            .first { $0.check == "version" }
        #expect(found?.severity == severity)
    }

    @Test func `nobody reached is a finding`() throws {
        let found = try problem { _, facts in facts.ari = .unknown("Connection refused") }
        #expect(found.check == "reachable" && found.why == "Connection refused")
        let manager = try problem { _, facts in facts.manager = .unknown("Nobody is there.") }
        #expect(manager.area == .manager && manager.severity == .failure)
    }

    @Test func `a user who may only read, a module, a log, a queue`() throws {
        #expect(try problem { ari, _ in ari.mayWrite = false }.check == "user")
        let module = try problem { ari, _ in
            var modules = ari.modules.value ?? [:]
            modules["res_stasis_playback"] = false
            ari.modules = .known(modules)
        }
        #expect(module.what == "res_stasis_playback is not loaded")
        #expect(module.why == "The PIN cannot be spoken.")
        let log = try problem { ari, _ in
            ari.logs = .known([ARIFacts.Log(name: "/var/log/full", levels: ["VERBOSE"])])
        }
        #expect(log.what == "/var/log/full gets verbose messages")
        let queue = try problem { _, facts in
            var manager = Self.goodManager
            manager.queues = ["sales"]
            facts.manager = .known(manager)
        }
        #expect(queue.what == "Asterisk has no queue support")
    }

    @Test func `a member whose state nobody set, while Offhook serves`() throws {
        func states(_ state: ServiceFacts.State) throws -> [Finding] {
            try findings { _, facts in
                var manager = Self.goodManager
                manager.unknownMembers = [
                    ManagerFacts.Member(queue: "support", interface: "Local/1001@offhook-acme/n")
                ]
                facts.manager = .known(manager)
                facts.service.state = state
            }.filter { $0.check == "memberUnknown" }
        }
        #expect(try states(.ready).map(\.severity) == [.failure])
        #expect(try states(.notRunning) == [])
    }

    @Test func `a manager's powers are told by what it may ask for`() throws {
        let poor = try problem { _, facts in
            var manager = Self.goodManager
            manager.actions = ["Ping"]
            facts.manager = .known(manager)
        }
        #expect(poor.severity == .failure && poor.check == "classes")
        let rich = try problem { _, facts in
            var manager = Self.goodManager
            manager.actions.formUnion(["Command", "Originate"])
            facts.manager = .known(manager)
        }
        #expect(rich.what == "offhook may do more than queues: command, originate")
    }

    @Test func `sounds of each language that agents have`() throws {
        func language(_ name: String, _ sounds: [String: Set<String>]? = nil) throws -> [Finding] {
            try findings { ari, facts in
                let key = AgentID("1001")
                facts.service.directory.tenants[TenantID("acme")]?.agents[key]?.language = name
                if let sounds { ari.sounds = .known(sounds) }
            }.filter { $0.area == .sounds && $0.severity != .fine }
        }
        #expect(try language("en_GB") == [])
        #expect(try language("fr").map(\.severity) == [.warning])
        #expect(try language("fr", [:]).map(\.severity) == [.failure, .failure, .warning])
    }

    @Test func `O13h what recording calls needs, where they may be recorded`() throws {
        let found = try problem { ari, _ in ari.hasRecordingFolder = .known(false) }
        #expect(found.what == "there is no folder for recordings")
        #expect(found.severity == .warning)
        let module = try problem { ari, _ in
            guard case .known(var modules) = ari.modules else { return }
            modules["res_stasis_recording"] = nil
            ari.modules = .known(modules)
        }
        #expect(module.what == "res_stasis_recording is not loaded")
        let none = try findings { ari, facts in
            facts.service.directory.tenants[TenantID("acme")]?.phone.recording = .off
            ari.hasRecordingFolder = nil
        }
        #expect(none.allSatisfy { $0.check != "recordings" })
    }

    @Test func `the dialplan as Asterisk tells it`() throws {
        let found = try problem { ari, _ in
            ari.extensions = ["offhook-half,s": true, "offhook-wait,s": false]
        }
        #expect(found.what == "there is no context offhook-wait")
    }

    @Test func `what the machine gives`() throws {
        let files = try problem { _, facts in facts.machine.openFiles = 1_024 }
        #expect(files.severity == .warning && files.check == "openFiles")
        let asterisk = try problem { _, facts in facts.machine.asteriskOpenFiles = 100 }
        #expect(asterisk.severity == .failure)
        let disk = try problem { _, facts in facts.machine.freeMegabytes = 10 }
        #expect(disk.check == "diskSpace")
        let network = try problem { _, facts in facts.machine.networkFileSystem = "nfs4" }
        #expect(network.check == "dataDirectoryDisk")
    }

    @Test func `what Offhook's own files lack`() throws {
        let dial = try problem { _, facts in facts.service.dial.endpoint = [] }
        #expect(dial.check == "dial")
        let listen = try problem { _, facts in facts.service.listenHost = "0.0.0.0" }
        #expect(listen.check == "listen")
        let certificate = try problem { _, facts in
            (facts.service.isListenTLS, facts.service.certificateDays) = (true, 3)
        }
        #expect(certificate.what == "the API's certificate is valid for 3 days yet")
        let link = try problem { _, facts in facts.service.url = "http://10.0.0.7:8088" }
        #expect(link.check == "ariLink")
        let state = try problem { _, facts in facts.service.state = .notReady(["No Asterisk."]) }
        #expect(state.why == "No Asterisk.")
    }
}
