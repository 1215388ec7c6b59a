/// What Asterisk is asked by its manager interface. The client adds the `ActionID`.
public struct AMIAction: Hashable, Sendable {
    /// Such as `QueueAdd`.
    public let name: String
    /// In order; a name may stand several times.
    public let fields: [AMIMessage.Field]

    public init(_ name: String, _ fields: [(String, String)] = []) {
        self.name = name
        self.fields = fields.map { AMIMessage.Field($0.0, $0.1) }
    }

    /// Why it cannot be sent as one action; nil if it can. A line break in a value would begin a line of its own,
    /// and with that another action.
    var problem: String? {
        for text in [name] + fields.flatMap({ [$0.name, $0.value] })
        where text.utf8.contains(where: { $0 == 10 || $0 == 13 || $0 == 0 }) {
            return "a line break or a zero in the action \(name.prefix(40).filter(\.isLetter))"
        }
        guard !name.isEmpty, fields.allSatisfy({ !$0.name.isEmpty && !$0.name.contains(":") })
        else { return "an action or a field without a name" }
        // Asterisk reads no longer lines.
        guard fields.allSatisfy({ $0.name.utf8.count + $0.value.utf8.count < 1_000 }) else {
            return "a line of 1000 bytes or more in the action \(name)"
        }
        return nil
    }

    func bytes(id: String) -> [UInt8] {
        var text = "Action: \(name)\r\nActionID: \(id)\r\n"
        for field in fields { text += "\(field.name): \(field.value)\r\n" }
        return Array((text + "\r\n").utf8)
    }
}
