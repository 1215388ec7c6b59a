internal import ConnectionMode
internal import HTTPTypes
internal import Hummingbird
internal import Orchestration

enum GroupRoutes {
    static let all = [
        Route(.get, "/v1/tenants/{tenant}/groups", .tenant, respond: list)
    ]

    private static func list(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let bearer = try inquiry.bearer()
        let page = try Page(inquiry.request.uri.queryParameters)
        let list = try await inquiry.backend.read { model in
            let groups = model.directory.tenants[bearer.tenant]?.groups ?? [:]
            return page.cut(Groups.visible(to: bearer, in: model.directory), by: \.rawValue) {
                GroupBody(id: $0.rawValue, name: groups[$0]?.name ?? $0.rawValue)
            }
        }
        return .json(Timed(list, at: inquiry.backend.now))
    }
}
