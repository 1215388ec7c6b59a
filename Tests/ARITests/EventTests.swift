import JSON
import Testing

@testable import ARI

@Suite struct `Events of a real Asterisk` {
    private func event(_ name: String) throws -> Event {
        guard case .event(let event) = Event.read(try Fixtures.bytes(name)) else {
            throw JSONError.missing(name)
        }
        return event
    }

    @Test func `a validation call that was answered`() throws {
        guard case .stasisStart(let channel, let arguments) = try event("StasisStart-validation")
        else {
            Issue.record("another event")
            return
        }
        #expect(arguments.first == "validation")
        #expect(channel.name.hasPrefix("PJSIP/"))
        #expect(channel.state == .up)
    }

    @Test func `the half of a queue's or a dial's call`() throws {
        guard case .stasisStart(let channel, _) = try event("StasisStart-local-half") else {
            Issue.record("another event")
            return
        }
        #expect(channel.name.hasPrefix("Local/"))
        #expect(channel.name.hasSuffix(";2"))
        #expect(channel.state == .ring)
        #expect(channel.caller.number == "2001")
        #expect(channel.stasisArguments(of: "offhook") == ["offer", "acme", "1001"])
        #expect(channel.stasisArguments(of: "other") == nil)
    }

    @Test(arguments: [1, 16, 17, 18, 19, 21, 34])
    func `a channel that was destroyed tells its cause`(_ cause: Int) throws {
        guard
            case .channelDestroyed(_, let read, _) = try event("ChannelDestroyed-cause-\(cause)")
        else {
            Issue.record("another event")
            return
        }
        #expect(read == cause)
    }

    @Test func `a hang-up request may come without a cause`() throws {
        guard
            case .channelHangupRequest(_, let cause, _) = try event(
                "ChannelHangupRequest-without-cause")
        else {
            Issue.record("another event")
            return
        }
        #expect(cause == nil)
    }

    @Test func `a recording begins and ends`() throws {
        guard case .recordingStarted(let begun) = try event("RecordingStarted"),
            case .recordingFinished(let ended) = try event("RecordingFinished")
        else {
            Issue.record("another event")
            return
        }
        #expect(begun == LiveRecording(name: "oh-rec-r1", state: .recording))
        #expect(ended.name == begun.name)
        #expect(ended.state == .other("done"))
        #expect(ended.durationSeconds != nil)
        // By rest-api/events.json: none could be made to happen.
        let failed =
            #"{"type":"RecordingFailed","recording":{"name":"r","format":"wav","state":"failed","cause":"no room"}}"#
        guard case .event(.recordingFailed(let recording)) = Event.read(Array(failed.utf8)) else {
            Issue.record("another event")
            return
        }
        #expect(recording.cause == "no room")
    }

    @Test(
        arguments: [
            ("9300000000000000", nil), ("-1", nil), ("43201", nil), ("43200", 43_200), ("0", 0),
        ] as [(String, Int?)])
    func `a recording is only as long as one can be`(_ said: String, _ taken: Int?) {
        let text =
            #"{"type":"RecordingFinished","recording":{"name":"r","state":"done","duration":\#(said)}}"#
        guard case .event(.recordingFinished(let recording)) = Event.read(Array(text.utf8)) else {
            Issue.record("another event")
            return
        }
        #expect(recording.durationSeconds == taken)
    }

    @Test func `a channel enters and leaves a bridge`() throws {
        guard case .channelEnteredBridge(_, let entered) = try event("ChannelEnteredBridge"),
            case .channelLeftBridge(_, let left) = try event("ChannelLeftBridge")
        else {
            Issue.record("another event")
            return
        }
        #expect(!entered.isEmpty)
        #expect(!left.isEmpty)
    }

    @Test(arguments: [
        ("queue-member-time-out", DialStatus.noAnswer), ("queue-time-out", .noAnswer),
        ("queue-abandoned", .canceled), ("queue-answered", .answered),
        ("dial-time-out", .noAnswer),
    ])
    func `a dial tells for whom, whom and how it gets on`(
        _ name: String, _ status: DialStatus
    ) throws {
        guard case .dial(let caller?, let peer, let read) = try event("Dial-\(name)") else {
            Issue.record("another event")
            return
        }
        #expect(caller.caller.number == "2001")
        #expect(peer.name.hasPrefix("Local/1001@offhook-acme-"))
        #expect(peer.name.hasSuffix(";1"))
        #expect(read == status)
    }

    @Test(arguments: [
        ("", DialStatus.begun), ("RINGING", .ringing), ("ANSWER", .answered),
        ("NOANSWER", .noAnswer), ("CANCEL", .canceled), ("BUSY", .other("BUSY")),
    ])
    func `a call that was originated is dialled for nobody`(
        _ word: String, _ status: DialStatus
    ) {
        let text =
            "{\"type\":\"Dial\",\"dialstatus\":\"\(word)\","
            + "\"peer\":{\"id\":\"x\",\"name\":\"PJSIP/x-1\",\"state\":\"Down\"}}"
        guard case .event(.dial(nil, let peer, let read)) = Event.read(Array(text.utf8)) else {
            Issue.record("not read")
            return
        }
        #expect(peer.id == "x")
        #expect(read == status)
    }

    @Test func `another instance took over`() throws {
        #expect(try event("ApplicationReplaced") == .applicationReplaced)
        #expect(try event("ChannelUserevent") == .userEvent(name: "offhook-recorded"))
    }

    @Test func `each type that is decoded has a recording, and each recording is read`() throws {
        var seen = Set<String>()
        for name in try Fixtures.names() where !name.hasPrefix("rest-") {
            let bytes = try Fixtures.bytes(name)
            let type = try JSONValue(parsing: bytes).string("type")
            switch Event.read(bytes) {
            case .event: seen.insert(type)
            case .unneeded: #expect(!Event.decodedTypes.contains(type))
            case .unreadable(_, let why): Issue.record("\(name): \(why)")
            }
        }
        // None could be made to happen.
        #expect(seen == Event.decodedTypes.subtracting(["RecordingFailed"]))
    }

    @Test func `what nobody needs is passed over unparsed`() throws {
        let broken = Array("{\"type\":\"ChannelVarset\",\"channel\": oops".utf8)
        guard case .unneeded = Event.read(broken) else {
            Issue.record("it was parsed")
            return
        }
        guard case .unneeded = Event.read(Array("{\"type\":\"Tomorrow\"}".utf8)) else {
            Issue.record("an unknown type is no error")
            return
        }
    }

    @Test(arguments: [
        "{\"type\":\"StasisStart\",\"args\":[]}",
        "{\"type\":\"StasisStart\",\"args\":[1],\"channel\":{\"id\":\"1\",\"name\":\"n\",\"state\":\"Up\"}}",
        "{\"type\":\"ChannelDestroyed\",\"channel\":{\"id\":\"1\",\"name\":\"n\",\"state\":\"Up\"}}",
        "{\"type\":\"StasisEnd\",\"channel\":{\"id\":7}}", "{\"type\":\"StasisEnd\",",
        "not json", "", "[]", "{\"type\":{}}",
    ])
    func `what is partial or broken is told, not a crash`(_ text: String) {
        guard case .unreadable = Event.read(Array(text.utf8)) else {
            Issue.record("it was read")
            return
        }
    }

    @Test func `unknown members change nothing`() throws {
        let text = """
            {"type":"StasisEnd","new":{"x":[1]},"channel":{"id":"1","name":"n","state":"Odd","y":2}}
            """
        guard case .event(.stasisEnd(let channel)) = Event.read(Array(text.utf8)) else {
            Issue.record("it was not read")
            return
        }
        #expect(channel.state == .other("Odd"))
    }

    @Test func `answers of the REST interface are read`() throws {
        let channels = try JSONValue(parsing: Fixtures.bytes("rest-channels")).items()
        #expect(try channels.map { try Channel($0).id }.allSatisfy { !$0.isEmpty })
        let bridges = try JSONValue(parsing: Fixtures.bytes("rest-bridges")).items()
        #expect(try bridges.contains { try !Bridge($0).channels.isEmpty })
        #expect(try !Channel(JSONValue(parsing: Fixtures.bytes("rest-originate"))).id.isEmpty)
        let status = try AsteriskStatus(JSONValue(parsing: Fixtures.bytes("rest-asterisk-info")))
        #expect(status.majorVersion == 22)
        #expect(!status.startupTime.isEmpty)
    }
}
