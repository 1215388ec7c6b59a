internal import HTTPTypes
internal import Storage

/// Keeps one token from taking what the others need, and tokens from being guessed.
///
/// - Each token has so many requests a second. What a person in a call cannot wait for (see `Allowance`) is
///   counted apart, at the same rate: a console that polls too much can still hang up, and one that floods
///   us with hang-ups still costs the others nothing.
/// - A token that nobody knows counts against the address it comes from. When an address has sent too
///   many different ones, only tokens that are known to be there are looked up for it (`KnownTokens`). So
///   guessing is slow, consoles notice nothing, whoever shares their address (behind a proxy or NAT), and a
///   console that repeats one old token spoils nothing for those beside it.
/// - What needs no token is not limited: refusing costs as much as answering, and a health check that
///   is refused would have the service restarted.
final class RequestLimits: Sendable {
    /// What a request counts against.
    enum Allowance: Sendable {
        case ordinary
        /// Accept, and all that ends something: reject, hang up, close, log out.
        case urgent
    }

    /// How long a refusal is held back. Who does not heed it costs little then: a connection gets ten
    /// refusals a second at most.
    private static let refusalDelay = Duration.milliseconds(100)

    private let ordinary: RateLimit<String>
    private let urgent: RateLimit<String>
    private let guesses: RateLimit<PeerAddress?>

    /// - Parameter perSecond: requests of a token; twice as many may come at once.
    init(perSecond: Int) {
        ordinary = RateLimit(perSecond: perSecond, atOnce: 2 * perSecond)
        urgent = RateLimit(perSecond: perSecond, atOnce: 2 * perSecond)
        guesses = RateLimit(perSecond: 5, atOnce: 50)
    }

    /// Counts one request. Nil when the token may send it; else what it gets instead, when `heldBack`.
    ///
    /// Accept passes here: it is one look into a table.
    func count(_ allowance: Allowance, for bearer: Bearer) -> Problem? {
        let limit =
            switch allowance {
            case .ordinary: ordinary
            case .urgent: urgent
            }
        return limit.take(bearer.token.id).map {
            .rateLimited("Send fewer requests with this token; this one was not done.", $0)
        }
    }

    /// Nil when a token from there may be looked up; else what the request gets instead, when `heldBack`.
    func guess(from address: PeerAddress?) -> Problem? {
        guesses.wait(for: address).map {
            .rateLimited(
                "Wait: too many unknown tokens came from this address to look at another.", $0)
        }
    }

    func noteGuess(from address: PeerAddress?) { guesses.charge(address) }

    /// A refusal, a little later.
    static func heldBack(_ problem: Problem) async -> Problem {
        try? await Task.sleep(for: refusalDelay)
        return problem
    }
}

extension Route {
    /// By its form, so that whatever ends something later on is among these.
    var allowance: RequestLimits.Allowance {
        let isUrgent =
            method == .delete
            || ["/accept", "/reject", "/hangup"].contains { path.hasSuffix($0) }
        return isUrgent ? .urgent : .ordinary
    }
}

extension Problem {
    static func rateLimited(_ detail: String, _ wait: Duration) -> Problem {
        var problem = Problem(.tooManyRequests, .rateLimited, detail)
        problem.retryAfterSeconds = Int(wait.components.seconds) + 1
        return problem
    }
}
