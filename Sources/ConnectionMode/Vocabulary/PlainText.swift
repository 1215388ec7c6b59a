/// Texts of people and networks on their way to a log, a terminal, the journal or a console.
///
/// What only some reader would take for its own (quotes, `${…}`, `%0d%0a`, `<script>`) is data like any
/// other and is kept; each way out writes it as such. What no line of text has is not: it would begin a
/// new line, command a terminal, or turn what stands around it.
public enum PlainText {
    /// Whether it is one line, of so many Unicode scalars at most, that shows all that is in it.
    public static func isOneLine(_ text: String, atMost count: Int) -> Bool {
        let scalars = text.unicodeScalars
        return !scalars.isEmpty && scalars.count <= count && !scalars.contains(where: isHarmful)
    }

    /// The text as one line: what is harmful is a replacement character, what is too long is cut.
    public static func oneLine(_ text: String, atMost count: Int) -> String {
        // Nearly everything is short and in ASCII.
        if text.utf8.count <= count, text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) {
            return text
        }
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(count) {
            line.append(isHarmful(scalar) ? "\u{FFFD}" : scalar)
        }
        if text.unicodeScalars.count > count { line.append("…") }
        return String(line)
    }

    /// The text with what may be a phone number in it made unreadable but for its last two digits, for a log: runs of six or
    /// more digits.
    public static func maskingNumbers(in text: String) -> String {
        var masked = ""
        var digits: [Character] = []
        func end() {
            masked += digits.count < 6 ? String(digits) : "***" + String(digits.suffix(2))
            digits = []
        }
        for character in text {
            if character.isNumber {
                digits.append(character)
            } else {
                end()
                masked.append(character)
            }
        }
        end()
        return masked
    }

    /// Controls, ends of lines, and what is not seen: the last has the marks that turn the direction of
    /// writing. The two that join letters are needed to write some languages.
    private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value != 0x200C, scalar.value != 0x200D else { return false }
        let category = scalar.properties.generalCategory
        return category == .control || category == .format || category == .lineSeparator
            || category == .paragraphSeparator
    }
}
