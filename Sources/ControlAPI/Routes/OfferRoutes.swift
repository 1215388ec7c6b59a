internal import ConnectionMode
internal import HTTPTypes
internal import Hummingbird
internal import Orchestration

enum OfferRoutes {
    private static let path = "/v1/tenants/{tenant}/offers"

    static let all = [
        Route(.get, path, .tenant, respond: list),
        Route(.post, path, .router, respond: offer),
        Route(.get, path + "/{offer}", .agent(.read), respond: one),
        Route(.post, path + "/{offer}/accept", .agent(.act), respond: accept),
        Route(.post, path + "/{offer}/reject", .agent(.act), respond: reject),
    ]

    private static func list(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let bearer = try inquiry.bearer()
        let query = inquiry.request.uri.queryParameters
        let page = try PageByTime(query, .newestFirst)
        let filter = try await ListFilter<OfferState>(query, members: inquiry.members())
        let offers = try await inquiry.backend.read { model in
            model.offers.values.filter {
                bearer.may(.read, on: $0.agent) && filter.wants($0.agent.agent, $0.state)
            }
        }
        let list = page.cut(offers, at: \.createdAt, by: \.id.rawValue, as: OfferBody.init)
        return .json(Timed(list, at: inquiry.backend.now))
    }

    /// Offers an agent somebody whom Accept calls (O14), or who waits (O12).
    private static func offer(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let bearer = try inquiry.router()
        let body = try await inquiry.body(OfferRequestBody.self)
        let key = AgentKey(tenant: bearer.tenant, agent: AgentID(body.agent))
        let offer = try await inquiry.backend.perform(
            body.command(for: key), for: key, as: bearer
        ) { answer, model -> Offer? in
            if case .offered(let id) = answer { model.offers[id] } else { nil }
        }
        guard let offer else { throw .internalError }
        return .json(Timed(OfferBody(offer), at: inquiry.backend.now), status: .created)
    }

    private static func one(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let (_, offer) = try await inquiry.offer()
        return .json(Timed(OfferBody(offer), at: inquiry.backend.now))
    }

    private static func accept(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let offer = try await inquiry.perform { .accept($0) }
        return .json(Timed(OfferBody(offer), at: inquiry.backend.now))
    }

    private static func reject(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let offer = try await inquiry.perform { .reject($0) }
        return .json(Timed(OfferBody(offer), at: inquiry.backend.now))
    }
}
