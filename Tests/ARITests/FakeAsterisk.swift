import struct ARI.ARIConfiguration
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket
import Synchronization
import Testing

/// An Asterisk for tests on one loopback port: a script answers what is asked, and
/// `GET /ari/events` becomes the event socket if the script says so.
final class FakeAsterisk: Sendable {
    /// A request as it came, the opening request of an event socket among them.
    struct Asked: Sendable {
        var method: String
        /// Path and query, encoded as they came.
        var uri: String
        var headers: HTTPHeaders
        var body: [UInt8] = []

        var opensEvents: Bool { uri.hasPrefix("/ari/events?") }
        var setsFilter: Bool { uri.hasSuffix("/eventFilter") }
    }

    enum Answer: Sendable {
        /// For an opening request: it becomes an event socket.
        case socket
        case answer(Int, String = "", headers: [(String, String)] = [])
        /// The request is taken and the connection closed.
        case close
        /// The request is taken, and that was it.
        case silence
    }

    typealias Script = @Sendable (Asked) async -> Answer

    /// Everything is done at once.
    static let willing: Script = { asked in
        if asked.opensEvents { return .socket }
        return asked.setsFilter ? .answer(200, "{}") : .answer(204)
    }

    private struct State {
        var asked: [Asked] = []
        var sockets: [any Channel] = []
        var connections: [any Channel] = []
        var pongs: [String: Occasion] = [:]
    }

    let port: Int
    private let state = Mutex(State())
    private let listener = Mutex<(any Channel)?>(nil)
    private let script: Script

    /// - Parameter port: one that was reserved before; else any.
    init(
        on port: ReservedPort? = nil, _ script: @escaping Script = FakeAsterisk.willing
    ) async throws {
        let port = try port ?? ReservedPort()
        self.port = port.number
        self.script = script
        let listening = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { child in
                child.eventLoop.makeCompletedFuture { try self.prepare(child) }
            }
            .withBoundSocket(port.socket).get()
        listener.withLock { $0 = listening }
    }

    func stop() async {
        let listening = listener.withLock { $0 }
        try? await listening?.close()
        for connection in state.withLock({ $0.connections }) { try? await connection.close() }
    }

    func configuration(
        requestTimeout: Duration = .seconds(10), maximumRunningRequests: Int = 32
    ) -> ARIConfiguration {
        ARIConfiguration(
            baseURL: "http://127.0.0.1:\(port)", username: "offhook", password: "secret",
            application: "offhook", requestTimeout: requestTimeout,
            maximumRunningRequests: maximumRunningRequests)
    }

    /// All requests so far, in their order.
    var asked: [Asked] { state.withLock { $0.asked } }
    /// How often an event socket was asked for.
    var openings: Int { asked.count { $0.opensEvents } }
}

// MARK: - Event sockets, numbered from 0

extension FakeAsterisk {
    func send(_ text: String, on socket: Int = 0) {
        write(.text, ByteBuffer(string: text), on: socket)
    }

    /// Sends a closing frame, as Asterisk does when it stops.
    func close(_ socket: Int = 0, code: UInt16 = 1001) {
        write(.connectionClose, ByteBuffer(integer: code), on: socket)
    }

    /// Ends the connection without a closing frame.
    func cut(_ socket: Int = 0) {
        opened(socket)?.close(promise: nil)
    }

    /// Waits until the other side has taken all that was sent: its pong comes after that.
    func untilTaken(on socket: Int = 0) async throws {
        let pong = Occasion()
        let number = state.withLock { state in
            state.pongs["\(state.pongs.count)"] = pong
            return state.pongs.count - 1
        }
        write(.ping, ByteBuffer(string: "\(number)"), on: socket)
        try await pong.wait()
    }

    /// Waits until the connection of a socket is gone.
    func untilClosed(_ socket: Int = 0) async throws {
        let gone = Occasion()
        opened(socket)?.closeFuture.whenComplete { _ in gone.happen() }
        try await gone.wait()
    }

    private func write(_ opcode: WebSocketOpcode, _ data: ByteBuffer, on socket: Int) {
        let frame = WebSocketFrame(fin: true, opcode: opcode, data: data)
        opened(socket)?.writeAndFlush(frame, promise: nil)
    }

    /// The other side may know that a socket is open some moments before this side has noted it.
    private func opened(_ socket: Int) -> (any Channel)? {
        for _ in 0..<10_000 {
            let channel = state.withLock {
                $0.sockets.indices.contains(socket) ? $0.sockets[socket] : nil
            }
            if let channel { return channel }
            usleep(1_000)
        }
        Issue.record("event socket \(socket) was never opened")
        return nil
    }
}

// MARK: - Connections

extension FakeAsterisk {
    private func prepare(_ child: any Channel) throws {
        state.withLock { $0.connections.append(child) }
        let refusal = Refusal()
        let upgrader = NIOWebSocketServerUpgrader(
            shouldUpgrade: { channel, head in
                let opening = Asked(
                    method: head.method.rawValue, uri: head.uri, headers: head.headers)
                let decided = channel.eventLoop.makePromise(of: HTTPHeaders?.self)
                decided.completeWithTask {
                    let answer = await self.answer(to: opening)
                    if case .socket = answer { return [:] }
                    refusal.put(answer)
                    return nil
                }
                return decided.futureResult
            },
            upgradePipelineHandler: { channel, _ in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(FrameReader(self))
                    self.state.withLock { $0.sockets.append(channel) }
                }
            })
        let pipeline = child.pipeline.syncOperations
        try pipeline.configureHTTPServerPipeline(
            withServerUpgrade: (
                upgraders: [upgrader],
                completionHandler: { context in
                    let pipeline = context.pipeline.syncOperations
                    // Frames are nothing that it could read.
                    guard let reader = try? pipeline.context(handlerType: RequestReader.self)
                    else { return }
                    pipeline.removeHandler(context: reader, promise: nil)
                }
            ))
        try pipeline.addHandler(RequestReader(self, refusal))
    }

    /// - Parameter known: what the script has said already.
    fileprivate func serve(_ asked: Asked, on channel: any Channel, known: Answer?) {
        Task {
            if let known { return RequestReader.write(known, on: channel) }
            RequestReader.write(await answer(to: asked), on: channel)
        }
    }

    private func answer(to asked: Asked) async -> Answer {
        state.withLock { $0.asked.append(asked) }
        return await script(asked)
    }

    fileprivate func tookPong(_ payload: String) {
        state.withLock { $0.pongs[payload] }?.happen()
    }
}

/// The script's answer to an opening request that did not become a socket.
private final class Refusal: Sendable {
    private let answer = Mutex<FakeAsterisk.Answer?>(nil)

    func put(_ given: FakeAsterisk.Answer) { answer.withLock { $0 = given } }

    func take() -> FakeAsterisk.Answer? {
        answer.withLock { answer in
            defer { answer = nil }
            return answer
        }
    }
}

private final class RequestReader: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let asterisk: FakeAsterisk
    private let refusal: Refusal
    private var current: FakeAsterisk.Asked?

    init(_ asterisk: FakeAsterisk, _ refusal: Refusal) {
        self.asterisk = asterisk
        self.refusal = refusal
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch Self.unwrapInboundIn(data) {
        case .head(let head):
            current = FakeAsterisk.Asked(
                method: head.method.rawValue, uri: head.uri, headers: head.headers)
        case .body(let bytes): current?.body += bytes.readableBytesView
        case .end:
            guard let asked = current else { return }
            asterisk.serve(asked, on: context.channel, known: refusal.take())
        }
    }

    fileprivate static func write(_ answer: FakeAsterisk.Answer, on channel: any Channel) {
        switch answer {
        case .answer(let status, let body, let extra):
            var head = HTTPResponseHead(
                version: .http1_1, status: HTTPResponseStatus(statusCode: status),
                headers: HTTPHeaders(extra))
            if status >= 200, status != 204 {
                head.headers.add(name: "Content-Length", value: "\(body.utf8.count)")
            }
            channel.write(HTTPServerResponsePart.head(head), promise: nil)
            let content = HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(string: body)))
            if !body.isEmpty { channel.write(content, promise: nil) }
            channel.writeAndFlush(HTTPServerResponsePart.end(nil), promise: nil)
        case .close, .socket: channel.close(promise: nil)
        case .silence: break
        }
    }

    /// A refused upgrade shows here too, and its request is answered all the same.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if error is NIOWebSocketUpgradeError { return }
        context.close(promise: nil)
    }
}

private final class FrameReader: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    private let asterisk: FakeAsterisk

    init(_ asterisk: FakeAsterisk) { self.asterisk = asterisk }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = Self.unwrapInboundIn(data)
        switch frame.opcode {
        case .ping:
            let pong = WebSocketFrame(fin: true, opcode: .pong, data: frame.unmaskedData)
            context.writeAndFlush(Self.wrapOutboundOut(pong), promise: nil)
        case .pong: asterisk.tookPong(String(buffer: frame.unmaskedData))
        case .connectionClose: context.close(promise: nil)
        default: break
        }
    }
}
