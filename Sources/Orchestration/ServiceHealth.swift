internal import Synchronization

/// Whether the service can do its work, with a sentence on what is wrong.
package final class ServiceHealth: Sendable {
    package struct Report: Hashable, Sendable {
        /// What is wrong with the PBX or the way to it; nil when it is seen.
        package var phoneSystem: String? = "The PBX has not been reached yet."
        /// What is wrong with the store.
        package var store: String?
        package var isStopping = false
        /// Whether another process has the store, and this one waits for its end.
        package var isStandby = false
        /// What will soon be wrong, or is for some, with the API's certificate.
        package var certificate: String?
        /// Why the members of the PBX's queues are not as the agents' statuses.
        package var queues: String?

        package var isReady: Bool {
            phoneSystem == nil && store == nil && !isStopping && !isStandby
        }
        package init() {}
    }

    private let state = Mutex(Report())

    package init() {}

    package var report: Report { state.withLock { $0 } }

    package func update(_ change: (inout Report) -> Void) {
        state.withLock { change(&$0) }
    }

    /// Changes it, and says what came of that.
    package func change<Outcome: Sendable>(_ change: (inout Report) -> Outcome) -> Outcome {
        state.withLock { change(&$0) }
    }
}
