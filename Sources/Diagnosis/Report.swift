internal import ConnectionMode
package import JSON

/// What people read: areas in their order, in each what was found, with why and the line to change below what is wrong.
package struct Report: Sendable {
    private let examination: Examination
    private let isQuiet: Bool

    /// Of a line, as far as words can be broken.
    private static let columns = 100
    private static let margin = 11

    /// - Parameter isQuiet: what is fine is left out.
    package init(_ examination: Examination, isQuiet: Bool = false) {
        self.examination = examination
        self.isQuiet = isQuiet
    }

    package var lines: [String] {
        var lines: [String] = []
        for area in Area.allCases {
            let findings = examination.findings.filter {
                $0.area == area && !(isQuiet && $0.severity == .fine)
            }
            guard !findings.isEmpty else { continue }
            lines.append(area.title)
            for finding in findings { lines += Self.lines(of: finding) }
            lines.append("")
        }
        return lines + [summary]
    }

    package var summary: String {
        let (failures, warnings, unknown) = (
            examination.count(.failure), examination.count(.warning), examination.count(.unknown)
        )
        var parts: [String] = []
        if failures > 0 { parts.append("\(failures) \(failures == 1 ? "failure" : "failures")") }
        if warnings > 0 { parts.append("\(warnings) \(warnings == 1 ? "warning" : "warnings")") }
        if parts.isEmpty { parts.append("Nothing is wrong") }
        parts.append("\(examination.count(.fine)) fine")
        if unknown > 0 { parts.append("\(unknown) not known") }
        return parts.joined(separator: ", ") + "."
    }

    private static func lines(of finding: Finding) -> [String] {
        let label =
            switch finding.severity {
            case .fine: "ok"
            case .unknown: "?"
            case .warning: "warning"
            case .failure: "FAILURE"
            }
        var lines = wrapped(finding.what, label: label, at: 2)
        if !finding.why.isEmpty { lines += wrapped(finding.why, label: "", at: 2) }
        if let change = finding.change {
            lines += wrapped("→ " + change.sentence, label: "", at: 2)
        }
        return lines
    }

    /// The text beside a label, in lines below each other.
    private static func wrapped(_ text: String, label: String, at indent: Int) -> [String] {
        // What stands in files may command a terminal.
        let text = PlainText.oneLine(text, atMost: 2_000)
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, margin + line.count + 1 + word.count > columns {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? word : " " + word
        }
        lines.append(line)
        let first = String(repeating: " ", count: indent) + label
        return lines.enumerated().map { index, line in
            let head = index == 0 ? first : ""
            return head + String(repeating: " ", count: max(1, margin - head.count)) + line
        }
    }

    // MARK: For programs

    /// `{"failures","warnings","unknown","fine","findings":[{"area","check","severity","what","why","change"}]}`
    package var json: JSONValue {
        [
            "failures": count(.failure), "warnings": count(.warning), "unknown": count(.unknown),
            "fine": count(.fine), "findings": .array(examination.findings.map(Self.json)),
        ]
    }

    private func count(_ severity: Finding.Severity) -> JSONValue {
        .integer(Int64(examination.count(severity)))
    }

    private static func json(_ finding: Finding) -> JSONValue {
        var members: [String: JSONValue] = [
            "area": .string(finding.area.rawValue), "check": .string(finding.check),
            "severity": .string(finding.severity.rawValue), "what": .string(finding.what),
        ]
        if !finding.why.isEmpty { members["why"] = .string(finding.why) }
        if let change = finding.change {
            var place: [String: JSONValue] = [
                "file": .string(change.file), "text": .string(change.text),
            ]
            if let section = change.section { place["section"] = .string(section) }
            if let line = change.line { place["line"] = .integer(Int64(line)) }
            members["change"] = .object(place)
        }
        return .object(members)
    }
}
