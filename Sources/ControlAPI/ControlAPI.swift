internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
package import Logging
internal import NIOCore
package import Orchestration
package import Storage

/// The HTTP control API: what consoles and other programs see of the service. `openapi.yaml` is its
/// contract.
package struct ControlAPI: Sendable {
    package struct Configuration: Sendable {
        package var host: String
        /// 0 takes any free port; `makeApplication` tells which.
        package var port: Int
        /// Pages of these origins may read answers; of others, none.
        package var allowedOrigins: Set<String> = []
        /// How often an event stream that has nothing to tell says that it lives.
        package var heartbeat = Duration.seconds(15)
        /// How often an event stream looks whether its token still stands.
        package var tokenRecheck = Duration.seconds(30)
        /// How long a token that was found is not looked up again.
        package var tokenCacheLife = Duration.seconds(5)
        package var streamsPerToken = 20
        /// For how long, and how many, answers are given again under their `Idempotency-Key`.
        package var answerLimits = AnswerLimits()
        package var maximumConnections = 4_096
        package var maximumBodyBytes = 65_536
        /// How long a client may take to send a body.
        package var bodyDeadline = Duration.seconds(10)
        /// How long a connection may stand without a request, or take to send one's head.
        package var idleTimeout = Duration.seconds(60)
        /// How long a client may leave what it was sent unread before its connection is closed.
        package var unreadTimeout = Duration.seconds(30)

        package init(host: String = "127.0.0.1", port: Int = 8080) {
            self.host = host
            self.port = port
        }
    }

    private let backend: Backend

    /// - Parameter secret: at least 32 random bytes that stand in no store, the same at every start.
    package init(
        sequencer: Sequencer, board: NoticeBoard, health: ServiceHealth, tokens: any TokenStore,
        answers: any AnswerStore, secret: some Sequence<UInt8>, configuration: Configuration,
        logger: Logger
    ) {
        backend = Backend(
            sequencer: sequencer, board: board, health: health,
            authentication: Authentication(
                tokens: tokens, cacheLife: configuration.tokenCacheLife,
                clock: sequencer.clock),
            idempotency: Idempotency(
                answers: answers, secret: secret, limits: configuration.answerLimits,
                clock: sequencer.clock, logger: logger),
            streams: StreamSlots(perBearer: configuration.streamsPerToken),
            configuration: configuration, logger: logger)
    }

    /// The server, to be run within a service group.
    ///
    /// - Parameter onListening: called once, with the port that was taken.
    package func makeApplication(
        onListening: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) -> ControlApplication {
        let configuration = backend.configuration
        let router = Router(context: BasicRequestContext.self)
        router.add(middleware: BrowserMiddleware(allowedOrigins: configuration.allowedOrigins))
        router.add(middleware: ProblemMiddleware(routes: Self.routes, logger: backend.logger))
        for route in Self.routes {
            let backend = backend
            router.on(RouterPath(route.path), method: route.method) { request, context in
                try await route.answer(request, context.parameters, backend)
            }
        }
        let unreadTimeout = TimeAmount(configuration.unreadTimeout)
        let channel = HTTP1Channel.Configuration(
            additionalChannelHandlers: [UnreadTimeoutHandler(timeout: unreadTimeout)],
            idleTimeout: TimeAmount(configuration.idleTimeout),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 16_384, maxHeaderListSize: 32_768, maxHeaderFieldCount: 100))
        let executor = LoopExecutor()
        let application = Application(
            router: router,
            server: .http1(configuration: channel),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port),
                serverName: nil,
                availableConnectionsDelegate: MaximumAvailableConnections(
                    configuration.maximumConnections)),
            onServerRunning: { await onListening($0.localAddress?.port ?? configuration.port) },
            eventLoopGroupProvider: .shared(executor.loop), logger: backend.logger)
        return ControlApplication(
            application: application, executor: executor, host: configuration.host,
            port: configuration.port)
    }

    /// All that is served.
    static let routes: [Route] = [
        ServiceRoutes.all, MeRoutes.all, GroupRoutes.all, AgentRoutes.all, SessionRoutes.all,
        StatusRoutes.all,
        PhoneSettingsRoutes.all, ConnectionRoutes.all, OfferRoutes.all, CallRoutes.all,
        EventRoutes.all,
    ].flatMap(\.self)
}
