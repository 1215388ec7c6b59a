import ARI

import ConnectionMode
import Foundation
import Testing

@testable import AsteriskGateway
@testable import Simulation

/// The fake switch says and tells what the real one was recorded to say and tell. `make fixtures` records
/// it anew.
@Suite struct `The fake switch is like Asterisk` {
    private static let scenarios = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "fixtures/scenarios")

    private static func lines(_ name: String) throws -> [[String: Any]] {
        let file = scenarios.appending(path: "\(name).jsonl")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
            try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
        }
    }

    // MARK: Answers

    private static let requests: [(name: String, request: Request)] = [
        ("dial an endpoint that is not there", dial("new", "PJSIP/nobody")),
        ("dial a technology that is not there", dial("new", "NOPE/1001")),
        ("dial without a technology", dial("new", "1001")),
        ("dial with a name in use", dial("leg", "PJSIP/1001")),
        ("read a leg that is gone", .findChannel("gone")),
        ("end a leg that is gone", .hangUp("gone", cause: 16)),
        ("answer a leg that is gone", .answer("gone")),
        ("answer a leg that is up", .answer("leg")),
        ("ring a leg that is gone", .ring("gone")),
        ("play to a leg that is gone", play("gone")),
        ("stop a playback that is over", .stopPlayback("gone")),
        ("set a variable of a leg that is gone", .setVariable("gone", name: "A", value: "1")),
        ("send a leg on that is gone", .continueInDialplan("gone")),
        ("read a bridge that is gone", .findBridge("nowhere")),
        ("delete a bridge that is gone", .deleteBridge("nowhere")),
        ("music in a bridge that is gone", .startMusic(bridge: "nowhere")),
        ("make a bridge with a name in use", .createBridge("place", .mixing)),
        ("join a bridge that is gone", .addChannels(["leg"], bridge: "nowhere")),
        ("join a leg that is gone", .addChannels(["gone"], bridge: "place")),
        ("join two, one of them gone", .addChannels(["leg", "gone"], bridge: "place")),
        ("join nobody", .addChannels([], bridge: "place")),
        ("join where it is", .addChannels(["leg"], bridge: "place")),
        ("join where it is, again", .addChannels(["leg"], bridge: "place")),
        (
            "join a channel that is in the dialplan",
            .addChannels(["elsewhere"], bridge: "place")
        ),
        ("play to a channel that is in the dialplan", play("elsewhere")),
        (
            "set a variable of a channel that is in the dialplan",
            .setVariable("elsewhere", name: "A", value: "1")
        ),
        ("send a channel on that is in the dialplan", .continueInDialplan("elsewhere")),
    ]

    private static func dial(_ channel: String, _ endpoint: String) -> Request {
        .originate(
            PlacedCall(
                channel: channel, endpoint: endpoint, arguments: "validation,acme,1001",
                callerID: nil, ringSeconds: 5))
    }

    private static func play(_ channel: String) -> Request {
        .play(channel, media: ["sound:beep"], playback: "p", language: "en")
    }

    @Test(arguments: requests)
    func `each request is answered with the status that was recorded`(
        _ name: String, _ request: Request
    ) throws {
        let stage = Stage()
        let recorded = try Self.lines("answers").first { $0["case"] as? String == name }
        let status = try #require(recorded?["status"] as? Int, "\(name) was not recorded")
        let outcome = stage.ask(request)
        if (200..<300).contains(status) {
            #expect(outcome == .done)
        } else {
            #expect(outcome == .refused(status: status))
        }
    }

    // MARK: Events

    @Test(arguments: [
        ("call-customer-hangs-up", "customer"), ("call-agent-hangs-up", "leg"),
        ("call-customer-ended-by-us", "customer"), ("call-caller-gives-up", "waiting"),
        ("dial-answered-phone-hangs-up", "leg"), ("dial-answered-ended-by-us-later", "leg"),
    ])
    func `a leg that ends tells of it with the events that were recorded, in their order`(
        _ name: String, _ leg: String
    ) throws {
        let stage = Stage()
        if name.hasPrefix("call"), leg != "waiting" {
            #expect(stage.ask(.createBridge("talk", .mixing)) == .done)
            for channel in ["leg", "customer"] {
                #expect(stage.ask(.addChannels([channel], bridge: "talk")) == .done)
            }
        }
        stage.clear()
        if name.contains("by-us") {
            _ = stage.ask(.hangUp(leg, cause: 16))
        } else {
            stage.hangUp(leg)
        }
        let types = Event.decodedTypes
        let recorded = try Self.lines(name).compactMap { $0["type"] as? String }
        let end = try #require(recorded.firstIndex(of: "ChannelHangupRequest"))
        #expect(stage.told == recorded[end...].filter { types.contains($0) })
    }
}

/// A switch with an agent's leg, a customer, one who waits, and a channel in the dialplan.
private final class Stage {
    private let world = World(seed: 1, isRecording: false)
    private(set) var told: [String] = []

    init() {
        let pbx = world.pbx
        pbx.witness = { [unowned self] event in told.append(event.typeName) }
        pbx.isServed = true
        add("leg", .up, isOriginated: true)
        add("customer", .up, isOriginated: false)
        add("waiting", .ring, isOriginated: false)
        pbx.add(
            FakeSwitch.Leg(
                "elsewhere", name: "PJSIP/2002-1", state: .up, place: .dialplan,
                isOriginated: false, tenant: TenantID("acme")))
        _ = ask(.createBridge("place", .mixing))
    }

    private func add(_ id: String, _ state: Channel.State, isOriginated: Bool) {
        let leg = FakeSwitch.Leg(
            id, name: "PJSIP/\(id)-1", state: state, place: .dialplan,
            isOriginated: isOriginated, tenant: TenantID("acme"))
        world.pbx.add(leg)
        _ = world.pbx.enterStasis(leg, ["offer", "acme", "1001"])
    }

    func ask(_ request: Request) -> Outcome? {
        var outcome: Outcome?
        world.pbx.take(request, sent: 0) { outcome = $0 }
        return outcome
    }

    func hangUp(_ id: String) {
        if let leg = world.pbx.legs[id] { world.pbx.end(leg, requested: nil, cause: 16) }
    }

    func clear() { told = [] }
}

extension Event {
    fileprivate var typeName: String {
        switch self {
        case .stasisStart: "StasisStart"
        case .stasisEnd: "StasisEnd"
        case .channelStateChange: "ChannelStateChange"
        case .channelHangupRequest: "ChannelHangupRequest"
        case .channelDestroyed: "ChannelDestroyed"
        case .channelEnteredBridge: "ChannelEnteredBridge"
        case .channelLeftBridge: "ChannelLeftBridge"
        case .channelHold: "ChannelHold"
        case .channelUnhold: "ChannelUnhold"
        case .dial: "Dial"
        case .recordingStarted: "RecordingStarted"
        case .recordingFinished: "RecordingFinished"
        case .recordingFailed: "RecordingFailed"
        case .contactStatusChange: "ContactStatusChange"
        case .userEvent: "ChannelUserevent"
        case .applicationReplaced: "ApplicationReplaced"
        }
    }
}
