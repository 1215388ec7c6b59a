/// Times by Asterisk's clock, as milliseconds since 1970.
enum AsteriskTime {
    /// The `timestamp` of an event; nil where there is none of the usual form near the beginning.
    static func timestamp(in message: [UInt8]) -> Int64? {
        let key = Array("\"timestamp\":\"".utf8)
        guard let start = message.prefix(512).firstRange(of: key)?.upperBound else { return nil }
        return read(message.dropFirst(start).prefix(28))
    }

    /// `2026-11-27T10:20:30.123+0100`; nil of all else.
    static func read(_ text: some Collection<UInt8>) -> Int64? {
        guard text.count == 28 else { return nil }
        func number(_ from: Int, _ count: Int) -> Int64? {
            var value: Int64 = 0
            for byte in text.dropFirst(from).prefix(count) {
                guard (0x30...0x39).contains(byte) else { return nil }
                value = value * 10 + Int64(byte - 0x30)
            }
            return value
        }
        guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2),
            let hour = number(11, 2), let minute = number(14, 2), let second = number(17, 2),
            let milli = number(20, 3), let zoneHours = number(24, 2),
            let zoneMinutes = number(26, 2), (1...12).contains(month)
        else { return nil }
        let sign: Int64
        switch text.dropFirst(23).first {
        case UInt8(ascii: "+"): sign = 1
        case UInt8(ascii: "-"): sign = -1
        default: return nil
        }
        let seconds =
            days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second
            - sign * (zoneHours * 3_600 + zoneMinutes * 60)
        return seconds * 1_000 + milli
    }

    /// Days since 1970 of a date of the Gregorian calendar.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        // Years that begin in March have their leap day at the end.
        let year = month > 2 ? year : year - 1
        let month = (month + 9) % 12
        return 365 * year + year / 4 - year / 100 + year / 400 + (month * 306 + 5) / 10 + day - 1
            - 719_468
    }
}
