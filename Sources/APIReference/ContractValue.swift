internal import Yams

/// A part of the contract, with its keys in the order in which they are written.
indirect enum ContractValue {
    case text(String)
    /// What JSON writes without quotes: a number, `true`, `false` or `null`.
    case plain(String)
    case list([ContractValue])
    case map([(key: String, value: ContractValue)])

    /// - Throws: what is wrong with the YAML.
    init(yaml: String) throws {
        self = try Yams.compose(yaml: yaml).map { ContractValue($0) } ?? .map([])
    }

    private init(_ node: Node) {
        switch node {
        case .scalar(let scalar):
            self =
                scalar.style == .plain && Self.isPlain(scalar.string)
                ? .plain(scalar.string) : .text(scalar.string)
        case .sequence(let nodes):
            self = .list(nodes.map { ContractValue($0) })
        case .mapping(let pairs):
            self = .map(
                pairs.map { key, value in (key.scalar?.string ?? "", ContractValue(value)) })
        case .alias:
            self = .plain("null")
        }
    }

    /// The contract writes no other forms of them.
    private static func isPlain(_ text: String) -> Bool {
        ["true", "false", "null"].contains(text)
            || text.wholeMatch(of: /-?[0-9]+(\.[0-9]+)?/) != nil
    }

    subscript(_ key: String) -> ContractValue? {
        guard case .map(let pairs) = self else { return nil }
        return pairs.first { $0.key == key }?.value
    }

    /// What is written, of a text, a number or another plain word.
    var string: String? {
        switch self {
        case .text(let text), .plain(let text): text
        case .list, .map: nil
        }
    }

    var items: [ContractValue] {
        if case .list(let items) = self { items } else { [] }
    }

    var pairs: [(key: String, value: ContractValue)] {
        if case .map(let pairs) = self { pairs } else { [] }
    }

    /// Texts of a list; a text alone is a list of one.
    var strings: [String] {
        if let string { [string] } else { items.compactMap(\.string) }
    }

    /// As JSON, two spaces a level; what is short stands on one line.
    func json(indent: String = "") -> String {
        switch self {
        case .plain(let text): return text
        case .text(let text): return Self.quoted(text)
        case .list(let items):
            return Self.block("[", items.map { $0.json(indent: indent + "  ") }, "]", indent)
        case .map(let pairs):
            let lines = pairs.map { key, value in
                "\(Self.quoted(key)): \(value.json(indent: indent + "  "))"
            }
            return Self.block("{", lines, "}", indent)
        }
    }

    private static let shortLine = 72

    private static func block(
        _ open: String, _ parts: [String], _ close: String, _ indent: String
    ) -> String {
        let short = open + parts.joined(separator: ", ") + close
        if indent.count + short.count <= shortLine, !short.contains("\n") { return short }
        let inner = indent + "  "
        return open + "\n" + parts.map { inner + $0 }.joined(separator: ",\n") + "\n" + indent
            + close
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            .replacing("\n", with: "\\n")
        return "\"\(escaped)\""
    }
}
