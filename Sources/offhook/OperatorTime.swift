internal import ConnectionMode
internal import ControlAPI
internal import Foundation

/// Times as operators write them.
enum OperatorTime {
    /// A date in UTC, a time, or how long ago: `90m`, `12h`, `7d`.
    static func instant(_ text: String, option: String) throws -> Instant {
        if let instant = Instant(text) { return instant }
        let seconds = ["m": 60, "h": 3_600, "d": 86_400]
        guard let unit = text.last.flatMap({ seconds[String($0)] }),
            let count = Int(text.dropLast()), (0...36_500).contains(count)
        else {
            throw OperatorMistake(
                "Let \(option) be a time such as 2026-11-24T08:00:00Z, or 90m, 12h or 7d.")
        }
        return now.advanced(bySeconds: -count * unit)
    }

    static var now: Instant {
        Instant(millisecondsSince1970: Int64(Date().timeIntervalSince1970 * 1_000))
    }
}
