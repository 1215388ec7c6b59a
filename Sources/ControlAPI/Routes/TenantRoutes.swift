internal import ConnectionMode
internal import HTTPTypes
internal import Hummingbird
internal import Orchestration

/// A tenant and what holds for all of it. A token is of one tenant, so that it sees and changes no other; an
/// administrator's token may be made before its tenant is.
enum TenantRoutes {
    private static let path = "/v1/tenants/{tenant}"
    private static let policy = path + "/policy"

    static let all = [
        Route(.get, "/v1/tenants", .token, respond: list),
        Route(.get, path + "/break-reasons", .tenant, respond: breakReasons),
        Route(.get, path, .administrator) { inquiry throws(Problem) in
            try await tenant(inquiry).show()
        },
        Route(.put, path, .administrator) { inquiry throws(Problem) in
            try await tenant(inquiry).replace()
        },
        Route(.delete, path, .administrator) { inquiry throws(Problem) in
            let id = try inquiry.bearer().tenant
            return try await tenant(inquiry).remove(.tenant(id, nil)) {
                (authentication, bearer) async throws(Problem) in
                try await authentication.revokeTokens(of: id, but: bearer)
            }
        },
        Route(.get, policy, .administrator) { inquiry throws(Problem) in
            try await edit(inquiry).show()
        },
        Route(.put, policy, .administrator) { inquiry throws(Problem) in
            try await edit(inquiry).replace()
        },
        Route(.patch, policy, .administrator) { inquiry throws(Problem) in
            try await edit(inquiry).merge()
        },
    ]

    private static func tenant(_ inquiry: Inquiry) throws(Problem) -> DirectoryEdit<TenantEntry> {
        try DirectoryEdit(inquiry, TenantEntry(tenant: inquiry.bearer().tenant))
    }

    private static func edit(_ inquiry: Inquiry) throws(Problem) -> DirectoryEdit<PolicyEntry> {
        try DirectoryEdit(inquiry, PolicyEntry(tenant: inquiry.bearer().tenant))
    }

    /// What agents of the tenant may give as the reason for a break, in the policy's order.
    private static func breakReasons(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let tenant = try inquiry.bearer().tenant
        let reasons = try await inquiry.backend.read {
            $0.directory.tenants[tenant]?.breakReasons ?? []
        }
        let list = ListBody(items: reasons.map(BreakReasonBody.init), nextCursor: nil)
        return .json(Timed(list, at: inquiry.backend.now))
    }

    /// Those that the token sees: its own.
    private static func list(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let bearer = try inquiry.bearer()
        let page = try Page(inquiry.request.uri.queryParameters)
        let list = try await inquiry.backend.read { model in
            let tenants = model.directory.tenants
            return page.cut([bearer.tenant].filter { tenants[$0] != nil }, by: \.rawValue) {
                TenantBody(id: $0.rawValue, name: tenants[$0]?.name ?? $0.rawValue)
            }
        }
        return .json(Timed(list, at: inquiry.backend.now))
    }
}

/// What an agent may give as the reason for a break.
private struct BreakReasonBody: Encodable, Sendable {
    let reason: String
}

/// A tenant as it is listed.
private struct TenantBody: Encodable, Sendable {
    let id: String
    let name: String
}
