extension ConnectionModel {
    /// Compares what should be with what the PBX has, and goes on from there: the way back after a
    /// lost link and after a restart, of ours or of the PBX (W1).
    mutating func take(_ survey: Survey, at now: Instant) {
        let restarted = nodeRun != nil && nodeRun != survey.nodeRun
        setNode(seen: true, run: survey.nodeRun)
        renameBridges(survey)
        let legs = Dictionary(survey.legs.map { ($0.id, $0) }) { first, _ in first }
        for leg in survey.legs { takeUnstored(leg, legs, at: now) }
        for id in offers.keys.sorted() { takeAccepted(id, legs, at: now) }
        for id in calls.keys.sorted() { takeJoined(id, legs, at: now) }
        for key in agents.keys.sorted() { compareAgent(key, legs, restarted, at: now) }
        planReopening(restarted: restarted, at: now)
        for id in calls.keys.sorted() { compareCall(id, legs, restarted, at: now) }
        for id in calls.keys.sorted() { compareSupervision(id, legs, restarted, at: now) }
        endRinging(legs)
        compareMuted(legs)
        compareRecordings(restarted: restarted, at: now)
        compareHolds(legs)
        compareLife(legs, at: now)
        for id in offers.keys.sorted() { compareOffer(id, legs, restarted, at: now) }
        for id in waitingCustomers.keys.sorted() {
            compareWaiting(id, legs, restarted, at: now)
        }
        for leg in departures.keys.sorted() { compareDeparture(leg, legs) }
        for leg in survey.legs { takeUnknown(leg, at: now) }
        let needed = neededBridges
        for bridge in survey.bridges where !needed.contains(bridge) && isOurs(bridge.rawValue) {
            achieve([.dissolve(bridge)])
        }
        achieve([.standings(standings)])
    }

    /// The two are together by an offer that is not in the store, for it failed until the kill.
    private mutating func takeUnstored(
        _ leg: Survey.Leg, _ legs: [LegID: Survey.Leg], at now: Instant
    ) {
        guard owner(of: leg.id) == nil, departures[leg.id] == nil, let arrival = leg.arrival,
            let key = arrival.agent, let bridge = leg.bridge, isOurs(bridge.rawValue),
            case .open(let open)? = agents[key]?.connection,
            bridge != open.attempt.home, legs[open.attempt.leg]?.bridge == bridge
        else { return }
        endUnseen(of: key, legs, at: now)
        endWrapUp(of: key, at: now)
        guard var session = agents[key], session.engagement == .free else { return }
        let offer = Offer(
            id: OfferID(name(.offer, after: bridge)), agent: key,
            customer: arrival.customer, details: arrival.details, createdAt: now,
            expiresAt: now.advanced(bySeconds: Call.connectSeconds),
            waitingBridge: BridgeID(name(.waiting, after: bridge)), talkingBridge: bridge,
            phone: nil)
        set(offer, for: offer.id)
        session.engagement = .offered(offer.id)
        set(session, for: key)
        tell(.offerCreated(offer), to: key, at: now)
    }

    /// What the agent had before: its end was not stored either.
    private mutating func endUnseen(
        of key: AgentKey, _ legs: [LegID: Survey.Leg], at now: Instant
    ) {
        switch agents[key]?.engagement {
        case .offered(let id):
            guard let offer = offers[id], legs[offer.customer.leg] == nil else { return }
            end(offer, as: .canceled, releasing: nil, at: now)
        case .inCall(let id):
            guard let call = calls[id], legs[call.customer.leg] == nil else { return }
            customerLeft(call, at: now, parksAgent: false)
        case .free, nil: break
        }
    }

    /// The two are together, and the service was killed before that was stored.
    private mutating func takeAccepted(
        _ id: OfferID, _ legs: [LegID: Survey.Leg], at now: Instant
    ) {
        guard let offer = offers[id], offer.state == .pending, offer.customerWaits,
            let agentLeg = offer.phone?.leg ?? agents[offer.agent]?.connection.openLeg,
            legs[agentLeg]?.bridge == offer.talkingBridge,
            legs[offer.customer.leg]?.bridge == offer.talkingBridge
        else { return }
        _ = try? accept(id, answeredOn: offer.phone?.leg, areTogether: true, at: now)
    }

    private mutating func compareAgent(
        _ key: AgentKey, _ legs: [LegID: Survey.Leg], _ restarted: Bool, at now: Instant
    ) {
        guard let session = agents[key] else { return }
        let isFree = if case .inCall = session.engagement { false } else { true }
        let isRemoved = directory.profile(of: key) == nil && isFree
        guard let attempt = session.connection.attempt, let leg = legs[attempt.leg] else {
            if session.connection.attempt != nil {
                take(
                    session.connection.observe(.missing(restarted: restarted), at: now), for: key,
                    at: now)
            }
            if isRemoved { endSession(of: key, at: now) }
            return
        }
        if !isOurs(leg.id.rawValue), isFree, leg.hasCompany {
            // From before a backup was put in place: in a call that the backup does not know of.
            let lost = attempt.ended(.unknown, at: now, hangingUp: false, dissolving: false)
            take(lost, for: key, at: now)
            return
        }
        if isRemoved {
            endSession(of: key, at: now)
            return
        }
        // The service may have been killed between the answer and the request to speak.
        if leg.isUp, case .verifying = session.connection {
            achieve([attempt.speaking(mayBePlaying: true)])
        }
        if leg.isUp {
            take(session.connection.observe(.answered, at: now), for: key, at: now)
        } else if leg.isRinging {
            take(session.connection.observe(.ringing, at: now), for: key, at: now)
        }
        if session.connection.isOpen, isFree, leg.bridge != attempt.home {
            // In this order: should the service be killed in between, the leg is still seen to be elsewhere.
            achieve([.stopRinging(attempt.leg), .park(attempt.leg, home: attempt.home)])
        }
    }

    /// Agents may still hear the ringing of a customer who was not reached, also when they are offered another one by now
    /// or have accepted them. Who is not at home may come from such a call that is forgotten.
    private mutating func endRinging(_ legs: [LegID: Survey.Leg]) {
        let unreached = calls.values.filter { $0.leavesRinging && $0.state == .ended }
        let ringing = Set(unreached.map(\.agentLeg))
        for (_, session) in agents.sorted(by: { $0.key < $1.key }) {
            guard case .open(let open) = session.connection, let leg = legs[open.attempt.leg]
            else { continue }
            switch session.engagement {
            case .inCall(let id):
                let place = calls[id]?.talkingBridge
                let isElsewhere = leg.bridge != open.attempt.home && leg.bridge != place
                let isRinging = ringing.contains(leg.id) || calls[id]?.mayRing == true
                guard calls[id]?.isCallingSomebody != true, isRinging || isElsewhere
                else { continue }
            case .free, .offered:
                guard leg.bridge != open.attempt.home || ringing.contains(leg.id) else { continue }
            }
            achieve([.stopRinging(leg.id)])
        }
    }

    mutating func compareCall(
        _ id: CallID, _ legs: [LegID: Survey.Leg], _ restarted: Bool, at now: Instant
    ) {
        guard var call = calls[id], call.holdsCustomer else { return }
        if call.state == .callingAgent || call.isCalling {
            return compareCalling(call, legs, restarted, at: now)
        }
        if call.handOver != nil { return compareHandOver(call, legs, at: now) }
        guard legs[call.customer.leg] != nil else {
            customerLeft(call, at: now, restarted: restarted)
            // Whom the agent brought in is the other party now.
            if calls[id]?.state == .connected { compareCall(id, legs, restarted, at: now) }
            return
        }
        defer { compareThirdParty(id, legs, restarted, at: now) }
        if call.isOnDemand, call.state != .ended, legs[call.agentLeg] == nil {
            agentLegGone(restarted ? .nodeRestarted : .unknown, of: id, at: now)
            // The two others may have been left to each other by that, and not be there either.
            if let left = calls[id], left.handOver != nil { compareHandOver(left, legs, at: now) }
            return
        }
        guard call.state != .ended else {
            achieve([.keepWaiting(call.kept, in: call.waitingBridge)])
            return
        }
        // It may not have been told before a kill.
        if call.state == .connected, call.customer.kind == .own { achieve([call.mark]) }
        if let hold = call.hold { return compareHeld(call, hold, legs, at: now) }
        let both = [call.agentLeg, call.customer.leg]
        if both.allSatisfy({ legs[$0]?.bridge == call.talkingBridge }) {
            for leg in both { entered(leg, call.talkingBridge, at: now) }
        } else if legs[call.agentLeg] != nil {
            call.wait(from: now)
            set(call, for: id)
            achieve([.connect(agent: call.agentLeg, call.customer, in: call.talkingBridge)])
        }
    }

    private mutating func compareOffer(
        _ id: OfferID, _ legs: [LegID: Survey.Leg], _ restarted: Bool, at now: Instant
    ) {
        guard let offer = offers[id], offer.state == .pending else { return }
        guard !offer.customerWaits || legs[offer.customer.leg] != nil else {
            end(offer, as: .canceled, releasing: nil, restarted: restarted, at: now)
            return
        }
        guard offer.expiresAt > now else {
            offerExpired(offer, at: now)
            return
        }
        if offer.customerWaits {
            achieve([.prepare(offer.talkingBridge)])
            if let caller = offer.customer.caller { achieve([.watch(caller: caller)]) }
            // Whether there is music is not seen, and there may be none after a kill.
            achieve([.keepWaiting(offer.customer, in: offer.waitingBridge)])
        }
        if let phone = offer.phone { comparePhone(offer, phone, legs, restarted, at: now) }
    }

    private mutating func compareDeparture(_ leg: LegID, _ legs: [LegID: Survey.Leg]) {
        guard let departure = departures[leg] else { return }
        if legs[leg] == nil {
            set(nil as Departure?, for: leg)
        } else {
            achieve([departure.effect])
        }
    }

    /// In our hands and unknown to us: with somebody, it is left until they go; alone and with our name,
    /// it is ended; a customer alone is taken on. Nothing else is touched.
    private mutating func takeUnknown(_ leg: Survey.Leg, at now: Instant) {
        guard owner(of: leg.id) == nil, departures[leg.id] == nil, !leg.hasCompany else { return }
        if isOurs(leg.id.rawValue) {
            depart(leg.id, .hangUp, at: now)
        } else if let arrival = leg.arrival {
            switch arrival.purpose {
            case .agent(let key):
                customerArrived(arrival.customer, for: key, arrival.details, at: now)
            case .wait(let tenant, let seconds):
                customerWaits(
                    arrival.customer, for: tenant, arrival.details, seconds: seconds, at: now)
            }
        }
    }
}
