internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import Synchronization

/// A client of Asterisk's manager interface that connects again whenever the link breaks.
///
/// It sends no action twice by itself. What is under way when the link breaks has an unknown outcome; what is asked for
/// while there is none is not sent.
public final class AMIClient: Sendable {
    private typealias Waiter = CheckedContinuation<Result<[AMIMessage], AMIError>, Never>

    private struct State {
        var channel: (any Channel)?
        var pending: AMIPending<Waiter>
        var nextID: UInt64 = 1
    }

    private let configuration: AMIConfiguration
    private let mailbox: AMIMailbox
    private let state: Mutex<State>

    public init(_ configuration: AMIConfiguration) {
        self.configuration = configuration
        mailbox = AMIMailbox(maximumEvents: configuration.maximumWaitingEvents)
        state = Mutex(
            State(pending: AMIPending(maximumListEntries: configuration.maximumListEntries)))
    }

    /// How the link stands, and events; for one reader.
    public var updates: AMIUpdates { AMIUpdates(mailbox: mailbox) }

    // MARK: Asking

    /// Asks for something that has one answer.
    ///
    /// - Throws: `refused` with Asterisk's message; `notSent`, after which it may be asked for again; `outcomeUnknown`,
    ///   also when the task is cancelled.
    public func send(_ action: AMIAction) async throws(AMIError) -> AMIMessage {
        let answer = try await ask(action, isList: false)
        return answer.first ?? AMIMessage([])
    }

    /// Asks for a list and collects its entries, in order.
    public func list(_ action: AMIAction) async throws(AMIError) -> [AMIMessage] {
        try await ask(action, isList: true)
    }

    private func ask(
        _ action: AMIAction, isList: Bool
    ) async throws(AMIError) -> [AMIMessage] {
        if let problem = action.problem { throw .notSent(problem) }
        let id = state.withLock { state in
            defer { state.nextID += 1 }
            return "\(state.nextID)"
        }
        let deadline = Task { await watch(id) }
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in start(action, id, isList, waiter) }
        } onCancel: {
            end(id, .failure(.outcomeUnknown("cancelled")))
        }
        deadline.cancel()
        return try result.get()
    }

    private func start(_ action: AMIAction, _ id: String, _ isList: Bool, _ waiter: Waiter) {
        let channel = state.withLock { state -> Result<any Channel, AMIError> in
            guard let channel = state.channel else {
                return .failure(.notSent("Asterisk's manager interface is not connected"))
            }
            guard state.pending.count < configuration.maximumPendingActions else {
                return .failure(.notSent("too many actions wait for their answer"))
            }
            guard !Task.isCancelled else { return .failure(.notSent("cancelled")) }
            state.pending.add(id, action, isList: isList, waiter)
            return .success(channel)
        }
        switch channel {
        case .failure(let error): waiter.resume(returning: .failure(error))
        case .success(let channel):
            let bytes = channel.allocator.buffer(bytes: action.bytes(id: id))
            channel.writeAndFlush(bytes).whenFailure { [self] error in
                end(id, .failure(.outcomeUnknown("the connection broke: \(error)")))
            }
        }
    }

    /// Ends a wait in which nothing has come for too long.
    private func watch(_ id: String) async {
        var before: Int?
        while true {
            try? await Task.sleep(for: configuration.actionTimeout)
            if Task.isCancelled { return }
            let signs = state.withLock { $0.pending.signs(of: id) }
            guard let signs, signs != before, before != nil || signs > 0 else { break }
            before = signs
        }
        end(id, .failure(.outcomeUnknown("no answer in time")))
    }

    private func end(_ id: String, _ answer: AMIPending<Waiter>.Answer) {
        finish(state.withLock { $0.pending.end(id, answer) })
    }

    private func finish(_ ended: (Waiter, AMIPending<Waiter>.Answer)?) {
        guard let (waiter, answer) = ended else { return }
        switch answer {
        case .response(let message): waiter.resume(returning: .success([message]))
        case .list(let entries): waiter.resume(returning: .success(entries))
        case .failure(let error): waiter.resume(returning: .failure(error))
        }
    }

    // MARK: The link

    /// Keeps a session up until it is cancelled.
    public func run() async {
        var pause = configuration.firstPause
        while !Task.isCancelled {
            let since = ContinuousClock.now
            let (why, wasReady) = await session()
            if Task.isCancelled { break }
            mailbox.post(link: .disconnected(why))
            if wasReady, since.duration(to: .now) > configuration.longestPause {
                pause = configuration.firstPause
            }
            try? await Task.sleep(for: pause * Double.random(in: 1...2))
            pause = min(pause * 2, configuration.longestPause)
        }
    }

    /// One session; returns why it ended, and whether there was one.
    private func session() async -> (why: String, wasReady: Bool) {
        let (happenings, happened) = AsyncStream<String>.makeStream()
        let wasReady = Mutex(false)
        let channel: any Channel
        do {
            channel = try await connect { [self] happening in
                switch happening {
                case .ready(let channel):
                    wasReady.withLock { $0 = true }
                    state.withLock { $0.channel = channel }
                    mailbox.post(link: .connected)
                case .message(let message): take(message)
                case .ended(let why):
                    lose(why)
                    happened.yield(why)
                    happened.finish()
                }
            }
        } catch {
            return (
                "Asterisk's manager interface at \(configuration.host):\(configuration.port) "
                    + "cannot be reached: \(error)", false
            )
        }
        let ping = Task { await keepAlive(channel) }
        defer { ping.cancel() }
        return await withTaskCancellationHandler {
            for await why in happenings { return (why, wasReady.withLock { $0 }) }
            channel.close(promise: nil)
            return ("cancelled", wasReady.withLock { $0 })
        } onCancel: {
            channel.close(promise: nil)
        }
    }

    private func take(_ message: AMIMessage) {
        let (isAnswer, ended) = state.withLock { state in
            (
                message.actionID.map { state.pending.signs(of: $0) != nil } ?? false,
                state.pending.take(message)
            )
        }
        finish(ended)
        // Entries of a list are events, too, and nobody else's.
        if !isAnswer, message.event != nil { mailbox.post(message) }
    }

    private func lose(_ why: String) {
        let waiters = state.withLock { state in
            state.channel = nil
            return state.pending.endAll()
        }
        for waiter in waiters {
            waiter.resume(returning: .failure(.outcomeUnknown("the connection broke: \(why)")))
        }
    }

    /// A link that does not answer is closed: a half of it may be gone without a word.
    private func keepAlive(_ channel: any Channel) async {
        while !Task.isCancelled {
            try? await Task.sleep(for: configuration.pingInterval)
            guard !Task.isCancelled, state.withLock({ $0.channel != nil }) else { continue }
            do {
                _ = try await send(AMIAction("Ping"))
            } catch .outcomeUnknown {
                if !Task.isCancelled { channel.close(promise: nil) }
            } catch {
                continue
            }
        }
    }

    private func connect(
        _ tell: @escaping @Sendable (AMISession.Happening) -> Void
    ) async throws -> any Channel {
        let configuration = configuration
        let tls = try configuration.tls.map { tls in
            var settings = TLSConfiguration.makeClientConfiguration()
            if let file = tls.caFile { settings.trustRoots = .file(file) }
            settings.certificateVerification =
                tls.verifiesHostName ? .fullVerification : .noHostnameVerification
            return try NIOSSLContext(configuration: settings)
        }
        return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(TimeAmount(configuration.connectTimeout))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls {
                        // A name is told to the other side; an address cannot be.
                        let isName =
                            (try? SocketAddress(ipAddress: configuration.host, port: 0)) == nil
                        try channel.pipeline.syncOperations.addHandler(
                            NIOSSLClientHandler(
                                context: tls, serverHostname: isName ? configuration.host : nil))
                    }
                    try channel.pipeline.syncOperations.addHandler(
                        AMISession(configuration, tell: tell))
                }
            }
            .connect(host: configuration.host, port: configuration.port).get()
    }
}
