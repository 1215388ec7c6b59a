internal import ConnectionMode
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import NIOCore
package import Orchestration

extension ControlAPI {
    /// A server of its own for `/metrics`, in Prometheus' text format, to be run within a service group. It asks for no
    /// token.
    ///
    /// - Parameter version: of the service.
    package func makeMetricsServer(
        _ metrics: ServiceMetrics, host: String, port: Int, version: String,
        onListening: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) -> ControlApplication {
        let (stage, logger) = (stage, logger)
        let executor = LoopExecutor()
        let process = ProcessGauges(version: version)
        let router = Router(context: ControlContext.self)
        router.get("/metrics") { _, _ in
            // Without the model there is still the rest to tell.
            let gauges = try? await stage.backend?.read { $0.gauges }
            let text = metrics.text(
                process.now + stage.health.report.gauges
                    + [
                        Gauge(
                            "offhook_event_streams", "Open event streams of consoles.",
                            Double(stage.backend?.streams.count ?? 0))
                    ] + (gauges ?? ConnectionModel.noGauges))
            return Response(
                status: .ok,
                headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
        }
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port), serverName: nil,
                availableConnectionsDelegate: MaximumAvailableConnections(64)),
            onServerRunning: { await onListening($0.localAddress?.port ?? port) },
            eventLoopGroupProvider: .shared(executor.loop), logger: logger)
        return ControlApplication(
            application: application, executor: executor, host: host, port: port
        ) {}
    }
}

/// What the operating system knows of this process, under the names that all programs use.
///
/// *Source*: Prometheus' documentation, "Writing client libraries"; proc(5).
private struct ProcessGauges {
    let version: String
    private let startedAt = Date().timeIntervalSince1970

    init(version: String) { self.version = version }

    var now: [Gauge] {
        var usage = rusage()
        getrusage(RUSAGE_SELF.rawValue, &usage)
        func seconds(_ time: timeval) -> Double {
            Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000
        }
        let resident = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?
            .split(separator: " ").dropFirst().first.flatMap { Double($0) }
        let open = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
        let readings: [(String, String, Double?)] = [
            (
                "process_resident_memory_bytes", "Memory that is in use.",
                resident.map { $0 * Double(sysconf(Int32(_SC_PAGESIZE))) }
            ),
            ("process_open_fds", "Open files and sockets.", open.map { Double($0) }),
            ("process_start_time_seconds", "When this run began, since 1970.", startedAt),
        ]
        let time = seconds(usage.ru_utime) + seconds(usage.ru_stime)
        return readings.compactMap { name, help, value in value.map { Gauge(name, help, $0) } } + [
            Gauge(
                "process_cpu_seconds_total", "Time on a processor, of the user and of the system.",
                isCounter: true, time),
            Gauge(
                "offhook_build_info", "Which version this is.", labels: ["version"],
                samples: [([version], 1)]),
        ]
    }
}

extension ServiceHealth.Report {
    fileprivate var gauges: [Gauge] {
        [
            Gauge("offhook_ready", "Whether the service can do its work.", isReady ? 1 : 0),
            Gauge(
                "offhook_asterisk_seen", "Whether Asterisk is seen as a whole.",
                phoneSystem == nil ? 1 : 0),
            Gauge(
                "offhook_store_writable", "Whether the store can be written.", store == nil ? 1 : 0),
            Gauge(
                "offhook_queues_kept",
                "Whether the members of queues are kept in step; 1 also where they are not to be.",
                queues == nil ? 1 : 0),
            Gauge(
                "offhook_standby", "Whether this one waits for the end of another.",
                isStandby ? 1 : 0),
        ]
    }
}
