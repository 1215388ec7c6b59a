import ConnectionMode
import Orchestration
import Testing

/// What is counted, in Prometheus' words.
@Suite struct MetricsTests {
    private static func lines(_ metrics: ServiceMetrics, _ gauges: [Gauge] = []) -> [Substring] {
        metrics.text(gauges).split(separator: "\n")
    }

    @Test func `each family is told once, with its help and type, before its samples`() {
        let metrics = ServiceMetrics()
        metrics.count(.offers, ["b"])
        metrics.count(.offers, ["a"])
        metrics.count(.offers, ["a"])
        let lines = Self.lines(metrics, [Gauge("up", "Whether it is.", 1)])
        #expect(lines.prefix(3) == ["# HELP up Whether it is.", "# TYPE up gauge", "up 1"])
        let start = lines.firstIndex(of: "# TYPE offhook_offers_total counter") ?? 0
        #expect(
            lines[start...].dropFirst().prefix(2) == [
                "offhook_offers_total{tenant=\"a\"} 2", "offhook_offers_total{tenant=\"b\"} 1",
            ])
        let families = lines.filter { $0.hasPrefix("# TYPE") }
        #expect(Set(families).count == families.count)
        #expect(families.count == 1 + Counter.allCases.count + Timing.allCases.count)
        #expect(lines.contains("offhook_asterisk_surveys_total 0"))
    }

    @Test func `a histogram counts up to each bound`() {
        let metrics = ServiceMetrics()
        for milliseconds in [0.5, 1, 4, 6_000] {
            metrics.record(.asteriskRequest, milliseconds: milliseconds, ["answer"])
        }
        metrics.record(.asteriskRequest, .milliseconds(4), ["answer"])
        let lines = Self.lines(metrics)
        for line in [
            "offhook_asterisk_request_seconds_bucket{request=\"answer\",le=\"0.001\"} 2",
            "offhook_asterisk_request_seconds_bucket{request=\"answer\",le=\"0.005\"} 4",
            "offhook_asterisk_request_seconds_bucket{request=\"answer\",le=\"5.0\"} 4",
            "offhook_asterisk_request_seconds_bucket{request=\"answer\",le=\"+Inf\"} 5",
            "offhook_asterisk_request_seconds_count{request=\"answer\"} 5",
        ] { #expect(lines.contains(Substring(line)), "\(line)") }
        let sum = lines.first { $0.hasPrefix("offhook_asterisk_request_seconds_sum") }
            .flatMap { $0.split(separator: " ").last }.flatMap { Double($0) }
        #expect(abs((sum ?? 0) - 6.0095) < 1e-9)
    }

    @Test func `what is in a label cannot end it`() {
        let metrics = ServiceMetrics()
        metrics.count(.offers, ["a\"b\\c\nd"])
        #expect(
            Self.lines(metrics).contains(#"offhook_offers_total{tenant="a\"b\\c\nd"} 1"#))
    }

    @Test func `the number of series is bounded`() {
        let metrics = ServiceMetrics()
        for number in 0..<5_000 { metrics.count(.offers, ["\(number)"]) }
        let series = Self.lines(metrics).filter { $0.hasPrefix("offhook_offers_total{") }
        #expect(series.count <= 2_001)
        #expect(series.contains("offhook_offers_total{tenant=\"other\"} 3000"))
    }

    @Test func `agents and calls are counted as they stand`() async throws {
        try await Desk.open { desk in
            let before = try await desk.sequencer.read { $0.gauges }
            let agents = try #require(before.first { $0.name == "offhook_agents" })
            #expect(agents.samples.contains { $0.labels == ["acme", "loggedOut"] && $0.value > 0 })
            let all = agents.samples.reduce(0) { $0 + $1.value }
            _ = try await desk.sequencer.perform(.logIn(Desk.alice, resuming: nil))
            let after = try await desk.sequencer.read { $0.gauges }
            let now = try #require(after.first { $0.name == "offhook_agents" })
            #expect(now.samples.contains { $0.labels == ["acme", "onBreak"] && $0.value == 1 })
            #expect(now.samples.reduce(0) { $0 + $1.value } == all, "nobody is counted twice")
        }
    }
}
