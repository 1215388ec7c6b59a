/// When something was last heard of an agent: a request, a sign of life of an event stream, a phone
/// that was answered, a call that ended. It is not stored: a restart begins anew.
struct Presence: Hashable, Sendable {
    var heardAt: Instant
    /// When an event stream of theirs was last known to be open.
    var consoleSeenAt: Instant
    /// When to look again; older looks that are still in the heap find this later than themselves.
    var nextLook: Instant
}

extension ConnectionModel {
    /// When something was last heard of an agent; `nil` of one who never logged in in this run.
    public func heardAt(of key: AgentKey) -> Instant? { presence(of: key)?.heardAt }

    /// Something is heard of an agent who is logged in.
    mutating func heard(of key: AgentKey, at now: Instant) {
        guard agents[key] != nil, var presence = presence(of: key) else { return }
        presence.heardAt = max(presence.heardAt, now)
        set(presence, of: key)
    }

    /// How long an agent with auto answer may be without a console: a minute, and what an open stream may be silent for.
    public static let unattendedSeconds = 75

    /// When a console of an agent was last seen; `nil` of one who never logged in in this run.
    public func consoleSeenAt(of key: AgentKey) -> Instant? { presence(of: key)?.consoleSeenAt }

    /// An agent's console is there.
    mutating func consoleSeen(of key: AgentKey, at now: Instant) {
        guard var session = agents[key], var presence = presence(of: key) else { return }
        presence.consoleSeenAt = max(presence.consoleSeenAt, now)
        set(presence, of: key)
        guard session.isUnattended else { return }
        session.isUnattended = false
        set(session, for: key)
    }

    /// Whether calls would connect, and nobody sees them: then none is offered.
    mutating func lookForConsole(of key: AgentKey, at now: Instant) {
        guard var session = agents[key], let presence = presence(of: key) else { return }
        let isGone =
            presence.consoleSeenAt.advanced(bySeconds: Self.unattendedSeconds) <= now
        let isUnattended = isGone && answersByItself(session)
        guard isUnattended != session.isUnattended else { return }
        session.isUnattended = isUnattended
        set(session, for: key)
    }

    /// A forgotten agent is logged out, and the leg closed (S9). Nobody is forgotten in a call, or while
    /// the PBX is out of sight, which alone knows of every call.
    mutating func lookAfter(_ key: AgentKey, at now: Instant) {
        guard let session = agents[key], let presence = presence(of: key),
            presence.nextLook <= now
        else { return }
        lookForConsole(of: key, at: now)
        guard !lookLater(after: key, at: now) else { return }
        let isInCall = if case .inCall = session.engagement { true } else { false }
        guard isInCall || !isPhoneSystemSeen else {
            return endSession(of: key, because: .forgotten, at: now)
        }
        heard(of: key, at: now)
        lookLater(after: key, at: now)
    }

    /// Returns whether there is still time.
    @discardableResult
    mutating func lookLater(after key: AgentKey, at now: Instant) -> Bool {
        let minutes =
            directory.policy(of: key.tenant)?.forgottenAfterMinutes
            ?? Policy().forgottenAfterMinutes
        var presence =
            presence(of: key) ?? Presence(heardAt: now, consoleSeenAt: now, nextLook: now)
        let forgottenAt = presence.heardAt.advanced(bySeconds: minutes * 60)
        var nextLook = presence.consoleSeenAt.advanced(bySeconds: Self.unattendedSeconds)
        // Who had no auto answer may have by then.
        if nextLook <= now { nextLook = now.advanced(bySeconds: Self.unattendedSeconds) }
        presence.nextLook = min(forgottenAt, nextLook)
        set(presence, of: key)
        return forgottenAt > now
    }
}
