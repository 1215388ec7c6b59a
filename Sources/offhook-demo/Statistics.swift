/// What is said of a series of measurements; none of it assumes a distribution.
enum Statistics {
    static func median(_ values: [Double]) -> Double { percentile(50, of: values) }

    /// The smallest value that so many percent do not exceed.
    static func percentile(_ percent: Double, of values: [Double]) -> Double {
        guard !values.isEmpty else { return .nan }
        let sorted = values.sorted()
        let rank = Int((percent / 100 * Double(sorted.count)).rounded(.up))
        return sorted[min(max(rank, 1), sorted.count) - 1]
    }

    /// The 95 % interval of the median, from the order of the values (binomial, by its normal
    /// approximation).
    static func medianInterval(_ values: [Double]) -> ClosedRange<Double> {
        guard !values.isEmpty else { return 0...0 }
        let sorted = values.sorted()
        let count = Double(sorted.count)
        let reach = 1.96 * count.squareRoot() / 2
        let low = Int((count / 2 - reach).rounded(.down))
        let high = Int((count / 2 + 1 + reach).rounded(.up))
        return sorted[max(low, 1) - 1]...sorted[min(high, sorted.count) - 1]
    }

    /// The 95 % interval of the ratio of two medians, by drawing both series anew 2000 times.
    static func ratioInterval(_ left: [Double], _ right: [Double]) -> ClosedRange<Double> {
        var chance = SystemRandomNumberGenerator()
        let ratios = (0..<2_000).map { _ in
            median(draw(left, &chance)) / median(draw(right, &chance))
        }
        return percentile(2.5, of: ratios)...percentile(97.5, of: ratios)
    }

    private static func draw(
        _ values: [Double], _ chance: inout SystemRandomNumberGenerator
    ) -> [Double] {
        values.indices.map { _ in values[Int.random(in: values.indices, using: &chance)] }
    }
}
