internal import Storage
internal import Synchronization

/// Tokens that can be made unreadable, as with a broken disk.
final class BreakableTokens: TokenStore {
    private let store = InMemoryStore()
    private let isBroken = Mutex(false)

    func setBroken(_ isBroken: Bool) { self.isBroken.withLock { $0 = isBroken } }

    func add(_ token: TokenRecord) async throws(StoreError) { try await store.add(token) }

    func token(withHash hash: String) async throws(StoreError) -> TokenRecord? {
        if isBroken.withLock({ $0 }) { throw .unavailable("The disk cannot be read.") }
        return try await store.token(withHash: hash)
    }

    func tokens() async throws(StoreError) -> [TokenRecord] { try await store.tokens() }

    func remove(id: String) async throws(StoreError) -> Bool { try await store.remove(id: id) }
}
