/// Customers who wait for the agent whom an outside router chooses (O12): here they wait, and there it is decided.
///
/// One stays in the same place while one agent after the other is asked. Accepted, they belong to the call; without
/// an agent they go back to the dialplan, by the router's word or when their time is over.
extension ConnectionModel {
    /// A customer is handed to us without an agent.
    ///
    /// - Parameter seconds: how long they may wait; nil is `WaitingCustomer.usualSeconds`.
    mutating func customerWaits(
        _ customer: CustomerLeg, for tenant: TenantID, _ details: OfferDetails, seconds: Int?,
        at now: Instant
    ) {
        guard owner(of: customer.leg) == nil, departures[customer.leg] == nil else { return }
        // Under Dial() or Queue(), the customer waits there.
        guard directory.tenants[tenant] != nil, customer.kind == .own, hasNames,
            waitingCustomers.values.count(where: { $0.tenant == tenant }) < WaitingCustomer.most
        else { return depart(customer.leg, .release(customer, .unavailable), at: now) }
        let waiting = WaitingCustomer(
            id: CustomerID(name(.customer)), tenant: tenant, customer: customer, details: details,
            since: now,
            until: now.advanced(bySeconds: seconds ?? WaitingCustomer.usualSeconds),
            bridge: BridgeID(name(.waiting)))
        set(waiting, for: waiting.id)
        achieve([.keepWaiting(customer, in: waiting.bridge)])
        tell(.customerWaiting(waiting), to: tenant, at: now)
    }

    /// A router has found an agent for a customer who waits.
    mutating func offerCustomer(
        _ id: CustomerID, to key: AgentKey, _ order: CustomerOffer, at now: Instant
    ) throws(Refusal) -> Answer {
        guard let policy = directory.policy(of: key.tenant), directory.profile(of: key) != nil
        else { throw .agentUnknown }
        var waiting = try freeCustomer(id, of: key.tenant)
        let (session, place) = try readyForOffer(key)
        let seconds = order.offerSeconds ?? policy.offerSeconds
        let offer = Offer(
            id: OfferID(name(.offer)), agent: key, customer: waiting.customer, waiting: id,
            details: waiting.details(
                saying: order.attributes, mustAccept: order.mustAccept, at: now),
            createdAt: now, expiresAt: now.advanced(bySeconds: seconds),
            waitingBridge: waiting.bridge, talkingBridge: BridgeID(name(.talking)),
            phone: offerPhone(at: place, for: session))
        waiting.offer = offer.id
        set(waiting, for: id)
        return .offered(present(offer, at: place, ringing: seconds, at: now))
    }

    /// The router has nobody for them: they go on in the dialplan.
    mutating func releaseCustomer(
        _ id: CustomerID, of tenant: TenantID, at now: Instant
    ) throws(Refusal) -> Answer {
        leave(try freeCustomer(id, of: tenant), .released, releasing: .released, at: now)
        return .done
    }

    private func freeCustomer(
        _ id: CustomerID, of tenant: TenantID
    ) throws(Refusal) -> WaitingCustomer {
        guard let waiting = waitingCustomers[id], waiting.tenant == tenant else {
            throw .customerUnknown
        }
        if let offer = waiting.offer { throw .customerIsOffered(offer) }
        return waiting
    }

    /// The agent who was asked has not taken the customer: they wait for the next, unless they are gone.
    ///
    /// - Parameter end: how they went; nil of one who is there.
    mutating func offerOver(for id: CustomerID, _ end: WaitEnd?, at now: Instant) {
        guard var waiting = waitingCustomers[id] else { return }
        if let end { return leave(waiting, end, at: now) }
        waiting.offer = nil
        set(waiting, for: id)
        if waiting.until <= now { waitOver(waiting, at: now) }
    }

    /// The wait has lasted as long as it may.
    mutating func waitOver(_ waiting: WaitingCustomer, at now: Instant) {
        // Without the link they may be gone: the survey tells. An agent who is asked may still take them.
        guard isPhoneSystemSeen, waiting.offer == nil else { return }
        leave(waiting, .timedOut, releasing: .timedOut, at: now)
    }

    /// - Parameter release: how they go back to the dialplan; nil of one who is gone.
    mutating func leave(
        _ waiting: WaitingCustomer, _ end: WaitEnd, releasing release: Release? = nil,
        at now: Instant
    ) {
        set(nil as WaitingCustomer?, for: waiting.id)
        if let release {
            depart(waiting.customer.leg, .release(waiting.customer, release), at: now)
        }
        achieve([.dissolve(waiting.bridge)])
        tell(.customerLeft(waiting, end), to: waiting.tenant, at: now)
    }

    /// Their tenant is gone, and with it whoever could take them.
    mutating func leaveAll(of tenant: TenantID, at now: Instant) {
        for (_, waiting) in waitingCustomers.sorted(by: { $0.key < $1.key })
        where waiting.tenant == tenant && waiting.offer == nil {
            leave(waiting, .released, releasing: .unavailable, at: now)
        }
    }

    /// What a survey says of one of them: whether there is music is not seen, and there may be none after a kill.
    mutating func compareWaiting(
        _ id: CustomerID, _ legs: [LegID: Survey.Leg], _ restarted: Bool, at now: Instant
    ) {
        guard let waiting = waitingCustomers[id], waiting.offer == nil else { return }
        if directory.tenants[waiting.tenant] == nil {
            leave(waiting, .released, releasing: .unavailable, at: now)
        } else if legs[waiting.customer.leg] == nil {
            leave(waiting, restarted ? .nodeRestarted : .hungUp, at: now)
        } else if waiting.until <= now {
            waitOver(waiting, at: now)
        } else {
            achieve([.keepWaiting(waiting.customer, in: waiting.bridge)])
        }
    }
}
