internal import ConnectionMode

/// A time as the API writes it: `2026-03-01T12:00:00.250Z`.
struct Timestamp: Encodable, Hashable, Sendable, CustomStringConvertible {
    private let instant: Instant

    init(_ instant: Instant) {
        self.instant = instant
    }

    init?(_ instant: Instant?) {
        guard let instant else { return nil }
        self.init(instant)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    /// The years 0000 to 9999, which are all that ISO 8601 has without agreement.
    private static let range: ClosedRange<Int64> = -62_167_219_200_000...253_402_300_799_999

    var description: String {
        let total = min(
            max(instant.millisecondsSince1970, Self.range.lowerBound), Self.range.upperBound)
        let (days, rest) = Self.divided(total, by: 86_400_000)
        let (year, month, day) = Self.date(daysSince1970: days)
        let (hours, minutes) = (rest / 3_600_000, rest / 60_000 % 60)
        let (seconds, milliseconds) = (rest / 1_000 % 60, rest % 1_000)
        return Self.padded(year, 4) + "-" + Self.padded(month, 2) + "-" + Self.padded(day, 2) + "T"
            + Self.padded(hours, 2) + ":" + Self.padded(minutes, 2) + ":" + Self.padded(seconds, 2)
            + "." + Self.padded(milliseconds, 3) + "Z"
    }

    /// The Gregorian date, by counting in eras of 400 years that begin on a 1 March.
    private static func date(daysSince1970: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = divided(daysSince1970 + 719_468, by: 146_097)
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    private static func divided(_ value: Int64, by divisor: Int64) -> (Int64, Int64) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
