/// When a standing leg ends, for its trunk lets no call last longer (C5), and what happens before.
struct Expiry: Hashable, Sendable {
    let at: Instant
    /// How long the trunk lets a call last.
    let seconds: Int

    /// The agent is warned a quarter of an hour and five minutes before; of a trunk that is very short with its
    /// calls, sooner.
    var warnings: [Instant] {
        [min(900, seconds / 4), min(300, seconds / 12)].map { at.advanced(bySeconds: -$0) }
    }

    /// From then on the leg is renewed as soon as the agent is in no call.
    var renewal: Instant { at.advanced(bySeconds: -min(240, seconds / 15)) }
}

extension Open {
    var expiry: Expiry? {
        guard let expiresAt, let seconds = attempt.longestSeconds else { return nil }
        return Expiry(at: expiresAt, seconds: seconds)
    }
}

extension AgentSession {
    /// When the next step of a leg that ends is due: a warning, or its renewal between calls.
    var expiryDeadline: Instant? {
        guard case .open(let open) = connection, let expiry = open.expiry else { return nil }
        let warnings = expiry.warnings
        if expiryWarnings < warnings.count { return warnings[expiryWarnings] }
        guard engagement == .free else { return nil }
        return max(expiry.renewal, renewsAt ?? expiry.renewal)
    }

    /// Whether the agent was told that the leg that stands ends soon: it is renewed when they ask for it, or take
    /// a break.
    var isExpiring: Bool { connection.isOpen && expiryWarnings > 0 }
}

/// Legs that end because their trunk lets no call last longer are renewed before, between calls (C5).
extension ConnectionModel {
    /// The phone is to see the end of the old call before the new one comes.
    private static let renewalPauseSeconds = 2
    private static let renewalRetrySeconds = 10

    /// A warning, or the renewal, of the leg that stands is due.
    mutating func expiryDue(_ key: AgentKey, at now: Instant, chance: Nonce?) {
        guard var session = agents[key], case .open(let open) = session.connection,
            let expiry = open.expiry
        else { return }
        let due = expiry.warnings.count { $0 <= now }
        if due > session.expiryWarnings {
            session.expiryWarnings = due
            set(session, for: key)
            // Nobody can do anything any more about what ended while nobody looked.
            if now < expiry.at {
                tell(.connectionExpiring(open.attempt.id, at: expiry.at), to: key, at: now)
            }
        }
        guard due == expiry.warnings.count, expiry.renewal <= now, session.engagement == .free
        else { return }
        let start = mark
        do throws(Refusal) {
            guard isPhoneSystemSeen, let chance else { throw .phoneSystemAway }
            try renew(key, at: now, chance: chance)
        } catch {
            rollBack(to: start)
            session.renewsAt = now.advanced(bySeconds: Self.renewalRetrySeconds)
            set(session, for: key)
        }
    }

    /// Ends the leg that stands, and places a validation call for the next.
    @discardableResult
    mutating func renew(
        _ key: AgentKey, at now: Instant, chance: Nonce
    ) throws(Refusal) -> Answer {
        let session = try session(of: key)
        guard case .open(let open) = session.connection else { throw .connectionNotOpen }
        guard session.engagement == .free else {
            if case .offered = session.engagement { throw .offerPending }
            throw .inCall
        }
        try requirePersistentMode(of: key)
        guard let wanted = workplace(of: key) else { throw .agentUnknown }
        return try call(
            key, at: wanted, renewing: open.attempt, isAskedFor: false, at: now, chance: chance)
    }

    /// The agent takes a break: a good time to renew a leg that ends soon.
    mutating func renewAtBreak(of key: AgentKey, at now: Instant, chance: Nonce) -> Answer {
        guard let session = agents[key], session.isExpiring, session.engagement == .free else {
            return .done
        }
        let start = mark
        do {
            return try renew(key, at: now, chance: chance)
        } catch {
            rollBack(to: start)
            return .done
        }
    }

    /// The leg that stands ends, and somewhat later the phone is called by the new attempt.
    func renewing(_ old: Attempt, by attempt: Attempt, at turn: Instant?, _ now: Instant) -> Step {
        let end = old.ended(.maxDuration, at: now, hangingUp: true, dissolving: true)
        let earliest = now.advanced(bySeconds: Self.renewalPauseSeconds)
        let waiting = Waiting(attempt: attempt, dialsAt: max(turn ?? earliest, earliest))
        return Step(
            next: .waiting(waiting), effects: end.effects,
            tell: [.connectionClosed(old.id, .maxDuration)], doomed: end.doomed,
            answer: .dialing(attempt.id))
    }
}
