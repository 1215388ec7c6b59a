/// A change as `diff -u` shows it, with secrets hidden and nothing in it that a terminal would obey.
package enum UnifiedDiff {
    private static let context = 3

    package static func text(of change: Change) -> String {
        let old = lines(of: change.before?.bytes ?? [])
        let new = lines(of: change.after?.bytes ?? [])
        let head = [
            "--- \(change.before == nil ? "/dev/null" : shown(change.path))",
            "+++ \(change.after == nil ? "/dev/null" : shown(change.path))",
        ]
        guard change.name != Manifest.fileName else {
            return (head + ["(what was done, for --undo)"]).joined(separator: "\n")
        }
        let shared = commonStart(old, new)
        let sharedEnd = commonEnd(old, new, from: shared)
        let first = max(0, shared - context)
        let oldEnd = old.count - sharedEnd
        let newEnd = new.count - sharedEnd
        let trailing = min(context, sharedEnd)
        guard shared < oldEnd || shared < newEnd else { return head.joined(separator: "\n") }
        let counts =
            "-\(range(first, oldEnd + trailing - first)) +\(range(first, newEnd + trailing - first))"
        var body = ["@@ \(counts) @@"]
        for line in old[first..<shared] { body += shown(" ", line) }
        for line in old[shared..<oldEnd] { body += shown("-", line) }
        for line in new[shared..<newEnd] { body += shown("+", line) }
        for line in old[oldEnd..<(oldEnd + trailing)] { body += shown(" ", line) }
        return (head + body).joined(separator: "\n")
    }

    private static func commonStart(_ old: [ByteLine], _ new: [ByteLine]) -> Int {
        zip(old, new).prefix { $0 == $1 }.count
    }

    private static func commonEnd(_ old: [ByteLine], _ new: [ByteLine], from start: Int) -> Int {
        zip(old[start...].reversed(), new[start...].reversed()).prefix { $0 == $1 }.count
    }

    /// The line where it begins and how many; of none, the line before.
    private static func range(_ first: Int, _ count: Int) -> String {
        "\(count == 0 ? first : first + 1),\(count)"
    }

    private static func shown(_ sign: String, _ line: ByteLine) -> [String] {
        let text = sign + shown(hidden(String(decoding: line.text, as: UTF8.self)))
        return line.ending.isEmpty ? [text, "\\ No newline at end of file"] : [text]
    }

    /// Passwords of the operator's own stand in the lines around ours.
    private static func hidden(_ line: String) -> String {
        guard let equals = line.firstIndex(of: "=") else { return line }
        let key = line[..<equals].trimmed.lowercased()
        guard ["secret", "password", "pass", "md5"].contains(where: key.contains),
            !line[line.index(after: equals)...].trimmed.isEmpty
        else { return line }
        return line[...equals] + "(hidden)"
    }

    /// Control characters as `\u{…}`; tabs stay.
    private static func shown(_ text: String) -> String {
        var shown = ""
        for scalar in text.unicodeScalars {
            if scalar != "\t", scalar.properties.generalCategory == .control {
                shown += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }
}
