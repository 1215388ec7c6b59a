internal import Orchestration

struct AliveBody: Encodable, Sendable {
    let alive = true
}

/// Whether the service can do its work.
struct ReadinessBody: Encodable, Sendable {
    let ready: Bool
    /// What is wrong, a sentence each.
    let reasons: [String]

    init(_ report: ServiceHealth.Report) {
        ready = report.isReady
        var reasons = [report.phoneSystem, report.store].compactMap(\.self)
        if report.isStopping { reasons.append("The service is stopping.") }
        self.reasons = reasons
    }
}
