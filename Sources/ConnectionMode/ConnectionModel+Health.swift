/// Why no customer may be brought to a leg that stands (C4).
public enum Unhealth: String, Sendable, Codable, CaseIterable {
    /// The phone has put us on hold: whoever were brought to it would not be heard.
    case phoneOnHold
}

/// Customers are brought only to legs where they are heard (C4).
extension ConnectionModel {
    /// A phone has put us on hold, or not any more.
    mutating func legHeld(_ leg: LegID, _ isHeld: Bool, at now: Instant) {
        guard case .agent(let key) = owner(of: leg), var session = agents[key],
            let attempt = session.connection.attempt, session.isPhoneOnHold != isHeld
        else { return }
        session.isPhoneOnHold = isHeld
        set(session, for: key)
        guard session.connection.isOpen else { return }
        tell(
            isHeld
                ? .connectionUnhealthy(attempt.id, .phoneOnHold) : .connectionRecovered(attempt.id),
            to: key, at: now)
    }

    /// The leg over which somebody may be brought to the agent, if it is open.
    func healthyLeg(of session: AgentSession) throws(Refusal) -> LegID {
        guard let leg = session.connection.openLeg else { throw .connectionNotOpen }
        guard !session.isPhoneOnHold else { throw .phoneOnHold }
        return leg
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
