import ConnectionMode
import Testing

/// Where the policy lets a tenant's agents be called (V9), and which phones are the same one (P9).
@Suite struct `Destinations of a tenant` {
    private static func german(
        _ change: (inout Destinations) -> Void = { _ in }
    ) -> Destinations {
        var destinations = Destinations()
        destinations.country = Country("DE")
        change(&destinations)
        return destinations
    }

    private func fault(
        _ address: String, _ destinations: Destinations, _ kind: Workplace.Kind = .phoneNumber
    ) -> DestinationFault? {
        destinations.fault(of: Workplace(kind: kind, address: address))
    }

    // MARK: V9

    @Test func `V9 an endpoint of the PBX is never restricted`() {
        for address in ["1001", "112", "0900123", "+4312345678", "alice"] {
            #expect(fault(address, Destinations(), .endpoint) == nil)
            #expect(fault(address, Self.german(), .endpoint) == nil)
        }
    }

    @Test func `V9 without a country and without lists every number and every URI is shut`() {
        let nothing = Destinations()
        #expect(fault("+493012345678", nothing) == .international)
        #expect(fault("03012345678", nothing) == .countryNotSet)
        #expect(fault("sip:carol@example.com", nothing, .sipUri) == .notAllowedDomain)
    }

    @Test func `V9 numbers of the tenant's country go, those abroad do not`() {
        let german = Self.german()
        for number in ["+493012345678", "004930 12345678", "030 12345678", "0171 1234567"] {
            #expect(fault(number, german) == nil)
        }
        for number in ["+43 1 2345678", "0043 1 2345678", "+1 212 555 0123", "+882 16 12345678"] {
            #expect(fault(number, Self.german { $0.premium = true }) == .international)
        }
    }

    @Test func `V9 abroad is opened as a whole, by country or by calling code`() {
        #expect(fault("+4312345678", Self.german { $0.international = .all }) == nil)
        let some = Self.german {
            $0.international = .only(
                countries: Set([Country("AT"), Country("CA")].compactMap(\.self)),
                callingCodes: ["44"])
        }
        #expect(fault("+4312345678", some) == nil)
        #expect(fault("+442071838750", some) == nil)
        #expect(fault("+14165550123", some) == nil)
        // Of the same calling code as Canada, and another country.
        #expect(fault("+12125550123", some) == .international)
        #expect(fault("+18765550123", some) == .international)
        #expect(fault("+41446681800", some) == .international)
    }

    @Test func `V9 countries with one calling code are abroad to each other`() {
        var american = Destinations()
        american.country = Country("US")
        #expect(fault("(212) 555-0123", american) == nil)
        #expect(fault("1 800 234 5678", american) == nil)
        #expect(fault("1 416 555 0123", american) == .international)
        #expect(fault("1 876 555 0123", american) == .international)
        #expect(fault("011 49 30 12345678", american) == .international)
        // A new area code that no table knows is of the first country.
        #expect(fault("1 227 555 0123", american) == nil)
        var jersey = Destinations()
        jersey.country = Country("JE")
        #expect(fault("01534 456789", jersey) == nil)
        #expect(fault("020 7183 8750", jersey) == .international)
    }

    @Test
    func `V9 premium numbers are shut by default, at home and abroad, and digits behind hide none`()
    {
        let german = Self.german { $0.international = .all }
        for number in [
            "0900 1234567", "+49 900 1234567", "0049900 1234567", "0137 7123456", "0180 5123456",
            "0700 12345678", "0900 1234567 99", "+1 900 555 0123", "+44 909 8790000",
            "+44 70 1234 5678", "+979 1 1234 5678", "+881 6 12345678", "+883 5100 12345678",
        ] {
            #expect(fault(number, german) == .premium, "\(number)")
            #expect(
                fault(number, Self.german { ($0.international, $0.premium) = (.all, true) }) == nil)
        }
    }

    @Test func `V9 zeros before a number hide nothing`() {
        let german = Self.german { $0.international = .all }
        for zeros in ["0", "00", "000", "00000"] {
            #expect(fault("+49 \(zeros) 900 1234567", german) == .premium, "\(zeros)")
            #expect(fault("+44 \(zeros) 909 8790000", german) == .premium, "\(zeros)")
            #expect(fault("+49 \(zeros) 112", german) == .emergencyNumber, "\(zeros)")
            #expect(
                fault("+49 \(zeros) 30 12345678", Self.german { $0.blockedPrefixes = ["+4930"] })
                    == .blockedPrefix, "\(zeros)")
        }
    }

    @Test func `V9 prefixes narrow what is open, and open nothing`() {
        let berlin = Self.german {
            $0.allowedPrefixes = ["030", "+43"].compactMap {
                Destinations.prefix($0, in: Country("DE"))
            }
            $0.blockedPrefixes = ["+493090"]
        }
        #expect(fault("030 12345678", berlin) == nil)
        #expect(fault("089 12345678", berlin) == .notAllowedPrefix)
        #expect(fault("030 90123456", berlin) == .blockedPrefix)
        #expect(fault("+49 (0)30 9012 3456", berlin) == .blockedPrefix)
        #expect(fault("+43 1 2345678", berlin) == .international)
        let premium = Self.german { $0.allowedPrefixes = ["+49900"] }
        #expect(fault("0900 1234567", premium) == .premium)
    }

    @Test func `a prefix is read in the tenant's country`() {
        for (text, country, prefix) in [
            ("030", "DE", "+4930"), ("+4930", "DE", "+4930"), ("0043", "DE", "+43"),
            ("0", "DE", "+49"), ("(212)", "US", "+1212"), ("1-212", "US", "+1212"),
            ("011 44", "US", "+44"), ("06", "IT", "+3906"), ("8 495", "RU", "+7495"),
            ("+44", nil, "+44"), ("030", nil, nil), ("x", "DE", nil), ("", "DE", nil),
            ("+", "DE", nil), ("3+", "DE", nil),
        ] as [(String, String?, String?)] {
            #expect(Destinations.prefix(text, in: country.flatMap { Country($0) }) == prefix)
        }
    }

    @Test func `V9 an emergency number never is a workplace, whatever is open`() {
        let open = Self.german {
            ($0.international, $0.premium) = (.all, true)
            $0.allowedDomains = ["example.com"]
            $0.emergencyNumbers = ["116117"]
        }
        for number in ["112", "110", "911", "+49 112", "0049110", "1 1 2", "116117", "+1 911"] {
            #expect(fault(number, open) == .emergencyNumber, "\(number)")
        }
        for uri in ["sip:112@example.com", "sips:911@example.com", "sip:+49110@example.com"] {
            #expect(fault(uri, open, .sipUri) == .emergencyNumber, "\(uri)")
        }
        #expect(DestinationFault.emergencyNumber.isForGood)
    }

    @Test func `V9 for calls emergency numbers follow a setting of their own`() throws {
        var shut = Self.german()
        let police = Workplace(kind: .phoneNumber, address: "110")
        #expect(try shut.resolve(police, for: .call) == police)
        shut.emergencyCalls = false
        #expect(throws: DestinationFault.emergencyNumber) { try shut.resolve(police, for: .call) }
    }

    @Test func `V9 SIP URIs go to the domains that are listed`() {
        let listed = Self.german { $0.allowedDomains = ["Example.com", "*.example.org"] }
        for uri in [
            "sip:carol@example.com", "sips:carol@EXAMPLE.COM:5061", "sip:carol@sip.example.org",
            "sip:c@a.b.example.org",
        ] {
            #expect(fault(uri, listed, .sipUri) == nil, "\(uri)")
        }
        for uri in [
            "sip:carol@example.org", "sip:carol@evilexample.org", "sip:carol@example.com.evil.net",
            "sip:example.com@evil.net", "sip:carol@sub.example.com", "sip:carol@10.0.0.1",
        ] {
            #expect(fault(uri, listed, .sipUri) == .notAllowedDomain, "\(uri)")
        }
    }

    @Test func `V9 a number in a SIP URI is held to the rules of numbers`() {
        let listed = Self.german { $0.allowedDomains = ["carrier.example"] }
        #expect(fault("sip:+4930123456@carrier.example", listed, .sipUri) == nil)
        #expect(fault("sip:+43123456@carrier.example", listed, .sipUri) == .international)
        #expect(fault("sip:+499001234567@carrier.example", listed, .sipUri) == .premium)
        #expect(fault("sip:+alice@carrier.example", listed, .sipUri) == nil)
        for odd in ["+4990012345678901234567", "+49900!1234567", "+49900x1"] {
            #expect(fault("sip:\(odd)@carrier.example", listed, .sipUri) == .malformed, "\(odd)")
        }
    }

    // MARK: What is dialled, and who

    private func desk(_ workplaces: [AgentID: Workplace], _ destinations: Destinations) -> Desk {
        let desk = Desk()
        var directory = desk.model.directory
        directory.tenants[Desk.acme]?.destinations = destinations
        for (agent, workplace) in workplaces {
            directory.tenants[Desk.acme]?.agents[agent]?.workplace = workplace
        }
        desk.model = ConnectionModel(epoch: "test", directory: directory, at: desk.now)
        desk.see(.surveyed(Survey(nodeRun: "run 1", legs: [], bridges: [])))
        return desk
    }

    @Test func `V9 a workplace that is not allowed is not dialled, and does not count as a dial`()
        throws
    {
        let place = Workplace(kind: .phoneNumber, address: "0043 1 2345678")
        let desk = desk([Desk.agent.agent: place], Self.german())
        try desk.logIn()
        for _ in 0..<10 {
            #expect(throws: Refusal.destinationNotAllowed(.international)) {
                try desk.ask(.openConnection(Desk.agent))
            }
            #expect(throws: Refusal.destinationNotAllowed(.international)) {
                try desk.becomeAvailable()
            }
        }
        #expect(desk.dials.isEmpty)
        #expect(desk.model.limits[Desk.agent] == nil)
        #expect(desk.status() == .onBreak)
    }

    @Test func `V9 what is dialled is the number in E.164 form`() throws {
        let place = Workplace(kind: .phoneNumber, address: "(030) 1234-5678")
        let desk = desk([Desk.agent.agent: place], Self.german())
        try desk.logIn()
        try desk.ask(.openConnection(Desk.agent))
        #expect(desk.dials.map(\.workplace.address) == ["+493012345678"])
        // What the administrator wrote stays what is shown.
        #expect(desk.model.directory.profile(of: Desk.agent)?.workplace == place)
    }

    @Test(arguments: [
        (Workplace.Kind.phoneNumber, "+493012345678", "030 1234 5678"),
        (.phoneNumber, "004930 12345678", "+49 (0)30 12345678"),
        (.sipUri, "sip:carol@example.com", "sip:carol@EXAMPLE.com:5060"),
        (.sipUri, "sips:carol@example.com:5061", "sips:carol@example.com"),
        (.endpoint, "desk-1", "desk-1"),
    ])
    func `P9 one phone written in two ways is one`(
        _ kind: Workplace.Kind, _ first: String, _ second: String
    ) throws {
        let desk = desk(
            [
                Desk.agent.agent: Workplace(kind: kind, address: first),
                Desk.other.agent: Workplace(kind: kind, address: second),
            ], Self.german { $0.allowedDomains = ["example.com"] })
        try desk.openConnection()
        try desk.logIn(Desk.other)
        #expect(throws: Refusal.workplaceInUse) { try desk.ask(.openConnection(Desk.other)) }
        try desk.ask(.logOut(Desk.agent))
        try desk.ask(.openConnection(Desk.other))
    }

    @Test(arguments: [
        (Workplace.Kind.phoneNumber, "030 12345678", "030 12345679"),
        (.sipUri, "sip:carol@example.com", "sip:Carol@example.com"),
        (.sipUri, "sip:carol@example.com", "sips:carol@example.com"),
        (.sipUri, "sip:carol@example.com", "sip:carol@example.com:5070"),
        (.endpoint, "desk-1", "Desk-1"),
    ])
    func `P9 two phones are two`(
        _ kind: Workplace.Kind, _ first: String, _ second: String
    ) throws {
        let desk = desk(
            [
                Desk.agent.agent: Workplace(kind: kind, address: first),
                Desk.other.agent: Workplace(kind: kind, address: second),
            ], Self.german { $0.allowedDomains = ["example.com"] })
        try desk.openConnection()
        try desk.logIn(Desk.other)
        try desk.ask(.openConnection(Desk.other))
    }

    @Test func `V9 the dial is allowed or not as the policy is now, not as it was`() throws {
        let place = Workplace(kind: .phoneNumber, address: "+4312345678")
        let desk = desk([Desk.agent.agent: place], Self.german { $0.international = .all })
        try desk.openConnection()
        var remembered = Remembered()
        remembered.agents = Array(desk.model.agents.values)
        var directory = desk.model.directory
        directory.tenants[Desk.acme]?.destinations.international = .none
        desk.model = ConnectionModel(
            epoch: "test", directory: directory, remembered: remembered, at: desk.now)
        let leg = try #require(desk.attempt()?.leg)
        desk.see(
            .surveyed(
                Survey(
                    nodeRun: "run 1",
                    legs: [
                        Survey.Leg(
                            id: leg, isUp: true, isRinging: false, bridge: desk.attempt()?.home,
                            hasCompany: false, arrival: nil)
                    ], bridges: [])))
        // What is open stays; it is not opened again.
        #expect(throws: Refusal.connectionAlreadyOpen) {
            try desk.ask(.openConnection(Desk.agent))
        }
        try desk.ask(.closeConnection(Desk.agent, by: .agent))
        #expect(throws: Refusal.destinationNotAllowed(.international)) {
            try desk.ask(.openConnection(Desk.agent))
        }
    }
}
