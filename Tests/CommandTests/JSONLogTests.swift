import Foundation
import JSON
import Logging
import Synchronization
import TestSupport
import Testing

@testable import offhook

/// The log as programs read it.
@Suite struct JSONLogTests {
    private static func line(_ log: (Logger) -> Void) throws -> JSONValue {
        let taken = Bytes()
        var logger = Logger(label: "test") { _ in
            OneLineLogHandler(JSONLogHandler { taken.append($0) })
        }
        logger.logLevel = .debug
        log(logger)
        let bytes = taken.all
        #expect(bytes.last == 10)
        #expect(bytes.dropLast().allSatisfy { $0 != 10 }, "one line an entry")
        return try JSONValue(parsing: bytes.dropLast())
    }

    private final class Bytes: Sendable {
        private let state = Mutex<[UInt8]>([])
        var all: [UInt8] { state.withLock { $0 } }
        func append(_ bytes: [UInt8]) { state.withLock { $0 += bytes } }
    }

    @Test func `an entry has its parts under names of their own`() throws {
        let line = try Self.line { logger in
            logger.notice(
                "Something.",
                metadata: [
                    "agent": "acme/1001", "list": ["a", "b"], "nested": ["why": "c"],
                    "level": "not this",
                ])
        }
        #expect(line.optionalString("message") == "Something.")
        #expect(line.optionalString("level") == "notice")
        #expect(line.optionalString("source") == "CommandTests")
        #expect(line.optionalString("agent") == "acme/1001")
        #expect(try line.strings("list") == ["a", "b"])
        #expect(line["nested"]?.optionalString("why") == "c")
        let time = try line.string("time")
        #expect(time.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)
    }

    @Test(arguments: HostileText.all)
    func `whatever stands in it, it is one entry`(_ text: String) throws {
        let line = try Self.line { $0.error("\(text)", metadata: ["why": "\(text)"]) }
        #expect(line.optionalString("message") == line.optionalString("why"))
    }
}
