internal import ControlAPI
internal import Foundation
internal import Logging
internal import NIOCore
internal import NIOPosix
internal import Orchestration
internal import ServiceLifecycle
internal import Testing

/// What is asked of the service itself.
@Suite(.timeLimit(.minutes(1)))
struct ServiceTests {
    @Test func `it lives, and is ready once the phone system is seen`() async throws {
        var options = Desk.Options()
        options.isPhoneSystemSeen = false
        try await Desk.open(options) { desk in
            let contract = try Contract()
            let alive = try await desk.send(.get, "/healthz", as: nil)
            #expect(alive.status == 200)
            try contract.check(alive, "Alive")
            let notYet = try await desk.send(.get, "/readyz", as: nil)
            #expect(notYet.status == 503)
            #expect(notYet["reasons"] as? [String] == ["The PBX has not been reached yet."])
            try contract.check(notYet, "Readiness")
            desk.surveyed()
            let ready = try await desk.send(.get, "/readyz", as: nil)
            #expect(ready.status == 200)
            #expect(ready["reasons"] as? [String] == [])
            desk.health.update {
                $0.store = "The disk is full."
                $0.isStopping = true
            }
            let stopping = try await desk.send(.get, "/readyz", as: nil)
            #expect(
                stopping["reasons"] as? [String] == [
                    "The disk is full.", "The service is stopping.",
                ])
            #expect(stopping["state"] as? String == "stopping")
            #expect(ready["state"] as? String == "ready")
            #expect(notYet["state"] as? String == "notReady")
        }
    }

    @Test func `one that stands by says so and refuses all else, until it takes over`() async throws
    {
        try await Desk.open { desk in
            let contract = try Contract()
            let health = ServiceHealth()
            health.update { $0.isStandby = true }
            let api = ControlAPI(
                health: health, configuration: .init(port: 0),
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            let (ports, taken) = AsyncStream.makeStream(of: Int.self)
            let group = ServiceGroup(
                configuration: .init(
                    services: [api.makeApplication { taken.yield($0) }],
                    logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
            async let running: Void = group.run()
            var other = desk
            other.port = try #require(await ports.first { _ in true })
            #expect(try await other.send(.get, "/healthz", as: nil).status == 200)
            #expect(try await other.send(.get, "/openapi.yaml", as: nil).status == 200)
            let readiness = try await other.send(.get, "/readyz", as: nil)
            #expect(readiness.status == 503)
            #expect(readiness["state"] as? String == "standby")
            try contract.check(readiness, "Readiness")
            for path in ["/v1/me", Desk.path(""), "/v1/tenants/acme/events"] {
                let refusal = try await other.send(.get, path)
                #expect(refusal.status == 503)
                #expect(refusal.code == "standby")
                #expect(refusal.header("Retry-After") == "1")
                try contract.check(refusal, "Problem")
            }
            #expect(try await other.send(.get, "/nothing").status == 404)
            api.open(
                sequencer: desk.sequencer, board: desk.board, tokens: desk.tokens,
                answers: desk.store, ledger: desk.store, recordings: desk.store, files: desk.phones,
                secret: Array(repeating: 9, count: 32))
            health.update { ($0.isStandby, $0.phoneSystem) = (false, nil) }
            #expect(try await other.send(.get, "/v1/me").status == 200)
            #expect(try await other.send(.get, "/readyz", as: nil).status == 200)
            await group.triggerGracefulShutdown()
            try await running
        }
    }

    @Test func `answers are not to be cached`() async throws {
        try await Desk.open { desk in
            let reply = try await desk.send(.get, Desk.path(""))
            #expect(reply.header("Cache-Control") == "no-store")
            #expect(reply.header("Content-Type") == "application/json")
        }
    }

    @Test func `a port in use, a foreign address and an unknown host are told apart`() async throws
    {
        try await Desk.open { desk in
            func failure(_ host: String, _ port: Int) async -> ListenFailure? {
                let api = ControlAPI(
                    sequencer: desk.sequencer, board: desk.board, health: desk.health,
                    tokens: desk.tokens, answers: desk.store, ledger: desk.store,
                    recordings: desk.store, files: desk.phones, secret: [],
                    configuration: .init(host: host, port: port),
                    logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
                do {
                    try await api.makeApplication().run()
                    return nil
                } catch {
                    return error as? ListenFailure
                }
            }
            let taken = await failure("127.0.0.1", desk.port)
            #expect(taken == .portInUse(host: "127.0.0.1", port: desk.port))
            #expect(taken?.description.contains("in use by another process") == true)
            #expect(await failure("192.0.2.1", 0) == .addressNotHere(host: "192.0.2.1"))
            let host = "no such host"
            #expect(await failure(host, 0) == .hostUnknown(host: host))
        }
    }

    @Test func `a connection that never sends a request is closed`() async throws {
        var options = Desk.Options()
        options.configure = { $0.idleTimeout = .milliseconds(50) }
        try await Desk.open(options) { desk in
            let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .connect(host: "127.0.0.1", port: desk.port).get()
            // It may be closed before this even.
            try? await channel.writeAndFlush(ByteBuffer(string: "GET / HTTP/1.1\r\nHost: ")).get()
            try await channel.closeFuture.get()
        }
    }
}
