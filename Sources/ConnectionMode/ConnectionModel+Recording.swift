/// Calls are recorded (O13h): as the agent asks, or all of them; never a parked leg.
extension ConnectionModel {
    /// Whether the calls of an agent are recorded, by what is in force now (P8).
    func recordingMode(of key: AgentKey) -> RecordingMode {
        directory.recordingMode(of: key).value
    }

    mutating func startRecording(_ id: CallID, at now: Instant) throws(Refusal) -> Answer {
        let call = try connectedCall(id)
        guard recordingMode(of: call.agent) != .off else { throw .recordingOff }
        guard call.recording == nil else { throw .alreadyRecording }
        return .recording(beginRecording(of: call, at: now))
    }

    /// Both are together: it is recorded from here, where all are.
    mutating func recordIfAlways(_ id: CallID, at now: Instant) {
        guard let call = calls[id], call.recording == nil, hasKeptNames,
            recordingMode(of: call.agent) == .always
        else { return }
        _ = beginRecording(of: call, at: now)
    }

    /// An administrator wants calls to be recorded: that holds at once, of one that is connected from now on (P8).
    mutating func recordIfAlways(of key: AgentKey, at now: Instant) {
        guard case .inCall(let id)? = agents[key]?.engagement,
            (try? connectedCall(id)) != nil
        else { return }
        recordIfAlways(id, at: now)
    }

    private mutating func beginRecording(of before: Call, at now: Instant) -> RecordingID {
        var call = before
        let recording = Recording(
            RecordingID(name(.recording)), of: call.talkingBridge, at: now)
        call.recording = recording
        set(call, for: call.id)
        record(.recording(RecordingRecord(recording, of: call)))
        achieve([.record(recording.id, recording.bridge)])
        return recording.id
    }

    mutating func pauseRecording(
        _ id: CallID, _ name: RecordingID, _ pauses: Bool
    ) throws(Refusal) -> Answer {
        var (call, recording) = try runningRecording(id, name)
        guard recording.isPausedByAgent != pauses else { return .done }
        recording.wantsPause = pauses ? true : nil
        call.recording = recording
        set(call, for: id)
        return .done
    }

    mutating func stopRecording(
        _ id: CallID, _ name: RecordingID, at now: Instant
    ) throws(Refusal) -> Answer {
        let (call, recording) = try runningRecording(id, name)
        guard recordingMode(of: call.agent) != .always else { throw .recordingRequired }
        stop(recording, of: call, .stopped, at: now)
        return .done
    }

    private func runningRecording(
        _ id: CallID, _ name: RecordingID
    ) throws(Refusal) -> (Call, Recording) {
        guard let call = calls[id] else { throw .callUnknown }
        guard let recording = call.recording, recording.state != .stopping else {
            throw .notRecording
        }
        guard recording.id == name else { throw .recordingUnknown }
        guard isPhoneSystemSeen else { throw .phoneSystemAway }
        return (call, recording)
    }

    mutating func stop(
        _ running: Recording, of before: Call, _ end: RecordingEnd, at now: Instant
    ) {
        var (call, recording) = (before, running)
        recording.set(.stopping, at: now)
        recording.end = end
        recording.deadline = now.advanced(bySeconds: Recording.answerSeconds)
        call.recording = recording
        set(call, for: call.id)
        achieve([.stopRecording(recording.id)])
    }

    /// An administrator may not let calls be recorded any more: that holds at once (P8).
    mutating func endUnwantedRecording(of key: AgentKey, at now: Instant) {
        guard case .inCall(let id)? = agents[key]?.engagement, let call = calls[id],
            let recording = call.recording, recording.state != .stopping,
            recordingMode(of: key) == .off
        else { return }
        stop(recording, of: call, .recordingOff, at: now)
    }

    // MARK: What follows from what happens to the call

    /// Brings the recordings of all calls that were changed since `start` in line with them: none goes on when the
    /// agent's part is over, and none takes down anything while the customer hears music.
    mutating func alignRecordings(since start: Mark, at now: Instant) {
        for (id, last) in callsWithRecordings(since: start) {
            guard let call = calls[id] else {
                // Forgotten, with the PBX out of sight for an hour.
                if let recording = last.recording { forget(recording, of: last, at: now) }
                continue
            }
            guard let recording = call.recording, recording.state != .stopping else { continue }
            if call.state == .ended {
                stop(recording, of: call, .callEnded, at: now)
            } else {
                align(recording, of: call, at: now)
            }
        }
    }

    private mutating func align(_ running: Recording, of before: Call, at now: Instant) {
        let pauses = running.isPausedByAgent || before.hold != nil
        guard (running.asksPause ?? false) != pauses, isPhoneSystemSeen else { return }
        var (call, recording) = (before, running)
        recording.asksPause = pauses ? true : nil
        recording.deadline = now.advanced(bySeconds: Recording.answerSeconds)
        call.recording = recording
        set(call, for: call.id)
        achieve([.pauseRecording(recording.id, pauses)])
    }

    private mutating func forget(_ last: Recording, of before: Call, at now: Instant) {
        var (call, recording) = (before, last)
        // Nobody asks any more.
        recording.deadline = nil
        call.recording = recording
        achieve([.stopRecording(recording.id)])
        tellEnd(of: recording, of: call, recording.end ?? .callEnded, seconds: nil, at: now)
    }

    private mutating func tellEnd(
        of recording: Recording, of call: Call, _ end: RecordingEnd, seconds: Int?, at now: Instant
    ) {
        record(
            .recording(RecordingRecord(recording, of: call, end, seconds: seconds, at: now)))
        tell(.recording(.ended(end), recording, of: call), to: call.agent, at: now)
    }

    // MARK: What is seen of it

    mutating func recordingSeen(_ name: RecordingID, paused: Bool, at now: Instant) {
        guard let id = callRecorded(as: name), var call = calls[id],
            var recording = call.recording, recording.state != .stopping
        else { return }
        let before = recording.state
        // What was said of the beginning may come after what was said of a pause.
        recording.asksPause = paused ? true : nil
        recording.deadline = nil
        let state: RecordingState = paused ? .paused : .recording
        if state != before { recording.set(state, at: now) }
        guard recording != call.recording else { return }
        call.recording = recording
        set(call, for: id)
        if before == .starting {
            tell(.recording(.started, recording, of: call), to: call.agent, at: now)
        }
        if paused, before != .paused {
            tell(.recording(.paused, recording, of: call), to: call.agent, at: now)
        } else if !paused, before == .paused {
            tell(.recording(.resumed, recording, of: call), to: call.agent, at: now)
        }
    }

    /// It has begun: of one that is known to have, that is old news.
    mutating func recordingBegan(_ name: RecordingID, at now: Instant) {
        guard let id = callRecorded(as: name), calls[id]?.recording?.state == .starting else {
            return
        }
        // What was asked for meanwhile is on its way still.
        let asks = calls[id]?.recording?.asksPause
        recordingSeen(name, paused: false, at: now)
        guard asks != nil, var call = calls[id], var recording = call.recording else { return }
        recording.asksPause = asks
        recording.deadline = now.advanced(bySeconds: Recording.answerSeconds)
        call.recording = recording
        set(call, for: id)
    }

    /// - Parameter seconds: how much the PBX says is in it.
    mutating func recordingOver(
        _ name: RecordingID, failed: Bool, seconds: Int?, restarted: Bool = false, at now: Instant
    ) {
        guard let id = callRecorded(as: name), var call = calls[id], let recording = call.recording
        else { return }
        call.recording = nil
        set(call, for: id)
        // One that nobody stopped, of a call whose agent's leg may be known to be gone only later.
        let unasked: RecordingEnd = restarted ? .nodeRestarted : .endedByPhoneSystem
        // To one that is being ended the PBX may say that it cannot be begun.
        let end = recording.end ?? (failed ? .failed : unasked)
        tellEnd(of: recording, of: call, end, seconds: seconds, at: now)
    }

    /// The PBX has not said what became of what was asked for: it is asked again.
    mutating func recordingDue(_ id: CallID, at now: Instant) {
        guard var call = calls[id], var recording = call.recording,
            let deadline = recording.deadline, deadline <= now
        else { return }
        recording.deadline = now.advanced(bySeconds: Recording.answerSeconds)
        call.recording = recording
        set(call, for: id)
        // Without the link nobody sees how it stands; the survey asks.
        if isPhoneSystemSeen { askAgain(recording) }
    }

    private mutating func askAgain(_ recording: Recording) {
        switch recording.state {
        case .starting: achieve([.record(recording.id, recording.bridge)])
        case .recording, .paused: achieve([.findRecording(recording.id)])
        case .stopping: achieve([.stopRecording(recording.id)])
        }
    }

    // MARK: After the PBX was out of sight

    /// A survey does not tell of recordings: each is asked for by its name.
    mutating func compareRecordings(restarted: Bool, at now: Instant) {
        for id in calls.keys.sorted() {
            guard var call = calls[id] else { continue }
            guard var recording = call.recording else {
                // What a file says of the policy may have changed while the service was down.
                recordIfAlways(of: call.agent, at: now)
                continue
            }
            if restarted {
                recordingOver(
                    recording.id, failed: false, seconds: nil, restarted: true, at: now)
                continue
            }
            // It is ended with the call, and so begun by nobody any more.
            if call.state == .ended, recording.state != .stopping { continue }
            recording.deadline = now.advanced(bySeconds: Recording.answerSeconds)
            call.recording = recording
            set(call, for: id)
            askAgain(recording)
            endUnwantedRecording(of: call.agent, at: now)
        }
    }
}

extension Directory {
    /// The nearest level that says anything wins (P3).
    func recordingMode(of key: AgentKey) -> Sourced<RecordingMode> {
        let tenant = tenants[key.tenant]
        let profile = tenant?.agents[key.agent]
        let levels: [(SettingSource, RecordingMode?)] = [
            (.agent, profile?.phone.recording),
            (.group, profile?.group.flatMap { tenant?.groups[$0] }?.phone.recording),
            (.tenant, tenant?.phone.recording),
        ]
        for case (let source, let mode?) in levels { return Sourced(value: mode, source: source) }
        return Sourced(value: .onRequest, source: .default)
    }
}
