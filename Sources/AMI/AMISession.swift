internal import NIOCore

/// One connection, from the greeting to its end: decodes, logs in, and hands on what comes then.
final class AMISession: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    enum Happening: Sendable {
        case ready(any Channel)
        case message(AMIMessage)
        /// Why there is no session.
        case ended(String)
    }

    private let loginTimeout: TimeAmount
    private let tell: @Sendable (Happening) -> Void
    private var decoder: AMIDecoder
    private var login: AMILogin
    private var isReady = false
    private var deadline: Scheduled<Void>?
    private var why: String?

    init(_ configuration: AMIConfiguration, tell: @escaping @Sendable (Happening) -> Void) {
        loginTimeout = TimeAmount(configuration.loginTimeout)
        decoder = AMIDecoder(maximumMessageBytes: configuration.maximumMessageBytes)
        login = AMILogin(configuration)
        self.tell = tell
    }

    func channelActive(context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        deadline = context.eventLoop.scheduleTask(in: loginTimeout) {
            let (session, context) = bound.value
            session.end(context, "the log-in at Asterisk's manager interface took too long")
        }
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let outputs: [AMIDecoder.Output]
        do {
            outputs = try decoder.decode(unwrapInboundIn(data).readableBytesView)
        } catch {
            return end(context, "Asterisk sent a message that is too long")
        }
        for output in outputs {
            guard isReady else {
                advance(context, login.take(output))
                continue
            }
            if case .message(let message) = output { tell(.message(message)) }
        }
    }

    private func advance(_ context: ChannelHandlerContext, _ step: AMILogin.Step) {
        switch step {
        case .wait: break
        case .send(let action):
            guard action.problem == nil else {
                return end(context, "the manager user or its secret cannot be sent: check both")
            }
            let bytes = context.channel.allocator.buffer(bytes: action.bytes(id: "login"))
            context.writeAndFlush(NIOAny(bytes), promise: nil)
        case .ready:
            isReady = true
            deadline?.cancel()
            tell(.ready(context.channel))
        case .failed(let why): end(context, why)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end(context, "\(error)")
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        tell(.ended(why ?? "Asterisk closed the connection"))
        context.fireChannelInactive()
    }

    private func end(_ context: ChannelHandlerContext, _ why: String) {
        self.why = self.why ?? why
        context.close(promise: nil)
    }
}
