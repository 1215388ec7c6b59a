internal import ConnectionMode

/// A call's recording that is not over.
struct CallRecordingBody: Encodable, Sendable {
    let id: String
    let state: RecordingState
    /// Whether the agent wants it to pause; it also does while the customer hears music. Absent where it is not so.
    let pausedByAgent: Bool?
    let startedAt: Timestamp

    init(_ recording: Recording) {
        id = recording.id.rawValue
        state = recording.state
        pausedByAgent = recording.isPausedByAgent ? true : nil
        startedAt = Timestamp(recording.startedAt)
    }
}

/// Something that happened to a recording of a call.
struct RecordingEventBody: Encodable, Sendable {
    let callId: String
    let recording: CallRecordingBody
    /// Why it is over.
    let endReason: RecordingEnd?

    init(_ news: RecordingNews, _ recording: Recording, of call: Call) {
        callId = call.id.rawValue
        self.recording = CallRecordingBody(recording)
        endReason = news.end
    }
}

/// A recording in the index.
struct RecordingBody: Encodable, Sendable {
    let id: String
    let agent: String
    let callId: String
    let startedAt: Timestamp
    /// Absent, as what follows, of one that is not over.
    let endedAt: Timestamp?
    let durationSeconds: Double?
    let endReason: RecordingEnd?

    init(_ record: RecordingRecord) {
        id = record.id.rawValue
        agent = record.agent.agent.rawValue
        callId = record.call.rawValue
        startedAt = Timestamp(record.startedAt)
        endedAt = Timestamp(record.endedAt)
        durationSeconds =
            record.endedAt == nil ? nil : Double(record.recordedMilliseconds) / 1_000
        endReason = record.end
    }
}
