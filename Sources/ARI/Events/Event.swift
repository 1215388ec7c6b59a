package import JSON

/// Something that happened in Asterisk, of the kinds that this library decodes. *Source*:
/// rest-api/events.json; an example of each is in fixtures/ari.
public enum Event: Hashable, Sendable {
    /// A channel entered the application, with the arguments of `Stasis()` or of the origination.
    case stasisStart(Channel, arguments: [String])
    /// A channel left the application. For a channel that we did not originate it is the last event.
    case stasisEnd(Channel)
    case channelStateChange(Channel)
    /// Somebody wants the channel to end. `cause` may be absent: a Q.850 cause where the other side hung
    /// up, and where Asterisk does so (`isSoft`) the number of its own reason.
    case channelHangupRequest(Channel, cause: Int?, isSoft: Bool = false)
    /// The channel is gone. Only for channels that we originated.
    case channelDestroyed(Channel, cause: Int, sipStatus: Int?)
    /// The channel's phone has put it on hold, and has taken it off.
    case channelHold(Channel)
    case channelUnhold(Channel)
    case channelEnteredBridge(Channel, bridge: String)
    case channelLeftBridge(Channel, bridge: String)
    /// A channel is dialled, for `caller` unless it was originated. Told of to whoever hears of one of
    /// the two.
    case dial(caller: Channel?, peer: Channel, DialStatus)
    /// A recording has begun, is over, and could not be begun or broke off. Told of to whoever hears of its bridge.
    case recordingStarted(LiveRecording)
    case recordingFinished(LiveRecording)
    case recordingFailed(LiveRecording)
    /// Whether a phone can be reached has changed, or with which address. `isOnline` is of all its contacts together, `state`
    /// Asterisk's word for this one: `Reachable`, `Unreachable`, `NonQualified`, `Removed`. Told where contacts are watched
    /// (`EventStream`).
    case contactStatusChange(Endpoint, state: String)
    /// Somebody raised an event of this name for the application (`ARIClient.raiseUserEvent`).
    case userEvent(name: String)
    /// Another connection serves the application now; this one is deaf.
    case applicationReplaced

    /// The types that are decoded, by Asterisk's names.
    public static let decodedTypes: Set<String> = [
        "StasisStart", "StasisEnd", "ChannelStateChange", "ChannelHangupRequest",
        "ChannelDestroyed", "ChannelEnteredBridge", "ChannelLeftBridge", "ChannelHold",
        "ChannelUnhold", "Dial", "RecordingStarted", "RecordingFinished", "RecordingFailed",
        "ContactStatusChange", "ChannelUserevent", "ApplicationReplaced",
    ]

    /// Types that come often and that nobody needs; Asterisk is asked not to send them.
    public static let unwantedTypes = [
        "ChannelVarset", "ChannelDialplan", "ChannelCallerId", "ChannelConnectedLine",
        "ChannelDtmfReceived", "ChannelTalkingStarted", "ChannelTalkingFinished",
        "PlaybackStarted", "PlaybackContinuing", "PlaybackFinished", "DeviceStateChanged",
        "PeerStatusChange", "EndpointStateChange", "ChannelToneDetected",
        "BridgeCreated", "BridgeDestroyed", "BridgeMerged", "BridgeVideoSourceChanged",
    ]

    /// What reading one message led to.
    package enum Reading {
        case event(Event)
        /// Of a type that nobody needs.
        case unneeded
        case unreadable(type: String, why: JSONError)
    }

    /// Reads one message of the event socket. Its type is looked at before anything is parsed.
    package static func read(_ message: [UInt8]) -> Reading {
        guard let type = TypePeek.type(in: message) else {
            do {
                // Either it is no JSON, or its type is written in some unusual way.
                let json = try JSONValue(parsing: message)
                let type = try json.string("type")
                guard decodedTypes.contains(type) else { return .unneeded }
                return .event(try Event(type: type, json))
            } catch {
                return .unreadable(type: "unknown", why: error)
            }
        }
        guard decodedTypes.contains(type) else { return .unneeded }
        do {
            return .event(try Event(type: type, try JSONValue(parsing: message)))
        } catch {
            return .unreadable(type: type, why: error)
        }
    }

    private init(type: String, _ json: JSONValue) throws(JSONError) {
        func channel() throws(JSONError) -> Channel { try Channel(try json.member("channel")) }
        func bridge() throws(JSONError) -> String { try json.member("bridge").string("id") }
        switch type {
        case "StasisStart":
            self = .stasisStart(try channel(), arguments: try json.strings("args"))
        case "StasisEnd": self = .stasisEnd(try channel())
        case "ChannelStateChange": self = .channelStateChange(try channel())
        case "ChannelHangupRequest":
            self = .channelHangupRequest(
                try channel(), cause: json.optionalInteger("cause"),
                isSoft: json["soft"] == .bool(true))
        case "ChannelDestroyed":
            guard let cause = json.optionalInteger("cause") else { throw .missing("cause") }
            self = .channelDestroyed(
                try channel(), cause: cause, sipStatus: json.optionalInteger("tech_cause"))
        case "ChannelHold": self = .channelHold(try channel())
        case "ChannelUnhold": self = .channelUnhold(try channel())
        case "ChannelEnteredBridge":
            self = .channelEnteredBridge(try channel(), bridge: try bridge())
        case "ChannelLeftBridge":
            self = .channelLeftBridge(try channel(), bridge: try bridge())
        case "Dial":
            var caller: Channel?
            if let json = json["caller"] { caller = try Channel(json) }
            self = .dial(
                caller: caller, peer: try Channel(try json.member("peer")),
                DialStatus(try json.string("dialstatus")))
        case "RecordingStarted":
            self = .recordingStarted(try LiveRecording(try json.member("recording")))
        case "RecordingFinished":
            self = .recordingFinished(try LiveRecording(try json.member("recording")))
        case "RecordingFailed":
            self = .recordingFailed(try LiveRecording(try json.member("recording")))
        case "ContactStatusChange":
            self = .contactStatusChange(
                try Endpoint(try json.member("endpoint")),
                state: try json.member("contact_info").string("contact_status"))
        case "ChannelUserevent": self = .userEvent(name: try json.string("eventname"))
        case "ApplicationReplaced": self = .applicationReplaced
        default: throw .unexpected("type", expected: "a type that is decoded")
        }
    }
}
