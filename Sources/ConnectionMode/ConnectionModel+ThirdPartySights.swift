/// What is seen of somebody whom an agent brings into a call.
extension ConnectionModel {
    /// The third party was seen.
    mutating func thirdPartySeen(_ sight: Connection.Sight, for id: CallID, at now: Instant) {
        guard var call = calls[id], var third = call.third else { return }
        guard third.state != .leaving else {
            if sight.isOfNobody { thirdPartyIsGone(id) }
            return
        }
        switch sight {
        case .ringing:
            guard third.state == .dialing else { return }
            third.state = .ringing
            call.third = third
            set(call, for: id)
            tell(.thirdParty(.ringing, third, of: call), to: call.agent, at: now)
        case .answered: thirdPartyAnswered(id, at: now)
        case .gone(let end):
            thirdPartyLeft(
                id, third.state == .connected ? end.whileTalking() : end.unreached(), at: now)
        // Old news of the dial, once they have answered.
        case .dialFailed, .notFound: dialOfThirdPartyEnded(sight, third, id, at: now)
        case .missing(let restarted):
            thirdPartyLeft(id, restarted ? .nodeRestarted : .failed, at: now)
        }
    }

    private mutating func dialOfThirdPartyEnded(
        _ sight: Connection.Sight, _ third: ThirdParty, _ id: CallID, at now: Instant
    ) {
        guard third.state == .dialing || third.state == .ringing else { return }
        switch sight {
        case .dialFailed(.outcomeUnknown): achieve([.find(third.leg)])
        case .dialFailed(.refused(let end)):
            thirdPartyLeft(id, end.unreached(), isGone: false, at: now)
        case .dialFailed(.notSent), .notFound:
            thirdPartyLeft(id, .failed, isGone: false, at: now)
        case .ringing, .answered, .gone, .missing: break
        }
    }

    mutating func thirdPartyAnswered(_ id: CallID, at now: Instant) {
        guard var call = calls[id], var third = call.third,
            third.state == .dialing || third.state == .ringing
        else { return }
        third.state = .connected
        third.deadline = nil
        call.mayRing = nil
        call.third = third
        set(call, for: id)
        tell(.thirdParty(.connected, third, of: call), to: call.agent, at: now)
        proceed(id, at: now)
    }

    /// - Parameter isGone: whether their leg is seen to be gone.
    mutating func thirdPartyLeft(
        _ id: CallID, _ end: ThirdPartyEnd, isGone: Bool = true, at now: Instant
    ) {
        guard let call = calls[id], let third = call.third else { return }
        if call.handOver != nil { return handOverEnds(call, leaving: .thirdParty, at: now) }
        // A customer who was only on hold for somebody to be asked stays so until the agent comes back.
        guard isGone else {
            return sendAway(
                third, from: call, end, takingBack: third.audience.hasCustomer, at: now)
        }
        leave(third, of: call, end, isGone: true, at: now)
        thirdPartyIsGone(id)
    }

    /// Their leg is gone: the customer comes back, if the agent wants to talk with them.
    mutating func thirdPartyIsGone(_ id: CallID) {
        guard var call = calls[id], let third = call.third else { return }
        call.third = nil
        set(call, for: id)
        if third.audience.hasCustomer, isPhoneSystemSeen { takeOffHold(call) }
    }

    /// Somebody is not a part of the call any more.
    mutating func leave(
        _ third: ThirdParty, of call: Call, _ end: ThirdPartyEnd, isGone: Bool = false,
        at now: Instant
    ) {
        switch third.state {
        case .leaving: return
        case .waiting: break
        case .dialing, .ringing:
            if !isGone { depart(third.leg, .hangUp, at: now) }
            achieve([.stopRinging(call.agentLeg)])
            // A supervisor who is with them heard it, too.
            if let supervisor = call.supervision, supervisor.state != .dialing {
                achieve([.stopRinging(supervisor.leg)])
            }
        case .connected: if !isGone { depart(third.leg, .hangUp, at: now) }
        }
        if third.hold != nil, let bridge = third.waitingBridge { achieve([.dissolve(bridge)]) }
        tell(.thirdParty(.left(end), third, of: call), to: call.agent, at: now)
    }

    /// A leg of a call with three parties is in another bridge.
    ///
    /// - Returns: whether that was all there is to it.
    mutating func thirdPartySeen(
        _ leg: LegID, in bridge: BridgeID, _ id: CallID, at now: Instant
    ) -> Bool {
        guard var call = calls[id], var third = call.third else { return false }
        if call.handOver != nil {
            handOverSeen(leg, bridge, call)
            return true
        }
        guard leg == third.leg else { return false }
        let wasHeld = third.isHeld
        switch third.hold {
        case .asked where bridge == third.waitingBridge: (third.hold, third.held) = (.held, true)
        case .asked where bridge == call.talkingBridge: third.held = nil
        case .ending where bridge == call.talkingBridge:
            (third.hold, third.held) = (nil, nil)
            if let old = third.waitingBridge { achieve([.dissolve(old)]) }
            third.waitingBridge = nil
        // A way back that had failed took effect long after.
        case .held where bridge == call.talkingBridge:
            if let place = third.waitingBridge {
                achieve([.keepWaiting(third.asCustomer, in: place)])
            }
        case nil, .asked, .held, .ending: break
        }
        call.third = third
        set(call, for: id)
        if third.isHeld != wasHeld {
            tell(
                .thirdParty(third.isHeld ? .held : .resumed, third, of: call), to: call.agent,
                at: now)
        }
        proceed(id, at: now)
        return true
    }

    /// Who should have come back did not: they go on hearing music.
    mutating func audienceFailed(_ before: Call, at now: Instant) {
        guard isPhoneSystemSeen, before.state == .connected, var third = before.third else {
            return
        }
        var call = before
        if call.hold == .ending {
            call.hold = .asked
            achieve([.keepWaiting(call.kept, in: call.waitingBridge)])
        }
        if third.hold == .ending {
            third.hold = .asked
            third.waitingBridge = third.waitingBridge ?? BridgeID(name(.waiting))
            if let bridge = third.waitingBridge {
                achieve([.keepWaiting(third.asCustomer, in: bridge)])
            }
        }
        if third.state == .connected {
            third.audience = Audience(
                customer: call.hold == nil, thirdParty: third.hold == nil)
        }
        call.third = third
        set(call, for: call.id)
    }

    /// The customer was not on hold in time, or nobody answered.
    mutating func thirdPartyDue(_ call: Call, at now: Instant) {
        guard isPhoneSystemSeen, let third = call.third, let deadline = third.deadline,
            deadline <= now
        else { return }
        switch third.state {
        // Nobody has been asked anything: the customer comes back, should they be on hold all the same.
        case .waiting: sendAway(third, from: call, .failed, takingBack: true, at: now)
        case .dialing, .ringing: thirdPartyLeft(call.id, .noAnswer, isGone: false, at: now)
        case .connected, .leaving: break
        }
    }
}

extension Connection.Sight {
    /// Whether there is no leg any more, and none will come.
    fileprivate var isOfNobody: Bool {
        switch self {
        case .gone, .notFound, .missing, .dialFailed(.refused), .dialFailed(.notSent): true
        case .ringing, .answered, .dialFailed(.outcomeUnknown): false
        }
    }
}
