extension Remembered {
    /// What holds of an old backup that is put in place.
    ///
    /// Who was logged in is so still, with a connection that was open: its PIN was proven, and no later
    /// leg has its leg's name, so that it stands if that leg is there. Everything else was true of a
    /// moment: what rang may be open or gone, and whoever was to be ended, given back or brought together
    /// may be in another call by now. Nothing of that is ended; it is forgotten.
    public func ofBackup(at now: Instant) -> Remembered {
        var kept = self
        kept.agents = agents.map { $0.ofBackup(at: now) }
        kept.offers = []
        kept.calls = []
        kept.waiting = []
        kept.departures = []
        return kept
    }
}

extension AgentSession {
    fileprivate func ofBackup(at now: Instant) -> AgentSession {
        var session = self
        session.engagement = .free
        session.leavesAfterCall = false
        if let attempt = connection.attempt, !connection.isOpen {
            session.connection = .closed(
                Closed(endReason: .unknown, endedAt: now, lastAttempt: attempt.id))
        }
        let (status, reason) = session.status
        if (status, reason) != (session.shown.status, session.shown.reason) {
            session.shown = StatusView(
                status: status, requested: session.requested, reason: reason, since: now)
        }
        return session
    }
}
