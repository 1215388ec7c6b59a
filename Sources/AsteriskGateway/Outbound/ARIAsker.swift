internal import ARI
internal import ConnectionMode

/// Asks a real Asterisk.
struct ARIAsker: Asker {
    let client: ARIClient
    let musicClass: String

    func ask(_ request: Request) async -> Outcome {
        do {
            return try await outcome(of: request)
        } catch {
            switch error {
            case .notSent: return .notSent
            case .outcomeUnknown: return .unknown
            case .refused(let status, _): return .refused(status: status)
            // It was done; only its answer cannot be read.
            case .undecodable: return .done
            }
        }
    }

    private func outcome(of request: Request) async throws(ARIError) -> Outcome {
        switch request {
        case .originate(let call):
            _ = try await client.originate(
                Origination(
                    endpoint: call.endpoint, applicationArguments: call.arguments,
                    channelID: call.channel, callerID: call.callerID,
                    timeoutSeconds: call.ringSeconds, variables: call.variables))
        case .create(let call):
            _ = try await client.create(
                Origination(
                    endpoint: call.endpoint, applicationArguments: call.arguments,
                    channelID: call.channel, otherChannelID: call.otherHalf,
                    originator: call.originator,
                    variables: call.variables))
        case .dial(let id, let seconds): try await client.dial(id, timeoutSeconds: seconds)
        case .stopRinging(let id): try await client.stopRinging(id)
        case .findChannel(let id):
            switch try await client.channel(id).state {
            case .up: return .saw(.channel(.up))
            case .ringing: return .saw(.channel(.ringing))
            case .down, .ring, .other: return .saw(.channel(.other))
            }
        case .findHold(let id):
            return .saw(.held(try await client.variable("CHANNEL(rtp,hold,audio)", of: id) == "1"))
        case .findContact(let endpoint):
            return .saw(.qualified(try await client.asksContacts(of: endpoint)))
        case .countPackets(let id):
            return .saw(.packets(PacketCount(try await client.rtpStatistics(of: id))))
        case .hangUp(let id, let cause): try await client.hangUp(id, cause: cause)
        case .answer(let id): try await client.answer(id)
        case .ring(let id): try await client.ring(id)
        case .mute(let id, true): try await client.mute(id)
        case .mute(let id, false): try await client.unmute(id)
        case .listen(let id, let ear, let speaks):
            try await client.snoop(on: id, as: ear, whispers: speaks)
        case .sendDigits(let id, let digits): try await client.sendDigits(digits.text, to: id)
        case .setVariable(let id, let name, let value):
            try await client.setVariable(id, name: name, value: value)
        case .continueInDialplan(let id, .next): try await client.continueInDialplan(id)
        case .continueInDialplan(let id, .start(let context)):
            try await client.continueInDialplan(id, atStartOf: context)
        case .play(let id, let media, let playback, let language):
            try await client.play(media, on: id, playbackID: playback, language: language)
        case .findPlayback(let id): try await client.findPlayback(id)
        case .stopPlayback(let id): try await client.stopPlayback(id)
        case .createBridge(let id, .holding): try await client.createBridge(id, .holding)
        case .createBridge(let id, .mixing): try await client.createBridge(id, .mixing)
        case .addChannels(let channels, let bridge):
            try await client.addChannels(channels, to: bridge)
        case .addCallee(let channels, let bridge):
            try await client.addChannels(channels, to: bridge, keepingConnectedLine: true)
        case .startMusic(let bridge):
            try await client.startMusic(in: bridge, musicClass: musicClass)
        case .announce(let bridge, let sound, let playback, let language):
            try await client.play(sound, in: bridge, playbackID: playback, language: language)
        case .findBridge(let id): return .saw(.bridge(try await client.bridge(id).channels))
        case .deleteBridge(let id): try await client.deleteBridge(id)
        case .record(let name, let bridge): try await client.record(bridge, as: name)
        case .pauseRecording(let name, true): try await client.pauseRecording(name)
        case .pauseRecording(let name, false): try await client.resumeRecording(name)
        case .stopRecording(let name): try await client.stopRecording(name)
        case .findRecording(let name):
            switch try await client.liveRecording(name).state {
            case .queued: return .saw(.recording(.queued))
            case .paused: return .saw(.recording(.paused))
            case .recording, .other: return .saw(.recording(.recording))
            }
        case .subscribe(let channel): try await client.subscribe(toChannel: channel)
        case .setDeviceState(let name, let state):
            try await client.setDeviceState(name, to: state)
        }
        return .done
    }
}

extension PacketCount {
    /// Of what the phone reported, it only matters whether it is the same as before.
    init(_ statistics: RTPStatistics) {
        var number: UInt64 = 0xcbf2_9ce4_8422_2325
        for (name, value) in statistics.reported.sorted(by: { $0.key < $1.key }) {
            for byte in "\(name)=\(value);".utf8 {
                number = (number ^ UInt64(byte)) &* 0x100_0000_01b3
            }
        }
        self.init(received: statistics.receivedPackets, reports: number)
    }
}
