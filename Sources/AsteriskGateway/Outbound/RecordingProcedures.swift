internal import ConnectionMode

/// Begins a recording of a bridge, once: a name is taken for one file only, so that it can be asked for again.
///
/// That it began is told by an event; where that may have been missed it is looked for. *Source*: ASTERISK recording.
struct RecordProcedure: Procedure {
    let recording: RecordingID
    let bridge: BridgeID
    private var isLooking = false
    private var triesLeft = 3
    private var looksLeft = 5

    init(recording: RecordingID, bridge: BridgeID) {
        self.recording = recording
        self.bridge = bridge
    }

    mutating func start() -> Move { .ask(request) }

    mutating func next(after outcome: Outcome) -> Move {
        isLooking ? looked(outcome) : asked(outcome)
    }

    private var request: Request { .record(recording.rawValue, bridge: bridge.rawValue) }
    private var look: Request { .findRecording(recording.rawValue) }

    private mutating func asked(_ outcome: Outcome) -> Move {
        switch outcome {
        case .done, .saw: return .finish
        case .notSent where triesLeft > 0:
            triesLeft -= 1
            return .later(milliseconds: 200, request)
        // The name is taken: it was asked for before.
        case .unknown, .refused(status: 409):
            isLooking = true
            return .ask(look)
        // There is no such bridge, or no place for the file.
        case .notSent, .refused: return .finish([.recordingFailed(recording)])
        }
    }

    private mutating func looked(_ outcome: Outcome) -> Move {
        switch outcome {
        case .saw(.recording(.recording)): return .finish([.recordingBegan(recording)])
        case .saw(.recording(.paused)): return .finish([.recordingSeen(recording, paused: true)])
        // What was asked for may be on its way.
        case .saw(.recording(.queued)), .notSent, .unknown, .refused:
            guard looksLeft > 0 else {
                if case .refused = outcome {
                    return .finish([.recordingOver(recording, seconds: nil)])
                }
                return .finish
            }
            looksLeft -= 1
            return .later(milliseconds: 300, look)
        case .done, .saw: return .finish
        }
    }
}

/// Ends a recording. How much is in it is told by an event; where that does not come, it is seen to be gone.
struct StopRecordingProcedure: Procedure {
    let recording: RecordingID
    private var isLooking = false
    private var triesLeft = 10

    init(recording: RecordingID) { self.recording = recording }

    mutating func start() -> Move { .ask(.stopRecording(recording.rawValue)) }

    mutating func next(after outcome: Outcome) -> Move {
        if isLooking, case .refused = outcome {
            return .finish([.recordingOver(recording, seconds: nil)])
        }
        // The model asks again.
        guard triesLeft > 0 else { return .finish }
        triesLeft -= 1
        // Not with us any more, it is over: the event of that is some milliseconds behind.
        if outcome.isAnswer, !isLooking {
            isLooking = true
            return .later(milliseconds: 500, .findRecording(recording.rawValue))
        }
        isLooking = false
        return .later(milliseconds: 200, .stopRecording(recording.rawValue))
    }
}

extension UntilAnswered {
    /// Keeps everything out of a recording, or does not any more: no event tells of that.
    static func pause(_ recording: RecordingID, _ pauses: Bool) -> UntilAnswered {
        UntilAnswered(.pauseRecording(recording.rawValue, pauses)) { outcome in
            // Over, or never begun: the event of that may be behind.
            if case .refused = outcome { [] } else { [.recordingSeen(recording, paused: pauses)] }
        }
    }

    /// Asks how a recording stands, of which events may have been missed.
    static func find(_ recording: RecordingID) -> UntilAnswered {
        UntilAnswered(.findRecording(recording.rawValue)) { outcome in
            switch outcome {
            case .saw(.recording(.recording)): [.recordingSeen(recording, paused: false)]
            case .saw(.recording(.paused)): [.recordingSeen(recording, paused: true)]
            case .refused: [.recordingOver(recording, seconds: nil)]
            case .done, .saw, .notSent, .unknown:
                []
            }
        }
    }
}
