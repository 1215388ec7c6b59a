import ConnectionMode
import Foundation
import OffhookConfiguration
import Testing

/// The examples in `config/` are right, complete, and hold the defaults.
@Suite struct ExampleTests {
    private static let project = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static func path(_ relative: String) -> String {
        project.appending(path: relative).path
    }

    private static let configuration = path("config/offhook.example.yaml")
    private static let directory = path("config/directory.example.yaml")

    private static func read(_ path: String) throws -> String {
        try String(contentsOf: URL(filePath: path), encoding: .utf8)
    }

    /// The example with the trunk that its remarks have.
    private static func withTrunk() throws -> String {
        let lines = try read(configuration).split(separator: "\n", omittingEmptySubsequences: false)
        return lines.map { line in
            line.hasPrefix("  #  ")
                ? "    " + line.dropFirst(5) : line == "  trunks: {}" ? "  trunks:" : line
        }.joined(separator: "\n")
    }

    @Test func `the trunk in the example's remarks is one`() throws {
        let trunk = try #require(
            try Workbench().load(Self.withTrunk(), environment: [:]).asterisk.trunks.first)
        #expect(trunk.name == "carrier")
        #expect(trunk.dial.phoneNumber == "PJSIP/{address}@carrier")
        #expect(trunk.tenants == ["acme"])
        #expect(trunk.channels == 120)
        #expect(trunk.callsPerSecond == 5)
        #expect(trunk.maximumSeconds == 14_400)
        #expect(trunk.callerID == "Contact Center <8000>")
        #expect(
            try Workbench().load(Self.read(Self.configuration), environment: [:]).asterisk.trunks
                .isEmpty)
    }

    @Test func `every key that is known stands in the examples`() throws {
        let known = try KnownKeys.ofConfiguration()
        #expect(known.contains("asterisk.dial.endpoint"))
        let standing = try StandingKeys.of(file: "it", text: Self.withTrunk())
        #expect(standing.symmetricDifference(known).isEmpty)

        let people = try KnownKeys.ofDirectory()
        #expect(people.contains("tenants.*.agents.*.workplace.kind"))
        let told = try StandingKeys.of(file: "it", text: Self.read(Self.directory))
        #expect(told.symmetricDifference(people).isEmpty)
    }

    @Test func `every variable that is read stands in the example`() throws {
        let sources = Self.path("Sources/OffhookConfiguration")
        var names = Set<String>()
        for file in try FileManager.default.contentsOfDirectory(atPath: sources) {
            let text = try Self.read("\(sources)/\(file)")
            names.formUnion(text.matches(of: /environment\["(\w+)"\]/).map { String($0.1) })
        }
        #expect(names.isSuperset(of: ["OFFHOOK_CONFIG", "OFFHOOK_ARI_PASSWORD"]))
        let example = try Self.read(Self.configuration)
        let told = Set(example.matches(of: /OFFHOOK_\w+/).map { String($0.0) })
        #expect(told.symmetricDifference(names).isEmpty)
    }

    @Test func `each value of the example is the one that holds without it`() throws {
        let bench = try Workbench()
        let example = try bench.load(Self.read(Self.configuration), environment: [:])
        let empty = try bench.load("")
        #expect(example.asterisk.password == Workbench.password)
        for path: KeyPath<ServiceConfiguration, String> in [
            \.listenHost, \.dataDirectory, \.asterisk.url, \.asterisk.username,
            \.asterisk.application, \.asterisk.musicClass, \.asterisk.dialEndpoint,
            \.logLevel.rawValue, \.metricsHost, \.logFormat.rawValue,
        ] {
            #expect(example[keyPath: path] == empty[keyPath: path])
        }
        for path: KeyPath<ServiceConfiguration, Int> in [
            \.listenPort, \.heartbeatSeconds, \.eventStreamsPerToken,
            \.requestsPerSecondPerToken, \.connections, \.connectionsPerAddress,
            \.asterisk.requestTimeoutSeconds, \.asterisk.reopensPerSecond,
        ] {
            #expect(example[keyPath: path] == empty[keyPath: path])
        }
        #expect(example.isConsoleEnabled == empty.isConsoleEnabled)
        #expect(example.areDocsEnabled == empty.areDocsEnabled)
        #expect(example.metricsPort == nil)
        #expect(empty.metricsPort == nil)
        for path: KeyPath<ServiceConfiguration, String?> in [
            \.asterisk.caFile, \.asterisk.dialPhoneNumber, \.asterisk.dialSIPURI,
            \.tlsCertificateFile, \.tlsKeyFile,
        ] {
            #expect(example[keyPath: path] == nil)
            #expect(empty[keyPath: path] == nil)
        }
    }

    @Test func `what the example's remarks offer is taken`() throws {
        let bench = try Workbench()
        let remarks = try Self.read(Self.configuration)
        let templates = remarks.matches(of: /for instance (\S+)/).map { String($0.1) }
        #expect(templates.count == 2)
        for template in templates {
            #expect(try bench.refusal(of: "asterisk: {dial: {sipUri: \"\(template)\"}}") == nil)
        }
    }

    @Test func `the example's people are told as they stand, with the default policy`() throws {
        let directory = try DirectoryFile.load(Self.directory)
        let acme = try #require(directory.tenants[TenantID("acme")])
        #expect(acme.agents.count == 3)
        #expect(Set(acme.agents.values.map(\.workplace.kind)) == Set(Workplace.Kind.allCases))

        var policy = Policy()
        policy.persistentEnabled = true
        policy.pinPrompt = "sound:agent-loginok"
        policy.agentLostPrompt = "sound:custom/one-moment"
        policy.callerID = "Acme Contact Center <8000>"
        #expect(acme.policy == policy)
        #expect(directory.faultyWorkplaces.isEmpty)
        #expect(acme.destinations.international != .none)
    }

    @Test func `each default that the directory's remarks tell is the program's`() throws {
        let text = try Self.read(Self.directory)
        let lines = text.split(separator: "\n")
        let defaults = Policy()
        let expected = [
            "persistentEnabled": "\(defaults.persistentEnabled)", "autoAnswer": "false",
            "mayChangeConnectionMode": "false", "mayChangeAutoAnswer": "false",
            "validationRingSeconds": "\(defaults.validationRingSeconds)",
            "pinSeconds": "\(defaults.pinSeconds)", "pinTries": "\(defaults.pinTries)",
            "offerSeconds": "\(defaults.offerSeconds)",
            "wrapUpSeconds": "\(defaults.wrapUpSeconds)",
            "missedOffersBeforeBreak": "\(defaults.missedOffersBeforeBreak)",
            "agentLostMusicSeconds": "\(defaults.agentLostMusicSeconds)",
            "proofOfLife": defaults.proofOfLife.rawValue,
            "proofOfLifeSeconds": "\(defaults.proofOfLifeSeconds)",
            "mediaLostSeconds": "\(defaults.mediaLostSeconds)",
            "forgottenAfterMinutes": "\(defaults.forgottenAfterMinutes)",
            "ledgerDays": "\(TenantSettings.usualLedgerDays)",
            "recordingDays": "\(TenantSettings.usualRecordingDays)",
            "recording": "\(RecordingMode.onRequest.rawValue)",
            "afterMissedOffers": defaults.afterMissedOffers.rawValue,
            "customerAfterHangUp": defaults.customerAfterHangUp.rawValue,
            "reopenAfterRestart": "\(defaults.reopenAfterRestart)",
        ]
        for (key, value) in expected {
            let index = try #require(lines.firstIndex { $0.contains(" \(key):") })
            #expect(lines[index - 1].hasSuffix("Default: \(value)."), "\(key)")
        }
    }
}
