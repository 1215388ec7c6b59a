internal import Synchronization

/// Counts and times what the service does, in the words of Prometheus.
///
/// Everything is bounded: labels are words of the service's own, or tenants, and past `maximumSeries` of a family the rest
/// counts as `other`.
package final class ServiceMetrics: Sendable {
    private struct Histogram {
        var counts: [UInt64]
        var seconds = 0.0
    }

    private struct State {
        var counts: [Counter: [[String]: UInt64]] = [:]
        var times: [Timing: [[String]: Histogram]] = [:]
    }

    static let maximumSeries = 2_000

    private let state = Mutex(State())

    package init() {}

    /// - Parameter labels: the values, in the order of the counter's own.
    package func count(_ counter: Counter, _ labels: [String] = []) {
        state.withLock { state in
            var series = state.counts[counter] ?? [:]
            // Not two dictionaries at once.
            state.counts[counter] = nil
            series[Self.bounded(labels, in: series), default: 0] += 1
            state.counts[counter] = series
        }
    }

    package func record(_ timing: Timing, milliseconds: Double, _ labels: [String] = []) {
        state.withLock { state in
            var series = state.times[timing] ?? [:]
            state.times[timing] = nil
            let labels = Self.bounded(labels, in: series)
            var histogram =
                series.removeValue(forKey: labels)
                ?? Histogram(counts: Array(repeating: 0, count: timing.bounds.count + 1))
            let place = timing.bounds.firstIndex { milliseconds <= Double($0) }
            histogram.counts[place ?? timing.bounds.count] += 1
            histogram.seconds += max(0, milliseconds) / 1_000
            series[labels] = histogram
            state.times[timing] = series
        }
    }

    package func record(_ timing: Timing, _ duration: Duration, _ labels: [String] = []) {
        let (seconds, attoseconds) = duration.components
        record(timing, milliseconds: Double(seconds) * 1_000 + Double(attoseconds) / 1e15, labels)
    }

    private static func bounded<Value>(
        _ labels: [String], in series: [[String]: Value]
    ) -> [String] {
        series.count < maximumSeries || series[labels] != nil
            ? labels : labels.map { _ in "other" }
    }

    /// In the text format, version 0.0.4. What was never counted is not told.
    ///
    /// *Source*: Prometheus' documentation, "Exposition formats".
    package func text(_ gauges: [Gauge]) -> String {
        let (counts, times) = state.withLock { ($0.counts, $0.times) }
        var text = ExpositionText()
        for gauge in gauges {
            text.begin(gauge.name, gauge.isCounter ? "counter" : "gauge", gauge.help)
            for sample in gauge.samples {
                text.add(gauge.name, gauge.labels, sample.labels, sample.value)
            }
        }
        for counter in Counter.allCases {
            let series = counts[counter] ?? (counter.labels.isEmpty ? [[]: 0] : [:])
            text.begin(counter.rawValue, "counter", counter.help)
            for (labels, count) in series.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
                text.add(counter.rawValue, counter.labels, labels, Double(count))
            }
        }
        for timing in Timing.allCases {
            text.begin(timing.rawValue, "histogram", timing.help)
            let series = (times[timing] ?? [:]).sorted { $0.key.lexicographicallyPrecedes($1.key) }
            for (labels, histogram) in series {
                var sum: UInt64 = 0
                let bounds = timing.bounds.map { "\(Double($0) / 1_000)" } + ["+Inf"]
                for (bound, count) in zip(bounds, histogram.counts) {
                    sum += count
                    text.add(
                        timing.rawValue + "_bucket", timing.labels + ["le"], labels + [bound],
                        Double(sum))
                }
                text.add(timing.rawValue + "_sum", timing.labels, labels, histogram.seconds)
                text.add(timing.rawValue + "_count", timing.labels, labels, Double(sum))
            }
        }
        return text.text
    }
}

/// Lines of the text format.
private struct ExpositionText {
    var text = ""

    mutating func begin(_ name: String, _ type: String, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    mutating func add(_ name: String, _ labels: [String], _ values: [String], _ value: Double) {
        text += name
        let pairs = zip(labels, values).map { "\($0)=\"\(Self.escaped($1))\"" }
        if !pairs.isEmpty { text += "{\(pairs.joined(separator: ","))}" }
        let whole = Int64(exactly: value)
        text += " \(whole.map { "\($0)" } ?? "\(value)")\n"
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing(
            "\n", with: "\\n")
    }
}
