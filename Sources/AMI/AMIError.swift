/// Why an action has no answer, or not the wanted one.
public enum AMIError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Asterisk has not heard of it: it can be asked for again.
    case notSent(String)
    /// It may have been done or not: look before it is asked for again.
    case outcomeUnknown(String)
    /// Asterisk's answer was `Error`, with its message.
    case refused(String)
    /// A list with more entries than the client keeps; nothing was changed by it.
    case listTooLong(limit: Int)

    public var description: String {
        switch self {
        case .notSent(let why): "not sent: \(why)"
        case .outcomeUnknown(let why): "outcome unknown: \(why)"
        case .refused(let message): "refused: \(message)"
        case .listTooLong(let limit): "the list has more than \(limit) entries"
        }
    }
}
