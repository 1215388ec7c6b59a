import Foundation
import Testing

@testable import ARI

/// The time that Asterisk puts into each event.
@Suite struct AsteriskTimeTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00.000+0000", 0), ("2026-11-27T10:20:30.123+0000", 1_795_774_830_123),
        ("2026-11-27T12:20:30.123+0200", 1_795_774_830_123),
        ("2026-11-27T05:50:30.123-0430", 1_795_774_830_123),
        ("2024-02-29T23:59:59.999+0000", 1_709_251_199_999),
        ("2000-03-01T00:00:00.000+0000", 951_868_800_000),
    ])
    func `is read whatever the zone is`(_ text: String, _ milliseconds: Int64) {
        let message = #"{"variable":"x","type":"Dial","timestamp":"\#(text)","peer":{}}"#
        #expect(AsteriskTime.timestamp(in: Array(message.utf8)) == milliseconds)
    }

    @Test(arguments: [
        "", "{}", #"{"timestamp":null}"#, #"{"timestamp":"2026-11-27T10:20:30"}"#,
        #"{"timestamp":"2026-13-27T10:20:30.123+0000"}"#,
        #"{"timestamp":"2026-11-27T1a:20:30.123+0000"}"#,
        #"{"timestamp":"2026-11-27T10:20:30.123Z0000"}"#,
    ])
    func `is nothing where there is none`(_ message: String) {
        #expect(AsteriskTime.timestamp(in: Array(message.utf8)) == nil)
    }
}
