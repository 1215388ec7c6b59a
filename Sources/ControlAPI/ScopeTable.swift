internal import ConnectionMode
internal import HTTPTypes
internal import Storage

/// Who may what: made of what the routes ask for and what the roles have, so that it cannot say anything
/// else than what is served.
package enum ScopeTable {
    /// What a role may do by a route.
    enum Grant: String, CaseIterable {
        case nothing = "-"
        /// For the token's own agent alone.
        case ownAgent = "own agent"
        /// For every agent of the token's tenant.
        case tenant
        /// It is nobody's in particular.
        case yes
    }

    /// - Parameter role: nil for a request without a token.
    static func grant(_ access: Access, to role: TokenRole?) -> Grant {
        switch (access, role) {
        case (.open, _): .yes
        case (_, nil): .nothing
        case (.token, _?): .yes
        case (.tenant, let role?): grant(.read, to: role)
        case (.wholeTenant, let role?): bearer(role).seesTenant ? .tenant : .nothing
        case (.supervisor, let role?): bearer(role).supervises ? .tenant : .nothing
        case (.administrator, let role?):
            bearer(role).mayAdminister ? .tenant : .nothing
        case (.router, let role?):
            bearer(role).mayOffer ? .tenant : .nothing
        case (.agent(let need), let role?): grant(need, to: role)
        }
    }

    /// Asks for the agent of a token and for another one of the same tenant.
    private static func grant(_ need: Bearer.Need, to role: TokenRole) -> Grant {
        let bearer = bearer(role)
        if bearer.may(need, on: AgentKey(tenant: tenant, agent: AgentID("other"))) {
            return .tenant
        }
        return bearer.may(need, on: AgentKey(tenant: tenant, agent: own)) ? .ownAgent : .nothing
    }

    private static let tenant = TenantID("tenant")
    private static let own = AgentID("own")

    private static func bearer(_ role: TokenRole) -> Bearer {
        Bearer(
            TokenRecord(
                id: "", tenant: tenant, role: role, agent: role == .agent ? own : nil, hash: "",
                createdAt: Instant(millisecondsSince1970: 0), note: ""))
    }

    /// As it is printed: routes as rows, roles as columns.
    package static var text: String {
        let roles = TokenRole.allCases
        let heads = ["route", "no token"] + roles.map(\.rawValue)
        let rows = ControlAPI.routes.map { route in
            ["\(route.method.rawValue) \(route.path)", grant(route.access, to: nil).rawValue]
                + roles.map { grant(route.access, to: $0).rawValue }
        }
        let widths = heads.indices.map { column in
            (rows + [heads]).map { $0[column].count }.max() ?? 0
        }
        func line(_ cells: [String]) -> String {
            let padded = zip(cells, widths).map { cell, width in
                cell + String(repeating: " ", count: width - cell.count)
            }
            let text = padded.joined(separator: "  ")
            return String(text.reversed().drop { $0 == " " }.reversed())
        }
        let rule = widths.map { String(repeating: "-", count: $0) }
        return ([heads, rule] + rows).map(line).joined(separator: "\n")
    }
}
