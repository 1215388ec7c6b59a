/// An Asterisk configuration file, as far as it must be understood to put an `#include` into it.
/// It refuses nothing: what it does not know it passes over, as Asterisk warns and goes on.
/// *Source:* `process_text_line` and `config_text_file_load` in Asterisk's main/config.c.
package struct ConfigurationText {
    package enum Content: Equatable {
        /// `[name](trait,trait)`: the traits are `!`, `+` and the templates.
        case section(name: String, traits: [String])
        /// `#include` or `#tryinclude`; the pattern may have wild cards.
        case include(pattern: String)
        case setting(key: String, value: String)
    }

    struct Line: Equatable {
        let number: Int
        let content: Content
    }

    private(set) var lines: [Line] = []
    /// A `;--` that no `--;` ends: what is appended is part of the comment.
    private(set) var endsInComment = false

    init(_ bytes: [UInt8]) {
        var depth = 0
        for (index, line) in PBXInstall.lines(of: bytes).enumerated() {
            let text = Self.withoutComments(line.text, &depth)
            if let content = Self.content(String(decoding: text, as: UTF8.self).trimmed) {
                lines.append(Line(number: index + 1, content: content))
            }
        }
        endsInComment = depth > 0
    }

    /// `;` begins a remark, `\;` does not; `;--` (but not `;---`) begins one over many lines, `--;` ends it.
    private static func withoutComments(_ line: [UInt8], _ depth: inout Int) -> [UInt8] {
        var kept: [UInt8] = []
        let dash = UInt8(ascii: "-")
        // A "--;" is one only if it does not share its dashes with the ";--" before it.
        var from = 0
        func at(_ index: Int) -> UInt8? { line.indices.contains(index) ? line[index] : nil }
        for (index, byte) in line.enumerated() {
            guard byte == UInt8(ascii: ";"), at(index - 1) != UInt8(ascii: "\\") else {
                if depth == 0 { kept.append(byte) }
                continue
            }
            if at(index + 1) == dash, at(index + 2) == dash, at(index + 3) != dash {
                depth += 1
                from = index + 3
            } else if index >= from + 2, at(index - 1) == dash, at(index - 2) == dash, depth > 0 {
                depth -= 1
                from = index + 1
            } else if depth == 0 {
                break
            }
        }
        return kept
    }

    private static func content(_ text: String) -> Content? {
        if text.hasPrefix("[") { return section(text) }
        if text.hasPrefix("#") { return include(text) }
        guard let equals = text.firstIndex(of: "=") else { return nil }
        let value = text[text.index(after: equals)...].drop { $0 == ">" }
        return .setting(key: text[..<equals].trimmed, value: value.trimmed)
    }

    private static func section(_ text: String) -> Content? {
        guard let end = text.firstIndex(of: "]") else { return nil }
        let name = String(text[text.index(after: text.startIndex)..<end])
        let rest = text[text.index(after: end)...].trimmed
        guard rest.hasPrefix("(") else { return .section(name: name, traits: []) }
        let traits = rest.dropFirst().prefix { $0 != ")" }
        return .section(name: name, traits: traits.split(separator: ",").map { $0.trimmed })
    }

    private static func include(_ text: String) -> Content? {
        let words = text.dropFirst().split(maxSplits: 1, whereSeparator: \.isWhitespace)
        guard words.count == 2, ["include", "tryinclude"].contains(words[0].lowercased()) else {
            return nil
        }
        let name = words[1].trimmed
        for (open, close) in [("\"", "\""), ("<", ">")] where name.hasPrefix(open) {
            return .include(pattern: String(name.dropFirst().prefix { String($0) != close }))
        }
        return .include(pattern: name)
    }
}
