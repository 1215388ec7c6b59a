/// Something that may not be.
struct Finding {
    enum Kind: CaseIterable {
        case lostLeg, doubledDial, wrongResult
    }

    let kind: Kind
    let what: String

    init(_ kind: Kind, _ what: String) {
        self.kind = kind
        self.what = what
    }
}

/// What came of one segment.
struct SegmentResult {
    let name: String
    var points = 0
    var kills = 0
    /// Kills whose request was not made, twice.
    var unreached: [String] = []
    var counts: [Finding.Kind: Int] = [:]
    var seconds = 0.0

    init(_ name: String) { self.name = name }

    mutating func add(_ findings: [Finding]) {
        for finding in findings { counts[finding.kind, default: 0] += 1 }
    }

    var verdict: String { isClean ? "nothing lost" : "NOT CLEAN" }

    var isClean: Bool { counts.values.allSatisfy { $0 == 0 } }
}

/// The table at the end.
enum DrillTable {
    static func text(_ results: [SegmentResult]) -> String {
        let head = row(
            "segment",
            ["points", "kills", "not met", "lost legs", "doubled dials", "wrong", "seconds"])
        let rows = results.map { result in
            line(
                result.name, result.points, result.kills, result.unreached.count,
                result.counts, result.seconds)
        }
        let counts = results.map(\.counts).reduce(into: [:]) { $0.merge($1) { $0 + $1 } }
        let all = line(
            "all", results.map(\.points).reduce(0, +), results.map(\.kills).reduce(0, +),
            results.map(\.unreached.count).reduce(0, +), counts,
            results.map(\.seconds).reduce(0, +))
        return ([head] + rows + [all]).joined(separator: "\n")
    }

    private static func line(
        _ name: String, _ points: Int, _ kills: Int, _ unreached: Int,
        _ counts: [Finding.Kind: Int], _ seconds: Double
    ) -> String {
        row(
            name,
            ["\(points)", "\(kills)", "\(unreached)"]
                + Finding.Kind.allCases.map { "\(counts[$0] ?? 0)" } + ["\(Int(seconds))"])
    }

    private static func row(_ name: String, _ columns: [String]) -> String {
        let first = name + String(repeating: " ", count: max(0, 15 - name.count))
        return first
            + columns.map { String(repeating: " ", count: max(1, 14 - $0.count)) + $0 }.joined()
    }
}
