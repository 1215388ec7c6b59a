internal import ConnectionMode

/// An agent's place in one of Asterisk's queues, as Asterisk has it.
struct QueueMember: Hashable, Sendable {
    let queue: String
    let agent: AgentKey
    /// Whether it was put there by the manager interface or the console; others stand in queues.conf or in a
    /// database, and cannot be taken out.
    var isDynamic = true
    /// `nil` of one who is not paused; empty where nobody said why.
    var pausedBecause: String?
    var penalty = 0
}

extension QueueMember {
    /// What a queue dials for an agent, as in the dialplan of `asterisk-conf`; `/n` keeps the half that Offhook holds.
    static func interface(of key: AgentKey) -> String {
        "Local/\(key.agent)@offhook-\(key.tenant)/n"
    }

    /// Whose interface it is; `nil` of one that is not Offhook's.
    static func agent(of interface: some StringProtocol) -> AgentKey? {
        let (start, end, middle) = ("Local/", "/n", "@offhook-")
        guard interface.hasPrefix(start), interface.hasSuffix(end),
            interface.utf8.count > start.utf8.count + end.utf8.count
        else { return nil }
        let parts = interface.dropFirst(start.count).dropLast(end.count)
        guard let at = parts.firstRange(of: middle) else { return nil }
        let (agent, tenant) = (parts[..<at.lowerBound], parts[at.upperBound...])
        guard !agent.isEmpty, !tenant.isEmpty else { return nil }
        return AgentKey(tenant: TenantID(String(tenant)), agent: AgentID(String(agent)))
    }

    /// As much of a reason as a queue keeps: 79 bytes.
    ///
    /// *Source*: `reason_paused` of Asterisk's app_queue.
    static func keptReason(_ reason: String) -> String {
        var kept = PlainText.oneLine(reason, atMost: 78)
        while kept.utf8.count > 79 { kept.unicodeScalars.removeLast() }
        return kept
    }
}

/// What is to be asked of Asterisk's queues. Each may be asked for again.
enum MembershipAction: Hashable, Sendable {
    case add(QueueMember)
    case remove(QueueMember)
    /// Into the pause that the member has here, or out of it.
    case pause(QueueMember)
    case setPenalty(QueueMember)

    /// As the member is when it is done.
    var member: QueueMember {
        switch self {
        case .add(let member), .remove(let member), .pause(let member), .setPenalty(let member):
            member
        }
    }
}
