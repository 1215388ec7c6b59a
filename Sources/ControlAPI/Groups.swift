internal import ConnectionMode
internal import Hummingbird
internal import Orchestration
internal import Storage

/// The groups of a tenant, as a token may see them.
enum Groups {
    /// By their ids: an agent's token sees the agent's own, every other all.
    static func visible(to bearer: Bearer, in directory: Directory) -> [GroupID] {
        guard let tenant = directory.tenants[bearer.tenant] else { return [] }
        guard let agent = bearer.token.agent else { return tenant.groups.keys.sorted() }
        return [tenant.agents[agent]?.group].compactMap(\.self)
    }

    /// Who is in a group. Throws 400 for one that the token cannot see.
    static func members(
        of group: GroupID, for bearer: Bearer, in directory: Directory
    ) throws(Problem) -> Set<AgentID> {
        guard visible(to: bearer, in: directory).contains(group) else {
            throw Page.invalid("Let \"group\" be the id of a group that the groups' list has.")
        }
        let agents = directory.tenants[bearer.tenant]?.agents ?? [:]
        return Set(agents.filter { $0.value.group == group }.keys)
    }
}

extension Inquiry {
    /// The agents of the group that the query names; nil where it names none.
    func members() async throws(Problem) -> Set<AgentID>? {
        guard let name = request.uri.queryParameters.get("group") else { return nil }
        let bearer = try bearer()
        let members = try await backend.read { model -> Result<Set<AgentID>, Problem> in
            do throws(Problem) {
                return .success(
                    try Groups.members(of: GroupID(name), for: bearer, in: model.directory))
            } catch {
                return .failure(error)
            }
        }
        return try members.get()
    }
}
