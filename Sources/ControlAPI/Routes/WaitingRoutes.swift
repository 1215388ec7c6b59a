internal import ConnectionMode
internal import HTTPTypes
internal import Hummingbird
internal import Orchestration

/// Customers who wait for the agent whom an outside router chooses (O12): `POST …/offers` brings them to one.
enum WaitingRoutes {
    private static let path = "/v1/tenants/{tenant}/waiting-customers"

    static let all = [
        Route(.get, path, .wholeTenant, respond: list),
        Route(.get, path + "/{customer}", .wholeTenant, respond: one),
        Route(.post, path + "/{customer}/release", .router, respond: release),
    ]

    /// Who has waited longest comes first.
    static func customers(of tenant: TenantID, in model: ConnectionModel) -> [WaitingCustomer] {
        model.waitingCustomers.values.filter { $0.tenant == tenant }
            .sorted { ($0.since, $0.id) < ($1.since, $1.id) }
    }

    private static func list(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let bearer = try inquiry.overseer()
        let page = try PageByTime(inquiry.request.uri.queryParameters, .oldestFirst)
        let customers = try await inquiry.backend.read {
            Self.customers(of: bearer.tenant, in: $0)
        }
        let list = page.cut(
            customers, at: \.since, by: \.id.rawValue, as: WaitingCustomerBody.init)
        return .json(Timed(list, at: inquiry.backend.now))
    }

    private static func one(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let bearer = try inquiry.overseer()
        let id = CustomerID(try inquiry.name("customer"))
        guard let waiting = try await inquiry.backend.read({ $0.waitingCustomers[id] }),
            waiting.tenant == bearer.tenant
        else { throw Problem(Refusal.customerUnknown) }
        return .json(Timed(WaitingCustomerBody(waiting), at: inquiry.backend.now))
    }

    private static func release(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let bearer = try inquiry.router()
        let id = CustomerID(try inquiry.name("customer"))
        try await inquiry.requireNoBody()
        try await inquiry.backend.perform(.releaseCustomer(id, of: bearer.tenant), as: bearer)
        return .noContent
    }
}
