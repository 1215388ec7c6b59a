internal import ConnectionMode
internal import Hummingbird

/// Which items of a list are wanted: `?agent=alice&state=pending&group=sales`.
struct ListFilter<State: RawRepresentable<String> & CaseIterable & Sendable & Equatable>: Sendable {
    /// Nil where all are wanted.
    private let agent: AgentID?
    private let state: State?
    private let members: Set<AgentID>?

    /// - Parameter members: of the group that is wanted; nil where all are.
    init(_ query: Parameters, members: Set<AgentID>?) throws(Problem) {
        self.members = members
        agent = query.get("agent").map { AgentID($0) }
        guard let word = query.get("state") else {
            state = nil
            return
        }
        guard let state = State(rawValue: word) else {
            let words = State.allCases.map(\.rawValue).joined(separator: ", ")
            throw Page.invalid("Let \"state\" be one of \(words).")
        }
        self.state = state
    }

    func wants(_ agent: AgentID, _ state: State) -> Bool {
        (self.agent ?? agent) == agent && (self.state ?? state) == state
            && members?.contains(agent) ?? true
    }
}
