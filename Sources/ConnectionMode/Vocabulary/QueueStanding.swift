/// How the PBX's queues are to see an agent (O12): what follows from the session and the directory alone, so that
/// nothing of it is stored.
public struct QueueStanding: Hashable, Sendable {
    public let availability: Availability
    public let attendance: Attendance
    /// The queues that the agent is in, each with a penalty: lower ones are offered first.
    public let queues: [String: Int]

    public init(availability: Availability, attendance: Attendance, queues: [String: Int] = [:]) {
        self.availability = availability
        self.attendance = attendance
        self.queues = queues
    }

    /// - Parameter session: `nil` of who is logged out.
    init(_ session: AgentSession?, in queues: [String: Int] = [:]) {
        self.init(
            availability: session?.availability ?? .unavailable,
            attendance: session?.attendance ?? .away, queues: queues)
    }
}

/// An agent and how queues are to see them.
public struct AgentStanding: Hashable, Sendable {
    public let agent: AgentKey
    public let standing: QueueStanding

    public init(agent: AgentKey, standing: QueueStanding) {
        self.agent = agent
        self.standing = standing
    }
}

/// Whether a queue of the PBX may offer a customer to an agent now.
public enum Availability: String, Hashable, Sendable, CaseIterable {
    /// An offer would be taken on.
    case free
    /// A customer is being offered.
    case ringing
    /// With a customer, or wrapping up.
    case busy
    /// On break, offline, not reachable, being called, without a console (S9), or logged out.
    case unavailable

    /// - Parameter status: as it is shown; `nil` without a session.
    init(_ status: ShownStatus?) {
        switch status {
        case .available: self = .free
        case .offered: self = .ringing
        case .busy, .wrappingUp: self = .busy
        case .loggedOut, .onBreak, .workingOffline, .persistentCallOffered, .notReachable, nil:
            self = .unavailable
        }
    }
}

/// Whether an agent is at work as the queues' reports count it, which know members and their pauses.
public enum Attendance: Hashable, Sendable {
    /// Logged out: no member.
    case away
    /// A member who is not offered anything, and why: a break's reason, or a status.
    case paused(String)
    /// A member.
    case working

    /// A console that should show the calls is gone (S9).
    static let unattended = Attendance.paused("unattended")

    init(_ status: ShownStatus, because reason: StatusReason) {
        switch status {
        case .loggedOut: self = .away
        case .available, .offered, .busy: self = .working
        case .workingOffline, .persistentCallOffered, .notReachable, .wrappingUp:
            self = .paused(status.rawValue)
        case .onBreak:
            let isUnsaid = reason == .agent(nil) || reason == .agent("")
            self = .paused(isUnsaid ? status.rawValue : reason.description)
        }
    }
}

extension AgentSession {
    /// Whether nobody is offered though the agent is available.
    private var isPassedOver: Bool { isUnattended || unhealth != nil }

    /// How queues are to see the agent, whatever queues those are.
    var availability: Availability {
        let byStatus = Availability(status.status)
        return isPassedOver && byStatus == .free ? .unavailable : byStatus
    }

    var attendance: Attendance {
        let (status, reason) = status
        let byStatus = Attendance(status, because: reason)
        guard isPassedOver, byStatus == .working, availability == .unavailable else {
            return byStatus
        }
        return unhealth.map { .paused($0.rawValue) } ?? .unattended
    }
}

extension ConnectionModel {
    public func standing(of key: AgentKey) -> QueueStanding {
        QueueStanding(agents[key], in: directory.profile(of: key)?.queues ?? [:])
    }

    /// Of everybody there is, also of those who are logged out: what the PBX says of them may be as old
    /// as the last time that it was told.
    var standings: [AgentStanding] {
        directory.tenants.flatMap { tenant, members in
            members.agents.keys.map { AgentKey(tenant: tenant, agent: $0) }
        }.sorted().map { AgentStanding(agent: $0, standing: standing(of: $0)) }
    }
}
