internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL
internal import NIOWebSocket

/// Opens a connection and turns it into a link: TCP, TLS, the opening request and its answer.
struct WebSocketOpening: Sendable {
    /// What the opening request came to; a refusal is known once its head is read.
    private enum Answer: Sendable {
        case upgraded
        case refused(EventLoopFuture<WebSocketError>)
    }

    private let configuration: WebSocketConfiguration
    private let target: WebSocketTarget
    private let head: HTTPRequestHead
    private let tls: NIOSSLContext?
    private let mailbox: WebSocketMailbox

    init(
        _ configuration: WebSocketConfiguration, _ mailbox: WebSocketMailbox
    ) throws(WebSocketError) {
        self.configuration = configuration
        self.mailbox = mailbox
        target = try WebSocketTarget(configuration.url)
        var fields = HTTPHeaders([("Host", target.authority)])
        for header in configuration.headers {
            guard HTTPHeader.isToken(header.name), HTTPHeader.isFieldValue(header.value) else {
                throw .invalidURL("a header cannot be sent as it is")
            }
            fields.add(name: header.name, value: header.value)
        }
        head = HTTPRequestHead(version: .http1_1, method: .GET, uri: target.path, headers: fields)
        tls = target.isSecure ? try Self.tls(configuration.caFile) : nil
    }

    private static func tls(_ caFile: String?) throws(WebSocketError) -> NIOSSLContext {
        var tls = TLSConfiguration.makeClientConfiguration()
        if let caFile { tls.trustRoots = .file(caFile) }
        do {
            return try NIOSSLContext(configuration: tls)
        } catch {
            throw .cannotConnect("the certificate authorities cannot be read: \(error)")
        }
    }

    /// The open channel; whatever fails, the connection is closed.
    func open() async throws(WebSocketError) -> any Channel {
        let group = MultiThreadedEventLoopGroup.singleton
        let loop = group.next()
        let opened = loop.makePromise(of: (any Channel).self)
        let timeout = TimeAmount.milliseconds(
            Int64(max(1, configuration.connectTimeout.boundedMilliseconds)))
        let deadline = loop.scheduleTask(in: timeout) { opened.fail(WebSocketError.timedOut) }
        opened.futureResult.whenComplete { _ in deadline.cancel() }

        // The deadline above is the one that counts; the socket's own only has to end later.
        ClientBootstrap(group: loop)
            .connectTimeout(timeout + .seconds(1))
            .channelInitializer { channel in
                opened.futureResult.whenFailure { _ in channel.close(promise: nil) }
                return channel.eventLoop.makeCompletedFuture {
                    try prepare(channel, opened)
                }
            }
            .connect(host: target.host, port: target.port)
            .whenFailure { opened.fail($0) }

        do {
            return try await withTaskCancellationHandler {
                try await opened.futureResult.get()
            } onCancel: {
                opened.fail(WebSocketError.cannotConnect("cancelled"))
            }
        } catch let error as WebSocketError {
            throw error
        } catch let error as NIOHTTPClientUpgradeError where error == .responseProtocolNotFound {
            throw .refused(status: 101, reason: "the answer names no known protocol")
        } catch let error as NIOHTTPClientUpgradeError where error == .upgraderDeniedUpgrade {
            throw .refused(status: 101, reason: "the answer's key does not match")
        } catch {
            throw .cannotConnect(Self.reason(error))
        }
    }

    /// In the system's words where it has some; the parts' own are for debuggers.
    private static func reason(_ error: any Error) -> String {
        switch error {
        case let error as NIOConnectionError:
            if let first = error.connectionErrors.first {
                reason(first.error)
            } else {
                "the name \(error.host) has no address"
            }
        case let error as IOError: String(cString: strerror(error.errnoCode))
        default: "\(error)"
        }
    }

    private func prepare(_ channel: any Channel, _ opened: EventLoopPromise<any Channel>) throws {
        let pipeline = channel.pipeline.syncOperations
        if let tls {
            // An IP address is no name for SNI; the certificate is checked against the address.
            let isAddress = (try? SocketAddress(ipAddress: target.host, port: target.port)) != nil
            try pipeline.addHandler(
                NIOSSLClientHandler(context: tls, serverHostname: isAddress ? nil : target.host))
        }
        let upgrader = NIOTypedWebSocketClientUpgrader<Answer>(
            maxFrameSize: Int(UInt32(clamping: max(125, configuration.maximumMessageBytes))),
            // The automatic handler closes an oversize frame so that it looks like end of file.
            enableAutomaticErrorHandling: false,
            upgradePipelineHandler: { channel, _ in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        WebSocketSession(configuration, mailbox))
                    return .upgraded
                }
            })
        // The answer is waited for after this handler is through: within it no part would come.
        let upgrade = NIOTypedHTTPClientUpgradeConfiguration<Answer>(
            upgradeRequestHead: head, upgraders: [upgrader],
            notUpgradingCompletionHandler: { channel in
                channel.eventLoop.makeCompletedFuture {
                    let refusal = channel.eventLoop.makePromise(of: WebSocketError.self)
                    try channel.pipeline.syncOperations.addHandler(WebSocketRefusal(refusal))
                    return .refused(refusal.futureResult)
                }
            })
        var http = NIOUpgradableHTTPClientPipelineConfiguration(upgradeConfiguration: upgrade)
        // Frames may arrive in one piece with the answer.
        http.leftOverBytesStrategy = .forwardBytes
        try pipeline.configureUpgradableHTTPClientPipeline(configuration: http)
            .flatMap { answer in
                switch answer {
                case .upgraded: channel.eventLoop.makeSucceededFuture(channel)
                case .refused(let refusal): refusal.flatMapThrowing { throw $0 }
                }
            }
            .cascade(to: opened)
    }
}

/// Reads the head of an answer that is no WebSocket.
private final class WebSocketRefusal: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart

    private let refusal: EventLoopPromise<WebSocketError>

    init(_ refusal: EventLoopPromise<WebSocketError>) {
        self.refusal = refusal
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(let head) = Self.unwrapInboundIn(data) else { return }
        refusal.succeed(
            .refused(status: Int(head.status.code), reason: head.status.reasonPhrase))
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        refusal.fail(WebSocketError.cannotConnect("the connection ended during the opening"))
    }
}
