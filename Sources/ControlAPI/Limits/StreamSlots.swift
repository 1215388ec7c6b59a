internal import HTTPTypes
internal import Storage
internal import Synchronization

/// Counts the event streams, of each token and in all, so that one token cannot take them all and streams
/// leave connections for requests.
final class StreamSlots: Sendable {
    /// A place for one stream; it is free again when nobody holds this.
    final class Slot: Sendable {
        private let slots: StreamSlots
        private let id: String

        fileprivate init(_ slots: StreamSlots, _ id: String) {
            self.slots = slots
            self.id = id
        }

        deinit { slots.free(id) }
    }

    private struct Taken {
        var inAll = 0
        var byBearer: [String: Int] = [:]
    }

    private let perBearer: Int
    private let inAll: Int
    private let taken = Mutex(Taken())

    init(perBearer: Int, inAll: Int) {
        self.perBearer = perBearer
        self.inAll = inAll
    }

    /// How many streams are open.
    var count: Int { taken.withLock { $0.inAll } }

    /// A place for one more stream. Throws when the token, or all together, have as many as they may.
    func take(for bearer: Bearer) throws(Problem) -> Slot {
        let id = bearer.token.id
        let problem: Problem? = taken.withLock { taken in
            let count = taken.byBearer[id, default: 0]
            guard count < perBearer else { return .tooManyStreams }
            guard taken.inAll < inAll else { return .tooManyStreamsInAll }
            taken.byBearer[id] = count + 1
            taken.inAll += 1
            return nil
        }
        if let problem { throw problem }
        return Slot(self, id)
    }

    private func free(_ id: String) {
        taken.withLock { taken in
            let count = taken.byBearer[id, default: 0] - 1
            taken.byBearer[id] = count > 0 ? count : nil
            taken.inAll -= 1
        }
    }
}

extension Problem {
    fileprivate static var tooManyStreams: Problem {
        var problem = Problem(
            .tooManyRequests, .tooManyStreams,
            "Close one of this token's event streams before opening another.")
        problem.retryAfterSeconds = 5
        return problem
    }

    fileprivate static var tooManyStreamsInAll: Problem {
        unavailable(
            .overloaded, "No stream was opened: there are too many; try again in some seconds.",
            retryAfterSeconds: 5)
    }
}
