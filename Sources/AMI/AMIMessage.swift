/// What Asterisk's manager interface sent: a response or an event, as lines `Name: value`.
public struct AMIMessage: Hashable, Sendable {
    public struct Field: Hashable, Sendable {
        public let name: String
        public let value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// As they came; a name may stand several times.
    public let fields: [Field]

    public init(_ fields: [Field]) { self.fields = fields }

    /// The first value of that name, whatever its case.
    public subscript(name: String) -> String? {
        fields.first { Self.isSame($0.name, name) }?.value
    }

    /// All values of that name, such as the `Output` of a command.
    public func values(of name: String) -> [String] {
        fields.filter { Self.isSame($0.name, name) }.map(\.value)
    }

    /// The kind of event; nil for a response.
    public var event: String? { self["Event"] }
    /// `Success`, `Error`, `Follows`, `Goodbye` or `Pong`; nil for an event.
    public var response: String? { self["Response"] }
    /// Of the action that it belongs to.
    public var actionID: String? { self["ActionID"] }
    /// What Asterisk says about the outcome.
    public var message: String? { self["Message"] }

    private static func isSame(_ one: String, _ other: String) -> Bool {
        one.utf8.count == other.utf8.count
            && zip(one.utf8, other.utf8).allSatisfy { $0 | 0x20 == $1 | 0x20 }
    }
}
