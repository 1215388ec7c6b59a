import ConnectionMode
import Foundation
import Testing

/// Numbers as people write them, read in their country.
@Suite struct `Written numbers` {
    private static func read(
        _ text: String, _ country: String?, emergency: Set<String> = []
    ) -> WrittenNumber {
        WrittenNumber(text, in: country.flatMap { Country($0) }, emergencyNumbers: emergency)
    }

    private static func e164(_ text: String, _ country: String?) -> String? {
        guard case .number(let number) = read(text, country) else { return nil }
        return number.description
    }

    /// Country, kind, the number as it is written there, and in E.164 form.
    private static func examples() throws -> [[String]] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "fixtures/numbering/examples.tsv")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            .filter { !$0.hasPrefix("#") }
            .map { $0.split(separator: "\t").map(String.init) }
    }

    @Test func `each country's numbers are read as libphonenumber reads them`() throws {
        let examples = try Self.examples()
        #expect(examples.count > 700)
        for example in examples {
            let (country, written, number) = (example[0], example[2], example[3])
            #expect(Self.e164(written, country) == number, "\(country) \(written)")
            // From anywhere with a +, and from next door by the prefix of there.
            #expect(Self.e164(number, nil) == number)
            #expect(Self.e164("00" + number.dropFirst(), "DE") == number, "\(number) from DE")
        }
    }

    @Test func `each country's numbers that cost more are told from those that do not`() throws {
        for example in try Self.examples() {
            var open = Destinations()
            open.country = Country(example[0])
            let place = Workplace(kind: .phoneNumber, address: example[2])
            let isCostly = ["premium", "shared", "personal"].contains(example[1])
            #expect(
                open.fault(of: place) == (isCostly ? .premium : nil), "\(example)")
            open.premium = true
            #expect(open.fault(of: place) == nil, "\(example)")
        }
    }

    @Test(arguments: [
        ("+493012345678", "DE"), ("00493012345678", "DE"), ("03012345678", "DE"),
        ("030 1234 5678", "DE"), ("(030) 12345678", "DE"), ("030/12345678", "DE"),
        ("+49 (0)30 12345678", "DE"), ("+49-30-1234.5678", "US"), ("011 49 30 12345678", "US"),
        ("00 49 30 12345678", "FR"), ("810 49 30 12345678", "RU"), ("0011493012345678", "AU"),
        ("010 49 30 12345678", "JP"), ("+49 030 12345678", nil),
    ])
    func `one number has many ways of being written`(_ text: String, _ country: String?) {
        #expect(Self.e164(text, country) == "+493012345678")
    }

    @Test(arguments: [
        ("06 1234 5678", "IT", "+390612345678"), ("347 123 4567", "IT", "+393471234567"),
        ("1 (212) 555-0123", "US", "+12125550123"), ("8 (495) 123-45-67", "RU", "+74951234567"),
        ("06 1 234 5678", "HU", "+3612345678"),
        ("911 23 45 67", "ES", "+34911234567"), ("0171 1234567", "DE", "+491711234567"),
        ("11 2345-6789", "AR", "+541123456789"), ("011 15 2345-6789", "AR", "+5491123456789"),
        ("(11) 96123-4567", "BR", "+5511961234567"), ("460 1234", "AG", "+12684601234"),
    ])
    func `trunk prefixes are the country's own`(
        _ text: String, _ country: String, _ number: String
    ) {
        #expect(Self.e164(text, country) == number)
    }

    @Test(arguments: [
        "", "+", "1", "+1", "++4930123", "4+930123", "1e3", "NaN", "-", "-1", "٠١٢٣٤", "０１２３",
        "123;456", "123,456", "12\t34", "12\r\n34", "12\u{0}34", "${EXTEN}", "12&34", "ext 12",
        "+49 30 \u{202E}123", "123456789012345678901", String(repeating: "9", count: 10_000),
        String(repeating: "-", count: 50) + "12",
    ])
    func `what is no number anywhere is malformed`(_ text: String) {
        #expect(Self.read(text, "DE") == .malformed)
        #expect(Self.read(text, nil) == .malformed)
    }

    @Test func `without a country only a + says where a number is`() {
        #expect(Self.read("030 12345678", nil) == .withoutCountry)
        #expect(Self.read("004930 12345678", nil) == .withoutCountry)
        #expect(Self.e164("+4930 12345678", nil) == "+493012345678")
        #expect(Self.read("+999 123456", nil) == .callingCodeUnknown)
        #expect(Self.read("+0 123456", nil) == .callingCodeUnknown)
    }

    @Test(
        arguments: [
            ("112", "DE"), ("110", "DE"), ("1-1-0", "DE"), ("0112", "DE"), ("+49112", "DE"),
            ("0049 110", "DE"), ("+49 110", "US"), ("911", "US"), ("112", "US"), ("+1 911", "DE"),
            ("999", "GB"), ("17", "FR"), ("000", "AU"), ("119", "JP"), ("190", "BR"), ("118", "IT"),
            ("117", "CH"), ("112", nil), ("911", nil), ("+33 15", nil), ("112", "JP"),
        ] as [(String, String?)])
    func `V9 emergency numbers are told, however they are written`(
        _ text: String, _ country: String?
    ) {
        #expect(Self.read(text, country) == .emergency)
    }

    @Test func `V9 what is an emergency number elsewhere is none here`() {
        // The police of Brazil, and the first digits of the fire brigade's in France.
        #expect(Self.e164("0190 123456", "DE") == "+49190123456")
        #expect(Self.e164("01 8 12 34 56 78", "FR") != nil)
        #expect(Self.read("116117", "DE", emergency: ["116117"]) == .emergency)
        #expect(Self.read("116117", "DE") == .short)
        #expect(Self.read("11833", "DE") == .short)
        #expect(Self.read("411", "US") == .short)
    }

    @Test func `a number in E.164 form is read as itself`() {
        for text in ["+856 00 1234", "+49 00 30 12345678", "+44 000 20 7183 8750", "+39 06 698"] {
            guard case .number(let number) = Self.read(text, nil) else {
                Issue.record("\(text) is no number")
                continue
            }
            #expect(Self.read(number.description, nil) == .number(number), "\(text)")
        }
    }

    @Test func `what is no country is none`() {
        for text in ["", "de", "DEU", "XX", "001", "49", "D\u{0}", "🇩🇪"] {
            #expect(Country(text) == nil, "\(text)")
        }
        #expect(Country("NO")?.code == "NO")
    }
}
