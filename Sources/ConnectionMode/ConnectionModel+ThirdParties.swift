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
    mutating func sendAway(
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
        guard let hold = held.hold, hold != .ending else { return }
        takeBack(held, of: id)
    }

    /// Brings them to the agent, wherever they are.
    mutating func takeBack(_ absent: ThirdParty, of id: CallID) {
        guard var call = calls[id] else { return }
        var third = absent
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
}

extension ThirdParty {
    /// How long it may take until they answer, with some time for the PBX to say so.
    var longestRingSeconds: Int { party.ringSeconds + Call.connectSeconds }
}
