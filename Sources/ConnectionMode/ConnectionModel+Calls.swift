extension Call {
    /// How long the PBX may take to bring two legs together; it takes some milliseconds.
    static let connectSeconds = 10

    /// How long the PBX may take before something is seen to follow on this state.
    ///
    /// - Parameter seconds: how long the agent's own phone rings, where it is called first.
    func longestWait(agentRings seconds: Int) -> Int {
        let ringing =
            switch state {
            case .callingAgent: seconds
            case .dialing, .ringing: dialed?.ringSeconds ?? 0
            case .connecting, .connected, .ended: 0
            }
        return ringing + Call.connectSeconds
    }

    /// The wait for what follows on this state begins.
    mutating func wait(agentRings seconds: Int = 0, from now: Instant) {
        connectDeadline = now.advanced(bySeconds: longestWait(agentRings: seconds))
    }

    /// Whether the customer is in our hands through this call.
    public var holdsCustomer: Bool {
        state != .ended || keepsCustomerUntil != nil || handOver != nil
    }

    /// The customer as they wait after the agent was lost: answered by then.
    var kept: CustomerLeg {
        CustomerLeg(leg: customer.leg, kind: customer.kind, isAnswered: true)
    }

    /// Whether a customer who has lost the agent can go on anywhere (O10).
    var customerHasWayOn: Bool {
        switch customer.kind {
        case .own, .half: true
        case .dialed(lostContext: nil): false
        case .dialed: state == .connected || state == .connecting
        }
    }

    /// The place in which the customer waited, to be given up: who was called waited in none, if not on hold.
    var waitingPlaces: [Effect] {
        dialed == nil || hold != nil ? [.dissolve(waitingBridge)] : []
    }

    /// What the PBX's record of the customer's call is told (C8).
    var mark: Effect { .markRecord(customer, of: agent, id) }

    var deadline: Instant? {
        switch state {
        case .callingAgent, .dialing, .ringing, .connecting: connectDeadline
        case .connected:
            [third?.deadline, supervision?.deadline].compactMap(\.self).min()
        case .ended where handOver != nil: handOver?.deadline
        case .ended:
            keepsCustomerUntil ?? endedAt?.advanced(bySeconds: ConnectionModel.historySeconds)
        }
    }
}

extension ConnectionModel {
    /// The agent clicks Hang up: the customer's leg ends, the agent's stays (O9).
    mutating func hangUp(_ id: CallID, at now: Instant) throws(Refusal) -> Answer {
        guard let call = calls[id] else { throw .callUnknown }
        if call.handOver != nil {
            handOverEnds(call, leaving: .neither(.agentHungUp), at: now)
            return .done
        }
        guard call.state != .ended else { throw .callIsOver }
        end(call, as: .agentHungUp, at: now)
        endCustomersLeg(of: call, at: now)
        return .done
    }

    /// The customer's call ends, if they have been called by then.
    private mutating func endCustomersLeg(of call: Call, at now: Instant) {
        guard call.state != .callingAgent else { return }
        depart(call.customer.leg, .release(call.customer, .agentHungUp), at: now)
    }

    /// The PBX says that a leg is in a bridge. "Connected" is said when both are (C6).
    mutating func entered(_ leg: LegID, _ bridge: BridgeID, at now: Instant) {
        agentSeen(leg, in: bridge, at: now)
        if supervisorSeen(leg, in: bridge, at: now) { return }
        guard let id = callOf(leg) ?? callUnseen(leg, bridge, at: now) else {
            return returnHome(leg, from: bridge)
        }
        if thirdPartySeen(leg, in: bridge, id, at: now) { return }
        if holdSeen(leg, bridge, id, at: now) { return proceed(id, at: now) }
        guard var call = calls[id], call.state == .connecting || call.isCalling,
            call.talkingBridge == bridge
        else { return }
        if leg == call.agentLeg { call.agentIsIn = true }
        if leg == call.customer.leg { call.customerIsIn = true }
        set(call, for: id)
        // Whoever is called is there before they answer.
        if call.state == .connecting, call.agentIsIn, call.customerIsIn { join(call, at: now) }
    }

    mutating func join(_ joined: Call, at now: Instant) {
        var call = joined
        call.state = .connected
        call.connectedAt = now
        call.connectDeadline = nil
        set(call, for: call.id)
        if var offer = call.offer.flatMap({ offers[$0] }), offer.state == .accepted {
            offer.state = .connected
            offer.endedAt = now
            set(offer, for: offer.id)
        }
        achieve(call.waitingPlaces)
        if call.customer.kind == .own { achieve([call.mark]) }
        tell(.callConnected(call), to: call.agent, at: now)
        recordIfAlways(call.id, at: now)
    }

    /// Only an Accept brings anybody there: the service was killed before it was stored, and the survey
    /// after the start came before its effect.
    private mutating func callUnseen(
        _ leg: LegID, _ bridge: BridgeID, at now: Instant
    ) -> CallID? {
        let id: OfferID
        switch owner(of: leg) {
        case .offer(let pending): id = pending
        case .agent(let key):
            guard case .offered(let pending)? = agents[key]?.engagement else { return nil }
            id = pending
        case .phone(let pending): id = pending
        case .call, .agentLeg, .third, .supervisor, .ear, .waiting, nil: return nil
        }
        guard let offer = offers[id], offer.customerWaits, offer.talkingBridge == bridge,
            case .accepted(let call)? = try? accept(
                id, answeredOn: offer.phone?.leg, areTogether: true, at: now)
        else { return nil }
        return call
    }

    /// A move took effect long after, when its call was over: the agent's leg goes back to silence.
    private mutating func returnHome(_ leg: LegID, from bridge: BridgeID) {
        guard calls[CallID(name(.call, after: bridge))]?.state == .ended, isPhoneSystemSeen,
            case .agent(let key) = owner(of: leg), let session = agents[key],
            session.engagement == .free, case .open(let open) = session.connection
        else { return }
        achieve([.park(leg, home: open.attempt.home)])
    }

    func callOf(_ leg: LegID) -> CallID? {
        switch owner(of: leg) {
        case .call(let id), .agentLeg(let id), .third(let id): return id
        case .agent(let key):
            guard case .inCall(let id)? = agents[key]?.engagement else { return nil }
            return id
        case .offer, .phone, .waiting, .supervisor, .ear, nil: return nil
        }
    }

    /// The customer is gone: the agent's leg goes back to silence (O9).
    mutating func customerLeft(
        _ call: Call, at now: Instant, restarted: Bool = false, parksAgent: Bool = true
    ) {
        var call = call
        if call.handOver != nil { return handOverEnds(call, leaving: .customer, at: now) }
        if call.state == .connected, !restarted, takeOver(call, at: now) { return }
        if call.state == .ended {
            // Heard music after the agent was lost, and is gone now.
            call.keepsCustomerUntil = nil
            set(call, for: call.id)
            achieve([.dissolve(call.waitingBridge)])
            return
        }
        let left: CallEnd = call.state == .connected ? .customerHungUp : .neverConnected
        end(call, as: restarted ? .nodeRestarted : left, parksAgent: parksAgent, at: now)
    }

    /// The PBX could not bring the two together: the customer goes back to the dialplan.
    mutating func connectFailed(_ call: Call, at now: Instant) {
        if call.handOver != nil { return handOverFailed(call, at: now) }
        if call.third != nil { return audienceFailed(call, at: now) }
        if call.state == .connected { return resumeFailed(call) }
        guard call.state == .connecting else { return }
        end(call, as: .failed, at: now)
        depart(call.customer.leg, .release(call.customer, .failed), at: now)
    }

    /// The agent's leg is gone: whoever was offered or talking is looked after (O10).
    mutating func agentLegLost(_ key: AgentKey, _ reason: EndReason, at now: Instant) {
        switch agents[key]?.engagement {
        case .offered(let id):
            if let offer = offers[id] { end(offer, as: .failed, releasing: .failed, at: now) }
        case .inCall(let id):
            if let call = calls[id] { agentLost(call, reason, legIsGone: true, at: now) }
        case .free, nil: break
        }
    }

    /// - Parameter legIsGone: whether the agent's leg is gone already; one that was made for the call ends otherwise.
    mutating func agentLost(
        _ call: Call, _ reason: EndReason, legIsGone: Bool, at now: Instant
    ) {
        // Then nobody is left to be looked after.
        guard reason != .nodeRestarted else {
            return end(call, as: .nodeRestarted, legIsGone: legIsGone, at: now)
        }
        // The two others go on without the agent.
        if call.third?.isJoined == true {
            let isHangUp = call.isOnDemand && reason == .phoneHungUp
            return handOver(
                call, as: isHangUp ? .agentHungUp : .agentLost, legIsGone: legIsGone, at: now)
        }
        let policy = directory.policy(of: call.agent.tenant) ?? Policy()
        let isHangUp = call.isOnDemand && reason == .phoneHungUp
        let keeps =
            !isHangUp && call.customerHasWayOn
            && (reason != .phoneHungUp || policy.customerAfterHangUp == .keep)
        end(call, as: isHangUp ? .agentHungUp : .agentLost, legIsGone: legIsGone, at: now)
        guard keeps else { return endCustomersLeg(of: call, at: now) }
        guard !call.customer.isHalf, hasKeptNames, let ended = calls[call.id] else {
            // The dialplan of the other half has its own music and its own way on; and where no bridge can
            // be named, for the store has failed since the start, nobody waits in one.
            depart(call.customer.leg, .release(call.customer, .agentLost), at: now)
            return
        }
        keepCustomer(of: ended, by: policy, at: now)
    }

    /// Ends a call for its agent, whose leg goes back to silence if it stands; on demand it ends, too.
    mutating func end(
        _ call: Call, as end: CallEnd, parksAgent: Bool = true, legIsGone: Bool = false,
        at now: Instant
    ) {
        let restarted = end == .nodeRestarted
        endSupervision(of: call, restarted ? .nodeRestarted : .callEnded, at: now)
        var ended = call
        ended.supervision = nil
        ended.state = .ended
        ended.end = end
        ended.endedAt = now
        ended.connectDeadline = nil
        ended.hold = nil
        ended.setHeld(false, at: now)
        if let third = call.third, call.handOver == nil {
            ended.third = nil
            set(ended, for: call.id)
            leave(third, of: ended, end == .agentHungUp ? .dismissed : .callEnded, at: now)
        }
        set(ended, for: call.id)
        record(.call(CallRecord(ended, call.offer.flatMap { offers[$0] }, at: now)))
        if var offer = call.offer.flatMap({ offers[$0] }), offer.state == .accepted {
            offer.state = end == .neverConnected ? .canceled : .failed
            offer.endedAt = now
            set(offer, for: offer.id)
        }
        if var session = agents[call.agent], session.engagement == .inCall(call.id) {
            session.engagement = .free
            heard(of: call.agent, at: now)
            set(session, for: call.agent)
            if session.mayBeMuted, let leg = session.connection.openLeg {
                achieve([.mute(leg, false)])
            }
            // Out of sight, the survey finds it elsewhere and sees to it.
            if parksAgent, isPhoneSystemSeen, case .open(let open) = session.connection {
                // In this order: a leg that is not at home is seen to be elsewhere, also after a kill in between.
                if call.leavesRinging { achieve([.stopRinging(open.attempt.leg)]) }
                achieve([.park(open.attempt.leg, home: open.attempt.home)])
                // As long as the two are together, the customer's phone may begin to ring.
                if call.leavesRinging, end == .agentHungUp {
                    achieve([.stopRinging(open.attempt.leg)])
                }
            }
        }
        if call.isOnDemand, !legIsGone { depart(call.agentLeg, .hangUp, at: now) }
        if call.handOver == nil { achieve([.dissolve(call.talkingBridge)]) }
        achieve(call.waitingPlaces)
        tell(.callEnded(ended), to: call.agent, at: now)
        beginWrapUp(after: ended, at: now)
    }

    /// A call's time has come: to connect, to give the kept customer back, or to be forgotten.
    mutating func callDue(_ call: Call, at now: Instant) {
        switch call.state {
        // Without the link nobody sees how it stands; the survey tells.
        case .callingAgent: if isPhoneSystemSeen { end(call, as: .agentNotReached, at: now) }
        case .dialing, .ringing: if isPhoneSystemSeen { notReached(call, .noAnswer, at: now) }
        case .connecting:
            guard isPhoneSystemSeen else { return }
            let latest = call.createdAt.advanced(bySeconds: 2 * Call.connectSeconds)
            guard call.agentIsIn || call.customerIsIn, now < latest else {
                return connectFailed(call, at: now)
            }
            // One of the two is there, and the word of the other may be on its way.
            var call = call
            call.connectDeadline = now.advanced(bySeconds: 2)
            set(call, for: call.id)
        case .connected:
            thirdPartyDue(call, at: now)
            supervisionDue(call.id, at: now)
        case .ended where call.handOver != nil: handOverDue(call, at: now)
        case .ended:
            guard call.keepsCustomerUntil != nil else {
                set(nil, for: call.id)
                return
            }
            var call = call
            call.keepsCustomerUntil = nil
            set(call, for: call.id)
            depart(call.customer.leg, .release(call.customer, .agentLost), at: now)
            achieve([.dissolve(call.waitingBridge)])
        }
    }
}
