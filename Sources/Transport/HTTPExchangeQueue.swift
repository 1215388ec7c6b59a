internal import Synchronization

/// What callers and the transfer thread share: the two lanes, cancellations and the way to wake it.
///
/// A wake-up is sent under the lock under which the multi handle is taken away, so that it never
/// touches one that is already freed.
final class HTTPExchangeQueue: Sendable {
    struct Intake {
        var started: [HTTPExchange] = []
        var cancelled: [HTTPExchange] = []
        var goingOn: [HTTPExchange] = []
        var nextDeadline: ContinuousClock.Instant?
        var isClosing = false
    }

    fileprivate struct State {
        var urgent: [HTTPExchange] = []
        var ordinary: [HTTPExchange] = []
        var cancelled: [HTTPExchange] = []
        var goingOn: [HTTPExchange] = []
        var nextDeadline: ContinuousClock.Instant?
        var multi: CurlMulti?
        var isClosing = false
        var isEnded = false
        var shutdownWaiters: [CheckedContinuation<Void, Never>] = []
    }

    private let maximumQueued: Int
    private let state = Mutex(State())

    init(maximumQueued: Int) {
        self.maximumQueued = maximumQueued
    }

    func submit(_ exchange: HTTPExchange, urgent: Bool) {
        let refusal = state.withLock { state -> String? in
            guard exchange.phase == .new else { return "cancelled" }
            guard !state.isClosing else { return "the client is shut down" }
            let lane = urgent ? state.urgent : state.ordinary
            guard lane.count < maximumQueued else { return "the queue is full" }
            exchange.phase = .queued
            if urgent { state.urgent.append(exchange) } else { state.ordinary.append(exchange) }
            state.nextDeadline = min(state.nextDeadline ?? exchange.deadline, exchange.deadline)
            state.multi?.wake()
            return nil
        }
        if let refusal { exchange.fail(.notSent(refusal)) }
    }

    /// Resolves at once what has not started; what is on the wire is ended by the thread.
    func cancel(_ exchange: HTTPExchange) {
        let resolvesHere = state.withLock { state -> Bool in
            switch exchange.phase {
            case .new:
                exchange.phase = .finished
                return true
            case .queued:
                state.urgent.removeAll { $0 === exchange }
                state.ordinary.removeAll { $0 === exchange }
                exchange.phase = .finished
                return true
            case .running:
                state.cancelled.append(exchange)
                state.multi?.wake()
                return false
            case .finished:
                return false
            }
        }
        if resolvesHere { exchange.fail(.notSent("cancelled while queued")) }
    }

    /// The reader of a body that is waited for has room again.
    func goOn(_ exchange: HTTPExchange) {
        state.withLock { state in
            guard exchange.phase == .running,
                !state.goingOn.contains(where: { $0 === exchange })
            else { return }
            state.goingOn.append(exchange)
            state.multi?.wake()
        }
    }

    func close() {
        state.withLock { state in
            state.isClosing = true
            state.multi?.wake()
        }
    }

    func waitUntilEnded() async {
        await withCheckedContinuation { waiter in
            let isEnded = state.withLock { state in
                if !state.isEnded { state.shutdownWaiters.append(waiter) }
                return state.isEnded
            }
            if isEnded { waiter.resume() }
        }
    }
}

// MARK: - For the transfer thread only

extension HTTPExchangeQueue {
    func opened(_ multi: CurlMulti) {
        state.withLock { $0.multi = multi }
    }

    func take(upTo slots: Int, now: ContinuousClock.Instant) -> Intake {
        var late: [HTTPExchange] = []
        let intake = state.withLock { state -> Intake in
            var intake = Intake(
                cancelled: state.cancelled, goingOn: state.goingOn, isClosing: state.isClosing)
            state.cancelled.removeAll()
            state.goingOn.removeAll()
            if let next = state.nextDeadline, next <= now {
                late = state.removeLate(now: now)
            }
            while intake.started.count < slots, let next = state.popFirst() {
                next.phase = .running
                intake.started.append(next)
            }
            if state.isEmpty { state.nextDeadline = nil }
            intake.nextDeadline = state.nextDeadline
            return intake
        }
        for exchange in late { exchange.fail(.notSent("timed out while queued")) }
        return intake
    }

    /// Marks the end of an exchange, after which a cancellation has nothing left to end.
    func finished(_ exchange: HTTPExchange) {
        state.withLock { _ in exchange.phase = .finished }
    }

    /// The thread's last act; `free` runs when nobody can wake the thread any more, and before those who
    /// wait for the end.
    func ended(_ reason: String, _ free: () -> Void = {}) {
        let left = state.withLock { state -> [HTTPExchange] in
            state.multi = nil
            state.isClosing = true
            let left = state.urgent + state.ordinary
            for exchange in left { exchange.phase = .finished }
            state.urgent = []
            state.ordinary = []
            state.cancelled = []
            state.goingOn = []
            return left
        }
        for exchange in left { exchange.fail(.notSent(reason)) }
        free()
        let waiters = state.withLock { state in
            defer { state.shutdownWaiters = [] }
            state.isEnded = true
            return state.shutdownWaiters
        }
        for waiter in waiters { waiter.resume() }
    }
}

extension HTTPExchangeQueue.State {
    fileprivate var isEmpty: Bool { urgent.isEmpty && ordinary.isEmpty }

    fileprivate mutating func popFirst() -> HTTPExchange? {
        if !urgent.isEmpty { return urgent.removeFirst() }
        return ordinary.isEmpty ? nil : ordinary.removeFirst()
    }

    fileprivate mutating func removeLate(now: ContinuousClock.Instant) -> [HTTPExchange] {
        let late = (urgent + ordinary).filter { $0.deadline <= now }
        for exchange in late { exchange.phase = .finished }
        urgent.removeAll { $0.deadline <= now }
        ordinary.removeAll { $0.deadline <= now }
        nextDeadline = (urgent + ordinary).map(\.deadline).min()
        return late
    }
}
