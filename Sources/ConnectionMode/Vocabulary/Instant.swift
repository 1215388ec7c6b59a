/// A point in time: milliseconds since 1970-01-01T00:00:00Z.
///
/// The shell makes it from the wall clock at start plus monotonic time, so that it never runs
/// backwards while the service runs. Arithmetic stops at the ends of the range.
public struct Instant: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    public let millisecondsSince1970: Int64

    public init(millisecondsSince1970: Int64) {
        self.millisecondsSince1970 = millisecondsSince1970
    }

    public init(from decoder: any Decoder) throws {
        millisecondsSince1970 = try decoder.singleValueContainer().decode(Int64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(millisecondsSince1970)
    }

    public var description: String { "\(millisecondsSince1970) ms" }

    public func advanced(bySeconds seconds: Int) -> Instant {
        advanced(byMilliseconds: Int64(clamping: seconds).saturatingMultiplied(by: 1_000))
    }

    public func advanced(byMilliseconds milliseconds: Int64) -> Instant {
        let (sum, overflow) = millisecondsSince1970.addingReportingOverflow(milliseconds)
        guard overflow else { return Instant(millisecondsSince1970: sum) }
        return Instant(millisecondsSince1970: milliseconds < 0 ? .min : .max)
    }

    /// Milliseconds from `earlier` to this instant; negative when `earlier` is later.
    public func milliseconds(since earlier: Instant) -> Int64 {
        let (difference, overflow) = millisecondsSince1970.subtractingReportingOverflow(
            earlier.millisecondsSince1970)
        guard overflow else { return difference }
        return earlier.millisecondsSince1970 < 0 ? .max : .min
    }

    public static func < (left: Self, right: Self) -> Bool {
        left.millisecondsSince1970 < right.millisecondsSince1970
    }
}

extension Int64 {
    fileprivate func saturatingMultiplied(by factor: Int64) -> Int64 {
        let (product, overflow) = multipliedReportingOverflow(by: factor)
        guard overflow else { return product }
        return (self < 0) == (factor < 0) ? .max : .min
    }
}
