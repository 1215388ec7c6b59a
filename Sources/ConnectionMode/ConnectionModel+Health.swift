/// Why no customer may be brought to a leg that stands (C4).
public enum Unhealth: String, Sendable, Codable, CaseIterable {
    /// The phone has put us on hold: whoever were brought to it would not be heard.
    case phoneOnHold
    /// The phone does not answer when the PBX asks whether it is there, or is not registered any more.
    case contactUnreachable
    /// Nothing comes from the phone, which had been sending all the time.
    case mediaStopped
}

/// Customers are brought only to legs where they are heard (C4).
extension ConnectionModel {
    /// A phone has put us on hold, or not any more.
    mutating func legHeld(_ leg: LegID, _ isHeld: Bool, at now: Instant) {
        guard case .agent(let key) = owner(of: leg), let session = agents[key],
            session.connection.attempt != nil, session.isPhoneOnHold != isHeld
        else { return }
        changeHealth(of: key, at: now) { $0.isPhoneOnHold = isHeld }
        if !isHeld { countAnew(key, at: now) }
    }

    /// Changes what is known of a leg, and tells what of it is news.
    mutating func changeHealth(
        of key: AgentKey, at now: Instant, _ change: (inout AgentSession) -> Void
    ) {
        guard var session = agents[key], let attempt = session.connection.attempt else { return }
        let before = session.health
        change(&session)
        let after = session.health
        if session.connection.isOpen, after != before {
            session.note(HealthChange(state: after.state, reason: after.reason, at: now))
        }
        set(session, for: key)
        guard session.connection.isOpen, after.reason != before.reason else { return }
        if let reason = after.reason {
            tell(.connectionUnhealthy(attempt.id, reason), to: key, at: now)
        } else {
            tell(.connectionRecovered(attempt.id), to: key, at: now)
        }
    }

    /// The leg over which somebody may be brought to the agent, if it is open.
    func healthyLeg(of session: AgentSession) throws(Refusal) -> LegID {
        guard let leg = session.connection.openLeg else { throw .connectionNotOpen }
        switch session.unhealth {
        case nil: return leg
        case .phoneOnHold: throw .phoneOnHold
        case .contactUnreachable, .mediaStopped: throw .connectionUnhealthy
        }
    }

    /// That a phone let go of us may have been missed.
    mutating func compareHolds(_ legs: [LegID: Survey.Leg]) {
        for (_, session) in agents.sorted(by: { $0.key < $1.key }) {
            guard session.isPhoneOnHold, let leg = session.connection.attempt?.leg,
                legs[leg] != nil
            else { continue }
            achieve([.findHold(leg)])
        }
    }
}
