/// How far a customer is on the way into hold, or out of it (O13a).
public enum Hold: String, Sendable, Codable, CaseIterable {
    /// Asked for; the PBX has not said that the customer hears music.
    case asked
    /// The customer hears music, and the agent nothing.
    case held
    /// The two are being brought together again.
    case ending
}

extension Call {
    /// Whether the customer hears music, as the PBX said, and not the agent (O13a).
    public var isHeld: Bool { held ?? false }

    /// Whether the customer does not hear the agent, as the PBX said (O13b).
    public var isMuted: Bool { muted ?? false }

    /// Whether the agent asked for that last.
    public var shouldBeMuted: Bool { mutes ?? false }
}

/// What digits may be sent to a customer (O13c).
public struct Digits: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    /// As many as anybody types for one question of a machine.
    public static let most = 32

    /// `0` to `9`, `*`, `#` and `A` to `D`, at least one; nil for anything else.
    public init?(_ text: String) {
        guard (1...Self.most).contains(text.utf8.count),
            text.utf8.allSatisfy({ "0123456789*#ABCD".utf8.contains($0) })
        else { return nil }
        self.text = text
    }

    /// One digit, as good as any.
    public static let plainest = Digits(unchecked: "1")

    private init(unchecked text: String) { self.text = text }

    /// They may be a customer's secret.
    public var description: String { "\(text.utf8.count) digits" }
}

/// What agents do during a call. The standing leg stays where it is.
extension ConnectionModel {
    /// A call in which the two are together, or will be when its hold ends.
    func connectedCall(_ id: CallID) throws(Refusal) -> Call {
        guard let call = calls[id] else { throw .callUnknown }
        switch call.state {
        case .connected: break
        case .ended: throw .callIsOver
        case .callingAgent, .dialing, .ringing, .connecting: throw .callNotConnected
        }
        guard isPhoneSystemSeen else { throw .phoneSystemAway }
        return call
    }

    /// The customer hears music until `resume`.
    mutating func hold(_ id: CallID) throws(Refusal) -> Answer {
        let call = try connectedCall(id)
        guard call.third == nil else { throw .consultUnderWay }
        guard call.hold == nil || call.hold == .ending else { return .done }
        putOnHold(call)
        return .done
    }

    mutating func putOnHold(_ talking: Call) {
        var call = talking
        if call.hold == .ending { achieve([.dissolve(call.waitingBridge)]) }
        // Where the customer waited before is gone, and no name is used twice.
        call.waitingBridge = BridgeID(name(.waiting))
        call.hold = .asked
        set(call, for: call.id)
        achieve([.keepWaiting(call.kept, in: call.waitingBridge)])
    }

    mutating func resume(_ id: CallID) throws(Refusal) -> Answer {
        var call = try connectedCall(id)
        if call.third?.state == .leaving {
            // The customer comes back as soon as the other one is gone.
            call.third?.audience = .customer
            set(call, for: id)
            return .done
        }
        guard call.third == nil else { throw .consultUnderWay }
        takeOffHold(call)
        return .done
    }

    mutating func takeOffHold(_ held: Call) {
        guard let hold = held.hold, hold != .ending else { return }
        var call = held
        call.hold = .ending
        set(call, for: call.id)
        achieve([.connect(agent: call.agentLeg, call.kept, in: call.talkingBridge)])
    }

    /// The customer does not hear the agent, who hears the customer, until the opposite is asked for.
    mutating func mute(_ id: CallID, _ mutes: Bool) throws(Refusal) -> Answer {
        var call = try connectedCall(id)
        guard call.shouldBeMuted != mutes || call.isMuted != mutes else { return .done }
        call.mutes = mutes ? true : nil
        set(call, for: id)
        if mutes, !call.isOnDemand, var session = agents[call.agent] {
            session.mayBeMuted = true
            set(session, for: call.agent)
        }
        achieve([.mute(call.agentLeg, mutes)])
        return .done
    }

    /// Digits are heard at the customer's end, as if the agent's phone had sent them.
    mutating func sendDigits(_ id: CallID, _ digits: Digits) throws(Refusal) -> Answer {
        let call = try connectedCall(id)
        if let third = call.third, third.state == .connected, third.audience == .thirdParty {
            achieve([.sendDigits(third.leg, digits)])
            return .done
        }
        guard call.hold == nil else { throw .callIsHeld }
        achieve([.sendDigits(call.customer.leg, digits)])
        return .done
    }

    // MARK: What is seen of it

    /// The customer of a call is in another of its bridges: on hold, or with the agent again.
    ///
    /// - Returns: whether that was it.
    mutating func holdSeen(_ leg: LegID, _ bridge: BridgeID, _ id: CallID, at now: Instant) -> Bool
    {
        guard var call = calls[id], call.state == .connected, leg == call.customer.leg,
            let hold = call.hold
        else { return false }
        switch hold {
        case .asked where bridge == call.waitingBridge:
            call.hold = .held
            set(call, for: id)
            seen(call, held: true, at: now)
        // On hold again, before the two were seen to be together.
        case .asked where bridge == call.talkingBridge: seen(call, held: false, at: now)
        case .ending where bridge == call.talkingBridge: holdEnded(call, at: now)
        // A way back that had failed took effect long after, or this is old news.
        case .held where bridge == call.talkingBridge:
            achieve([.keepWaiting(call.kept, in: call.waitingBridge)])
        case .asked, .held, .ending: return false
        }
        return true
    }

    private mutating func seen(_ before: Call, held: Bool, at now: Instant) {
        guard before.isHeld != held else { return }
        var call = before
        call.setHeld(held, at: now)
        set(call, for: call.id)
        tell(held ? .callHeld(call) : .callResumed(call), to: call.agent, at: now)
    }

    mutating func holdEnded(_ held: Call, at now: Instant) {
        var call = held
        call.hold = nil
        set(call, for: call.id)
        achieve([.dissolve(call.waitingBridge)])
        seen(call, held: false, at: now)
    }

    /// The two could not be brought together again: the customer goes on hearing music.
    mutating func resumeFailed(_ held: Call) {
        guard held.hold == .ending, isPhoneSystemSeen else { return }
        var call = held
        call.hold = .asked
        set(call, for: call.id)
        achieve([.keepWaiting(call.kept, in: call.waitingBridge)])
    }

    /// The agent's leg is muted now, or is not.
    mutating func muteSeen(_ leg: LegID, _ isMuted: Bool, at now: Instant) {
        if let id = callOf(leg), var call = calls[id], call.state == .connected,
            leg == call.agentLeg, call.isMuted != isMuted
        {
            call.muted = isMuted ? true : nil
            set(call, for: id)
            tell(isMuted ? .callMuted(call) : .callUnmuted(call), to: call.agent, at: now)
        }
        guard !isMuted, case .agent(let key) = owner(of: leg), var session = agents[key],
            session.mayBeMuted, mutedCall(of: session) == nil
        else { return }
        session.mayBeMuted = false
        set(session, for: key)
    }

    /// The call in which the agent wants to be muted.
    private func mutedCall(of session: AgentSession) -> Call? {
        guard case .inCall(let id) = session.engagement, let call = calls[id], call.shouldBeMuted
        else { return nil }
        return call
    }

    // MARK: After the PBX was out of sight

    /// What a survey says of a call whose customer is on hold, or on the way.
    mutating func compareHeld(
        _ call: Call, _ hold: Hold, _ legs: [LegID: Survey.Leg], at now: Instant
    ) {
        let both = [call.agentLeg, call.customer.leg]
        let areTogether = both.allSatisfy { legs[$0]?.bridge == call.talkingBridge }
        switch hold {
        // It was told that the customer is held, so the two are together again by a click that was not stored.
        case .held where areTogether, .ending where areTogether: holdEnded(call, at: now)
        case .ending: achieve([.connect(agent: call.agentLeg, call.kept, in: call.talkingBridge)])
        case .asked, .held:
            // Whether there is music is not seen.
            achieve([.keepWaiting(call.kept, in: call.waitingBridge)])
            if let bridge = legs[call.customer.leg]?.bridge {
                _ = holdSeen(call.customer.leg, bridge, call.id, at: now)
            }
        }
    }

    /// Whether a leg is muted is not seen: it is asked for again, and so is the end of it.
    mutating func compareMuted(_ legs: [LegID: Survey.Leg]) {
        for (_, session) in agents.sorted(by: { $0.key < $1.key }) {
            if let call = mutedCall(of: session), legs[call.agentLeg] != nil {
                achieve([.mute(call.agentLeg, true)])
            } else if session.mayBeMuted, let leg = session.connection.openLeg, legs[leg] != nil {
                achieve([.mute(leg, false)])
            } else if case .inCall(let id) = session.engagement, let call = calls[id], call.isMuted,
                legs[call.agentLeg] != nil
            {
                achieve([.mute(call.agentLeg, false)])
            }
        }
    }
}
