/// A workplace that an agent has chosen and whose PIN has not been confirmed yet (P7).
public struct PendingWorkplace: Hashable, Sendable, Codable {
    public let workplace: Workplace
    /// Validation calls to it that came to nothing.
    var failures = 0

    /// After so many the agent is called where they were before.
    static let mostFailures = 3
}

/// Where an agent is called: at one of the approved workplaces, or where the agent says (P6, P7, P9).
extension ConnectionModel {
    /// Where the next call goes: the workplace that is pending, else the one that was validated last.
    func workplace(of key: AgentKey) -> Workplace? {
        guard let settings = phoneSettings(of: key) else { return nil }
        if let pending = agents[key]?.pendingWorkplace?.workplace, settings.mayUse(pending) {
            return pending
        }
        return settings.workplace.value
    }

    /// Lets an agent be called at another of their workplaces. A connection that stands, or is being opened, is
    /// dropped, and the other phone is called with a new PIN (P6).
    ///
    /// - Returns: whether anything is another than before, and the validation call, if one was placed.
    mutating func changeWorkplace(
        of key: AgentKey, to wanted: Workplace, at now: Instant, chance: Nonce
    ) throws(Refusal) -> (isChanged: Bool, answer: Answer) {
        let (place, isEntered) = try permitted(wanted, of: key)
        guard place != workplace(of: key) else { return (false, .done) }
        _ = try reachable(place, for: key)
        guard var session = agents[key] else {
            if isEntered { throw .workplaceNotValidated }
            choose(place, of: key)
            return (true, .done)
        }
        if case .inCall = session.engagement { throw .inCall }
        guard session.mode == .persistent else {
            // The phone rings for each call: an administrator approved it, or somebody proved it.
            if isEntered { throw .workplaceNotValidated }
            choose(place, of: key)
            return (true, .done)
        }
        if isEntered { tell(.workplaceEntered(place), to: key, at: now) }
        let isValidated = place == phoneSettings(of: key)?.workplace.value
        session.pendingWorkplace = isValidated ? nil : PendingWorkplace(workplace: place)
        set(session, for: key)
        return (true, try moveConnection(of: key, at: now, chance: chance))
    }

    /// Gives up what the agent chose: they are called where administrators have them called, also when those move
    /// them.
    mutating func resetWorkplace(
        of key: AgentKey, at now: Instant, chance: Nonce
    ) throws(Refusal) -> (isChanged: Bool, answer: Answer) {
        var choices = choices[key] ?? AgentChoices(of: key)
        let before = workplace(of: key)
        guard let usual = phoneSettings(of: key)?.workplaces.first,
            choices.workplace != nil || agents[key]?.pendingWorkplace != nil
        else { return (false, .done) }
        if usual != before {
            _ = try reachable(usual, for: key)
            if case .inCall? = agents[key]?.engagement { throw .inCall }
        }
        (choices.workplace, choices.validatedAt) = (nil, nil)
        set(choices, choicesOf: key)
        guard var session = agents[key] else { return (true, .done) }
        session.pendingWorkplace = nil
        set(session, for: key)
        guard usual != before, session.mode == .persistent else { return (true, .done) }
        return (true, try moveConnection(of: key, at: now, chance: chance))
    }

    /// A connection that stands, or is being opened, is opened anew where the agent is to be called by now.
    private mutating func moveConnection(
        of key: AgentKey, at now: Instant, chance: Nonce
    ) throws(Refusal) -> Answer {
        guard agents[key]?.connection.attempt != nil else { return .done }
        withdrawOffer(of: key, at: now)
        if let connection = agents[key]?.connection,
            let step = try? connection.perform(.close(.workplaceChanged), at: now)
        {
            take(step, for: key, at: now)
        }
        // An administrator's change of mode may have waited for the connection's end (P8).
        guard agents[key]?.mode == .persistent else { return .done }
        return try openConnection(of: key, at: now, chance: chance)
    }

    /// Calls a workplace that the agent wants to be called at, while they work offline, and opens nothing: so it is
    /// proven also by who has no persistent connection (P9).
    mutating func validateWorkplace(
        of key: AgentKey, _ wanted: Workplace, at now: Instant, chance: Nonce
    ) throws(Refusal) -> Answer {
        let session = try session(of: key)
        if case .inCall = session.engagement { throw .inCall }
        guard session.requested == .workingOffline else { throw .mustWorkOffline }
        let (place, isEntered) = try permitted(wanted, of: key)
        let answer = try call(key, at: place, proves: true, at: now, chance: chance)
        if isEntered { tell(.workplaceEntered(place), to: key, at: now) }
        return answer
    }

    /// One that an administrator approved, as it was approved; else the one that is entered, as it is dialled.
    private func permitted(
        _ wanted: Workplace, of key: AgentKey
    ) throws(Refusal) -> (place: Workplace, isEntered: Bool) {
        guard let settings = phoneSettings(of: key) else { throw .agentUnknown }
        let destinations = directory.destinations(of: key.tenant)
        let identity = destinations.identity(of: wanted)
        let approved = settings.workplaces.first { destinations.identity(of: $0) == identity }
        if let approved { return (approved, false) }
        guard settings.mayUse(wanted) else { throw .workplaceNotApproved }
        do {
            return (try destinations.resolve(wanted.withPlainScheme, for: .workplace), true)
        } catch {
            throw .destinationNotAllowed(error)
        }
    }

    /// From now on it is the agent's, until they choose another one.
    ///
    /// - Parameter validatedAt: when its PIN was confirmed, if one was.
    mutating func choose(_ place: Workplace, of key: AgentKey, validatedAt: Instant? = nil) {
        var choices = choices[key] ?? AgentChoices(of: key)
        choices.workplace = place
        choices.validatedAt = validatedAt
        set(choices, choicesOf: key)
        guard var session = agents[key], session.pendingWorkplace != nil else { return }
        session.pendingWorkplace = nil
        set(session, for: key)
    }

    /// The PIN that was spoken to the pending workplace, or to the one that was to be proven, was confirmed.
    mutating func workplaceValidated(of key: AgentKey, _ proven: Workplace?, at now: Instant) {
        let pending = agents[key]?.pendingWorkplace?.workplace
        guard let place = proven ?? pending, proven != nil || place == workplace(of: key) else {
            return
        }
        choose(place, of: key, validatedAt: now)
        tell(.workplaceValidated(place), to: key, at: now)
    }

    /// A validation call to the pending workplace came to nothing: it is tried again at the agent's wish, up to three
    /// times, unless they called it off (P7).
    mutating func validationFailed(of key: AgentKey, _ reason: EndReason, at now: Instant) {
        guard var session = agents[key], var pending = session.pendingWorkplace else { return }
        switch reason {
        case .workplaceChanged, .workplaceValidated, .nodeRestarted: return
        case .canceled, .closedByAgent, .closedByAdmin, .loggedOut, .modeChanged:
            return revertWorkplace(of: key, at: now)
        case .noAnswer, .busy, .declined, .unreachable, .networkRejected, .pinTimedOut, .pinFailed,
            .phoneHungUp, .maxDuration, .mediaLost, .unknown:
            break
        }
        pending.failures += 1
        guard pending.failures < PendingWorkplace.mostFailures else {
            return revertWorkplace(of: key, at: now)
        }
        session.pendingWorkplace = pending
        set(session, for: key)
    }

    /// The agent is called again where they were validated last, and told so.
    mutating func revertWorkplace(of key: AgentKey, at now: Instant) {
        guard var session = agents[key], session.pendingWorkplace != nil else { return }
        session.pendingWorkplace = nil
        set(session, for: key)
        guard let place = workplace(of: key) else { return }
        tell(.workplaceReverted(place), to: key, at: now)
    }
}

extension Workplace {
    /// A SIP URI whose scheme is in lower case, as dial strings have it.
    var withPlainScheme: Workplace {
        guard kind == .sipUri, let colon = address.firstIndex(of: ":") else { return self }
        return Workplace(kind: kind, address: address[..<colon].lowercased() + address[colon...])
    }
}
