internal import NIOCore
internal import NIOWebSocket

/// Asks the session to close the link from this side.
struct WebSocketCloseRequest: Sendable {}

/// The rules of an open link: joins fragments, answers pings and closing frames, sends its own
/// pings and ends the link when nothing comes after one, no pong and nothing else.
///
/// *Source*: RFC 6455 sections 5.4, 5.5 and 7.
final class WebSocketSession: ChannelDuplexHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundIn = Never
    typealias OutboundOut = WebSocketFrame

    private let mailbox: WebSocketMailbox
    private let pingInterval: TimeAmount
    private let pongTimeout: TimeAmount
    private let maximumMessageBytes: Int

    /// The fragments so far of a message whose last one has not come.
    private var fragments: ByteBuffer?
    private var lastPing: UInt64 = 0
    private var nextPing: Scheduled<Void>?
    /// Ends the link; runs from a ping until anything comes.
    private var silence: Scheduled<Void>?
    private var isEnded = false

    /// How long a closing frame may take to leave before the connection is cut.
    private static let closeGrace = TimeAmount.seconds(1)
    /// For what came while this process stood still, and waits to be read.
    private static let readingTime = TimeAmount.milliseconds(100)

    init(_ configuration: WebSocketConfiguration, _ mailbox: WebSocketMailbox) {
        self.mailbox = mailbox
        pingInterval = .milliseconds(Int64(max(1, configuration.pingInterval.boundedMilliseconds)))
        pongTimeout = .milliseconds(Int64(configuration.pongTimeout.boundedMilliseconds))
        maximumMessageBytes = configuration.maximumMessageBytes
    }

    func handlerAdded(context: ChannelHandlerContext) {
        schedulePing(context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(.closed(code: 1006, reason: "the connection ended without a closing frame"))
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case NIOWebSocketError.invalidFrameLength:
            close(context, .messageTooLarge, code: .messageTooLarge)
        case let error as NIOWebSocketError:
            closeProtocolError(context, "\(error)")
        default:
            end(.closed(code: 1006, reason: "\(error)"))
            context.close(promise: nil)
        }
    }

    func triggerUserOutboundEvent(
        context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?
    ) {
        guard event is WebSocketCloseRequest else {
            return context.triggerUserOutboundEvent(event, promise: promise)
        }
        close(context, nil, code: .normalClosure)
        promise?.succeed()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = Self.unwrapInboundIn(data)
        guard !isEnded else { return }
        mailbox.noteSign()
        silence?.cancel()
        silence = nil
        guard frame.maskKey == nil, !frame.rsv1, !frame.rsv2, !frame.rsv3 else {
            return closeProtocolError(context, "a masked frame or a reserved bit")
        }
        switch frame.opcode {
        case .text, .continuation: read(context, frame)
        case .ping: answer(context, frame.data)
        case .pong: break
        case .connectionClose: readClose(context, frame.data)
        case .binary: close(context, code: .unacceptableData, reason: "a binary message")
        default: closeProtocolError(context, "a reserved opcode")
        }
    }
}

// MARK: - Messages

extension WebSocketSession {
    private func read(_ context: ChannelHandlerContext, _ frame: WebSocketFrame) {
        guard (frame.opcode == .continuation) == (fragments != nil) else {
            return closeProtocolError(context, "a fragment out of order")
        }
        var data = frame.data
        guard data.readableBytes <= maximumMessageBytes - (fragments?.readableBytes ?? 0) else {
            return close(context, .messageTooLarge, code: .messageTooLarge)
        }
        guard frame.fin, fragments == nil else {
            if fragments?.writeBuffer(&data) == nil { fragments = data }
            if frame.fin, let whole = fragments {
                fragments = nil
                deliver(context, whole)
            }
            return
        }
        deliver(context, data)
    }

    private func deliver(_ context: ChannelHandlerContext, _ message: ByteBuffer) {
        guard mailbox.put(Array(message.readableBytesView)) else {
            return close(context, .bufferFull, code: .policyViolation)
        }
    }

    private func answer(_ context: ChannelHandlerContext, _ payload: ByteBuffer) {
        // Pongs for a peer which does not read would pile up here.
        guard context.channel.isWritable else { return }
        send(context, .pong, payload, promise: nil)
    }
}

// MARK: - Pings

extension WebSocketSession {
    private func schedulePing(_ context: ChannelHandlerContext) {
        nextPing = context.eventLoop.assumeIsolated().scheduleTask(in: pingInterval) {
            self.ping(context)
        }
    }

    private func ping(_ context: ChannelHandlerContext) {
        guard !isEnded else { return }
        lastPing &+= 1
        if silence == nil { waitForSign(context) }
        send(context, .ping, ByteBuffer(integer: lastPing), promise: nil)
        schedulePing(context)
    }

    private func waitForSign(_ context: ChannelHandlerContext) {
        let loop = context.eventLoop.assumeIsolated()
        silence = loop.scheduleTask(in: pongTimeout) {
            self.silence = loop.scheduleTask(in: Self.readingTime) {
                self.end(.pongMissing)
                // A peer that answers no ping would not read a closing frame.
                context.close(promise: nil)
            }
        }
    }
}

// MARK: - The end

extension WebSocketSession {
    private func readClose(_ context: ChannelHandlerContext, _ payload: ByteBuffer) {
        var payload = payload
        guard payload.readableBytes > 0 else {
            return close(context, .closed(code: 1005, reason: ""), code: nil)
        }
        guard let code = payload.readInteger(as: UInt16.self), Self.isUsable(code) else {
            return closeProtocolError(context, "a closing frame without a usable code")
        }
        let reason = String(decoding: payload.readableBytesView, as: UTF8.self)
        close(
            context, .closed(code: Int(code), reason: reason),
            code: WebSocketErrorCode(codeNumber: Int(code)))
    }

    /// Codes that may stand in a frame. *Source*: RFC 6455 section 7.4.
    private static func isUsable(_ code: UInt16) -> Bool {
        switch code {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }

    private func closeProtocolError(_ context: ChannelHandlerContext, _ reason: String) {
        close(context, code: .protocolError, reason: reason)
    }

    private func close(
        _ context: ChannelHandlerContext, code: WebSocketErrorCode, reason: String
    ) {
        let number = Int(UInt16(webSocketErrorCode: code))
        close(context, .closed(code: number, reason: reason), code: code)
    }

    /// Tells the reader, sends a closing frame and ends the connection once it has left.
    private func close(
        _ context: ChannelHandlerContext, _ error: WebSocketError?, code: WebSocketErrorCode?
    ) {
        guard !isEnded else { return }
        end(error)
        var payload = ByteBuffer()
        if let code { payload.write(webSocketErrorCode: code) }
        let channel = context.channel
        let cut = context.eventLoop.scheduleTask(in: Self.closeGrace) {
            channel.close(promise: nil)
        }
        channel.closeFuture.whenComplete { _ in cut.cancel() }
        let sent = context.eventLoop.makePromise(of: Void.self)
        sent.futureResult.whenComplete { _ in channel.close(promise: nil) }
        send(context, .connectionClose, payload, promise: sent)
    }

    private func end(_ error: WebSocketError?) {
        guard !isEnded else { return }
        isEnded = true
        fragments = nil
        nextPing?.cancel()
        silence?.cancel()
        silence = nil
        mailbox.finish(error)
    }

    /// Every frame of a client is masked.
    private func send(
        _ context: ChannelHandlerContext, _ opcode: WebSocketOpcode, _ payload: ByteBuffer,
        promise: EventLoopPromise<Void>?
    ) {
        let frame = WebSocketFrame(fin: true, opcode: opcode, maskKey: .random(), data: payload)
        context.writeAndFlush(Self.wrapOutboundOut(frame), promise: promise)
    }
}

extension UInt16 {
    fileprivate init(webSocketErrorCode code: WebSocketErrorCode) {
        var buffer = ByteBuffer()
        buffer.write(webSocketErrorCode: code)
        self = buffer.readInteger() ?? 1002
    }
}
