internal import ConnectionMode
internal import Transport

/// Two letters of a country, then lines of numbers as people write them.
enum NumbersTarget {
    /// A `+` and 20 digits; a number that has more with its calling code is read as none.
    private static let longest = 21

    static func take(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        let country = Country(String(text.prefix(2)))
        var destinations = Destinations()
        destinations.country = country
        destinations.international = .all
        destinations.allowedDomains = ["example.com"]
        for line in text.dropFirst(2).split(separator: "\n").prefix(16) {
            let line = String(line)
            try checkNumber(line, in: country)
            _ = Destinations.prefix(line, in: country)
            try checkWorkplace(Workplace(kind: .phoneNumber, address: line), destinations)
            try checkWorkplace(
                Workplace(kind: .sipUri, address: "sip:\(line)@example.com"), destinations)
        }
    }

    /// A number in E.164 form is read as itself, wherever it is read.
    private static func checkNumber(_ text: String, in country: Country?) throws(Finding) {
        guard case .number(let number) = WrittenNumber(text, in: country) else { return }
        let again = WrittenNumber(number.description, in: country)
        try require(
            again == .number(number) || number.description.utf8.count > Self.longest,
            "\(text) is \(number), and that is \(again)")
    }

    /// What may be called is dialled as something that may be called, and is the same phone.
    static func checkWorkplace(
        _ place: Workplace, _ destinations: Destinations
    ) throws(Finding) {
        guard let resolved = try? destinations.resolve(place, for: .workplace) else { return }
        let again = try? destinations.resolve(resolved, for: .workplace)
        try require(
            again == resolved || resolved.address.utf8.count > longest,
            "\(place.address) leads to \(resolved.address), and that to \(again?.address ?? "nothing")"
        )
    }
}

/// Lines of SIP URIs, URLs and header fields.
enum AddressesTarget {
    static func take(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        var destinations = Destinations()
        destinations.country = Country("DE")
        destinations.allowedDomains = ["example.com", "*.example.org"]
        for line in text.split(separator: "\n").prefix(16) {
            let line = String(line)
            try NumbersTarget.checkWorkplace(
                Workplace(kind: .sipUri, address: line), destinations)
            if let target = try? WebSocketTarget(line) {
                try require(
                    (1...65_535).contains(target.port) && !target.host.isEmpty
                        && target.path.hasPrefix("/"),
                    "\(line) is a target without a host, a port or a path.")
            }
            let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
            let header = HTTPHeader(
                name: parts.first ?? "", value: parts.dropFirst().joined())
            let request = HTTPRequest(.get, line, headers: [header])
            if (try? request.check()) != nil {
                try require(
                    !(line + header.name + header.value).utf8.contains { $0 < 0x20 && $0 != 9 },
                    "A request with a control character would be sent.")
            }
        }
    }
}

/// A pattern of a numbering plan, a new line, and digits.
enum PatternsTarget {
    static func take(_ bytes: [UInt8]) throws {
        let parts = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 1)
        guard let text = parts.first, text.count <= 200,
            let pattern = DigitPattern(String(decoding: text, as: UTF8.self))
        else { return }
        // The patterns are our own, and their matching takes what time they ask for.
        guard text.count <= 24 else { return }
        let digits = (parts.dropFirst().first ?? []).prefix(12).map { $0 % 10 }
        let isWhole = pattern.matchesWhole(Array(digits))
        let match = pattern.matchAtStart(of: Array(digits))
        try require(match.map { $0.end <= digits.count } ?? true, "A match ends past the digits.")
        try require(!isWhole || match != nil, "What matches as a whole does not match.")
    }
}
