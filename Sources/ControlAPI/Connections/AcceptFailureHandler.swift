internal import Logging
internal import NIOCore

/// Keeps the server listening when one connection cannot be taken: the process has no file descriptor
/// left, or a client was gone before it was let in.
///
/// Without it such an error ends the server. After an error there is a pause, because a connection that
/// cannot be taken is reported again and again.
final class AcceptFailureHandler: ChannelInboundHandler {
    typealias InboundIn = any Channel
    typealias InboundOut = any Channel

    private static let pause = TimeAmount.milliseconds(100)

    private let logger: Logger
    private var quietUntil = NIODeadline.uptimeNanoseconds(0)

    init(logger: Logger) {
        self.logger = logger
    }

    /// Puts one where errors would reach whoever waits for connections.
    static func add(to server: any Channel, logger: Logger) async {
        try? await server.eventLoop.submit {
            let pipeline = server.pipeline.syncOperations
            // The name that NIO gives to what takes connections.
            let taker = try pipeline.context(name: "AcceptHandler")
            try pipeline.addHandler(
                AcceptFailureHandler(logger: logger), position: .after(taker.handler))
        }.get()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        let now = NIODeadline.now()
        if now >= quietUntil {
            quietUntil = now + .minutes(1)
            logger.error("A connection could not be taken.", metadata: ["error": "\(error)"])
        }
        guard error is IOError, context.channel.isActive else { return }
        let channel = context.channel
        try? channel.syncOptions?.setOption(.autoRead, value: false)
        context.eventLoop.scheduleTask(in: Self.pause) {
            try? channel.syncOptions?.setOption(.autoRead, value: true)
        }
    }
}
