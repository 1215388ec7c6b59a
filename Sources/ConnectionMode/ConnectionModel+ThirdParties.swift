/// Agents bring somebody into a call: to ask them before the customer is sent on (O13e), or to talk with both (O13f).
extension ConnectionModel {
    /// The customer hears music while somebody is called.
    ///
    /// - Parameter joins: whether the customer comes back by itself when they answer, or cannot be reached.
    mutating func consult(
        _ id: CallID, _ target: TransferTarget, joins: Bool, at now: Instant
    ) throws(Refusal) -> Answer {
        var call = try connectedCall(id)
        guard call.third == nil else { throw .consultUnderWay }
        let party = try party(for: target, of: call.agent)
        let third = ThirdParty(
            ParticipantID(name(.participant)), leg: LegID(name(.leg)), party,
            joins ? .everybody : .thirdParty, until: now.advanced(bySeconds: Call.connectSeconds))
        call.third = third
        set(call, for: id)
        tell(.thirdParty(.wanted, third, of: call), to: call.agent, at: now)
        proceed(id, at: now)
        return .consulting(third.id)
    }

    private func party(
        for target: TransferTarget, of key: AgentKey
    ) throws(Refusal) -> DialedParty {
        switch target {
        case .destination(let place): return try party(for: CallOrder(to: place), of: key)
        case .agent(key.agent): throw .ownPhone
        case .agent(let agent):
            guard directory.profile(of: AgentKey(tenant: key.tenant, agent: agent)) != nil,
                let own = directory.profile(of: key)
            else { throw .agentUnknown }
            return DialedParty(
                destination: Workplace(kind: .endpoint, address: agent.rawValue), trunk: nil,
                callerID: Caller(number: key.agent.rawValue, name: own.name).presented,
                ringSeconds: directory.callingOut(of: key.tenant).ringSeconds, agent: agent)
        }
    }

    mutating func direct(
        _ id: CallID, _ participant: ParticipantID, _ wish: ThirdPartyWish, at now: Instant
    ) throws(Refusal) -> Answer {
        var call = try connectedCall(id)
        guard var third = call.third, third.id == participant, third.state != .leaving else {
            throw .participantUnknown
        }
        if wish == .dismiss {
            sendAway(third, from: call, .dismissed, takingBack: true, at: now)
            return .done
        }
        guard third.state == .connected else { throw .participantNotConnected }
        switch wish {
        case .dismiss, .complete: break
        case .join: third.audience = .everybody
        case .swap: third.audience = third.audience.hasThirdParty ? .customer : .thirdParty
        }
        if wish == .complete {
            handOver(call, as: .transferred, at: now)
            return .done
        }
        call.third = third
        set(call, for: id)
        proceed(id, at: now)
        return .done
    }

    /// The third party is hung up.
    ///
    /// - Parameter takingBack: whether the customer comes back by themselves.
    private mutating func sendAway(
        _ third: ThirdParty, from before: Call, _ end: ThirdPartyEnd, takingBack: Bool,
        at now: Instant
    ) {
        var (call, leaving) = (before, third)
        leaving.state = .leaving
        leaving.audience = takingBack ? .customer : .thirdParty
        (leaving.hold, leaving.held, leaving.joined, leaving.deadline) = (nil, nil, nil, nil)
        // Nobody has been called, or they hear nobody.
        let isApart = third.state == .waiting || third.hold == .held
        call.third = isApart ? nil : leaving
        set(call, for: call.id)
        leave(third, of: call, end, at: now)
        if isApart, takingBack { takeOffHold(call) }
    }

    /// Brings who hears the agent nearer to what the agent wants: who is not to be heard leaves first.
    mutating func proceed(_ id: CallID, at now: Instant) {
        guard isPhoneSystemSeen, let call = calls[id], call.state == .connected,
            let third = call.third
        else { return }
        // Who is being hung up may still be heard: a customer on hold stays there, and one who talks is left alone.
        guard third.state != .leaving else { return }
        let isThere = third.state == .connected
        let customerLeaves = !isThere || !third.audience.hasCustomer
        let thirdPartyLeaves = isThere && !third.audience.hasThirdParty
        // Where no bridge can be named, for the store has failed since the start, nobody waits in one.
        guard hasKeptNames || !(customerLeaves || thirdPartyLeaves) else { return }
        if customerLeaves, call.hold == nil || call.hold == .ending { putOnHold(call) }
        if thirdPartyLeaves, third.hold == nil || third.hold == .ending { putOnHold(third, of: id) }
        guard !customerLeaves || call.hold == .held, !thirdPartyLeaves || third.hold == .held
        else { return }
        if third.state == .waiting { return dial(third, for: call, at: now) }
        if !customerLeaves { takeOffHold(call) }
        if isThere, !thirdPartyLeaves { takeOffHold(third, of: id) }
        tellWhenJoined(id, at: now)
    }

    private mutating func dial(_ waiting: ThirdParty, for before: Call, at now: Instant) {
        var (call, third) = (before, waiting)
        third.state = .dialing
        third.deadline = now.advanced(bySeconds: third.longestRingSeconds)
        call.third = third
        call.mayRing = true
        set(call, for: call.id)
        if third.party.agent == nil {
            trunks.callAtOnce(
                trunks.trunk(to: third.party.destination, of: call.agent.tenant), at: now)
        }
        achieve([
            .dialOut(
                DialOut(
                    leg: third.leg, agent: call.agent, call: call.id, agentLeg: call.agentLeg,
                    party: third.party, bridge: call.talkingBridge))
        ])
        tell(.thirdParty(.dialing, third, of: call), to: call.agent, at: now)
    }

    private mutating func putOnHold(_ talking: ThirdParty, of id: CallID) {
        guard var call = calls[id] else { return }
        var third = talking
        if third.hold == .ending, let bridge = third.waitingBridge { achieve([.dissolve(bridge)]) }
        let bridge = BridgeID(name(.waiting))
        third.waitingBridge = bridge
        third.hold = .asked
        third.joined = nil
        call.third = third
        set(call, for: id)
        achieve([.keepWaiting(third.asCustomer, in: bridge)])
    }

    private mutating func takeOffHold(_ held: ThirdParty, of id: CallID) {
        guard var call = calls[id], let hold = held.hold, hold != .ending else { return }
        var third = held
        third.hold = .ending
        call.third = third
        set(call, for: id)
        achieve([.connect(agent: call.agentLeg, third.asCustomer, in: call.talkingBridge)])
    }

    private mutating func tellWhenJoined(_ id: CallID, at now: Instant) {
        guard var call = calls[id], var third = call.third, third.state == .connected else {
            return
        }
        let isJoined = third.audience == .everybody && call.hold == nil && third.hold == nil
        guard isJoined != third.isJoined else { return }
        third.joined = isJoined ? true : nil
        call.third = third
        set(call, for: id)
        if isJoined { tell(.thirdParty(.joined, third, of: call), to: call.agent, at: now) }
    }

    // MARK: What is seen of it

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
                id, third.state == .connected ? end.whileTalking : end.unreached, at: now)
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
            thirdPartyLeft(id, end.unreached, isGone: false, at: now)
        case .dialFailed(.notSent), .notFound:
            thirdPartyLeft(id, .failed, isGone: false, at: now)
        case .ringing, .answered, .gone, .missing: break
        }
    }

    private mutating func thirdPartyAnswered(_ id: CallID, at now: Instant) {
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
    private mutating func thirdPartyLeft(
        _ id: CallID, _ end: ThirdPartyEnd, isGone: Bool = true, at now: Instant
    ) {
        guard var call = calls[id], let third = call.third else { return }
        if call.handOver != nil { return handOverEnds(call, leaving: .thirdParty, at: now) }
        // A customer who was only on hold for somebody to be asked stays so until the agent comes back.
        let takingBack = third.audience.hasCustomer
        guard isGone else {
            return sendAway(third, from: call, end, takingBack: takingBack, at: now)
        }
        call.third = nil
        set(call, for: id)
        leave(third, of: call, end, isGone: true, at: now)
        if takingBack, isPhoneSystemSeen { takeOffHold(call) }
    }

    /// Who was hung up is gone.
    private mutating func thirdPartyIsGone(_ id: CallID) {
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

    // MARK: When one of the others leaves

    /// The customer is gone, and the agent goes on talking with whom they brought in: nobody is cut.
    ///
    /// - Returns: whether there is somebody.
    mutating func takeOver(_ before: Call, at now: Instant) -> Bool {
        guard let third = before.third, third.state == .connected else { return false }
        var call = before
        if call.hold != nil { achieve([.dissolve(call.waitingBridge)]) }
        call.third = nil
        call.takeOver(by: third)
        call.hold = third.hold
        if third.hold != nil {
            call.waitingBridge = third.waitingBridge ?? BridgeID(name(.waiting))
        }
        call.setHeld(third.isHeld, at: now)
        set(call, for: call.id)
        tell(.thirdParty(.left(.tookOver), third, of: call), to: call.agent, at: now)
        tell(.callCustomerLeft(call), to: call.agent, at: now)
        // The agent was on the way back to them.
        if third.audience.hasThirdParty, isPhoneSystemSeen { takeOffHold(call) }
        return true
    }

    /// The agent leaves the two others to each other. Who is not with the agent comes when the agent is gone.
    ///
    /// - Parameter legIsGone: whether the agent's leg is gone already.
    mutating func handOver(
        _ before: Call, as end: CallEnd, legIsGone: Bool = false, at now: Instant
    ) {
        guard var third = before.third else { return }
        var call = before
        let areTogether = call.hold == nil && third.hold == nil
        call.handOver = HandOver(
            areTogether: areTogether, waitsForAgent: !legIsGone,
            until: now.advanced(bySeconds: Call.connectSeconds))
        let place = third.hold == nil ? nil : third.waitingBridge
        (third.hold, third.held, third.waitingBridge) = (nil, nil, nil)
        call.third = third
        tell(.thirdParty(.left(.handedOver), third, of: call), to: call.agent, at: now)
        self.end(call, as: end, legIsGone: legIsGone, at: now)
        if !areTogether, legIsGone { achieve([bringTogether(third, call)]) }
        if let place { achieve([.dissolve(place)]) }
    }

    private func bringTogether(_ third: ThirdParty, _ call: Call) -> Effect {
        .connect(agent: third.leg, call.kept, in: call.talkingBridge)
    }

    /// An agent's leg is in a bridge, or nowhere: the two whom it left may come together.
    mutating func agentSeen(_ leg: LegID, in bridge: BridgeID?, at now: Instant) {
        guard let id = leavers[leg], let call = calls[id], call.talkingBridge != bridge else {
            return
        }
        handOverGoesOn(call, at: now)
    }

    private mutating func handOverGoesOn(_ before: Call, at now: Instant) {
        guard let third = before.third, var handOver = before.handOver else { return }
        var call = before
        handOver.waits = nil
        handOver.deadline = now.advanced(bySeconds: Call.connectSeconds)
        call.handOver = handOver
        set(call, for: call.id)
        achieve([bringTogether(third, call)])
    }

    private mutating func handOverSeen(_ leg: LegID, _ bridge: BridgeID, _ before: Call) {
        guard var handOver = before.handOver, bridge == before.talkingBridge else { return }
        if leg == before.customer.leg { handOver.customerIsIn = true }
        if leg == before.third?.leg { handOver.thirdPartyIsIn = true }
        if handOver.customerIsIn, handOver.thirdPartyIsIn { handOver.deadline = nil }
        guard handOver != before.handOver else { return }
        var call = before
        call.handOver = handOver
        set(call, for: call.id)
    }

    /// They could not be brought together, or that is old news of two who are.
    mutating func handOverFailed(_ before: Call, at now: Instant) {
        guard isPhoneSystemSeen, var handOver = before.handOver, !handOver.waitsForAgent,
            !(handOver.customerIsIn && handOver.thirdPartyIsIn)
        else { return }
        guard handOver.triesLeft > 0 else {
            return handOverEnds(before, leaving: .neither(.failed), at: now)
        }
        handOver.deadline = now.advanced(bySeconds: Self.handOverPauseSeconds)
        var call = before
        call.handOver = handOver
        set(call, for: call.id)
    }

    /// How long nobody tries again to bring two together who could not be.
    private static let handOverPauseSeconds = 1

    /// They were not said to be together in time, or the agent not to be gone.
    mutating func handOverDue(_ before: Call, at now: Instant) {
        guard isPhoneSystemSeen, var handOver = before.handOver else { return }
        guard handOver.triesLeft > 0 else {
            return handOverEnds(before, leaving: .neither(.failed), at: now)
        }
        handOver.triesLeft -= 1
        var call = before
        call.handOver = handOver
        handOverGoesOn(call, at: now)
    }

    /// Who leaves two who were left to each other.
    enum Leaving {
        case customer, thirdParty
        /// Both are to go, the customer with this result.
        case neither(Release)
    }

    /// One of the two has left, or they could not be brought together: nobody is left alone.
    mutating func handOverEnds(_ before: Call, leaving: Leaving, at now: Instant) {
        guard let third = before.third else { return }
        var call = before
        (call.handOver, call.third) = (nil, nil)
        set(call, for: call.id)
        func release(_ result: Release) {
            depart(call.customer.leg, .release(call.kept, result), at: now)
        }
        switch leaving {
        case .customer: depart(third.leg, .hangUp, at: now)
        case .thirdParty: release(isLost(third) ? .agentLost : .agentHungUp)
        case .neither(let result):
            release(result)
            depart(third.leg, .hangUp, at: now)
        }
        achieve([.dissolve(call.talkingBridge)])
    }

    /// Whether they were a colleague who was lost: the customer is looked after as any other agent's (O10).
    private func isLost(_ third: ThirdParty) -> Bool {
        guard let half = third.otherHalf else { return false }
        return calls.values.contains { $0.firstCustomer.leg == half && $0.end == .agentLost }
    }

    // MARK: After the PBX was out of sight

    /// The two others hear each other, as the agent wanted, and the service was killed before that was stored. Should the
    /// agent's leg be gone, they go on.
    mutating func takeJoined(_ id: CallID, _ legs: [LegID: Survey.Leg], at now: Instant) {
        guard let call = calls[id], call.state == .connected, let third = call.third,
            third.audience == .everybody, third.state != .waiting, third.state != .leaving,
            legs[call.customer.leg]?.bridge == call.talkingBridge,
            let leg = legs[third.leg], leg.isUp, leg.bridge == call.talkingBridge
        else { return }
        if call.hold != nil { holdEnded(call, at: now) }
        thirdPartyAnswered(id, at: now)
        if third.hold == .ending {
            _ = thirdPartySeen(third.leg, in: call.talkingBridge, id, at: now)
        }
        proceed(id, at: now)
    }

    /// What a survey says of whom an agent brought into a call.
    mutating func compareThirdParty(
        _ id: CallID, _ legs: [LegID: Survey.Leg], _ restarted: Bool, at now: Instant
    ) {
        guard var call = calls[id], call.state == .connected, var third = call.third else { return }
        // Its deadline may have passed out of sight.
        if third.state != .connected, third.state != .leaving {
            third.deadline = now.advanced(
                bySeconds: third.state == .waiting
                    ? Call.connectSeconds : third.longestRingSeconds)
            call.third = third
            set(call, for: id)
        }
        guard third.state != .waiting else { return proceed(id, at: now) }
        if third.state == .leaving {
            if legs[third.leg] == nil { thirdPartyIsGone(id) }
            return
        }
        guard let leg = legs[third.leg] else {
            // Before it rings, the request for it may be on its way still.
            if third.state == .dialing, !restarted { return achieve([.find(third.leg)]) }
            let end: ThirdPartyEnd = third.state == .connected ? .hungUp : .failed
            return thirdPartyLeft(id, restarted ? .nodeRestarted : end, at: now)
        }
        if third.state != .connected, !leg.isUp {
            guard leg.bridge == call.talkingBridge else {
                // The service was killed on the way, and nobody knows whether they are being called.
                return thirdPartyLeft(id, .failed, isGone: false, at: now)
            }
            if leg.isRinging { thirdPartySeen(.ringing, for: id, at: now) }
            return proceed(id, at: now)
        }
        thirdPartyAnswered(id, at: now)
        compareAudience(id, leg, at: now)
        proceed(id, at: now)
    }

    private mutating func compareAudience(_ id: CallID, _ leg: Survey.Leg, at now: Instant) {
        guard var call = calls[id], var third = call.third else { return }
        switch third.hold {
        case nil where leg.bridge == call.talkingBridge: break
        case nil:
            third.hold = .ending
            call.third = third
            set(call, for: id)
            achieve([.connect(agent: call.agentLeg, third.asCustomer, in: call.talkingBridge)])
        case .ending where leg.bridge != call.talkingBridge:
            achieve([.connect(agent: call.agentLeg, third.asCustomer, in: call.talkingBridge)])
        case .asked, .held:
            // Whether there is music is not seen.
            if let bridge = third.waitingBridge {
                achieve([.keepWaiting(third.asCustomer, in: bridge)])
            }
            fallthrough
        case .ending:
            if let bridge = leg.bridge { _ = thirdPartySeen(leg.id, in: bridge, id, at: now) }
        }
    }

    /// What a survey says of two whom an agent left to each other.
    mutating func compareHandOver(
        _ before: Call, _ legs: [LegID: Survey.Leg], at now: Instant
    ) {
        guard let third = before.third else { return }
        let both = [before.customer.leg, third.leg]
        guard legs[before.customer.leg] != nil else {
            return handOverEnds(before, leaving: .customer, at: now)
        }
        guard legs[third.leg] != nil else {
            return handOverEnds(before, leaving: .thirdParty, at: now)
        }
        if both.allSatisfy({ legs[$0]?.bridge == before.talkingBridge }) {
            for leg in both {
                if let call = calls[before.id] { handOverSeen(leg, before.talkingBridge, call) }
            }
            return
        }
        var call = before
        let agentIsThere = legs[before.agentLeg]?.bridge == before.talkingBridge
        call.handOver = HandOver(
            areTogether: false, waitsForAgent: agentIsThere,
            until: now.advanced(bySeconds: Call.connectSeconds))
        set(call, for: call.id)
        if !agentIsThere { achieve([bringTogether(third, call)]) }
    }
}

extension ThirdParty {
    /// How long it may take until they answer, with some time for the PBX to say so.
    var longestRingSeconds: Int { party.ringSeconds + Call.connectSeconds }
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

extension LegEnd {
    /// Why somebody who was called is not there.
    fileprivate var unreached: ThirdPartyEnd {
        switch self {
        case .busy: .busy
        case .noAnswer: .noAnswer
        case .declined: .declined
        case .unreachable: .unreachable
        case .networkRejected: .networkRejected
        case .nodeRestarted: .nodeRestarted
        case .hungUp, .unknown: .failed
        }
    }

    /// Why somebody who was talking is not there any more.
    fileprivate var whileTalking: ThirdPartyEnd {
        switch self {
        case .nodeRestarted: .nodeRestarted
        case .busy, .noAnswer, .declined, .unreachable, .networkRejected, .hungUp, .unknown: .hungUp
        }
    }
}
