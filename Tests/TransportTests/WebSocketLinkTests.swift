import NIOCore
import NIOWebSocket
import Testing

@testable import Transport

/// What an open link delivers and what ends it.
@Suite(.timeLimit(.minutes(1)))
struct WebSocketLinkTests {
    private func read(
        _ link: WebSocketLink
    ) async -> (messages: [String], error: WebSocketError?) {
        var messages: [String] = []
        do throws(WebSocketError) {
            for try await message in link.messages {
                messages.append(String(decoding: message, as: UTF8.self))
            }
            return (messages, nil)
        } catch {
            return (messages, error)
        }
    }

    @Test func `messages in one piece with the handshake arrive, in order`() async throws {
        let server = try await TestWebSocketServer(opened: { channel in
            for number in 0..<100 { channel.send("\(number)") }
            channel.sendClose(1000, "")
        })
        let link = try await WebSocketLink.connect(.init(url: server.url()))
        let (messages, error) = await read(link)
        #expect(messages == (0..<100).map { "\($0)" })
        #expect(error == .closed(code: 1000, reason: ""))
        await server.stop()
    }

    @Test func `fragments are joined, with a ping between them answered`() async throws {
        let server = try await TestWebSocketServer(opened: { channel in
            channel.send("one ", fin: false)
            channel.send("", .continuation, fin: false)
            channel.send("hello", .ping)
            channel.send("nobody asked", .pong)
            channel.send("message", .continuation)
            channel.send("next")
        })
        let link = try await WebSocketLink.connect(.init(url: server.url()))
        var messages = link.messages.makeAsyncIterator()
        #expect(try await messages.next() == Array("one message".utf8))
        #expect(try await messages.next() == Array("next".utf8))
        #expect(await eventually { !server.frames.isEmpty })
        let pongs = server.frames.filter { $0.opcode == .pong }
        #expect(pongs.map(\.data) == [Array("hello".utf8)])
        await link.close()
        await server.stop()
    }

    @Test func `every frame of the link is masked, and no pong is unsolicited`() async throws {
        let server = try await TestWebSocketServer()
        let link = try await WebSocketLink.connect(
            .init(url: server.url(), pingInterval: .milliseconds(20)))
        #expect(await eventually { server.frames.count >= 5 })
        #expect(server.frames.allSatisfy { $0.opcode == .ping && $0.isMasked })
        await link.close()
        #expect(await eventually { server.frames.last?.opcode == .connectionClose })
        #expect(server.frames.last?.isMasked == true)
        await server.stop()
    }

    @Test func `pongs keep the link, their absence ends it`() async throws {
        // The first five pings are answered.
        let server = try await TestWebSocketServer(
            opened: { $0.send("before") },
            received: { channel, frame in
                let number = frame.unmaskedData.getInteger(at: 0, as: UInt64.self) ?? 0
                if number <= 5 { channel.pong(frame) }
            })
        let link = try await WebSocketLink.connect(
            .init(
                url: server.url(), pingInterval: .milliseconds(100),
                pongTimeout: .seconds(2)))
        let (messages, error) = await read(link)
        #expect(messages == ["before"])
        #expect(error == .pongMissing)
        #expect(server.frames.count > 5)
        #expect(await eventually { !server.isOpen })
        await server.stop()
    }

    @Test func `who has much to say and comes to no pong is not taken for silent`() async throws {
        let server = try await TestWebSocketServer(received: { channel, frame in
            let number = frame.unmaskedData.getInteger(at: 0, as: UInt64.self) ?? 0
            if number <= 10 { channel.send("\(number)") }
        })
        let link = try await WebSocketLink.connect(
            .init(
                url: server.url(), pingInterval: .milliseconds(300), pongTimeout: .seconds(1)))
        let (messages, error) = await read(link)
        #expect(messages == (1...10).map { "\($0)" })
        #expect(error == .pongMissing)
        await server.stop()
    }

    @Test func `the peer's code and reason are told, and its closing frame is answered`()
        async throws
    {
        let server = try await TestWebSocketServer(opened: { channel in
            channel.send("last")
            channel.sendClose(4001, "enough")
        })
        let link = try await WebSocketLink.connect(.init(url: server.url()))
        let (messages, error) = await read(link)
        #expect(messages == ["last"])
        #expect(error == .closed(code: 4001, reason: "enough"))
        #expect(await eventually { server.frames.contains { $0.closeCode == 4001 } })
        await server.stop()
    }

    @Test func `a closing frame without a code is 1005, none at all is 1006`() async throws {
        let polite = try await TestWebSocketServer(opened: { $0.send("", .connectionClose) })
        let first = try await WebSocketLink.connect(.init(url: polite.url()))
        #expect(await read(first).error == .closed(code: 1005, reason: ""))
        await polite.stop()

        let rude = try await TestWebSocketServer()
        let second = try await WebSocketLink.connect(.init(url: rude.url()))
        await rude.stop()
        guard case .closed(code: 1006, _) = await read(second).error else {
            Issue.record("not 1006")
            return
        }
    }

    @Test(arguments: [false, true])
    func `a message over the limit ends the link, whole or in fragments`(
        _ isFragmented: Bool
    ) async throws {
        let server = try await TestWebSocketServer(opened: { channel in
            channel.send(String(repeating: "a", count: 1000))
            if isFragmented {
                channel.send(String(repeating: "b", count: 600), fin: false)
                channel.send(String(repeating: "b", count: 401), .continuation)
            } else {
                channel.send(String(repeating: "b", count: 1001))
            }
        })
        let link = try await WebSocketLink.connect(
            .init(url: server.url(), maximumMessageBytes: 1000))
        let (messages, error) = await read(link)
        #expect(messages.map(\.count) == [1000])
        #expect(error == .messageTooLarge)
        #expect(await eventually { server.frames.contains { $0.closeCode == 1009 } })
        await server.stop()
    }

    @Test(arguments: [(10, 64 << 20), (10_000, 1000)])
    func `a reader that falls behind gets what was kept, then bufferFull`(
        _ maximumMessages: Int, _ maximumBytes: Int
    ) async throws {
        let server = try await TestWebSocketServer(opened: { channel in
            for _ in 0..<100 { channel.send(String(repeating: "a", count: 100)) }
        })
        let link = try await WebSocketLink.connect(
            .init(
                url: server.url(), maximumMessageBytes: 1000,
                maximumBufferedMessages: maximumMessages, maximumBufferedBytes: maximumBytes))
        // Nobody reads yet, and still the link notices and closes.
        #expect(await eventually { server.frames.contains { $0.closeCode == 1008 } })
        let (messages, error) = await read(link)
        #expect(messages.count == 10)
        #expect(error == .bufferFull)
        await server.stop()
    }

    @Test(arguments: ["masked", "orphan", "unfinished", "reserved", "code 999", "one-byte close"])
    func `a breach of the protocol ends the link with 1002`(_ breach: String) async throws {
        let server = try await TestWebSocketServer(opened: { channel in
            switch breach {
            case "masked": channel.send("a", mask: [1, 2, 3, 4])
            case "orphan": channel.send("a", .continuation)
            case "unfinished":
                channel.send("a", fin: false)
                channel.send("b")
            case "reserved":
                let frame = WebSocketFrame(
                    fin: true, rsv1: true, opcode: .text, data: ByteBuffer(string: "a"))
                channel.writeAndFlush(frame, promise: nil)
            case "code 999": channel.sendClose(999, "")
            default: channel.send("a", .connectionClose)
            }
        })
        let link = try await WebSocketLink.connect(.init(url: server.url()))
        let (messages, error) = await read(link)
        #expect(messages.isEmpty)
        guard case .closed(code: 1002, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(await eventually { server.frames.contains { $0.closeCode == 1002 } })
        await server.stop()
    }

    @Test func `a binary message ends the link with 1003`() async throws {
        let server = try await TestWebSocketServer(opened: { $0.send("a", .binary) })
        let link = try await WebSocketLink.connect(.init(url: server.url()))
        #expect(await read(link).error == .closed(code: 1003, reason: "a binary message"))
        await server.stop()
    }

    @Test func `close ends the messages without error, and may be called twice`() async throws {
        let server = try await TestWebSocketServer()
        let link = try await WebSocketLink.connect(.init(url: server.url()))
        async let reading = read(link)
        await link.close()
        await link.close()
        let (messages, error) = await reading
        #expect(messages.isEmpty)
        #expect(error == nil)
        #expect(await eventually { server.frames.contains { $0.closeCode == 1000 } })
        await server.stop()
    }

    @Test func `a link that nobody holds closes`() async throws {
        let server = try await TestWebSocketServer(opened: { $0.send("a") })
        func readOne() async throws {
            let link = try await WebSocketLink.connect(.init(url: server.url()))
            var messages = link.messages.makeAsyncIterator()
            #expect(try await messages.next() == Array("a".utf8))
        }
        try await readOne()
        #expect(await eventually { server.frames.contains { $0.closeCode == 1000 } })
        #expect(await eventually { !server.isOpen })
        await server.stop()
    }

    @Test func `a cancelled reader stops waiting`() async throws {
        let server = try await TestWebSocketServer()
        let link = try await WebSocketLink.connect(.init(url: server.url()))
        let reading = Task { await read(link) }
        try await Task.sleep(for: .milliseconds(50))
        reading.cancel()
        #expect(await reading.value.error == nil)
        #expect(server.isOpen)
        await link.close()
        await server.stop()
    }

    @Test func `ten thousand messages in one go arrive`() async throws {
        let server = try await TestWebSocketServer(opened: { channel in
            for _ in 0..<10_000 {
                let frame = WebSocketFrame(
                    fin: true, opcode: .text, data: ByteBuffer(string: "event"))
                channel.write(frame, promise: nil)
            }
            channel.flush()
            channel.sendClose(1000, "")
        })
        let link = try await WebSocketLink.connect(
            .init(
                url: server.url(), pongTimeout: .seconds(30), maximumBufferedMessages: 20_000))
        var count = 0
        await #expect(throws: WebSocketError.closed(code: 1000, reason: "")) {
            for try await _ in link.messages { count += 1 }
        }
        #expect(count == 10_000)
        await server.stop()
    }
}
