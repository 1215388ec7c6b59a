internal import Dispatch
internal import Foundation
internal import Simulation
internal import Synchronization

/// `make simulate`: runs many seeds on all cores, or one with its transcript.
@main enum Simulate {
    static func main() {
        var words = CommandLine.arguments.dropFirst()
        let isPlain = words.first == "--plain"
        if isPlain { words.removeFirst() }
        let arguments = words.compactMap { UInt64($0) }
        guard words.count == arguments.count, (1...2).contains(arguments.count) else {
            print("usage: offhook-simulate [--plain] SEED          one seed, with its transcript")
            print("       offhook-simulate [--plain] FROM COUNT    so many seeds, from that one on")
            print("--plain: agents neither call out nor change phones, as in the first seeds")
            exit(2)
        }
        if arguments.count == 1 {
            one(arguments[0], isPlain)
        } else {
            many(arguments[0], arguments[1], isPlain)
        }
    }

    private static func one(_ seed: UInt64, _ isPlain: Bool) {
        let report = Simulation.run(seed: seed, isRecording: true, isPlain: isPlain)
        for line in report.transcript { print(line) }
        print(
            report.violation.map { "Seed \(seed) broke a rule: \($0)" } ?? "Seed \(seed) is fine.")
        exit(report.violation == nil ? 0 : 1)
    }

    private struct Sum {
        var next: UInt64 = 0
        var steps = 0
        var broken: [UInt64: Violation] = [:]
    }

    private static func many(_ first: UInt64, _ count: UInt64, _ isPlain: Bool) {
        let sum = Mutex(Sum())
        let began = ContinuousClock.now
        let lot: UInt64 = 100
        DispatchQueue.concurrentPerform(iterations: ProcessInfo.processInfo.activeProcessorCount) {
            _ in
            while true {
                let start = sum.withLock { sum in
                    defer { sum.next += lot }
                    return sum.next
                }
                guard start < count else { return }
                for seed in first + start..<first + min(start + lot, count) {
                    let report = Simulation.run(seed: seed, isPlain: isPlain)
                    sum.withLock { sum in
                        sum.steps += report.steps
                        sum.broken[seed] = report.violation
                    }
                }
                // A long run shows that it goes on, and what it found so far.
                if (start + lot).isMultiple(of: 100_000) {
                    print("\(start + lot) seeds, \(sum.withLock { $0.broken.count }) broken.")
                }
            }
        }
        let time = began.duration(to: .now)
        tell(sum.withLock { $0 }, count, time, isPlain)
    }

    private static func tell(
        _ sum: Sum, _ count: UInt64, _ time: Duration, _ isPlain: Bool
    ) {
        let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
        let pace = Int(Double(count) / max(seconds, 0.001))
        print(
            "\(count) seeds, \(sum.steps) steps in \(String(format: "%.1f", seconds)) s, "
                + "\(pace) seeds a second.")
        guard let seed = sum.broken.keys.min() else { return print("No rule was broken.") }
        var byRule: [String: [UInt64]] = [:]
        for (seed, violation) in sum.broken {
            byRule[violation.rule.rawValue, default: []].append(seed)
        }
        for (rule, seeds) in byRule.sorted(by: { $0.value.count > $1.value.count }) {
            let some = seeds.sorted().prefix(8).map(String.init).joined(separator: ", ")
            print("\(seeds.count) × \(rule): \(some)")
            if let first = seeds.min().flatMap({ sum.broken[$0] }) {
                print("    \(first.sentence)")
            }
        }
        print("\nSeed \(seed):")
        for line in Simulation.run(seed: seed, isRecording: true, isPlain: isPlain).transcript {
            print(line)
        }
        let seeds = isPlain ? "'--plain \(seed)'" : "\(seed)"
        print("\nTo see one again: make simulate SEED=\(seeds)")
        exit(1)
    }
}
