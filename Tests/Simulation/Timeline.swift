/// What is going to happen, earliest first; of two at the same time, the one that was added first.
struct Timeline {
    typealias Deed = () -> Void

    private var heap: [(at: Int64, number: Int, deed: Deed)] = []
    private var count = 0

    var earliest: Int64? { heap.first?.at }

    mutating func add(at time: Int64, _ deed: @escaping Deed) {
        heap.append((time, count, deed))
        count += 1
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard isBefore(child, parent) else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    mutating func removeFirst() -> (at: Int64, deed: Deed)? {
        guard let first = heap.first else { return nil }
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var parent = 0
        while true {
            let left = 2 * parent + 1
            guard left < heap.count else { break }
            let right = left + 1
            let least = right < heap.count && isBefore(right, left) ? right : left
            guard isBefore(least, parent) else { break }
            heap.swapAt(least, parent)
            parent = least
        }
        return (first.at, first.deed)
    }

    mutating func clear() { heap = [] }

    private func isBefore(_ first: Int, _ second: Int) -> Bool {
        (heap[first].at, heap[first].number) < (heap[second].at, heap[second].number)
    }
}
