import Testing

@testable import Transport

@Suite(.timeLimit(.minutes(1)))
struct HTTPStreamTests {
    private static let head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"

    private func piece(_ text: String) -> String {
        "\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n"
    }

    @Test func `pieces arrive as they are sent, long after the deadline of the head`() async throws
    {
        let server = try await TestServer { _ in .raw(Self.head) }
        let client = HTTPClient()
        let stream = try await client.stream(
            HTTPRequest(.get, server.url(), timeout: .seconds(3)))
        #expect(stream.status == 200)
        #expect(stream.headers.contains { $0.name == "Content-Type" })
        var chunks = stream.chunks.makeAsyncIterator()
        server.write(piece("data: 1\n\n"), on: 0)
        #expect(try await chunks.next() == Array("data: 1\n\n".utf8))
        try await Task.sleep(for: .milliseconds(3500))
        server.write(piece("data: 2\n\n"), on: 0)
        #expect(try await chunks.next() == Array("data: 2\n\n".utf8))
        server.write("0\r\n\r\n", on: 0)
        #expect(try await chunks.next() == nil)
        await client.shutdown()
        await server.stop()
    }

    @Test func `a head that does not come in time ends the stream's request`() async throws {
        let gate = Gate()
        let server = try await TestServer { _ in
            await gate.wait()
            return .ok("")
        }
        let client = HTTPClient()
        await #expect(throws: TransportError.outcomeUnknown("timed out")) {
            try await client.stream(HTTPRequest(.get, server.url(), timeout: .seconds(2)))
        }
        gate.open()
        await client.shutdown()
        await server.stop()
    }

    @Test func `a download waits for its reader, and all of it arrives`() async throws {
        let body = String(repeating: "0123456789abcdef", count: 4 << 16)
        let server = try await TestServer { _ in .ok(body) }
        var configuration = HTTPClientConfiguration()
        configuration.maximumResponseBytes = 64 << 10
        let client = HTTPClient(configuration)
        let download = try await client.download(HTTPRequest(.get, server.url()))
        #expect(download.status == 200)
        #expect(download.header("content-length") == String(body.utf8.count))
        // Nobody reads for a while: a stream would be given up.
        try await Task.sleep(for: .milliseconds(500))
        var received: [UInt8] = []
        for try await piece in download {
            received += piece
            if received.count % 7 == 0 { try await Task.sleep(for: .milliseconds(1)) }
        }
        #expect(received.count == body.utf8.count)
        #expect(received == Array(body.utf8))
        await client.shutdown()
        await server.stop()
    }

    @Test func `a stream that is cut throws`() async throws {
        let server = try await TestServer { _ in .raw(Self.head) }
        let client = HTTPClient()
        let stream = try await client.stream(HTTPRequest(.get, server.url()))
        await server.closeConnection(0)
        let error = await #expect(throws: TransportError.self) {
            for try await _ in stream.chunks {}
        }
        guard case .outcomeUnknown = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        await client.shutdown()
        await server.stop()
    }

    @Test func `the transfer ends when the reader is cancelled`() async throws {
        let server = try await TestServer { _ in .raw(Self.head) }
        let client = HTTPClient()
        let stream = try await client.stream(HTTPRequest(.get, server.url()))
        let reading = Task { for try await _ in stream.chunks {} }
        try await Task.sleep(for: .milliseconds(50))
        #expect(server.isOpen(0))
        reading.cancel()
        _ = await reading.result
        #expect(await eventually { !server.isOpen(0) })
        await client.shutdown()
        await server.stop()
    }

    @Test func `the transfer ends when nobody holds the stream`() async throws {
        let server = try await TestServer { _ in .raw(Self.head) }
        let client = HTTPClient()
        func openAndDrop() async throws {
            let stream = try await client.stream(HTTPRequest(.get, server.url()))
            #expect(stream.status == 200)
        }
        try await openAndDrop()
        #expect(await eventually { !server.isOpen(0) })
        await client.shutdown()
        await server.stop()
    }

    @Test func `an open stream does not hold up other requests`() async throws {
        let server = try await TestServer { $0.path == "/stream" ? .raw(Self.head) : .ok("x") }
        let client = HTTPClient(.init(maximumRunning: 1, maximumStreams: 1))
        let stream = try await client.stream(HTTPRequest(.get, server.url("/stream")))
        let response = try await client.send(HTTPRequest(.get, server.url("/other")))
        #expect(response.status == 200)
        await #expect(throws: TransportError.notSent("too many streams are open")) {
            try await client.stream(HTTPRequest(.get, server.url("/stream")))
        }
        await client.shutdown()
        await #expect(throws: TransportError.outcomeUnknown("shut down")) {
            for try await _ in stream.chunks {}
        }
        await server.stop()
    }

    @Test func `a reader that falls behind loses the stream, not the memory`() async throws {
        let server = try await TestServer { _ in .raw(Self.head) }
        // Room for one piece.
        let client = HTTPClient(.init(maximumResponseBytes: 1))
        let stream = try await client.stream(HTTPRequest(.get, server.url()))
        for number in 0..<10 {
            server.write(piece("data: \(number)\n\n"), on: 0)
            try await Task.sleep(for: .milliseconds(5))
        }
        #expect(await eventually { !server.isOpen(0) })
        await #expect(
            throws: TransportError.outcomeUnknown("the reader of the stream fell behind")
        ) {
            for try await _ in stream.chunks {}
        }
        await client.shutdown()
        await server.stop()
    }
}
