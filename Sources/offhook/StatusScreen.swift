internal import ConnectionMode

/// What `offhook status` shows: of each tenant how many agents do what, then the agents themselves,
/// those first who may need somebody.
struct StatusScreen {
    let remembered: Remembered
    let directory: Directory
    let now: Instant
    /// One tenant alone.
    var tenant: TenantID?
    /// Agents in the list; `nil` shows all, those who are logged out too.
    var limit: Int?

    private struct Row {
        let key: AgentKey
        let session: AgentSession?
        let cells: [String]
    }

    var lines: [String] {
        let tenants = directory.tenants.keys.sorted().filter { tenant == nil || $0 == tenant }
        let all = tenants.flatMap { rows(of: $0) }
        let shown = limit.map { Array(all.filter { $0.session != nil }.prefix($0)) } ?? all
        var lines = tenants.flatMap { summary(of: $0) }
        guard !shown.isEmpty else { return lines }
        let header = ["AGENT", "NAME", "STATUS", "FOR", "CONNECTION", "FOR", "WITH"]
        lines.append("")
        lines += Self.table([header] + shown.map(\.cells))
        let left = all.count { $0.session != nil } - shown.count
        if left > 0 { lines.append("… and \(left) more who are logged in: see them with --all.") }
        return lines
    }

    // MARK: Of a tenant

    private func summary(of id: TenantID) -> [String] {
        guard let tenant = directory.tenants[id] else { return [] }
        let sessions = remembered.agents.filter { $0.key.tenant == id }
        var byStatus: [ShownStatus: Int] = [.loggedOut: tenant.agents.count - sessions.count]
        for session in sessions { byStatus[session.shown.status, default: 0] += 1 }
        let open = sessions.count { $0.connection.isOpen }
        let underWay = sessions.count { $0.connection.attempt != nil } - open
        let calls = remembered.calls.filter { $0.agent.tenant == id && $0.state != .ended }
        let offers = remembered.offers.filter { $0.agent.tenant == id && $0.state == .pending }
        let locked = remembered.limits.filter { $0.key.tenant == id && $0.lockedAt != nil }
        let counts: [(Int, String)] = [
            (open, "connections open"), (underWay, "being opened"), (calls.count, "calls"),
            (offers.count, "offers waiting"), (locked.count, "agents locked for wrong PINs"),
        ]
        return [
            (["\(id) (\(Self.plain(tenant.name))): \(tenant.agents.count) agents"]
                + ShownStatus.allCases.compactMap { status in
                    byStatus[status].flatMap { $0 > 0 ? "\($0) \(status.rawValue)" : nil }
                }).joined(separator: ", "),
            "  "
                + counts.enumerated().filter { $0.offset < 3 || $0.element.0 > 0 }
                .map { "\($0.element.0) \($0.element.1)" }.joined(separator: ", "),
        ]
    }

    // MARK: Of an agent

    private func rows(of id: TenantID) -> [Row] {
        let sessions = Dictionary(
            remembered.agents.filter { $0.key.tenant == id }.map { ($0.key.agent, $0) }
        ) { first, _ in first }
        let agents = directory.tenants[id]?.agents ?? [:]
        return agents.sorted { $0.key < $1.key }.map { agent, profile in
            let key = AgentKey(tenant: id, agent: agent)
            return row(of: key, profile, sessions[agent])
        }.sorted { Self.rank($0.session) < Self.rank($1.session) }
    }

    /// Who may need somebody comes first, who is gone last.
    private static func rank(_ session: AgentSession?) -> Int {
        switch session?.shown.status {
        case .notReachable: 0
        case .persistentCallOffered: 1
        case .offered: 2
        case .busy, .wrappingUp: 3
        case .available: 4
        case .onBreak: 5
        case .workingOffline: 6
        case .loggedOut, nil: 7
        }
    }

    private func row(of key: AgentKey, _ profile: AgentProfile, _ session: AgentSession?) -> Row {
        let isLocked = remembered.limits.contains { $0.key == key && $0.lockedAt != nil }
        let shown = session?.shown
        let (connection, since) = Self.connection(of: session)
        return Row(
            key: key, session: session,
            cells: [
                key.description, Self.plain(profile.name),
                (shown?.status ?? .loggedOut).rawValue, shown.map { age(of: $0.since) } ?? "",
                isLocked ? "pinLocked" : connection, since.map(age) ?? "", company(of: session),
            ])
    }

    private static func connection(of session: AgentSession?) -> (String, Instant?) {
        switch session?.connection {
        case nil: ("", nil)
        case .closed(let closed):
            (closed.endReason.map { "closed, \($0.rawValue)" } ?? "closed", closed.endedAt)
        case .waiting(let phase): ("waiting", phase.attempt.startedAt)
        case .dialing(let phase): ("dialing", phase.attempt.startedAt)
        case .ringing(let phase): ("ringing", phase.attempt.startedAt)
        case .verifying(let phase): ("verifying", phase.attempt.startedAt)
        case .open(let phase): ("open", phase.openedAt)
        }
    }

    /// The customer who is offered or talked with.
    private func company(of session: AgentSession?) -> String {
        switch session?.engagement {
        case nil, .free: return ""
        case .offered(let id):
            guard let offer = remembered.offers.first(where: { $0.id == id }) else { return "" }
            return "\(Self.caller(offer.details)) waits, \(age(of: offer.createdAt))"
        case .inCall(let id):
            guard let call = remembered.calls.first(where: { $0.id == id }) else { return "" }
            let since = age(of: call.connectedAt ?? call.createdAt)
            return "\(Self.caller(call.details)) \(call.state.rawValue), \(since)"
        }
    }

    private static func caller(_ details: OfferDetails) -> String {
        let number = plain(details.caller.number)
        return number.isEmpty ? "somebody" : number
    }

    private func age(of instant: Instant) -> String {
        let seconds = max(0, now.milliseconds(since: instant) / 1_000)
        switch seconds {
        case ..<60: return "\(seconds) s"
        case ..<3_600: return "\(seconds / 60) min"
        case ..<86_400: return "\(seconds / 3_600) h \(seconds / 60 % 60) min"
        default: return "\(seconds / 86_400) d \(seconds / 3_600 % 24) h"
        }
    }

    // MARK: On the terminal

    /// Callers choose their names.
    private static func plain(_ text: String) -> String { PlainText.oneLine(text, atMost: 40) }

    /// Columns as wide as their widest cell.
    private static func table(_ rows: [[String]]) -> [String] {
        guard let first = rows.first else { return [] }
        let widths = first.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            var line = ""
            for (cell, width) in zip(row, widths) {
                line += cell + String(repeating: " ", count: width - cell.count + 2)
            }
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }
}
