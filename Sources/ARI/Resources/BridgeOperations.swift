internal import JSON
internal import Transport

extension ARIClient {
    /// Makes a bridge with a name that was never used before.
    ///
    /// Refused with status 409 when it stands already.
    public func createBridge(_ id: String, _ kind: Bridge.Kind) async throws(ARIError) {
        try await ask(
            .post, path(id), body: ["type": .string(kind.rawValue), "name": .string(id)])
    }

    /// All bridges of this Asterisk, also those of others.
    public func bridges() async throws(ARIError) -> [Bridge] {
        try await ask(.get, "/bridges") { json throws(JSONError) in
            var bridges: [Bridge] = []
            for item in try json.items() { bridges.append(try Bridge(item)) }
            return bridges
        }
    }

    /// One bridge; refused with status 404 when it is not there.
    public func bridge(_ id: String) async throws(ARIError) -> Bridge {
        try await ask(.get, path(id)) { json throws(JSONError) in try Bridge(json) }
    }

    /// Moves channels into a bridge, all or none, out of whatever bridge they are in.
    ///
    /// Waits for what plays on them. Refused: 404 no such bridge, 400 a channel is gone, 422 one is not
    /// in the application. Done does not prove that they joined: the events do.
    ///
    /// - Parameters:
    ///   - channels: their ids.
    ///   - id: the bridge's.
    ///   - keepingConnectedLine: whether who is in a bridge with whom changes nothing of what phones show.
    public func addChannels(
        _ channels: [String], to id: String, keepingConnectedLine: Bool = false
    ) async throws(ARIError) {
        var body: [String: JSONValue] = ["channel": .array(channels.map { .string($0) })]
        if keepingConnectedLine { body["inhibitConnectedLineUpdates"] = .bool(true) }
        try await ask(.post, path(id) + "/addChannel", body: .object(body))
    }

    /// Plays music to all in the bridge. It stops for good when the bridge empties.
    public func startMusic(in id: String, musicClass: String) async throws(ARIError) {
        try await ask(.post, path(id) + "/moh", body: ["mohClass": .string(musicClass)])
    }

    /// Plays a sound to all in the bridge. Nobody in it waits for its end before they move elsewhere. In a bridge with music it
    /// is not heard.
    ///
    /// - Parameters:
    ///   - media: a URI such as `sound:custom/one-moment`.
    ///   - id: the bridge's.
    ///   - playbackID: a name that was never used before.
    ///   - language: of the sound, as Asterisk names it (`en`).
    public func play(
        _ media: String, in id: String, playbackID: String, language: String
    ) async throws(ARIError) {
        try await ask(
            .post, path(id) + "/play",
            body: [
                "media": [.string(media)], "playbackId": .string(playbackID),
                "lang": .string(language),
            ])
    }

    /// Deletes a bridge; channels in it stay up, in silence.
    public func deleteBridge(_ id: String) async throws(ARIError) {
        try await ask(.delete, path(id))
    }

    private func path(_ id: String) -> String { "/bridges/" + Self.encoded(id) }
}
