import NIOHTTP1
import Testing

@testable import Transport

/// Deadlines, cancellation, the queue and shutdown.
@Suite(.timeLimit(.minutes(1)))
struct HTTPClientTests {
    private func outcome(
        _ client: HTTPClient, _ request: HTTPRequest, urgent: Bool = false
    ) async -> Result<HTTPResponse, TransportError> {
        do throws(TransportError) {
            return .success(try await client.send(request, urgent: urgent))
        } catch {
            return .failure(error)
        }
    }

    @Test func `a request and its answer keep their parts`() async throws {
        let server = try await TestServer { request in
            .raw("HTTP/1.1 201 Made\r\nX-Kind:  a b \r\nContent-Length: 4\r\n\r\nmade")
        }
        let client = HTTPClient()
        let response = try await client.send(
            HTTPRequest(
                .put, server.url("/a/../b?c=%20d"),
                headers: [
                    HTTPHeader(name: "Content-Type", value: "application/json"),
                    HTTPHeader(name: "X-Empty", value: ""),
                ], body: Array("{}".utf8)))
        #expect(response.status == 201)
        #expect(response.header("x-kind") == "a b")
        #expect(response.body == Array("made".utf8))
        let seen = try #require(server.requests.first)
        #expect(seen.method == "PUT")
        #expect(seen.path == "/a/../b?c=%20d")
        #expect(seen.body == "{}")
        #expect(seen.headers["content-type"] == ["application/json"])
        #expect(seen.headers["x-empty"] == [""])
        #expect(seen.headers["expect"].isEmpty)
        await client.shutdown()
        await server.stop()
    }

    @Test(arguments: HTTPRequest.Method.allCases)
    func `every method goes out as itself, without a body`(
        _ method: HTTPRequest.Method
    ) async throws {
        let server = try await TestServer { _ in .ok("fine") }
        let client = HTTPClient()
        let response = try await client.send(HTTPRequest(method, server.url()))
        #expect(response.body == Array("fine".utf8))
        #expect(server.requests.map(\.method) == [method.rawValue])
        #expect(server.requests.first?.body == "")
        #expect(server.requests.first?.headers["content-type"].isEmpty == true)
        await client.shutdown()
        await server.stop()
    }

    @Test func `a request whose deadline passes in flight has an unknown outcome`() async throws {
        let gate = Gate()
        let server = try await TestServer { _ in
            await gate.wait()
            return .ok("late")
        }
        let client = HTTPClient()
        let result = await outcome(
            client, HTTPRequest(.post, server.url(), timeout: .seconds(2)))
        #expect(result.error == .outcomeUnknown("timed out"))
        #expect(server.requests.count == 1)
        gate.open()
        await client.shutdown()
        await server.stop()
    }

    @Test func `a request whose deadline passes in the queue was not sent`() async throws {
        let gate = Gate()
        let server = try await TestServer { _ in
            await gate.wait()
            return .ok("")
        }
        let client = HTTPClient(.init(maximumRunning: 1))
        async let first = outcome(client, HTTPRequest(.post, server.url("/first")))
        #expect(await server.saw(1))
        let second = await outcome(
            client, HTTPRequest(.post, server.url("/second"), timeout: .milliseconds(100)))
        #expect(second.error == .notSent("timed out while queued"))
        gate.open()
        #expect(await first.response?.status == 200)
        #expect(server.requests.map(\.path) == ["/first"])
        await client.shutdown()
        await server.stop()
    }

    @Test func `a request cancelled while queued resolves at once and is not sent`() async throws {
        let gate = Gate()
        let server = try await TestServer { _ in
            await gate.wait()
            return .ok("")
        }
        let client = HTTPClient(.init(maximumRunning: 1))
        async let first = outcome(client, HTTPRequest(.get, server.url("/first")))
        #expect(await server.saw(1))
        let second = Task { await outcome(client, HTTPRequest(.post, server.url("/second"))) }
        try await Task.sleep(for: .milliseconds(50))
        second.cancel()
        // The first still holds the only slot.
        let error = await second.value.error
        guard case .notSent = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        gate.open()
        #expect(await first.response?.status == 200)
        #expect(server.requests.map(\.path) == ["/first"])
        await client.shutdown()
        await server.stop()
    }

    @Test func `a request cancelled in flight ends with an unknown outcome`() async throws {
        let gate = Gate()
        let server = try await TestServer { _ in
            await gate.wait()
            return .ok("")
        }
        let client = HTTPClient()
        let sending = Task { await outcome(client, HTTPRequest(.post, server.url())) }
        #expect(await server.saw(1))
        sending.cancel()
        #expect(await sending.value.error == .outcomeUnknown("cancelled"))
        #expect(await eventually { !server.isOpen(0) })
        gate.open()
        await client.shutdown()
        await server.stop()
    }

    @Test func `a task already cancelled sends nothing`() async throws {
        let server = try await TestServer { _ in .ok("") }
        let client = HTTPClient()
        let gate = Gate()
        let sending = Task {
            await gate.wait()
            return await outcome(client, HTTPRequest(.post, server.url()))
        }
        sending.cancel()
        gate.open()
        guard case .notSent = await sending.value.error else {
            Issue.record("it was sent")
            return
        }
        await client.shutdown()
        #expect(server.requests.isEmpty)
        await server.stop()
    }

    @Test func `a full queue refuses, and still takes an urgent request first`() async throws {
        let gate = Gate()
        let server = try await TestServer { _ in
            await gate.wait()
            return .ok("")
        }
        let client = HTTPClient(.init(maximumRunning: 1, maximumQueued: 1))
        async let first = outcome(client, HTTPRequest(.get, server.url("/first")))
        #expect(await server.saw(1))
        // Each lane holds one: of two requests, one is refused once the other waits.
        func sendTwo(_ path: String, urgent: Bool) async -> [Task<TransportError?, Never>] {
            let refusal = Gate()
            let tasks = (0..<2).map { _ in
                Task {
                    let request = HTTPRequest(.post, server.url(path))
                    let error = await outcome(client, request, urgent: urgent).error
                    if error != nil { refusal.open() }
                    return error
                }
            }
            await refusal.wait()
            return tasks
        }
        let ordinary = await sendTwo("/ordinary", urgent: false)
        let urgent = await sendTwo("/urgent", urgent: true)
        gate.open()
        #expect(await first.response?.status == 200)
        for tasks in [ordinary, urgent] {
            var errors: [TransportError?] = []
            for task in tasks { errors.append(await task.value) }
            #expect(errors.compactMap { $0 } == [.notSent("the queue is full")])
        }
        #expect(server.requests.map(\.path) == ["/first", "/urgent", "/ordinary"])
        await client.shutdown()
        await server.stop()
    }

    @Test func `shutdown ends what runs and what waits, and may be called twice`() async throws {
        let gate = Gate()
        let server = try await TestServer { _ in
            await gate.wait()
            return .ok("")
        }
        let client = HTTPClient(.init(maximumRunning: 1))
        async let running = outcome(client, HTTPRequest(.post, server.url()))
        #expect(await server.saw(1))
        async let queued = outcome(client, HTTPRequest(.post, server.url()))
        try await Task.sleep(for: .milliseconds(50))
        async let other: Void = client.shutdown()
        await client.shutdown()
        await other
        await client.shutdown()
        #expect(await running.error == .outcomeUnknown("shut down"))
        #expect(await queued.error == .notSent("the client is shut down"))
        let after = await outcome(client, HTTPRequest(.get, server.url()))
        #expect(after.error == .notSent("the client is shut down"))
        #expect(server.requests.count == 1)
        gate.open()
        await server.stop()
    }

    @Test func `many requests at once are all answered, each with its own`() async throws {
        let server = try await TestServer { .ok($0.path) }
        let client = HTTPClient()
        let wrong = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<400 {
                group.addTask {
                    let result = await outcome(
                        client, HTTPRequest(.post, server.url("/\(number)")))
                    return result.response?.body == Array("/\(number)".utf8)
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 0 : 1 }
        }
        #expect(wrong == 0)
        #expect(server.connections <= 16)
        await client.shutdown()
        await server.stop()
    }

    @Test func `cancellations and shutdown in the midst of traffic leave nobody waiting`()
        async throws
    {
        let server = try await TestServer { .ok($0.path) }
        let client = HTTPClient(.init(maximumRunning: 4))
        let tasks = (0..<200).map { number in
            Task { await outcome(client, HTTPRequest(.post, server.url("/\(number)"))) }
        }
        for task in tasks.enumerated() where task.offset.isMultiple(of: 3) { task.element.cancel() }
        _ = await server.saw(20)
        await client.shutdown()
        var ends = 0
        for task in tasks {
            _ = await task.value
            ends += 1
        }
        #expect(ends == 200)
        await server.stop()
    }
}

extension Result where Success == HTTPResponse, Failure == TransportError {
    var error: TransportError? {
        if case .failure(let error) = self { error } else { nil }
    }
    var response: HTTPResponse? { try? get() }
}
