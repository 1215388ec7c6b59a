/// A country, by its two capital letters of ISO 3166-1.
public struct Country: Hashable, Sendable, Codable, CustomStringConvertible {
    public let code: String

    /// Nil for what is no country, or has no numbering plan.
    public init?(_ code: String) {
        guard NumberingPlan.ofCountries[code] != nil else { return nil }
        self.code = code
    }

    public var description: String { code }
}

/// How numbers are made and dialled in one country, or behind a calling code that is no country's.
struct NumberingPlan: Sendable {
    /// Nil for a code that is no country's, such as a satellite network's.
    let country: String?
    let callingCode: String
    private let internationalPrefix: DigitPattern?
    /// Whether other countries have the same calling code.
    private let isShared: Bool
    /// Whether it has what no other country of its calling code has.
    private let isFirst: Bool
    let trunkPrefix: String
    private let stripping: DigitPattern?
    private let replacement: String?
    private let all: DigitPattern?
    private let costly: DigitPattern?
    private let emergency: DigitPattern?
    private let short: DigitPattern?
    private let own: DigitPattern?

    /// Nil for a line with anything that cannot be read: then no number of that country is called.
    init?(line: Substring) {
        let fields = line.split(separator: " ").map { $0 == "-" ? nil : String($0) }
        guard fields.count == 12, let name = fields[0], let code = fields[1] else { return nil }
        country = name == "001" ? nil : name
        callingCode = code
        // A pattern that cannot be read is not one that is not there: what it shuts would be open.
        var isReadable = true
        func pattern(_ place: Int) -> DigitPattern? {
            guard let text = fields[place] else { return nil }
            let pattern = DigitPattern(text)
            if pattern == nil { isReadable = false }
            return pattern
        }
        internationalPrefix = pattern(2)
        isShared = fields[3] != nil
        isFirst = fields[3] == "*"
        trunkPrefix = fields[4] ?? ""
        stripping = pattern(5)
        replacement = fields[6]
        all = pattern(7)
        costly = pattern(8)
        emergency = pattern(9)
        short = pattern(10)
        own = pattern(11)
        guard isReadable else { return nil }
    }

    // MARK: All plans, read when the first one is needed

    private static let plans: [NumberingPlan] = NumberingTable.text.split(separator: "\n")
        .compactMap { NumberingPlan(line: $0) }

    static let ofCountries: [String: NumberingPlan] = Dictionary(
        plans.compactMap { plan in plan.country.map { ($0, plan) } }
    ) { first, _ in first }

    /// Those behind a calling code, the first country first.
    static let ofCodes: [String: [NumberingPlan]] = Dictionary(grouping: plans, by: \.callingCode)

    static func of(_ country: Country?) -> NumberingPlan? {
        country.flatMap { ofCountries[$0.code] }
    }

    // MARK: Reading

    /// What follows the prefix for calls abroad; nil when there is none.
    func abroad(_ digits: [UInt8]) -> [UInt8]? {
        guard let match = internationalPrefix?.matchAtStart(of: digits) else { return nil }
        let rest = digits.dropFirst(match.end)
        // No calling code begins with a zero.
        guard let first = rest.first, first != 0 else { return nil }
        return Array(rest)
    }

    /// A number as the country writes it, without its trunk prefix: what follows the calling code. A prefix that
    /// is written twice hides nothing: what comes out is read as itself.
    func significant(_ digits: [UInt8]) -> [UInt8] {
        var digits = digits
        // Each round but the last takes a digit away, or makes a number of what was none.
        for _ in 0..<Self.mostPrefixes {
            let rest = withoutPrefix(digits)
            if rest == digits { break }
            digits = rest
        }
        return digits
    }

    /// More than any number has digits.
    private static let mostPrefixes = 32

    private func withoutPrefix(_ digits: [UInt8]) -> [UInt8] {
        guard let match = stripping?.matchAtStart(of: digits) else { return digits }
        var stripped = Array(digits.dropFirst(match.end))
        if let replacement, match.groups[stripping?.groupCount ?? 0] != nil {
            stripped = filled(replacement, match, digits) + stripped
        }
        // What is a number as it stands, and none without its first digits, keeps them.
        let isNumber = all?.matchesWhole(digits) ?? false
        return isNumber && !(all?.matchesWhole(stripped) ?? false) ? digits : stripped
    }

    private func filled(
        _ replacement: String, _ match: DigitPattern.Match, _ digits: [UInt8]
    ) -> [UInt8] {
        var result: [UInt8] = []
        var isGroup = false
        for byte in replacement.utf8 {
            if byte == UInt8(ascii: "$") {
                isGroup = true
                continue
            }
            guard (0x30...0x39).contains(byte) else { continue }
            if !isGroup {
                result.append(byte - 0x30)
            } else if let group = match.groups[Int(byte - 0x30)] {
                result += digits[group]
            }
            isGroup = false
        }
        return result
    }

    // MARK: Telling kinds apart

    /// Whether the number behind the calling code is this country's.
    func owns(_ national: [UInt8]) -> Bool {
        guard isShared else { return true }
        if own?.matchesWhole(national) ?? false { return true }
        guard isFirst else { return false }
        let others = Self.ofCodes[callingCode] ?? []
        return !others.contains { $0.country != country && $0.own?.matchesWhole(national) ?? false }
    }

    /// Whether it costs the caller more than others do. Digits dialled beyond the number change nothing,
    /// so that they hide nothing either.
    func isCostly(_ national: [UInt8]) -> Bool {
        country == nil || costly?.matchAtStart(of: national) != nil
    }

    func isEmergency(_ digits: [UInt8]) -> Bool { emergency?.matchesWhole(digits) ?? false }

    /// Whether it is a number of a network's own, such as directory enquiries.
    func isShort(_ digits: [UInt8]) -> Bool { short?.matchesWhole(digits) ?? false }
}
