/// What Asterisk reads when it loads one file: its lines and those of all that it includes, in their order.
package struct EffectiveConfiguration {
    package struct Entry {
        /// As it is named in the including file; relative to the configuration directory.
        package let file: String
        package let line: Int
        package let section: String
        package let content: ConfigurationText.Content

        var place: String { "\(file) line \(line)" }
    }

    package private(set) var entries: [Entry] = []
    /// Included files that could not be looked at, each with the reason.
    package private(set) var unread: [String] = []
    private var section = ""

    package init(_ main: String, in snapshot: Snapshot) { read(main, in: snapshot, depth: 0) }

    private mutating func read(_ name: String, in snapshot: Snapshot, depth: Int) {
        // Asterisk's own limit is ten; past it, it refuses the file.
        guard depth < 12, entries.count < 2_000_000 else { return }
        switch snapshot[name] {
        case .absent: return
        case .unusable(let reason): unread.append(reason)
        case .file(let state):
            for line in ConfigurationText(state.bytes).lines {
                if case .section(let name, _) = line.content { section = name }
                entries.append(
                    Entry(file: name, line: line.number, section: section, content: line.content))
                guard case .include(let pattern) = line.content else { continue }
                for included in snapshot.names(for: pattern) {
                    read(included, in: snapshot, depth: depth + 1)
                }
            }
        }
    }

    func includes(_ name: String, in snapshot: Snapshot) -> Bool {
        entries.contains { entry in
            guard case .include(let pattern) = entry.content else { return false }
            return snapshot.names(for: pattern).contains(name)
        }
    }

    func hasSection(_ name: String) -> Bool { entries.contains { $0.section == name } }

    /// The last value of a key: Asterisk heeds no other.
    func setting(_ key: String, in section: String) -> String? {
        var found: String?
        for entry in entries where entry.section == section {
            if case .setting(let name, let value) = entry.content, name.lowercased() == key {
                found = value
            }
        }
        return found
    }

    /// Asterisk's own notion of yes. *Source:* `ast_true` in main/utils.c.
    package static func isTrue(_ value: String?) -> Bool {
        ["yes", "true", "y", "t", "1", "on"].contains(value?.lowercased() ?? "")
    }
}
