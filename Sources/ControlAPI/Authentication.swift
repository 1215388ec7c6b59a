internal import ConnectionMode
internal import Crypto
internal import HTTPTypes
internal import Hummingbird
internal import Orchestration
internal import Storage
internal import Synchronization

/// The one way from a token to the hash that it is kept under.
package enum TokenHash {
    /// SHA-256 of the whole token, in lower-case hexadecimal digits.
    package static func of(_ token: String) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in SHA256.hash(data: Array(token.utf8)) {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// Finds out who sends a request. What was found is remembered for some seconds, so that a removed
/// token ends within them.
final class Authentication: Sendable {
    private struct Entry {
        let record: TokenRecord
        let until: ContinuousClock.Instant
    }

    private static let maximumTokenBytes = 512
    private static let maximumEntries = 16_384
    /// How long a token that nobody knows is not looked up again.
    private static let strangerLife = Duration.seconds(60)

    private let tokens: any TokenStore
    private let cacheLife: Duration
    private let clock: ServiceClock
    private let limits: RequestLimits
    private let known: KnownTokens
    /// Those that were found, also longer ago.
    private let entries = Mutex<[String: Entry]>([:])
    /// Those that were not, and until when that is taken for granted.
    private let strangers = Mutex<[String: ContinuousClock.Instant]>([:])

    init(
        tokens: any TokenStore, cacheLife: Duration, clock: ServiceClock, limits: RequestLimits
    ) {
        self.tokens = tokens
        self.cacheLife = cacheLife
        self.clock = clock
        self.limits = limits
        known = KnownTokens(tokens: tokens)
    }

    /// Who sends this request. Throws 401 without a good token, 429 when too many unknown ones came
    /// from there, 503 when tokens cannot be read.
    func bearer(
        of request: Request, from context: ControlContext
    ) async throws(Problem) -> Bearer {
        guard let header = request.headers[.authorization] else { throw .tokenMissing }
        let parts = header.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer",
            parts[1].utf8.count <= Self.maximumTokenBytes
        else { throw .tokenInvalid }
        let hash = TokenHash.of(String(parts[1]))
        let entry = entries.withLock { $0[hash] }
        if let entry, entry.until > .now { return try bearer(with: entry.record) }
        if entry == nil {
            if isStranger(hash) { throw .tokenInvalid }
            if let refusal = limits.guess(from: context.peer), await !known.contains(hash) {
                throw await RequestLimits.heldBack(refusal)
            }
        }
        guard let record = try await look(up: hash) else {
            note(stranger: hash)
            limits.noteGuess(from: context.peer)
            throw .tokenInvalid
        }
        remember(record)
        return try bearer(with: record)
    }

    private func bearer(with record: TokenRecord) throws(Problem) -> Bearer {
        guard !record.isExpired(at: clock.wall) else { throw .tokenExpired }
        return Bearer(record)
    }

    /// Whether the token still stands. A store that cannot be read takes nobody's stream away.
    func stillStands(_ bearer: Bearer) async -> Bool {
        guard !bearer.token.isExpired(at: clock.wall) else { return false }
        do {
            return try await look(up: bearer.token.hash) == bearer.token
        } catch {
            return true
        }
    }

    /// Takes an agent's tokens back: whoever gets their id next is somebody else.
    func revokeTokens(of key: AgentKey) async throws(Problem) {
        try await revokeTokens { $0.tenant == key.tenant && $0.agent == key.agent }
    }

    /// Takes a tenant's tokens back, for the same reason; all but the one that the tenant is removed with, so that it
    /// can be made again.
    func revokeTokens(of tenant: TenantID, but own: Bearer) async throws(Problem) {
        try await revokeTokens { $0.tenant == tenant && $0.id != own.token.id }
    }

    private func revokeTokens(
        where isOver: (TokenRecord) -> Bool
    ) async throws(Problem) {
        do {
            for token in try await tokens.tokens() where isOver(token) {
                _ = try await tokens.remove(id: token.id)
                entries.withLock { $0[token.hash] = nil }
            }
        } catch {
            throw .storeUnavailable
        }
    }

    private func look(up hash: String) async throws(Problem) -> TokenRecord? {
        do {
            return try await tokens.token(withHash: hash)
        } catch {
            throw .storeUnavailable
        }
    }

    private func isStranger(_ hash: String) -> Bool {
        strangers.withLock { strangers in strangers[hash].map { $0 > .now } ?? false }
    }

    private func note(stranger hash: String) {
        entries.withLock { $0[hash] = nil }
        let until = ContinuousClock.now.advanced(by: Self.strangerLife)
        strangers.withLock { strangers in
            if strangers.count >= Self.maximumEntries {
                strangers.removeAll(keepingCapacity: true)
            }
            strangers[hash] = until
        }
    }

    private func remember(_ record: TokenRecord) {
        let until = ContinuousClock.now.advanced(by: cacheLife)
        entries.withLock { entries in
            if entries.count >= Self.maximumEntries, entries[record.hash] == nil {
                entries.removeAll(keepingCapacity: true)
            }
            entries[record.hash] = Entry(record: record, until: until)
        }
    }
}
