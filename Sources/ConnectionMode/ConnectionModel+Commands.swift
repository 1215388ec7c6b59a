extension ConnectionModel {
    /// Does what a person asks for, or refuses and changes nothing.
    ///
    /// - Parameter chance: 128 fresh random bits, which the PIN of a new attempt comes from.
    public mutating func perform(
        _ command: Command, at now: Instant, chance: Nonce
    ) throws(Refusal) -> Answer {
        let start = mark
        do {
            let answer = try decide(command, at: now, chance: chance)
            settle(since: start, at: now)
            return answer
        } catch {
            rollBack(to: start)
            throw error
        }
    }

    private mutating func decide(
        _ command: Command, at now: Instant, chance: Nonce
    ) throws(Refusal) -> Answer {
        switch command {
        case .logIn(let key, let resuming): try logIn(key, resuming: resuming, at: now)
        case .logOut(let key): try logOut(key, at: now)
        case .setStatus(let key, let status, let reason):
            try setStatus(of: key, to: status, reason: reason, at: now, chance: chance)
        case .openConnection(let key): try openConnection(of: key, at: now, chance: chance)
        case .closeConnection(let key, let closer):
            try closeConnection(of: key, by: closer, at: now)
        case .confirmPIN(let key, let attempt, let verdict):
            try take(
                session(of: key).connection.perform(.confirm(attempt, verdict), at: now), for: key,
                at: now)
        case .accept(let id): try accept(id, at: now)
        case .reject(let id): try reject(id, at: now)
        case .hangUp(let id): try hangUp(id, at: now)
        }
    }

    func session(of key: AgentKey) throws(Refusal) -> AgentSession {
        guard directory.profile(of: key) != nil else { throw .agentUnknown }
        guard let session = agents[key] else { throw .notLoggedIn }
        return session
    }

    private mutating func logIn(
        _ key: AgentKey, resuming: SessionID?, at now: Instant
    ) throws(Refusal) -> Answer {
        guard directory.profile(of: key) != nil else { throw .agentUnknown }
        if let running = agents[key] {
            guard resuming == running.id else { throw .alreadyLoggedIn }
            return .loggedIn(running.id, isNew: false)
        }
        let id = SessionID(name(.session))
        let nothing = StatusView(status: .loggedOut, requested: nil, reason: .loggedOut, since: now)
        set(AgentSession(key: key, id: id, loggedInAt: now, shown: nothing), for: key)
        return .loggedIn(id, isNew: true)
    }

    private mutating func logOut(_ key: AgentKey, at now: Instant) throws(Refusal) -> Answer {
        if case .inCall = try session(of: key).engagement { throw .inCall }
        endSession(of: key, at: now)
        return .done
    }

    /// Ends a session with all that hangs on it. A call that is up stays with its customer's side.
    mutating func endSession(of key: AgentKey, at now: Instant) {
        withdrawOffer(of: key, at: now)
        guard let session = agents[key] else { return }
        if let step = try? session.connection.perform(.close(.loggedOut), at: now) {
            take(step, for: key, at: now)
        }
        set(nil, for: key)
        let gone = StatusView(status: .loggedOut, requested: nil, reason: .loggedOut, since: now)
        tell(.statusChanged(gone), to: key, at: now)
    }

    private mutating func setStatus(
        of key: AgentKey, to status: RequestedStatus, reason: String?, at now: Instant,
        chance: Nonce
    ) throws(Refusal) -> Answer {
        var session = try session(of: key)
        if status == .available {
            try requirePersistentMode(of: key)
        } else {
            // A pending offer goes back uncounted: the agent did not miss it (S10).
            withdrawOffer(of: key, at: now)
            session = agents[key] ?? session
        }
        session.requested = status
        session.requestReason = .agent(reason)
        if status == .available { session.missedOffers = 0 }
        set(session, for: key)
        guard status == .available, case .closed = session.connection else { return .done }
        return try openConnection(of: key, at: now, chance: chance)
    }

    private func requirePersistentMode(of key: AgentKey) throws(Refusal) {
        guard directory.policy(of: key.tenant)?.persistentEnabled == true else {
            throw .persistentNotEnabled
        }
        guard directory.profile(of: key)?.connectionMode == .persistent else {
            throw .onDemandNotSupported
        }
    }

    private mutating func openConnection(
        of key: AgentKey, at now: Instant, chance: Nonce
    ) throws(Refusal) -> Answer {
        let connection = try session(of: key).connection
        try requirePersistentMode(of: key)
        guard let profile = directory.profile(of: key),
            let policy = directory.policy(of: key.tenant)
        else { throw .agentUnknown }
        let attempt = Attempt(
            id: AttemptID(name(.attempt)), agent: key, leg: LegID(name(.leg)),
            home: BridgeID(name(.home)), nonce: chance, workplace: profile.workplace,
            startedAt: now, policy: policy, language: profile.language)
        let step = try connection.perform(.open(attempt), at: now)
        guard isPhoneSystemSeen else { throw .phoneSystemAway }
        return take(step, for: key, at: now)
    }

    private mutating func closeConnection(
        of key: AgentKey, by closer: Closer, at now: Instant
    ) throws(Refusal) -> Answer {
        let session = try session(of: key)
        if case .inCall = session.engagement { throw .inCall }
        let reason: EndReason = closer == .agent ? .closedByAgent : .closedByAdmin
        let step = try session.connection.perform(.close(reason), at: now)
        withdrawOffer(of: key, at: now)
        return take(step, for: key, at: now)
    }

    /// Puts a step of a connection into effect. What the agent was doing over a leg that is gone
    /// ends with it.
    @discardableResult
    mutating func take(_ step: Step, for key: AgentKey, at now: Instant) -> Answer {
        guard var session = agents[key] else { return step.answer }
        let wasOpen = session.connection.isOpen
        session.connection = step.next
        set(session, for: key)
        if let leg = step.doomed { depart(leg, .hangUp, at: now) }
        achieve(step.effects)
        for content in step.tell { tell(content, to: key, at: now) }
        if wasOpen, case .closed(let closed) = step.next {
            agentLegLost(key, closed.endReason ?? .unknown, at: now)
        }
        return step.answer
    }

    /// The leg must leave us; it is told so until it is gone.
    mutating func depart(_ leg: LegID, _ how: Departure.How, at now: Instant) {
        let retry = now.advanced(byMilliseconds: Departure.retryMilliseconds)
        let departure = Departure(leg: leg, how: how, nextTry: retry)
        set(departure, for: leg)
        achieve([departure.effect])
    }

    /// Tells every status that has changed since `start`.
    mutating func settle(since start: Mark, at now: Instant) {
        for key in agentsTouched(since: start) {
            guard var session = agents[key] else { continue }
            let (status, reason) = session.status
            let view = StatusView(
                status: status, requested: session.requested, reason: reason,
                since: session.shown.status == status && session.shown.reason == reason
                    ? session.shown.since : now)
            guard view != session.shown else { continue }
            session.shown = view
            set(session, for: key)
            tell(.statusChanged(view), to: key, at: now)
        }
    }
}
