extension ConnectionModel {
    /// Takes in what was seen of the PBX. What is unknown, late or doubled changes nothing.
    public mutating func observe(_ observation: Observation, at now: Instant) {
        let start = mark
        switch observation {
        case .legRinging(let leg): see(.ringing, of: leg, at: now)
        case .legAnswered(let leg): see(.answered, of: leg, at: now)
        case .legMade(let leg): if owner(of: leg) == nil { endStray(leg, .answered, at: now) }
        case .legUp(let leg):
            switch owner(of: leg) {
            case .call(let id): calleeSeen(.answered, for: id, at: now)
            case .third(let id): thirdPartySeen(.answered, for: id, at: now)
            case .agent, .agentLeg, .offer, .phone, .waiting, .supervisor, .ear: break
            case nil: endStray(leg, .answered, at: now)
            }
        case .legGone(let leg, let end): legGone(leg, end, at: now)
        case .legEntered(let leg, let bridge): entered(leg, bridge, at: now)
        case .dialFailed(let leg, let failure): see(.dialFailed(failure), of: leg, at: now)
        case .legNotFound(let leg): see(.notFound, of: leg, at: now)
        case .parkFailed(let leg): parkFailed(leg)
        case .waitFailed(let leg): waitFailed(leg)
        case .supervisionFailed(let leg):
            if case .supervisor(let id) = owner(of: leg) { supervisionFailed(id, at: now) }
        case .connectFailed(let bridge):
            if let call = calls.values.first(where: { $0.talkingBridge == bridge }) {
                connectFailed(call, at: now)
            }
        case .legHeld(let leg, let isHeld): legHeld(leg, isHeld, at: now)
        case .contactSeen(let leg, let state): contactSeen(leg, state, at: now)
        case .contactFound(let leg, let isQualified):
            contactFound(leg, isQualified: isQualified, at: now)
        case .mediaSeen(let leg, let count): mediaSeen(leg, count, at: now)
        case .promptOver(let leg): promptOver(leg, at: now)
        case .legMuted(let leg, let isMuted): muteSeen(leg, isMuted, at: now)
        case .customerArrived(let customer, let key, let details):
            customerArrived(customer, for: key, details, at: now)
        case .customerWaits(let customer, let tenant, let details, let seconds):
            customerWaits(customer, for: tenant, details, seconds: seconds, at: now)
        case .agentHeard(let key): heard(of: key, at: now)
        case .consoleSeen(let key): consoleSeen(of: key, at: now)
        case .ringTimeOver(let key, let caller): ringTimeOver(key, caller: caller, at: now)
        case .recordingBegan(let name): recordingBegan(name, at: now)
        case .recordingSeen(let name, let paused): recordingSeen(name, paused: paused, at: now)
        case .recordingOver(let name, let seconds):
            recordingOver(name, failed: false, seconds: seconds, at: now)
        case .recordingFailed(let name):
            recordingOver(name, failed: true, seconds: nil, at: now)
        case .linkLost: setNode(seen: false, run: nodeRun)
        case .surveyed(let survey): take(survey, at: now)
        }
        settle(since: start, at: now)
    }

    /// Does what is due by `now`. Calling it early or twice changes nothing.
    ///
    /// - Parameters:
    ///   - now: the time.
    ///   - chance: 128 fresh random bits, should a phone be called; without them none is.
    public mutating func wake(at now: Instant, chance: Nonce? = nil) {
        let start = mark
        while let owner = nextDue(at: now) {
            switch owner {
            case .agent(let key):
                if let wrapUp = agents[key]?.wrapUp, wrapUp.until <= now {
                    endWrapUp(of: key, at: now)
                }
                guard let session = agents[key], let at = session.deadline, at <= now else { break }
                if case .waiting(let waiting) = session.connection {
                    dialInTurn(waiting, of: key, mayDial: chance != nil, at: now)
                } else if session.reopensAt != nil {
                    reopen(key, at: now, chance: chance)
                } else if session.connection.isOpen {
                    if session.ailment?.why == .contactUnreachable { closeDead(key, at: now) }
                    expiryDue(key, at: now, chance: chance)
                } else {
                    take(session.connection.expire(at: now), for: key, at: now)
                }
            case .presence(let key): lookAfter(key, at: now)
            case .life(let key): lookAtLife(of: key, at: now)
            case .offer(let id):
                guard let offer = offers[id], let at = offer.deadline, at <= now else { break }
                if offer.state != .pending {
                    set(nil, for: id)
                } else if isPhoneSystemSeen {
                    offerExpired(offer, at: now)
                }
            // Without the link, the two may be together already, by an Accept that was not stored
            // before a kill: the survey tells.
            case .call(let id):
                guard let call = calls[id], let at = call.deadline, at <= now else { break }
                callDue(call, at: now)
            case .recording(let id): recordingDue(id, at: now)
            case .waiting(let id):
                guard let waiting = waitingCustomers[id], waiting.until <= now else { break }
                waitOver(waiting, at: now)
            case .departure(let leg):
                guard var departure = departures[leg], departure.nextTry <= now else { break }
                departure.nextTry = now.advanced(byMilliseconds: Departure.retryMilliseconds)
                set(departure, for: leg)
                // Without the link nobody sees it go; the survey will tell.
                if isPhoneSystemSeen { achieve([departure.effect]) }
            }
        }
        settle(since: start, at: now)
    }

    private mutating func see(_ sight: Connection.Sight, of leg: LegID, at now: Instant) {
        switch owner(of: leg) {
        case .agent(let key):
            guard let session = agents[key] else { return }
            if case .answered = sight { heard(of: key, at: now) }
            take(session.connection.observe(sight, at: now), for: key, at: now)
        case .phone(let id): phoneSeen(sight, for: id, at: now)
        case .call(let id): calleeSeen(sight, for: id, at: now)
        case .third(let id): thirdPartySeen(sight, for: id, at: now)
        case .agentLeg(let id): ownPhoneSeen(sight, for: id, at: now)
        case .supervisor(let id): supervisorSeen(sight, for: id, at: now)
        case .offer, .waiting, .ear: break
        case nil: endStray(leg, sight, at: now)
        }
    }

    /// A leg that should still be in silence is parked again; without the link the survey sees to it.
    private mutating func parkFailed(_ leg: LegID) {
        guard isPhoneSystemSeen, case .agent(let key) = owner(of: leg), let session = agents[key],
            case .open(let open) = session.connection
        else { return }
        if case .inCall = session.engagement { return }
        achieve([.park(leg, home: open.attempt.home)])
    }

    /// A customer who still waits is seen to again; without the link the survey does it.
    private mutating func waitFailed(_ leg: LegID) {
        guard isPhoneSystemSeen else { return }
        switch owner(of: leg) {
        case .offer(let id):
            guard let offer = offers[id], offer.state == .pending else { return }
            achieve([.keepWaiting(offer.customer, in: offer.waitingBridge)])
        case .call(let id):
            guard let call = calls[id],
                call.state == .ended || call.hold == .asked || call.hold == .held
            else { return }
            achieve([.keepWaiting(call.kept, in: call.waitingBridge)])
        case .third(let id):
            guard let third = calls[id]?.third, third.hold == .asked || third.hold == .held,
                let bridge = third.waitingBridge
            else { return }
            achieve([.keepWaiting(third.asCustomer, in: bridge)])
        case .waiting(let id):
            guard let waiting = waitingCustomers[id] else { return }
            achieve([.keepWaiting(waiting.customer, in: waiting.bridge)])
        case .agent, .phone, .agentLeg, .supervisor, .ear, nil: break
        }
    }

    /// A leg with our name that nobody owns shows signs of life: no leg without an owner.
    private mutating func endStray(_ leg: LegID, _ sight: Connection.Sight, at now: Instant) {
        guard isOurs(leg.rawValue), departures[leg] == nil else { return }
        switch sight {
        case .ringing, .answered: depart(leg, .hangUp, at: now)
        case .gone, .dialFailed, .notFound, .missing: break
        }
    }

    private mutating func legGone(_ leg: LegID, _ end: LegEnd, at now: Instant) {
        if departures[leg] != nil { set(nil as Departure?, for: leg) }
        agentSeen(leg, in: nil, at: now)
        switch owner(of: leg) {
        case .agent, .phone, .third, .supervisor: see(.gone(end), of: leg, at: now)
        case .ear(let id): earGone(leg, of: id, at: now)
        case .agentLeg(let id): agentLegGone(end, of: id, at: now)
        case .offer(let id):
            if let offer = offers[id] {
                let restarted = end == .nodeRestarted
                self.end(offer, as: .canceled, releasing: nil, restarted: restarted, at: now)
            }
        case .waiting(let id):
            if let waiting = waitingCustomers[id] {
                leave(waiting, end == .nodeRestarted ? .nodeRestarted : .hungUp, at: now)
            }
        case .call(let id):
            if let call = calls[id], call.isCalling {
                calleeSeen(.gone(end), for: id, at: now)
            } else if let call = calls[id] {
                customerLeft(call, at: now, restarted: end == .nodeRestarted)
            }
        case nil: break
        }
    }
}
