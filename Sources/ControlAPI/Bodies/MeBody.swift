internal import ConnectionMode
internal import Storage

/// Whose the token is.
struct MeBody: Encodable, Sendable {
    let tenant: String
    /// Whom an agent's token acts for.
    let agent: String?
    let role: TokenRole
    let scopes: [Bearer.Scope]
    /// When the token's time is over.
    let tokenExpiresAt: Timestamp?

    init(_ bearer: Bearer) {
        tenant = bearer.tenant.rawValue
        agent = bearer.token.agent?.rawValue
        role = bearer.token.role
        scopes = bearer.scopes
        tokenExpiresAt = Timestamp(bearer.token.expiresAt)
    }
}
