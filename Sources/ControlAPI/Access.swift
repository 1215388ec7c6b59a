/// What a route asks of a token. Every route says it, it is checked by what it says, and the scope table
/// is made of it.
enum Access: Hashable, Sendable {
    /// No token at all: it is about the service itself.
    case open
    /// A token that is good.
    case token
    /// A token of the tenant in the path. What is shown is what the token may see there.
    case tenant
    /// A token that sees all of the tenant in the path.
    case wholeTenant
    /// A supervisor's or an administrator's token of the tenant in the path.
    case supervisor
    /// An administrator's token of the tenant in the path.
    case administrator
    /// A router's token of the tenant in the path: it hands out customers.
    case router
    /// This, on the agent whom the path is about: by their id, or by an offer or a call of theirs.
    case agent(Bearer.Need)
}
