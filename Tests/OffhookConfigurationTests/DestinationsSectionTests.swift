import ConnectionMode
import OffhookConfiguration
import Testing

/// `country` and `destinations` of a tenant's policy (V9).
@Suite struct `Destinations in the directory` {
    private func destinations(_ policy: String) throws -> Destinations? {
        let bench = try Workbench()
        try bench.write("directory.yaml", "tenants: {a: {policy: {\(policy)}}}")
        return try DirectoryFile.load(bench.path("directory.yaml"))
            .tenants[TenantID("a")]?.destinations
    }

    private func refusal(_ policy: String) throws -> String? {
        try Workbench().refusal(ofDirectory: "tenants: {a: {policy: {\(policy)}}}")
    }

    @Test func `V9 everything that may be said is read`() throws {
        let read = try destinations(
            """
            country: DE, destinations: {allowedPrefixes: ["030", +4989, "0043"],
            blockedPrefixes: ["030 9"], international: [AT, NO, "44", "+1"], premium: true,
            allowedDomains: [example.com, "*.example.org"], emergencyNumbers: ["116117"]}
            """)
        var expected = Destinations()
        expected.country = Country("DE")
        expected.allowedPrefixes = ["+4930", "+4989", "+43"]
        expected.blockedPrefixes = ["+49309"]
        expected.international = .only(
            countries: Set([Country("AT"), Country("NO")].compactMap(\.self)),
            callingCodes: ["44", "1"])
        expected.premium = true
        expected.allowedDomains = ["example.com", "*.example.org"]
        expected.emergencyNumbers = ["116117"]
        #expect(read == expected)
    }

    @Test func `V9 what is left out is shut`() throws {
        for policy in ["", "destinations: {}", "destinations: {international: false, premium: }"] {
            #expect(try destinations(policy) == Destinations())
        }
        #expect(try destinations("destinations: {international: true}")?.international == .all)
    }

    @Test(arguments: [
        ("country: de", "country must be a country's two capital letters such as DE"),
        ("country: Germany", "country must be a country's two capital letters such as DE"),
        ("country: [DE]", "country must be a text"),
        ("destinations: [x]", "destinations must be a mapping of keys to values"),
        (
            "destinations: {allowedPrefixes: [\"030\"]}",
            "destinations.allowedPrefixes must be a list of beginnings of numbers such as "
                + "\"+4930\"; without a country each needs its +"
        ),
        (
            "country: DE, destinations: {blockedPrefixes: [\"0x\"]}",
            "destinations.blockedPrefixes must be a list of beginnings of numbers such as "
                + "\"+4930\" or, as written in the country, \"030\""
        ),
        ("destinations: {blockedPrefixes: +49}", "destinations.blockedPrefixes must be a list"),
        ("destinations: {international: some}", "destinations.international must be true or false"),
        (
            "destinations: {international: [XX]}",
            "destinations.international must be a list of countries such as AT and calling codes "
                + "such as 44"
        ),
        ("destinations: {premium: 1e3}", "destinations.premium must be true or false"),
        (
            "destinations: {allowedDomains: [\"a b\"]}",
            "destinations.allowedDomains must be a list of hosts such as example.com or "
                + "*.example.com"
        ),
        (
            "destinations: {allowedDomains: [\"*\"]}",
            "destinations.allowedDomains must be a list of hosts such as example.com or "
                + "*.example.com"
        ),
        (
            "destinations: {emergencyNumbers: [\"1\"]}",
            "destinations.emergencyNumbers must be a list of numbers of 2 to 6 digits"
        ),
    ])
    func `what is wrong is named`(_ policy: String, _ sentence: String) throws {
        #expect(try refusal(policy) == "FILE, line 1: tenants.a.policy.\(sentence).")
    }

    @Test func `V9 a workplace is read with the policy beside it, and may be mended by it`() throws
    {
        func refusal(_ address: String, _ policy: String) throws -> String? {
            try Workbench().refusal(
                ofDirectory: """
                    tenants: {a: {policy: {\(policy)}, agents: {b: {workplace: {
                    kind: phoneNumber, address: "\(address)"}}}}}
                    """)
        }
        for address in ["030 1234", "+43 1 234567", "0900 1234567", "11833"] {
            #expect(try refusal(address, "country: DE") == nil)
        }
        for (address, policy) in [
            ("1-1-0", "country: DE"), ("+49 112", "country: FR"), ("117", "country: CH"),
            ("116117", "country: DE, destinations: {emergencyNumbers: [\"116117\"]}"),
        ] {
            #expect(
                try refusal(address, policy)
                    == "FILE, line 2: tenants.a.agents.b.workplace.address must not be an "
                    + "emergency number.")
        }
    }
}
