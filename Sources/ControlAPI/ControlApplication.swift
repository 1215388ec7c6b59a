internal import Hummingbird
internal import NIOCore
internal import ServiceLifecycle

/// The API's server. It runs until its service group shuts down gracefully: then it takes no new
/// connection, ends the event streams, and finishes what is being answered.
package struct ControlApplication: Service {
    private let application: Application<RouterResponder<ControlContext>>
    private let host: String
    private let port: Int
    private let executor: LoopExecutor
    /// Sees to it that a renewed certificate is taken, until the task is cancelled.
    private let watchCertificate: @Sendable () async -> Void

    /// - Parameter executor: of the loop that the application is served on.
    init(
        application: Application<RouterResponder<ControlContext>>, executor: LoopExecutor,
        host: String, port: Int, watchCertificate: @escaping @Sendable () async -> Void
    ) {
        self.watchCertificate = watchCertificate
        self.application = application
        self.executor = executor
        self.host = host
        self.port = port
    }

    /// Serves. Throws `ListenFailure` when the port cannot be had.
    package func run() async throws {
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                // Reads files: not on the loop.
                group.addTask { await watchCertificate() }
                defer { group.cancelAll() }
                try await withTaskExecutorPreference(executor) { try await application.run() }
            }
        } catch let error as IOError {
            throw ListenFailure(errno: error.errnoCode, host: host, port: port)
        } catch is SocketAddressError.UnknownHost {
            throw ListenFailure.hostUnknown(host: host)
        }
    }
}
