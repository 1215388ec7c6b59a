/// What an agent still has to do after a call, before they are offered the next one (O11).
public struct WrapUp: Hashable, Sendable, Codable {
    public let call: CallID
    public internal(set) var startedAt: Instant
    public internal(set) var until: Instant

    /// With auto answer nobody says when they are ready.
    static let leastSecondsWithAutoAnswer = 3
    /// The longest that a policy may say.
    public static let allowedSeconds = 0...3_600

    func notAhead(of now: Instant) -> WrapUp {
        var wrapUp = self
        let length = max(0, until.milliseconds(since: startedAt))
        wrapUp.startedAt = min(startedAt, now)
        wrapUp.until = min(until, now.advanced(byMilliseconds: length))
        return wrapUp
    }
}

extension ConnectionModel {
    /// Begins when a call ends in which the two were together, where the agent can be offered another one.
    mutating func beginWrapUp(after call: Call, at now: Instant) {
        guard call.connectedAt != nil, var session = agents[call.agent],
            session.engagement == .free, !session.leavesAfterCall,
            session.connection.isOpen || session.mode == .onDemand
        else { return }
        let policy = directory.policy(of: call.agent.tenant) ?? Policy()
        let least = answersByItself(session) ? WrapUp.leastSecondsWithAutoAnswer : 0
        let seconds = max(policy.wrapUpSeconds, least)
        guard seconds > 0 else { return }
        let wrapUp = WrapUp(
            call: call.id, startedAt: now, until: now.advanced(bySeconds: seconds))
        session.wrapUp = wrapUp
        set(session, for: call.agent)
        tell(.wrapUpStarted(wrapUp), to: call.agent, at: now)
    }

    /// The agent is ready before the time is over.
    mutating func completeWrapUp(of key: AgentKey, at now: Instant) throws(Refusal) -> Answer {
        guard try session(of: key).wrapUp != nil else { throw .notWrappingUp }
        endWrapUp(of: key, at: now)
        return .done
    }

    /// Its time is over, or the agent turns to something else.
    mutating func endWrapUp(of key: AgentKey, at now: Instant) {
        guard var session = agents[key], let wrapUp = session.wrapUp else { return }
        session.wrapUp = nil
        set(session, for: key)
        tell(.wrapUpEnded(wrapUp), to: key, at: now)
    }
}
