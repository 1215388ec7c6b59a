/// The times at which something happens by itself, earliest first: a binary heap whose entries may be
/// out of date. Who is woken looks whether it really is due.
struct Deadlines: Sendable {
    enum Owner: Hashable, Sendable {
        case agent(AgentKey)
        case presence(AgentKey)
        case life(AgentKey)
        case offer(OfferID)
        case call(CallID)
        case recording(CallID)
        case waiting(CustomerID)
        case departure(LegID)
    }

    private var heap: [(at: Instant, owner: Owner)] = []

    var earliest: Instant? { heap.first?.at }

    mutating func add(_ at: Instant, for owner: Owner) {
        heap.append((at, owner))
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].at < heap[parent].at else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    /// Takes out the earliest owner whose time is `now` or before.
    mutating func next(dueAt now: Instant) -> Owner? {
        guard let first = heap.first, first.at <= now else { return nil }
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var parent = 0
        while true {
            let left = 2 * parent + 1
            guard left < heap.count else { break }
            let right = left + 1
            let least = right < heap.count && heap[right].at < heap[left].at ? right : left
            guard heap[least].at < heap[parent].at else { break }
            heap.swapAt(least, parent)
            parent = least
        }
        return first.owner
    }
}
