internal import Synchronization

/// Counts what stays open, of each holder and in all, so that one cannot take all there is.
final class OpenSlots: Sendable {
    /// A place for one; it is free again when nobody holds this.
    final class Slot: Sendable {
        private let slots: OpenSlots
        private let holder: String

        fileprivate init(_ slots: OpenSlots, _ holder: String) {
            self.slots = slots
            self.holder = holder
        }

        deinit { slots.free(holder) }
    }

    enum Full: Error, Hashable, Sendable {
        /// The holder has as many as it may.
        case ofHolder
        case inAll
    }

    private struct Taken {
        var inAll = 0
        var byHolder: [String: Int] = [:]
    }

    private let perHolder: Int
    private let inAll: Int
    private let taken = Mutex(Taken())

    init(perHolder: Int, inAll: Int) {
        self.perHolder = perHolder
        self.inAll = inAll
    }

    /// How many are open.
    var count: Int { taken.withLock { $0.inAll } }

    /// A place for one more.
    func take(for holder: String) throws(Full) -> Slot {
        let full: Full? = taken.withLock { taken in
            let count = taken.byHolder[holder, default: 0]
            guard count < perHolder else { return .ofHolder }
            guard taken.inAll < inAll else { return .inAll }
            taken.byHolder[holder] = count + 1
            taken.inAll += 1
            return nil
        }
        if let full { throw full }
        return Slot(self, holder)
    }

    private func free(_ holder: String) {
        taken.withLock { taken in
            let count = taken.byHolder[holder, default: 0] - 1
            taken.byHolder[holder] = count > 0 ? count : nil
            taken.inAll -= 1
        }
    }
}
