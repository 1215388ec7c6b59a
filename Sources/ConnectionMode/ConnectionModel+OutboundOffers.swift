/// Calls that a program hands out: an agent sees whom they are to call, and Accept calls them (O14).
extension ConnectionModel {
    mutating func offerCall(
        _ key: AgentKey, _ order: OutboundOffer, at now: Instant
    ) throws(Refusal) -> Answer {
        guard let policy = directory.policy(of: key.tenant), directory.profile(of: key) != nil
        else { throw .agentUnknown }
        let party = try party(for: order.call, of: key)
        let (session, place) = try readyForOffer(key)
        let talkingBridge = BridgeID(name(.talking))
        let details = OfferDetails(
            caller: Caller(shown: party.callerID), dialedNumber: party.destination.address,
            isOutbound: true, mustAccept: order.mustAccept, attributes: order.attributes)
        let seconds = order.offerSeconds ?? policy.offerSeconds
        let id = present(
            Offer(
                id: OfferID(name(.offer)), agent: key, customer: customerToCall(of: key.tenant),
                dialed: party, details: details, createdAt: now,
                expiresAt: now.advanced(bySeconds: seconds),
                waitingBridge: BridgeID(name(.waiting, after: talkingBridge)),
                talkingBridge: talkingBridge, phone: offerPhone(at: place, for: session)),
            at: place, ringing: seconds, at: now)
        return .offered(id)
    }

    /// An agent to whom a program may bring somebody now, and where they are reached.
    func readyForOffer(
        _ key: AgentKey
    ) throws(Refusal) -> (session: AgentSession, place: Place) {
        guard isFreeForOffers(key), let session = agents[key], hasNames else {
            throw .agentNotAvailable
        }
        guard isPhoneSystemSeen else { throw .phoneSystemAway }
        return (session, try place(for: session))
    }

    /// Whether an agent may be offered somebody now.
    func isFreeForOffers(_ key: AgentKey) -> Bool {
        guard let session = agents[key] else { return false }
        return session.requested == .available && session.engagement == .free
            && session.wrapUp == nil && !session.isUnattended && session.unhealth == nil
    }

    /// The phone that is to ring for an offer, where there is no connection.
    mutating func offerPhone(at place: Place, for session: AgentSession) -> OfferPhone? {
        switch place {
        case .connection: nil
        case .phone(let workplace):
            OfferPhone(
                leg: LegID(name(.leg)),
                trunk: trunks.trunk(to: workplace, of: session.key.tenant)?.name,
                autoAnswer: answersByItself(session))
        }
    }

    /// Presents an offer: to the console, and to the phone where that is to ring. Over an open connection it may be
    /// accepted by itself (O2).
    @discardableResult
    mutating func present(
        _ offer: Offer, at place: Place, ringing seconds: Int, at now: Instant
    ) -> OfferID {
        set(offer, for: offer.id)
        if var session = agents[offer.agent] {
            session.engagement = .offered(offer.id)
            set(session, for: offer.agent)
        }
        if offer.customerWaits {
            // Who waits already goes on doing so.
            if offer.waiting == nil {
                achieve([.keepWaiting(offer.customer, in: offer.waitingBridge)])
            }
            achieve([.prepare(offer.talkingBridge)])
            if let caller = offer.customer.caller { achieve([.watch(caller: caller)]) }
        }
        tell(.offerCreated(offer), to: offer.agent, at: now)
        switch place {
        case .connection:
            if let session = agents[offer.agent], answersByItself(session) {
                _ = try? accept(offer.id, at: now)
            }
        case .phone(let workplace):
            if let phone = offer.phone {
                ring(
                    phone.leg, of: offer.agent, at: workplace, seconds: seconds,
                    answeringByItself: phone.autoAnswer,
                    showing: offer.dialed.map(\.presented) ?? offer.details.caller.presented,
                    at: now)
            }
        }
        return offer.id
    }

    /// A leg for somebody who is to be called.
    mutating func customerToCall(of tenant: TenantID) -> CustomerLeg {
        CustomerLeg(
            leg: LegID(name(.leg)),
            kind: .dialed(lostContext: directory.callingOut(of: tenant).agentLostContext),
            isAnswered: true)
    }
}
