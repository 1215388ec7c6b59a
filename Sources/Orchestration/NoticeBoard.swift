internal import Synchronization
package import ConnectionMode

/// The place of a posting in the stream of this run of the service: `<run>-<number>`.
package struct PostingID: Hashable, Sendable, CustomStringConvertible {
    package let run: String
    package let number: UInt64

    package init(run: String, number: UInt64) {
        self.run = run
        self.number = number
    }

    /// Reads `<run>-<number>`; nil for anything else.
    package init?(_ text: String) {
        guard let dash = text.lastIndex(of: "-"),
            let number = UInt64(text[text.index(after: dash)...])
        else { return nil }
        self.init(run: String(text[..<dash]), number: number)
    }

    package var description: String { "\(run)-\(number)" }
}

/// Something that was told, in its place in the stream.
package struct Posting: Sendable {
    package let id: PostingID
    package let at: Instant
    package let content: Content

    package enum Content: Sendable {
        case notice(Notice)
        /// For everybody: the PBX or the store cannot be used, and why.
        case serviceDegraded(String)
        /// For everybody: all is well again, after so many milliseconds.
        case serviceRestored(gapMilliseconds: Int64)
    }
}

/// Hands what was told to all who listen, and keeps the latest for those who come back.
///
/// Everything is bounded: a listener who falls behind is dropped and starts over with a snapshot, and
/// costs the others nothing.
package final class NoticeBoard: Sendable {
    private struct State {
        var next: UInt64 = 1
        var recent: [Posting] = []
        var listeners: [UInt64: Listener] = [:]
        var nextListener: UInt64 = 1
    }

    private struct Listener {
        let continuation: AsyncStream<[Posting]>.Continuation
        let wants: @Sendable (Posting) -> Bool

        /// Whether there was room for all of them. Lots are of bounded size, so that a listener's
        /// buffer is too.
        func hand(_ postings: [Posting]) -> Bool {
            for start in stride(from: 0, to: postings.count, by: NoticeBoard.largestLot) {
                let end = min(start + NoticeBoard.largestLot, postings.count)
                if case .dropped = continuation.yield(Array(postings[start..<end])) {
                    return false
                }
            }
            return true
        }
    }

    private static let largestLot = 16

    /// A listener's stream. It ends when the listener fell behind, or when the service stops.
    package struct Subscription: Sendable {
        /// Whether the stream goes on right after the id that was named; otherwise the listener needs
        /// a snapshot first.
        package let isResumed: Bool
        /// What was told at once comes at once, so that it can be sent on in one piece.
        package let postings: AsyncStream<[Posting]>
        /// The last posting before this subscription.
        package let last: PostingID
    }

    package let run: String
    private let keeps: Int
    private let listenerBuffer: Int
    private let state = Mutex(State())

    /// - Parameters:
    ///   - run: random per run of the service, so that ids of an earlier run are known as such.
    ///   - keeps: how many postings can be resumed from.
    ///   - listenerBuffer: how many lots of postings a listener may fall behind.
    package init(run: String, keeps: Int = 10_000, listenerBuffer: Int = 1_000) {
        self.run = run
        self.keeps = keeps
        self.listenerBuffer = listenerBuffer
    }

    package func post(_ contents: [Posting.Content], at now: Instant) {
        guard !contents.isEmpty else { return }
        state.withLock { state in
            var lot: [Posting] = []
            for content in contents {
                lot.append(
                    Posting(id: PostingID(run: run, number: state.next), at: now, content: content))
                state.next += 1
            }
            state.recent += lot
            for (id, listener) in state.listeners {
                guard !listener.hand(lot.filter(listener.wants)) else { continue }
                listener.continuation.finish()
                state.listeners[id] = nil
            }
            // In lumps, so that a posting costs the same whatever is kept.
            if state.recent.count >= 2 * keeps {
                state.recent.removeFirst(state.recent.count - keeps)
            }
        }
    }

    /// Listens from now on, or from right after `id` if that can still be had.
    package func subscribe(
        after id: PostingID? = nil, wants: @escaping @Sendable (Posting) -> Bool
    ) -> Subscription {
        let (stream, continuation) = AsyncStream.makeStream(
            of: [Posting].self, bufferingPolicy: .bufferingOldest(listenerBuffer))
        let listener = Listener(continuation: continuation, wants: wants)
        return state.withLock { state in
            let last = PostingID(run: run, number: state.next - 1)
            var isResumed = false
            if let id, id.run == run, id.number < state.next {
                let missed = state.recent.drop { $0.id.number <= id.number }
                let isWhole = (state.recent.first?.id.number ?? state.next) <= id.number + 1
                let wanted = missed.filter(wants)
                if isWhole, wanted.count < listenerBuffer { isResumed = listener.hand(wanted) }
            }
            let key = state.nextListener
            state.nextListener += 1
            state.listeners[key] = listener
            continuation.onTermination = { [weak self] _ in
                // Not in here: `finish` is called under the lock.
                Task { self?.drop(key) }
            }
            return Subscription(isResumed: isResumed, postings: stream, last: last)
        }
    }

    private func drop(_ key: UInt64) {
        state.withLock { $0.listeners[key] = nil }
    }

    package var listenerCount: Int { state.withLock { $0.listeners.count } }

    /// Ends every stream.
    package func close() {
        let listeners = state.withLock { state in
            defer { state.listeners = [:] }
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.continuation.finish() }
    }
}
