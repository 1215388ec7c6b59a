internal import Orchestration
internal import Synchronization

/// Whether there is anything behind the routes yet: not while another process has the store.
final class Stage: Sendable {
    let health: ServiceHealth
    private let opened = Mutex<Backend?>(nil)

    init(health: ServiceHealth) { self.health = health }

    var backend: Backend? { opened.withLock { $0 } }

    func open(_ backend: Backend) { opened.withLock { $0 = backend } }
}
