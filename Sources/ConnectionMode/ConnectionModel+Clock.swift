/// A start with a clock that is behind the one by which things were stored: it was set back, or it was
/// far ahead then. Deadlines would not come for years, and limits of a day would last as long.
///
/// So what is stored to have happened later than now happened now, and no deadline is further away than
/// it can be. With a clock that is ahead, nothing has to be done: it is as after a long stop. While the
/// service runs, its time only goes on.
extension ConnectionModel {
    mutating func boundTimes(at now: Instant) {
        for (key, session) in agents.sorted(by: { $0.key < $1.key }) {
            let bounded = session.notAhead(of: now)
            if bounded != session { set(bounded, for: key) }
        }
        for (id, offer) in offers.sorted(by: { $0.key < $1.key }) {
            let bounded = offer.notAhead(of: now)
            if bounded != offer { set(bounded, for: id) }
        }
        for (id, call) in calls.sorted(by: { $0.key < $1.key }) {
            let prompt = directory.policy(of: call.agent.tenant)?.agentLostPrompt
            let bounded = call.notAhead(of: now, hasPrompt: prompt != nil)
            if bounded != call { set(bounded, for: id) }
        }
        for (id, waiting) in waitingCustomers.sorted(by: { $0.key < $1.key }) {
            let bounded = waiting.notAhead(of: now)
            if bounded != waiting { set(bounded, for: id) }
        }
        for (leg, departure) in departures.sorted(by: { $0.key < $1.key }) {
            var bounded = departure
            let latest = now.advanced(byMilliseconds: Departure.retryMilliseconds)
            bounded.nextTry = min(departure.nextTry, latest)
            if bounded != departure { set(bounded, for: leg) }
        }
        for (key, counted) in limits.sorted(by: { $0.key < $1.key }) {
            let bounded = counted.notAhead(of: now)
            if bounded != counted { set(bounded, for: key) }
        }
        let bounded = wrongPINs.notAhead(of: now)
        if bounded != wrongPINs { set(bounded) }
    }
}

extension AgentSession {
    fileprivate func notAhead(of now: Instant) -> AgentSession {
        var session = self
        session.loggedInAt = min(loggedInAt, now)
        session.shown.since = min(shown.since, now)
        session.ongoing?.since = min(ongoing?.since ?? now, now)
        session.wrapUp = wrapUp?.notAhead(of: now)
        if session.shown.until != nil { session.shown.until = session.wrapUp?.until }
        session.reopensAt = reopensAt.map { min($0, now) }
        session.renewsAt = renewsAt.map { min($0, now) }
        session.boundHealth(at: now, closing: Policy.longestMediaLostSeconds)
        let bounded = connection.notAhead(of: now)
        if bounded != connection { session.connection = bounded }
        return session
    }
}

extension Offer {
    fileprivate func notAhead(of now: Instant) -> Offer {
        var offer = self
        let length = max(0, expiresAt.milliseconds(since: createdAt))
        offer.expiresAt = min(expiresAt, now.advanced(byMilliseconds: length))
        offer.createdAt = min(createdAt, now)
        offer.endedAt = endedAt.map { min($0, now) }
        return offer
    }
}

extension Call {
    /// The most that a policy may say.
    private static let longestMusicSeconds = 60
    private static let longestOfferSeconds = 300

    /// - Parameter hasPrompt: whether a kept customer may hear a prompt before the music.
    fileprivate func notAhead(of now: Instant, hasPrompt: Bool) -> Call {
        var call = self
        call.createdAt = min(createdAt, now)
        call.connectedAt = connectedAt.map { min($0, now) }
        call.endedAt = endedAt.map { min($0, now) }
        call.heldSince = heldSince.map { min($0, now) }
        call.connectDeadline = connectDeadline.map {
            min($0, now.advanced(bySeconds: longestWait(agentRings: Call.longestOfferSeconds)))
        }
        call.keepsCustomerUntil = keepsCustomerUntil.map {
            min(
                $0,
                now.advanced(
                    bySeconds: Call.longestMusicSeconds
                        + (hasPrompt ? Announcement.longestSeconds : 0)))
        }
        if let deadline = third?.deadline, let longest = third?.longestRingSeconds {
            call.third?.deadline = min(deadline, now.advanced(bySeconds: longest))
        }
        if let deadline = supervision?.deadline, let longest = supervision?.longestRingSeconds {
            call.supervision?.deadline = min(deadline, now.advanced(bySeconds: longest))
        }
        if let deadline = handOver?.deadline {
            call.handOver?.deadline = min(deadline, now.advanced(bySeconds: Call.connectSeconds))
        }
        return call
    }
}
