import OffhookConfiguration
import Testing

/// What is wrong in `directory.yaml` is said in one sentence, with its place.
@Suite struct RefusedDirectoryTests {
    private static let idRule =
        "must be 1 to 64 letters, digits, '-', '_' or '.', the first a letter or digit."
    private static let place = "workplace: {kind: endpoint, address: x}"

    @Test(arguments: ["", "tenants:", "tenants: {}"])
    func `a directory needs a tenant`(_ text: String) throws {
        #expect(
            try Workbench().refusal(ofDirectory: text)
                == "FILE: write at least one tenant under tenants.")
    }

    private static let badIDs = [
        "\"\"", "a b", "-a", ".a", "_a", "a/b", "é", "a&b", "a@b", "\"a\\nb\"", "\"a;b\"",
        "\"a,b\"",
        "\"${a}\"", "\"a\\0\"", String(repeating: "a", count: 65),
    ]

    @Test(arguments: badIDs)
    func `an id has only what is safe in paths and in the dialplan`(_ id: String) throws {
        let bench = try Workbench()
        for text in [
            "tenants:\n  ? \(id)\n  : {}", "tenants: {t: {agents: {? \(id) : {}}}}",
            "tenants: {t: {groups: {? \(id) : {}}}}",
        ] {
            let sentence = try #require(try bench.refusal(ofDirectory: text))
            #expect(sentence.hasPrefix("FILE"))
            #expect(sentence.hasSuffix(Self.idRule))
            #expect(!sentence.contains { $0.isNewline || $0 == "\0" })
        }
    }

    @Test(arguments: [
        ("tenants: {acme: {}, Acme: {}}", "tenants.Acme must differ from \"acme\""),
        (
            "tenants: {a: {agents: {bob: {\(place)}, BOB: {\(place)}}}}",
            "tenants.a.agents.BOB must differ from \"bob\""
        ),
    ])
    func `W4 ids that differ only in case are refused, for queues take them for one`(
        _ text: String, _ sentence: String
    ) throws {
        #expect(
            try Workbench().refusal(ofDirectory: text)
                == "FILE, line 1: \(sentence) in more than its case.")
    }

    @Test(arguments: [
        ("tenants: [a]", "tenants must be a mapping of keys to values."),
        ("tenants: {a: 1}", "tenants.a must be a mapping of keys to values."),
        ("tenants: {a: {name: {}}}", "tenants.a.name must be a text."),
        ("tenants: {a: {policy: 1}}", "tenants.a.policy must be a mapping of keys to values."),
        ("tenants: {a: {agents: [b]}}", "tenants.a.agents must be a mapping of keys to values."),
        (
            "tenants: {a: {agents: {b: x}}}",
            "tenants.a.agents.b must be a mapping of keys to values."
        ),
        (
            "tenants: {a: {agents: {b: {\(place), connectionMode: sometimes}}}}",
            "tenants.a.agents.b.connectionMode must be one of onDemand, persistent."
        ),
        (
            "tenants: {a: {agents: {b: {\(place), language: e n}}}}",
            "tenants.a.agents.b.language must be a language of Asterisk's sounds such as en."
        ),
        (
            "tenants: {a: {groups: {g: {}}, agents: {b: {\(place), group: h}}}}",
            "tenants.a.agents.b.group must be one of the tenant's groups."
        ),
        (
            "tenants: {a: {agents: {b: {\(place), name: \"\"}}}}",
            "tenants.a.agents.b.name must not be empty."
        ),
        (
            "tenants: {a: {nmae: x}}",
            "\"nmae\" is not known in tenants.a: "
                + "remove it, or write one of agents, groups, name, policy."
        ),
        (
            "tenants: {a: {}}\ntenant: {}",
            "\"tenant\" is not known: "
                + "remove it, or write one of tenants."
        ),
        (
            "tenants: {a: {agents: {b: {\(place), phone: 1}}}}",
            "\"phone\" is not known in tenants.a.agents.b: "
                + "remove it, or write one of autoAnswer, connectionMode, group, language, mayChangeAutoAnswer, mayChangeConnectionMode, mayEnterWorkplace, name, otherWorkplaces, persistentEnabled, queues, recording, workplace."
        ),
        (
            "tenants: {a: {agents: {b: {workplace: {kind: endpoint, address: x, port: 1}}}}}",
            "\"port\" is not known in tenants.a.agents.b.workplace: "
                + "remove it, or write one of address, kind."
        ),
    ])
    func `what is not known or of a wrong type is named`(
        _ text: String, _ sentence: String
    ) throws {
        let said = try #require(try Workbench().refusal(ofDirectory: text))
        #expect(said.hasPrefix("FILE, line "))
        #expect(said.hasSuffix(": " + sentence))
    }

    @Test(arguments: [
        ("tenants: {a: }", "tenants.a must have a name and agents."),
        ("tenants: {a: {agents: {b: }}}", "tenants.a.agents.b must have a workplace."),
        (
            "tenants: {a: {agents: {b: {}}}}",
            "tenants.a.agents.b.workplace must say where the agent is reached."
        ),
        (
            "tenants: {a: {agents: {b: {workplace: {}}}}}",
            "tenants.a.agents.b.workplace.kind must be one of phoneNumber, sipUri, endpoint."
        ),
        (
            "tenants: {a: {agents: {b: {workplace: {kind: endpoint}}}}}",
            "tenants.a.agents.b.workplace.address must be the name of an endpoint of Asterisk's."
        ),
    ])
    func `what is missing is named`(_ text: String, _ sentence: String) throws {
        #expect(try Workbench().refusal(ofDirectory: text) == "FILE: " + sentence)
    }

    @Test(arguments: [
        ("validationRingSeconds", 5, 120), ("pinSeconds", 10, 600), ("pinTries", 1, 10),
        ("offerSeconds", 3, 300), ("wrapUpSeconds", 0, 3_600), ("missedOffersBeforeBreak", 1, 100),
        ("agentLostMusicSeconds", 0, 60), ("proofOfLifeSeconds", 15, 300),
        ("mediaLostSeconds", 15, 600), ("forgottenAfterMinutes", 10, 1_440),
        ("ledgerDays", 1, 3_650),
    ])
    func `a number of the policy has its range`(_ key: String, _ low: Int, _ high: Int) throws {
        let bench = try Workbench()
        for value in ["\(low - 1)", "\(high + 1)", "many", "1.5", "[]"] {
            #expect(
                try bench.refusal(ofDirectory: "tenants: {a: {policy: {\(key): \(value)}}}")
                    == "FILE, line 1: tenants.a.policy.\(key) must be a whole number from \(low) to "
                    + "\(high).")
        }
        for value in [low, high] {
            #expect(
                try bench.refusal(ofDirectory: "tenants: {a: {policy: {\(key): \(value)}}}")
                    == nil)
        }
    }

    @Test(arguments: [
        ("persistentEnabled", "maybe", "true or false"),
        ("persistentEnabled", "1", "true or false"),
        ("reopenAfterRestart", "later", "true or false"),
        ("afterMissedOffers", "punish", "one of onBreak, workingOffline, logOut, stayAvailable"),
        ("customerAfterHangUp", "drop", "one of keep, end"),
        ("proofOfLife", "rtcp", "one of contact, media, never"),
        ("agentLostPrompt", "one-moment", "a sound of Asterisk such as sound:custom/one-moment"),
        ("pinPrompt", "agent-loginok", "a sound of Asterisk such as sound:agent-loginok"),
        ("pinPrompt", "\"sound:\"", "a sound of Asterisk such as sound:agent-loginok"),
        ("pinPrompt", "\"sound:a,sound:b\"", "a sound of Asterisk such as sound:agent-loginok"),
        (
            "callerID", "\"a\\r\\nX-Header: b\"",
            "a name and a number such as Contact Center <8000>"
        ),
        ("callerID", "'\"a\" <1>'", "a name and a number such as Contact Center <8000>"),
        (
            "callerID", String(repeating: "1", count: 81),
            "a name and a number such as Contact Center <8000>"
        ),
    ])
    func `a value of the policy has its form`(
        _ key: String, _ value: String, _ rule: String
    ) throws {
        #expect(
            try Workbench().refusal(ofDirectory: "tenants: {a: {policy: {\(key): \(value)}}}")
                == "FILE, line 1: tenants.a.policy.\(key) must be \(rule).")
    }

    @Test(arguments: [
        ("callerIDs: 8000", "callerIDs must be a list"),
        (
            "callerIDs: [\"a\\r\\nb\"]",
            "callerIDs must be a list of names with numbers such as Contact Center <8000>, or numbers alone"
        ),
        ("ringSeconds: 121", "ringSeconds must be a whole number from 5 to 120"),
        (
            "agentLostContext: \"a,s,1\"",
            "agentLostContext must be a context of Asterisk's dialplan such as acme-agent-lost"
        ),
    ])
    func `O7 what is said of outbound calls has its form`(
        _ text: String, _ sentence: String
    ) throws {
        let refusal = try Workbench().refusal(
            ofDirectory: "tenants: {a: {policy: {outbound: {\(text)}}}}")
        #expect(
            refusal?.contains("tenants.a.policy.outbound.\(sentence)") == true, "\(refusal ?? "")")
    }

    @Test func `a policy's unknown key is named with all that are known`() throws {
        #expect(
            try Workbench().refusal(ofDirectory: "tenants:\n  a:\n    policy:\n      pinTrys: 3\n")
                == "FILE, line 4: \"pinTrys\" is not known in tenants.a.policy: remove it, or write "
                + "one of afterMissedOffers, agentLostMusicSeconds, agentLostPrompt, autoAnswer, autoAnswerHeaders, breakReasons, callerID, connectionMode, "
                + "country, customerAfterHangUp, destinations, dialsInTenMinutes, "
                + "forgottenAfterMinutes, ledgerDays, mayChangeAutoAnswer, mayChangeConnectionMode, mayEnterWorkplace, mediaLostSeconds, "
                + "missedOffersBeforeBreak, offerSeconds, outbound, persistentEnabled, pinPrompt, pinSeconds, pinTries, proofOfLife, proofOfLifeSeconds, recording, recordingDays, reopenAfterRestart, "
                + "validationRingSeconds, wrapUpSeconds.")
    }

    // MARK: Workplaces

    @Test(arguments: [
        ("{}", "otherWorkplaces must be a list"),
        ("[desk-2]", "otherWorkplaces must be a list of mappings of keys to values"),
        (
            "[{kind: endpoint}]",
            "otherWorkplaces.1.address must be the name of an endpoint of Asterisk's"
        ),
        (
            "[{kind: phoneNumber, address: \"112\"}]",
            "otherWorkplaces.1.address must not be an emergency number"
        ),
        ("[{kind: endpoint, address: x, z: 1}]", "\"z\" is not known in"),
    ])
    func `P9 each other workplace has its form`(_ list: String, _ sentence: String) throws {
        let refusal = try Workbench().refusal(
            ofDirectory: "tenants: {a: {agents: {b: {workplace: {kind: endpoint, address: x}, "
                + "otherWorkplaces: \(list)}}}}")
        #expect(refusal?.contains(sentence) == true, "\(refusal ?? "")")
    }

    private static let badPlaces: [(kind: String, addresses: [String], rule: String)] = [
        (
            "phoneNumber",
            [
                "1", "", "+", "++49", "4+9", "abc", "٣٤٥", "123&456", "1;2", "1,2", "1e3", "NaN",
                "-1",
                "( )", "+49 30 123 ext. 4", "12\\t3", "1\\r\\n2", "1\\u00002", "\\uFF11\\uFF12",
                "${EXTEN}",
                String(repeating: "1", count: 21),
            ],
            "digits, with a + before them or not"
        ),
        (
            "sipUri",
            [
                "alice@example.com", "sip:alice", "sip:@host", "sip:a@", "sip:a@b@c", "tel:+49",
                "sip:a@b:0", "sip:a@b:65536", "sip:a@b:x", "sip:a@b:1:2", "sip:a@b;transport=tcp",
                "sip:a@b?Header=x", "sip:a b@c", "sip:a@b\\r\\nX: y", "SIP:a@b", "sip:a:secret@b",
            ],
            "a SIP URI such as sip:alice@example.com"
        ),
        (
            "endpoint",
            ["", "a b", "a/b", "PJSIP/1001", "a@b", "a&b", "a,b", "-a", "a\\nb"],
            "the name of an endpoint of Asterisk's"
        ),
    ]

    @Test func `an address has the form of its kind`() throws {
        let bench = try Workbench()
        for place in Self.badPlaces {
            for address in place.addresses {
                let said = try bench.refusal(ofWorkplace: place.kind, "\"\(address)\"")
                let rule = address.isEmpty ? "not be empty" : "be \(place.rule)"
                #expect(
                    said == "FILE, line 1: tenants.a.agents.b.workplace.address must \(rule).",
                    "\(place.kind) \(address)")
            }
        }
    }

    @Test(arguments: ["112", "911", "999", "000", "110", "118", "119", "15", "17", "18", "190"])
    func `an emergency number is nobody's workplace`(_ number: String) throws {
        #expect(
            try Workbench().refusal(ofWorkplace: "phoneNumber", "\"\(number)\"")
                == "FILE, line 1: tenants.a.agents.b.workplace.address must not be an emergency "
                + "number.")
    }

    @Test func `a kind that is not known is named with those that are`() throws {
        #expect(
            try Workbench().refusal(ofWorkplace: "mobile", "1")
                == "FILE, line 1: tenants.a.agents.b.workplace.kind must be one of phoneNumber, "
                + "sipUri, endpoint.")
    }

    // MARK: Doubles, and the file itself

    @Test(arguments: [
        ("tenants:\n  a: {}\n  a: {}\n", "FILE is no YAML: line 2, a key stands twice: a."),
        (
            "tenants:\n  \"1\": {}\n  1: {}\n",
            "FILE, line 3: tenants.1 stands twice: remove one of the two."
        ),
        (
            "tenants:\n  t:\n    agents:\n      1: {\(place)}\n      \"1\": {\(place)}\n",
            "FILE, line 5: tenants.t.agents.1 stands twice: remove one of the two."
        ),
    ])
    func `what stands twice is refused, quoted or not`(
        _ text: String, _ sentence: String
    ) throws {
        #expect(try Workbench().refusal(ofDirectory: text) == sentence)
    }

    @Test func `a file that is not there, or no file, is named`() throws {
        let bench = try Workbench()
        let load = {
            try bench.sentence { _ = try DirectoryFile.load(bench.path("directory.yaml")) }
        }
        #expect(
            try load() == "The directory FILE is not there: write it, or name the right one.")
        try bench.makeFolder("directory.yaml")
        #expect(
            try load()
                == "The directory FILE cannot be read: give it to the user that runs Offhook.")
    }
}

extension Workbench {
    fileprivate func refusal(ofWorkplace kind: String, _ address: String) throws -> String? {
        try refusal(
            ofDirectory:
                "tenants: {a: {agents: {b: {workplace: {kind: \(kind), address: \(address)}}}}}")
    }
}
