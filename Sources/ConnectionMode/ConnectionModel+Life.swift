/// Proof that the phone of a leg that stands is there (C4): by the PBX's own asking where it asks, else by what comes
/// from the phone, looked at now and then.
///
/// All legs are looked at at times of their own, evenly spread. Nothing is asked about a leg to which a customer is just
/// being brought.
extension ConnectionModel {
    /// Begins to watch a leg, and forgets one that is gone. It is looked at once it stands.
    mutating func followLife(of key: AgentKey, at now: Instant) {
        guard let session = agents[key], let leg = session.connection.attempt?.leg else {
            if life(of: key) != nil { set(nil as LifeWatch?, of: key) }
            return
        }
        if let watch = life(of: key), watch.leg == leg {
            // Before it stood.
            if watch.contact == .unreachable, session.ailment == nil, standing(on: leg) != nil,
                policy(of: key).proofOfLife != .never
            {
                ail(key, .contactUnreachable, at: now)
            }
            return
        }
        let interval = policy(of: key).proofOfLifeSeconds * 1_000
        let place = Int(leg.spread % UInt64(interval))
        set(
            LifeWatch(
                leg: leg, at: now, nextLook: now.advanced(byMilliseconds: Int64(2_000 + place))),
            of: key)
    }

    /// When anything was last heard of the phone of the leg that stands, in this run of the service: it was
    /// answered, something came from it, or the PBX reached it again.
    public func phoneHeardAt(of key: AgentKey) -> Instant? {
        guard let watch = life(of: key), case .open(let open)? = agents[key]?.connection else {
            return nil
        }
        return max(watch.heardAt, open.openedAt)
    }

    private func policy(of key: AgentKey) -> Policy {
        directory.policy(of: key.tenant) ?? Policy()
    }

    /// It is time to look at a leg.
    mutating func lookAtLife(of key: AgentKey, at now: Instant) {
        guard let session = agents[key], var watch = life(of: key), watch.nextLook <= now else {
            return
        }
        let policy = policy(of: key)
        // A look in between is made up for.
        let early = watch.isSuspect ? policy.proofOfLifeSeconds - LifeWatch.standstillSeconds : 0
        watch.nextLook = now.advanced(bySeconds: policy.proofOfLifeSeconds + early)
        let isBusy = isBeingBrought(session)
        if isBusy {
            watch.nextLook = now.advanced(bySeconds: LifeWatch.standstillSeconds)
        }
        set(watch, of: key)
        guard case .open(let open) = session.connection else { return }
        guard policy.proofOfLife != .never else { return ail(key, Ailment(), at: now) }
        guard isPhoneSystemSeen, !isBusy else { return }
        let place = open.attempt.workplace
        if place.kind == .endpoint, watch.contact == nil {
            return achieve([.findContact(watch.leg, place, trunk: open.attempt.trunk)])
        }
        guard place.kind != .endpoint || watch.contact == .unqualified else { return }
        guard policy.proofOfLife == .media else { return ail(key, Ailment(), at: now) }
        // A phone on hold commonly sends nothing, and is there.
        guard !session.isPhoneOnHold else { return }
        achieve([.countPackets(watch.leg)])
    }

    /// Whether the agent's leg is on its way to a customer, or is about to be.
    private func isBeingBrought(_ session: AgentSession) -> Bool {
        switch session.engagement {
        case .free: false
        case .offered: true
        case .inCall(let id): calls[id]?.state != .connected
        }
    }

    /// The PBX says whether the phone of a leg can be reached. Of a leg that goes over a trunk it speaks of the trunk, not
    /// of the phone.
    mutating func contactSeen(_ leg: LegID, _ state: ContactState, at now: Instant) {
        guard case .agent(let key) = owner(of: leg), var watch = life(of: key), watch.leg == leg,
            agents[key]?.connection.attempt?.workplace.kind == .endpoint
        else { return }
        watch.contact = state
        if state == .reachable { watch.heard(at: now) }
        set(watch, of: key)
        guard policy(of: key).proofOfLife != .never, let (_, session) = standing(on: leg) else {
            return
        }
        switch state {
        case .reachable: ail(key, nil, at: now)
        case .unreachable: ail(key, .contactUnreachable, at: now)
        case .unqualified:
            if session.ailment?.why == .contactUnreachable { ail(key, nil, at: now) }
        }
    }

    /// It was found out whether the PBX asks the phone of a leg whether it is there.
    mutating func contactFound(_ leg: LegID, isQualified: Bool, at now: Instant) {
        guard let (key, session) = standing(on: leg), var watch = life(of: key),
            watch.contact == nil
        else { return }
        watch.contact = isQualified ? .reachable : .unqualified
        // What had stopped before a restart is looked at now, to be compared before its time is up.
        if !isQualified, session.ailment?.why == .mediaStopped { watch.nextLook = now }
        set(watch, of: key)
        if isQualified, session.ailment?.why != .contactUnreachable { ail(key, nil, at: now) }
    }

    /// So much has come from the phone of a leg.
    mutating func mediaSeen(_ leg: LegID, _ count: PacketCount, at now: Instant) {
        guard isPhoneSystemSeen, case .agent(let key) = owner(of: leg),
            let session = agents[key], session.connection.openLeg == leg,
            !session.isPhoneOnHold, var watch = life(of: key), watch.contact != .reachable,
            watch.contact != .unreachable,
            policy(of: key).proofOfLife == .media
        else { return }
        let verdict = watch.take(count, at: now)
        let soon = now.advanced(bySeconds: LifeWatch.standstillSeconds)
        let hadStopped = session.ailment?.why == .mediaStopped
        if verdict == .suspect || (verdict == .baseline && hadStopped) { watch.nextLook = soon }
        set(watch, of: key)
        switch verdict {
        // What had stopped before a gap has not begun again by that.
        case .baseline where hadStopped: break
        case .baseline: ail(key, count.received > 0 ? nil : Ailment(), at: now)
        case .alive: ail(key, nil, at: now)
        case .suspect: break
        case .stopped: mediaStopped(key, at: now)
        // How it had run is not known any more after a restart.
        case .silent where hadStopped: mediaStopped(key, at: now)
        case .silent: ail(key, Ailment(), at: now)
        }
    }

    private mutating func mediaStopped(_ key: AgentKey, at now: Instant) {
        if let session = agents[key], session.ailment?.why == .mediaStopped,
            let at = session.ailment?.closesAt, at <= now
        {
            return closeDead(key, at: now)
        }
        ail(key, .mediaStopped, at: now)
        guard let at = agents[key]?.ailment?.closesAt, var watch = life(of: key) else { return }
        watch.nextLook = min(watch.nextLook, at)
        set(watch, of: key)
    }

    private mutating func ail(_ key: AgentKey, _ why: Unhealth, at now: Instant) {
        guard agents[key]?.ailment?.why != why else { return }
        let seconds = policy(of: key).mediaLostSeconds
        ail(key, Ailment(why: why, closesAt: now.advanced(bySeconds: seconds)), at: now)
    }

    private mutating func ail(_ key: AgentKey, _ ailment: Ailment?, at now: Instant) {
        guard let session = agents[key], session.ailment != ailment else { return }
        changeHealth(of: key, at: now) { $0.ailment = ailment }
        // Nobody is connected to a leg that is known to be dead: the customer goes on elsewhere.
        guard ailment?.why != nil, case .offered(let id) = session.engagement,
            let offer = offers[id]
        else { return }
        end(offer, as: .failed, releasing: .failed, at: now)
    }

    /// A leg has been dead for as long as it may. A call that is up is not cut.
    mutating func closeDead(_ key: AgentKey, at now: Instant) {
        guard var session = agents[key], session.ailment?.why != nil,
            let at = session.ailment?.closesAt, at <= now
        else { return }
        if case .inCall = session.engagement { return }
        guard isPhoneSystemSeen,
            let step = try? session.connection.perform(.close(.mediaLost), at: now)
        else {
            // Nobody sees whether it recovers: the survey gives it time anew. What is due for ever would keep all else from
            // being done.
            session.ailment?.closesAt = nil
            set(session, for: key)
            return
        }
        take(step, for: key, at: now)
    }

    /// After a gap nothing of before counts against a leg, and no time of it.
    mutating func compareLife(_ legs: [LegID: Survey.Leg], at now: Instant) {
        for key in agents.keys.sorted() {
            guard let session = agents[key], let leg = session.connection.openLeg,
                let seen = legs[leg]
            else { continue }
            if session.ailment?.why != nil { giveTime(key, at: now) }
            followLife(of: key, at: now)
            guard var watch = life(of: key) else { continue }
            watch.forgetCount()
            // Whether anybody asks the phone is found out; that it was reachable is not known any more.
            if watch.contact == .unreachable { watch.contact = nil }
            set(watch, of: key)
            switch seen.hasContact {
            case false?: contactSeen(leg, .unreachable, at: now)
            case true? where session.ailment?.why == .contactUnreachable:
                ail(key, nil, at: now)
            case true?, nil: break
            }
        }
    }

    /// A phone has let go of us: what it did not send meanwhile does not speak against it.
    mutating func countAnew(_ key: AgentKey, at now: Instant) {
        guard var watch = life(of: key) else { return }
        watch.forgetCount()
        set(watch, of: key)
        if agents[key]?.ailment?.why == .mediaStopped { giveTime(key, at: now) }
    }

    /// What is dead has as long to recover as one that is found dead now.
    private mutating func giveTime(_ key: AgentKey, at now: Instant) {
        guard var session = agents[key] else { return }
        let seconds = policy(of: key).mediaLostSeconds
        session.ailment?.closesAt = now.advanced(bySeconds: seconds)
        set(session, for: key)
    }

    /// Whose registered phone's leg it is, if it stands.
    private func standing(on leg: LegID) -> (AgentKey, AgentSession)? {
        guard case .agent(let key) = owner(of: leg), let session = agents[key],
            case .open(let open) = session.connection, open.attempt.leg == leg,
            open.attempt.workplace.kind == .endpoint
        else { return nil }
        return (key, session)
    }
}

extension LegID {
    /// A number that is spread evenly over legs whose names follow one another.
    fileprivate var spread: UInt64 {
        var number: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in rawValue.utf8 { number = (number ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return number ^ (number >> 29)
    }
}
