internal import ConnectionMode
internal import Storage

/// Who sent a request, as their token says, and what they may do.
struct Bearer: Hashable, Sendable {
    let token: TokenRecord

    init(_ token: TokenRecord) {
        self.token = token
    }

    var tenant: TenantID { token.tenant }

    /// What a token may be needed for.
    enum Need: Sendable {
        /// To see an agent and what they do.
        case read
        /// To act as the agent: log in, set the status, confirm a PIN, accept, reject.
        case act
        /// To end what an agent has: their session, connection or call.
        case end
        /// To lift what holds an agent back, which is never the agent's own to do.
        case oversee
    }

    /// What the API calls the rights of a token.
    enum Scope: String, Encodable, CaseIterable {
        case readOwn, actAsAgent, readTenant, endSessions, liftLocks, supervise, administer,
            offerCalls
    }

    var scopes: [Scope] {
        switch token.role {
        case .agent: [.readOwn, .actAsAgent]
        case .supervisor: [.readTenant, .endSessions, .liftLocks, .supervise]
        case .administrator: [.readTenant, .endSessions, .liftLocks, .supervise, .administer]
        case .router: [.readTenant, .offerCalls]
        }
    }

    func may(_ need: Need, on key: AgentKey) -> Bool {
        guard key.tenant == tenant else { return false }
        switch (token.role, need) {
        case (.agent, .read), (.agent, .act), (.agent, .end): return key.agent == token.agent
        case (.supervisor, .read), (.supervisor, .end): return true
        case (.administrator, .read), (.administrator, .end): return true
        // Nobody but the agent is on the agent's phone.
        case (.supervisor, .act), (.administrator, .act): return false
        case (.supervisor, .oversee), (.administrator, .oversee): return true
        case (.agent, .oversee): return false
        // A program that hands out customers: it looks, and acts for nobody.
        case (.router, .read): return true
        case (.router, .act), (.router, .end), (.router, .oversee): return false
        }
    }

    /// Whether it may see what is about no agent of its tenant in particular: customers who wait, queues, trunks.
    var seesTenant: Bool { token.role != .agent }

    /// Whether it may hear what agents and customers said.
    var supervises: Bool { token.role == .supervisor || token.role == .administrator }

    /// Whether it may change who there is in its tenant, and what holds for them (P3).
    var mayAdminister: Bool { token.role == .administrator }

    /// Whether it may offer customers to agents (O14).
    var mayOffer: Bool { token.role == .router }

    /// Whom the token stands for, if it is an agent's.
    var agentKey: AgentKey? {
        guard token.role == .agent, let agent = token.agent else { return nil }
        return AgentKey(tenant: tenant, agent: agent)
    }

    /// Who is said to have asked, in the audit journal.
    var actor: Actor { Actor(tenant: tenant, name: "token \(token.id) (\(token.role.rawValue))") }

    /// As whom they take part in calls.
    var supervisor: SupervisorID { SupervisorID(token.id) }

    /// Who is said to close a connection.
    var closer: Closer {
        switch token.role {
        case .agent: .agent
        case .supervisor, .router, .administrator: .admin
        }
    }
}
