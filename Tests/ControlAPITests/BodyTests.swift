internal import ControlAPI
internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import Testing

/// What bad input gets.
@Suite(.timeLimit(.minutes(1)))
struct BodyTests {
    @Test func `malformed JSON is 400 and says where`() async throws {
        try await Desk.open { desk in
            for (body, place) in [
                (#"{"status": availabl}"#, "byte 19"),
                (#"{"status":"onBreak""#, "well-formed"),
                ("{\n \"status\" \"onBreak\"}", "byte 21"), ("\u{FEFF}x", "well-formed"),
            ] {
                let reply = try await desk.send(.put, Desk.path("/status"), body: body)
                #expect(reply.status == 400, "\(body)")
                #expect(reply.code == "malformedBody")
                #expect((reply["detail"] as? String)?.contains(place) == true, "\(reply.text)")
                try Contract().check(reply, "Problem")
            }
            let deep = String(repeating: "[", count: 30_000)
            #expect(try await desk.send(.put, Desk.path("/status"), body: deep).status == 400)
        }
    }

    @Test func `a missing key and a value of another type are 400 and named`() async throws {
        try await Desk.open { desk in
            for (body, key) in [
                ("{}", "status"), (#"{"status":7}"#, "status"), (#"{"status":null}"#, "status"),
                (#"{"status":"onBreak","reason":[]}"#, "reason"),
            ] {
                let reply = try await desk.send(.put, Desk.path("/status"), body: body)
                #expect(reply.status == 400, "\(body)")
                #expect(reply.code == "malformedBody")
                #expect((reply["detail"] as? String)?.contains("\"\(key)\"") == true)
            }
            for body in ["[]", "7", "\"x\"", "null", ""] {
                let reply = try await desk.send(.put, Desk.path("/status"), body: body)
                #expect(reply.status == 400, "\(body)")
                #expect(reply.code == "malformedBody")
            }
        }
    }

    @Test func `an unknown key is 400, and the allowed ones are told`() async throws {
        try await Desk.open { desk in
            let reply = try await desk.send(
                .put, Desk.path("/status"), json: ["status": "onBreak", "why": "lunch"])
            #expect(reply.status == 400)
            #expect(reply.code == "unknownKey")
            #expect(reply["detail"] as? String == #"Send no other keys than "reason", "status"."#)
            let none = try await desk.send(.post, Desk.path("/connection"), json: ["force": true])
            #expect(none.code == "unknownKey")
            #expect(try await desk.send(.post, Desk.path("/connection"), body: "{}").status == 409)
        }
    }

    @Test func `a value that is not allowed is 400`() async throws {
        try await Desk.open { desk in
            for body in [
                ["status": "busy"], ["status": "onBreak", "reason": ""],
                ["status": "onBreak", "reason": "two\nlines"],
                ["status": "onBreak", "reason": String(repeating: "x", count: 201)],
                ["status": "onBreak", "reason": String(repeating: "e\u{301}", count: 101)],
                ["status": "onBreak", "reason": "\u{9F}"],
            ] {
                let reply = try await desk.send(.put, Desk.path("/status"), json: body)
                #expect(reply.status == 400)
                #expect(reply.code == "invalidValue")
            }
        }
    }

    @Test func `a PIN is never repeated, whatever is wrong with the body around it`() async throws {
        try await Desk.open { desk in
            for body in [
                #"{"attemptId":"a","pin":9173"#, #"{"attemptId":"a","pin":"9173","9173":1}"#,
                #"{"pin":"9173"}"#, #"{"attemptId":9173,"pin":"9173"}"#, #"{"attemptId":"a" 9173}"#,
                #"{"attemptId":"a","pin":"9173 "}"#, #"{"attemptId":"a","pin":9173e99999}"#,
                #"{"attemptId":"a","pin":"9173"}"#,
            ] {
                let reply = try await desk.send(
                    .post, Desk.path("/connection/confirm"), body: body)
                #expect(reply.status == 400 || reply.code == "notLoggedIn", "\(body)")
                #expect(!reply.text.contains("9173"), "\(body)")
            }
        }
    }

    @Test func `a body that is too large is 413, declared or not`() async throws {
        try await Desk.open { desk in
            let large = #"{"status":""# + String(repeating: "x", count: 65_536) + #""}"#
            for isChunked in [false, true] {
                let reply = try await desk.send(
                    .put, Desk.path("/status"), body: large, isChunked: isChunked)
                #expect(reply.status == 413)
                #expect(reply.code == "bodyTooLarge")
            }
            let declared = try await desk.send(
                .put, Desk.path("/status"), body: "{}",
                headers: [("Content-Length", "99999999999")])
            #expect(declared.status == 413)
        }
    }

    @Test func `another content type is 415`() async throws {
        try await Desk.open { desk in
            for type in ["text/plain", "application/x-www-form-urlencoded", "application/jsonx"] {
                let reply = try await desk.send(
                    .put, Desk.path("/status"), body: #"{"status":"onBreak"}"#, type: type)
                #expect(reply.status == 415)
                #expect(reply.code == "unsupportedMediaType")
            }
            let charset = try await desk.send(
                .put, Desk.path("/status"), body: #"{"status":"onBreak"}"#,
                type: "Application/JSON ; charset=utf-8")
            #expect(charset.code == "notLoggedIn")
        }
    }

    @Test func `a body that does not come is 408`() async throws {
        var options = Desk.Options()
        options.configure = { $0.bodyDeadline = .milliseconds(50) }
        try await Desk.open(options) { desk in
            let reply = try await desk.sendHalf(.put, Desk.path("/status"))
            #expect(reply.status == 408)
            #expect(reply.code == "requestTimedOut")
        }
    }

    @Test func `a connection goes on after a body that nobody read`() async throws {
        try await Desk.open { desk in
            try await desk.connect().executeThenClose { inbound, outbound in
                var parts = inbound.makeAsyncIterator()
                var codes: [UInt] = []
                for path in [Desk.path("/status", of: "bob"), "/v1/nothing", "/healthz"] {
                    let method: HTTPMethod = path == "/healthz" ? .GET : .PUT
                    let head = HTTPRequestHead(
                        version: .http1_1, method: method, uri: path,
                        headers: [
                            "Host": "localhost",
                            "Authorization": "Bearer \(Desk.Token.alice.text)",
                            "Content-Length": "5",
                        ])
                    try await outbound.write(.head(head))
                    try await outbound.write(.body(.byteBuffer(ByteBuffer(string: "{...}"))))
                    try await outbound.write(.end(nil))
                    while let part = try await parts.next() {
                        if case .head(let head) = part { codes.append(head.status.code) }
                        if case .end = part { break }
                    }
                }
                #expect(codes == [403, 404, 200])
            }
        }
    }

    @Test func `an unknown path is 404 and a wrong method 405 with those that there are`()
        async throws
    {
        try await Desk.open { desk in
            for path in ["/", "/v1", "/v1/nothing", "/v1/tenants/acme/agents/alice/pin"] {
                let reply = try await desk.send(.get, path)
                #expect(reply.status == 404, "\(path)")
                #expect(reply.code == "notFound")
            }
            let reply = try await desk.send(.patch, Desk.path("/connection"))
            #expect(reply.status == 405)
            #expect(reply.code == "methodNotAllowed")
            #expect(reply.header("Allow") == "GET, POST, DELETE")
            let head = try await desk.send(.head, "/healthz")
            #expect(head.status == 405)
            #expect(head.text.isEmpty)
        }
    }

    @Test func `odd paths and queries do no harm`() async throws {
        try await Desk.open { desk in
            for path in [
                "/v1/tenants/acme/agents/%", "/v1/tenants/acme/agents/%zz",
                "/v1/tenants/acme/agents/%ff", "/v1/tenants/%2561cme/agents", "//", "*",
                "/v1/tenants/acme/agents/..%2F..", "/v1/tenants/acme//agents?",
            ] {
                let reply = try await desk.send(.get, path)
                #expect(reply.status == 404 || reply.status == 200, "\(path)")
            }
            for query in ["?", "?&&=", "?limit", "?=5", "?cursor=%zz", "?cursor=%00", "?a=b=c"] {
                let reply = try await desk.send(.get, "/v1/tenants/acme/agents" + query)
                #expect(reply.status == 200 || reply.code == "invalidParameter", "\(query)")
            }
            let spaced = try await desk.send(
                .get, Desk.path("", of: "on%20demand"), as: .supervisor)
            #expect(spaced["name"] as? String == "Otto")
        }
    }
}
