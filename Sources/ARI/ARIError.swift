internal import Transport

/// Why a request did not lead to its answer, told apart by what may have happened in Asterisk.
public enum ARIError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Nothing of it reached Asterisk.
    case notSent(String)
    /// It may have been done.
    case outcomeUnknown(String)
    /// Asterisk said no, and did nothing.
    case refused(status: Int, message: String)
    /// It was done, and the answer cannot be read.
    case undecodable(String)

    public var description: String {
        switch self {
        case .notSent(let why): "Asterisk was not asked: \(why)"
        case .outcomeUnknown(let why): "Asterisk may or may not have done it: \(why)"
        case .refused(status: 401, _):
            "Asterisk refused the ARI user or password: compare them with ari.conf."
        case .refused(status: 403, _):
            "The ARI user may only read: remove read_only from ari.conf for it."
        case .refused(let status, let message): "Asterisk answered \(status): \(message)"
        case .undecodable(let why): "Asterisk's answer cannot be read: \(why)"
        }
    }
}
