extension ConformanceKit {
    static let recordings: [Scenario] = [
        Scenario(
            "recorded", "O13h a call is recorded, but for what the agent and the policy keep out"
        ) {
            $0.opens()
            let call = $0.talks()
            $0.ask(.startRecording(call.id))
            $0.see(.recordingBegan($0.recording()))
            $0.ask(.startRecording(call.id))
            $0.ask(.pauseRecording(call.id, $0.recording(), true))
            $0.see(.recordingSeen($0.recording(), paused: true))
            $0.ask(.pauseRecording(call.id, $0.recording(), false))
            $0.see(.recordingSeen($0.recording(), paused: false))
            $0.ask(.hold(call.id))
            $0.see(.recordingSeen($0.recording(), paused: true))
            $0.see(.legEntered(call.customerLeg, $0.waitingPlace()))
            $0.ask(.resume(call.id))
            $0.see(.legEntered(call.customerLeg, call.bridge))
            $0.see(.recordingSeen($0.recording(), paused: false))
            $0.ask(.stopRecording(call.id, $0.recording()))
            $0.see(.recordingOver($0.recording(), seconds: 7))
            $0.ask(.stopRecording(call.id, RecordingID("another")))
        },
        Scenario(
            "recordedAlways", "O13h every call is recorded, to the end of the agent's part in it",
            given: { $0.phone.recording = .always }
        ) {
            $0.opens()
            let call = $0.talks()
            let recording = $0.recording()
            $0.see(.recordingBegan(recording))
            $0.ask(.stopRecording(call.id, recording))
            $0.see(.legGone(call.customerLeg, .hungUp))
            $0.see(.recordingOver(recording, seconds: nil))
        },
        Scenario(
            "recordingRefused", "O13h nothing is recorded where the policy says so",
            given: { $0.phone.recording = .off }
        ) {
            $0.opens()
            let call = $0.talks()
            $0.ask(.startRecording(call.id))
        },
        Scenario("recordingFails", "O13h a call goes on whose recording cannot be begun") {
            $0.opens()
            let call = $0.talks()
            $0.ask(.startRecording(call.id))
            $0.ask(.pauseRecording(call.id, RecordingID("another"), true))
            $0.see(.recordingFailed($0.recording()))
            $0.ask(.hold(call.id))
        },
        Scenario("recordingOutOfSight", "O13h, W1 a recording outlives the link") {
            $0.opens()
            let call = $0.talks()
            $0.ask(.startRecording(call.id))
            $0.see(.recordingBegan($0.recording()))
            $0.see(.linkLost)
            $0.surveys(
                [
                    Player.up(call.agentLeg, in: call.bridge, hasCompany: true),
                    Player.up(call.customerLeg, in: call.bridge, hasCompany: true),
                ], bridges: [call.bridge])
            $0.see(.recordingOver($0.recording(), seconds: nil))
        },
    ]
}
