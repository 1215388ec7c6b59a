/// Whether a queue of the PBX may offer a customer to an agent now (O12).
public enum Availability: String, Hashable, Sendable, CaseIterable {
    /// An offer would be taken on.
    case free
    /// A customer is being offered.
    case ringing
    /// With a customer.
    case busy
    /// On break, offline, not reachable, being called, without a console (S9), or logged out.
    case unavailable

    /// - Parameter status: as it is shown; `nil` without a session.
    init(_ status: ShownStatus?) {
        switch status {
        case .available: self = .free
        case .offered: self = .ringing
        case .busy: self = .busy
        case .loggedOut, .onBreak, .workingOffline, .persistentCallOffered, .notReachable, nil:
            self = .unavailable
        }
    }
}

/// An agent and how queues are to see them.
public struct AgentAvailability: Hashable, Sendable {
    public let agent: AgentKey
    public let availability: Availability
}

extension ConnectionModel {
    /// Follows from the session alone, so that nothing of it is stored.
    func availability(of key: AgentKey) -> Availability {
        agents[key]?.availability ?? .unavailable
    }

    /// Of everybody there is, also of those who are logged out: what the PBX says of them may be as old
    /// as the last time that it was told.
    var availabilities: [AgentAvailability] {
        directory.tenants.flatMap { tenant, members in
            members.agents.keys.map { AgentKey(tenant: tenant, agent: $0) }
        }.sorted().map { AgentAvailability(agent: $0, availability: availability(of: $0)) }
    }
}
