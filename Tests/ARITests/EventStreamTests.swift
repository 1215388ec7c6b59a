import JSON
import NIOHTTP1
import TestSupport
import Testing

@testable import ARI

/// What an event stream asks of Asterisk and what it hands on, while the socket stands.
@Suite(.timeLimit(.minutes(1)))
struct `The event stream` {
    /// A small event of a kind that is decoded, with a number in it.
    private static func end(_ number: Int) -> String {
        "{\"type\":\"StasisEnd\",\"channel\":{\"id\":\"\(number)\",\"name\":\"n\",\"state\":\"Up\"}}"
    }

    /// The number in the event that is told next.
    private func number(_ listening: Listening) async throws -> Int? {
        let event = try await listening.event()
        guard case .stasisEnd(let channel) = event else {
            throw Listening.Unexpected.happening("\(event)")
        }
        return Int(channel.id)
    }

    @Test func `the socket is asked for with the application and the user`() async throws {
        let asterisk = try await FakeAsterisk()
        let listening = Listening(asterisk.configuration())
        try await listening.connects()
        let opening = try #require(asterisk.asked.first)
        #expect(opening.method == "GET")
        #expect(opening.uri == "/ari/events?app=offhook&subscribeAll=false")
        // offhook:secret
        #expect(opening.headers["authorization"] == ["Basic b2ZmaG9vazpzZWNyZXQ="])
        await listening.stop()
        await asterisk.stop()
    }

    @Test func `on every connection the event filter is put before connected is told`()
        async throws
    {
        let asterisk = try await FakeAsterisk()
        let listening = Listening(asterisk.configuration())
        try await listening.connects()
        #expect(asterisk.asked.map(\.method) == ["GET", "PUT"])
        asterisk.cut()
        _ = try await listening.disconnects()
        try await listening.connects()
        #expect(asterisk.asked.map(\.method) == ["GET", "PUT", "GET", "PUT"])
        let wanted = JSONValue.object([
            "disallowed": .array(Event.unwantedTypes.map { ["type": .string($0)] })
        ])
        for filter in asterisk.asked.filter({ $0.method == "PUT" }) {
            #expect(filter.uri == "/ari/applications/offhook/eventFilter")
            #expect(filter.headers["content-type"] == ["application/json"])
            #expect(filter.headers["authorization"] == ["Basic b2ZmaG9vazpzZWNyZXQ="])
            #expect(try JSONValue(parsing: filter.body) == wanted)
        }
        await listening.stop()
        await asterisk.stop()
    }

    @Test func `C4 contacts are told on the same socket, and nothing else twice`() async throws {
        let asterisk = try await FakeAsterisk()
        let listening = Listening(asterisk.configuration(), watchesContacts: true)
        try await listening.connects()
        let opening = try #require(asterisk.asked.first)
        #expect(opening.uri == "/ari/events?app=offhook,offhook-contacts&subscribeAll=false")
        #expect(
            asterisk.asked.dropFirst().map { "\($0.method) \($0.uri)" } == [
                "PUT /ari/applications/offhook/eventFilter",
                "PUT /ari/applications/offhook-contacts/eventFilter",
                "POST /ari/applications/offhook-contacts/subscription?eventSource=endpoint%3APJSIP",
            ])
        let filter = try JSONValue(parsing: try #require(asterisk.asked.dropFirst(2).first).body)
        #expect(filter == ["allowed": [["type": "ContactStatusChange"]]])
        asterisk.send(
            String(decoding: try Fixtures.bytes("ContactStatusChange-unreachable"), as: UTF8.self))
        guard
            case .contactStatusChange(let endpoint, state: "Unreachable") =
                try await listening.event()
        else {
            Issue.record("another event")
            return
        }
        #expect(endpoint.name == "1001" && endpoint.isOnline == false)
        #expect(endpoint.channels == ["oh-rec-1"])
        await listening.stop()
        await asterisk.stop()
    }

    @Test func `no type is both decoded and filtered away`() {
        #expect(Event.decodedTypes.isDisjoint(with: Event.unwantedTypes))
    }

    @Test func `what comes before the filter is answered follows connected`() async throws {
        let (isAsked, mayAnswer) = (Occasion(), Occasion())
        let asterisk = try await FakeAsterisk { asked in
            if asked.setsFilter {
                isAsked.happen()
                try? await mayAnswer.wait()
            }
            return await FakeAsterisk.willing(asked)
        }
        let listening = Listening(asterisk.configuration())
        try await isAsked.wait()
        asterisk.send(Self.end(1))
        try await asterisk.untilTaken()
        mayAnswer.happen()
        try await listening.connects()
        #expect(try await number(listening) == 1)
        await listening.stop()
        await asterisk.stop()
    }

    @Test func `recorded events arrive decoded`() async throws {
        let asterisk = try await FakeAsterisk()
        let listening = Listening(asterisk.configuration())
        try await listening.connects()
        for name in ["StasisStart-validation", "ChannelDestroyed-cause-17"] {
            let bytes = try Fixtures.bytes(name)
            asterisk.send(String(decoding: bytes, as: UTF8.self))
            guard case .event(let expected) = Event.read(bytes) else {
                Issue.record("\(name) is not read")
                return
            }
            #expect(try await listening.event() == expected)
        }
        await listening.stop()
        await asterisk.stop()
    }

    @Test func `two thousand events arrive in their order`() async throws {
        let asterisk = try await FakeAsterisk()
        let listening = Listening(asterisk.configuration())
        try await listening.connects()
        for number in 0..<2_000 { asterisk.send(Self.end(number)) }
        var seen: [Int] = []
        for _ in 0..<2_000 { seen.append(try #require(try await number(listening))) }
        #expect(seen == Array(0..<2_000))
        await listening.stop()
        await asterisk.stop()
    }

    @Test(arguments: [
        ("broken", "not json", "unknown"), ("empty", "", "unknown"), ("a list", "[]", "unknown"),
        ("without a type", "{\"application\":\"offhook\"}", "unknown"),
        ("with a type that is no string", "{\"type\":7}", "unknown"),
        ("cut off", "{\"type\":\"StasisStart\",\"args\":[", "StasisStart"),
        ("partial", "{\"type\":\"StasisStart\",\"args\":[]}", "StasisStart"),
        ("partial within", "{\"type\":\"StasisEnd\",\"channel\":{\"id\":7}}", "StasisEnd"),
        ("trailed by more", end(1) + "}", "StasisEnd"),
    ])
    func `a message that cannot be read is counted, told once and skipped`(
        _ fault: String, _ message: String, _ kind: String
    ) async throws {
        let asterisk = try await FakeAsterisk()
        let log = RecordingLog()
        let listening = Listening(asterisk.configuration(), log: log)
        try await listening.connects()
        for number in 1...3 {
            asterisk.send(message)
            asterisk.send(Self.end(number))
            #expect(try await self.number(listening) == number, "after \(fault)")
        }
        #expect(listening.stream.unreadableMessages == [kind: 3])
        let warnings = log.lines.filter { $0.hasPrefix("warning: An event cannot be read") }
        #expect(warnings.count == 1)
        #expect(warnings.first?.contains(kind) == true)
        #expect(asterisk.openings == 1)
        await listening.stop()
        await asterisk.stop()
    }

    @Test func `each kind that cannot be read is told once`() async throws {
        let asterisk = try await FakeAsterisk()
        let log = RecordingLog()
        let listening = Listening(asterisk.configuration(), log: log)
        try await listening.connects()
        for _ in 1...2 {
            for kind in ["StasisStart", "StasisEnd", "ChannelDestroyed"] {
                asterisk.send("{\"type\":\"\(kind)\"}")
            }
            asterisk.send("nonsense")
        }
        asterisk.send(Self.end(1))
        #expect(try await number(listening) == 1)
        #expect(
            listening.stream.unreadableMessages == [
                "StasisStart": 2, "StasisEnd": 2, "ChannelDestroyed": 2, "unknown": 2,
            ])
        #expect(log.lines.count == 4)
        await listening.stop()
        await asterisk.stop()
    }

    @Test(arguments: ["ChannelVarset", "ChannelTransfer", "OfTomorrow"])
    func `an event of a kind that no rule needs is passed over, and not even parsed`(
        _ type: String
    ) async throws {
        let asterisk = try await FakeAsterisk()
        let log = RecordingLog()
        let listening = Listening(asterisk.configuration(), log: log)
        try await listening.connects()
        asterisk.send("{\"type\":\"\(type)\",\"timestamp\":\"t\"}")
        // Parsing would find it broken, and count it.
        asterisk.send("{\"type\":\"\(type)\",\"channel\": oops")
        asterisk.send(Self.end(1))
        #expect(try await number(listening) == 1)
        #expect(listening.stream.unreadableMessages.isEmpty)
        #expect(log.lines.isEmpty)
        await listening.stop()
        await asterisk.stop()
    }
}
