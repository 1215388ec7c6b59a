/// Agents who belong together, as they are listed.
struct GroupBody: Encodable, Sendable {
    let id: String
    let name: String
}
