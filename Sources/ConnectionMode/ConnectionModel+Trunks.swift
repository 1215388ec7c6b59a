/// Legs leave by trunks, which bear so many at once, and so many new ones a second (C7).
extension ConnectionModel {
    /// The trunk to somebody, if it bears one more.
    func freeTrunk(to place: Workplace, of tenant: TenantID) throws(Refusal) -> Trunk? {
        guard let trunk = trunks.trunk(to: place, of: tenant) else { return nil }
        guard !trunks.isFull(trunk) else { throw .trunkFull }
        return trunk
    }

    /// The turn of somebody who waits for their trunk has come. Without the link to the PBX, or the store, a later
    /// one is given.
    ///
    /// - Parameter mayDial: whether what is decided can be stored.
    mutating func dialInTurn(_ waiting: Waiting, of key: AgentKey, mayDial: Bool, at now: Instant) {
        guard var session = agents[key] else { return }
        let attempt = waiting.attempt
        let later =
            isPhoneSystemSeen && mayDial
            ? trunks.take(attempt.trunk, at: now) : trunks.later(attempt.trunk, at: now)
        guard let later else {
            take(session.connection.expire(at: now), for: key, at: now)
            return
        }
        session.connection = .waiting(
            Waiting(attempt: attempt, dialsAt: later, saidAt: now))
        set(session, for: key)
    }

    /// Nobody's phone is called twice in a turn that was given before a restart.
    mutating func keepTurns() {
        for (_, session) in agents.sorted(by: { $0.key < $1.key }) {
            if case .waiting(let waiting) = session.connection {
                trunks.keep(waiting.dialsAt, waiting.attempt.trunk)
            }
        }
    }

    /// How many legs by a trunk are a tenant's.
    public func legs(of tenant: TenantID, by trunk: String) -> Int {
        let standing = agents.values.count { session in
            session.key.tenant == tenant && session.connection.attempt?.trunk == trunk
        }
        let ringing = offers.values.count { $0.agent.tenant == tenant && $0.trunk == trunk }
        let inCalls = calls.values.filter { $0.agent.tenant == tenant }.map { call in
            [call.customersTrunk, call.agentsTrunk, call.thirdPartysTrunk, call.supervisorsTrunk]
                .count { $0 == trunk }
        }
        return standing + ringing + inCalls.reduce(0, +)
    }

    /// Keeps count of what has a leg by a trunk, or will.
    mutating func countTrunk(_ old: String?, _ new: String?) {
        guard old != new else { return }
        trunks.count(old, -1)
        trunks.count(new, 1)
    }
}

extension Attempt {
    /// The phone is called.
    func dial(at now: Instant) -> Step {
        let deadline = now.advanced(bySeconds: longestRingSeconds)
        return .go(
            .dialing(Dialing(attempt: self, deadline: deadline)),
            achieve: [
                .dial(
                    Dial(
                        leg: leg, purpose: .validation, agent: agent, workplace: workplace,
                        trunk: trunk, ringSeconds: policy.validationRingSeconds,
                        callerID: policy.callerID ?? trunkCallerID))
            ],
            tell: [.connectionDialing(id)], answer: .dialing(id))
    }
}

extension Offer {
    /// By which the agent's own phone is rung.
    var trunk: String? { state == .pending ? phone?.trunk : nil }
}
