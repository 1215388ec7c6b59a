extension Offer {
    /// A pending one ends by itself; an ended one is forgotten after a while.
    var deadline: Instant? {
        switch state {
        case .pending: expiresAt
        case .accepted: nil
        case .connected, .rejected, .timedOut, .canceled, .failed:
            endedAt?.advanced(bySeconds: ConnectionModel.historySeconds)
        }
    }
}

extension ConnectionModel {
    /// A customer is handed to us for an agent: an offer, or straight back (O5, O6).
    mutating func customerArrived(
        _ customer: CustomerLeg, for key: AgentKey, _ details: OfferDetails, at now: Instant
    ) {
        guard owner(of: customer.leg) == nil, departures[customer.leg] == nil else { return }
        guard directory.profile(of: key) != nil, isFreeForOffers(key), hasNames,
            let session = agents[key], let policy = directory.policy(of: key.tenant),
            let place = try? place(for: session)
        else {
            depart(customer.leg, .release(customer, .unavailable), at: now)
            countUnreachable(key, at: now)
            // The PBX may not have heard of the last change.
            let standing = standing(of: key)
            if directory.profile(of: key) != nil, standing.availability != .free {
                achieve([.standing(key, standing)])
            }
            return
        }
        // Whatever the PBX says, there is a second to accept in.
        let seconds = min(policy.offerSeconds, max(2, details.ringSeconds ?? .max) - 1)
        let phone = offerPhone(at: place, for: session)
        present(
            Offer(
                id: OfferID(name(.offer)), agent: key, customer: customer, details: details,
                createdAt: now, expiresAt: now.advanced(bySeconds: seconds),
                waitingBridge: BridgeID(name(.waiting)), talkingBridge: BridgeID(name(.talking)),
                phone: phone),
            at: place, ringing: seconds, at: now)
    }

    /// An agent on demand whose phone may not be called, or serves somebody else by now, is as one who cannot be reached:
    /// a queue that sees them free would offer them the next customer at once (O6).
    private mutating func countUnreachable(_ key: AgentKey, at now: Instant) {
        guard isFreeForOffers(key), let session = agents[key], session.mode == .onDemand,
            session.connection.attempt == nil, (try? phoneOnDemand(of: key)) == nil
        else { return }
        countMissedOffer(of: key, mayStay: false, at: now)
    }

    /// Where an agent is reached for a call.
    enum Place {
        case connection
        case phone(Workplace)
    }

    func place(for session: AgentSession) throws(Refusal) -> Place {
        if session.connection.isOpen { return .connection }
        guard session.connection.attempt == nil, session.mode == .onDemand else {
            throw .connectionNotOpen
        }
        let workplace = try phoneOnDemand(of: session.key)
        _ = try freeTrunk(to: workplace, of: session.key.tenant)
        return .phone(workplace)
    }

    /// - Parameters:
    ///   - answered: the phone that was answered, of an offer that rings one.
    ///   - areTogether: whether the two are in one bridge already, by an Accept that was not stored before a kill.
    mutating func accept(
        _ id: OfferID, answeredOn answered: LegID? = nil, areTogether: Bool = false, at now: Instant
    ) throws(Refusal) -> Answer {
        guard var offer = offers[id] else { throw .offerUnknown }
        // Accept repeated is the same Accept (O5).
        if let call = offer.call { return .accepted(call) }
        guard offer.state == .pending else { throw .offerNotPending(offer.state) }
        guard var session = agents[offer.agent] else { throw .connectionNotOpen }
        let agentLeg = try leg(for: offer, of: session, answered, areTogether)
        guard isPhoneSystemSeen else { throw .phoneSystemAway }
        // Named after its bridge, so that a call that the service was killed in is told of by the same
        // name again, and no new one is needed while the store fails.
        let call = Call(
            offer, id: CallID(name(.call, after: offer.talkingBridge)), agentLeg: agentLeg, at: now)
        offer.state = .accepted
        offer.call = call.id
        set(offer, for: id)
        set(call, for: call.id)
        if let waiting = offer.waiting { set(nil as WaitingCustomer?, for: waiting) }
        session.engagement = .inCall(call.id)
        session.missedOffers = 0
        set(session, for: offer.agent)
        if offer.customerWaits {
            // The PBX finds the record by the half only until that is with the agent's leg.
            if offer.customer.isHalf { achieve([call.mark]) }
            achieve([.connect(agent: call.agentLeg, call.customer, in: call.talkingBridge)])
        }
        tell(.offerAccepted(offer), to: offer.agent, at: now)
        tell(.callCreated(call), to: offer.agent, at: now)
        if offer.customerWaits {
            tell(.callConnecting(call), to: offer.agent, at: now)
        } else {
            dialOut(call, at: now)
        }
        return .accepted(call.id)
    }

    /// The leg over which the agent takes an offer.
    private func leg(
        for offer: Offer, of session: AgentSession, _ answered: LegID?, _ areTogether: Bool
    ) throws(Refusal) -> LegID {
        if let phone = offer.phone {
            guard answered == phone.leg else { throw .answerOnPhone }
            return phone.leg
        }
        if areTogether, let leg = session.connection.openLeg { return leg }
        return try healthyLeg(of: session)
    }

    mutating func reject(_ id: OfferID, at now: Instant) throws(Refusal) -> Answer {
        guard let offer = offers[id] else { throw .offerUnknown }
        // Reject repeated is the same Reject.
        if offer.state == .rejected { return .done }
        guard offer.state == .pending else { throw .offerNotPending(offer.state) }
        guard !offer.details.mustAccept else { throw .mustAccept }
        end(offer, as: .rejected, releasing: .rejected, at: now)
        return .done
    }

    /// The agent turns to something else while an offer is pending: it goes back, uncounted (S10).
    mutating func withdrawOffer(of key: AgentKey, at now: Instant) {
        guard case .offered(let id)? = agents[key]?.engagement, let offer = offers[id] else {
            return
        }
        end(offer, as: .rejected, releasing: .rejected, at: now)
    }

    /// Nobody answered (O6).
    mutating func offerExpired(_ offer: Offer, at now: Instant) {
        end(offer, as: .timedOut, releasing: .timedOut, at: now)
        countMissedOffer(of: offer.agent, at: now)
    }

    /// The PBX's own time for ringing the agent is over. Without that a half that goes has lost its
    /// caller, or another agent was quicker.
    mutating func ringTimeOver(_ key: AgentKey, caller: LegID, at now: Instant) {
        guard case .offered(let id)? = agents[key]?.engagement, let offer = offers[id],
            offer.customer.caller == caller
        else { return }
        end(offer, as: .timedOut, releasing: .timedOut, at: now)
        // Told how long it rings, we would have been first: then it is the caller's time in the queue
        // that is over, and the agent had no chance to answer.
        if offer.details.ringSeconds == nil { countMissedOffer(of: key, at: now) }
    }

    /// - Parameter mayStay: whether the policy may leave the agent available.
    mutating func countMissedOffer(of key: AgentKey, mayStay: Bool = true, at now: Instant) {
        guard var session = agents[key] else { return }
        session.missedOffers += 1
        let policy = directory.policy(of: key.tenant) ?? Policy()
        guard session.missedOffers >= policy.missedOffersBeforeBreak,
            session.requested == .available
        else { return set(session, for: key) }
        session.missedOffers = 0
        switch policy.afterMissedOffers {
        case .logOut: return endSession(of: key, because: .missedOffer, at: now)
        case .workingOffline: session.requested = .workingOffline
        case .stayAvailable where mayStay: return set(session, for: key)
        case .onBreak, .stayAvailable: session.requested = .onBreak
        }
        session.requestReason = .missedOffer
        set(session, for: key)
    }

    /// Ends a pending offer; the first end wins (O5).
    ///
    /// - Parameter release: how the customer goes back; `nil` when the customer has left.
    mutating func end(
        _ offer: Offer, as state: OfferState, releasing release: Release?,
        phoneIsGone: Bool = false, restarted: Bool = false, at now: Instant
    ) {
        guard offer.state == .pending else { return }
        var ended = offer
        ended.state = state
        ended.endedAt = now
        set(ended, for: offer.id)
        record(.call(CallRecord(ended, at: now)))
        if var session = agents[offer.agent], session.engagement == .offered(offer.id) {
            session.engagement = .free
            set(session, for: offer.agent)
        }
        if let phone = offer.phone, !phoneIsGone { depart(phone.leg, .hangUp, at: now) }
        if let waiting = offer.waiting {
            let gone: WaitEnd = restarted ? .nodeRestarted : .hungUp
            offerOver(for: waiting, release == nil ? gone : nil, at: now)
            achieve([.dissolve(offer.talkingBridge)])
        } else if offer.customerWaits {
            if let release {
                depart(offer.customer.leg, .release(offer.customer, release), at: now)
            }
            achieve([.dissolve(offer.waitingBridge), .dissolve(offer.talkingBridge)])
        }
        switch state {
        case .rejected: tell(.offerRejected(ended), to: offer.agent, at: now)
        case .timedOut: tell(.offerTimedOut(ended), to: offer.agent, at: now)
        case .canceled: tell(.offerCanceled(ended), to: offer.agent, at: now)
        case .failed: tell(.offerFailed(ended), to: offer.agent, at: now)
        case .pending, .accepted, .connected: break
        }
    }
}
