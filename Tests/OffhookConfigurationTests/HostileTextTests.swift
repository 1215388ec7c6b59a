import ConnectionMode
import Foundation
import OffhookConfiguration
import TestSupport
import Testing

/// What stands in configuration files reaches Asterisk, consoles and the log.
@Suite struct `Hostile texts in configuration files` {
    /// In YAML, with an escape for whatever its reader would take for its own.
    private static func quoted(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { scalar in
            let isPlain = (0x20...0x7E).contains(scalar.value) && scalar != "\"" && scalar != "\\"
            return isPlain ? String(scalar) : String(format: "\\U%08X", scalar.value)
        }
        return "\"" + scalars.joined() + "\""
    }

    /// Where a text stands in directory.yaml that reaches SIP, the dialplan or a path.
    private static let places: [(name: String, text: @Sendable (String) -> String)] = [
        ("tenant's id", { "tenants: {\($0): {}}" }),
        ("agent's id", { "tenants: {a: {agents: {\($0): \(workplace())}}}" }),
        ("callerID", { "tenants: {a: {policy: {callerID: \($0)}}}" }),
        ("pinPrompt", { "tenants: {a: {policy: {pinPrompt: \($0)}}}" }),
        ("country", { "tenants: {a: {policy: {country: \($0)}}}" }),
        ("allowedDomains", { destinations("allowedDomains: [\($0)]") }),
        ("allowedPrefixes", { destinations("allowedPrefixes: [\($0)]") }),
        ("blockedPrefixes", { destinations("blockedPrefixes: [\($0)]") }),
        ("emergencyNumbers", { destinations("emergencyNumbers: [\($0)]") }),
        ("international", { destinations("international: [\($0)]") }),
        ("language", { agent("{workplace: {kind: endpoint, address: x}, language: \($0)}") }),
        ("kind", { agent("{workplace: {kind: \($0), address: x}}") }),
        ("endpoint", { agent(workplace("endpoint", $0)) }),
        ("phone number", { agent(workplace("phoneNumber", $0)) }),
        ("SIP URI", { agent(workplace("sipUri", $0)) }),
    ]

    private static func workplace(_ kind: String = "endpoint", _ address: String = "x") -> String {
        "{workplace: {kind: \(kind), address: \(address)}}"
    }

    private static func agent(_ profile: String) -> String {
        "tenants: {a: {agents: {b: \(profile)}}}"
    }

    private static func destinations(_ key: String) -> String {
        "tenants: {a: {policy: {country: DE, destinations: {\(key)}}}}"
    }

    @Test func `each is refused wherever it could be taken for something else, in one line`() throws
    {
        let bench = try Workbench()
        for place in Self.places {
            for text in HostileText.all {
                // What a caller id may be: letters of any language, and <number>.
                if place.name == "callerID", ["Zoë Müller 李"].contains(text) { continue }
                let said = try bench.refusal(ofDirectory: place.text(Self.quoted(text)))
                let sentence = try #require(said, "\(place.name): \(text) was taken")
                #expect(!HostileText.isHarmful(sentence), "\(place.name)")
            }
        }
    }

    @Test func `a URI that is right but for one text in it is refused`() throws {
        let bench = try Workbench()
        for text in HostileText.all {
            for uri in ["sip:\(text)@example.com", "sip:a@\(text)", "sip:a@b\(text)"] {
                #expect(
                    try bench.refusal(
                        ofDirectory: Self.agent(Self.workplace("sipUri", Self.quoted(uri))))
                        != nil, "\(uri)")
            }
        }
    }

    @Test func `a name is what people write, in one line`() throws {
        let bench = try Workbench()
        for text in HostileText.all {
            let quoted = Self.quoted(text)
            let files = [
                "tenants: {a: {name: \(quoted)}}",
                Self.agent("{workplace: {kind: endpoint, address: x}, name: \(quoted)}"),
            ]
            for file in files {
                let said = try bench.refusal(ofDirectory: file)
                #expect((said == nil) == HostileText.data.contains(text), "\(text)")
                #expect(!HostileText.isHarmful(said ?? ""))
            }
        }
        let long = String(repeating: "x", count: 101)
        #expect(try bench.refusal(ofDirectory: "tenants: {a: {name: \(long)}}") != nil)
    }

    @Test func `offhook.yaml's texts for Asterisk are refused likewise`() throws {
        let bench = try Workbench()
        for text in HostileText.all {
            let quoted = Self.quoted(text)
            #expect(try bench.refusal(of: "asterisk: {musicClass: \(quoted)}") != nil)
            for kind in ["endpoint", "phoneNumber", "sipUri"] {
                let template = Self.quoted("PJSIP/{address}" + text)
                let said = try bench.refusal(of: "asterisk: {dial: {\(kind): \(template)}}")
                // Dots and slashes are part of what Asterisk dials.
                #expect((said == nil) == (text == "../../etc/passwd"), "\(text)")
                #expect(!HostileText.isHarmful(said ?? ""))
            }
        }
    }

    // MARK: Numbers

    @Test(arguments: HostileNumber.all)
    func `a number that is none is refused`(_ text: String) throws {
        let bench = try Workbench()
        let quoted = Self.quoted(text)
        for key in [
            "pinSeconds", "pinTries", "validationRingSeconds", "dialsInTenMinutes", "offerSeconds",
            "wrapUpSeconds", "missedOffersBeforeBreak", "agentLostMusicSeconds",
            "proofOfLifeSeconds", "mediaLostSeconds",
        ] {
            // Unquoted, space around it is none of the value's, and null is a key left out.
            let isTrimmed = text.allSatisfy { !$0.isWhitespace } && text != "null"
            for value in isTrimmed ? [quoted, text] : [quoted] {
                let file = "tenants:\n  a:\n    policy:\n      \(key): \(value)\n"
                #expect(try bench.refusal(ofDirectory: file) != nil, "\(key): \(value)")
            }
        }
        for key in [
            "listen: {port: ", "events: {heartbeatSeconds: ", "audit: {days: ",
            "asterisk: {requestTimeoutSeconds: ",
        ] {
            #expect(try bench.refusal(of: key + quoted + "}") != nil, "\(key)\(text)")
        }
        var environment = Workbench.passwordSet
        environment["OFFHOOK_LISTEN_PORT"] = text
        #expect(
            try bench.refusal(of: "", environment: environment)
                == "OFFHOOK_LISTEN_PORT must be a whole number from 0 to 65535.")
    }
}
