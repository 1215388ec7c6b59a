package import ARI
package import ConnectionMode

/// One request to Asterisk as a value, so that what is asked for can be tested without asking.
package enum Request: Hashable, Sendable, CustomStringConvertible {
    case originate(PlacedCall)
    /// A channel that comes to us at once and is not dialled yet.
    case create(PlacedCall)
    case dial(String, ringSeconds: Int)
    case stopRinging(String)
    case findChannel(String)
    /// Whether a channel's phone has put us on hold.
    case findHold(String)
    /// Whether a phone of this name is asked whether it is there.
    case findContact(endpoint: String)
    /// How much has come from a channel's phone.
    case countPackets(String)
    case hangUp(String, cause: Int)
    case answer(String)
    case ring(String)
    case mute(String, Bool)
    /// An ear at a channel: it hears what that one says and hears, and is heard by it if it speaks.
    case listen(String, as: String, speaks: Bool)
    case sendDigits(String, Digits)
    case setVariable(String, name: String, value: String)
    case continueInDialplan(String, DialplanPlace = .next)
    case play(String, media: [String], playback: String, language: String)
    case findPlayback(String)
    case stopPlayback(String)
    case createBridge(String, BridgeKind)
    case addChannels([String], bridge: String)
    /// The same with one who is to be called: what their phone shows is not changed by who is there with them.
    case addCallee([String], bridge: String)
    case startMusic(bridge: String)
    /// To all who are in it.
    case announce(bridge: String, sound: String, playback: String, language: String)
    case findBridge(String)
    case deleteBridge(String)
    case record(String, bridge: String)
    case pauseRecording(String, Bool)
    case stopRecording(String)
    case findRecording(String)
    case subscribe(channel: String)
    case setDeviceState(String, DeviceState)

    /// For a log. What is played is not told: it may be a PIN (V8); nor are people's numbers.
    package var description: String {
        switch self {
        case .originate(let call):
            "originate \(call.channel) at \(PlainText.maskingNumbers(in: call.endpoint))"
        case .create(let call):
            "create \(call.channel) at \(PlainText.maskingNumbers(in: call.endpoint))"
        case .dial(let id, let seconds): "dial \(id) for \(seconds) s"
        case .stopRinging(let id): "stop the ringing on \(id)"
        case .findChannel(let id): "find channel \(id)"
        case .findHold(let id): "ask whether \(id) is on hold"
        case .findContact(let endpoint):
            "ask whether the contact of \(PlainText.maskingNumbers(in: endpoint)) is qualified"
        case .countPackets(let id): "count the packets of \(id)"
        case .hangUp(let id, let cause): "hang up \(id), cause \(cause)"
        case .answer(let id): "answer \(id)"
        case .ring(let id): "ring \(id)"
        case .mute(let id, let mutes): "\(mutes ? "mute" : "unmute") \(id)"
        case .listen(let id, let ear, let speaks):
            "\(speaks ? "whisper" : "listen") to \(id) as \(ear)"
        case .sendDigits(let id, let digits): "send \(digits) to \(id)"
        case .setVariable(let id, let name, let value):
            "set \(name)=\(PlainText.maskingNumbers(in: value)) on \(id)"
        case .continueInDialplan(let id, .next): "continue \(id) in the dialplan"
        case .continueInDialplan(let id, .start(let context)): "continue \(id) in \(context)"
        case .play(let id, _, let playback, _): "play \(playback) on \(id)"
        case .findPlayback(let id): "find playback \(id)"
        case .stopPlayback(let id): "stop playback \(id)"
        case .createBridge(let id, let kind): "create \(kind) bridge \(id)"
        case .addChannels(let channels, let bridge):
            "add \(channels.joined(separator: " and ")) to \(bridge)"
        case .addCallee(let channels, let bridge):
            "add \(channels.joined(separator: " and ")) to \(bridge) before the call"
        case .startMusic(let bridge): "start music in \(bridge)"
        case .announce(let bridge, _, let playback, _): "play \(playback) in \(bridge)"
        case .findBridge(let id): "find bridge \(id)"
        case .deleteBridge(let id): "delete bridge \(id)"
        case .record(let name, let bridge): "record \(bridge) as \(name)"
        case .pauseRecording(let name, true): "pause recording \(name)"
        case .pauseRecording(let name, false): "go on with recording \(name)"
        case .stopRecording(let name): "stop recording \(name)"
        case .findRecording(let name): "find recording \(name)"
        case .subscribe(let channel): "subscribe to \(channel)"
        case .setDeviceState(let name, let state): "set \(name) to \(state.rawValue)"
        }
    }

    package enum BridgeKind: String, Hashable, Sendable {
        case holding, mixing
    }
}

/// What a channel that calls somebody needs.
package struct PlacedCall: Hashable, Sendable {
    package let channel: String
    package let endpoint: String
    package let arguments: String
    package let callerID: String?
    package let ringSeconds: Int
    /// Set on the channel before it is dialled.
    package var variables: [String: String] = [:]
    /// What the other half of a Local channel is called: it comes to us as a customer's does, and is not named as ours.
    package var otherHalf: String?
    /// Of a Local channel, who calls: it has their sound formats.
    package var originator: String?
}

/// Where in the dialplan a channel goes on.
package enum DialplanPlace: Hashable, Sendable {
    /// Behind the line that brought it to us.
    case next
    /// At extension `s`, priority 1.
    case start(of: String)
}

/// What became of a request.
package enum Outcome: Hashable, Sendable {
    case done
    /// What was asked for was found.
    case saw(Sighting)
    /// Asterisk said no; nothing was done.
    case refused(status: Int)
    /// It never left us.
    case notSent
    /// It may have been done.
    case unknown

    /// Whether Asterisk has answered, with yes or with no.
    package var isAnswer: Bool {
        switch self {
        case .done, .saw, .refused: true
        case .notSent, .unknown: false
        }
    }
}

/// What a look at something says.
package enum Sighting: Hashable, Sendable {
    case channel(ChannelSighting)
    /// The channels that are in a bridge.
    case bridge([String])
    /// Whether a phone has put us on hold.
    case held(Bool)
    /// How a recording stands.
    case recording(RecordingSighting)
    /// Whether a phone is asked whether it is there.
    case qualified(Bool)
    case packets(PacketCount)
}

/// What a look at a recording says.
package enum RecordingSighting: Hashable, Sendable {
    /// It is about to begin.
    case queued
    case recording, paused
}

/// What a look at a channel says.
package enum ChannelSighting: Hashable, Sendable {
    case up, ringing, other
}
