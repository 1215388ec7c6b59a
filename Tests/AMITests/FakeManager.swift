import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A server that speaks as Asterisk's manager interface does, and answers actions as a test wants it to.
final class FakeManager: Sendable {
    struct Action: Sendable {
        let fields: [(String, String)]
        subscript(name: String) -> String? { fields.first { $0.0 == name }?.1 }
    }

    /// What is written for an action, and after it whether the connection is cut.
    enum Answer: Sendable {
        case text(String)
        case textThenCut(String)
        case nothing

        static func success(_ action: Action, _ more: String = "") -> Answer {
            .text("Response: Success\r\nActionID: \(action["ActionID"] ?? "")\r\n\(more)\r\n")
        }

        static func error(_ action: Action, _ message: String) -> Answer {
            .text(
                "Response: Error\r\nActionID: \(action["ActionID"] ?? "")\r\nMessage: \(message)\r\n\r\n"
            )
        }
    }

    private struct State {
        var channels: [any Channel] = []
        var actions: [Action] = []
    }

    private let state = Mutex(State())
    private let listener: any Channel
    let port: Int

    init(
        tls: NIOSSLContext? = nil, greeting: String = "Asterisk Call Manager/11.0.0\r\n",
        _ answer: @escaping @Sendable (Action) -> Answer
    ) async throws {
        let box = Mutex<FakeManager?>(nil)
        let arrived: @Sendable (any Channel) -> Void = { channel in
            box.withLock { $0 }?.state.withLock { $0.channels.append(channel) }
        }
        let seen: @Sendable (Action) -> Void = { action in
            box.withLock { $0 }?.state.withLock { $0.actions.append(action) }
        }
        listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { child in
                child.eventLoop.makeCompletedFuture {
                    if let tls {
                        try child.pipeline.syncOperations.addHandler(
                            NIOSSLServerHandler(context: tls))
                    }
                    try child.pipeline.syncOperations.addHandler(
                        Speaker(greeting, answer, arrived, seen))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = listener.localAddress?.port ?? 0
        box.withLock { $0 = self }
    }

    var actions: [Action] { state.withLock { $0.actions } }
    var connections: Int { state.withLock { $0.channels.count } }

    func write(_ text: String) {
        guard let channel = state.withLock({ $0.channels.last }) else { return }
        channel.writeAndFlush(ByteBuffer(string: text), promise: nil)
    }

    func cut() async {
        guard let channel = state.withLock({ $0.channels.last }) else { return }
        try? await channel.close()
    }

    func stop() async {
        try? await listener.close()
        for channel in state.withLock({ $0.channels }) { try? await channel.close() }
    }
}

/// Reads actions and writes what is answered.
private final class Speaker: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let greeting: String
    private let answer: (FakeManager.Action) -> FakeManager.Answer
    private let arrived: (any Channel) -> Void
    private let seen: (FakeManager.Action) -> Void
    private var text = ""

    init(
        _ greeting: String, _ answer: @escaping (FakeManager.Action) -> FakeManager.Answer,
        _ arrived: @escaping (any Channel) -> Void, _ seen: @escaping (FakeManager.Action) -> Void
    ) {
        (self.greeting, self.answer, self.arrived, self.seen) = (greeting, answer, arrived, seen)
    }

    func channelActive(context: ChannelHandlerContext) {
        arrived(context.channel)
        context.writeAndFlush(NIOAny(ByteBuffer(string: greeting)), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        text += String(buffer: unwrapInboundIn(data))
        while let end = text.firstRange(of: "\r\n\r\n") {
            let fields = text[..<end.lowerBound].split(separator: "\r\n").map { line in
                let parts = line.split(separator: ": ", maxSplits: 1).map(String.init)
                return (parts[0], parts.count > 1 ? parts[1] : "")
            }
            text.removeSubrange(..<end.upperBound)
            let action = FakeManager.Action(fields: fields)
            seen(action)
            switch answer(action) {
            case .nothing: break
            case .text(let text):
                context.writeAndFlush(NIOAny(ByteBuffer(string: text)), promise: nil)
            case .textThenCut(let text):
                context.writeAndFlush(NIOAny(ByteBuffer(string: text)), promise: nil)
                context.close(promise: nil)
            }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
