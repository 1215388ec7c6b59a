package import JSON

/// A leg as Asterisk shows it. *Source*: rest-api/channels.json, model Channel.
public struct Channel: Hashable, Sendable {
    public enum State: Hashable, Sendable {
        case down, ring, ringing, up
        /// One of the rarer states, by Asterisk's name.
        case other(String)

        init(_ text: String) {
            switch text {
            case "Down": self = .down
            case "Ring": self = .ring
            case "Ringing": self = .ringing
            case "Up": self = .up
            default: self = .other(text)
            }
        }
    }

    public struct Party: Hashable, Sendable {
        public let number: String
        public let name: String

        package init(number: String, name: String) {
            self.number = number
            self.name = name
        }
    }

    public let id: String
    /// Technology, endpoint and a running number: `PJSIP/1001-00000001`.
    public let name: String
    public let state: State
    public let caller: Party
    public let connected: Party
    /// The dialplan application that it is in, with its arguments.
    public let dialplanApplication: String
    public let dialplanArguments: String
    public let dialplanExtension: String
    /// The variables that ari.conf lists in `channelvars`; those that are not set are empty.
    public let variables: [String: String]
    /// When it was made, by Asterisk's clock, in milliseconds since 1970.
    public let createdAt: Int64?

    package init(
        id: String, name: String, state: State, caller: Party, connected: Party,
        dialplanApplication: String, dialplanArguments: String, dialplanExtension: String,
        variables: [String: String], createdAt: Int64? = nil
    ) {
        self.id = id
        self.name = name
        self.state = state
        self.caller = caller
        self.connected = connected
        self.dialplanApplication = dialplanApplication
        self.dialplanArguments = dialplanArguments
        self.dialplanExtension = dialplanExtension
        self.variables = variables
        self.createdAt = createdAt
    }

    package init(_ json: JSONValue) throws(JSONError) {
        id = try json.string("id")
        createdAt = json.optionalString("creationtime").flatMap { AsteriskTime.read($0.utf8) }
        name = try json.string("name")
        state = State(try json.string("state"))
        caller = Party(json["caller"])
        connected = Party(json["connected"])
        let dialplan = json["dialplan"]
        dialplanApplication = dialplan?.optionalString("app_name") ?? ""
        dialplanArguments = dialplan?.optionalString("app_data") ?? ""
        dialplanExtension = dialplan?.optionalString("exten") ?? ""
        var variables: [String: String] = [:]
        if case .object(let members)? = json["channelvars"] {
            for (name, value) in members {
                if case .string(let text) = value { variables[name] = text }
            }
        }
        self.variables = variables
    }

    /// The arguments of `Stasis(application,…)` if the channel is in that application by way of the
    /// dialplan; nil otherwise.
    public func stasisArguments(of application: String) -> [String]? {
        guard dialplanApplication == "Stasis" else { return nil }
        let parts = dialplanArguments.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.first.map(String.init) == application else { return nil }
        return parts.dropFirst().map(String.init)
    }
}

extension Channel.Party {
    init(_ json: JSONValue?) {
        number = json?.optionalString("number") ?? ""
        name = json?.optionalString("name") ?? ""
    }
}
