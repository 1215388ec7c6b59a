internal import Hummingbird
internal import NIOCore
internal import ServiceLifecycle

/// The API's server. It runs until its service group shuts down gracefully: then it takes no new
/// connection, ends the event streams, and finishes what is being answered.
package struct ControlApplication: Service {
    private let application: Application<RouterResponder<BasicRequestContext>>
    private let host: String
    private let port: Int
    private let executor: LoopExecutor

    /// - Parameter executor: of the loop that the application is served on.
    init(
        application: Application<RouterResponder<BasicRequestContext>>, executor: LoopExecutor,
        host: String, port: Int
    ) {
        self.application = application
        self.executor = executor
        self.host = host
        self.port = port
    }

    /// Serves. Throws `ListenFailure` when the port cannot be had.
    package func run() async throws {
        do {
            try await withTaskExecutorPreference(executor) { try await application.run() }
        } catch let error as IOError {
            throw ListenFailure(errno: error.errnoCode, host: host, port: port)
        } catch is SocketAddressError.UnknownHost {
            throw ListenFailure.hostUnknown(host: host)
        }
    }
}
