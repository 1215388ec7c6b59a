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
        let (agents, next) = try await inquiry.backend.read {
            model -> ([AgentBody], String?) in
            let keys = AgentBody.visible(to: bearer, in: model).drop { key in
                page.cursor.map { key.agent.rawValue <= $0 } ?? false
            }
            let shown = keys.prefix(page.limit)
            return (
                shown.compactMap { AgentBody($0, in: model, for: bearer) },
                keys.count > shown.count ? shown.last?.agent.rawValue : nil
            )
        }
        return .json(
            Timed(ListBody(items: agents, nextCursor: next), at: inquiry.backend.now))
    }

    private static func one(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let (bearer, key) = try await inquiry.agent()
        let agent = try await inquiry.backend.read { AgentBody(key, in: $0, for: bearer) }
        guard let agent else { throw Problem(Refusal.agentUnknown) }
        return .json(Timed(agent, at: inquiry.backend.now))
    }
}
