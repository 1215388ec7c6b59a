package import ConnectionMode

/// What a bearer token may do.
package enum TokenRole: String, Hashable, Sendable, Codable, CaseIterable {
    /// Acts as one agent.
    case agent
    /// Sees and acts for all agents of a tenant.
    case supervisor
    /// Sees all agents of a tenant: a program that hands out customers.
    case router
    /// May do all within a tenant.
    case administrator
}

/// A bearer token as it is kept: its hash, never itself.
package struct TokenRecord: Hashable, Sendable, Codable {
    package let id: String
    package let tenant: TenantID
    package let role: TokenRole
    /// Whom it acts for; set for `agent` only.
    package let agent: AgentID?
    /// SHA-256 of the token, in lower-case hexadecimal digits.
    package let hash: String
    package let createdAt: Instant
    /// From when on it opens nothing; `nil` for one that is good until it is removed.
    package let expiresAt: Instant?
    /// What its maker wrote beside it.
    package let note: String

    package init(
        id: String, tenant: TenantID, role: TokenRole, agent: AgentID?, hash: String,
        createdAt: Instant, expiresAt: Instant? = nil, note: String
    ) {
        self.id = id
        self.tenant = tenant
        self.role = role
        self.agent = agent
        self.hash = hash
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.note = note
    }
}

extension TokenRecord {
    package func isExpired(at now: Instant) -> Bool { expiresAt.map { $0 <= now } ?? false }
}

/// Keeps bearer tokens. May be used by several processes at once, so that tokens can be made while the
/// service runs.
package protocol TokenStore: Sendable {
    /// Fails when there is one of the same id or hash.
    func add(_ token: TokenRecord) async throws(StoreError)
    func token(withHash hash: String) async throws(StoreError) -> TokenRecord?
    /// All, from the oldest to the newest.
    func tokens() async throws(StoreError) -> [TokenRecord]
    /// Returns whether there was one.
    func remove(id: String) async throws(StoreError) -> Bool
}
