import Foundation
import Testing

/// What the compiler cannot see: the model takes nothing from outside, so that the same inputs always
/// lead to the same decisions.
@Suite struct `The model's sources` {
    /// What is forbidden in a line of code, and why.
    private static let forbidden: [(pattern: String, why: String)] = [
        (
            #"(^|[;\s])import\s"#,
            "the model imports nothing, so that it has no I/O and no Foundation"
        ),
        (#"#if\s+canImport"#, "the model is the same everywhere"),
        (#"\bDate\b"#, "time is an input"),
        (#"\b(Continuous|Suspending)Clock\b"#, "time is an input"),
        (#"\b(clock_gettime|gettimeofday|DispatchTime)\b"#, "time is an input"),
        (#"\bTask\b|\basync\b|\bawait\b"#, "deciding is synchronous"),
        (#"[rR]andom"#, "chance is an input"),
        (#"\b(shuffled?|UUID)\b"#, "chance is an input"),
        (#"\bhashValue\b|\bHasher\b"#, "hashes differ from one run to the next"),
        (#"\b(print|debugPrint|dump|readLine)\("#, "the model has no I/O"),
        (
            #"\b(fatalError|precondition|preconditionFailure|assert|assertionFailure)\("#,
            "nothing traps"
        ),
    ]

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Sources/ConnectionMode")

    /// What is wrong with a text of Swift, a line each.
    private static func faults(in text: String) throws -> [String] {
        // By default a word does not end at the dot of `Date.now`.
        let rules = try forbidden.map {
            (try Regex($0.pattern).wordBoundaryKind(.simple), $0.why)
        }
        var faults: [String] = []
        for (index, line) in code(of: text).enumerated() {
            for (pattern, why) in rules where line.contains(pattern) {
                faults.append("line \(index + 1): \(why): \(line)")
            }
        }
        return faults
    }

    /// The lines without their comments.
    private static func code(of text: String) -> [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line
        }
    }

    private static func files() throws -> [URL] {
        let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        return try #require(all).compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
    }

    @Test func `the model imports nothing, and takes time and chance as inputs only`() throws {
        let files = try Self.files()
        #expect(files.count >= 20)
        #expect(files.contains { $0.lastPathComponent == "ConnectionModel.swift" })
        #expect(files.contains { $0.lastPathComponent == "Verifying.swift" })
        for file in files {
            for fault in try Self.faults(in: String(contentsOf: file, encoding: .utf8)) {
                Issue.record("\(file.lastPathComponent), \(fault)")
            }
        }
    }

    @Test(arguments: [
        "import Foundation", "internal import Glibc", "public import Synchronization",
        "package import Logging", "@preconcurrency import Dispatch", "@testable import Storage",
        "import struct Foundation.Date", "  import\tFoundation", "let a = 1; import Foundation",
        "#if canImport(Foundation)", "let now = Date()", "let now = Date.now",
        "let now = Foundation.Date(timeIntervalSince1970: 0)", "let at = ContinuousClock.now",
        "SuspendingClock()", "Int.random(in: 1...6)", "var chance = SystemRandomNumberGenerator()",
        "agents.randomElement()", "offers.shuffled()", "key.hashValue", "Task { }", "print(agent)",
        "func decide() async {", "fatalError(\"never\")", "precondition(isOpen)",
    ])
    func `each of these would be found`(_ line: String) throws {
        let faults = try Self.faults(in: "struct Phase {\n\(line)\n}\n")
        #expect(faults.contains { $0.hasPrefix("line 2: ") })
    }

    @Test(arguments: [
        "/// Random per store; an important date.",
        "let next = now.advanced(bySeconds: 1) // import x",
        "let isImportant = true", "case updated(Instant)", "let importance = 1",
    ])
    func `none of these is a fault`(_ line: String) throws {
        #expect(try Self.faults(in: line).isEmpty)
    }
}
