import ARI
import AsteriskGateway
import ConnectionMode
import Storage

/// What must be so when everything works and nothing has happened for long.
struct Rest {
    let world: World

    init(_ world: World) { self.world = world }

    func check() {
        guard let run = world.service.run, let model = run.model, model.isPhoneSystemSeen,
            world.service.link.isUp
        else { return world.broken(.everyWaitEnds, "the service does not see Asterisk again") }
        if !run.isIdle { world.broken(.everyWaitEnds, "requests are still under way") }
        checkWaits(model)
        checkStore(model)
        checkConnections(model)
        checkCustomers(model)
        checkHandOvers(model)
        checkSupervisions(model)
        checkBridges(model)
        checkRecordings(model)
        checkQueues(model)
        checkDirectory(model)
        if let fault = world.judge.ledger.missing(in: model) { world.broken(.ledger, fault) }
    }

    /// Whoever waits hears something, if they were answered.
    func checkMusic() {
        guard let run = world.service.run, let model = run.model, model.isPhoneSystemSeen,
            world.service.link.isUp, run.isIdle
        else { return }
        var places: [(customer: LegID, place: BridgeID)] = []
        for offer in model.offers.values
        where offer.state == .pending && offer.customer.isAnswered {
            places.append((offer.customer.leg, offer.waitingBridge))
        }
        for waiting in model.waitingCustomers.values
        where waiting.offer == nil && waiting.customer.isAnswered {
            places.append((waiting.customer.leg, waiting.bridge))
        }
        for call in model.calls.values
        where (call.state == .ended && !call.isHandedOver) || call.hold == .held {
            places.append((call.customer.leg, call.waitingBridge))
        }
        for third in model.calls.values.compactMap(\.third) where third.hold == .held {
            if let place = third.waitingBridge { places.append((third.leg, place)) }
        }
        for (customer, place) in places.sorted(by: { $0.customer < $1.customer }) {
            guard model.departures[customer] == nil, let leg = world.pbx.legs[customer.rawValue],
                leg.isInStasis, leg.canTalk,
                !isElsewhere(customer, than: place, model)
            else { continue }
            let bridge = world.pbx.bridges[place.rawValue]
            if leg.bridge != place.rawValue || bridge?.hasMusic != true {
                world.broken(
                    .nobodyInSilence, "\(customer) is in \(leg.bridge ?? "no bridge") without music"
                )
            }
        }
    }

    /// Offered, waiting or talking anew after an earlier call.
    private func isElsewhere(
        _ customer: LegID, than place: BridgeID, _ model: ConnectionModel
    ) -> Bool {
        model.offers.values.contains {
            $0.customer.leg == customer && $0.state == .pending && $0.waitingBridge != place
        }
            || model.waitingCustomers.values.contains {
                $0.customer.leg == customer && $0.bridge != place
            }
            || model.calls.values.contains {
                $0.customer.leg == customer && $0.holdsCustomer
                    && (($0.state != .ended && $0.hold != .held) || $0.waitingBridge != place)
            }
    }

    func checkEmpty() {
        guard let model = world.service.run?.model else {
            return world.broken(.allGone, "the service is away")
        }
        for leg in world.pbx.sortedLegs { world.broken(.allGone, "\(leg.id) is still there") }
        for bridge in world.pbx.sortedBridges where !bridge.isForgotten {
            world.broken(.allGone, "\(bridge.id) is still there")
        }
        for name in world.pbx.recorders.keys.sorted() {
            world.broken(.allGone, "\(name) is still recorded")
        }
        for key in model.agents.keys.sorted() { world.broken(.allGone, "\(key) is logged in") }
        for leg in model.departures.keys.sorted() {
            world.broken(.allGone, "\(leg) is still being ended")
        }
        checkQueues(model)
        checkDirectory(model)
    }

    private func checkRecordings(_ model: ConnectionModel) {
        var wanted: [String: FakeSwitch.Recorder] = [:]
        for call in model.calls.values {
            guard let recording = call.recording else { continue }
            let pauses = recording.isPausedByAgent || call.hold != nil
            if call.state != .connected
                || recording.state != (pauses ? .paused : .recording)
            {
                world.broken(
                    .recordings, "\(recording.id) is \(recording.state) of a \(call.state) call")
            }
            wanted[recording.id.rawValue] = FakeSwitch.Recorder(
                bridge: call.talkingBridge.rawValue, isPaused: pauses)
        }
        for name in Set(wanted.keys).union(world.pbx.recorders.keys).sorted() {
            let (should, does) = (wanted[name], world.pbx.recorders[name])
            if should?.bridge != does?.bridge || should?.isPaused != does?.isPaused {
                world.broken(
                    .recordings, "\(name) should be \(should as Any), and is \(does as Any)")
            }
        }
    }

    private func checkHandOvers(_ model: ConnectionModel) {
        for call in model.calls.values where call.isHandedOver {
            let both = [call.customer.leg.rawValue, call.third?.leg.rawValue ?? "nobody"]
            let legs = world.pbx.bridges[call.talkingBridge.rawValue]?.legs ?? []
            if Set(legs) != Set(both) {
                world.broken(
                    .nobodyForgotten, "\(both) are left to each other, and \(legs) are there")
            }
        }
    }

    /// Each supervisor hears the call that they should, by what they should, and nobody else has an ear anywhere.
    private func checkSupervisions(_ model: ConnectionModel) {
        var known = Set<String>()
        for call in model.calls.values.sorted(by: { $0.id < $1.id }) {
            guard let supervision = call.supervision else { continue }
            known.formUnion(supervision.legs.map(\.rawValue))
            if supervision.state != .connected || supervision.inForce != supervision.mode {
                world.broken(.everyWaitEnds, "\(supervision.id) is \(supervision.state)")
            }
            let leg = world.pbx.legs[supervision.leg.rawValue]
            let ears = supervision.ears.compactMap { world.pbx.legs[$0.rawValue] }
            let isRight: Bool
            switch supervision.mode {
            case .barge:
                isRight = ears.isEmpty && leg?.bridge == call.talkingBridge.rawValue
            case .monitor, .whisper:
                let speaks = supervision.mode == .whisper
                isRight =
                    ears.count == 1 && leg?.bridge != nil && ears[0].bridge == leg?.bridge
                    && ears[0].listens?.to.id == call.agentLeg.rawValue
                    && ears[0].listens?.speaks == speaks
                    && leg?.bridge != call.talkingBridge.rawValue
            }
            if !isRight { world.broken(.truth, "\(supervision.id) is not in \(supervision.mode)") }
        }
        for leg in world.pbx.sortedLegs where leg.isOverseers {
            if !known.contains(leg.id) { world.broken(.owners, "\(leg.id) is nobody's") }
            if leg.hearsRinging { world.broken(.silence, "\(leg.id)") }
        }
    }

    private func checkWaits(_ model: ConnectionModel) {
        for (id, offer) in model.offers.sorted(by: { $0.key < $1.key }) {
            switch offer.state {
            case .pending, .accepted: world.broken(.everyWaitEnds, "\(id) is \(offer.state)")
            case .connected, .rejected, .timedOut, .canceled, .failed: break
            }
        }
        for (id, call) in model.calls.sorted(by: { $0.key < $1.key })
        where call.state != .connected && call.state != .ended {
            world.broken(.everyWaitEnds, "\(id) is still \(call.state)")
        }
        for (id, call) in model.calls.sorted(by: { $0.key < $1.key })
        where call.hold == .asked || call.hold == .ending {
            world.broken(.everyWaitEnds, "\(id) is on its way into hold or out of it")
        }
        for third in model.calls.values.compactMap(\.third).sorted(by: { $0.id < $1.id })
        where third.state != .connected || third.hold == .asked || third.hold == .ending {
            world.broken(.everyWaitEnds, "\(third.id) is \(third.state), \(third.hold as Any)")
        }
        for (key, session) in model.agents.sorted(by: { $0.key < $1.key }) {
            switch session.connection {
            case .waiting, .dialing, .ringing, .verifying:
                world.broken(.everyWaitEnds, "\(key) is still being validated")
            case .closed, .open: break
            }
        }
        for (key, session) in model.agents.sorted(by: { $0.key < $1.key })
        where session.wrapUp != nil || session.shown.status == .wrappingUp {
            world.broken(.everyWaitEnds, "\(key) still wraps up")
        }
        for id in model.waitingCustomers.keys.sorted() {
            world.broken(.everyWaitEnds, "\(id) still waits for an agent")
        }
        for leg in model.departures.keys.sorted() {
            world.broken(.everyWaitEnds, "\(leg) is still being ended")
        }
    }

    /// A restart now would lose nothing.
    private func checkStore(_ model: ConnectionModel) {
        guard let stored = try? world.service.disk.load() else { return }
        if stored.agents != model.agents.values.sorted(by: { $0.key < $1.key })
            || stored.offers != model.offers.values.sorted(by: { $0.id < $1.id })
            || stored.calls != model.calls.values.sorted(by: { $0.id < $1.id })
            || stored.waiting != model.waitingCustomers.values.sorted(by: { $0.id < $1.id })
            || stored.limits != model.limits.values.sorted(by: { $0.key < $1.key })
        {
            world.broken(.truth, "the store has something else than the model")
        }
    }

    private func checkConnections(_ model: ConnectionModel) {
        for leg in world.pbx.sortedLegs where leg.isAgents {
            if leg.hearsRinging { world.broken(.silence, "\(leg.id) of \(leg.key)") }
            let talk = model.calls.values.first {
                $0.agentLeg.rawValue == leg.id && $0.state == .connected
            }
            if leg.isMuted != (talk?.shouldBeMuted ?? false)
                || leg.isMuted != (talk?.isMuted ?? false)
            {
                world.broken(.muted, "\(leg.id) of \(leg.key) is \(leg.isMuted ? "" : "not ")muted")
            }
            let attempt = model.agents[leg.key]?.connection.attempt
            let isOfCall = model.calls.values.contains {
                $0.isOnDemand && $0.state == .connected && $0.agentLeg.rawValue == leg.id
            }
            if attempt?.leg.rawValue != leg.id, !isOfCall {
                world.broken(.owners, "\(leg.id) of \(leg.key) is nobody's")
            }
        }
        for (key, session) in model.agents.sorted(by: { $0.key < $1.key }) {
            guard case .open(let open) = session.connection else {
                if case .inCall(let id) = session.engagement { checkCallOnDemand(id, key, model) }
                continue
            }
            let attempt = open.attempt
            if let why = session.unhealth, why != .phoneOnHold {
                world.broken(.truth, "\(key) is told to be dead (\(why)), and is not")
            }
            if session.isPhoneOnHold, world.pbx.legs[attempt.leg.rawValue]?.isOnHold == false {
                world.broken(.truth, "\(key) is told to be on hold, and is not")
            }
            guard let leg = world.pbx.legs[attempt.leg.rawValue], leg.isUp, leg.isInStasis else {
                world.broken(.truth, "\(key) is told to be connected, and is not")
                continue
            }
            if case .inCall(let id) = session.engagement {
                checkCall(id, leg, model)
            } else if leg.bridge != attempt.home.rawValue {
                world.broken(.truth, "\(leg.id) is in \(leg.bridge ?? "no bridge"), not at home")
            }
            let isAvailable =
                session.requested == .available && session.engagement == .free
                && session.wrapUp == nil
            if (session.shown.status == .available) != isAvailable {
                world.broken(.truth, "\(key) is shown as \(session.shown.status)")
            }
        }
    }

    private func checkCallOnDemand(_ id: CallID, _ key: AgentKey, _ model: ConnectionModel) {
        guard let call = model.calls[id], call.isOnDemand,
            let leg = world.pbx.legs[call.agentLeg.rawValue]
        else { return world.broken(.truth, "\(key) is in call \(id) without a leg") }
        checkCall(id, leg, model)
    }

    private func checkCall(_ id: CallID, _ leg: FakeSwitch.Leg, _ model: ConnectionModel) {
        guard let call = model.calls[id], call.state == .connected,
            leg.bridge == call.talkingBridge.rawValue,
            let bridge = world.pbx.bridges[call.talkingBridge.rawValue],
            Set(bridge.legs) == Set([leg.id] + call.heardByAgent)
        else { return world.broken(.truth, "call \(id) is not what Asterisk has") }
    }

    private func checkCustomers(_ model: ConnectionModel) {
        for leg in world.pbx.sortedLegs where !leg.isAgents && !leg.isOverseers && leg.isInStasis {
            let places = model.calls.values.compactMap { $0.place(of: leg.id) }
            if places.map({ Optional($0.rawValue) }) != [leg.bridge] {
                world.broken(
                    .nobodyForgotten,
                    "customer \(leg.id) is in \(leg.bridge ?? "no bridge") and no call")
            }
        }
    }

    private func checkBridges(_ model: ConnectionModel) {
        var needed = Set<String>()
        for session in model.agents.values {
            if let home = session.connection.attempt?.home { needed.insert(home.rawValue) }
        }
        for call in model.calls.values where call.state == .connected || call.isHandedOver {
            needed.insert(call.talkingBridge.rawValue)
            if let place = call.supervision?.bridge { needed.insert(place.rawValue) }
            if call.hold == .held { needed.insert(call.waitingBridge.rawValue) }
            if let third = call.third, third.hold == .held, let place = third.waitingBridge {
                needed.insert(place.rawValue)
            }
        }
        for bridge in world.pbx.sortedBridges
        where !needed.contains(bridge.id) && !bridge.isForgotten {
            world.broken(.bridgesGo, "\(bridge.id) is left, with \(bridge.legs)")
        }
    }

    /// What was answered to administrators, or stored before a kill, is what holds.
    private func checkDirectory(_ model: ConnectionModel) {
        guard world.weather.administration > 0, model.directory != world.directory else { return }
        world.broken(.truth, "the directory is not what administrators have made it")
    }

    private func checkQueues(_ model: ConnectionModel) {
        for key in world.directory.agentKeys {
            guard let device = DeviceStateQueue.device(of: key) else { continue }
            let expected: String =
                switch model.agents[key]?.shown.status {
                case .available
                where model.agents[key]?.isUnattended == true
                    || model.agents[key]?.unhealth != nil:
                    "UNAVAILABLE"
                case .available: "NOT_INUSE"
                case .offered: "RINGING"
                case .busy, .wrappingUp: "INUSE"
                case .loggedOut, .onBreak, .workingOffline, .persistentCallOffered, .notReachable,
                    nil:
                    "UNAVAILABLE"
                }
            let told = world.pbx.deviceStates[device]?.rawValue
            if told != expected {
                world.broken(
                    .queuesKnow, "\(key) is \(told ?? "unknown") to queues, not \(expected)")
            }
        }
    }
}

extension Call {
    /// Those who are not held, as Asterisk's channels.
    fileprivate var heardByAgent: [String] {
        (supervision?.inForce == .barge ? [supervision?.leg.rawValue ?? ""] : [])
            + (hold == .held ? [] : [customer.leg.rawValue])
            + (third.map { $0.hold == .held ? [] : [$0.leg.rawValue] } ?? [])
    }

    /// Where somebody should be who is in this call; nil of all others.
    fileprivate func place(of leg: String) -> BridgeID? {
        guard state == .connected || isHandedOver else { return nil }
        if customer.leg.rawValue == leg { return hold == .held ? waitingBridge : talkingBridge }
        guard let third, third.leg.rawValue == leg else { return nil }
        return third.hold == .held ? third.waitingBridge : talkingBridge
    }
}
