internal import Orchestration

struct AliveBody: Encodable, Sendable {
    let alive = true
}

/// Whether the service can do its work.
struct ReadinessBody: Encodable, Sendable {
    enum State: String, Encodable, Sendable {
        case ready, notReady, standby, stopping
    }

    let ready: Bool
    let state: State
    /// What is wrong, a sentence each.
    let reasons: [String]
    /// What asks for somebody's attention, though the work is done.
    let warnings: [String]

    init(_ report: ServiceHealth.Report) {
        ready = report.isReady
        warnings = [report.certificate, report.queues].compactMap(\.self)
        if report.isStopping {
            state = .stopping
        } else if report.isStandby {
            state = .standby
        } else {
            state = report.isReady ? .ready : .notReady
        }
        if report.isStandby {
            reasons = [
                "Another Offhook serves from this data directory; this one waits for its end."
            ]
            return
        }
        var reasons = [report.phoneSystem, report.store].compactMap(\.self)
        if report.isStopping { reasons.append("The service is stopping.") }
        self.reasons = reasons
    }
}
