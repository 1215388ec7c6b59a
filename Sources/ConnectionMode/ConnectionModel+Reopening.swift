/// W3: when the PBX was restarted, the connections of those who ask to be Available are opened again, one
/// after the other, where the policy says so. Whose turn it is is stored: a restart of ours goes on with it.
extension ConnectionModel {
    /// Gives turns to all whose connections the restart ended, and anew to those who still waited for
    /// theirs: what was planned before this survey may be long over.
    mutating func planReopening(restarted: Bool, at now: Instant) {
        reopening.startOver()
        let waiting = agents.values.filter {
            $0.reopensAt != nil || (restarted && isToBeReopened($0))
        }.sorted {
            ($0.reopensAt ?? now, $0.key) < ($1.reopensAt ?? now, $1.key)
        }
        for var session in waiting {
            session.reopensAt = isToBeReopened(session) ? reopening.turn(at: now) : nil
            set(session, for: session.key)
        }
    }

    private func isToBeReopened(_ session: AgentSession) -> Bool {
        guard session.requested == .available, !session.leavesAfterCall,
            case .closed(let closed) = session.connection, closed.endReason == .nodeRestarted
        else { return false }
        return directory.policy(of: session.key.tenant)?.reopenAfterRestart == true
    }

    /// The agent's turn has come. Who cannot be called now, for whatever reason a click would be refused
    /// for, stays Not reachable and may click.
    mutating func reopen(_ key: AgentKey, at now: Instant, chance: Nonce?) {
        // Without the link the next survey gives a new turn.
        guard isPhoneSystemSeen, var session = agents[key] else { return }
        guard isToBeReopened(session) else {
            session.reopensAt = nil
            set(session, for: key)
            return
        }
        guard let chance, reopening.call(at: now) else {
            session.reopensAt = reopening.laterTurn(at: now)
            set(session, for: key)
            return
        }
        session.reopensAt = nil
        set(session, for: key)
        let start = mark
        do {
            try openConnection(of: key, isAskedFor: false, at: now, chance: chance)
        } catch {
            rollBack(to: start)
        }
    }
}
