internal import ConnectionMode
internal import Storage
internal import Synchronization

/// Keeps nothing of the model, and tokens in memory. It can be told to fail.
final class MemoryStore: ConnectionStore, TokenStore {
    private struct State {
        var isFailing = false
        var tokens: [TokenRecord] = []
    }

    let epoch = "test01"
    private let state = Mutex(State())

    func setFailing(_ isFailing: Bool) { state.withLock { $0.isFailing = isFailing } }

    private func check() throws(StoreError) {
        if state.withLock({ $0.isFailing }) { throw .unavailable("The disk is full.") }
    }

    func load() throws(StoreError) -> Remembered { Remembered() }

    func commit(_ changes: [Change]) throws(StoreError) { try check() }

    func add(_ token: TokenRecord) async throws(StoreError) {
        try check()
        state.withLock { $0.tokens.append(token) }
    }

    func token(withHash hash: String) async throws(StoreError) -> TokenRecord? {
        try check()
        return state.withLock { $0.tokens.first { $0.hash == hash } }
    }

    func tokens() async throws(StoreError) -> [TokenRecord] { state.withLock { $0.tokens } }

    func remove(id: String) async throws(StoreError) -> Bool {
        state.withLock { state in
            let before = state.tokens.count
            state.tokens.removeAll { $0.id == id }
            return state.tokens.count < before
        }
    }
}
