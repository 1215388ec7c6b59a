import NIOHTTP1
import TestSupport
import Testing

@testable import Transport

/// What a caller learns when a link does not open.
@Suite(.timeLimit(.minutes(1)))
struct WebSocketOpeningTests {
    private func error(_ configuration: WebSocketConfiguration) async -> WebSocketError? {
        do throws(WebSocketError) {
            let link = try await WebSocketLink.connect(configuration)
            await link.close()
            return nil
        } catch {
            return error
        }
    }

    private func url(_ server: TestServer) -> String { "ws://127.0.0.1:\(server.port)/events" }

    @Test(arguments: [(401, "Unauthorized"), (404, "Not Found"), (302, "Found"), (200, "OK")])
    func `an answer that is no handshake is told with its status`(
        _ status: Int, _ reason: String
    ) async throws {
        for ending in ["Content-Length: 2\r\n\r\nno", "Connection: close\r\n\r\nno"] {
            let server = try await TestServer { _ in
                let text = "HTTP/1.1 \(status) \(reason)\r\n\(ending)"
                return ending.hasPrefix("Connection") ? .cut(text) : .raw(text)
            }
            #expect(
                await error(.init(url: url(server))) == .refused(status: status, reason: reason))
            #expect(await eventually { !server.isOpen(0) })
            await server.stop()
        }
    }

    @Test func `a handshake with a wrong key is refused`() async throws {
        let server = try await TestServer { _ in
            .raw(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                    + "Connection: Upgrade\r\nSec-WebSocket-Accept: AAAA\r\n\r\n")
        }
        guard case .refused(status: 101, _) = await error(.init(url: url(server))) else {
            Issue.record("not refused")
            return
        }
        await server.stop()
    }

    @Test(arguments: ["", "HTTP/1.1 101 Swi", "nonsense\r\n\r\n"])
    func `an answer cut short or unreadable is no connection`(_ sent: String) async throws {
        let server = try await TestServer { _ in .cut(sent) }
        let error = await error(.init(url: url(server)))
        guard case .cannotConnect = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        await server.stop()
    }

    @Test func `a refused connection is no connection`() async throws {
        let server = try await TestServer { _ in .ok("") }
        await server.stop()
        let error = await error(.init(url: url(server)))
        guard case .cannotConnect = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `a server that does not answer is given up in time`() async throws {
        let gate = Gate()
        let server = try await TestServer { _ in
            await gate.wait()
            return .ok("")
        }
        let error = await error(
            .init(url: url(server), connectTimeout: .milliseconds(300)))
        #expect(error == .timedOut)
        #expect(await eventually { server.connections == 0 || !server.isOpen(0) })
        gate.open()
        await server.stop()
    }

    @Test func `a cancelled opening ends at once`() async throws {
        let gate = Gate()
        let server = try await TestServer { _ in
            await gate.wait()
            return .ok("")
        }
        let opening = Task {
            await error(.init(url: url(server), connectTimeout: .seconds(50)))
        }
        #expect(await server.saw(1))
        opening.cancel()
        #expect(await opening.value == .cannotConnect("cancelled"))
        #expect(await eventually { !server.isOpen(0) })
        gate.open()
        await server.stop()
    }

    @Test func `the given headers and path stand in the opening request`() async throws {
        let server = try await TestServer { _ in .cut(Reply.text("")) }
        _ = await error(
            .init(
                url: url(server) + "?app=a",
                headers: [HTTPHeader(name: "Authorization", value: "Basic eA==")]))
        let seen = try #require(server.requests.first)
        #expect(seen.path == "/events?app=a")
        #expect(seen.headers.first(name: "authorization") == "Basic eA==")
        #expect(seen.headers.first(name: "host") == "127.0.0.1:\(server.port)")
        await server.stop()
    }

    @Test(arguments: [
        "http://127.0.0.1/", "ws:/127.0.0.1/", "ws://", "ws://:80/", "ws://127.0.0.1:0/",
        "ws://127.0.0.1:65536/", "ws://127.0.0.1:x/", "ws://[::1/", "ws://[::1]x/", "ws://a b/",
        "ws://a/\r\nX: y", "ws://user@a/", "ws://a/#b", "",
    ])
    func `a URL that is no WebSocket URL is refused`(_ url: String) async throws {
        guard case .invalidURL = await error(.init(url: url)) else {
            Issue.record("taken")
            return
        }
    }

    @Test func `a header that would change the opening request is refused`() async throws {
        for header in [
            HTTPHeader(name: "X", value: "a\r\nY: b"), HTTPHeader(name: "X: y\r\nZ", value: "a"),
        ] {
            let error = await error(.init(url: "ws://127.0.0.1:1/", headers: [header]))
            guard case .invalidURL = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test func `a URL comes apart into what the opening needs`() throws {
        let plain = try WebSocketTarget("ws://pbx.example?app=a")
        #expect(plain.host == "pbx.example")
        #expect(plain.port == 80)
        #expect(plain.path == "/?app=a")
        #expect(!plain.isSecure)
        let secure = try WebSocketTarget("WSS://[::1]:8089/ari/events?api_key=a:b")
        #expect(secure.host == "::1")
        #expect(secure.port == 8089)
        #expect(secure.path == "/ari/events?api_key=a:b")
        #expect(secure.authority == "[::1]:8089")
        #expect(secure.isSecure)
        #expect(try WebSocketTarget("wss://a").port == 443)
    }

    @Test(arguments: ["localhost", "127.0.0.1"])
    func `a server vouched for by the given authority is linked to`(_ host: String) async throws {
        let certificates = try await TestCertificates()
        defer { certificates.remove() }
        let server = try await TestWebSocketServer(
            tls: certificates.serverContext(), opened: { $0.send("safe") })
        let link = try await WebSocketLink.connect(
            .init(url: server.url(host: host), caFile: certificates.caFile))
        var messages = link.messages.makeAsyncIterator()
        #expect(try await messages.next() == Array("safe".utf8))
        await link.close()
        await server.stop()
    }

    @Test func `a server of another authority is not linked to`() async throws {
        let certificates = try await TestCertificates()
        let others = try await TestCertificates()
        defer {
            certificates.remove()
            others.remove()
        }
        let server = try await TestWebSocketServer(tls: certificates.serverContext())
        for caFile in [others.caFile, nil] {
            let error = await error(.init(url: server.url(), caFile: caFile))
            guard case .cannotConnect(let reason) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(reason.contains("CERTIFICATE_VERIFY_FAILED"))
        }
        await server.stop()
    }
}
