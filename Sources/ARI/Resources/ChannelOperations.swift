internal import JSON
internal import Transport

/// A call to be placed by Asterisk. *Source*: rest-api/channels.json, POST /channels.
public struct Origination: Sendable {
    /// Technology and resource: `PJSIP/1001`, `PJSIP/+33123456789@trunk`.
    public var endpoint: String
    /// Arguments for the application, separated by commas.
    public var applicationArguments: String
    /// A name that was never used before: reused after a hang-up, it rings the phone again.
    public var channelID: String
    /// Of the other half, where it is a Local channel; without it Asterisk makes one of `channelID`.
    public var otherChannelID: String?
    /// A channel whose sound formats it takes on. Without one a Local channel is made for `slin192`: all its sound is
    /// transcoded, and in half of the calls one side heard nothing (Asterisk 22.10.1).
    public var originator: String?
    /// `Name <number>`, as the phone is to show it.
    public var callerID: String?
    /// How long it rings.
    public var timeoutSeconds: Int
    public var variables: [String: String]

    public init(
        endpoint: String, applicationArguments: String, channelID: String,
        otherChannelID: String? = nil, originator: String? = nil, callerID: String? = nil,
        timeoutSeconds: Int = 30, variables: [String: String] = [:]
    ) {
        self.endpoint = endpoint
        self.applicationArguments = applicationArguments
        self.channelID = channelID
        self.otherChannelID = otherChannelID
        self.originator = originator
        self.callerID = callerID
        self.timeoutSeconds = timeoutSeconds
        self.variables = variables
    }
}

extension ARIClient {
    /// Rings an endpoint; on answer the channel enters the application. **Not safe to repeat.**
    ///
    /// An endpoint that is not registered or does not exist is refused with status 500.
    public func originate(_ call: Origination) async throws(ARIError) -> Channel {
        var body = body(of: call)
        body["timeout"] = .integer(Int64(call.timeoutSeconds))
        if let callerID = call.callerID { body["callerId"] = .string(callerID) }
        return try await ask(.post, "/channels", body: .object(body)) {
            json throws(JSONError) in try Channel(json)
        }
    }

    /// Makes a channel that comes to the application at once and calls nobody yet. **Not safe to repeat.**
    ///
    /// Neither its caller id nor its time is taken from `call`. Refused with status 409 when the name is taken, and for an
    /// endpoint that is not registered or does not exist, too. *Source*: rest-api/channels.json, POST /channels/create.
    public func create(_ call: Origination) async throws(ARIError) -> Channel {
        try await ask(.post, "/channels/create", body: .object(body(of: call))) {
            json throws(JSONError) in try Channel(json)
        }
    }

    /// What making a channel needs, whether it calls at once or not.
    private func body(of call: Origination) -> [String: JSONValue] {
        var body: [String: JSONValue] = [
            "endpoint": .string(call.endpoint), "app": .string(configuration.application),
            "appArgs": .string(call.applicationArguments), "channelId": .string(call.channelID),
        ]
        if let other = call.otherChannelID { body["otherChannelId"] = .string(other) }
        if let originator = call.originator { body["originator"] = .string(originator) }
        if !call.variables.isEmpty {
            body["variables"] = .object(call.variables.mapValues { .string($0) })
        }
        return body
    }

    /// Calls by a channel that was created and is in the application. **Not safe to repeat.**
    ///
    /// Refused with status 409 until it has come there, and when it has called already.
    public func dial(_ id: String, timeoutSeconds: Int) async throws(ARIError) {
        try await ask(.post, path(id) + "/dial", query: [("timeout", "\(timeoutSeconds)")])
    }

    /// Ends the ringing that is heard on a channel. Safe to repeat.
    public func stopRinging(_ id: String) async throws(ARIError) {
        try await ask(.delete, path(id) + "/ring")
    }

    /// All channels of this Asterisk, also those of others.
    public func channels() async throws(ARIError) -> [Channel] {
        try await ask(.get, "/channels") { json throws(JSONError) in
            var channels: [Channel] = []
            for item in try json.items() { channels.append(try Channel(item)) }
            return channels
        }
    }

    /// One channel; refused with status 404 when it is not there.
    public func channel(_ id: String) async throws(ARIError) -> Channel {
        try await ask(.get, path(id)) { json throws(JSONError) in try Channel(json) }
    }

    /// Ends a channel, ours or not, with a Q.850 cause. Goes before other requests; safe to repeat.
    public func hangUp(_ id: String, cause: Int) async throws(ARIError) {
        try await ask(
            .delete, path(id), query: [("reason_code", "\(cause)")], urgent: true)
    }

    /// Answers an incoming channel. Safe to repeat.
    public func answer(_ id: String) async throws(ARIError) {
        try await ask(.post, path(id) + "/answer")
    }

    /// Keeps what comes from a channel from everybody who is with it. Safe to repeat.
    public func mute(_ id: String) async throws(ARIError) {
        try await ask(.post, path(id) + "/mute", query: [("direction", "in")])
    }

    /// Makes a channel that hears what is said and heard on another one, and comes to the application. **Not safe to
    /// repeat**: refused with status 500 while a channel of that name is there, and with 404 where there is none to
    /// listen to.
    ///
    /// It is hung up by whoever made it; it outlasts the bridges that both are in. While nothing is said to the channel
    /// that it listens to, as when that is alone in a bridge, what is said to it is not heard there, either.
    /// *Source*: rest-api/channels.json, POST /channels/{channelId}/snoop/{snoopId}; Asterisk 22.10.1.
    ///
    /// - Parameters:
    ///   - id: the channel to listen to.
    ///   - snoop: the name of the new one, never used before.
    ///   - whispers: whether what is said to the new one is heard on the channel that it listens to.
    public func snoop(on id: String, as snoop: String, whispers: Bool) async throws(ARIError) {
        let body: [String: JSONValue] = [
            "spy": "both", "whisper": whispers ? "out" : "none",
            "app": .string(configuration.application),
        ]
        try await ask(
            .post, path(id) + "/snoop/" + Self.encoded(snoop), body: .object(body))
    }

    /// Lets what comes from a channel be heard again. Safe to repeat.
    public func unmute(_ id: String) async throws(ARIError) {
        try await ask(.delete, path(id) + "/mute", query: [("direction", "in")])
    }

    /// Sends digits to a channel's far end, `0` to `9`, `*`, `#` and `A` to `D`; each takes a tenth of a second, and
    /// a tenth is between two.
    public func sendDigits(_ digits: String, to id: String) async throws(ARIError) {
        try await ask(.post, path(id) + "/dtmf", query: [("dtmf", digits)])
    }

    /// Lets the caller hear ringing. Safe to repeat.
    public func ring(_ id: String) async throws(ARIError) {
        try await ask(.post, path(id) + "/ring")
    }

    /// Sends the channel on in the dialplan: behind `Stasis()`, or at extension `s` of a context. Where there is no
    /// such place the channel is hung up.
    public func continueInDialplan(
        _ id: String, atStartOf context: String? = nil
    ) async throws(ARIError) {
        let place = context.map { [("context", $0), ("extension", "s"), ("priority", "1")] }
        try await ask(.post, path(id) + "/continue", query: place ?? [])
    }

    /// What a variable of a channel holds, or what a function of the dialplan says of it.
    public func variable(_ name: String, of id: String) async throws(ARIError) -> String {
        try await ask(.get, path(id) + "/variable", query: [("variable", name)]) {
            json throws(JSONError) in try json.string("value")
        }
    }

    /// Sets a variable of a channel in the application. Safe to repeat.
    public func setVariable(
        _ id: String, name: String, value: String
    ) async throws(ARIError) {
        try await ask(
            .post, path(id) + "/variable",
            body: ["variable": .string(name), "value": .string(value)])
    }

    /// Plays sounds one after the other. While they play, a move to a bridge waits for their end.
    ///
    /// - Parameters:
    ///   - media: URIs such as `sound:digits/4`.
    ///   - id: the channel's.
    ///   - playbackID: a name that was never used before.
    ///   - language: of the sounds, as Asterisk names it (`en`).
    public func play(
        _ media: [String], on id: String, playbackID: String, language: String
    ) async throws(ARIError) {
        try await ask(
            .post, path(id) + "/play",
            body: [
                "media": .array(media.map { .string($0) }), "playbackId": .string(playbackID),
                "lang": .string(language),
            ])
    }

    /// Looks whether a playback is under way; refused with status 404 when it is not.
    public func findPlayback(_ id: String) async throws(ARIError) {
        try await ask(.get, "/playbacks/" + Self.encoded(id))
    }

    /// Stops a playback; refused with status 404 when it is over.
    public func stopPlayback(_ id: String) async throws(ARIError) {
        try await ask(.delete, "/playbacks/" + Self.encoded(id))
    }

    private func path(_ id: String) -> String { "/channels/" + Self.encoded(id) }
}
