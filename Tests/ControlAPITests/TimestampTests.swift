internal import ConnectionMode
internal import Foundation
internal import Testing

@testable internal import ControlAPI

struct TimestampTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
        (951_782_400_000, "2000-02-29T00:00:00.000Z"),
        (1_772_438_400_250, "2026-03-02T08:00:00.250Z"),
        (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        (Int64.max, "9999-12-31T23:59:59.999Z"), (Int64.min, "0000-01-01T00:00:00.000Z"),
    ])
    func `a time is written in UTC with milliseconds`(_ milliseconds: Int64, _ text: String) {
        let instant = Instant(millisecondsSince1970: milliseconds)
        #expect(Timestamp(instant).description == text)
    }

    @Test func `it agrees with Foundation on any day`() {
        let formatter = ISO8601DateFormatter()
        formatter.formatOptions = [.withInternetDateTime]
        for day in stride(from: -200_000, to: 200_000, by: 97) {
            let seconds = Int64(day) * 86_400 + 12_345
            let date = Date(timeIntervalSince1970: TimeInterval(seconds))
            // Foundation counts years before 1582 by another calendar.
            guard seconds > -12_000_000_000 else { continue }
            let own = Timestamp(Instant(millisecondsSince1970: seconds * 1_000)).description
            #expect(own.replacing(".000", with: "") == formatter.string(from: date))
        }
    }

    @Test(arguments: [
        ("abc", "abc"), ("a%20b", "a b"), ("%C3%A9", "é"), ("", ""), ("%25", "%"),
    ])
    func `percent escapes are resolved`(_ raw: String, _ resolved: String) {
        #expect(PercentEscapes.resolved(in: raw) == resolved)
    }

    @Test(arguments: ["%", "%2", "%zz", "%ff", "%C3", "a%"])
    func `broken percent escapes are nothing`(_ raw: String) {
        #expect(PercentEscapes.resolved(in: raw) == nil)
    }
}
