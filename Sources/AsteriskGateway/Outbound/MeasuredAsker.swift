internal import Orchestration

/// Times and counts what is asked.
struct MeasuredAsker: Asker {
    let asker: any Asker
    let metrics: ServiceMetrics

    func ask(_ request: Request) async -> Outcome {
        let start = ContinuousClock.now
        let outcome = await asker.ask(request)
        metrics.record(.asteriskRequest, start.duration(to: .now), [request.kind])
        metrics.count(.asteriskRequests, [request.kind, outcome.kind])
        return outcome
    }
}

extension Request {
    /// One word for all of its kind.
    fileprivate var kind: String {
        switch self {
        case .originate: "originate"
        case .create: "create"
        case .dial: "dial"
        case .stopRinging: "stopRinging"
        case .findChannel: "findChannel"
        case .findHold: "findHold"
        case .findContact: "findContact"
        case .countPackets: "countPackets"
        case .announce: "announce"
        case .hangUp: "hangUp"
        case .answer: "answer"
        case .ring: "ring"
        case .mute: "mute"
        case .listen: "listen"
        case .sendDigits: "sendDigits"
        case .setVariable: "setVariable"
        case .continueInDialplan: "continueInDialplan"
        case .play: "play"
        case .findPlayback: "findPlayback"
        case .stopPlayback: "stopPlayback"
        case .createBridge: "createBridge"
        case .addChannels, .addCallee: "addChannels"
        case .startMusic: "startMusic"
        case .findBridge: "findBridge"
        case .deleteBridge: "deleteBridge"
        case .record: "record"
        case .pauseRecording: "pauseRecording"
        case .stopRecording: "stopRecording"
        case .findRecording: "findRecording"
        case .subscribe: "subscribe"
        case .setDeviceState: "setDeviceState"
        }
    }
}

extension Outcome {
    fileprivate var kind: String {
        switch self {
        case .done, .saw: "done"
        case .refused: "refused"
        case .notSent: "notSent"
        case .unknown: "unknown"
        }
    }
}
