internal import AsteriskGateway
internal import Orchestration
internal import ServiceLifecycle
internal import StorageSQLite
internal import Synchronization

/// Where the API can be asked, once it is known.
final class ListeningPlace: Sendable {
    private let address = Mutex<String?>(nil)

    func set(_ address: String) { self.address.withLock { $0 = address } }

    var text: String? { address.withLock { $0 } }
}

/// Watches Asterisk for as long as the service runs, and finishes what is under way at its end. Every
/// leg stays as it is.
struct WatchingService: ServiceLifecycle.Service {
    /// Ends when the API is served. Without that, the application is not taken from whoever has it.
    let listening: AsyncStream<Void>
    let place: ListeningPlace
    let health: ServiceHealth
    /// Waits until the store is ours, where somebody else has it.
    let takeOver: @Sendable () async throws -> ServingParts

    func run() async throws {
        let taken = Mutex<ServingParts?>(nil)
        try await cancelWhenGracefulShutdown {
            for await _ in listening {}
            let parts: ServingParts
            do {
                parts = try await takeOver()
            } catch is CancellationError {
                return
            }
            taken.withLock { $0 = parts }
            if let address = place.text { parts.lock.note(address: address) }
            await withTaskGroup { group in
                group.addTask { await parts.noticeLog.run() }
                group.addTask { await parts.recordingRemoval.run() }
                await parts.gateway.run(intake: parts.sequencer)
                // Another instance took over: the API goes on to say so until somebody stops it.
                while !Task.isCancelled { try? await Task.sleep(for: .seconds(3_600)) }
            }
        }
        health.update { $0.isStopping = true }
        if let parts = taken.withLock({ $0 }) { await parts.stop() }
    }
}
