internal import Storage
internal import Synchronization

/// Counts the event streams of each token, so that one cannot take them all.
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

    private let perBearer: Int
    private let taken = Mutex<[String: Int]>([:])

    init(perBearer: Int) {
        self.perBearer = perBearer
    }

    /// A place for one more stream, unless the token has as many as it may.
    func take(for bearer: Bearer) -> Slot? {
        let id = bearer.token.id
        let isTaken = taken.withLock { taken in
            let count = taken[id, default: 0]
            guard count < perBearer else { return false }
            taken[id] = count + 1
            return true
        }
        return isTaken ? Slot(self, id) : nil
    }

    private func free(_ id: String) {
        taken.withLock { taken in
            let count = taken[id, default: 0] - 1
            taken[id] = count > 0 ? count : nil
        }
    }
}
