internal import DemoWorld
internal import JSON
internal import SimulatedPhones
internal import Transport

/// Lets Asterisk do what the service has to understand, and keeps what it says, byte for byte.
final class Recorder {
    private let world: World
    private let raw: RawARI
    private let agent: SimulatedPhone
    private var recordings: [String: [UInt8]] = [:]

    init(_ world: World) async throws {
        self.world = world
        agent = world.agentPhone()
        raw = try await RawARI(world.asterisk, application: "offhook")
    }

    func record() async throws -> [String: [UInt8]] {
        try await validation()
        try await hangUps()
        try await refusals()
        try await customers()
        for (name, bytes) in try await QueueRecorder(world, raw).record() {
            recordings[name] = bytes
        }
        try await mark()
        try await takeover()
        await raw.end()
        return recordings
    }

    /// The agent's phone is called and parked; the service's questions are answered meanwhile.
    private func validation() async throws {
        keep("rest-originate", try await originate("oh-rec-1", at: agent.name))
        try await keep("ChannelStateChange-ringing", "oh-rec-1") {
            $0.type == "ChannelStateChange"
                && $0.json["channel"]?.optionalString("state") == "Ringing"
        }
        try await keep("StasisStart-validation", "oh-rec-1") { $0.type == "StasisStart" }
        try await keep("ChannelVarset", "oh-rec-1") { $0.type == "ChannelVarset" }
        try await raw.ask(
            .post, "/bridges/oh-rec-home", ["type": "holding", "name": "oh-rec-home"])
        try await raw.ask(.post, "/bridges/oh-rec-talk", ["type": "mixing", "name": "oh-rec-talk"])
        try await raw.ask(.post, "/bridges/oh-rec-home/addChannel", ["channel": "oh-rec-1"])
        try await keep("ChannelEnteredBridge", "oh-rec-1") { $0.type == "ChannelEnteredBridge" }
        agent.hold(true)
        try await keep("ChannelHold", "oh-rec-1") { $0.type == "ChannelHold" }
        agent.hold(false)
        try await keep("ChannelUnhold", "oh-rec-1") { $0.type == "ChannelUnhold" }
        keep("rest-channels", try await raw.ask(.get, "/channels"))
        keep("rest-bridges", try await raw.ask(.get, "/bridges"))
        keep("rest-asterisk-info", try await raw.ask(.get, "/asterisk/info?only=system,status"))
        try await raw.ask(.post, "/bridges/oh-rec-talk/addChannel", ["channel": "oh-rec-1"])
        try await keep("ChannelLeftBridge", "oh-rec-1") { $0.type == "ChannelLeftBridge" }
        try await recording()
    }

    /// What is said in the bridge is taken down.
    private func recording() async throws {
        try await raw.ask(
            .post, "/bridges/oh-rec-talk/record",
            ["name": "oh-rec-r1", "format": "wav", "ifExists": "fail"])
        recordings["RecordingStarted"] = try await raw.wait { $0.type == "RecordingStarted" }.bytes
        keep("rest-live-recording", try await raw.ask(.get, "/recordings/live/oh-rec-r1"))
        try await raw.ask(.post, "/recordings/live/oh-rec-r1/stop")
        recordings["RecordingFinished"] = try await raw.wait { $0.type == "RecordingFinished" }
            .bytes
        try await raw.ask(.delete, "/recordings/stored/oh-rec-r1")
        try await contacts()
    }

    /// The phone is asked whether it is there, is gone for a while, and comes back.
    private func contacts() async throws {
        let contacts = try await RawARI(world.asterisk, application: "offhook-contacts")
        try await contacts.ask(
            .put, "/applications/offhook-contacts/eventFilter",
            ["allowed": [["type": "ContactStatusChange"]]])
        try await contacts.ask(
            .post, "/applications/offhook-contacts/subscription?eventSource=endpoint:PJSIP")
        try await world.asterisk.qualify(agent.name, everySeconds: 2)
        for isThere in [false, true] {
            let place = contacts.count
            agent.freeze(!isThere)
            let name = isThere ? "reachable" : "unreachable"
            recordings["ContactStatusChange-\(name)"] = try await contacts.wait(from: place) {
                $0.type == "ContactStatusChange"
            }.bytes
        }
        await contacts.end()
    }

    /// The leg is ended by us, then another one by the phone.
    private func hangUps() async throws {
        try await raw.ask(.delete, "/channels/oh-rec-1?reason_code=16")
        try await keep("ChannelHangupRequest", "oh-rec-1") { $0.type == "ChannelHangupRequest" }
        try await keep("StasisEnd", "oh-rec-1") { $0.type == "StasisEnd" }
        try await keep("ChannelDestroyed-cause-16", "oh-rec-1") { $0.type == "ChannelDestroyed" }
        _ = try await originate("oh-rec-2", at: agent.name)
        _ = try await raw.waitForStart(of: "oh-rec-2")
        agent.hangUp()
        try await keep("ChannelHangupRequest-without-cause", "oh-rec-2") {
            $0.type == "ChannelHangupRequest"
        }
    }

    /// What phones answer instead of ringing. Each SIP status has its cause.
    private func refusals() async throws {
        let phone = try RefusingPhone("1010")
        defer { phone.end() }
        let statuses = [
            1: "404 Not Found", 17: "486 Busy Here", 18: "408 Request Timeout",
            19: "480 Temporarily Unavailable", 21: "603 Decline", 34: "503 Service Unavailable",
        ]
        for (cause, status) in statuses {
            phone.refuse(with: status)
            let name = "oh-rec-refused-\(cause)"
            _ = try await originate(name, at: "1010")
            try await keep("ChannelDestroyed-cause-\(cause)", name) {
                $0.type == "ChannelDestroyed" && $0.json.optionalInteger("cause") == cause
            }
        }
        let answer = try await originate("oh-rec-nobody", at: "nobody")
        guard answer.status == 500 else { throw PhoneError("An unknown phone was called.") }
        keep("rest-originate-500", answer)
    }

    /// A customer's own channel, and the half of a `Dial()`.
    private func customers() async throws {
        let customer = world.customerPhone()
        for (number, name) in [("91001", "customer"), ("81001", "local-half")] {
            let place = raw.count
            customer.dial(number)
            let start = try await raw.wait(from: place) { $0.type == "StasisStart" }
            recordings["StasisStart-\(name)"] = start.bytes
            customer.hangUp()
            let request = try await raw.wait(from: place) {
                $0.type == "ChannelHangupRequest" && $0.channel == start.channel
            }
            recordings["ChannelHangupRequest-\(name)"] = request.bytes
            _ = try await raw.wait(from: place) {
                $0.type == "StasisEnd" && $0.channel == start.channel
            }
            _ = await customer.waitUntilIdle()
        }
    }

    /// What a survey ends with.
    private func mark() async throws {
        try await raw.ask(.post, "/events/user/offhook-recorded?application=offhook")
        recordings["ChannelUserevent"] = try await raw.wait { $0.type == "ChannelUserevent" }.bytes
    }

    private func takeover() async throws {
        let other = try await RawARI(world.asterisk, application: "offhook")
        recordings["ApplicationReplaced"] = try await raw.wait { $0.type == "ApplicationReplaced" }
            .bytes
        await other.end()
    }

    private func originate(_ channel: String, at phone: String) async throws -> RawARI.Answer {
        try await raw.ask(
            .post, "/channels",
            [
                "endpoint": .string("PJSIP/\(phone)"), "app": "offhook",
                "appArgs": .string("validation,acme,\(phone)"), "channelId": .string(channel),
                "callerId": "Contact Center <8000>", "timeout": 10,
            ])
    }

    private func keep(_ name: String, _ answer: RawARI.Answer) {
        recordings[name] = answer.bytes
    }

    private func keep(
        _ name: String, _ channel: String, where isRight: (RawARI.Message) -> Bool
    ) async throws {
        recordings[name] = try await raw.wait { $0.channel == channel && isRight($0) }.bytes
    }
}
