/// One of three leaves, and the two others go on (O13e, O13f).
extension ConnectionModel {
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

    mutating func handOverSeen(_ leg: LegID, _ bridge: BridgeID, _ before: Call) {
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
