internal import Synchronization

/// What a client tells, in order.
public enum AMIUpdate: Sendable {
    /// Logged in; told anew every time.
    case connected
    /// Why the session ended or could not begin.
    case disconnected(String)
    case event(AMIMessage)
    /// So many events were dropped here, because they were not read in time.
    case lost(Int)
}

/// Updates for one reader; they end when the reader's task is cancelled.
public struct AMIUpdates: AsyncSequence, Sendable {
    let mailbox: AMIMailbox

    public struct Iterator: AsyncIteratorProtocol {
        let mailbox: AMIMailbox

        public func next() async -> AMIUpdate? { await mailbox.next() }
    }

    public func makeAsyncIterator() -> Iterator { Iterator(mailbox: mailbox) }
}

/// Holds what was not read yet. Only events are dropped: how the link stands is never more than two words.
final class AMIMailbox: Sendable {
    fileprivate struct State {
        var waiting: [AMIUpdate] = []
        var events = 0
        var lost = 0
        var reader: CheckedContinuation<AMIUpdate?, Never>?
    }

    private let maximumEvents: Int
    private let state = Mutex(State())

    init(maximumEvents: Int) { self.maximumEvents = maximumEvents }

    func post(_ event: AMIMessage) {
        post { state in
            guard state.events < self.maximumEvents else {
                state.lost += 1
                return nil
            }
            state.events += 1
            return .event(event)
        }
    }

    /// How the link stands now: events of an earlier session are of no use any more, and of what was told of the link the
    /// last two words say all.
    func post(link update: AMIUpdate) {
        post { state in
            state.waiting.removeAll { if case .event = $0 { true } else { false } }
            state.waiting = state.waiting.suffix(1)
            (state.events, state.lost) = (0, 0)
            return update
        }
    }

    private func post(_ make: (inout State) -> AMIUpdate?) {
        let (reader, update) = state.withLock { state in
            guard let update = make(&state) else {
                return (nil as CheckedContinuation<AMIUpdate?, Never>?, nil as AMIUpdate?)
            }
            guard let reader = state.reader else {
                state.waiting.append(update)
                return (nil, nil)
            }
            state.reader = nil
            if case .event = update { state.events -= 1 }
            return (reader, update)
        }
        reader?.resume(returning: update)
    }

    func next() async -> AMIUpdate? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { reader in
                let update = state.withLock { state -> AMIUpdate?? in
                    if Task.isCancelled { return .some(nil) }
                    if let next = state.takeNext() { return next }
                    // There is one reader.
                    if state.reader != nil { return .some(nil) }
                    state.reader = reader
                    return nil
                }
                if let update { reader.resume(returning: update) }
            }
        } onCancel: {
            let reader = state.withLock { state in
                defer { state.reader = nil }
                return state.reader
            }
            reader?.resume(returning: nil)
        }
    }
}

extension AMIMailbox.State {
    fileprivate mutating func takeNext() -> AMIUpdate? {
        guard !waiting.isEmpty else {
            guard lost > 0 else { return nil }
            defer { lost = 0 }
            return .lost(lost)
        }
        let next = waiting.removeFirst()
        if case .event = next { events -= 1 }
        return next
    }
}
