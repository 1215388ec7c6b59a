/// A telephone number as every network knows it (E.164): a calling code and what follows it.
public struct PhoneNumber: Hashable, Sendable, CustomStringConvertible {
    /// Such as `49`.
    public let callingCode: String
    /// Each digit 0 to 9.
    let national: [UInt8]

    /// `+` and the digits.
    public var description: String { "+" + callingCode + PhoneNumber.text(national) }

    static func text(_ digits: [UInt8]) -> String {
        String(decoding: digits.map { $0 &+ 0x30 }, as: UTF8.self)
    }
}

/// What somebody wrote for a telephone number, read in their country.
public enum WrittenNumber: Hashable, Sendable {
    case number(PhoneNumber)
    /// A number of the emergency services, there or where it leads.
    case emergency
    /// A number of a network's own, such as directory enquiries: no telephone has it.
    case short
    /// It lacks what says which country it is of: a `+`, or the country that it is read in.
    case withoutCountry
    /// No country has this calling code.
    case callingCodeUnknown
    /// It cannot be a telephone number anywhere.
    case malformed

    /// - Parameters:
    ///   - text: digits, with a `+` before them or not, and spaces, `(`, `)`, `-`, `.` and `/` between.
    ///   - country: where it is written; nil when that is not known.
    ///   - emergencyNumbers: digits, on top of the country's own.
    public init(_ text: String, in country: Country?, emergencyNumbers: Set<String> = []) {
        guard let (digits, hasPlus) = WrittenDigits.read(text) else {
            self = .malformed
            return
        }
        let plan = NumberingPlan.of(country)
        let emergency = EmergencyNumbers(plan, emergencyNumbers)
        if hasPlus {
            self.init(abroad: digits, from: plan, emergency)
        } else if emergency.have(digits) {
            self = .emergency
        } else if let plan {
            if let rest = plan.abroad(digits) {
                self.init(abroad: rest, from: plan, emergency)
            } else if plan.isShort(digits) {
                self = .short
            } else {
                self.init(plan.significant(digits), of: plan, emergency)
            }
        } else {
            self = .withoutCountry
        }
    }

    /// - Parameter digits: a calling code and what follows it.
    private init(
        abroad digits: [UInt8], from home: NumberingPlan?, _ emergency: EmergencyNumbers
    ) {
        for length in 1...3 where length < digits.count {
            let code = PhoneNumber.text(Array(digits.prefix(length)))
            guard let plans = NumberingPlan.ofCodes[code], let first = plans.first else { continue }
            let plan = home?.callingCode == code ? home ?? first : first
            // Also "+49 (0)30 …", which many write.
            self.init(plan.significant(Array(digits.dropFirst(length))), of: plan, emergency)
            return
        }
        self = .callingCodeUnknown
    }

    private init(_ national: [UInt8], of plan: NumberingPlan, _ emergency: EmergencyNumbers) {
        if plan.isEmergency(national) || emergency.have(national) {
            self = .emergency
        } else if plan.isShort(national) {
            self = .short
        } else if national.count < 2 {
            self = .malformed
        } else {
            self = .number(PhoneNumber(callingCode: plan.callingCode, national: national))
        }
    }
}

/// The digits of a written number.
enum WrittenDigits {
    /// E.164 has up to 15 digits, and a prefix for calls abroad comes on top.
    private static let count = 2...20
    private static let longestText = 40

    /// Nil for what cannot be a number, or its beginning.
    static func read(
        _ text: String, isBeginning: Bool = false
    ) -> (digits: [UInt8], hasPlus: Bool)? {
        guard text.utf8.count <= longestText else { return nil }
        var digits: [UInt8] = []
        var hasPlus = false
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits.append(byte - 0x30)
            case UInt8(ascii: "+"):
                guard digits.isEmpty, !hasPlus else { return nil }
                hasPlus = true
            case UInt8(ascii: " "), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "-"),
                UInt8(ascii: "."), UInt8(ascii: "/"):
                continue
            default: return nil
            }
        }
        let count = isBeginning ? 1...count.upperBound : count
        return count.contains(digits.count) ? (digits, hasPlus) : nil
    }
}

/// What counts as a number of the emergency services in one place.
private struct EmergencyNumbers {
    /// Mobile networks take these everywhere.
    private static let everywhere = ["112", "911"]
    /// Where it is not known which country's count.
    private static let somewhere = ["999", "000", "110", "118", "119", "15", "17", "18", "190"]

    private let plan: NumberingPlan?
    private let more: Set<String>

    init(_ plan: NumberingPlan?, _ more: Set<String>) {
        self.plan = plan
        self.more = more
    }

    func have(_ digits: [UInt8]) -> Bool {
        let text = PhoneNumber.text(digits)
        if Self.everywhere.contains(text) || more.contains(text) { return true }
        return plan?.isEmergency(digits) ?? Self.somewhere.contains(text)
    }
}
