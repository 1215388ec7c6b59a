internal import ConnectionMode
internal import HTTPTypes
internal import Hummingbird
internal import Orchestration

enum AgentRoutes {
    static let all = [
        Route(.get, "/v1/tenants/{tenant}/agents", .tenant, respond: list),
        Route(.get, "/v1/tenants/{tenant}/agents/{agent}", .agent(.read), respond: one),
    ]

    private static func list(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let bearer = try inquiry.bearer()
        let page = try Page(inquiry.request.uri.queryParameters)
        let members = try await inquiry.members()
        let list = try await inquiry.backend.read { model in
            let keys = AgentBody.visible(to: bearer, in: model).filter {
                members?.contains($0.agent) ?? true
            }
            return page.cut(keys, by: \.agent.rawValue) {
                AgentBody($0, in: model, for: bearer)
            }
        }
        return .json(Timed(list, at: inquiry.backend.now))
    }

    private static func one(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let (bearer, key) = try await inquiry.agent()
        let agent = try await inquiry.backend.read { AgentBody(key, in: $0, for: bearer) }
        guard let agent else { throw Problem(Refusal.agentUnknown) }
        return .json(Timed(agent, at: inquiry.backend.now))
    }
}
