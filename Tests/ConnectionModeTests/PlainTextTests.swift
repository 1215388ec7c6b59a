import ConnectionMode
import TestSupport
import Testing

@Suite struct `Plain texts` {
    @Test(arguments: HostileText.harmful)
    func `what no line has is refused, or replaced where it cannot be refused`(_ text: String) {
        #expect(!PlainText.isOneLine(text, atMost: 100))
        let line = PlainText.oneLine(text, atMost: 100)
        #expect(!HostileText.isHarmful(line))
        #expect(line.unicodeScalars.count == text.unicodeScalars.count)
    }

    @Test(arguments: HostileText.data)
    func `what is only data is kept as it is`(_ text: String) {
        #expect(PlainText.isOneLine(text, atMost: 100))
        #expect(PlainText.oneLine(text, atMost: 100) == text)
    }

    @Test func `length counts scalars, so that marks upon one letter are bounded too`() {
        let stack = "e" + String(repeating: "\u{301}", count: 100_000)
        #expect(stack.count == 1)
        #expect(!PlainText.isOneLine(stack, atMost: 200))
        #expect(PlainText.oneLine(stack, atMost: 200).unicodeScalars.count == 201)
        #expect(PlainText.oneLine("abc", atMost: 2) == "ab…")
        #expect(!PlainText.isOneLine("", atMost: 2))
    }

    @Test func `what joins letters stays`() {
        for text in ["می\u{200C}خواهم", "👩\u{200D}💻"] {
            #expect(PlainText.isOneLine(text, atMost: 20))
            #expect(PlainText.oneLine(text, atMost: 20) == text)
        }
    }

    @Test(arguments: [
        ("", ""), ("PJSIP/1001", "PJSIP/1001"), ("PJSIP/+4930123456@trunk", "PJSIP/+***56@trunk"),
        ("Acme <+4930555>", "Acme <+***55>"), ("12345", "12345"), ("123456", "***56"),
        ("a1b2c3d4e5f6", "a1b2c3d4e5f6"), ("٠١٢٣٤٥٦", "***٥٦"),
    ])
    func `numbers are not to be read in a log`(_ text: String, _ masked: String) {
        #expect(PlainText.maskingNumbers(in: text) == masked)
    }
}
