package import PBXInstall

/// Asterisk's configuration files, read as Asterisk reads them: with what they include, and with templates.
package struct AsteriskFiles: Sendable {
    /// A line `key=value`, and where it stands.
    package struct Setting: Hashable, Sendable {
        package let key: String
        package let value: String
        package let file: String
        package let line: Int
        /// In whose text it stands: of what comes from a template, the template's.
        package let section: String

        package var isTrue: Bool { EffectiveConfiguration.isTrue(value) }
    }

    /// A section with all that it has from its templates, first what they say.
    package struct Section: Hashable, Sendable {
        package let name: String
        package let isTemplate: Bool
        package let file: String
        package let line: Int
        package var settings: [Setting]

        /// The last one of that key, whatever its case.
        package subscript(key: String) -> Setting? {
            settings.last { $0.key.lowercased() == key.lowercased() }
        }

        /// Where to put a setting right: the line that has it, or else the section that lacks it.
        package func change(_ key: String, to value: String) -> Change {
            if let found = self[key] {
                return Change(
                    found.file, section: found.section, line: found.line, "\(key)=\(value)")
            }
            return Change(file, section: name, line: line, "add \(key)=\(value) below")
        }
    }

    package enum FolderState: Sendable {
        case missing, empty, filled
    }

    package let snapshot: Snapshot
    /// What was found where the files say that folders are.
    package var folders: [String: FolderState] = [:]

    package init(_ snapshot: Snapshot) { self.snapshot = snapshot }

    /// All that something is looked up in.
    package static let names =
        Snapshot.names + [
            "asterisk.conf", "cel.conf", "indications.conf", "musiconhold.conf", "rtp.conf",
            "stasis.conf", "websocket_client.conf",
        ]

    package func has(_ file: String) -> Bool { snapshot[file] != .absent }

    /// Files that could not be read, each with the reason.
    package var unread: [String] {
        var reasons: [String] = []
        for name in Self.names where name.hasSuffix(".conf") {
            for reason in EffectiveConfiguration(name, in: snapshot).unread
            where !reasons.contains(reason) { reasons.append(reason) }
        }
        return reasons
    }

    /// Every setting of a file, with a section's templates left aside, in their order.
    package func settings(of file: String, in section: String? = nil) -> [Setting] {
        EffectiveConfiguration(file, in: snapshot).entries.compactMap { entry in
            guard section == nil || entry.section == section,
                case .setting(let key, let value) = entry.content
            else { return nil }
            return Setting(
                key: key, value: value, file: entry.file, line: entry.line, section: entry.section)
        }
    }

    /// The last one of that key: Asterisk heeds no other.
    package func setting(_ key: String, of file: String, in section: String = "general") -> Setting?
    {
        settings(of: file, in: section).last { $0.key.lowercased() == key }
    }

    /// The sections of a file in their order, templates among them. A name may stand several times.
    package func sections(of file: String) -> [Section] {
        var sections: [Section] = []
        // Of a name, the first, which `(+)` adds to, and the last, which is the template.
        var places: [String: (first: Int, last: Int)] = [:]
        var current: Int?
        for entry in EffectiveConfiguration(file, in: snapshot).entries {
            switch entry.content {
            case .include: continue
            case .section(let name, let traits):
                if traits.contains("+"), let place = places[name] {
                    current = place.first
                    continue
                }
                let inherited = traits.flatMap { trait in
                    places[trait].map { sections[$0.last].settings } ?? []
                }
                sections.append(
                    Section(
                        name: name, isTemplate: traits.contains("!"), file: entry.file,
                        line: entry.line, settings: Array(inherited.suffix(Self.mostSettings))))
                current = sections.count - 1
                places[name] = (places[name]?.first ?? sections.count - 1, sections.count - 1)
            case .setting(let key, let value):
                guard let current else { continue }
                sections[current].settings.append(
                    Setting(
                        key: key, value: value, file: entry.file, line: entry.line,
                        section: entry.section))
            }
        }
        return sections
    }

    /// That a section has from its templates: templates of templates could have any number.
    private static let mostSettings = 10_000

    /// Where to put a setting right: the line that has it, or else the section that lacks it.
    package func change(
        _ key: String, to value: String, of file: String, in section: String = "general"
    ) -> Change {
        if let found = setting(key, of: file, in: section) {
            return Change(found.file, section: section, line: found.line, "\(key)=\(value)")
        }
        guard let place = sections(of: file).first(where: { $0.name == section }) else {
            return Change(file, section: section, "add \(key)=\(value)")
        }
        return place.change(key, to: value)
    }
}

extension AsteriskFiles {
    /// Whether a file, and all that it includes, could be read; one that is not there is empty.
    package func canRead(_ file: String) -> Bool {
        EffectiveConfiguration(file, in: snapshot).unread.isEmpty
    }
}

extension Facts {
    /// The files, where this one could be read.
    func files(with name: String) -> AsteriskFiles? {
        guard let files = files.value, files.canRead(name) else { return nil }
        return files
    }
}
