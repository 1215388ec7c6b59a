internal import ConnectionMode
internal import HTTPTypes
internal import Hummingbird

/// What an administrator lays down for one agent, whom it also makes and removes.
enum ProfileRoutes {
    private static let path = "/v1/tenants/{tenant}/agents/{agent}/profile"

    static let all = [
        Route(.get, path, .administrator) { inquiry throws(Problem) in
            try await edit(inquiry).show()
        },
        Route(.put, path, .administrator) { inquiry throws(Problem) in
            try await edit(inquiry).replace()
        },
        Route(.patch, path, .administrator) { inquiry throws(Problem) in
            try await edit(inquiry).merge()
        },
        Route(.delete, path, .administrator, respond: remove),
    ]

    private static func key(_ inquiry: Inquiry) throws(Problem) -> AgentKey {
        AgentKey(
            tenant: try inquiry.bearer().tenant, agent: AgentID(try inquiry.name("agent")))
    }

    private static func edit(_ inquiry: Inquiry) throws(Problem) -> DirectoryEdit<ProfileEntry> {
        try DirectoryEdit(inquiry, ProfileEntry(key: key(inquiry)))
    }

    private static func remove(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let key = try key(inquiry)
        return try await edit(inquiry).remove(.agent(key, nil)) {
            (authentication, _) async throws(Problem) in
            try await authentication.revokeTokens(of: key)
        }
    }
}
