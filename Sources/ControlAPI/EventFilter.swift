internal import ConnectionMode
internal import Hummingbird
internal import Orchestration

/// What a client wants of what its token may see: `?agents=alice,bob&group=sales&types=offer.*,call.ended`.
///
/// `stream.*` events are no matter of choice, and those of the service concern every agent.
struct EventFilter: Sendable {
    private static let mostNames = 200

    /// Nil where all are wanted.
    private var agents: Set<AgentID>?
    private var group: GroupID?
    private let types: Set<EventType>?

    init(_ query: Parameters) throws(Problem) {
        agents = try Self.names("agents", in: query).map { Set($0.map { AgentID(String($0)) }) }
        group = query.get("group").map { GroupID($0) }
        guard let words = try Self.names("types", in: query) else {
            types = nil
            return
        }
        var types: Set<EventType> = []
        for word in words {
            let found = EventType.allCases.filter {
                $0.rawValue == word || "\($0.family).*" == word
            }
            guard !found.isEmpty else {
                throw Page.invalid(
                    "Let \"types\" be event types such as offer.created, or families such as offer.*."
                )
            }
            types.formUnion(found)
        }
        self.types = types
    }

    private static func names(
        _ parameter: String, in query: Parameters
    ) throws(Problem) -> [Substring]? {
        guard let text = query.get(parameter) else { return nil }
        let names = text.split(separator: ",", omittingEmptySubsequences: false)
        guard names.count <= mostNames, names.allSatisfy({ !$0.isEmpty }) else {
            throw Page.invalid(
                "Let \"\(parameter)\" be 1 to \(mostNames) names with a comma between two.")
        }
        return names
    }

    /// The same with the group's members named. Throws 400 for agents and a group that are not there, or
    /// that the token may not see.
    func resolved(
        among keys: [AgentKey], for bearer: Bearer, in directory: Directory
    ) throws(Problem) -> EventFilter {
        if let agents, !agents.isSubset(of: Set(keys.map(\.agent))) {
            throw Page.invalid("Let \"agents\" be ids of agents whom this token may see.")
        }
        guard let group else { return self }
        let members = try Groups.members(of: group, for: bearer, in: directory)
        var resolved = self
        resolved.agents = agents.map { $0.intersection(members) } ?? members
        return resolved
    }

    func wants(_ agent: AgentID) -> Bool { agents?.contains(agent) ?? true }

    /// What is about no agent in particular is wanted by who asks for no one in particular.
    var wantsAllAgents: Bool { agents == nil }

    func wants(_ posting: Posting) -> Bool {
        if case .notice(let notice) = posting.content {
            guard notice.agent.map({ wants($0.agent) }) ?? wantsAllAgents else { return false }
        }
        return types?.contains(EventType(posting.content)) ?? true
    }
}
