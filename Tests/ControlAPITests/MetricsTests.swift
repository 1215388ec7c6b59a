internal import ControlAPI
internal import Foundation
internal import Logging
internal import Orchestration
internal import ServiceLifecycle
internal import Testing

/// What Prometheus is told, and what it is to do with that.
@Suite(.timeLimit(.minutes(1)))
struct MonitoringTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "docker/monitoring")

    /// The names that the text has, without what belongs to one series of a histogram.
    private static func names(in text: String) -> Set<String> {
        Set(
            text.matches(of: /\b(offhook|process)_[a-z_]+/).map { match in
                var name = String(match.output.0)
                for end in ["_bucket", "_sum", "_count"] where name.hasSuffix(end) {
                    name.removeLast(end.count)
                }
                return name
            })
    }

    @Test(arguments: ["alerts.yml", "dashboard.json"])
    func `alerts and the dashboard ask for what is served`(_ file: String) async throws {
        let served = try await text()
        let asked = try String(contentsOf: Self.folder.appending(path: file), encoding: .utf8)
        let names = Self.names(in: asked)
        #expect(names.count > 7)
        #expect(names.subtracting(Self.names(in: served)) == [])
    }

    @Test func `metrics are served on a port of their own, and nothing else is`() async throws {
        let text = try await text()
        #expect(text.contains("\noffhook_ready 0\n"))
        #expect(text.contains("\noffhook_build_info{version=\"1.2.3\"} 1\n"))
        #expect(text.contains("\n# TYPE process_cpu_seconds_total counter\n"))
        #expect(text.hasSuffix("\n"))
    }

    /// As it is served before there is a store.
    private func text() async throws -> String {
        let (ports, taken) = AsyncStream<Int>.makeStream()
        let api = ControlAPI(
            health: ServiceHealth(), configuration: .init(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let server = api.makeMetricsServer(
            ServiceMetrics(), host: "127.0.0.1", port: 0, version: "1.2.3"
        ) { taken.yield($0) }
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let group = ServiceGroup(configuration: .init(services: [server], logger: logger))
        async let running: Void = group.run()
        let port = try #require(await ports.first { _ in true })
        func get(_ path: String) async throws -> String {
            try await RawClient.exchange(
                with: port,
                [Array("GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)]
            )
        }
        #expect(try await get("/v1/me").hasPrefix("HTTP/1.1 404 "))
        let answer = try await get("/metrics")
        #expect(answer.hasPrefix("HTTP/1.1 200 "))
        #expect(
            answer.lowercased().contains("content-type: text/plain; version=0.0.4; charset=utf-8"))
        await group.triggerGracefulShutdown()
        try await running
        return answer
    }
}
