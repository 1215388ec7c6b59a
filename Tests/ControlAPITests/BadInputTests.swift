internal import ControlAPI
internal import Foundation
internal import NIOCore
internal import TestSupport
internal import Testing

/// What no console sends.
@Suite(.timeLimit(.minutes(1)))
struct BadInputTests {
    /// The service does its work as before.
    private func expectUnharmed(_ desk: Desk) async throws {
        #expect(try await desk.send(.get, "/v1/me").status == 200)
        #expect(try await desk.send(.get, "/readyz", as: nil).status == 200)
    }

    private static func problem(_ status: Int, _ code: String, in answer: String) -> Bool {
        answer.hasPrefix("HTTP/1.1 \(status) ") && answer.contains("\"code\":\"\(code)\"")
            && answer.lowercased().contains("content-type: application/problem+json")
    }

    // MARK: Bodies

    @Test(arguments: [
        #"{"status":"onBreak","status":"available"}"#,
        #"{"status":"onBreak","\u0073tatus":"available"}"#,
        #"{"status":"onBreak","reason":{"a":1,"a":2}}"#,
        #"{"status":"\ud800"}"#, #"{"status":"\udc00\ud800"}"#, #"{"status":"on\u0000Break"}"#,
        #"{"status":1e999}"#, #"{"status":99999999999999999999999}"#, #"{"status":NaN}"#,
        #"{"status":"onBreak"}{"status":"onBreak"}"#, #"{"status":"onBreak"} x"#,
        #"{'status':'onBreak'}"#, #"{"status":"onBreak",}"#, #"{"status":"onBreak"/**/}"#,
        "{\"status\":\"on\u{1}Break\"}", "{\"status\":\"onBreak\"\u{0}}",
        String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000),
        String(repeating: #"{"status":"#, count: 6_500),
        #"{"status":"# + String(repeating: "[", count: 10_000)
            + String(repeating: "]", count: 10_000) + "}",
    ])
    func `JSON that is no JSON, or means two things, is 400`(_ body: String) async throws {
        try await Desk.open { desk in
            _ = try await desk.send(.post, Desk.path("/session"))
            let reply = try await desk.send(.put, Desk.path("/status"), body: body)
            #expect(reply.status == 400)
            #expect(reply.code == "malformedBody")
            try Contract().check(reply, "Problem")
            let status = try await desk.send(.get, Desk.path(""))
            #expect((status["status"] as? [String: Any])?["status"] as? String == "onBreak")
            try await expectUnharmed(desk)
        }
    }

    @Test(arguments: [
        [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82],
    ])
    func `a body that is no UTF-8 is 400`(_ bytes: [UInt8]) async throws {
        try await Desk.open { desk in
            let body = Array(#"{"status":"onBreak","reason":""#.utf8) + bytes + Array("\"}".utf8)
            let head = Desk.head(
                "PUT \(Desk.path("/status"))",
                ["Content-Type: application/json", "Content-Length: \(body.count)"])
            let answer = try await RawClient.exchange(with: desk.port, [Array(head.utf8) + body])
            #expect(Self.problem(400, "malformedBody", in: answer), "\(answer)")
        }
    }

    // MARK: Names

    @Test(arguments: [
        "a%2Fb", "..%2F..%2Fetc%2Fpasswd", "%2e%2e", "..", "%00", "alice%00",
        "a%0d%0aSet-Cookie:%20x",
        "a%0D%0A%0D%0A%3Chtml%3E", "%ff%fe", "%ed%a0%80", "%c0%80", "%zz", "%", "%25",
        "$%7BEXTEN%7D",
        "alice%22", "%F0%9F%93%9E", String(repeating: "x", count: 4_000),
    ])
    func `an id that nobody has is 404, whatever is in it, and comes back nowhere`(
        _ id: String
    ) async throws {
        try await Desk.open { desk in
            let paths = [
                (Method.get, "/v1/tenants/acme/agents/\(id)"),
                (.post, "/v1/tenants/acme/agents/\(id)/session"),
                (.delete, "/v1/tenants/acme/agents/\(id)/connection"),
                (.post, "/v1/tenants/acme/offers/\(id)/accept"),
                (.get, "/v1/tenants/acme/calls/\(id)"), (.get, "/v1/tenants/\(id)/agents"),
            ]
            for (method, path) in paths {
                let reply = try await desk.send(method, path)
                #expect([404, 405].contains(reply.status), "\(method) \(reply.status)")
                #expect(reply.code != nil)
                #expect(reply.header("Set-Cookie") == nil)
                #expect(!reply.text.contains("<html>") && !reply.text.contains("EXTEN"))
            }
            try await expectUnharmed(desk)
        }
    }

    @Test func `strings with line ends or what the dialplan knows reach no header and no log line`()
        async throws
    {
        let log = RecordingLog()
        var options = Desk.Options()
        options.logger = log.logger
        try await Desk.open(options) { desk in
            _ = try await desk.send(.post, Desk.path("/session"))
            for (text, status) in [
                ("x\r\nSet-Cookie: evil", 400), ("x%0d%0aSet-Cookie: evil", 200),
                ("${SHELL(evil)}\"", 200), ("\u{1B}[31mevil", 400),
            ] {
                let reply = try await desk.send(
                    .put, Desk.path("/status"),
                    json: ["status": "workingOffline", "reason": text])
                #expect(reply.status == status, "\(text)")
                #expect(reply.header("Set-Cookie") == nil)
            }
            for field in ["Last-Event-ID", "Origin", "X-Evil"] {
                let reply = try await desk.send(
                    .get, "/v1/me", headers: [(field, "evil%0d%0aSet-Cookie: evil")])
                #expect(reply.status == 200)
                #expect(!"\(reply.headers)".contains("evil"))
            }
        }
        #expect(!log.lines.contains { $0.contains("evil") })
    }

    // MARK: Heads

    @Test func `a path that is too long is 414, headers that are too large 431`() async throws {
        try await Desk.open { desk in
            let contract = try Contract()
            for path in [
                Desk.path("", of: String(repeating: "x", count: 10_000)),
                "/v1/me?" + String(repeating: "x", count: 10_000),
                "/" + String(repeating: "%41", count: 4_000),
            ] {
                let reply = try await desk.send(.get, path)
                #expect(reply.status == 414)
                #expect(reply.code == "uriTooLong")
                try contract.check(reply, "Problem")
            }
            let long = String(repeating: "x", count: 20_000)
            for fields in [
                [("X-Long", long)], [("X-\(long)", "x")],
                (1...5).map { ("X-\($0)", String(long.prefix(8_000))) },
                (1...200).map { ("X-\($0)", "x") },
            ] {
                let reply = try await desk.send(.get, "/v1/me", headers: fields)
                #expect(reply.status == 431)
                #expect(reply.code == "headersTooLarge")
                #expect(reply.header("Connection") == "close")
                #expect(reply.header("X-Content-Type-Options") == "nosniff")
                try contract.check(reply, "Problem")
            }
            let endless = try await RawClient.exchange(
                with: desk.port,
                ["GET /\(String(repeating: "x", count: 100_000))"].map { Array($0.utf8) })
            #expect(Self.problem(431, "headersTooLarge", in: endless))
            try await expectUnharmed(desk)
        }
    }

    @Test(arguments: [
        "\u{0}\u{1}\u{2}\u{3}", "hello\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n",
        "GET / HTTP/1.1\r\nHost\r\n\r\n", "GET / HTTP/1.1\r\n: x\r\n\r\n",
        "GET / HTTP/1.1\r\nA B: x\r\n\r\n", "G\u{0}T / HTTP/1.1\r\n\r\n",
        "GET /\u{0} HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nX: a\u{0}b\r\n\r\n",
        "PUT / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "PUT / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "PUT / HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n",
        "PUT / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}",
    ])
    func `what is no HTTP is 400, and the connection is closed`(_ text: String) async throws {
        try await Desk.open { desk in
            let answer = try await RawClient.exchange(with: desk.port, text)
            #expect(Self.problem(400, "malformedRequest", in: answer), "\(answer)")
            try await expectUnharmed(desk)
        }
    }

    @Test func `garbage behind a good request is told after its answer`() async throws {
        try await Desk.open { desk in
            let head = Desk.head("GET /v1/me").replacing("Connection: close\r\n", with: "")
            let answer = try await RawClient.exchange(
                with: desk.port, head + head + "\u{1}garbage\r\n\r\n" + head)
            let statuses = answer.matches(of: #/HTTP/1\.1 (\d+) /#).map { String($0.1) }
            #expect(statuses == ["200", "200", "400"], "\(answer)")
            #expect(answer.contains("\"code\":\"malformedRequest\""))
            try await expectUnharmed(desk)
        }
    }

    @Test(arguments: ["zz\r\n", "5\r\nabc", "-1\r\n\r\n", "FFFFFFFFFFFFFFFFFF\r\n", "1\r\n{}}\r\n"])
    func `a body in chunks that are none is 400, once`(_ chunks: String) async throws {
        var options = Desk.Options()
        options.configure = { $0.bodyDeadline = .milliseconds(300) }
        try await Desk.open(options) { desk in
            let head = Desk.head(
                "PUT \(Desk.path("/status"))",
                ["Content-Type: application/json", "Transfer-Encoding: chunked"])
            let answer = try await RawClient.exchange(with: desk.port, head + chunks)
            // What only stops is not known to be wrong.
            let isRight =
                Self.problem(400, "malformedBody", in: answer)
                || Self.problem(408, "requestTimedOut", in: answer)
            #expect(isRight, "\(answer)")
            #expect(answer.matches(of: /HTTP\/1\.1/).count == 1)
            try await expectUnharmed(desk)
        }
    }

    @Test func `bytes that are no UTF-8 in path, query and headers do no harm`() async throws {
        try await Desk.open { desk in
            let token = "Authorization: Bearer \(Desk.Token.alice.text)\r\nConnection: close\r\n"
            for (before, after) in [
                ("GET /v1/tenants/acme/agents/", " HTTP/1.1\r\n\(token)\r\n"),
                ("GET /v1/tenants/acme/agents?agent=", " HTTP/1.1\r\n\(token)\r\n"),
                ("GET /v1/tenants/acme/offers?cursor=", " HTTP/1.1\r\n\(token)\r\n"),
                ("GET /v1/me HTTP/1.1\r\nX-Odd: ", "\r\n\(token)\r\n"),
                ("GET /v1/me HTTP/1.1\r\nAuthorization: Bearer ", "\r\nConnection: close\r\n\r\n"),
                ("GET /v1/me HTTP/1.1\r\nX-", ": x\r\n\(token)\r\n"),
            ] {
                let answer = try await RawClient.exchange(
                    with: desk.port, [Array(before.utf8) + [0xFF, 0xC0, 0x80] + Array(after.utf8)])
                let isAnswered =
                    answer.hasPrefix("HTTP/1.1 200") || answer.hasPrefix("HTTP/1.1 4")
                #expect(isAnswered, "\(before) \(answer)")
            }
            for query in ["agent=%ff", "cursor=%ff", "limit=%ff", "state=%00", "agent=%ed%a0%80"] {
                let reply = try await desk.send(.get, "/v1/tenants/acme/offers?\(query)")
                #expect(reply.status == 200 || reply.code == "invalidParameter", "\(query)")
            }
            try await expectUnharmed(desk)
        }
    }

    @Test func `a thousand requests in one go are answered in order`() async throws {
        try await Desk.open { desk in
            let head = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
            let last = "GET /v1/nothing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            let answer = try await RawClient.exchange(
                with: desk.port, String(repeating: head, count: 1_000) + last)
            let statuses = answer.matches(of: #/HTTP/1\.1 (\d+) /#).map { String($0.1) }
            #expect(statuses == Array(repeating: "200", count: 1_000) + ["404"])
        }
    }
}
