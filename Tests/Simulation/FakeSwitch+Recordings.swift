import ARI
import AsteriskGateway
import ConnectionMode

/// Recordings of bridges, as the real one makes them.
extension FakeSwitch {
    struct Recorder {
        let bridge: String
        var isPaused = false
    }

    func record(_ name: String, _ bridge: String) -> Outcome {
        guard let place = bridges[bridge] else { return .refused(status: 404) }
        // There is no folder for it.
        if !world.isHealed, world.chance.happens(world.weather.recordingFaults) {
            return .refused(status: 500)
        }
        guard recordingNames.insert(name).inserted else { return .refused(status: 409) }
        world.judge.records(name, place)
        recorders[name] = Recorder(bridge: bridge)
        tell(name, of: bridge, state: .recording) { .recordingStarted($0) }
        return .done
    }

    func pauseRecording(_ name: String, _ pauses: Bool) -> Outcome {
        guard recorders[name] != nil else { return .refused(status: 404) }
        recorders[name]?.isPaused = pauses
        return .done
    }

    func stopRecording(_ name: String) -> Outcome {
        guard recorders[name] != nil else { return .refused(status: 404) }
        endRecording(name)
        return .done
    }

    func findRecording(_ name: String) -> Outcome {
        guard let recorder = recorders[name] else { return .refused(status: 404) }
        return .saw(.recording(recorder.isPaused ? .paused : .recording))
    }

    /// The bridge is empty, or gone.
    func endRecordings(of bridge: String) {
        for name in recorders.filter({ $0.value.bridge == bridge }).keys.sorted() {
            endRecording(name)
        }
    }

    private func endRecording(_ name: String) {
        guard let recorder = recorders.removeValue(forKey: name) else { return }
        tell(name, of: recorder.bridge, state: .other("done")) { .recordingFinished($0) }
    }

    private func tell(
        _ name: String, of bridge: String, state: LiveRecording.State,
        _ event: (LiveRecording) -> Event
    ) {
        let recording = LiveRecording(name: name, state: state, durationSeconds: 1)
        emit(event(recording), about: bridge)
    }
}
