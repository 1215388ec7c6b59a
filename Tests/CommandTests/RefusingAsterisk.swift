import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A server that answers 401 to everything, as Asterisk does to a wrong user or password.
struct RefusingAsterisk {
    private let channel: any Channel
    private let asked: Counter

    static func start() async throws -> RefusingAsterisk {
        let asked = Counter()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { child in
                child.eventLoop.makeCompletedFuture {
                    try child.pipeline.syncOperations.configureHTTPServerPipeline()
                    try child.pipeline.syncOperations.addHandler(Refusal(asked))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return RefusingAsterisk(channel: channel, asked: asked)
    }

    var port: Int { channel.localAddress?.port ?? 0 }

    /// How many requests there were.
    var requestCount: Int { asked.count.load(ordering: .sequentiallyConsistent) }

    func stop() async { try? await channel.close() }
}

private final class Counter: Sendable {
    let count = Atomic(0)
}

private final class Refusal: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let asked: Counter

    init(_ asked: Counter) { self.asked = asked }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .end = Self.unwrapInboundIn(data) else { return }
        asked.count.add(1, ordering: .sequentiallyConsistent)
        let body = ByteBuffer(string: #"{"message":"Authentication required"}"#)
        let head = HTTPResponseHead(
            version: .http1_1, status: .unauthorized,
            headers: [
                "Content-Type": "application/json", "Content-Length": "\(body.readableBytes)",
                "WWW-Authenticate": "Basic realm=\"Asterisk REST Interface\"",
            ])
        context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
        context.write(Self.wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: nil)
    }
}
