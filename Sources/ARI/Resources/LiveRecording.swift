package import JSON

/// A recording that Asterisk makes, or has just made. *Source*: rest-api/recordings.json.
public struct LiveRecording: Hashable, Sendable {
    public enum State: Hashable, Sendable {
        /// It is about to begin.
        case queued
        case recording, paused
        /// It is over, or something newer.
        case other(String)
    }

    public let name: String
    public let state: State
    /// How much is in it, without its pauses, in whole seconds; told when it is over. Nil of what cannot be.
    public let durationSeconds: Int?
    /// Why it failed, where it has.
    public let cause: String?

    package init(name: String, state: State, durationSeconds: Int? = nil, cause: String? = nil) {
        (self.name, self.state) = (name, state)
        (self.durationSeconds, self.cause) = (durationSeconds, cause)
    }

    package init(_ json: JSONValue) throws(JSONError) {
        name = try json.string("name")
        state =
            switch try json.string("state") {
            case "queued": .queued
            case "recording": .recording
            case "paused": .paused
            case let other: .other(other)
            }
        durationSeconds = json.optionalInteger("duration").flatMap {
            (0...ARIClient.longestRecordingSeconds).contains($0) ? $0 : nil
        }
        cause = json.optionalString("cause")
    }
}
