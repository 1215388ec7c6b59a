internal import ControlAPI
internal import Foundation
internal import NIOCore
internal import NIOPosix
internal import Orchestration
internal import TestSupport
internal import Testing

/// Connections that do nothing, too little, or are too many.
@Suite(.timeLimit(.minutes(2)))
struct ConnectionLimitTests {
    /// Lets this process have as many files open as it may.
    private static func raiseLimit() -> Int {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        getrlimit(resource, &limit)
        limit.rlim_cur = limit.rlim_max
        setrlimit(resource, &limit)
        return Int(clamping: limit.rlim_cur)
    }

    /// A connection that does nothing.
    private static func connect(_ desk: Desk) async throws -> any Channel {
        try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: desk.port).get()
    }

    @Test func `beside 1,000 idle streams and connections a request is answered at once`()
        async throws
    {
        try #require(Self.raiseLimit() > 3_000)
        var options = Desk.Options()
        options.configure = { $0.streamsPerToken = 1_000 }
        try await Desk.open(options) { desk in
            var idle: [any Channel] = []
            for _ in 1...500 { idle.append(try await Self.connect(desk)) }
            try await withThrowingTaskGroup(of: Void.self) { streams in
                let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
                var arrived = arrivals.makeAsyncIterator()
                for number in 1...500 {
                    // A token has a limit to its requests too.
                    let tokens: [Desk.Token] = [
                        .alice, .bob, .supervisor, .administrator, .foreign, .foreignAgent,
                    ]
                    streams.addTask {
                        try await desk.listen(as: tokens[number % 6]) { events in
                            _ = try await events.next("stream.snapshot")
                            arrival.yield()
                            _ = try await events.next("service.degraded")
                        }
                    }
                    // Not all at once: other tests wait too.
                    _ = await arrived.next()
                }
                #expect(desk.board.listenerCount == 500)
                let clock = ContinuousClock()
                for _ in 1...20 {
                    let start = clock.now
                    #expect(try await desk.send(.get, "/v1/me", as: .bob).status == 200)
                    let time = start.duration(to: clock.now)
                    #expect(time < .seconds(1))
                }
                desk.board.post(
                    [.serviceDegraded("The disk is full.")], at: desk.sequencer.clock.now)
                try await streams.waitForAll()
            }
            for connection in idle { try? await connection.close() }
        }
    }

    @Test func `an address has so many connections, and gets another when one has ended`()
        async throws
    {
        let log = RecordingLog()
        var options = Desk.Options()
        options.logger = log.logger
        options.configure = {
            $0.connectionsPerAddress = 3
            $0.isLoopbackExempt = false
        }
        try await Desk.open(options) { desk in
            var kept: [any Channel] = []
            for _ in 1...3 { kept.append(try await Self.connect(desk)) }
            for _ in 1...3 {
                let answer = try await RawClient.exchange(
                    with: desk.port, Desk.head("GET /healthz"))
                #expect(answer.isEmpty)
            }
            #expect(log.lines.count { $0.contains("as many connections as it may") } == 1)
            try await kept.removeLast().close()
            for _ in 1...50 {
                let answer = try await RawClient.exchange(
                    with: desk.port, Desk.head("GET /healthz"))
                if answer.hasPrefix("HTTP/1.1 200") { break }
                try await Task.sleep(for: .milliseconds(20))
            }
            let answer = try await RawClient.exchange(
                with: desk.port, Desk.head("GET /healthz"))
            #expect(answer.hasPrefix("HTTP/1.1 200"))
            for connection in kept { try? await connection.close() }
        }
    }

    @Test func `a head that comes byte by byte is 408 in time`() async throws {
        var options = Desk.Options()
        options.configure = { $0.headDeadline = .milliseconds(200) }
        try await Desk.open(options) { desk in
            let long = "X-Long: " + String(repeating: "x", count: 3_000)
            let head = Desk.head("GET /healthz", [long])
            let bytes = head.utf8.map { [$0] }
            let clock = ContinuousClock()
            var answer = ""
            let time = try await clock.measure {
                answer = try await RawClient.exchange(
                    with: desk.port, bytes, pause: .milliseconds(20))
            }
            #expect(answer.hasPrefix("HTTP/1.1 408"))
            #expect(answer.contains("\"code\":\"requestTimedOut\""))
            // The whole of it would take a minute.
            #expect(time < .seconds(30))
        }
    }

    @Test(arguments: [Desk.path("/status"), Desk.path("/status", of: "bob"), "/v1/nothing"])
    func `a body that comes byte by byte ends in time, whoever reads it`(
        _ path: String
    ) async throws {
        var options = Desk.Options()
        options.configure = { $0.bodyDeadline = .milliseconds(100) }
        try await Desk.open(options) { desk in
            let head = Desk.head(
                "PUT \(path)", ["Content-Type: application/json", "Content-Length: 2000"]
            ).replacing("Connection: close\r\n", with: "")
            let pieces = [Array(head.utf8)] + (1...1_000).map { _ in [UInt8(ascii: " ")] }
            let clock = ContinuousClock()
            var answer = ""
            let time = try await clock.measure {
                answer = try await RawClient.exchange(
                    with: desk.port, pieces, pause: .milliseconds(20))
            }
            #expect(answer.contains("application/problem+json"))
            // All of it would take 20 s.
            #expect(time < .seconds(15))
        }
    }

    @Test func `an event stream goes on beside stray bytes, and ends with its client`() async throws
    {
        var options = Desk.Options()
        options.configure = {
            $0.headDeadline = .milliseconds(50)
            $0.bodyDeadline = .milliseconds(50)
        }
        try await Desk.open(options) { desk in
            let client = try await RawClient.connect(to: desk.port)
            try await client.channel.executeThenClose { inbound, outbound in
                var chunks = inbound.makeAsyncIterator()
                let head = Desk.head("GET /v1/tenants/acme/events")
                try await outbound.write(ByteBuffer(string: head))
                var heard = ""
                while !heard.contains("stream.snapshot") {
                    heard += String(buffer: try #require(try await chunks.next()))
                }
                try await outbound.write(ByteBuffer(string: "\r\n"))
                try await Task.sleep(for: .milliseconds(500))
                desk.board.post(
                    [.serviceDegraded("The disk is full.")], at: desk.sequencer.clock.now)
                while !heard.contains("service.degraded") {
                    heard += String(buffer: try #require(try await chunks.next()))
                }
                #expect(desk.board.listenerCount == 1)
            }
        }
    }
}
