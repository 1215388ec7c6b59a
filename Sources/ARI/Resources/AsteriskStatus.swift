package import JSON

/// Which Asterisk this is and since when it runs. *Source*: rest-api/asterisk.json, model AsteriskInfo.
public struct AsteriskStatus: Hashable, Sendable {
    /// Such as `22.10.1~dfsg`.
    public let version: String
    /// When this run began, as Asterisk writes it: it tells one run from the next.
    public let startupTime: String

    /// The number before the first dot; nil for a build without a plain version.
    public var majorVersion: Int? { Int(version.prefix { $0.isASCII && $0.isNumber }) }

    package init(version: String, startupTime: String) {
        self.version = version
        self.startupTime = startupTime
    }

    package init(_ json: JSONValue) throws(JSONError) {
        version = try json.member("system").string("version")
        startupTime = try json.member("status").string("startup_time")
    }
}
