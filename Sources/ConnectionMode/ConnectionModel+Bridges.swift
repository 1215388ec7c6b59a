extension ConnectionModel {
    /// Those that somebody is in, or will be.
    var neededBridges: Set<BridgeID> {
        var needed = Set(agents.values.compactMap { $0.connection.attempt?.home })
        needed.formUnion(waitingCustomers.values.map(\.bridge))
        for offer in offers.values where offer.state == .pending {
            needed.formUnion([offer.waitingBridge, offer.talkingBridge])
        }
        for call in calls.values where call.holdsCustomer {
            if let third = call.third, third.hold != nil, let bridge = third.waitingBridge {
                needed.insert(bridge)
            }
            if let bridge = call.supervision?.bridge { needed.insert(bridge) }
            if call.handOver == nil, call.state != .connected || call.hold != nil {
                needed.insert(call.waitingBridge)
            }
            if call.state != .ended || call.handOver != nil { needed.insert(call.talkingBridge) }
        }
        return needed
    }

    /// After a start, bridges that are not there may have been deleted by what could not be stored before a
    /// kill, and no bridge's name is used twice.
    mutating func renameBridges(_ survey: Survey) {
        guard !restoredBridges.isEmpty else { return }
        let lost = restoredBridges.subtracting(survey.bridges)
            .subtracting(survey.legs.compactMap(\.bridge))
        let legs = Set(survey.legs.map(\.id))
        for (key, old) in agents.sorted(by: { $0.key < $1.key }) {
            guard case .open(let open) = old.connection, legs.contains(open.attempt.leg),
                lost.contains(open.attempt.home)
            else { continue }
            var (session, attempt) = (old, open.attempt)
            attempt.home = BridgeID(name(.home))
            var renamed = open
            renamed.attempt = attempt
            session.connection = .open(renamed)
            set(session, for: key)
        }
        for (id, old) in waitingCustomers.sorted(by: { $0.key < $1.key })
        where legs.contains(old.customer.leg) && lost.contains(old.bridge) {
            var waiting = old
            waiting.bridge = BridgeID(name(.waiting))
            set(waiting, for: id)
        }
        for (id, old) in offers.sorted(by: { $0.key < $1.key })
        where old.state == .pending && legs.contains(old.customer.leg) {
            var offer = old
            if let waiting = old.waiting.flatMap({ waitingCustomers[$0] }) {
                offer.waitingBridge = waiting.bridge
            } else if lost.contains(old.waitingBridge) {
                offer.waitingBridge = BridgeID(name(.waiting))
            }
            if lost.contains(old.talkingBridge) { offer.talkingBridge = BridgeID(name(.talking)) }
            if offer != old { set(offer, for: id) }
        }
        for (id, old) in calls.sorted(by: { $0.key < $1.key })
        where old.holdsCustomer && legs.contains(old.customer.leg) {
            var call = old
            if old.state == .ended, old.handOver == nil {
                guard lost.contains(old.waitingBridge) else { continue }
                call.waitingBridge = BridgeID(name(.waiting))
            } else {
                if lost.contains(old.talkingBridge) {
                    call.talkingBridge = BridgeID(name(.talking))
                }
                if old.hold != nil, lost.contains(old.waitingBridge) {
                    call.waitingBridge = BridgeID(name(.waiting))
                    if old.hold == .held { call.hold = .asked }
                }
                if var third = old.third, let bridge = third.waitingBridge,
                    third.hold != nil, lost.contains(bridge)
                {
                    third.waitingBridge = BridgeID(name(.waiting))
                    if third.hold == .held { third.hold = .asked }
                    call.third = third
                }
                // Another one is named when the supervisor is brought there anew.
                if let bridge = old.supervision?.bridge, lost.contains(bridge) {
                    call.supervision?.bridge = nil
                }
                if call == old { continue }
            }
            set(call, for: id)
        }
    }
}
