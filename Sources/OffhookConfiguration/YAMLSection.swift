internal import Foundation
internal import Yams

/// One mapping of a YAML file, or of what was sent to us, read strictly: what has the wrong type or is not known is
/// an error that names the file, the line and the key.
final class YAMLSection {
    /// Nil where a program sent it. Of that, texts, numbers and truths are taken for nothing else, and errors repeat
    /// keys that are known and nothing more.
    private let file: String?
    /// Where it stands, such as `tenants.acme.policy`; empty for the whole file.
    let path: String
    private let mapping: Node.Mapping
    private var known = Set<String>()

    private init(
        file: String?, path: String, mapping: Node.Mapping
    ) throws(ConfigurationError) {
        self.file = file
        self.path = path
        self.mapping = mapping
        try refuseDoubles()
    }

    /// Reads a whole file; an empty one is an empty mapping.
    static func whole(file: String, text: String) throws(ConfigurationError) -> YAMLSection {
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw ConfigurationError("\(file) is no YAML: \(firstLine(of: error)).")
        } catch {
            throw ConfigurationError("\(file) is no YAML.")
        }
        guard let node, node.null == nil else {
            return try YAMLSection(file: file, path: "", mapping: Node.Mapping([]))
        }
        guard let mapping = node.mapping else {
            throw ConfigurationError("\(file) must be a mapping of keys to values.")
        }
        return try YAMLSection(file: file, path: "", mapping: mapping)
    }

    /// Reads what was sent.
    static func sent(
        _ document: DocumentValue, by sender: String?
    ) throws(ConfigurationError) -> YAMLSection {
        guard case .mapping(let mapping) = document.node else {
            throw ConfigurationError("Send a mapping of keys to values.")
        }
        return try YAMLSection(file: sender, path: "", mapping: mapping)
    }

    /// In a file a text may look like a number.
    private func may(_ node: Node, be tag: Tag.Name) -> Bool {
        file != nil || node.tag == Tag(tag)
    }

    private static func firstLine(of error: YamlError) -> String {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            "line \(mark.line), \(problem)"
        case .duplicatedKeysInMapping(let keys, let context):
            "line \(context.mark.line), a key stands twice: \(keys.joined(separator: ", "))"
        default: "it cannot be read"
        }
    }

    // MARK: Reading

    var keys: [String] { mapping.keys.compactMap(\.scalar?.string) }

    func section(_ key: String) throws(ConfigurationError) -> YAMLSection? {
        guard let node = node(key) else { return nil }
        guard let mapping = node.mapping else {
            throw error(key, "must be a mapping of keys to values", node)
        }
        return try YAMLSection(file: file, path: full(key), mapping: mapping)
    }

    /// A list of mappings.
    func sections(_ key: String) throws(ConfigurationError) -> [YAMLSection]? {
        guard let node = node(key) else { return nil }
        guard let items = node.sequence else { throw error(key, "must be a list", node) }
        var sections: [YAMLSection] = []
        for (index, item) in items.enumerated() {
            guard let mapping = item.mapping else {
                throw error(key, "must be a list of mappings of keys to values", item)
            }
            sections.append(
                try YAMLSection(file: file, path: "\(full(key)).\(index + 1)", mapping: mapping))
        }
        return sections
    }

    func string(_ key: String) throws(ConfigurationError) -> String? {
        guard let node = node(key) else { return nil }
        guard let scalar = node.scalar, may(node, be: .str) else {
            throw error(key, "must be a text", node)
        }
        guard !scalar.string.isEmpty else { throw error(key, "must not be empty", node) }
        return scalar.string
    }

    func string(
        _ key: String, _ expectation: String, where isRight: (String) -> Bool
    ) throws(ConfigurationError) -> String? {
        guard let text = try string(key) else { return nil }
        guard isRight(text) else { throw error(key, "must be \(expectation)", node(key)) }
        return text
    }

    func strings(
        _ key: String, _ expectation: String, where isRight: (String) -> Bool
    ) throws(ConfigurationError) -> [String]? {
        guard let node = node(key) else { return nil }
        guard let items = node.sequence else { throw error(key, "must be a list", node) }
        var texts: [String] = []
        for item in items {
            guard let text = item.scalar?.string, may(item, be: .str), isRight(text) else {
                throw error(key, "must be a list of \(expectation)", item)
            }
            texts.append(text)
        }
        return texts
    }

    func integer(
        _ key: String, in range: ClosedRange<Int>
    ) throws(ConfigurationError) -> Int? {
        guard let node = node(key) else { return nil }
        guard let number = node.scalar.flatMap({ Self.decimal($0.string) }),
            may(node, be: .int), range.contains(number)
        else {
            throw error(
                key, "must be a whole number from \(range.lowerBound) to \(range.upperBound)", node)
        }
        return number
    }

    /// Digits alone. YAML has other ways to write numbers, such as 1:30 for ninety and 010 for eight, which
    /// nobody means.
    private static func decimal(_ text: String) -> Int? {
        let isPlain = text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        return isPlain && (text == "0" || !text.hasPrefix("0")) ? Int(text) : nil
    }

    /// Whether there is a list; for a key that may also hold something else.
    func isList(_ key: String) -> Bool { node(key)?.sequence != nil }

    func bool(_ key: String) throws(ConfigurationError) -> Bool? {
        guard let node = node(key) else { return nil }
        guard let value = node.bool, may(node, be: .bool) else {
            throw error(key, "must be true or false", node)
        }
        return value
    }

    func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ key: String, _ type: Choice.Type
    ) throws(ConfigurationError) -> Choice? {
        guard let text = try string(key) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let all = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw error(key, "must be one of \(all)", node(key))
        }
        return choice
    }

    /// Each at most once, in the order of the choices.
    func choices<Choice: RawRepresentable<String> & CaseIterable>(
        _ key: String, _ type: Choice.Type
    ) throws(ConfigurationError) -> [Choice]? {
        let words = Choice.allCases.map(\.rawValue)
        let texts = try strings(key, words.joined(separator: ", ")) { words.contains($0) }
        return texts.map { texts in Choice.allCases.filter { texts.contains($0.rawValue) } }
    }

    /// `1001` and `"1001"` are one key to us and two to YAML; one of them would not count.
    private func refuseDoubles() throws(ConfigurationError) {
        var names = Set<String>()
        for (key, _) in mapping {
            guard let name = key.scalar?.string else {
                throw ConfigurationError("\(place(of: key))a key must be a text.")
            }
            guard names.insert(name).inserted else {
                throw ConfigurationError(
                    "\(place(of: key))\(full(name)) stands twice: remove one of the two.")
            }
        }
    }

    /// To be called when everything that is known was asked for.
    func refuseOthers() throws(ConfigurationError) {
        for (key, _) in mapping {
            guard let name = key.scalar?.string, !known.contains(name) else { continue }
            let inside = path.isEmpty ? "" : " in \(path)"
            let expected = known.sorted().joined(separator: ", ")
            guard file != nil else {
                throw ConfigurationError("Send no other keys\(inside) than \(expected).")
            }
            throw ConfigurationError(
                "\(place(of: key))\"\(name)\" is not known\(inside): remove it, or write one of "
                    + "\(expected).")
        }
    }

    func error(_ key: String, _ what: String) -> ConfigurationError { error(key, what, node(key)) }

    private func error(_ key: String, _ what: String, _ node: Node?) -> ConfigurationError {
        ConfigurationError("\(place(of: node))\(full(key)) \(what).")
    }

    /// To begin a sentence with.
    private func place(of node: Node?) -> String {
        guard let file else { return "" }
        let line = node?.mark.map { ", line \($0.line)" } ?? ""
        return "\(file)\(line): "
    }

    private func full(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    private func node(_ key: String) -> Node? {
        known.insert(key)
        let node = mapping.first { $0.key.scalar?.string == key }?.value
        return node?.null == nil ? node : nil
    }
}
