internal import ArgumentParser
internal import DemoWorld
internal import Foundation
internal import SimulatedPhones

/// A call center for the time of one command: made, used, and ended also when the command fails or is
/// interrupted.
enum Stage {
    /// - Throws: exit code 1 after one clear message; 130 when interrupted.
    static func play(
        in folder: URL, agents: Int, customers: Int, policy: [String] = [],
        more: [String: String] = [:], others: [String] = [], trunks: String = "{}",
        logLevel: String = "debug",
        _ act: @escaping @Sendable (World) async throws -> Void
    ) async throws {
        let log = folder.appending(path: "offhook/offhook.log").path
        try await play(hint: "The service's log is in \(log).") {
            try await World(
                in: folder, agents: agents, customers: customers, policy: policy, more: more,
                others: others, trunks: trunks, logLevel: logLevel, waitingAtMost: .seconds(5))
        } end: {
            await $0.end()
        } act: {
            try await act($0)
        }
    }

    /// The same with a center of any kind.
    ///
    /// - Parameter hint: where to look when it fails.
    static func play<Center: CallCenter>(
        hint: String, make: @escaping @Sendable () async throws -> Center,
        end: @escaping @Sendable (Center) async -> Void,
        act: @escaping @Sendable (Center) async throws -> Void
    ) async throws {
        let task = Task {
            let center = try await make()
            do {
                try await act(center)
            } catch {
                // Not within this task: it may be the one that was interrupted.
                await Task.detached { await end(center) }.value
                throw error
            }
            await end(center)
        }
        let isInterrupted = InterruptSignals { task.cancel() }
        do {
            try await task.value
        } catch {
            guard !isInterrupted.happened else { throw ExitCode(130) }
            FileHandle.standardError.write(Data("\nThis failed. \(error)\n\(hint)\n".utf8))
            throw ExitCode(1)
        }
    }
}

/// Ctrl-C, and being asked to end.
final class InterruptSignals: @unchecked Sendable {  // used on its own queue, and read at the end
    private let queue = DispatchQueue(label: "interrupt-signals")
    private var sources: [any DispatchSourceSignal] = []
    private var hasHappened = false

    var happened: Bool { queue.sync { hasHappened } }

    init(_ handle: @escaping @Sendable () -> Void) {
        for number in [SIGINT, SIGTERM] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { [weak self] in
                self?.hasHappened = true
                handle()
            }
            source.resume()
            sources.append(source)
        }
    }
}
