/// Calls with three parties after the PBX was out of sight.
extension ConnectionModel {
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
        guard let call = calls[id], let third = call.third else { return }
        switch third.hold {
        case nil where leg.bridge == call.talkingBridge: break
        case nil: takeBack(third, of: id)
        case .ending where leg.bridge != call.talkingBridge: takeBack(third, of: id)
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
}
