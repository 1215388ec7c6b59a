internal import ConnectionMode
internal import Synchronization
internal import TestSupport
internal import Testing

@Suite(.timeLimit(.minutes(1)))
struct LogTests {
    @Test func `V8 neither tokens nor PINs are in the log, at any level`() async throws {
        let capture = RecordingLog()
        var options = Desk.Options()
        options.logger = capture.logger
        let pin = Mutex("")
        try await Desk.open(options) { desk in
            _ = try await desk.send(.post, Desk.path("/session"))
            let dialed = try await desk.send(.post, Desk.path("/connection"))
            let attempt = try #require(dialed["attemptId"] as? String)
            let heard = try await desk.answerPhone()
            pin.withLock { $0 = heard }
            for body in [
                "{\"attemptId\":\"\(attempt)\",\"pin\":\(heard)",
                "{\"attemptId\":\"\(attempt)\",\"pin\":\"\(heard) \"}",
                "{\"attemptId\":\"\(attempt)\",\"pin\":\"\(heard)\"}",
            ] {
                _ = try await desk.send(.post, Desk.path("/connection/confirm"), body: body)
            }
            let state = try await desk.send(.get, Desk.path("/connection"))
            #expect(state["state"] as? String == "open")
            let secret = [("Authorization", "Bearer secret-of-nobody")]
            _ = try await desk.send(.get, "/v1/me?token=secret-of-query", as: nil, headers: secret)
        }
        let log = capture.lines
        #expect(log.contains { $0.contains("/v1/tenants/{tenant}/agents/{agent}/session") })
        #expect(!log.contains { $0.contains("secret-of") })
        // A PIN among other digits, of a port say, is no PIN.
        let digits = pin.withLock { $0 }
        let told = log.flatMap { $0.split { !$0.isNumber } }
        #expect(!told.contains { $0 == digits }, "\(log)")
    }
}
