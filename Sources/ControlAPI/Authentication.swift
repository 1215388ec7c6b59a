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
    private static let maximumEntries = 1_024

    private let tokens: any TokenStore
    private let cacheLife: Duration
    private let clock: ServiceClock
    private let entries = Mutex<[String: Entry]>([:])

    init(tokens: any TokenStore, cacheLife: Duration, clock: ServiceClock) {
        self.tokens = tokens
        self.cacheLife = cacheLife
        self.clock = clock
    }

    /// Who sends this request. Throws 401 without a good token, 503 when tokens cannot be read.
    func bearer(of request: Request) async throws(Problem) -> Bearer {
        guard let header = request.headers[.authorization] else { throw .tokenMissing }
        let parts = header.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer",
            parts[1].utf8.count <= Self.maximumTokenBytes
        else { throw .tokenInvalid }
        let hash = TokenHash.of(String(parts[1]))
        if let known = remembered(hash) { return try bearer(with: known) }
        guard let record = try await look(up: hash) else { throw .tokenInvalid }
        remember(record)
        return try bearer(with: record)
    }

    private func bearer(with record: TokenRecord) throws(Problem) -> Bearer {
        guard !record.isExpired(at: clock.now) else { throw .tokenExpired }
        return Bearer(record)
    }

    /// Whether the token still stands. A store that cannot be read takes nobody's stream away.
    func stillStands(_ bearer: Bearer) async -> Bool {
        guard !bearer.token.isExpired(at: clock.now) else { return false }
        do {
            return try await look(up: bearer.token.hash) == bearer.token
        } catch {
            return true
        }
    }

    private func look(up hash: String) async throws(Problem) -> TokenRecord? {
        do {
            return try await tokens.token(withHash: hash)
        } catch {
            throw .storeUnavailable
        }
    }

    private func remembered(_ hash: String) -> TokenRecord? {
        entries.withLock { entries in
            guard let entry = entries[hash], entry.until > .now else { return nil }
            return entry.record
        }
    }

    private func remember(_ record: TokenRecord) {
        let until = ContinuousClock.now.advanced(by: cacheLife)
        entries.withLock { entries in
            if entries.count >= Self.maximumEntries { entries.removeAll(keepingCapacity: true) }
            entries[record.hash] = Entry(record: record, until: until)
        }
    }
}
