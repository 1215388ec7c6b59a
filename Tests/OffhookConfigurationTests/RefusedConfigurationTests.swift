import Foundation
import OffhookConfiguration
import Testing

/// What is wrong in `offhook.yaml` or the environment is said in one sentence, with its place.
@Suite struct RefusedConfigurationTests {
    private static let origins =
        "listen.allowedOrigins must be a list of origins such as https://console.example.com: "
        + "scheme, host and maybe port, no * and no path."

    @Test(arguments: [
        (
            "listen:\n  host: ::1\n  prot: 1\n",
            "FILE, line 3: \"prot\" is not known in listen: remove it, or write one of "
                + "allowedOrigins, connections, connectionsPerAddress, host, port, "
                + "requestsPerSecondPerToken, tls."
        ),
        (
            "asterisk: {password: hunter2}",
            "FILE, line 1: \"password\" is not known in asterisk: remove it, or write one of "
                + "application, caFile, dial, manager, musicClass, offerVariables, passwordFile, reopensPerSecond, "
                + "requestTimeoutSeconds, trunks, url, username."
        ),
        (
            "\n\nlisten: {}\nloging: {}\n",
            "FILE, line 4: \"loging\" is not known: remove it, or write one of asterisk, "
                + "audit, console, dataDirectory, directory, docs, events, listen, log, metrics."
        ),
        ("console: {enabled: 1}", "FILE, line 1: console.enabled must be true or false."),
        (
            "console: {enable: true}",
            "FILE, line 1: \"enable\" is not known in console: remove it, or write one of enabled."
        ),
        (
            "listen: {tls: {certificate: x}}",
            "FILE, line 1: \"certificate\" is not known in listen.tls: remove it, or write one of "
                + "certificateFile, keyFile."
        ),
        (
            "events: {heartbeat: 5}",
            "FILE, line 1: \"heartbeat\" is not known in events: remove it, or write one of "
                + "heartbeatSeconds, streamsPerToken."
        ),
        (
            "asterisk:\n  dial:\n    trunk: x\n",
            "FILE, line 3: \"trunk\" is not known in asterisk.dial: remove it, or write one of "
                + "endpoint, phoneNumber, sipUri."
        ),
        (
            "log: {levle: debug}",
            "FILE, line 1: \"levle\" is not known in log: remove it, or write one of format, level."
        ),
    ])
    func `a key that is not known is named with its place`(
        _ text: String, _ sentence: String
    ) throws {
        #expect(try Workbench().refusal(of: text) == sentence)
    }

    @Test(
        arguments: [
            ("asterisk: {trunks: [a]}", "asterisk.trunks must be a mapping of keys to values."),
            (
                "asterisk: {trunks: {a b: {}}}",
                "asterisk.trunks.a b must be a trunk's name: 1 to 64 letters, digits, - and _."
            ),
            ("asterisk: {trunks: {a: }}", "asterisk.trunks.a must be a mapping of keys to values."),
            ("asterisk: {trunks: {a: {}}}", "asterisk.trunks.a.dial must say what leaves by it."),
            (
                "asterisk: {trunks: {a: {dial: {}}}}",
                "asterisk.trunks.a.dial must have a line for endpoint, phoneNumber or sipUri."
            ),
            (
                "asterisk: {trunks: {a: {dial: {sipUri: x}}}}",
                "asterisk.trunks.a.dial.sipUri must be a dial string with {address} in it, such as "
                    + "PJSIP/{address}@trunk."
            ),
            (
                "asterisk: {trunks: {a: {dial: {sipUri: 'PJSIP/a/{address}'}, channels: 0}}}",
                "asterisk.trunks.a.channels must be a whole number from 1 to 100000."
            ),
            (
                "asterisk: {trunks: {a: {dial: {sipUri: 'PJSIP/a/{address}'}, callsPerSecond: 1001}}}",
                "asterisk.trunks.a.callsPerSecond must be a whole number from 1 to 1000."
            ),
            (
                "asterisk: {trunks: {a: {dial: {sipUri: 'PJSIP/a/{address}'}, maximumSeconds: 59}}}",
                "asterisk.trunks.a.maximumSeconds must be a whole number from 60 to 604800."
            ),
            (
                "asterisk: {trunks: {a: {dial: {sipUri: 'PJSIP/a/{address}'}, callerID: 'a;b'}}}",
                "asterisk.trunks.a.callerID must be a number, or a name and a number such as Name <100>."
            ),
            (
                "asterisk: {trunks: {a: {dial: {sipUri: 'PJSIP/a/{address}'}, tenants: [-]}}}",
                "asterisk.trunks.a.tenants must be a list of ids of tenants: 1 to 64 letters, digits, '-', "
                    + "'_' or '.', the first a letter or digit."
            ),
            (
                "asterisk: {trunks: {a: {dial: {sipUri: 'PJSIP/a/{address}'}, tenants: [x, y]}, "
                    + "b: {dial: {sipUri: 'PJSIP/b/{address}'}, tenants: [y]}}}",
                "asterisk.trunks.b must not reach the same kind of workplace for the same tenant as a: "
                    + "nobody could tell which of the two is taken."
            ),
        ] as [(String, String)])
    func `what a trunk must be is said in a sentence`(
        _ text: String, _ sentence: String
    ) throws {
        // What is not there has no line.
        let said = try #require(try Workbench().refusal(of: text))
        #expect(["FILE: ", "FILE, line 1: "].contains { said == $0 + sentence }, "\(said)")
    }

    @Test(arguments: [
        ("listen: 8480", "listen must be a mapping of keys to values."),
        ("listen: [1]", "listen must be a mapping of keys to values."),
        ("listen: {host: [a]}", "listen.host must be a text."),
        ("listen: {host: \"\"}", "listen.host must not be empty."),
        ("listen: {port: http}", "listen.port must be a whole number from 0 to 65535."),
        ("listen: {port: 1.5}", "listen.port must be a whole number from 0 to 65535."),
        ("listen: {port: {}}", "listen.port must be a whole number from 0 to 65535."),
        ("listen: {tls: x}", "listen.tls must be a mapping of keys to values."),
        ("listen: {tls: {keyFile: \"\"}}", "listen.tls.keyFile must not be empty."),
        (
            "listen: {requestsPerSecondPerToken: 0}",
            "listen.requestsPerSecondPerToken must be a whole number from 1 to 100000."
        ),
        (
            "listen: {connections: 15}",
            "listen.connections must be a whole number from 16 to 1000000."
        ),
        (
            "listen: {connectionsPerAddress: 0}",
            "listen.connectionsPerAddress must be a whole number from 1 to 1000000."
        ),
        ("listen: {port: -1}", "listen.port must be a whole number from 0 to 65535."),
        ("listen: {port: 65536}", "listen.port must be a whole number from 0 to 65535."),
        (
            "listen: {port: 99999999999999999999}",
            "listen.port must be a whole number from 0 to 65535."
        ),
        ("dataDirectory: {}", "dataDirectory must be a text."),
        ("dataDirectory: \"\"", "dataDirectory must not be empty."),
        ("directory: [a.yaml]", "directory must be a text."),
        ("listen: {allowedOrigins: x}", "listen.allowedOrigins must be a list."),
        ("listen: {allowedOrigins: ['*']}", Self.origins),
        ("listen: {allowedOrigins: ['https://a.example/']}", Self.origins),
        ("listen: {allowedOrigins: [a.example]}", Self.origins),
        ("listen: {allowedOrigins: ['https://A.example']}", Self.origins),
        ("listen: {allowedOrigins: ['https://a.example:0']}", Self.origins),
        ("listen: {allowedOrigins: [{}]}", Self.origins),
        ("log: {level: loud}", "log.level must be one of debug, info, notice, warning, error."),
        ("log: {level: Info}", "log.level must be one of debug, info, notice, warning, error."),
        (
            "events: {heartbeatSeconds: 0}",
            "events.heartbeatSeconds must be a whole number from 1 to 300."
        ),
        (
            "events: {heartbeatSeconds: 301}",
            "events.heartbeatSeconds must be a whole number from 1 to 300."
        ),
        (
            "events: {streamsPerToken: 0}",
            "events.streamsPerToken must be a whole number from 1 to 1000."
        ),
        (
            "events: {streamsPerToken: 1001}",
            "events.streamsPerToken must be a whole number from 1 to 1000."
        ),
        (
            "asterisk: {requestTimeoutSeconds: 0}",
            "asterisk.requestTimeoutSeconds must be a whole number from 1 to 60."
        ),
        (
            "asterisk: {requestTimeoutSeconds: 61}",
            "asterisk.requestTimeoutSeconds must be a whole number from 1 to 60."
        ),
        ("asterisk: {url: {}}", "asterisk.url must be a text."),
        ("asterisk: {passwordFile: [x]}", "asterisk.passwordFile must be a text."),
        (
            "asterisk: {offerVariables: [A, A]}",
            "asterisk.offerVariables must be at most 20 names, none of them twice."
        ),
        (
            "asterisk: {offerVariables: [A-B]}",
            "asterisk.offerVariables must be a list of names of channel variables: letters, digits and _."
        ),
        (
            "asterisk: {musicClass: a b}",
            "asterisk.musicClass must be letters, digits, - and _."
        ),
    ])
    func `a wrong type or range is named with its place`(
        _ text: String, _ sentence: String
    ) throws {
        #expect(try Workbench().refusal(of: text) == "FILE, line 1: " + sentence)
    }

    @Test(arguments: ["certificateFile", "keyFile"])
    func `a certificate without its key is refused, and the other way round`(_ key: String) throws {
        let sentence =
            "FILE: name both the certificate in listen.tls.certificateFile and its key in "
            + "listen.tls.keyFile, or neither."
        #expect(try Workbench().refusal(of: "listen: {tls: {\(key): a.pem}}") == sentence)
        #expect(try Workbench().refusal(of: "listen: {tls: {}}") == nil)
    }

    @Test(arguments: [
        "PJSIP/1001", "PJSIP/{adress}", "PJSIP/{address};x", "PJSIP/{address}&PJSIP/2",
        "PJSIP/{address} x", "PJSIP/{address}${X}",
        String(repeating: "x", count: 200) + "{address}",
    ])
    func `a dial string must have the address in it, and nothing of the dialplan's`(
        _ template: String
    ) throws {
        for key in ["endpoint", "phoneNumber", "sipUri"] {
            #expect(
                try Workbench().refusal(of: "asterisk: {dial: {\(key): \"\(template)\"}}")
                    == "FILE, line 1: asterisk.dial.\(key) must be a dial string with {address} in "
                    + "it, such as PJSIP/{address}@trunk.")
        }
    }

    @Test(arguments: [
        ("listen: {port: 1}\nlisten: {port: 2}\n", "line 1, a key stands twice: listen"),
        ("listen:\n  port: 1\n  port: 2\n", "line 2, a key stands twice: port"),
    ])
    func `a key that stands twice is refused`(_ text: String, _ what: String) throws {
        #expect(try Workbench().refusal(of: text) == "FILE is no YAML: \(what).")
    }

    @Test(arguments: [
        ("listen: {port: 1", "FILE is no YAML: line "), ("a: b: c", "FILE is no YAML: line 1, "),
        ("\tlisten: 1", "FILE is no YAML: line 1, "),
        ("--- {}\n--- {}\n", "FILE is no YAML: line 2"),
        ("listen: *host", "FILE is no YAML: line 1, "), ("log: \u{1}", "FILE is no YAML: "),
        (String(repeating: "[", count: 100_000), "FILE is no YAML: "),
        ("- listen\n", "FILE must be a mapping of keys to values."),
        ("listen", "FILE must be a mapping of keys to values."),
        ("? [listen]\n: {}\n", "FILE, line 1: a key must be a text."),
    ])
    func `what is no mapping, or no YAML, is refused in one line`(
        _ text: String, _ beginning: String
    ) throws {
        let sentence = try #require(try Workbench().refusal(of: text))
        #expect(sentence.hasPrefix(beginning))
        #expect(sentence.hasSuffix("."))
        #expect(!sentence.contains("\n"))
    }

    @Test(arguments: [
        ("OFFHOOK_LISTEN_PORT", "http", "must be a whole number from 0 to 65535."),
        ("OFFHOOK_LISTEN_PORT", "65536", "must be a whole number from 0 to 65535."),
        ("OFFHOOK_LISTEN_PORT", "-1", "must be a whole number from 0 to 65535."),
        ("OFFHOOK_LOG_LEVEL", "loud", "must be one of debug, info, notice, warning, error."),
    ])
    func `a wrong variable is named`(_ name: String, _ value: String, _ rule: String) throws {
        var environment = Workbench.passwordSet
        environment[name] = value
        #expect(try Workbench().refusal(of: "", environment: environment) == "\(name) \(rule)")
    }

    @Test func `a wrong flag is refused`() throws {
        for port in [-1, 65_536] {
            var flags = ServiceConfiguration.Overrides()
            flags.listenPort = port
            #expect(
                try Workbench().refusal(of: "", overrides: flags)
                    == "The port must be a whole number from 0 to 65535.")
        }
        for path in [\ServiceConfiguration.Overrides.dataDirectory, \.listenHost] {
            var flags = ServiceConfiguration.Overrides()
            flags[keyPath: path] = ""
            #expect(
                try Workbench().refusal(of: "", overrides: flags)
                    == "The host and the data directory must not be empty.")
        }
    }

    // MARK: The file itself

    @Test func `a file that is not there is named`() throws {
        let bench = try Workbench()
        let load = { (file: String?, environment: [String: String]) in
            try bench.sentence {
                _ = try ServiceConfiguration.load(file: file, environment: environment)
            }
        }
        let sentence = "The configuration FILE is not there: write it, or name the right one."
        #expect(try load(bench.path("offhook.yaml"), [:]) == sentence)
        #expect(try load(nil, ["OFFHOOK_CONFIG": bench.path("offhook.yaml")]) == sentence)
    }

    @Test func `a file that cannot be read is named`() throws {
        let bench = try Workbench()
        try bench.makeFolder("offhook.yaml")
        let sentence = try bench.sentence {
            _ = try ServiceConfiguration.load(file: bench.path("offhook.yaml"), environment: [:])
        }
        #expect(
            sentence
                == "The configuration FILE cannot be read: give it to the user that runs Offhook.")
    }

    @Test(arguments: [
        Data([0x61, 0x3A, 0x20, 0xFF, 0xFE]), Data(repeating: 0x23, count: (16 << 20) + 1),
    ])
    func `a file that is no text, or far too long, is refused`(_ content: Data) throws {
        let bench = try Workbench()
        try bench.write("offhook.yaml", content)
        let sentence = try bench.sentence {
            _ = try ServiceConfiguration.load(file: bench.path("offhook.yaml"), environment: [:])
        }
        #expect(sentence == "The configuration FILE must be UTF-8 text of at most 16 MiB.")
    }
}
