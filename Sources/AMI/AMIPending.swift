/// Actions that wait for their answer, by their ids. A pure value.
///
/// An id is never used twice, so that an answer which comes too late is nobody's.
struct AMIPending<Waiter> {
    enum Answer {
        case response(AMIMessage)
        case list([AMIMessage])
        case failure(AMIError)
    }

    private struct Entry {
        let waiter: Waiter
        let action: String
        /// nil of an action with one answer.
        var list: [AMIMessage]?
        var isStarted = false
        /// Counts what has come of a list.
        var signs = 0
    }

    private let maximumListEntries: Int
    private var entries: [String: Entry] = [:]

    init(maximumListEntries: Int) { self.maximumListEntries = maximumListEntries }

    var count: Int { entries.count }

    mutating func add(_ id: String, _ action: AMIAction, isList: Bool, _ waiter: Waiter) {
        entries[id] = Entry(waiter: waiter, action: action.name, list: isList ? [] : nil)
    }

    /// What has come of a list so far; another number later means that it goes on.
    func signs(of id: String) -> Int? { entries[id]?.signs }

    /// - Returns: whose wait is over, and how.
    mutating func take(_ message: AMIMessage) -> (Waiter, Answer)? {
        guard let id = message.actionID, var entry = entries[id] else { return nil }
        if let response = message.response {
            guard response != "Error" else {
                return end(id, .failure(.refused(message.message ?? "no reason given")))
            }
            guard entry.list != nil else { return end(id, .response(message)) }
            // Some answer without a list when there is nothing to tell.
            guard message["EventList"] != nil else { return end(id, .list([])) }
            entry.isStarted = true
        } else {
            guard let list = entry.list, entry.isStarted else { return nil }
            if message["EventList"] == "Complete" { return end(id, .list(list)) }
            guard list.count < maximumListEntries else {
                return end(id, .failure(.listTooLong(limit: maximumListEntries)))
            }
            entry.list?.append(message)
        }
        entry.signs += 1
        entries[id] = entry
        return nil
    }

    mutating func end(_ id: String, _ answer: Answer) -> (Waiter, Answer)? {
        entries.removeValue(forKey: id).map { ($0.waiter, answer) }
    }

    mutating func endAll() -> [Waiter] {
        defer { entries = [:] }
        return entries.values.map(\.waiter)
    }
}
