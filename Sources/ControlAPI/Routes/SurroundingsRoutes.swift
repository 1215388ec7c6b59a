internal import ConnectionMode
internal import HTTPTypes
internal import Hummingbird
internal import Orchestration

/// What the operator has set up around a tenant's agents: by which trunks they are reached, and in which queues they are.
enum SurroundingsRoutes {
    private static let path = "/v1/tenants/{tenant}"

    static let all = [
        Route(.get, path + "/trunks", .wholeTenant, respond: trunks),
        Route(.get, path + "/queues", .wholeTenant, respond: queues),
    ]

    private static func trunks(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let tenant = try inquiry.overseer().tenant
        let trunks = try await inquiry.backend.read { model in
            model.trunks.open(to: tenant).map {
                TrunkBody($0, legsInUse: model.legs(of: tenant, by: $0.name))
            }
        }
        return .json(ListBody(items: trunks, nextCursor: nil))
    }

    private static func queues(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let tenant = try inquiry.overseer().tenant
        let granted = inquiry.backend.configuration.queues[tenant.rawValue] ?? []
        let queues = try await inquiry.backend.read { model in
            QueueBody.all(of: tenant, kept: granted, in: model)
        }
        return .json(ListBody(items: queues, nextCursor: nil))
    }
}
