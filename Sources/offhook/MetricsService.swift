internal import ControlAPI
internal import Logging
internal import ServiceLifecycle

/// Serves metrics for as long as the service runs. While somebody else has the port, such as the one that this one stands
/// by for, it waits for it: nobody's calls depend on metrics.
struct MetricsService: ServiceLifecycle.Service {
    let logger: Logger
    let makeServer: @Sendable () -> ControlApplication

    private static let pause = Duration.seconds(2)

    func run() async throws {
        var isTold = false
        while !Task.isCancelled, !Task.isShuttingDownGracefully {
            do {
                return try await makeServer().run()
            } catch ListenFailure.portInUse(let host, let port) {
                if !isTold {
                    logger.warning(
                        "Metrics are not served before their port is free.",
                        metadata: ["address": "\(host):\(port)"])
                }
                isTold = true
                try? await cancelWhenGracefulShutdown { try await Task.sleep(for: Self.pause) }
            }
        }
    }
}
