internal import HTTPTypes
internal import Hummingbird
package import HummingbirdCore
internal import HummingbirdTLS
package import Logging
package import NIOCore
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
        /// How often the model is told that something is heard of an agent, at the most.
        package var presenceInterval = Duration.seconds(60)
        package var streamsPerToken = 20
        /// Whether the agent console is served beside the API.
        package var isConsoleServed = true
        /// Whether the reference of the API is served beside it, for people to read.
        package var areDocsServed = true
        /// How many requests a token may send in a second; after a pause twice as many at once.
        package var requestsPerSecondPerToken = 50
        /// For how long, and how many, answers are given again under their `Idempotency-Key`.
        package var answerLimits = AnswerLimits()
        package var maximumConnections = 4_096
        /// How many of them one address may have; this machine's own may have all.
        package var connectionsPerAddress = 2_048
        package var isLoopbackExempt = true
        /// Speaks TLS with it; plain HTTP when nil.
        package var certificate: RenewingCertificate?
        /// How often the certificate's files are looked at.
        package var certificateCheck = Duration.seconds(10)
        package var maximumBodyBytes = 65_536
        /// Whether who there is can be changed by requests; else it is kept in a file.
        package var isDirectoryStored = false
        /// By tenant, the queues of the PBX whose members are kept.
        package var queues: [String: [String]] = [:]
        /// How long a client may take to send a body.
        package var bodyDeadline = Duration.seconds(10)
        /// How long a client may take to send a request's head.
        package var headDeadline = Duration.seconds(10)
        /// How long a connection may stand without a request.
        package var idleTimeout = Duration.seconds(60)
        /// How long a client may leave what it was sent unread before its connection is closed.
        package var unreadTimeout = Duration.seconds(30)

        package init(host: String = "127.0.0.1", port: Int = 8080) {
            self.host = host
            self.port = port
        }
    }

    let stage: Stage
    private let configuration: Configuration
    let logger: Logger

    /// One that has nothing behind it before it is opened: it says how the service is, and refuses all
    /// else.
    package init(health: ServiceHealth, configuration: Configuration, logger: Logger) {
        stage = Stage(health: health)
        self.configuration = configuration
        self.logger = logger
    }

    package init(
        sequencer: Sequencer, board: NoticeBoard, health: ServiceHealth, tokens: any TokenStore,
        answers: any AnswerStore, ledger: any Ledger, recordings: any RecordingIndex,
        files: any RecordingFiles, secret: some Sequence<UInt8>,
        configuration: Configuration, logger: Logger
    ) {
        self.init(health: health, configuration: configuration, logger: logger)
        open(
            sequencer: sequencer, board: board, tokens: tokens, answers: answers, ledger: ledger,
            recordings: recordings, files: files, secret: secret)
    }

    /// From now on all is served.
    ///
    /// - Parameter secret: at least 32 random bytes that stand in no store, the same at every start.
    package func open(
        sequencer: Sequencer, board: NoticeBoard, tokens: any TokenStore,
        answers: any AnswerStore, ledger: any Ledger, recordings: any RecordingIndex,
        files: any RecordingFiles, secret: some Sequence<UInt8>
    ) {
        let limits = RequestLimits(perSecond: configuration.requestsPerSecondPerToken)
        let backend = Backend(
            sequencer: sequencer, board: board, health: stage.health,
            authentication: Authentication(
                tokens: tokens, cacheLife: configuration.tokenCacheLife,
                clock: sequencer.clock, limits: limits),
            limits: limits,
            idempotency: Idempotency(
                answers: answers, secret: secret, limits: configuration.answerLimits,
                clock: sequencer.clock, logger: logger),
            streams: StreamSlots(
                perBearer: configuration.streamsPerToken,
                inAll: max(1, configuration.maximumConnections / 4 * 3)),
            presence: AgentPresence(
                intake: sequencer, interval: configuration.presenceInterval),
            ledger: ledger, recordings: recordings, files: files, configuration: configuration,
            logger: logger)
        stage.open(backend)
    }

    /// The server, to be run within a service group.
    ///
    /// - Parameter onListening: called once, with the port that was taken.
    package func makeApplication(
        onListening: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) -> ControlApplication {
        let (configuration, logger) = (configuration, logger)
        let executor = LoopExecutor()
        let application = Application(
            router: router,
            server: server,
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port),
                serverName: nil,
                availableConnectionsDelegate: MaximumAvailableConnections(
                    configuration.maximumConnections)),
            onServerRunning: { channel in
                let isLocal = PeerAddress(channel.localAddress)?.isLoopback ?? true
                if configuration.certificate == nil, !isLocal {
                    logger.warning(
                        """
                        The control API speaks plain HTTP where other machines reach it, tokens and \
                        PINs for all to read on the way: set listen.tls, or listen on 127.0.0.1 \
                        behind a proxy.
                        """)
                }
                await onListening(channel.localAddress?.port ?? configuration.port)
            },
            eventLoopGroupProvider: .shared(executor.loop), logger: logger)
        return ControlApplication(
            application: application, executor: executor, host: configuration.host,
            port: configuration.port
        ) {
            await configuration.certificate?.watch(
                every: configuration.certificateCheck, health: stage.health, logger: logger)
        }
    }

    /// What answers requests, apart from the server: for whoever brings them another way than by a socket.
    package func makeResponder() -> @Sendable (Request, any Channel) async throws -> Response {
        let responder = router.buildResponder()
        let logger = logger
        return { request, channel in
            let source = ApplicationRequestContextSource(channel: channel, logger: logger)
            return try await responder.respond(
                to: request, context: ControlContext(source: source))
        }
    }

    private var router: Router<ControlContext> {
        let router = Router(context: ControlContext.self)
        router.add(
            middleware: BrowserMiddleware(allowedOrigins: configuration.allowedOrigins))
        let routes =
            Self.routes + (configuration.isConsoleServed ? ConsoleRoutes.all : [])
            + (configuration.areDocsServed ? DocsRoutes.all : [])
        router.add(middleware: ProblemMiddleware(routes: routes, logger: logger))
        router.add(middleware: URIMiddleware())
        for route in routes {
            let stage = stage
            router.on(RouterPath(route.path), method: route.method) { request, context in
                try await route.answer(request, context, stage)
            }
        }
        return router
    }

    /// HTTP/1.1 with its limits, over TLS if there is a certificate.
    private var server: HTTPServerBuilder {
        let configuration = configuration
        let unreadTimeout = TimeAmount(configuration.unreadTimeout)
        let headDeadline = TimeAmount(configuration.headDeadline)
        // Who reads a body answers first when it does not come, also on a busy machine.
        let bodyDeadline = TimeAmount(configuration.bodyDeadline + .seconds(5))
        let channel = HTTP1Channel.Configuration(
            additionalChannelHandlers: [
                UnreadTimeoutHandler(timeout: unreadTimeout),
                RequestPaceHandler(headDeadline: headDeadline, bodyDeadline: bodyDeadline),
            ],
            idleTimeout: TimeAmount(configuration.idleTimeout),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 16_384, maxHeaderListSize: 32_768, maxHeaderFieldCount: 100))
        let counts = ConnectionCounts(
            perAddress: configuration.connectionsPerAddress,
            isLoopbackExempt: configuration.isLoopbackExempt, logger: logger)
        return HTTPServerBuilder { responder in
            let plain = HTTP1Channel(responder: responder, configuration: channel)
            guard let certificate = configuration.certificate else {
                return CountedChannel(base: plain, counts: counts)
            }
            return CountedChannel(
                base: try TLSChannel(plain, tlsConfiguration: certificate.configuration),
                counts: counts)
        }
    }

    /// All of the contract.
    static let routes: [Route] = [
        ServiceRoutes.all, MeRoutes.all, TenantRoutes.all, GroupRoutes.all, AgentRoutes.all,
        ProfileRoutes.all, SessionRoutes.all, StatusRoutes.all, PhoneSettingsRoutes.all,
        ValidationRoutes.all,
        ConnectionRoutes.all, OfferRoutes.all, WaitingRoutes.all, CallRoutes.all,
        SupervisionRoutes.all, SurroundingsRoutes.all, LedgerRoutes.all, RecordingRoutes.all,
        EventRoutes.all,
    ].flatMap(\.self)
}
