internal import ConnectionMode
internal import ControlAPI
internal import Crypto
internal import Dispatch
internal import Foundation
internal import Orchestration
internal import Storage
internal import Synchronization
internal import Testing

/// Requests that come again under one `Idempotency-Key`.
@Suite(.timeLimit(.minutes(1)))
struct IdempotencyTests {
    private static func key(_ key: String) -> [(String, String)] { [("Idempotency-Key", key)] }

    private static func isReplayed(_ reply: Reply) -> Bool {
        reply.header("Idempotency-Replayed") == "true"
    }

    /// How often a phone was called.
    private static func dials(_ desk: Desk) -> Int {
        desk.phones.effects.count { if case .dial = $0 { true } else { false } }
    }

    @Test func `W2 the same request again is answered the same and done once`() async throws {
        try await Desk.open { desk in
            _ = try await desk.send(.post, Desk.path("/session"))
            let path = Desk.path("/connection")
            let first = try await desk.send(.post, path, headers: Self.key("dial-1"))
            #expect(first.status == 202)
            #expect(first.header("Idempotency-Replayed") == nil)
            _ = try await desk.answerPhone()
            for _ in 1...3 {
                let again = try await desk.send(.post, path, headers: Self.key("dial-1"))
                #expect(again.status == 202)
                #expect(again.text == first.text)
                #expect(again.header("Content-Type") == first.header("Content-Type"))
                #expect(Self.isReplayed(again))
            }
            #expect(Self.dials(desk) == 1)
            #expect(try await desk.send(.post, path).code == "attemptUnderWay")
        }
    }

    @Test func `a refusal and an answer without a body come again too, whatever came between`()
        async throws
    {
        try await Desk.open { desk in
            let session = Desk.path("/session")
            let early = try await desk.send(.delete, session, headers: Self.key("out"))
            #expect(early.status == 409)
            _ = try await desk.send(.post, session)
            let again = try await desk.send(.delete, session, headers: Self.key("out"))
            #expect(again.status == 409)
            #expect(again.text == early.text)
            #expect(again.header("Content-Type") == "application/problem+json")
            let out = try await desk.send(.delete, session, headers: Self.key("out-2"))
            #expect(out.status == 204)
            let twice = try await desk.send(.delete, session, headers: Self.key("out-2"))
            #expect(twice.status == 204)
            #expect(twice.text.isEmpty)
            #expect(Self.isReplayed(twice))
        }
    }

    @Test func `another request under the same key is 422, and nothing is done`() async throws {
        try await Desk.open { desk in
            _ = try await desk.send(.post, Desk.path("/session"))
            let status = Desk.path("/status")
            let first = try await desk.send(
                .put, status, body: #"{"status":"onBreak"}"#, headers: Self.key("k"))
            #expect(first.status == 200)
            for (method, path, body) in [
                (Method.put, status, #"{"status":"workingOffline"}"#),
                (.put, status, #"{"status": "onBreak"}"#), (.put, status + "?x=1", ""),
                (.put, status, ""), (.post, Desk.path("/connection"), ""),
                (.delete, Desk.path("/session"), ""),
            ] {
                let other = try await desk.send(method, path, body: body, headers: Self.key("k"))
                #expect(other.status == 422, "\(method) \(path)")
                #expect(other.code == "idempotencyKeyReused")
            }
            let now = try await desk.send(.get, Desk.path(""))
            #expect((now["status"] as? [String: Any])?["status"] as? String == "onBreak")
        }
    }

    @Test func `W4 a key is one token's alone`() async throws {
        try await Desk.open { desk in
            let own = try await desk.send(.post, Desk.path("/session"), headers: Self.key("k"))
            #expect(own.status == 201)
            let other = try await desk.send(
                .post, Desk.path("/session", of: "bob"), as: .bob, headers: Self.key("k"))
            #expect(other.status == 201)
            #expect(!Self.isReplayed(other))
            let forbidden = try await desk.send(
                .post, Desk.path("/session"), as: .administrator, headers: Self.key("k"))
            #expect(forbidden.status == 403)
            let nobody = try await desk.send(
                .post, Desk.path("/session"), as: nil, headers: Self.key("k"))
            #expect(nobody.status == 401)
        }
    }

    @Test func `while the first is under way the same is 409 and another 422`() async throws {
        try await Desk.open { desk in
            let gate = DispatchSemaphore(value: 0)
            // However the test ends, the sequencer goes on.
            defer { gate.signal() }
            async let held: Void = desk.sequencer.read { _ in gate.wait() }
            let path = Desk.path("/session")
            try await withThrowingTaskGroup(of: Reply.self) { group in
                for _ in 1...2 {
                    group.addTask {
                        try await desk.send(.post, path, headers: Self.key("k"))
                    }
                }
                // One of the two waits for the sequencer, the other one is told at once.
                let early = try #require(try await group.next())
                #expect(early.status == 409)
                #expect(early.code == "idempotencyInProgress")
                #expect(early.header("Retry-After") == "1")
                let other = try await desk.send(.delete, path, headers: Self.key("k"))
                #expect(other.code == "idempotencyKeyReused")
                gate.signal()
                let late = try #require(try await group.next())
                #expect(late.status == 201)
                let after = try await desk.send(.post, path, headers: Self.key("k"))
                #expect(after.status == 201)
                #expect(after.text == late.text)
            }
            try await held
        }
    }

    @Test func `what the service could not do is done when it comes again`() async throws {
        try await Desk.open { desk in
            let path = Desk.path("/session")
            desk.store.failure = .unavailable("The disk is full.")
            let refused = try await desk.send(.post, path, headers: Self.key("k"))
            #expect(refused.status == 503)
            desk.store.failure = nil
            let done = try await desk.send(.post, path, headers: Self.key("k"))
            #expect(done.status == 201)
            #expect(!Self.isReplayed(done))
        }
    }

    @Test func `V9 a call that was refused for too many is placed later under the same key`()
        async throws
    {
        try await Desk.open { desk in
            _ = try await desk.send(.post, Desk.path("/session"))
            let path = Desk.path("/connection")
            for _ in 1...5 {
                #expect(try await desk.send(.post, path).status == 202)
                #expect(try await desk.send(.delete, path).status == 204)
            }
            let limited = try await desk.send(.post, path, headers: Self.key("k"))
            #expect(limited.status == 429)
            #expect(desk.store.answers.isEmpty)
        }
    }

    @Test func `V5 a wrong PIN under one key counts once`() async throws {
        try await Desk.open { desk in
            _ = try await desk.send(.post, Desk.path("/session"))
            let dialed = try await desk.send(.post, Desk.path("/connection"))
            let attempt = try #require(dialed["attemptId"] as? String)
            let wrong = try await desk.answerPhone() == "0000" ? "1111" : "0000"
            let body = "{\"attemptId\":\"\(attempt)\",\"pin\":\"\(wrong)\"}"
            let path = Desk.path("/connection/confirm")
            for (key, left) in [("a", 2), ("a", 2), ("a", 2), ("b", 1)] {
                let reply = try await desk.send(.post, path, body: body, headers: Self.key(key))
                #expect(reply.status == 422)
                #expect(reply["attemptsLeft"] as? Int == left)
            }
        }
    }

    @Test func `V8 neither a PIN nor what it could be guessed from is kept`() async throws {
        let pin = "4711"
        let body = #"{"attemptId":"none","pin":"4711"}"#
        func kept(_ secret: UInt8) async throws -> RememberedAnswer {
            let result = Mutex<RememberedAnswer?>(nil)
            var options = Desk.Options()
            options.secret = Array(repeating: secret, count: 32)
            try await Desk.open(options) { desk in
                _ = try await desk.send(.post, Desk.path("/session"))
                let reply = try await desk.send(
                    .post, Desk.path("/connection/confirm"), body: body, headers: Self.key(pin))
                #expect(reply.code == "attemptIsOver")
                result.withLock { $0 = desk.store.answers.first }
            }
            return try #require(result.withLock { $0 })
        }
        let (first, second) = (try await kept(7), try await kept(8))
        // Without the secret, which is in no store, all PINs can be tried and none be told.
        #expect(first.request != second.request && first.key != second.key)
        #expect(first.request.count == 32 && first.key.count == 32)
        #expect(!String(decoding: first.body, as: UTF8.self).contains(pin))
        for text in [body, pin, "POST" + Desk.path("/connection/confirm") + body] {
            #expect(Array(SHA256.hash(data: Data(text.utf8))) != first.request)
            #expect(Array(SHA256.hash(data: Data(text.utf8))) != first.key)
        }
    }

    @Test(arguments: ["", " ", "a b", "ä", "a\tb", String(repeating: "k", count: 129)])
    func `a key that cannot be one is 400`(_ key: String) async throws {
        try await Desk.open { desk in
            let reply = try await desk.send(
                .post, Desk.path("/session"), headers: Self.key(key))
            #expect(reply.status == 400)
            #expect(reply.code == "malformedIdempotencyKey")
            let longest = Self.key(String(repeating: "~", count: 128))
            let status = try await desk.send(.post, Desk.path("/session"), headers: longest).status
            #expect(status == 201)
        }
    }

    @Test func `without a key, and with one on what changes nothing, nothing is kept`()
        async throws
    {
        try await Desk.open { desk in
            _ = try await desk.send(.post, Desk.path("/session"))
            for _ in 1...2 {
                let reply = try await desk.send(
                    .get, Desk.path(""), headers: Self.key("any key at all"))
                #expect(reply.status == 200)
                #expect(!Self.isReplayed(reply))
            }
            #expect(desk.store.answers.isEmpty)
        }
    }

    @Test func `after its day a key is as good as new`() async throws {
        var options = Desk.Options()
        options.configure = { $0.answerLimits.seconds = 0 }
        try await Desk.open(options) { desk in
            let path = Desk.path("/session")
            let first = try await desk.send(.post, path, headers: Self.key("k"))
            let second = try await desk.send(.post, path, headers: Self.key("k"))
            #expect(first.status == 201)
            #expect(second.code == "alreadyLoggedIn")
        }
    }
}
