internal import JSON
internal import Transport

extension ARIClient {
    /// Which Asterisk this is and since when it runs.
    public func status() async throws(ARIError) -> AsteriskStatus {
        try await ask(.get, "/asterisk/info", query: [("only", "system,status")]) {
            json throws(JSONError) in try AsteriskStatus(json)
        }
    }

    /// Sets which events are not sent to the application. Safe to repeat; it does not outlive the
    /// application.
    public func setEventFilter(disallowed types: [String]) async throws(ARIError) {
        try await ask(
            .put, "/applications/\(Self.encoded(configuration.application))/eventFilter",
            body: ["disallowed": .array(types.map { ["type": .string($0)] })])
    }

    /// Sends an event of this name to the application, behind all that was told to it before: what comes ahead of it
    /// on the event socket had happened when this was asked for. Safe to repeat.
    ///
    /// Refused with status 404 when nobody serves the application.
    public func raiseUserEvent(_ name: String) async throws(ARIError) {
        try await ask(
            .post, "/events/user/" + Self.encoded(name),
            query: [("application", configuration.application)])
    }

    /// Lets the application hear of a channel that is not in it, until that channel ends. Safe to repeat.
    ///
    /// Refused with status 422 when it is not there.
    public func subscribe(toChannel id: String) async throws(ARIError) {
        try await ask(
            .post, "/applications/\(Self.encoded(configuration.application))/subscription",
            query: [("eventSource", "channel:" + id)])
    }
}
