import ConnectionMode

/// What the ledger has must be what one agent can have done: one thing at a time, and each call once.
struct LedgerWatch {
    /// Whether the clock goes only on; else times of two runs of the service may overlap.
    let hasTrueClock: Bool
    private var ends: [AgentKey: Instant] = [:]
    private var records = Set<String>()
    private(set) var recordings = Set<RecordingID>()
    private var endedRecordings = Set<RecordingID>()

    init(hasTrueClock: Bool) { self.hasTrueClock = hasTrueClock }

    /// What is wrong with what was stored; nil if nothing is.
    mutating func fault(in entries: [LedgerEntry]) -> String? {
        for entry in entries {
            switch entry {
            case .period(let period):
                guard period.from < period.until else {
                    return "\(period.agent) did something that took no time"
                }
                if hasTrueClock, let end = ends[period.agent], period.from < end {
                    return
                        "\(period.agent) did two things at once, at \(period.from.millisecondsSince1970)"
                }
                ends[period.agent] = period.until
            case .recording(let record):
                if record.endedAt == nil {
                    guard recordings.insert(record.id).inserted else {
                        return "\(record.id) begins twice"
                    }
                } else {
                    guard recordings.contains(record.id) else {
                        return "\(record.id) is over, and never began"
                    }
                    guard endedRecordings.insert(record.id).inserted else {
                        return "\(record.id) is over twice"
                    }
                }
            case .call(let record):
                guard records.insert(record.id).inserted else {
                    return "\(record.id) is there twice"
                }
                if let connected = record.connectedAt, let accepted = record.acceptedAt,
                    hasTrueClock, !(accepted <= connected && connected <= record.endedAt)
                {
                    return "\(record.id) has times that cannot be"
                }
            }
        }
        return nil
    }

    /// What is missing of what a model says is over; nil if nothing is.
    func missing(in model: ConnectionModel) -> String? {
        let calls = model.calls.values.filter { $0.state == .ended }.map(\.id.rawValue)
        let offers = model.offers.values.filter { $0.state != .pending && $0.call == nil }
            .map(\.id.rawValue)
        if let lost = (calls + offers).sorted().first(where: { !records.contains($0) }) {
            return "\(lost) is over, and not there"
        }
        let running = Set(model.calls.values.compactMap(\.recording?.id))
        if let lost = recordings.subtracting(endedRecordings).symmetricDifference(running).min() {
            return "\(lost) is over in one place only"
        }
        for (key, session) in model.agents.sorted(by: { $0.key < $1.key }) {
            guard let ongoing = session.ongoing else { return "\(key) does nothing" }
            if ongoing.activity.status != session.shown.status {
                return
                    "\(key) is \(session.shown.status), and said to be \(ongoing.activity.status)"
            }
            if hasTrueClock, let end = ends[key], ongoing.since < end {
                return "\(key) did two things at once"
            }
        }
        return nil
    }
}
