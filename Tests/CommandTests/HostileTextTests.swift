import ConnectionMode
import Foundation
import Logging
import Storage
import StorageSQLite
import Synchronization
import TestSupport
import Testing

@testable import offhook

/// What an operator reads at a terminal.
@Suite(.timeLimit(.minutes(2)))
struct HostileTextTests {
    @Test func `offhook audit prints a line an entry, whatever people sent`() async throws {
        let desk = try Operator()
        let now = Int64(Date().timeIntervalSince1970 * 1_000)
        do {
            let store = try SQLiteStore(directory: desk.path("data"))
            try store.commit(
                [],
                journal: HostileText.all.enumerated().map { number, text in
                    AuditEntry(
                        at: Instant(millisecondsSince1970: now + Int64(number)),
                        tenant: TenantID(text), agent: AgentID(text), actor: text,
                        what: "setStatus", detail: text, outcome: text)
                })
        }
        let run = try await desk.run("audit")
        #expect(run.exitCode == 0)
        let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(lines.count == HostileText.all.count)
        for (line, text) in zip(lines, HostileText.all) {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            #expect(fields.count == 7)
            #expect(fields.dropFirst().allSatisfy { !HostileText.isHarmful(String($0)) })
            #expect(fields.last.map(String.init) == PlainText.oneLine(text, atMost: 300))
        }
        for since in ["1e3", "NaN", "-1d", "٧d", "99999999999999999999d", "+", "1h2", "d", "9e99h"]
        {
            try await desk.expectRefusal(
                "audit", "--since=\(since)",
                sentence: "Let --since be a time such as 2026-11-24T08:00:00Z, or 90m, 12h or 7d.")
        }
    }

    @Test func `a token's note is one line`() async throws {
        let desk = try Operator()
        for text in HostileText.harmful where !text.contains("\u{0}") {
            try await desk.expectRefusal(
                "token", "create", "--tenant", "acme", "--agent", "1001", "--note=\(text)",
                sentence: "Let --note be one line of at most 200 characters.")
        }
        let note = "\"><script>${SHELL(id)}%0d%0a"
        let made = try await desk.run(
            "token", "create", "--tenant", "acme", "--agent", "1001", "--note", note)
        #expect(made.exitCode == 0)
        #expect(try await desk.run("token", "list").output.hasSuffix("  \(note)\n"))
    }

    @Test(arguments: HostileText.all)
    func `the log has an entry a line`(_ text: String) {
        let written = Written()
        var logger = Logger(label: "test") { _ in OneLineLogHandler(Writer(written: written)) }
        logger[metadataKey: "fixed"] = "\(text)"
        logger.error(
            "\(text)",
            metadata: [
                "why": "\(text)", "more": .stringConvertible(Told(text: text)),
                "list": ["\(text)"], "nested": ["why": "\(text)"],
            ])
        let texts = written.texts.withLock { $0 }
        #expect(texts.count == 6)
        #expect(texts.allSatisfy { $0 == PlainText.oneLine(text, atMost: 2_000) })
    }

    private struct Told: CustomStringConvertible, Sendable {
        let text: String
        var description: String { text }
    }

    private final class Written: Sendable {
        let texts = Mutex<[String]>([])
    }

    /// Takes every text of an entry.
    private struct Writer: LogHandler {
        let written: Written
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let values = Array(metadata.values) + Array((event.metadata ?? [:]).values)
            let texts = [event.message.description] + values.flatMap(Self.texts)
            written.texts.withLock { $0 += texts }
        }

        private static func texts(_ value: Logger.MetadataValue) -> [String] {
            switch value {
            case .string(let text): [text]
            case .stringConvertible(let text): [text.description]
            case .array(let values): values.flatMap(texts)
            case .dictionary(let values): values.values.flatMap(texts)
            }
        }
    }
}
