internal import NIOCore
internal import Synchronization

/// The messages that wait for the one reader, in order, bounded by count and by bytes.
///
/// What came before the end is read before the end is told.
final class WebSocketMailbox: Sendable {
    typealias Next = Result<[UInt8]?, WebSocketError>

    private struct State {
        var messages = CircularBuffer<[UInt8]>()
        var bytes = 0
        var end: Next?
        var reader: CheckedContinuation<Next, Never>?
        /// Tells a cancellation that arrives before the reader waits.
        var isCancelled = false
        var heardAt = ContinuousClock.now
    }

    private let maximumMessages: Int
    private let maximumBytes: Int
    private let state = Mutex(State())

    init(maximumMessages: Int, maximumBytes: Int) {
        self.maximumMessages = maximumMessages
        self.maximumBytes = maximumBytes
    }

    /// When the peer last sent anything, a pong at least.
    var heardAt: ContinuousClock.Instant { state.withLock { $0.heardAt } }

    func noteSign() { state.withLock { $0.heardAt = .now } }

    /// Whether the message was taken; it is not if the bounds are reached.
    func put(_ message: [UInt8]) -> Bool {
        let (taken, reader) = state.withLock { state -> (Bool, CheckedContinuation<Next, Never>?) in
            guard state.end == nil else { return (true, nil) }
            if let reader = state.reader {
                state.reader = nil
                return (true, reader)
            }
            guard state.messages.count < maximumMessages,
                message.count <= maximumBytes - state.bytes
            else { return (false, nil) }
            state.messages.append(message)
            state.bytes += message.count
            return (true, nil)
        }
        reader?.resume(returning: .success(message))
        return taken
    }

    /// Ends the sequence once; nil is an end without error.
    func finish(_ error: WebSocketError?) {
        let end: Next = error.map { .failure($0) } ?? .success(nil)
        let reader = state.withLock { state -> CheckedContinuation<Next, Never>? in
            guard state.end == nil else { return nil }
            state.end = end
            defer { state.reader = nil }
            return state.reader
        }
        reader?.resume(returning: end)
    }

    /// The next message, nil after the end or when the reading task is cancelled.
    func next() async throws(WebSocketError) -> [UInt8]? {
        let next = await withTaskCancellationHandler {
            await withCheckedContinuation { reader in
                let known = state.withLock { state -> Next? in
                    if let message = state.messages.popFirst() {
                        state.bytes -= message.count
                        return .success(message)
                    }
                    if let end = state.end { return end }
                    // A second reader at once is a fault of the caller; it sees an end.
                    if state.isCancelled || state.reader != nil { return .success(nil) }
                    state.reader = reader
                    return nil
                }
                if let known { reader.resume(returning: known) }
            }
        } onCancel: {
            let reader = state.withLock { state -> CheckedContinuation<Next, Never>? in
                state.isCancelled = true
                defer { state.reader = nil }
                return state.reader
            }
            reader?.resume(returning: .success(nil))
        }
        return try next.get()
    }
}
