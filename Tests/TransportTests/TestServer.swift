import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// A request as the server saw it, with the number of the connection that it came on.
struct SeenRequest: Sendable {
    var connection: Int
    var method: String
    var path: String
    var headers: HTTPHeaders
    var body: String = ""
}

/// What the server puts on the wire for a request.
enum Reply: Sendable {
    case ok(String)
    /// These bytes, and the connection stays open.
    case raw(String)
    /// These bytes, and the connection is closed.
    case cut(String)

    static func text(_ body: String, head: String = "HTTP/1.1 200 OK") -> String {
        "\(head)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }
}

/// A server on a loopback port whose answers a closure decides on.
final class TestServer: Sendable {
    typealias Responder = @Sendable (SeenRequest) async -> Reply

    private struct State {
        var channels: [any Channel] = []
        var requests: [SeenRequest] = []
    }
    private let state = Mutex(State())
    private let listener = Mutex<(any Channel)?>(nil)
    private let isSecure: Bool
    let port: Int

    init(tls: NIOSSLContext? = nil, _ responder: @escaping Responder) async throws {
        isSecure = tls != nil
        let box = SendableBox<TestServer>()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { child in
                child.eventLoop.makeCompletedFuture {
                    let pipeline = child.pipeline.syncOperations
                    if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
                    try pipeline.addHandler(ByteToMessageHandler(HTTPRequestDecoder()))
                    try pipeline.addHandler(RequestReader(box, responder))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = channel.localAddress?.port ?? 0
        listener.withLock { $0 = channel }
        box.set(self)
    }

    func url(_ path: String = "/", host: String = "127.0.0.1") -> String {
        "\(isSecure ? "https" : "http")://\(host):\(port)\(path)"
    }

    var requests: [SeenRequest] { state.withLock { $0.requests } }
    var connections: Int { state.withLock { $0.channels.count } }

    /// Waits, 20 seconds at most, until this many requests were seen.
    func saw(_ count: Int) async -> Bool {
        await eventually { self.requests.count >= count }
    }

    func write(_ text: String, on connection: Int) {
        let channel = state.withLock { $0.channels[connection] }
        channel.writeAndFlush(ByteBuffer(string: text), promise: nil)
    }

    func closeConnection(_ connection: Int) async {
        let channel = state.withLock { $0.channels[connection] }
        try? await channel.close()
    }

    func isOpen(_ connection: Int) -> Bool {
        state.withLock { $0.channels[connection].isActive }
    }

    func stop() async {
        let open = state.withLock { $0.channels }
        for channel in open { try? await channel.close() }
        let listening = listener.withLock { $0 }
        try? await listening?.close()
    }

    fileprivate func accepted(_ channel: any Channel) -> Int {
        state.withLock {
            $0.channels.append(channel)
            return $0.channels.count - 1
        }
    }

    fileprivate func note(_ request: SeenRequest) {
        state.withLock { $0.requests.append(request) }
    }
}

private final class RequestReader: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = ByteBuffer

    private let server: SendableBox<TestServer>
    private let responder: TestServer.Responder
    private var connection = 0
    private var current: SeenRequest?

    init(_ server: SendableBox<TestServer>, _ responder: @escaping TestServer.Responder) {
        self.server = server
        self.responder = responder
    }

    func channelActive(context: ChannelHandlerContext) {
        connection = server.get()?.accepted(context.channel) ?? 0
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch Self.unwrapInboundIn(data) {
        case .head(let head):
            current = SeenRequest(
                connection: connection, method: head.method.rawValue, path: head.uri,
                headers: head.headers)
        case .body(let bytes):
            current?.body += String(buffer: bytes)
        case .end:
            guard let request = current else { return }
            server.get()?.note(request)
            let channel = context.channel
            let responder = responder
            Task {
                switch await responder(request) {
                case .ok(let body):
                    try? await channel.writeAndFlush(ByteBuffer(string: Reply.text(body)))
                case .raw(let text):
                    try? await channel.writeAndFlush(ByteBuffer(string: text))
                case .cut(let text):
                    try? await channel.writeAndFlush(ByteBuffer(string: text))
                    try? await channel.close()
                }
            }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}

/// A value that is set once, after those who read it are made.
final class SendableBox<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)
    func set(_ new: Value) { value.withLock { $0 = new } }
    func get() -> Value? { value.withLock { $0 } }
}

/// Holds whoever waits until it is opened.
final class Gate: Sendable {
    private let state = Mutex<(isOpen: Bool, waiting: [CheckedContinuation<Void, Never>])>(
        (false, []))

    func wait() async {
        await withCheckedContinuation { waiter in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiting.append(waiter) }
                return state.isOpen
            }
            if isOpen { waiter.resume() }
        }
    }

    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for waiter in waiting { waiter.resume() }
    }
}

/// Whether a condition comes true within 20 seconds.
func eventually(_ condition: @Sendable () -> Bool) async -> Bool {
    for _ in 0..<4000 {
        if condition() { return true }
        try? await Task.sleep(for: .milliseconds(5))
    }
    return condition()
}
