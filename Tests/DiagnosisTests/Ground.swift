import ConnectionMode
import Foundation
import PBXInstall
import Testing

@testable import Diagnosis

/// The shipped configuration of a fresh Asterisk with two phones and a trunk, in a folder of one test; all is right, and
/// what is told to be otherwise is otherwise.
final class Ground {
    let folder: URL
    var facts: Facts

    private static let project = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static let secret = "a-secret-of-somebody"

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(
            path: "offhook-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var service = ServiceFacts(file: "offhook.yaml", directory: Self.directory)
        service.dial.phoneNumber = ["PJSIP/{address}@carrier"]
        service.manager = ServiceFacts.Manager(
            host: "127.0.0.1", port: 5_038, username: "offhook", usesTLS: false,
            queues: ["acme": ["support"]])
        service.state = .ready
        facts = Facts(service: service)
        facts.manager = .unknown("Nobody is there.")
        for source in ["fresh", "include"] {
            let from = Self.project.appending(path: "asterisk-conf/\(source)")
            for name in try FileManager.default.contentsOfDirectory(atPath: from.path)
            where name.hasSuffix(".conf") {
                try FileManager.default.copyItem(
                    at: from.appending(path: name), to: folder.appending(path: name))
            }
        }
        try change("offhook-ari.conf", "password=", to: "password=\(Self.secret)")
        try change("offhook-manager.conf", ";secret=", to: "secret=\(Self.secret)")
        try add(Self.phones, to: "pjsip.conf")
        try write("asterisk.conf", "[directories]\nastspooldir => /nowhere\n[options]\n")
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private static var directory: Directory {
        let agents = ["1001", "1002"].map { name in
            (
                AgentID(name),
                AgentProfile(
                    name: name, workplace: Workplace(kind: .endpoint, address: name),
                    queues: ["support": 0])
            )
        }
        let tenant = Tenant(name: "Acme", agents: Dictionary(uniqueKeysWithValues: agents))
        return Directory(tenants: [TenantID("acme"): tenant])
    }

    private static let phones =
        ["1001", "1002"].map {
            """
            [\($0)](offhook-phone)
            aors=\($0)
            [\($0)](offhook-phone-auth)
            password=\(secret)
            [\($0)](offhook-phone-aor)

            """
        }.joined() + """
            [carrier](offhook-phone)
            aors=carrier
            [carrier](offhook-phone-aor)
            contact=sip:192.0.2.1

            """

    // MARK: What stands in the files

    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: name))
    }

    func text(of name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    func add(_ text: String, to name: String) throws {
        try write(name, self.text(of: name) + text)
    }

    /// - Returns: the number of the line.
    @discardableResult
    func change(_ name: String, _ old: String, to new: String) throws -> Int {
        var lines = try text(of: name).components(separatedBy: "\n")
        let index = try #require(lines.firstIndex(of: old), "\(name) has no line \(old)")
        lines[index] = new
        try write(name, lines.joined(separator: "\n"))
        return index + 1
    }

    // MARK: What is found

    func files() throws -> AsteriskFiles {
        AsteriskFiles(try Snapshot.take(of: folder.path, names: AsteriskFiles.names))
    }

    func findings() throws -> [Finding] {
        facts.files = .known(try files())
        return Examination(facts).findings
    }

    /// Warnings and failures, but for Asterisk not being asked.
    func problems() throws -> [Finding] {
        try findings().filter { finding in
            finding.isProblem && finding.check != "reachable"
        }
    }

    /// The one thing that is wrong.
    func problem(sourceLocation: SourceLocation = #_sourceLocation) throws -> Finding {
        let problems = try problems()
        #expect(problems.count == 1, "\(problems)", sourceLocation: sourceLocation)
        return try #require(problems.first, sourceLocation: sourceLocation)
    }

    /// An Asterisk that says of everything that it is right.
    static func goodAsterisk() -> ARIFacts {
        var ari = ARIFacts()
        ari.version = "22.10.1"
        ari.mayWrite = true
        let modules =
            NeededModules.names(for: [.ari, .dialplan, .phones, .queues]) + [
                "res_timing_timerfd", "format_wav", "res_pjsip_header_funcs", "res_pjsip_caller_id",
                "res_pjsip_rfc3326", "res_pjsip_nat", "res_ari_recordings",
                "res_stasis_recording",
            ]
        ari.modules = .known(Dictionary(uniqueKeysWithValues: modules.map { ($0, true) }))
        ari.hasRecordingFolder = .known(true)
        ari.logs = .known([ARIFacts.Log(name: "messages.log", levels: ["NOTICE", "ERROR"])])
        let sounds = (0...9).map { "digits/\($0)" } + ["silence/1"]
        ari.sounds = .known(Dictionary(uniqueKeysWithValues: sounds.map { ($0, ["en"]) }))
        for name in ["1001", "1002", "carrier"] {
            ari.endpoints[name] = .known([
                "aors": name, "direct_media": "false", "rtp_timeout": "0", "rtp_timeout_hold": "0",
                "rtp_keepalive": "2", "timers": "always", "timers_sess_expires": "90",
                "allow_transfer": "false", "send_pai": "true",
            ])
            ari.aors[name] = ["qualify_frequency": "30", "max_contacts": "1"]
        }
        return ari
    }
}

extension Finding {
    var isProblem: Bool { severity == .warning || severity == .failure }
}
