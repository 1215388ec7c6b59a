internal import Yams

/// A value in the words of directory.yaml, whichever text it stands in: YAML in files, JSON in the API.
package indirect enum DocumentValue: Hashable, Sendable {
    case nothing
    case truth(Bool)
    case number(Int)
    case text(String)
    case list([DocumentValue])
    /// In the order in which it is written.
    case map([Entry])

    package struct Entry: Hashable, Sendable {
        package let key: String
        package var value: DocumentValue
    }

    /// A map of what there is.
    package static func keys(_ pairs: [(String, DocumentValue?)]) -> DocumentValue {
        .map(pairs.compactMap { key, value in value.map { Entry(key: key, value: $0) } })
    }

    /// This with the keys of another one over it (RFC 7396): what is `null` there is taken out, maps are merged,
    /// everything else takes the place of what was there.
    package func merged(with patch: DocumentValue) -> DocumentValue {
        guard case .map(let changes) = patch else { return patch }
        var entries = if case .map(let entries) = self { entries } else { [Entry]() }
        for change in changes {
            let place = entries.firstIndex { $0.key == change.key }
            let old = place.map { entries[$0].value } ?? .nothing
            switch (change.value, place) {
            case (.nothing, let place?): entries.remove(at: place)
            case (.nothing, nil): break
            case (_, let place?): entries[place].value = old.merged(with: change.value)
            case (_, nil):
                entries.append(Entry(key: change.key, value: old.merged(with: change.value)))
            }
        }
        return .map(entries)
    }
}

extension DocumentValue: Codable {
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    package init(from decoder: any Decoder) throws {
        if let map = try? decoder.container(keyedBy: Key.self) {
            self = .map(
                try map.allKeys.sorted { $0.stringValue < $1.stringValue }.map {
                    Entry(key: $0.stringValue, value: try map.decode(Self.self, forKey: $0))
                })
            return
        }
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .nothing
        } else if let truth = try? value.decode(Bool.self) {
            self = .truth(truth)
        } else if let number = try? value.decode(Int.self) {
            self = .number(number)
        } else if let number = try? value.decode(Double.self) {
            self = .text("\(number)")
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else {
            self = .list(try value.decode([Self].self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .map(let entries):
            var container = encoder.container(keyedBy: Key.self)
            for entry in entries {
                try container.encode(entry.value, forKey: Key(stringValue: entry.key))
            }
        case .nothing, .truth, .number, .text, .list:
            var container = encoder.singleValueContainer()
            switch self {
            case .truth(let truth): try container.encode(truth)
            case .number(let number): try container.encode(number)
            case .text(let text): try container.encode(text)
            case .list(let list): try container.encode(list)
            case .nothing, .map: try container.encodeNil()
            }
        }
    }
}

extension DocumentValue {
    /// As it is written into a file. Texts are quoted where YAML would read something else.
    package func yaml() throws -> String { try Yams.serialize(node: node) }

    /// What is written in flow style, such as `{kind: endpoint, address: "1001"}`, or a text alone.
    package init(yaml text: String) throws(ConfigurationError) {
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch {
            throw ConfigurationError("\(text) is no YAML.")
        }
        self = node.map(DocumentValue.init) ?? .nothing
    }

    var node: Node {
        switch self {
        case .nothing: Node("null", Tag(.null))
        case .truth(let truth): Node(truth ? "true" : "false", Tag(.bool))
        case .number(let number): Node(String(number), Tag(.int))
        case .text(let text): Node(text, Tag(.str), Self.isPlain(text) ? .plain : .doubleQuoted)
        case .list(let list):
            Node(list.map(\.node), Tag(.seq), list.allSatisfy(\.isShort) ? .flow : .block)
        case .map(let entries):
            Node(
                entries.map { (DocumentValue.text($0.key).node, $0.value.node) }, Tag(.map),
                entries.isEmpty ? .flow : .block)
        }
    }

    private var isShort: Bool {
        switch self {
        case .list, .map: false
        case .nothing, .truth, .number, .text: true
        }
    }

    /// Whether it can be nothing but a text.
    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.first, first.isASCII, first.isLetter else { return false }
        let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
        return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
            && !words.contains(text.lowercased())
    }

    /// Those of YAML 1.2: a language may be `no`, and a name `On`.
    private static let truths = [
        "true": true, "True": true, "TRUE": true, "false": false, "False": false, "FALSE": false,
    ]

    private init(_ node: Node) {
        switch node {
        case .scalar(let scalar):
            if node.null != nil {
                self = .nothing
            } else if scalar.style == .plain, let truth = Self.truths[scalar.string] {
                self = .truth(truth)
            } else if scalar.style == .plain, let number = Int(scalar.string),
                String(number) == scalar.string
            {
                self = .number(number)
            } else {
                self = .text(scalar.string)
            }
        case .mapping(let mapping):
            self = .map(
                mapping.map {
                    Entry(key: $0.key.scalar?.string ?? "", value: DocumentValue($0.value))
                })
        case .sequence(let sequence): self = .list(sequence.map(DocumentValue.init))
        case .alias: self = .nothing
        }
    }
}
