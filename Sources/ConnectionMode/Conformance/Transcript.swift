/// One scenario as it was played: what came in, in order, and what must follow on each input.
///
/// Names that the model chooses (`oh-kit-…`) are the model's; another implementation maps its own
/// names to them when it sees them first.
public struct Transcript: Hashable, Sendable, Encodable {
    public let name: String
    public let title: String
    /// What administrators laid down, from which all follows.
    public let given: TranscriptValue
    public let steps: [Step]

    /// One input with all that follows on it.
    public struct Step: Hashable, Sendable, Encodable {
        /// Since the start of the scenario; never less than in the step before.
        public let atMilliseconds: Int64
        /// An object with `command`, `observation` or `deadlines`, and never two of them.
        public let input: TranscriptValue
        /// What a command that was taken is answered with.
        public internal(set) var answer: TranscriptValue?
        /// Why a command was not done; then nothing follows on it.
        public internal(set) var refusal: TranscriptValue?
        /// What should be so at the PBX, in this order.
        public let goals: [TranscriptValue]
        /// What people are told, in this order.
        public let told: [TranscriptValue]
        /// The agents of whom anything here is another than before, as they are after the step.
        public let agents: [String: TranscriptValue]

        /// Whether it is as if nothing had come in.
        var isVoid: Bool { goals.isEmpty && told.isEmpty && agents.isEmpty }
    }
}

/// All scenarios, as one document.
public struct Transcripts: Hashable, Sendable, Encodable {
    /// What all names that the model chooses have in common: `oh-<epoch>-`.
    public let epoch: String
    public let scenarios: [Transcript]
}
