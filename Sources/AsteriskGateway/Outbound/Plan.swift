package import ConnectionMode

/// How a goal is worked on: by which procedure, about which legs and bridges, and how fast.
struct Plan {
    let procedure: any Procedure
    let names: [String]
    let pace: Pace
}

/// A goal on its way to Asterisk.
package enum Goal: Sendable {
    case effect(Effect)
    /// The PIN's media, made where the PIN was known; nothing else keeps it.
    case speak(SpeakProcedure, leg: LegID)
    case dissolve(BridgeID, looksLeft: Int)
    /// Music once the prompt is over.
    case prompt(Prompt, looksLeft: Int)

    /// What is to be done instead for now, where something that is under way has to be done first.
    func after(isBusy: (String) -> Bool) -> OutboundState.Step? {
        switch self {
        case .effect(.dissolve(let bridge)) where isBusy(bridge.rawValue):
            .giveWay(milliseconds: 500, .dissolve(bridge, looksLeft: DissolveProcedure.looks - 1))
        case .dissolve(let bridge, let left) where left > 0 && isBusy(bridge.rawValue):
            .giveWay(milliseconds: 500, .dissolve(bridge, looksLeft: left - 1))
        case .effect, .speak, .dissolve, .prompt: nil
        }
    }

    func plan(_ configuration: GatewayConfiguration, quiet: (LegID) -> Bool) -> Plan? {
        switch self {
        case .speak(let procedure, let leg):
            Plan(procedure: procedure, names: [leg.rawValue], pace: .quick)
        case .dissolve(let bridge, let looksLeft):
            Plan(
                procedure: DissolveProcedure(bridge: bridge, looksLeft: looksLeft), names: [],
                pace: .tidying)
        // It has the names of nobody, whose next move it would hold up.
        case .prompt(let prompt, let looksLeft):
            Plan(
                procedure: PromptProcedure(prompt: prompt, looksLeft: looksLeft), names: [],
                pace: .quick)
        case .effect(let effect): effect.plan(configuration, quiet: quiet)
        }
    }
}

extension Effect {
    /// - Parameter quiet: whether nothing of ours can be playing on a leg.
    /// - Returns: nil for a goal that comes another way.
    func plan(_ configuration: GatewayConfiguration, quiet: (LegID) -> Bool) -> Plan? {
        switch self {
        case .dial(let dial):
            Plan(
                procedure: dial.procedure(configuration), names: [dial.leg.rawValue], pace: .quick)
        case .dialOut(let call):
            Plan(
                procedure: call.procedure(configuration, isQuiet: quiet(call.agentLeg)),
                names: [call.agentLeg.rawValue, call.leg.rawValue, call.bridge.rawValue],
                pace: .slow)
        case .stopRinging(let leg):
            Plan(
                procedure: UntilAnswered.stopRinging(on: leg), names: [leg.rawValue], pace: .quick)
        case .find(let leg):
            Plan(procedure: FindProcedure(leg: leg), names: [leg.rawValue], pace: .quick)
        case .speakPIN: nil
        case .park(let leg, let home):
            Plan(
                procedure: ParkProcedure(leg: leg, home: home, isQuiet: quiet(leg)),
                names: [leg.rawValue, home.rawValue], pace: .slow)
        case .prepare(let bridge):
            Plan(
                procedure: FixedSteps([.createBridge(bridge.rawValue, .mixing)]),
                names: [bridge.rawValue], pace: .quick)
        case .keepWaiting(let customer, let bridge):
            Plan(
                procedure: WaitProcedure(customer: customer, bridge: bridge),
                names: [customer.leg.rawValue, bridge.rawValue], pace: .slow)
        case .connect(let agent, let customer, let bridge):
            Plan(
                procedure: ConnectProcedure(
                    agent: agent, customer: customer, bridge: bridge, isQuiet: quiet(agent)),
                names: [agent.rawValue, customer.leg.rawValue, bridge.rawValue], pace: .slow)
        case .supervise(let place):
            Plan(
                procedure: SuperviseProcedure(place),
                names: place.legs.map(\.rawValue) + [place.bridge.rawValue], pace: .slow)
        case .findHold(let leg):
            Plan(procedure: UntilAnswered.findHold(of: leg), names: [leg.rawValue], pace: .quick)
        case .findContact(let leg, let place, let trunk):
            // Nothing about the leg waits for it.
            Plan(
                procedure: UntilAnswered.findContact(
                    of: leg, endpoint: configuration.endpoint(of: place, by: trunk)),
                names: [], pace: .quick)
        case .countPackets(let leg):
            Plan(procedure: UntilAnswered.countPackets(of: leg), names: [], pace: .quick)
        case .announce(let customer, let announcement, let bridge):
            Plan(
                procedure: AnnounceProcedure(
                    prompt: Prompt(customer: customer, announcement, bridge: bridge)),
                names: [customer.leg.rawValue, bridge.rawValue], pace: .slow)
        case .mute(let leg, let mutes):
            Plan(
                procedure: UntilAnswered.mute(leg, mutes), names: [leg.rawValue],
                pace: .quick)
        case .sendDigits(let leg, let digits):
            Plan(
                procedure: FixedSteps([.sendDigits(leg.rawValue, digits)]), names: [leg.rawValue],
                pace: .quick)
        case .markRecord(let customer, let agent, let call):
            Plan(
                procedure: FixedSteps([CallRecords.mark(customer, agent, call)]),
                names: [customer.leg.rawValue], pace: .quick)
        case .record(let recording, let bridge):
            Plan(
                procedure: RecordProcedure(recording: recording, bridge: bridge),
                names: [recording.rawValue], pace: .quick)
        case .pauseRecording(let recording, let pauses):
            Plan(
                procedure: UntilAnswered.pause(recording, pauses), names: [recording.rawValue],
                pace: .quick)
        case .findRecording(let recording):
            Plan(
                procedure: UntilAnswered.find(recording), names: [recording.rawValue], pace: .quick)
        case .stopRecording(let recording):
            Plan(
                procedure: StopRecordingProcedure(recording: recording),
                names: [recording.rawValue], pace: .quick)
        case .hangUp(let leg):
            Plan(procedure: HangUpProcedure(leg: leg), names: [leg.rawValue], pace: .overtaking)
        // In its turn: a request that makes it may be under way, and nobody may be told that it is gone before.
        case .stopListening(let ear):
            Plan(
                procedure: HangUpProcedure(leg: ear), names: [ear.rawValue], pace: .quick)
        case .release(let customer, let release):
            Plan(
                procedure: ReleaseProcedure(customer: customer, release: release),
                names: [customer.leg.rawValue], pace: .overtaking)
        case .transfer(let customer, let transfer):
            Plan(
                procedure: TransferProcedure(customer: customer, transfer: transfer),
                names: [customer.leg.rawValue], pace: .quick)
        case .dissolve(let bridge):
            Goal.dissolve(bridge, looksLeft: DissolveProcedure.looks).plan(
                configuration, quiet: quiet)
        case .watch(let caller):
            Plan(
                procedure: FixedSteps([.subscribe(channel: caller.rawValue)]),
                names: [caller.rawValue], pace: .quick)
        case .standing, .standings: nil
        }
    }
}

extension Dial {
    func procedure(_ configuration: GatewayConfiguration) -> any Procedure {
        guard let endpoint = configuration.dialString(for: workplace, by: trunk) else {
            return NowhereProcedure(leg: leg)
        }
        return DialProcedure(
            leg: leg,
            call: PlacedCall(
                channel: leg.rawValue, endpoint: endpoint,
                arguments: "\(purpose.word),\(agent.tenant),\(agent.agent)",
                callerID: callerID, ringSeconds: ringSeconds,
                variables: purpose.variables.merging(CallRecords.none) { own, _ in own }))
    }
}

extension DialOut {
    func procedure(_ configuration: GatewayConfiguration, isQuiet: Bool) -> any Procedure {
        guard let endpoint = endpoint(configuration) else {
            return NowhereProcedure(leg: leg)
        }
        // What a channel of its own would show is not what its phone calls for: the other side of its line is.
        // *Source*: ASTERISK outbound.
        var variables = CallRecords.own(of: agent, call: call)
        variables["CONNECTEDLINE(all,i)"] = party.callerID
        return DialOutProcedure(
            agentLeg: agentLeg, bridge: bridge,
            call: PlacedCall(
                channel: leg.rawValue, endpoint: endpoint,
                arguments: "outbound,\(agent.tenant),\(agent.agent)", callerID: nil,
                ringSeconds: party.ringSeconds, variables: variables,
                otherHalf: otherHalf?.rawValue,
                originator: otherHalf == nil ? nil : agentLeg.rawValue), isQuiet: isQuiet)
    }
}

extension DialOut {
    /// Another agent is called as a customer would call them: by the tenant's own context, which offers the call.
    private func endpoint(_ configuration: GatewayConfiguration) -> String? {
        if let other = party.agent { return "Local/\(other)@offhook-\(agent.tenant)/n" }
        return configuration.dialString(for: party.destination, by: party.trunk)
    }
}

extension Dial.Purpose {
    /// What the leg is for, as Asterisk's consoles show it.
    fileprivate var word: String {
        switch self {
        case .validation: "validation"
        case .supervision: "supervision"
        case .call: "call"
        }
    }

    /// Headers of the INVITE that ask a phone to answer by itself. *Source*: ASTERISK on demand.
    fileprivate var variables: [String: String] {
        switch self {
        case .validation, .supervision: return [:]
        case .call(let ways):
            var variables: [String: String] = [:]
            for way in ways {
                switch way {
                case .callInfo:
                    variables["PJSIP_HEADER(add,Call-Info)"] = "<sip:offhook>;answer-after=0"
                case .alertInfo:
                    variables["PJSIP_HEADER(add,Alert-Info)"] =
                        "<http://offhook>;info=alert-autoanswer;delay=0"
                }
            }
            return variables
        }
    }
}

/// A workplace of a kind that nothing is configured for.
struct NowhereProcedure: Procedure {
    let leg: LegID

    mutating func start() -> Move { .finish([.dialFailed(leg, .refused(.unreachable))]) }

    mutating func next(after outcome: Outcome) -> Move { .finish }
}
