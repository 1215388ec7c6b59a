/// When something was last heard of an agent: a request, a sign of life of an event stream, a phone
/// that was answered, a call that ended. It is not stored: a restart begins anew.
struct Presence: Hashable, Sendable {
    var heardAt: Instant
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

    /// A forgotten agent is logged out, and the leg closed (S9). Nobody is forgotten in a call, or while
    /// the PBX is out of sight, which alone knows of every call.
    mutating func lookAfter(_ key: AgentKey, at now: Instant) {
        guard let session = agents[key], let presence = presence(of: key),
            presence.nextLook <= now
        else { return }
        if case .inCall = session.engagement {
            heard(of: key, at: now)
        } else if !isPhoneSystemSeen {
            heard(of: key, at: now)
        }
        guard !lookLater(after: key, at: now) else { return }
        endSession(of: key, because: .forgotten, at: now)
    }

    /// Returns whether there is still time.
    @discardableResult
    mutating func lookLater(after key: AgentKey, at now: Instant) -> Bool {
        let minutes =
            directory.policy(of: key.tenant)?.forgottenAfterMinutes
            ?? Policy().forgottenAfterMinutes
        var presence = presence(of: key) ?? Presence(heardAt: now, nextLook: now)
        presence.nextLook = presence.heardAt.advanced(bySeconds: minutes * 60)
        set(presence, of: key)
        return presence.nextLook > now
    }
}
