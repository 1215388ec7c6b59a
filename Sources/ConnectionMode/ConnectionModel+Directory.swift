/// What an administrator's change of the directory led to.
public struct DirectoryOutcome: Hashable, Sendable {
    /// Whether the entry was not there before.
    public var isNew = false
    /// Those on whom it was put into force at once, in order.
    public var appliedTo: [AgentKey] = []
    /// Those whose connection, call or mode in force is still as it was set before: for them it holds from their
    /// next connection (P8).
    public var waitingFor: [AgentKey] = []

    public init() {}
}

/// Administrators' changes while everybody works (P3, P8).
extension ConnectionModel {
    /// Changes an entry of the directory. Destinations, permissions and time limits hold at once; mode, auto answer
    /// and PIN rules from each agent's next connection, or at once with `applyNow`, but for calls that are up (P8).
    mutating func administer(
        _ change: DirectoryChange, applyNow: Bool, at now: Instant
    ) throws(Refusal) -> Answer {
        try directory.check(change)
        var outcome = DirectoryOutcome()
        let present = directory.present(change)
        outcome.isNew = present.isRemoval
        if present != change { set(change) }
        if case .tenant(let id, nil) = change { leaveAll(of: id, at: now) }
        if case .agent(let key, let profile) = change {
            if case .agent(_, let before) = present,
                outcome.isNew || profile?.queues ?? [:] != before?.queues ?? [:]
            {
                achieve([.standing(key, standing(of: key))])
            }
            guard profile != nil else {
                remove(key, at: now)
                return .administered(outcome)
            }
        }
        for key in concerned(by: change) {
            dropUnapproved(of: key, at: now)
            endUnwantedRecording(of: key, at: now)
            recordIfAlways(of: key, at: now)
            if agents[key]?.engagement == .free { takeMode(of: key, if: .onDemand, at: now) }
            switch (isBehind(key), applyNow) {
            case (false, _): break
            case (true, true) where putInForce(of: key, at: now): outcome.appliedTo.append(key)
            case (true, _): outcome.waitingFor.append(key)
            }
            // Calls may connect by themselves from now on, and nobody be there to see them (S9).
            lookForConsole(of: key, at: now)
        }
        return .administered(outcome)
    }

    /// Their session ends, once a call that is up has ended.
    private mutating func remove(_ key: AgentKey, at now: Instant) {
        if choices[key] != nil { set(nil, choicesOf: key) }
        guard var session = agents[key] else { return }
        guard case .inCall = session.engagement else { return endSession(of: key, at: now) }
        // Whoever has the id by then is somebody else.
        session.leavesAfterCall = true
        set(session, for: key)
    }

    /// The workplace that an agent is moving to, or proves, may not be theirs any more: what calls it is called off.
    private mutating func dropUnapproved(of key: AgentKey, at now: Instant) {
        if let pending = agents[key]?.pendingWorkplace?.workplace,
            phoneSettings(of: key)?.mayUse(pending) == false
        {
            revertWorkplace(of: key, at: now)
        }
        guard let connection = agents[key]?.connection, !connection.isOpen,
            let attempt = connection.attempt,
            !mayBeCalled(at: attempt.proves ?? attempt.workplace, key),
            let step = try? connection.perform(.close(.closedByAdmin), at: now)
        else { return }
        take(step, for: key, at: now)
    }

    /// Those who are logged in and work under this entry.
    private func concerned(by change: DirectoryChange) -> [AgentKey] {
        switch change {
        case .tenant(let tenant, _): agents.keys.filter { $0.tenant == tenant }.sorted()
        case .group(let tenant, let group, _):
            agents.keys.filter {
                $0.tenant == tenant && directory.profile(of: $0)?.group == group
            }.sorted()
        case .agent(let key, _): agents[key] == nil ? [] : [key]
        }
    }

    /// Whether what is in force is not what administrators have set by now. What the agent chose waits for its own
    /// time (P4).
    private func isBehind(_ key: AgentKey) -> Bool {
        guard let session = agents[key], let settings = phoneSettings(of: key) else { return false }
        let mode = settings.connectionMode
        if mode.source != .own, mode.value != session.mode { return true }
        guard let attempt = session.connection.attempt, attempt.proves == nil else { return false }
        let autoAnswer = settings.autoAnswer
        if autoAnswer.source != .own, autoAnswer.value != session.connectsByItself { return true }
        return !mayStand(at: attempt.workplace, of: key)
    }

    /// Whether the agent could be connected there today: it is approved, or where they have chosen to be.
    private func mayStand(at place: Workplace, of key: AgentKey) -> Bool {
        let destinations = directory.destinations(of: key.tenant)
        let own = workplace(of: key).map { destinations.identity(of: $0) }
        let isTheirs =
            approved(place, of: key) != nil || own == destinations.identity(of: place)
        return isTheirs && mayBeCalled(at: place, key)
    }

    /// Whether the agent could choose to be called there.
    private func mayBeCalled(at place: Workplace, _ key: AgentKey) -> Bool {
        guard let settings = phoneSettings(of: key),
            let theirs = approved(place, of: key) ?? (settings.mayUse(place) ? place : nil)
        else { return false }
        return directory.destinations(of: key.tenant).fault(of: theirs) == nil
    }

    /// As an administrator wrote it, however it is written here.
    private func approved(_ place: Workplace, of key: AgentKey) -> Workplace? {
        let destinations = directory.destinations(of: key.tenant)
        let identity = destinations.identity(of: place)
        return phoneSettings(of: key)?.workplaces.first {
            destinations.identity(of: $0) == identity
        }
    }

    /// - Returns: false where a call is up, which is never cut by us, or a workplace is just being proven.
    private mutating func putInForce(of key: AgentKey, at now: Instant) -> Bool {
        guard var session = agents[key], let settings = phoneSettings(of: key) else { return true }
        if case .inCall = session.engagement { return false }
        if session.connection.attempt?.proves != nil { return false }
        let mode = settings.connectionMode.value
        if let attempt = session.connection.attempt {
            let mayStand = mayStand(at: attempt.workplace, of: key)
            if mode == .persistent, mayStand {
                session.connectsByItself = settings.autoAnswer.value
                set(session, for: key)
                return true
            }
            withdrawOffer(of: key, at: now)
            let reason: EndReason = mode == .onDemand ? .modeChanged : .workplaceChanged
            if let step = try? agents[key]?.connection.perform(.close(reason), at: now) {
                take(step, for: key, at: now)
                // It was not the agent's own doing (M4).
                if mode == .persistent { tell(.lostNotice(attempt.id, reason), to: key, at: now) }
            }
        } else {
            withdrawOffer(of: key, at: now)
        }
        takeMode(of: key, at: now)
        return true
    }
}
