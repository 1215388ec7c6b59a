/// Supervisors listen to calls, speak to the agents alone, or talk with both (O13g). The agent's leg stays where it
/// is, and no leg of the call moves for it.
extension ConnectionModel {
    /// Calls the supervisor's own phone.
    mutating func supervise(
        _ id: CallID, _ mode: SupervisionMode, from phone: Workplace,
        by supervisor: SupervisorID, at now: Instant
    ) throws(Refusal) -> Answer {
        var call = try connectedCall(id)
        guard call.supervision == nil else { throw .supervisionUnderWay }
        let place = try permitted(phone, beside: call.agent)
        let trunk = try freeTrunk(to: place, of: call.agent.tenant)
        let supervision = Supervision(
            SupervisionID(name(.supervision)), by: supervisor, leg: LegID(name(.leg)), at: place,
            trunk: trunk?.name, mode,
            ringSeconds: directory.callingOut(of: call.agent.tenant).ringSeconds, at: now)
        call.supervision = supervision
        set(call, for: id)
        trunks.callAtOnce(trunk, at: now)
        achieve([
            .dial(
                Dial(
                    leg: supervision.leg, purpose: .supervision, agent: call.agent,
                    workplace: place, trunk: trunk?.name, ringSeconds: supervision.ringSeconds,
                    callerID: shown(to: trunk, of: call)))
        ])
        tell(.supervision(.dialing, supervision, of: call), to: call.agent, at: now)
        return .supervising(supervision.id)
    }

    /// Where the supervisor's phone really is. An endpoint has to be one that an administrator approved for somebody of the
    /// tenant: what else there is in the PBX is other tenants' phones, and ways to anywhere.
    private func permitted(
        _ phone: Workplace, beside key: AgentKey
    ) throws(Refusal) -> Workplace {
        let destinations = directory.destinations(of: key.tenant)
        let place = try callable(phone.withPlainScheme, by: key.tenant)
        let members = directory.tenants[key.tenant]?.agents ?? [:]
        guard
            place.kind != .endpoint
                || members.values.contains(where: { $0.workplaces.contains(place) })
        else { throw .workplaceNotApproved }
        // Where the agent is to be called, and where they were when the connection was opened.
        let own = [workplace(of: key), agents[key]?.connection.attempt?.workplace]
        let identity = destinations.identity(of: place)
        if own.contains(where: { $0.map { destinations.identity(of: $0) } == identity }) {
            throw .ownPhone
        }
        guard user(of: place, as: key.tenant) == nil else { throw .workplaceInUse }
        return place
    }

    /// What the supervisor's phone shows: whose call it is, where no trunk wants a number of its own.
    private func shown(to trunk: Trunk?, of call: Call) -> String? {
        guard trunk == nil else {
            return directory.policy(of: call.agent.tenant)?.callerID ?? trunk?.callerID
        }
        let name = directory.profile(of: call.agent)?.name ?? ""
        return Caller(number: call.agent.agent.rawValue, name: name).presented
    }

    private func supervision(
        _ supervision: SupervisionID, of id: CallID
    ) throws(Refusal) -> Call {
        guard let call = calls[id] else { throw .callUnknown }
        guard call.supervision?.id == supervision else { throw .supervisionUnknown }
        return call
    }

    /// Lets a supervisor take part in another way. Asked for before their phone is answered, it is how they begin.
    mutating func changeSupervision(
        _ id: CallID, _ supervision: SupervisionID, to mode: SupervisionMode, at now: Instant
    ) throws(Refusal) -> Answer {
        var call = try self.supervision(supervision, of: id)
        _ = try connectedCall(id)
        guard call.supervision?.mode != mode else { return .done }
        call.supervision?.mode = mode
        call.supervision?.triesLeft = 3
        set(call, for: id)
        guard let changed = call.supervision else { return .done }
        switch changed.state {
        // How they will begin is told anew.
        case .dialing: tell(.supervision(.dialing, changed, of: call), to: call.agent, at: now)
        case .ringing: tell(.supervision(.ringing, changed, of: call), to: call.agent, at: now)
        case .connecting, .connected: bringSupervisor(to: call, at: now)
        }
        return .done
    }

    mutating func stopSupervision(
        _ id: CallID, _ supervision: SupervisionID, at now: Instant
    ) throws(Refusal) -> Answer {
        endSupervision(of: try self.supervision(supervision, of: id), .stopped, at: now)
        return .done
    }

    /// Brings the supervisor to where they take part as they want to: anew, whatever was asked for before.
    private mutating func bringSupervisor(to before: Call, at now: Instant) {
        guard isPhoneSystemSeen, before.state == .connected, var supervision = before.supervision
        else { return }
        var call = before
        // Where nothing can be named, for the store has failed since the start, nobody is brought anywhere.
        guard hasKeptNames else { return endSupervision(of: call, .failed, at: now) }
        // What is not gone when another one comes is still waited for, or somebody would be heard who should not.
        if let ear = supervision.ear { supervision.oldEars.append(ear) }
        for ear in supervision.oldEars where departures[ear] == nil {
            depart(ear, .stopListening, at: now)
        }
        (supervision.legIsIn, supervision.earIsIn, supervision.ear) = (nil, nil, nil)
        supervision.state = .connecting
        supervision.deadline = now.advanced(bySeconds: Call.connectSeconds)
        switch supervision.mode {
        case .barge: break
        case .monitor, .whisper:
            supervision.ear = LegID(name(.leg))
            supervision.bridge = supervision.bridge ?? BridgeID(name(.listening))
        }
        call.supervision = supervision
        set(call, for: call.id)
        if let place = call.supervisorsPlace { achieve([.supervise(place)]) }
        tell(.supervision(.connecting, supervision, of: call), to: call.agent, at: now)
    }

    /// Ends it: the supervisor's leg goes, and what they heard the call by.
    mutating func endSupervision(
        of before: Call, _ end: SupervisionEnd, legIsGone: Bool = false, at now: Instant
    ) {
        guard let supervision = before.supervision else { return }
        var call = before
        call.supervision = nil
        set(call, for: call.id)
        // The ear first: what the supervisor says should not be heard any more.
        if let ear = supervision.ear { depart(ear, .stopListening, at: now) }
        if !legIsGone { depart(supervision.leg, .hangUp, at: now) }
        if let bridge = supervision.bridge { achieve([.dissolve(bridge)]) }
        tell(.supervision(.ended(end), supervision, of: call), to: call.agent, at: now)
    }

    // MARK: What is seen of it

    /// The supervisor's phone was seen.
    mutating func supervisorSeen(_ sight: Connection.Sight, for id: CallID, at now: Instant) {
        guard var call = calls[id], var supervision = call.supervision else { return }
        let isCalled = supervision.state == .dialing || supervision.state == .ringing
        switch sight {
        case .ringing:
            guard supervision.state == .dialing else { return }
            supervision.state = .ringing
            call.supervision = supervision
            set(call, for: id)
            tell(.supervision(.ringing, supervision, of: call), to: call.agent, at: now)
        case .answered:
            guard isCalled else { return }
            call.supervision?.state = .connecting
            bringSupervisor(to: call, at: now)
        case .gone(let end):
            endSupervision(
                of: call, isCalled ? end.unreached() : end.whileTalking(), legIsGone: true,
                at: now)
        // Old news of the dial, once they have answered.
        case .dialFailed(.outcomeUnknown): if isCalled { achieve([.find(supervision.leg)]) }
        case .dialFailed(.refused(let end)):
            if isCalled { endSupervision(of: call, end.unreached(), at: now) }
        // Should it come later still, it is hung up.
        case .dialFailed(.notSent), .notFound:
            if isCalled { endSupervision(of: call, .failed, at: now) }
        case .missing(let restarted):
            let end: SupervisionEnd = isCalled ? .failed : .hungUp
            endSupervision(
                of: call, restarted ? .nodeRestarted : end, legIsGone: true, at: now)
        }
    }

    /// A leg that a supervisor has to do with is in a bridge.
    ///
    /// - Returns: whether that was all there is to it.
    mutating func supervisorSeen(_ leg: LegID, in bridge: BridgeID, at now: Instant) -> Bool {
        let id: CallID
        switch owner(of: leg) {
        case .supervisor(let call), .ear(let call): id = call
        case .agent, .offer, .call, .waiting, .phone, .agentLeg, .third, nil: return false
        }
        guard var call = calls[id], let place = call.supervisorsPlace else { return true }
        if leg == place.leg { call.supervision?.legIsIn = bridge == place.bridge }
        if leg == place.ear?.leg { call.supervision?.earIsIn = bridge == place.bridge }
        set(call, for: id)
        supervisorIsInPlace(id, at: now)
        return true
    }

    /// What a supervisor heard a call by is gone: as it should be, or it is made anew after a moment.
    mutating func earGone(_ leg: LegID, of id: CallID, at now: Instant) {
        guard var call = calls[id], var supervision = call.supervision else { return }
        if supervision.oldEars.contains(leg) {
            supervision.oldEars.removeAll { $0 == leg }
            call.supervision = supervision
            set(call, for: id)
            return supervisorIsInPlace(id, at: now)
        }
        (supervision.ear, supervision.earIsIn, supervision.inForce) = (nil, nil, nil)
        supervision.state = .connecting
        supervision.deadline = now.advanced(bySeconds: Self.earPauseSeconds)
        call.supervision = supervision
        set(call, for: id)
        tell(.supervision(.connecting, supervision, of: call), to: call.agent, at: now)
    }

    /// How long nobody makes another ear for one that was lost.
    private static let earPauseSeconds = 1

    private mutating func supervisorIsInPlace(_ id: CallID, at now: Instant) {
        guard var call = calls[id], var supervision = call.supervision,
            supervision.state == .connecting, supervision.isInPlace
        else { return }
        let before = supervision.inForce
        supervision.state = .connected
        supervision.deadline = nil
        supervision.inForce = supervision.mode
        supervision.triesLeft = 3
        // Who was with the others may have been left with the ringing of somebody whom the agent calls.
        if supervision.mode != .barge, call.isCallingSomebody || call.mayRing == true {
            achieve([.stopRinging(supervision.leg)])
        }
        // Nobody listens there any more.
        if supervision.mode == .barge, let old = supervision.bridge {
            supervision.bridge = nil
            achieve([.dissolve(old)])
        }
        call.supervision = supervision
        set(call, for: id)
        guard before != supervision.mode else { return }
        tell(
            .supervision(before == nil ? .started : .changed, supervision, of: call),
            to: call.agent, at: now)
    }

    /// The supervisor could not be brought where they should be. It is tried again; then they are hung up, for nobody
    /// is to believe that they hear a call which they do not hear.
    mutating func supervisionFailed(_ id: CallID, at now: Instant) {
        guard isPhoneSystemSeen, var call = calls[id], var supervision = call.supervision,
            supervision.state == .connecting || supervision.state == .connected
        else { return }
        guard supervision.triesLeft > 0 else {
            return endSupervision(of: call, .failed, at: now)
        }
        supervision.triesLeft -= 1
        supervision.inForce = nil
        call.supervision = supervision
        bringSupervisor(to: call, at: now)
    }

    /// Nobody answered, or they were not said to be in place in time.
    mutating func supervisionDue(_ id: CallID, at now: Instant) {
        guard isPhoneSystemSeen, let call = calls[id], let supervision = call.supervision,
            let deadline = supervision.deadline, deadline <= now
        else { return }
        switch supervision.state {
        case .dialing, .ringing: endSupervision(of: call, .noAnswer, at: now)
        case .connecting, .connected: supervisionFailed(id, at: now)
        }
    }

    // MARK: After the PBX was out of sight

    /// What a survey says of a supervisor.
    mutating func compareSupervision(
        _ id: CallID, _ legs: [LegID: Survey.Leg], _ restarted: Bool, at now: Instant
    ) {
        guard var call = calls[id], call.state == .connected, var supervision = call.supervision
        else { return }
        supervision.oldEars.removeAll { legs[$0] == nil }
        // Its deadline may have passed out of sight.
        if let deadline = supervision.deadline {
            let seconds =
                supervision.state == .connecting
                ? Call.connectSeconds : supervision.longestRingSeconds
            supervision.deadline = max(deadline, now.advanced(bySeconds: seconds))
        }
        call.supervision = supervision
        set(call, for: id)
        guard let leg = legs[supervision.leg] else {
            // Before it rings, the request for it may be on its way still.
            if supervision.state == .dialing, !restarted {
                return achieve([.find(supervision.leg)])
            }
            return supervisorSeen(.missing(restarted: restarted), for: id, at: now)
        }
        switch supervision.state {
        case .dialing, .ringing:
            if leg.isUp {
                supervisorSeen(.answered, for: id, at: now)
            } else if leg.isRinging {
                supervisorSeen(.ringing, for: id, at: now)
            }
        case .connecting, .connected:
            guard let place = call.supervisorsPlace, leg.bridge == place.bridge,
                place.ear.map({ legs[$0.leg]?.bridge == place.bridge }) ?? true
            else {
                call.supervision?.inForce = nil
                return bringSupervisor(to: call, at: now)
            }
            // A third party may have been called, and given up, meanwhile.
            if place.ear == nil, !call.isCallingSomebody { achieve([.stopRinging(place.leg)]) }
            (supervision.legIsIn, supervision.earIsIn) = (true, place.ear == nil ? nil : true)
            call.supervision = supervision
            set(call, for: id)
            supervisorIsInPlace(id, at: now)
        }
    }
}

extension Call {
    /// Where the supervisor is to be; nil where there is none, or it was not asked for.
    var supervisorsPlace: SupervisionPlace? {
        guard let supervision else { return nil }
        switch (supervision.state, supervision.mode) {
        case (.dialing, _), (.ringing, _): return nil
        case (_, .barge):
            return SupervisionPlace(leg: supervision.leg, ear: nil, bridge: talkingBridge)
        case (_, .monitor), (_, .whisper):
            guard let ear = supervision.ear, let bridge = supervision.bridge else { return nil }
            return SupervisionPlace(
                leg: supervision.leg,
                ear: SupervisionPlace.Ear(
                    leg: ear, agentLeg: agentLeg, speaks: supervision.mode == .whisper),
                bridge: bridge)
        }
    }

    /// By which the supervisor is, or will be, called.
    var supervisorsTrunk: String? { supervision?.trunk }
}
