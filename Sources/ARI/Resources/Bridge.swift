package import JSON

/// A place where channels meet. *Source*: rest-api/bridges.json, model Bridge.
public struct Bridge: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        case mixing, holding
    }

    public let id: String
    /// `mixing`, `holding`, or a kind that this library does not make.
    public let kind: String
    /// The ids of the channels in it.
    public let channels: [String]

    package init(id: String, kind: String, channels: [String]) {
        self.id = id
        self.kind = kind
        self.channels = channels
    }

    package init(_ json: JSONValue) throws(JSONError) {
        id = try json.string("id")
        kind = try json.string("bridge_type")
        channels = try json.strings("channels")
    }
}
