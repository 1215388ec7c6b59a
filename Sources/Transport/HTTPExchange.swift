internal import Synchronization

/// One request with whoever waits for its outcome; the first outcome wins, later ones are ignored.
final class HTTPExchange: Sendable {
    typealias Outcome = Result<HTTPResponse, TransportError>
    typealias Sink = AsyncThrowingStream<[UInt8], any Error>.Continuation

    enum Phase: Sendable { case new, queued, running, finished }

    let request: HTTPRequest
    let deadline: ContinuousClock.Instant
    /// Where the body goes; nil if the whole answer is collected.
    let sink: Sink?
    /// Whether the transfer waits for a reader who is behind; else it is given up.
    let waitsForReader: Bool

    private struct State {
        var phase = Phase.new
        var waiter: CheckedContinuation<Outcome, Never>?
        var outcome: Outcome?
    }
    private let state = Mutex(State())

    init(_ request: HTTPRequest, sink: Sink? = nil, waitsForReader: Bool = false) {
        self.request = request
        self.deadline = .now + .milliseconds(request.timeout.boundedMilliseconds)
        self.sink = sink
        self.waitsForReader = waitsForReader
    }

    /// The phase changes only while the queue's lock is held.
    var phase: Phase {
        get { state.withLock { $0.phase } }
        set { state.withLock { $0.phase = newValue } }
    }

    func await(with waiter: CheckedContinuation<Outcome, Never>) {
        let known = state.withLock { state -> Outcome? in
            if state.outcome == nil { state.waiter = waiter }
            return state.outcome
        }
        if let known { waiter.resume(returning: known) }
    }

    func resolve(_ outcome: Outcome) {
        let waiter = state.withLock { state -> CheckedContinuation<Outcome, Never>? in
            guard state.outcome == nil else { return nil }
            state.outcome = outcome
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume(returning: outcome)
    }

    /// Ends the exchange with an error, both for the one who waits for the head and for the reader.
    func fail(_ error: TransportError) {
        resolve(.failure(error))
        sink?.finish(throwing: error)
    }
}
