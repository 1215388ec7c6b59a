import ARI
import ConnectionMode
import Orchestration
import Testing

@testable import AsteriskGateway

/// Recordings on their way to Asterisk and back.
@Suite struct RecordingProcedures {
    private static let id = RecordingID("oh-e-r1")
    private static let bridge = BridgeID("oh-e-t1")
    private static let request = Request.record("oh-e-r1", bridge: "oh-e-t1")
    private static let look = Request.findRecording("oh-e-r1")

    @Test(arguments: [
        ([Outcome.done], [request], [Observation]()),
        ([.refused(status: 500)], [request], [.recordingFailed(id)]),
        ([.refused(status: 404)], [request], [.recordingFailed(id)]),
        // It was asked for before.
        (
            [.refused(status: 409), .saw(.recording(.recording))], [request, look],
            [.recordingBegan(id)]
        ),
        (
            [.refused(status: 409), .saw(.recording(.paused))], [request, look],
            [.recordingSeen(id, paused: true)]
        ),
        (
            [.unknown, .saw(.recording(.queued)), .saw(.recording(.recording))],
            [request, look, look],
            [.recordingBegan(id)]
        ),
        ([.notSent, .done], [request, request], []),
    ])
    func `O13h a recording begins once, whatever becomes of the request`(
        _ outcomes: [Outcome], _ asked: [Request], _ seen: [Observation]
    ) {
        let walked = walk(RecordProcedure(recording: Self.id, bridge: Self.bridge), outcomes)
        #expect(walked.asked == asked)
        #expect(walked.seen == seen)
    }

    @Test func `O13h one that began and is over is not begun again`() {
        let walked = walk(
            RecordProcedure(recording: Self.id, bridge: Self.bridge),
            Array(repeating: .refused(status: 409), count: 1)
                + Array(repeating: .refused(status: 404), count: 6))
        #expect(walked.asked.count { $0 == Self.request } == 1)
        #expect(walked.seen == [.recordingOver(Self.id, seconds: nil)])
    }

    @Test func `O13h the end is seen where no event tells of it`() {
        let stop = Request.stopRecording("oh-e-r1")
        let ended = walk(
            StopRecordingProcedure(recording: Self.id), [.done, .refused(status: 404)])
        #expect(ended.asked == [stop, Self.look])
        #expect(ended.seen == [.recordingOver(Self.id, seconds: nil)])
        let slow = walk(
            StopRecordingProcedure(recording: Self.id),
            [.notSent, .done, .saw(.recording(.recording)), .done, .refused(status: 404)])
        #expect(slow.asked == [stop, stop, Self.look, stop, Self.look])
        #expect(slow.seen == [.recordingOver(Self.id, seconds: nil)])
    }

    @Test func `O13h a pause is told when Asterisk has said yes`() {
        #expect(
            walk(UntilAnswered.pause(Self.id, true)).seen == [.recordingSeen(Self.id, paused: true)]
        )
        #expect(walk(UntilAnswered.pause(Self.id, true), [.refused(status: 404)]).seen.isEmpty)
        #expect(
            walk(UntilAnswered.find(Self.id), [.refused(status: 404)]).seen == [
                .recordingOver(Self.id, seconds: nil)
            ])
    }

    @Test func `O13h who comes back comes before the agent is moved, or the recording would end`() {
        let customer = CustomerLeg(leg: LegID("17.1"), kind: .own, isAnswered: true)
        let walked = walk(
            ConnectProcedure(
                agent: LegID("oh-e-v1"), customer: customer, bridge: Self.bridge, isQuiet: true))
        #expect(walked.asked == [.addChannels(["17.1", "oh-e-v1"], bridge: "oh-e-t1")])
    }

    @Test func `O13h what others record is none of ours`() {
        let translator = EventTranslator(application: "offhook")
        let other = LiveRecording(name: "voicemail/7", state: .recording)
        #expect(translator.observations(from: .recordingStarted(other)).isEmpty)
        let ours = LiveRecording(name: "oh-e-r1", state: .other("done"), durationSeconds: 6)
        #expect(
            translator.observations(from: .recordingFinished(ours)) == [
                .recordingOver(Self.id, seconds: 6)
            ])
        #expect(
            translator.observations(from: .recordingFailed(ours)) == [.recordingFailed(Self.id)])
    }

    @Test(arguments: [
        (ARIError.refused(status: 404, message: ""), RecordingFileFault.notThere),
        (.refused(status: 500, message: ""), .refused(status: 500)),
        (.refused(status: 403, message: ""), .refused(status: 403)),
        (.refused(status: 503, message: ""), .away), (.refused(status: 401, message: ""), .away),
        (.notSent(""), .away), (.outcomeUnknown(""), .away),
    ])
    func `O13h a file that is refused says nothing of the others`(
        _ error: ARIError, _ fault: RecordingFileFault
    ) {
        #expect(RecordingFileFault(error) == fault)
    }

    @Test func `O13h a file that Asterisk did not finish says how long it is`() {
        var head = Array("RIFF".utf8) + [0, 0, 0, 0] + Array("WAVEfmt ".utf8)
        head += [UInt8](repeating: 1, count: 20) + Array("data".utf8) + [0, 0, 0, 0]
        let repaired = WaveHead.repaired(head + [7, 7], ofFileWith: 44 + 0x1_0203)
        #expect(Array(repaired[4..<8]) == [0x27, 0x02, 0x01, 0x00])
        #expect(Array(repaired[40..<44]) == [0x03, 0x02, 0x01, 0x00])
        #expect(Array(repaired[44...]) == [7, 7])
        #expect(WaveHead.repaired([1, 2], ofFileWith: 100) == [1, 2])
        #expect(WaveHead.repaired(head, ofFileWith: nil) == head)
        head[40] = 5
        #expect(WaveHead.repaired(head, ofFileWith: 100) == head, "it says so itself")
    }
}
