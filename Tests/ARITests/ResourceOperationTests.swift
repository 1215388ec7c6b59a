import JSON
import NIOHTTP1
import Testing

@testable import ARI

/// An operation of the client and the request that it must lead to.
///
/// *Source*: rest-api/channels.json, bridges.json, playbacks.json, asterisk.json and
/// applications.json; parameters go in a JSON body wherever there is one.
struct OperationCase: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// Method, path and query, as they go over the wire.
    var request: String
    var body: JSONValue?
    var answer = FakeAsterisk.Answer.answer(204)
    var run: @Sendable (ARIClient) async throws -> Void
}

extension OperationCase {
    /// Holds whatever could end a part of a path or of a query too early.
    static let oddID = "a b&c;2=ü/%?#+\"é"
    static let encodedID = "a%20b%26c%3B2%3D%C3%BC%2F%25%3F%23%2B%22%C3%A9"

    /// What a real Asterisk answered.
    private static func recorded(_ name: String) -> FakeAsterisk.Answer {
        .answer(200, String(decoding: (try? Fixtures.bytes(name)) ?? [], as: UTF8.self))
    }

    private static func recordedID(_ name: String) throws -> String {
        try JSONValue(parsing: Fixtures.bytes(name)).string("id")
    }

    private static func recordedIDs(_ name: String) throws -> [String] {
        try JSONValue(parsing: Fixtures.bytes(name)).items().map { try $0.string("id") }
    }

    static let channels = [
        OperationCase(
            testDescription: "originate", request: "POST /ari/channels",
            body: [
                "endpoint": "PJSIP/+33 1&2;x=ü@trunk", "app": "offhook",
                "appArgs": "validation,a b", "channelId": .string(oddID), "timeout": 25,
                "callerId": "Zürich & Söhne; <+41 44>",
                "variables": ["CHANNEL(accountcode)": "x;y=&z", "A": "ä \"b\"\\"],
            ], answer: recorded("rest-originate"),
            run: {
                let channel = try await $0.originate(
                    Origination(
                        endpoint: "PJSIP/+33 1&2;x=ü@trunk",
                        applicationArguments: "validation,a b", channelID: oddID,
                        callerID: "Zürich & Söhne; <+41 44>", timeoutSeconds: 25,
                        variables: ["CHANNEL(accountcode)": "x;y=&z", "A": "ä \"b\"\\"]))
                #expect(try channel.id == recordedID("rest-originate"))
            }),
        OperationCase(
            testDescription: "originate with the least", request: "POST /ari/channels",
            body: [
                "endpoint": "PJSIP/1001", "app": "offhook", "appArgs": "", "channelId": "oh-1",
                "timeout": 30,
            ], answer: recorded("rest-originate"),
            run: {
                _ = try await $0.originate(
                    Origination(
                        endpoint: "PJSIP/1001", applicationArguments: "", channelID: "oh-1"))
            }),
        OperationCase(
            testDescription: "channels", request: "GET /ari/channels",
            answer: recorded("rest-channels"),
            run: { client in
                let ids = try await client.channels().map(\.id)
                #expect(try ids == recordedIDs("rest-channels"))
            }),
        OperationCase(
            testDescription: "channel", request: "GET /ari/channels/\(encodedID)",
            answer: recorded("rest-originate"),
            run: { client in
                let channel = try await client.channel(oddID)
                #expect(try channel.id == recordedID("rest-originate"))
            }),
        OperationCase(
            testDescription: "hangUp",
            request: "DELETE /ari/channels/\(encodedID)?reason_code=42",
            run: { try await $0.hangUp(oddID, cause: 42) }),
        OperationCase(
            testDescription: "answer", request: "POST /ari/channels/\(encodedID)/answer",
            run: { try await $0.answer(oddID) }),
        OperationCase(
            testDescription: "ring", request: "POST /ari/channels/\(encodedID)/ring",
            run: { try await $0.ring(oddID) }),
        OperationCase(
            testDescription: "continueInDialplan",
            request: "POST /ari/channels/\(encodedID)/continue",
            run: { try await $0.continueInDialplan(oddID) }),
        OperationCase(
            testDescription: "setVariable", request: "POST /ari/channels/\(encodedID)/variable",
            body: ["variable": "OFFHOOK_RESULT", "value": "a b&c;ü"],
            run: {
                try await $0.setVariable(oddID, name: "OFFHOOK_RESULT", value: "a b&c;ü")
            }),
        OperationCase(
            testDescription: "play", request: "POST /ari/channels/\(encodedID)/play",
            body: [
                "media": ["sound:silence/1", "sound:digits/4"], "playbackId": "p 1",
                "lang": "de",
            ], answer: .answer(201, "{}"),
            run: {
                try await $0.play(
                    ["sound:silence/1", "sound:digits/4"], on: oddID, playbackID: "p 1",
                    language: "de")
            }),
        OperationCase(
            testDescription: "findPlayback", request: "GET /ari/playbacks/\(encodedID)",
            run: { try await $0.findPlayback(oddID) }),
        OperationCase(
            testDescription: "stopPlayback", request: "DELETE /ari/playbacks/\(encodedID)",
            run: { try await $0.stopPlayback(oddID) }),
    ]

    static let others = [
        OperationCase(
            testDescription: "create a mixing bridge", request: "POST /ari/bridges/\(encodedID)",
            body: ["type": "mixing", "name": .string(oddID)], answer: .answer(200, "{}"),
            run: { try await $0.createBridge(oddID, .mixing) }),
        OperationCase(
            testDescription: "create a holding bridge", request: "POST /ari/bridges/oh-1-b2",
            body: ["type": "holding", "name": "oh-1-b2"], answer: .answer(200, "{}"),
            run: { try await $0.createBridge("oh-1-b2", .holding) }),
        OperationCase(
            testDescription: "bridges", request: "GET /ari/bridges",
            answer: recorded("rest-bridges"),
            run: { client in
                let ids = try await client.bridges().map(\.id)
                #expect(try ids == recordedIDs("rest-bridges"))
            }),
        OperationCase(
            testDescription: "bridge", request: "GET /ari/bridges/\(encodedID)",
            answer: .answer(
                200, "{\"id\":\"b\",\"bridge_type\":\"holding\",\"channels\":[\"c\"]}"),
            run: { client in
                let bridge = try await client.bridge(oddID)
                #expect(bridge.id == "b")
                #expect(bridge.kind == Bridge.Kind.holding.rawValue)
                #expect(bridge.channels == ["c"])
            }),
        OperationCase(
            // A list, since Asterisk takes "a,b" in a body for the name of one channel.
            testDescription: "addChannels", request: "POST /ari/bridges/\(encodedID)/addChannel",
            body: ["channel": ["1795406.12;2", .string(oddID)]],
            run: { try await $0.addChannels(["1795406.12;2", oddID], to: oddID) }),
        OperationCase(
            testDescription: "startMusic", request: "POST /ari/bridges/\(encodedID)/moh",
            body: ["mohClass": "hold ü"],
            run: { try await $0.startMusic(in: oddID, musicClass: "hold ü") }),
        OperationCase(
            testDescription: "deleteBridge", request: "DELETE /ari/bridges/\(encodedID)",
            run: { try await $0.deleteBridge(oddID) }),
        OperationCase(
            testDescription: "status", request: "GET /ari/asterisk/info?only=system%2Cstatus",
            answer: recorded("rest-asterisk-info"),
            run: { client in
                let status = try await client.status()
                #expect(status.majorVersion == 22)
            }),
        OperationCase(
            testDescription: "setEventFilter",
            request: "PUT /ari/applications/offhook/eventFilter",
            body: ["disallowed": [["type": "ChannelVarset"], ["type": "Dial"]]],
            answer: .answer(200, "{}"),
            run: { try await $0.setEventFilter(disallowed: ["ChannelVarset", "Dial"]) }),
        OperationCase(
            testDescription: "subscribe",
            request:
                "POST /ari/applications/offhook/subscription?eventSource=channel%3A\(encodedID)",
            answer: .answer(200, "{}"),
            run: { try await $0.subscribe(toChannel: oddID) }),
        OperationCase(
            testDescription: "setDeviceState",
            request: "PUT /ari/deviceStates/Stasis%3Aacme%3A\(encodedID)?deviceState=NOT_INUSE",
            run: { try await $0.setDeviceState("Stasis:acme:\(oddID)", to: .notInUse) }),
    ]
}

@Suite(.timeLimit(.minutes(1)))
struct `The operations` {
    @Test(arguments: OperationCase.channels + OperationCase.others)
    func `each asks as Asterisk expects it`(_ operation: OperationCase) async throws {
        let asterisk = try await FakeAsterisk { _ in operation.answer }
        let client = ARIClient(asterisk.configuration())
        try await operation.run(client)
        #expect(asterisk.asked.count == 1)
        let asked = try #require(asterisk.asked.first)
        #expect("\(asked.method) \(asked.uri)" == operation.request)
        // offhook:secret
        #expect(asked.headers["authorization"] == ["Basic b2ZmaG9vazpzZWNyZXQ="])
        if let body = operation.body {
            #expect(try JSONValue(parsing: asked.body) == body)
            // Asterisk silently ignores a body of any other kind.
            #expect(asked.headers["content-type"] == ["application/json"])
        } else {
            #expect(asked.body.isEmpty)
            #expect(asked.headers["content-type"].isEmpty)
            if asked.method == "POST" { #expect(asked.headers["content-length"] == ["0"]) }
        }
        await client.shutdown()
        await asterisk.stop()
    }

    @Test func `a hang-up goes before whatever waits`() async throws {
        let (isAsked, mayAnswer, isSecond) = (Occasion(), Occasion(), Occasion())
        let requests = Counter()
        let asterisk = try await FakeAsterisk { _ in
            guard requests.next() == 0 else {
                isSecond.happen()
                return .silence
            }
            isAsked.happen()
            try? await mayAnswer.wait()
            return .answer(204)
        }
        let client = ARIClient(
            asterisk.configuration(
                requestTimeout: .seconds(3_600), maximumRunningRequests: 1))
        /// Asks until one is refused because so many wait already.
        func fillQueue(_ ask: @escaping @Sendable () async throws(ARIError) -> Void) async throws {
            let isFull = Occasion()
            for _ in 0...1_024 {
                Task {
                    do throws(ARIError) {
                        try await ask()
                    } catch {
                        if error == .notSent("the queue is full") { isFull.happen() }
                    }
                }
            }
            try await isFull.wait()
        }
        let first = Task { try await client.channels() }
        try await isAsked.wait()
        try await fillQueue { () throws(ARIError) in try await client.answer("ordinary") }
        try await fillQueue { () throws(ARIError) in try await client.hangUp("c", cause: 16) }
        mayAnswer.happen()
        try await isSecond.wait()
        #expect(asterisk.asked.map(\.method) == ["GET", "DELETE"])
        await client.shutdown()
        _ = await first.result
        await asterisk.stop()
    }
}
