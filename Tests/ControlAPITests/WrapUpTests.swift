internal import ConnectionMode
internal import Orchestration
internal import Synchronization
internal import Testing

@testable internal import ControlAPI

/// What is to be done after a call, as consoles count it down and end it (O11).
@Suite(.timeLimit(.minutes(1)))
struct WrapUpTests {
    @Test func `O11 a wrap-up is shown with its end, told of, and ended early`() async throws {
        var options = Desk.Options()
        options.configure = { $0.isDirectoryStored = true }
        try await Desk.open(options) { desk in
            let contract = try Contract()
            let policy = try await desk.send(
                .patch, "/v1/tenants/acme/policy", as: .administrator, json: ["wrapUpSeconds": 30])
            #expect(policy.status == 200)
            try await desk.openConnection()
            let told = Mutex<[EventType]>([])
            let subscription = desk.board.subscribe { posting in
                let type = EventType(posting.content)
                if type.family == "wrapUp" { told.withLock { $0.append(type) } }
                return true
            }
            defer { withExtendedLifetime(subscription) {} }
            let complete = Desk.path("/wrap-up/complete")
            let early = try await desk.send(.post, complete)
            #expect(early.status == 409)
            #expect(early.code == "notWrappingUp")
            try contract.check(early, "Problem")

            desk.customerArrives()
            try await desk.settled()
            let offer = try await desk.sequencer.read { $0.offers.keys.first }
            let path = "/v1/tenants/acme/offers/\(try #require(offer))/accept"
            #expect(try await desk.send(.post, path).status == 200)
            let call = try await desk.sequencer.read { $0.calls.keys.first }
            try await desk.bridged(try #require(call).rawValue)
            desk.see(.legGone(LegID("caller-1"), .hungUp))
            try await desk.settled()
            let shown = try await desk.send(.get, Desk.path(""))
            try contract.check(shown, "AgentAnswer")
            let status = try #require(shown["status"] as? [String: Any])
            #expect(status["status"] as? String == "wrappingUp")
            #expect(status["requestedStatus"] as? String == "available")
            #expect(status["expiresAt"] != nil)
            for other in [Desk.Token.bob, .supervisor] {
                #expect(try await desk.send(.post, complete, as: other).status == 403)
            }
            let done = try await desk.send(.post, complete)
            #expect(done.status == 200)
            try contract.check(done, "StatusAnswer")
            #expect(done["status"] as? String == "available")
            #expect(done["expiresAt"] == nil)
            #expect(told.withLock { $0 } == [.wrapUpStarted, .wrapUpEnded])
        }
    }
}
