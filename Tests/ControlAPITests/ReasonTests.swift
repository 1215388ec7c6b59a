internal import ConnectionMode
internal import Foundation
internal import Testing

/// One line of somebody's words, such as the reason of a status: what the contract says that it may be is what is taken.
struct ReasonTests {
    @Test func `the described pattern and the program agree on every character`() throws {
        let text = try #require(try Contract.shared.schema("OneLine")["pattern"] as? String)
        let pattern = try NSRegularExpression(pattern: text)
        for value in UInt32(0)...0x10_FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let reason = "a\(Character(scalar))b"
            let whole = NSRange(reason.startIndex..., in: reason)
            let isDescribed = pattern.firstMatch(in: reason, range: whole) != nil
            if isDescribed != PlainText.isOneLine(reason, atMost: 200) {
                Issue.record("U+\(String(value, radix: 16))")
            }
        }
    }
}
