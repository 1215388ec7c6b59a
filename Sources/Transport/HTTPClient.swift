/// Sends requests over kept-alive connections, in the order of the calls, urgent ones first.
///
/// All transfers share one libcurl multi handle on a thread of their own. Redirects are not
/// followed, no proxy is used, certificates are verified. `shutdown()` ends the thread; so does
/// the release of the client, without waiting.
package final class HTTPClient: Sendable {
    private let configuration: HTTPClientConfiguration
    private let queue: HTTPExchangeQueue
    private let thread: JoinableThread?

    package init(_ configuration: HTTPClientConfiguration = .init()) {
        self.configuration = configuration
        queue = HTTPExchangeQueue(maximumQueued: configuration.maximumQueued)
        thread = CurlThread.start(configuration, queue)
    }

    deinit {
        queue.close()
    }

    /// Sends a request and collects its answer, of any status.
    ///
    /// A request is never sent twice, unless it is a GET whose re-used connection died before the
    /// answer's first byte. Cancellation ends the exchange: `notSent` if it did not start.
    /// - Parameter urgent: goes before everything that waits and is not urgent.
    package func send(
        _ request: HTTPRequest, urgent: Bool = false
    ) async throws(TransportError) -> HTTPResponse {
        try request.check()
        return try await run(HTTPExchange(request), urgent: urgent)
    }

    /// Sends a request and returns once the head of the answer has come, with the body to follow.
    ///
    /// The request's timeout covers the head only.
    package func stream(_ request: HTTPRequest) async throws(TransportError) -> HTTPStream {
        try request.check()
        // libcurl hands over at most 16 KiB at a time.
        let waiting = max(1, configuration.maximumResponseBytes >> 14)
        let (chunks, sink) = AsyncThrowingStream<[UInt8], any Error>.makeStream(
            bufferingPolicy: .bufferingOldest(waiting))
        let exchange = HTTPExchange(request, sink: sink)
        let queue = queue
        sink.onTermination = { _ in queue.cancel(exchange) }
        let head = try await run(exchange, urgent: false)
        return HTTPStream(status: head.status, headers: head.headers, chunks: chunks)
    }

    /// Sends a request and returns once the head of the answer has come; the body follows as fast as it is read.
    ///
    /// The request's timeout covers the head; a body of which nothing comes for ten seconds while it is waited for ends
    /// with an error.
    package func download(_ request: HTTPRequest) async throws(TransportError) -> HTTPDownload {
        try request.check()
        let waiting = max(1, configuration.maximumResponseBytes >> 14)
        let (chunks, sink) = AsyncThrowingStream<[UInt8], any Error>.makeStream(
            bufferingPolicy: .bufferingOldest(waiting))
        let exchange = HTTPExchange(request, sink: sink, waitsForReader: true)
        let queue = queue
        sink.onTermination = { _ in queue.cancel(exchange) }
        let head = try await run(exchange, urgent: false)
        return HTTPDownload(status: head.status, headers: head.headers, chunks: chunks) {
            queue.goOn(exchange)
        }
    }

    /// Ends every exchange, with `notSent` if it did not start, closes every connection, and waits for the
    /// thread to be gone.
    ///
    /// Safe to call again, and from several tasks. A process that exits should have called it: libcurl's
    /// TLS library ends with the process, and must not do so under a thread that still uses it.
    package func shutdown() async {
        queue.close()
        await queue.waitUntilEnded()
        thread?.join()
    }

    private func run(
        _ exchange: HTTPExchange, urgent: Bool
    ) async throws(TransportError) -> HTTPResponse {
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                exchange.await(with: waiter)
                queue.submit(exchange, urgent: urgent)
            }
        } onCancel: {
            queue.cancel(exchange)
        }
        return try outcome.get()
    }
}
