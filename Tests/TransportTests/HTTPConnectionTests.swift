import Testing

@testable import Transport

/// What a caller learns when connections fail, and what goes over the wire.
@Suite(.timeLimit(.minutes(1)))
struct HTTPConnectionTests {
    @Test func `a refused connection means that nothing was sent`() async throws {
        let server = try await TestServer { _ in .ok("") }
        let url = server.url()
        await server.stop()
        let client = HTTPClient()
        let error = await #expect(throws: TransportError.self) {
            try await client.send(HTTPRequest(.post, url))
        }
        guard case .notSent = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        await client.shutdown()
    }

    @Test(arguments: [
        "", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
    ])
    func `an answer cut short has an unknown outcome`(_ sent: String) async throws {
        let server = try await TestServer { _ in .cut(sent) }
        let client = HTTPClient()
        let error = await #expect(throws: TransportError.self) {
            try await client.send(HTTPRequest(.post, server.url()))
        }
        guard case .outcomeUnknown = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(server.requests.count == 1)
        await client.shutdown()
        await server.stop()
    }

    @Test func `requests one after another share a connection`() async throws {
        let server = try await TestServer { _ in .ok("x") }
        let client = HTTPClient()
        for _ in 0..<5 { _ = try await client.send(HTTPRequest(.post, server.url())) }
        #expect(server.connections == 1)
        await client.shutdown()
        await server.stop()
    }

    @Test func `a connection idle for too long is not taken up again`() async throws {
        let server = try await TestServer { _ in .ok("x") }
        let client = HTTPClient(.init(idleConnection: .seconds(1)))
        _ = try await client.send(HTTPRequest(.post, server.url()))
        try await Task.sleep(for: .milliseconds(2200))
        _ = try await client.send(HTTPRequest(.post, server.url()))
        #expect(server.connections == 2)
        await client.shutdown()
        await server.stop()
    }

    @Test func `an idle connection that the server closed is replaced`() async throws {
        let server = try await TestServer { _ in .ok("x") }
        let client = HTTPClient()
        _ = try await client.send(HTTPRequest(.post, server.url()))
        await server.closeConnection(0)
        try await Task.sleep(for: .milliseconds(50))
        let response = try await client.send(HTTPRequest(.post, server.url()))
        #expect(response.status == 200)
        #expect(server.connections == 2)
        #expect(server.requests.count == 2)
        await client.shutdown()
        await server.stop()
    }

    @Test(arguments: [HTTPRequest.Method.post, .put, .patch, .delete])
    func `a request that kills its re-used connection is not sent again`(
        _ method: HTTPRequest.Method
    ) async throws {
        let server = try await TestServer { $0.path == "/fatal" ? .cut("") : .ok("x") }
        let client = HTTPClient()
        _ = try await client.send(HTTPRequest(.get, server.url()))
        let error = await #expect(throws: TransportError.self) {
            try await client.send(
                HTTPRequest(method, server.url("/fatal"), body: Array("once".utf8)))
        }
        guard case .outcomeUnknown = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        // It went over the re-used connection, and a later request shows that nothing followed.
        _ = try await client.send(HTTPRequest(.get, server.url("/after")))
        #expect(server.requests.map(\.path) == ["/", "/fatal", "/after"])
        #expect(server.requests.map(\.connection).prefix(2) == [0, 0])
        await client.shutdown()
        await server.stop()
    }

    @Test func `a GET that meets a dying connection is repeated on a new one`() async throws {
        let server = try await TestServer {
            $0.path == "/fatal" && $0.connection == 0 ? .cut("") : .ok("x")
        }
        let client = HTTPClient()
        _ = try await client.send(HTTPRequest(.get, server.url()))
        let response = try await client.send(HTTPRequest(.get, server.url("/fatal")))
        #expect(response.status == 200)
        #expect(server.requests.map(\.connection) == [0, 0, 1])
        await client.shutdown()
        await server.stop()
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n",
    ])
    func `an answer over the limit is refused, announced or not`(_ head: String) async throws {
        let server = try await TestServer { _ in
            .raw(head + String(repeating: "a", count: 1001) + "\r\n0\r\n\r\n")
        }
        let client = HTTPClient(.init(maximumResponseBytes: 1000))
        await #expect(throws: TransportError.responseTooLarge(limitBytes: 1000)) {
            try await client.send(HTTPRequest(.get, server.url()))
        }
        await client.shutdown()
        await server.stop()
    }

    @Test func `an answer of exactly the limit is taken`() async throws {
        let server = try await TestServer { _ in .ok(String(repeating: "a", count: 1000)) }
        let client = HTTPClient(.init(maximumResponseBytes: 1000))
        let response = try await client.send(HTTPRequest(.get, server.url()))
        #expect(response.body.count == 1000)
        await client.shutdown()
        await server.stop()
    }

    @Test func `a head without end is refused`() async throws {
        let server = try await TestServer { _ in
            let field = "X: " + String(repeating: "a", count: 1000) + "\r\n"
            return .raw("HTTP/1.1 200 OK\r\n" + String(repeating: field, count: 300))
        }
        let client = HTTPClient()
        await #expect(throws: TransportError.responseTooLarge(limitBytes: 16 << 20)) {
            try await client.send(HTTPRequest(.get, server.url()))
        }
        await client.shutdown()
        await server.stop()
    }

    @Test func `an interim head comes before the final one`() async throws {
        let server = try await TestServer { _ in
            .raw("HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n" + Reply.text("final"))
        }
        let client = HTTPClient()
        let response = try await client.send(HTTPRequest(.get, server.url()))
        #expect(response.status == 200)
        #expect(response.header("X-Early") == nil)
        #expect(response.body == Array("final".utf8))
        await client.shutdown()
        await server.stop()
    }

    @Test func `a redirect is an answer like others`() async throws {
        let server = try await TestServer { _ in
            .raw("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n")
        }
        let client = HTTPClient()
        let response = try await client.send(HTTPRequest(.get, server.url()))
        #expect(response.status == 302)
        #expect(server.requests.count == 1)
        await client.shutdown()
        await server.stop()
    }

    @Test func `a body of several megabytes arrives whole`() async throws {
        let server = try await TestServer { .ok("\($0.body.utf8.count)") }
        let client = HTTPClient()
        let response = try await client.send(
            HTTPRequest(
                .post, server.url(), body: [UInt8](repeating: UInt8(ascii: "a"), count: 3 << 20)))
        #expect(response.body == Array("\(3 << 20)".utf8))
        await client.shutdown()
        await server.stop()
    }

    @Test(arguments: [
        ("X", "a\r\nY: b"), ("X", "a\nb"), ("X", "a\0b"), ("X\r\nY", "b"), ("X Y", "b"), ("", "b"),
        ("X:", "b"), ("Content-Length", "3"), ("Transfer-Encoding", "chunked"), ("Expect", ""),
    ])
    func `a header that would change the message is refused`(
        _ name: String, _ value: String
    ) async throws {
        let client = HTTPClient()
        let error = await #expect(throws: TransportError.self) {
            try await client.send(
                HTTPRequest(
                    .get, "http://127.0.0.1:1/", headers: [HTTPHeader(name: name, value: value)]))
        }
        guard case .invalidRequest = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        await client.shutdown()
    }

    @Test(arguments: [
        "http://127.0.0.1:1/a\r\nX: b", "http://127.0.0.1:1/a b", "http://127.0.0.1:1/ä",
        "file:///etc/hosts", "ftp://127.0.0.1/", "http:", "//127.0.0.1/", "", "http://",
        "http://127.0.0.1:99999/",
    ])
    func `a URL that is not plain http or https is refused`(_ url: String) async throws {
        let client = HTTPClient()
        let error = await #expect(throws: TransportError.self) {
            try await client.send(HTTPRequest(.get, url))
        }
        guard case .invalidRequest = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        await client.shutdown()
    }
}
