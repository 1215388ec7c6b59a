extension ConnectionModel {
    /// Does what a person asks for, or refuses and changes nothing.
    ///
    /// - Parameters:
    ///   - command: what is asked for.
    ///   - now: the time, never earlier than that of the input before.
    ///   - chance: 128 fresh random bits, which the PIN of a new attempt comes from.
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
        case .logIn(let key, let resuming, let takingOver):
            try logIn(key, resuming: resuming, takingOver: takingOver, at: now)
        case .logOut(let key, let time): try logOut(key, time, at: now)
        case .setStatus(let key, let status, let reason):
            try setStatus(of: key, to: status, reason: reason, at: now, chance: chance)
        case .openConnection(let key): try openConnection(of: key, at: now, chance: chance)
        case .closeConnection(let key, let closer):
            try closeConnection(of: key, by: closer, at: now)
        case .confirmPIN(let key, let attempt, let verdict):
            try confirm(attempt, verdict, of: key, at: now)
        case .changeSettings(let key, let change):
            try changeSettings(of: key, change, at: now, chance: chance)
        case .validateWorkplace(let key, let place):
            try validateWorkplace(of: key, place, at: now, chance: chance)
        case .liftPINLock(let key): try liftPINLock(of: key, at: now)
        case .accept(let id): try accept(id, at: now)
        case .reject(let id): try reject(id, at: now)
        case .placeCall(let key, let order): try placeCall(key, order, at: now)
        case .offerCall(let key, let order): try offerCall(key, order, at: now)
        case .offerCustomer(let id, let key, let order):
            try offerCustomer(id, to: key, order, at: now)
        case .releaseCustomer(let id, let tenant):
            try releaseCustomer(id, of: tenant, at: now)
        case .hangUp(let id): try hangUp(id, at: now)
        case .hold(let id): try hold(id)
        case .resume(let id): try resume(id)
        case .mute(let id, let mutes): try mute(id, mutes)
        case .sendDigits(let id, let digits): try sendDigits(id, digits)
        case .transfer(let id, let target): try transfer(id, to: target, at: now)
        case .consult(let id, let target, let joins):
            try consult(id, target, joins: joins, at: now)
        case .direct(let id, let participant, let wish):
            try direct(id, participant, wish, at: now)
        case .supervise(let id, let mode, let phone, let supervisor):
            try supervise(id, mode, from: phone, by: supervisor, at: now)
        case .changeSupervision(let id, let supervision, let mode):
            try changeSupervision(id, supervision, to: mode, at: now)
        case .stopSupervision(let id, let supervision):
            try stopSupervision(id, supervision, at: now)
        case .startRecording(let id): try startRecording(id, at: now)
        case .pauseRecording(let id, let recording, let pauses):
            try pauseRecording(id, recording, pauses)
        case .stopRecording(let id, let recording): try stopRecording(id, recording, at: now)
        case .completeWrapUp(let key): try completeWrapUp(of: key, at: now)
        case .administer(let change, let applyNow):
            try administer(change, applyNow: applyNow, at: now)
        }
    }

    func session(of key: AgentKey) throws(Refusal) -> AgentSession {
        guard directory.profile(of: key) != nil else { throw .agentUnknown }
        guard let session = agents[key] else { throw .notLoggedIn }
        return session
    }

    private mutating func logIn(
        _ key: AgentKey, resuming: SessionID?, takingOver: Bool, at now: Instant
    ) throws(Refusal) -> Answer {
        guard directory.profile(of: key) != nil else { throw .agentUnknown }
        if let running = agents[key] {
            if resuming == running.id { return .loggedIn(running.id, isNew: false) }
            guard takingOver else { throw .alreadyLoggedIn }
            if case .inCall = running.engagement { throw .inCall }
            endSession(of: key, because: .takenOver, at: now)
        }
        let id = SessionID(name(.session))
        let nothing = StatusView(status: .loggedOut, requested: nil, reason: .loggedOut, since: now)
        set(AgentSession(key: key, id: id, loggedInAt: now, shown: nothing), for: key)
        takeMode(of: key, at: now)
        heard(of: key, at: now)
        lookLater(after: key, at: now)
        return .loggedIn(id, isNew: true)
    }

    private mutating func logOut(
        _ key: AgentKey, _ time: LogOutTime, at now: Instant
    ) throws(Refusal) -> Answer {
        var session = try session(of: key)
        if case .inCall = session.engagement {
            switch time {
            case .ifFree: throw .inCall
            case .now: break
            case .afterCall:
                session.leavesAfterCall = true
                set(session, for: key)
                return .done
            }
        }
        endSession(of: key, at: now)
        return .done
    }

    /// Ends a session with all that hangs on it. A call that is up stays with its customer's side.
    mutating func endSession(
        of key: AgentKey, because reason: StatusReason = .loggedOut, at now: Instant
    ) {
        withdrawOffer(of: key, at: now)
        guard let session = agents[key] else { return }
        if case .inCall(let id) = session.engagement, let call = calls[id], call.isOnDemand {
            // Nothing is to be done after it.
            var leaving = session
            leaving.leavesAfterCall = true
            set(leaving, for: key)
            agentLost(call, .loggedOut, legIsGone: false, at: now)
        }
        if let step = try? session.connection.perform(.close(.loggedOut), at: now) {
            take(step, for: key, at: now)
        }
        revertWorkplace(of: key, at: now)
        endWrapUp(of: key, at: now)
        set(nil, for: key)
        let gone = StatusView(status: .loggedOut, requested: nil, reason: reason, since: now)
        tell(.statusChanged(gone), to: key, at: now)
    }

    private mutating func setStatus(
        of key: AgentKey, to status: RequestedStatus, reason: String?, at now: Instant,
        chance: Nonce
    ) throws(Refusal) -> Answer {
        var session = try session(of: key)
        let reasons = directory.tenants[key.tenant]?.breakReasons ?? []
        if status == .onBreak, let reason, !reasons.isEmpty, !reasons.contains(reason) {
            throw .breakReasonUnknown
        }
        if status == .available {
            if let attempt = session.connection.attempt, attempt.proves != nil {
                throw .attemptUnderWay(attempt.id)
            }
            takeMode(of: key, at: now)
            session = agents[key] ?? session
            switch session.mode {
            case .persistent: try requirePersistentMode(of: key)
            case .onDemand: _ = try phoneOnDemand(of: key)
            }
        } else {
            // A pending offer goes back uncounted: the agent did not miss it (S10).
            withdrawOffer(of: key, at: now)
            session = agents[key] ?? session
        }
        // Who asks for a status has done what there was to do.
        endWrapUp(of: key, at: now)
        session.wrapUp = nil
        session.requested = status
        // Who asks for a status means to stay.
        session.leavesAfterCall = false
        session.requestReason = .agent(reason)
        if status == .available { session.missedOffers = 0 }
        set(session, for: key)
        if status != .available { return renewAtBreak(of: key, at: now, chance: chance) }
        guard session.mode == .persistent, case .closed = session.connection else { return .done }
        return try openConnection(of: key, at: now, chance: chance)
    }

    func requirePersistentMode(of key: AgentKey) throws(Refusal) {
        guard let settings = phoneSettings(of: key) else { throw .agentUnknown }
        guard settings.persistentEnabled.value else { throw .persistentNotEnabled }
        guard settings.connectionMode.value == .persistent else { throw .modeIsOnDemand }
    }

    /// - Parameter isAskedFor: whether a person asks; only such dials are counted (V9).
    @discardableResult
    mutating func openConnection(
        of key: AgentKey, isAskedFor: Bool = true, at now: Instant, chance: Nonce
    ) throws(Refusal) -> Answer {
        let session = try session(of: key)
        if session.isExpiring { return try renew(key, at: now, chance: chance) }
        if session.connection.attempt == nil {
            try requirePersistentMode(of: key)
            takeMode(of: key, at: now)
        }
        guard let wanted = workplace(of: key) else { throw .agentUnknown }
        return try call(key, at: wanted, isAskedFor: isAskedFor, at: now, chance: chance)
    }

    /// Places the validation call.
    ///
    /// - Parameters:
    ///   - proves: whether it only proves the workplace.
    ///   - old: the open leg that it takes the place of (C5).
    mutating func call(
        _ key: AgentKey, at wanted: Workplace, proves: Bool = false, renewing old: Attempt? = nil,
        isAskedFor: Bool = true, at now: Instant, chance: Nonce
    ) throws(Refusal) -> Answer {
        let connection = try session(of: key).connection
        guard let profile = directory.profile(of: key),
            let policy = directory.policy(of: key.tenant)
        else { throw .agentUnknown }
        var limits = limits[key] ?? AgentLimits(of: key)
        let place = Result { () throws(DestinationFault) in
            try directory.destinations(of: key.tenant).resolve(wanted, for: .workplace)
        }
        let called = (try? place.get()) ?? wanted
        let trunk = trunks.trunk(to: called, of: key.tenant)
        let attempt = Attempt(
            id: AttemptID(name(.attempt)), agent: key, leg: LegID(name(.leg)),
            home: BridgeID(name(.home)), nonce: chance,
            workplace: called, proves: proves ? wanted : nil,
            startedAt: now, policy: policy, language: profile.language, trunk: trunk,
            renews: old != nil,
            digits: wrongPINs.pinDigits(forAgents: directory.agentCount, at: now),
            tries: min(policy.pinTries, limits.wrongPINsLeft(at: now)))
        var step = old == nil ? try connection.perform(.open(attempt), at: now) : nil
        guard isPhoneSystemSeen else { throw .phoneSystemAway }
        guard limits.lockedAt == nil else { throw .pinLocked }
        if case .failure(let fault) = place { throw .destinationNotAllowed(fault) }
        if let user = user(of: wanted, as: key.tenant), user != key { throw .workplaceInUse }
        if let trunk, trunks.isFull(trunk), old?.trunk != trunk.name { throw .trunkFull }
        if isAskedFor {
            if let next = limits.nextDial(atMost: policy.dialsInTenMinutes, at: now) {
                throw .dialRateLimited(until: next)
            }
            limits.countDial(at: now)
            set(limits, for: key)
        }
        if var session = agents[key] {
            session.connectsByItself = phoneSettings(of: key)?.autoAnswer.value ?? false
            set(session, for: key)
            consoleSeen(of: key, at: now)
        }
        let turn = trunks.turn(trunk, at: now)
        if let old {
            step = renewing(old, by: attempt, at: turn, now)
        } else if let turn {
            step = .go(
                .waiting(Waiting(attempt: attempt, dialsAt: turn)), answer: .dialing(attempt.id))
        }
        return step.map { take($0, for: key, at: now) } ?? .done
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

    private mutating func confirm(
        _ attempt: AttemptID, _ verdict: PINVerdict, of key: AgentKey, at now: Instant
    ) throws(Refusal) -> Answer {
        let connection = try session(of: key).connection
        let proven = connection.attempt?.proves
        let step = try connection.perform(.confirm(attempt, verdict), at: now)
        let answer = take(step, for: key, at: now)
        var limits = limits[key] ?? AgentLimits(of: key)
        switch verdict {
        case .right:
            limits.connectionOpened()
            set(limits, for: key)
            workplaceValidated(of: key, proven, at: now)
        case .wrong:
            let isLocked = limits.countWrongPIN(at: now)
            set(limits, for: key)
            if isLocked { tell(.connectionPINLocked, to: key, at: now) }
            watchWrongPINs(at: now)
        }
        return answer
    }

    private mutating func liftPINLock(
        of key: AgentKey, at now: Instant
    ) throws(Refusal) -> Answer {
        guard directory.profile(of: key) != nil else { throw .agentUnknown }
        guard var limits = limits[key] else { return .done }
        if limits.lockedAt != nil { tell(.connectionPINUnlocked, to: key, at: now) }
        limits.lift()
        set(limits, for: key)
        return .done
    }

    /// Counts a wrong PIN for the whole deployment. When the number is reached, calls under way whose
    /// PIN is still short are called off, for they would be guessed at beyond it (V11).
    private mutating func watchWrongPINs(at now: Instant) {
        let agentCount = directory.agentCount
        let before = wrongPINs.pinDigits(forAgents: agentCount, at: now)
        var watch = wrongPINs
        watch.countWrongPIN(at: now)
        set(watch)
        let digits = watch.pinDigits(forAgents: agentCount, at: now)
        guard digits > before else { return }
        raise(.manyWrongPINs(count: watch.count(at: now)))
        for key in agents.keys.sorted() {
            guard let connection = agents[key]?.connection, !connection.isOpen,
                let attempt = connection.attempt, attempt.pinDigits < digits,
                let step = try? connection.perform(.close(.canceled), at: now)
            else { continue }
            take(step, for: key, at: now)
            if attempt.proves == nil { tell(.lostNotice(attempt.id, .canceled), to: key, at: now) }
        }
    }

    /// Puts a step of a connection into effect. What the agent was doing over a leg that is gone
    /// ends with it.
    @discardableResult
    mutating func take(_ step: Step, for key: AgentKey, at now: Instant) -> Answer {
        guard var session = agents[key] else { return step.answer }
        let wasOpen = session.connection.isOpen
        let wasProof = session.connection.attempt?.proves != nil
        session.connection = step.next
        set(session, for: key)
        if let leg = step.doomed { depart(leg, .hangUp, at: now) }
        achieve(step.effects)
        for content in step.tell { tell(content, to: key, at: now) }
        if case .closed(let closed) = step.next {
            let reason = closed.endReason ?? .unknown
            if wasOpen {
                endWrapUp(of: key, at: now)
                agentLegLost(key, reason, at: now)
            } else if !wasProof {
                validationFailed(of: key, reason, at: now)
            }
            // An administrator's change waited for the connection's end (P8).
            takeMode(of: key, if: .onDemand, at: now)
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

    /// Tells every status that has changed since `start`: people, and the PBX's queues.
    mutating func settle(since start: Mark, at now: Instant) {
        for (key, before) in agentsTouched(since: start) {
            settle(key, at: now)
            followLife(of: key, at: now)
            guard QueueStanding(agents[key]) != QueueStanding(before) else { continue }
            achieve([.standing(key, standing(of: key))])
        }
        account(since: start, at: now)
        forgetOldest(since: start)
        alignRecordings(since: start, at: now)
    }

    mutating func settle(_ key: AgentKey, at now: Instant) {
        guard var session = agents[key] else { return }
        // Also of an agent who was taken out of the directory during a call. After a start, the survey is
        // waited for: the store may not know of the call.
        let isRemoved = isPhoneSystemSeen && directory.profile(of: key) == nil
        let leaves = session.leavesAfterCall || isRemoved
        if leaves, session.engagement == .free {
            endSession(of: key, at: now)
            return
        }
        let (status, reason) = session.status
        let view = StatusView(
            status: status, requested: session.requested, reason: reason,
            since: session.shown.status == status && session.shown.reason == reason
                ? session.shown.since : now,
            until: status == .wrappingUp ? session.wrapUp?.until : nil,
            leavesAfterCall: session.leavesAfterCall)
        guard view != session.shown else { return }
        session.shown = view
        set(session, for: key)
        tell(.statusChanged(view), to: key, at: now)
    }
}
