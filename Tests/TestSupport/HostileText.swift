/// Texts that somebody hopes are taken for something else on their way.
package enum HostileText {
    /// Begin a new line, command a terminal, hide, or turn what stands around them.
    package static let harmful = [
        "x\r\nX-Evil: 1", "x\ny", "x\ry", "a\u{0}b", "\u{1B}[2J\u{1B}]0;owned\u{7}", "tab\tbed",
        "x\u{85}y", "x\u{9B}31m", "\u{202E}gnirts", "a\u{2066}b\u{2069}", "x\u{2028}y",
        "x\u{2029}y",
        "a\u{200B}b", "x\u{FEFF}y", "\u{7F}",
    ]

    /// Data like any other for us, and something else for SIP, the dialplan, a page, a shell or SQL.
    package static let data = [
        "x%0d%0aX-Evil: 1", "\"><script>alert(1)</script>", "${SHELL(id)}", "$[1+1]", "a,b,c",
        "a;b",
        "PJSIP/a&PJSIP/b", "x' OR 1=1 --", "$(id) `id`", "<sip:evil@example.com>", "{{7*7}}",
        "%s%n",
        "\\r\\n", "../../etc/passwd", "Zoë Müller 李", "\"quoted\"",
    ]

    package static let all = harmful + data

    /// Whether a text has anything in it that no line of text has.
    package static func isHarmful(_ text: String) -> Bool {
        text.unicodeScalars.contains { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: true
            default: false
            }
        }
    }
}

/// Numbers that are none, or none that anybody means.
package enum HostileNumber {
    package static let all = [
        "1e3", "1e1", "NaN", "inf", ".inf", "-1", "٠١٢", "１２", "99999999999999999999",
        "-9223372036854775808", "9223372036854775807", "+", "-", "0x10", "0o17", "0b1", "1_0",
        "1:30",
        "12.5", "12 ", " 12", "1,2", "1\n2", "12\u{0}", "²", "--1", "true", "null",
    ]
}
