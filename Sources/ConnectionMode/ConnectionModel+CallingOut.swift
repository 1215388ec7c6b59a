extension DialedParty {
    /// As the agent's own phone is to show them.
    var presented: String? { Caller(number: destination.address, name: "").presented }
}

extension Call {
    /// Whether the customer is being called and has not answered.
    var isCalling: Bool { state == .dialing || state == .ringing }

    /// Whether somebody is being called by it who has not answered.
    var isCallingSomebody: Bool {
        isCalling || third?.state == .dialing || third?.state == .ringing
    }

    /// Whether the agent may have been left with the ringing in their ear.
    var leavesRinging: Bool { (dialed != nil && connectedAt == nil) || mayRing ?? false }
}

/// Calls that agents place: over the open connection the customer is called at once (O7), on demand the agent's
/// own phone is called first (O8).
extension ConnectionModel {
    mutating func placeCall(
        _ key: AgentKey, _ order: CallOrder, at now: Instant
    ) throws(Refusal) -> Answer {
        var session = try session(of: key)
        switch session.engagement {
        case .free: break
        case .offered: throw .offerPending
        case .inCall: throw .inCall
        }
        // The agent's phone is being called to prove a workplace.
        if let attempt = session.connection.attempt, attempt.proves != nil {
            throw .attemptUnderWay(attempt.id)
        }
        let party = try party(for: order, of: key)
        let place = try place(for: session)
        if session.connection.isOpen { _ = try healthyLeg(of: session) }
        guard isPhoneSystemSeen else { throw .phoneSystemAway }
        endWrapUp(of: key, at: now)
        session.wrapUp = nil
        let talkingBridge = BridgeID(name(.talking))
        let policy = directory.policy(of: key.tenant) ?? Policy()
        let ownPhone: Workplace? = if case .phone(let workplace) = place { workplace } else { nil }
        let call = Call(
            to: party,
            OfferDetails(
                caller: Caller(shown: party.callerID), dialedNumber: party.destination.address),
            id: CallID(name(.call, after: talkingBridge)), agent: key,
            agentLeg: session.connection.openLeg ?? LegID(name(.leg)),
            ringingAgentFor: ownPhone == nil ? nil : policy.offerSeconds,
            by: ownPhone.flatMap { trunks.trunk(to: $0, of: key.tenant)?.name },
            customer: customerToCall(of: key.tenant),
            waitingBridge: BridgeID(name(.waiting, after: talkingBridge)),
            talkingBridge: talkingBridge, at: now)
        set(call, for: call.id)
        session.engagement = .inCall(call.id)
        set(session, for: key)
        tell(.callCreated(call), to: key, at: now)
        if let ownPhone {
            ring(
                call.agentLeg, of: key, at: ownPhone, seconds: policy.offerSeconds,
                answeringByItself: answersByItself(session),
                showing: party.presented, at: now)
        } else {
            dialOut(call, at: now)
        }
        return .calling(call.id)
    }

    /// Whom the order really leads to, as the tenant's policy lets it.
    func party(
        for order: CallOrder, of key: AgentKey
    ) throws(Refusal) -> DialedParty {
        let destinations = directory.destinations(of: key.tenant)
        let destination = try callable(order.destination, by: key.tenant)
        if let own = workplace(of: key),
            destinations.identity(of: own) == destinations.identity(of: destination)
        {
            throw .ownPhone
        }
        let callingOut = directory.callingOut(of: key.tenant)
        if let asked = order.callerID, !callingOut.callerIDs.contains(asked) {
            throw .callerIDNotAllowed
        }
        let trunk = try freeTrunk(to: destination, of: key.tenant)
        return DialedParty(
            destination: destination, trunk: trunk?.name,
            callerID: order.callerID ?? callingOut.callerIDs.first,
            ringSeconds: order.ringSeconds ?? callingOut.ringSeconds)
    }

    /// Where somebody whom a tenant's people want to call really is, as the policy lets it (V9).
    func callable(_ place: Workplace, by tenant: TenantID) throws(Refusal) -> Workplace {
        do throws(DestinationFault) {
            return try directory.destinations(of: tenant).resolve(place, for: .call)
        } catch {
            throw .calleeNotAllowed(error)
        }
    }

    mutating func dialOut(_ call: Call, at now: Instant) {
        guard let party = call.dialed else { return }
        trunks.callAtOnce(
            trunks.trunk(to: party.destination, of: call.agent.tenant), at: now)
        achieve([
            .dialOut(
                DialOut(
                    leg: call.customer.leg, agent: call.agent, call: call.id,
                    agentLeg: call.agentLeg, party: party, bridge: call.talkingBridge))
        ])
        tell(.callDialing(call), to: call.agent, at: now)
    }

    // MARK: What is seen of it

    /// The agent's own phone, which is called first, was seen.
    mutating func ownPhoneSeen(_ sight: Connection.Sight, for id: CallID, at now: Instant) {
        guard var call = calls[id], call.state == .callingAgent else { return }
        switch sight {
        case .ringing: break
        case .answered:
            heard(of: call.agent, at: now)
            call.state = .dialing
            call.wait(from: now)
            set(call, for: id)
            dialOut(call, at: now)
        case .gone(.nodeRestarted), .missing(restarted: true):
            end(call, as: .nodeRestarted, legIsGone: true, at: now)
        case .gone, .dialFailed(.refused):
            end(call, as: .agentNotReached, legIsGone: true, at: now)
        case .dialFailed(.notSent): end(call, as: .failed, legIsGone: true, at: now)
        case .dialFailed(.outcomeUnknown), .missing(restarted: false):
            achieve([.find(call.agentLeg)])
        // Should it come later still, it is hung up.
        case .notFound: end(call, as: .agentNotReached, at: now)
        }
    }

    /// The customer who is being called was seen.
    mutating func calleeSeen(_ sight: Connection.Sight, for id: CallID, at now: Instant) {
        guard var call = calls[id], call.isCalling else { return }
        switch sight {
        case .ringing:
            guard call.state == .dialing else { return }
            call.state = .ringing
            set(call, for: id)
            tell(.callRinging(call), to: call.agent, at: now)
        case .answered: calleeAnswered(call, at: now)
        case .gone(let end): self.end(call, as: end.unreached(), at: now)
        case .dialFailed(.refused(let end)): notReached(call, end.unreached(), at: now)
        case .dialFailed(.outcomeUnknown): achieve([.find(call.customer.leg)])
        case .dialFailed(.notSent), .notFound, .missing: notReached(call, .failed, at: now)
        }
    }

    private mutating func calleeAnswered(_ answered: Call, at now: Instant) {
        var call = answered
        call.state = .connecting
        call.wait(from: now)
        set(call, for: call.id)
        if call.agentIsIn, call.customerIsIn { join(call, at: now) }
    }

    /// The customer is not called any more; what there is of their leg goes.
    mutating func notReached(_ call: Call, _ end: CallEnd, at now: Instant) {
        self.end(call, as: end, at: now)
        depart(call.customer.leg, .hangUp, at: now)
    }

    // MARK: After the PBX was out of sight

    /// What a survey says of a call whose customer has not answered, as far as is known.
    mutating func compareCalling(
        _ seen: Call, _ legs: [LegID: Survey.Leg], _ restarted: Bool, at now: Instant
    ) {
        // Its deadline may have passed out of sight; the PBX has one of its own.
        var call = seen
        let policy = directory.policy(of: call.agent.tenant) ?? Policy()
        call.wait(agentRings: policy.offerSeconds, from: now)
        set(call, for: call.id)
        if call.state == .callingAgent {
            if legs[call.agentLeg] == nil {
                ownPhoneSeen(.missing(restarted: restarted), for: call.id, at: now)
            } else if legs[call.agentLeg]?.isUp == true {
                ownPhoneSeen(.answered, for: call.id, at: now)
            }
            return
        }
        if call.isOnDemand, legs[call.agentLeg] == nil {
            return agentLegGone(restarted ? .nodeRestarted : .unknown, of: call.id, at: now)
        }
        guard let leg = legs[call.customer.leg] else {
            // Before it rings, the request for it may be on its way still.
            if call.state == .dialing, !restarted {
                achieve([.find(call.customer.leg)])
            } else {
                notReached(call, restarted ? .nodeRestarted : .failed, at: now)
            }
            return
        }
        if leg.isUp {
            // From here on it is as any other call.
            calleeAnswered(call, at: now)
            return compareCall(call.id, legs, restarted, at: now)
        }
        let both = [call.agentLeg, call.customer.leg]
        guard both.allSatisfy({ legs[$0]?.bridge == call.talkingBridge }) else {
            // The service was killed on the way, and nobody knows whether they are being called.
            return notReached(call, .failed, at: now)
        }
        for member in both { entered(member, call.talkingBridge, at: now) }
        if leg.isRinging { calleeSeen(.ringing, for: call.id, at: now) }
    }
}
