import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket
import Synchronization

/// A frame as the server got it.
struct SeenFrame: Sendable, Equatable {
    var opcode: WebSocketOpcode
    var isMasked: Bool
    var data: [UInt8]

    /// The code of a closing frame.
    var closeCode: Int? { data.count >= 2 ? Int(data[0]) << 8 | Int(data[1]) : nil }
}

/// A WebSocket server on a loopback port; closures decide what it sends.
final class TestWebSocketServer: Sendable {
    typealias Opened = @Sendable (any Channel) -> Void
    typealias Received = @Sendable (any Channel, WebSocketFrame) -> Void

    let port: Int
    private let isSecure: Bool
    private let log: FrameLog
    private let listener: any Channel

    /// - Parameter received: by default answers pings, as a sound server does.
    init(
        tls: NIOSSLContext? = nil, opened: @escaping Opened = { _ in },
        received: @escaping Received = { $0.pong($1) }
    ) async throws {
        let log = FrameLog()
        listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { child in
                let upgrader = NIOWebSocketServerUpgrader(
                    shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture([:]) },
                    upgradePipelineHandler: { channel, _ in
                        channel.eventLoop.makeCompletedFuture {
                            try channel.pipeline.syncOperations.addHandler(
                                FrameReader(log, received))
                            opened(channel)
                        }
                    })
                return child.eventLoop.makeCompletedFuture {
                    let pipeline = child.pipeline.syncOperations
                    log.channels.withLock { $0.append(child) }
                    if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
                    try pipeline.addHandler(JoinedAnswer())
                    try pipeline.configureHTTPServerPipeline(
                        withServerUpgrade: (
                            upgraders: [upgrader], completionHandler: { _ in }
                        ))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = listener.localAddress?.port ?? 0
        isSecure = tls != nil
        self.log = log
    }

    func url(host: String = "127.0.0.1") -> String {
        "\(isSecure ? "wss" : "ws")://\(host):\(port)/events?app=a"
    }

    var frames: [SeenFrame] { log.frames.withLock { $0 } }
    var isOpen: Bool { log.channels.withLock { $0.contains { $0.isActive } } }

    func stop() async {
        let open = log.channels.withLock { $0 }
        for channel in open { try? await channel.close() }
        try? await listener.close()
    }
}

private final class FrameLog: Sendable {
    let frames = Mutex<[SeenFrame]>([])
    let channels = Mutex<[any Channel]>([])
}

private final class FrameReader: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame

    private let log: FrameLog
    private let received: TestWebSocketServer.Received

    init(_ log: FrameLog, _ received: @escaping TestWebSocketServer.Received) {
        self.log = log
        self.received = received
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = Self.unwrapInboundIn(data)
        log.frames.withLock {
            $0.append(
                SeenFrame(
                    opcode: frame.opcode, isMasked: frame.maskKey != nil,
                    data: Array(frame.unmaskedData.readableBytesView)))
        }
        received(context.channel, frame)
    }
}

/// Holds the answer to the opening request back for 50 ms, so that it leaves in one piece with
/// the frames that follow it.
private final class JoinedAnswer: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var held: ByteBuffer? = ByteBuffer()
    private var isScheduled = false

    func write(
        context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
    ) {
        guard held != nil else { return context.write(data, promise: promise) }
        var bytes = Self.unwrapOutboundIn(data)
        held?.writeBuffer(&bytes)
        promise?.succeed()
        guard !isScheduled else { return }
        isScheduled = true
        context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(50)) {
            guard let held = self.held else { return }
            self.held = nil
            context.writeAndFlush(Self.wrapOutboundOut(held), promise: nil)
        }
    }
}

extension Channel {
    func send(
        _ text: String, _ opcode: WebSocketOpcode = .text, fin: Bool = true,
        mask: WebSocketMaskingKey? = nil
    ) {
        let frame = WebSocketFrame(
            fin: fin, opcode: opcode, maskKey: mask, data: ByteBuffer(string: text))
        writeAndFlush(frame, promise: nil)
    }

    func pong(_ frame: WebSocketFrame) {
        guard frame.opcode == .ping else { return }
        let pong = WebSocketFrame(fin: true, opcode: .pong, data: frame.unmaskedData)
        writeAndFlush(pong, promise: nil)
    }

    func sendClose(_ code: UInt16, _ reason: String) {
        var payload = ByteBuffer(integer: code)
        payload.writeString(reason)
        let frame = WebSocketFrame(fin: true, opcode: .connectionClose, data: payload)
        writeAndFlush(frame, promise: nil)
    }
}
