internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes
internal import NIOHTTPTypesHTTP1

/// Sees to it that requests come whole and in time, and says what is wrong with those that cannot be read.
///
/// - A head that has begun has `headDeadline` to come; a body has `bodyDeadline`, and what is left of it after
///   the answer, which nobody reads, some seconds. Then the connection is closed.
/// - A head that is too large is 431, one that is no HTTP is 400. Answers that are still owed go
///   first, and the connection is closed after it: nobody can tell where the next request begins.
final class RequestPaceHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// How long a client who was refused may take to read it.
    private static let farewell = TimeAmount.seconds(2)

    private let headDeadline: TimeAmount
    private let bodyDeadline: TimeAmount
    private var closing: Scheduled<Void>?
    private var isHeadAwaited = true
    private var hasJustRead = false
    /// Requests that have begun and are not answered to the end.
    private var unanswered = 0
    /// To be told when nothing else is owed; there is no further request then.
    private var verdict: Problem?

    init(headDeadline: TimeAmount, bodyDeadline: TimeAmount) {
        self.headDeadline = headDeadline
        self.bodyDeadline = bodyDeadline
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        hasJustRead = true
        switch Self.unwrapInboundIn(data) {
        case .head:
            unanswered += 1
            isHeadAwaited = false
            scheduleClosing(in: bodyDeadline, context)
        case .body: break
        case .end:
            isHeadAwaited = true
            cancel()
        }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        // Bytes have come, and no head was made of them yet.
        if isHeadAwaited, !hasJustRead, unanswered == 0, closing == nil, verdict == nil {
            schedule(in: headDeadline, context) { handler, context in
                handler.refuse(.headTooSlow, context)
            }
        }
        hasJustRead = false
        context.fireChannelReadComplete()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        let isUnreadable = error is HTTPParserError || error is HTTP1TypeConversionError
        // Whoever reads a body is told that it broke off, and answers.
        guard isUnreadable, isHeadAwaited else {
            context.fireErrorCaught(error)
            return
        }
        let isTooLarge = error as? HTTPParserError == .headerOverflow
        refuse(isTooLarge ? .headTooLarge : .malformedRequest, context)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let part = Self.unwrapOutboundIn(data)
        context.write(data, promise: promise)
        if case .end = part {
            unanswered -= 1
            if !isHeadAwaited, unanswered == 0 { scheduleClosing(in: Self.farewell, context) }
            if unanswered == 0, let verdict { tell(verdict, context) }
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        cancel()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { cancel() }

    private func refuse(_ problem: Problem, _ context: ChannelHandlerContext) {
        guard verdict == nil else { return }
        verdict = problem
        if unanswered == 0 { tell(problem, context) }
    }

    private func tell(_ problem: Problem, _ context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        let text = problem.text
        var fields = BrowserMiddleware.protection
        fields[.contentType] = Problem.mediaType
        fields[.contentLength] = "\(text.readableBytes)"
        fields[.connection] = "close"
        let head = HTTPResponse(status: problem.status, headerFields: fields)
        context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
        context.write(Self.wrapOutboundOut(.body(text)), promise: nil)
        context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: nil)
        // Closing both ways at once could take the answer away from a client who is still sending.
        context.close(mode: .output, promise: nil)
        scheduleClosing(in: Self.farewell, context)
    }

    private func scheduleClosing(in time: TimeAmount, _ context: ChannelHandlerContext) {
        schedule(in: time, context) { _, context in context.close(promise: nil) }
    }

    private func schedule(
        in time: TimeAmount, _ context: ChannelHandlerContext,
        _ act: @escaping (RequestPaceHandler, ChannelHandlerContext) -> Void
    ) {
        cancel()
        closing = context.eventLoop.assumeIsolated().scheduleTask(in: time) {
            self.closing = nil
            act(self, context)
        }
    }

    private func cancel() {
        closing?.cancel()
        closing = nil
    }
}

extension Problem {
    fileprivate static var headTooSlow: Problem {
        Problem(.requestTimeout, .requestTimedOut, "Send the whole head of a request at once.")
    }

    fileprivate static var headTooLarge: Problem {
        Problem(
            .requestHeaderFieldsTooLarge, .headersTooLarge,
            "Send at most 100 header fields, of 16 kB each and 32 kB in all.")
    }

    fileprivate static var malformedRequest: Problem {
        Problem(.badRequest, .malformedRequest, "Send HTTP/1.1 as RFC 9112 describes it.")
    }
}
