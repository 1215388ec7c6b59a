internal import Storage
internal import Synchronization

/// Which tokens there are, for the time in which so many unknown ones come that no more are looked up one by
/// one: whoever has a good one is let in all the same, also right after a start. However many come, the list is
/// read once in a while only.
final class KnownTokens: Sendable {
    private struct State {
        var hashes = Set<String>()
        var readAgainAt = ContinuousClock.now
    }

    private static let life = Duration.seconds(10)

    private let tokens: any TokenStore
    private let state = Mutex(State())

    init(tokens: any TokenStore) {
        self.tokens = tokens
    }

    /// Whether there is such a token, as far as was read; what cannot be read changes nothing.
    func contains(_ hash: String) async -> Bool {
        let isDue = state.withLock { state in
            guard state.readAgainAt <= .now else { return false }
            state.readAgainAt = .now + Self.life
            return true
        }
        if isDue, let all = try? await tokens.tokens() {
            state.withLock { $0.hashes = Set(all.map(\.hash)) }
        }
        return state.withLock { $0.hashes.contains(hash) }
    }
}
