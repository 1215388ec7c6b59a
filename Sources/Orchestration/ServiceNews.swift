/// What everybody is told of the service itself; it is in the audit journal, too.
package enum ServiceNews: Hashable, Sendable {
    /// The PBX or the store cannot be used, and why.
    case degraded(String)
    /// It can be used again. For so many milliseconds what happened was not seen, or not stored.
    case restored(gapMilliseconds: Int64)

    var posting: Posting.Content {
        switch self {
        case .degraded(let why): .serviceDegraded(why)
        case .restored(let gap): .serviceRestored(gapMilliseconds: gap)
        }
    }
}
