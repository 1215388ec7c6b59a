import AsteriskGateway
import ConnectionMode
import Orchestration
import Storage

/// Looks at all that happens and says at once when a rule is broken. What is right follows from what people
/// did and phones said, never from what the service believes.
final class Judge: @unchecked Sendable {  // one thread has it
    unowned let world: World
    /// Legs whose connection was opened, and when.
    private var opened: [String: Int64] = [:]
    /// Legs whose PIN was typed as it was heard.
    private var proven = Set<String>()
    /// Agents' legs that somebody asked to be ended.
    private var mayEnd = Set<String>()
    /// Customers' legs whose call somebody asked to be ended.
    private var mayCut = Set<String>()
    /// Customers' legs with the agent who accepted them.
    private var accepted = Set<String>()
    /// Customers' legs whom somebody put on hold at some time.
    private var mayHold = Set<String>()
    /// Two legs that may be in one bridge besides an agent's, or without one: who asked for it is an agent in a call with
    /// both.
    private var mayMeet = Set<Set<String>>()
    /// Pairs that an agent has left to each other, and when: the agent is to be gone before they meet.
    private var leftAlone: [Set<String>: Int64] = [:]
    /// Agents' legs that may leave whom they talk with: the two others go on.
    private var mayLeave = Set<String>()
    /// Customers' legs that were in one bridge with an agent's.
    private var together = Set<String>()
    /// Agents who called somebody at some time.
    private var callers = Set<AgentKey>()
    /// Agents who brought somebody into a call at some time.
    private var consulters = Set<AgentKey>()
    /// Calls into which somebody is brought for all to talk.
    private var joiners = Set<CallID>()
    /// Legs of those who were called, and of whom the service knows that they have answered.
    private var saidToAnswer = Set<String>()
    /// Agents who were offered somebody to call at some time.
    private var offeredCalls = Set<AgentKey>()
    /// Legs of those who were called and answered.
    private var answered = Set<String>()
    /// Legs that a supervisor may speak to alone, and those of supervisors who may talk with all.
    private var mayBeToldThings = Set<String>()
    private var mayBarge = Set<String>()
    private var pins = Set<String>()
    private var spoken: [String: String] = [:]
    /// Standing legs over which customers were connected by themselves at some time.
    private var automatic = Set<String>()
    /// Legs that were moved long after it was asked for.
    private var late = Set<String>()
    /// Phones' legs with the customers for whom they rang.
    private var rung = Set<String>()
    /// Legs with the bridges that they were in.
    private var visited = Set<String>()
    /// Legs whose phone was gone at some time.
    private var mayBeDead = Set<String>()
    /// Attempts of connections that were closed for want of a sign of life.
    private var lost = Set<AttemptID>()
    /// Calls of which it is known that they had begun.
    private var begun = Set<CallID>()
    private(set) lazy var ledger = LedgerWatch(hasTrueClock: !world.weather.clockJumps)

    init(_ world: World) { self.world = world }

    // MARK: What people do

    /// A command is about to be done, by the model as it is right before.
    func isDone(_ command: Command, by key: AgentKey, _ model: ConnectionModel) {
        let session = model.agents[key]
        // What is changed in the same decision held until now.
        if let session { noteAutomatic(session) }
        func endsLeg() {
            if let leg = session?.connection.attempt?.leg { mayEnd.insert(leg.rawValue) }
        }
        func withdrawsOffer() {
            if case .offered(let id)? = session?.engagement { mayCutOffer(id, model) }
        }
        switch command {
        case .logOut(_, let time):
            if case .inCall(let id)? = session?.engagement {
                guard time != .ifFree else { return }
                if time == .now { mayCutCall(id, model) }
            }
            endsLeg()
            withdrawsOffer()
            // Right after a start, nobody knows yet of a call that was not stored before the kill.
            if !model.isPhoneSystemSeen { mayCutCalls(of: key) }
        case .logIn(_, let resuming, let takingOver):
            if case .inCall? = session?.engagement { return }
            guard takingOver, resuming == nil || resuming != session?.id else { return }
            endsLeg()
            withdrawsOffer()
        case .closeConnection:
            if case .inCall? = session?.engagement { return }
            endsLeg()
            withdrawsOffer()
            if !model.isPhoneSystemSeen { mayCutCalls(of: key) }
        case .setStatus(_, let status, _): if status != .available { withdrawsOffer() }
        case .hangUp(let id): mayCutCall(id, model)
        case .reject(let id): mayCutOffer(id, model)
        case .accept(let id):
            guard let offer = model.offers[id] else { return }
            accepted.insert("\(offer.customer.leg) \(offer.agent)")
        case .changeSettings(_, let change):
            if change.connectionMode == .onDemand || change.workplace != nil {
                if case .inCall? = session?.engagement { return }
                endsLeg()
                withdrawsOffer()
            }
        case .placeCall: callers.insert(key)
        case .hold(let id):
            if let call = model.calls[id] { mayHold.insert(call.customer.leg.rawValue) }
        case .consult(let id, _, let joins):
            consulters.insert(key)
            guard let call = model.calls[id] else { return }
            mayHold.insert(call.customer.leg.rawValue)
            if joins { joiners.insert(id) }
        case .direct(let id, _, let wish): directs(id, wish, model)
        case .changeSupervision(let id, _, let mode):
            if let call = model.calls[id] { wants(mode, in: call) }
        case .supervise, .stopSupervision: break
        case .offerCall(let agent, _): offeredCalls.insert(agent)
        case .administer(let change, _): administers(change, model)
        case .offerCustomer, .releaseCustomer: break
        case .openConnection, .confirmPIN, .liftPINLock, .validateWorkplace, .completeWrapUp,
            .startRecording, .pauseRecording, .stopRecording, .resume, .mute, .sendDigits:
            break
        case .transfer(let id, _): mayCutCall(id, model)
        }
    }

    private func wants(_ mode: SupervisionMode, in call: Call) {
        switch mode {
        case .monitor: break
        case .whisper: mayBeToldThings.insert(call.agentLeg.rawValue)
        case .barge: if let leg = call.supervision?.leg { mayBarge.insert(leg.rawValue) }
        }
    }

    /// An ear is made by which an agent hears a supervisor.
    func speaks(to leg: FakeSwitch.Leg) {
        guard !mayBeToldThings.contains(leg.id) else { return }
        world.broken(.supervised, "somebody speaks to \(leg.id)")
    }

    /// An agent goes on with whom they brought in.
    private func directs(_ id: CallID, _ wish: ThirdPartyWish, _ model: ConnectionModel) {
        guard let call = model.calls[id], let third = call.third else { return }
        let both: Set = [call.customer.leg.rawValue, third.leg.rawValue]
        switch wish {
        case .dismiss: mayCut.insert(third.leg.rawValue)
        case .swap: mayHold.formUnion(both)
        case .join: mayMeet.insert(both)
        case .complete:
            leftAlone[both] = leftAlone[both] ?? world.now
            mayLeave.insert(call.agentLeg.rawValue)
        }
    }

    /// Whoever works under what is changed may lose a connection that does not fit it any more, and an offer, never a
    /// call.
    private func administers(_ change: DirectoryChange, _ model: ConnectionModel) {
        for (key, session) in model.agents where key.tenant == change.tenant {
            let isInCall = if case .inCall = session.engagement { true } else { false }
            // Who is taken out leaves when the call has ended.
            guard !isInCall || change == .agent(key, nil) else { continue }
            if let leg = session.connection.attempt?.leg { mayEnd.insert(leg.rawValue) }
            if case .offered(let id) = session.engagement { mayCutOffer(id, model) }
        }
    }

    private func mayCutCalls(of key: AgentKey) {
        for bridge in world.pbx.sortedBridges where bridge.kind == .mixing {
            let legs = bridge.legs.compactMap { world.pbx.legs[$0] }
            guard legs.contains(where: { $0.isAgents && $0.key == key }) else { continue }
            for leg in legs where !leg.isAgents { mayCut.insert(leg.id) }
        }
    }

    private func mayCutCall(_ id: CallID, _ model: ConnectionModel) {
        guard let call = model.calls[id] else { return }
        mayCut.insert(call.customer.leg.rawValue)
        if let third = call.third { mayCut.insert(third.leg.rawValue) }
        // Who waits in the dialplan behind it is hung up too, and may be somewhere else by then.
        if case .half(let caller?) = call.customer.kind { mayCut.insert(caller.rawValue) }
    }

    private func mayCutOffer(_ id: OfferID, _ model: ConnectionModel) {
        if let offer = model.offers[id] { mayCut.insert(offer.customer.leg.rawValue) }
    }

    func types(_ pin: String, _ key: AgentKey, _ phones: [Phone], _ attempt: AttemptID) {
        // Who guesses may be right before the phone has said it.
        guard let current = world.service.run?.model?.agents[key]?.connection.attempt,
            current.id == attempt, pin == spoken[current.leg.rawValue],
            phones.contains(where: { $0.leg?.id == current.leg.rawValue })
        else { return }
        proven.insert(current.leg.rawValue)
    }

    // MARK: What Asterisk does for us

    /// Two are about to be parted, or one is moved, because we asked for it.
    func separates(_ leg: FakeSwitch.Leg, in bridge: FakeSwitch.Bridge, _ request: String) {
        guard bridge.kind == .mixing, bridge.legs.count > 1 else { return }
        let others = bridge.legs.compactMap { world.pbx.legs[$0] }.filter { $0 !== leg }
        for other in others
        where leg.canTalk && other.canTalk && !leg.isOverseers && !other.isOverseers {
            let customers = [leg, other].filter { !$0.isAgents }
            guard !customers.contains(where: { mayCut.contains($0.id) || isUnanswered($0.id) }),
                // Who is to leave the two others may still be there.
                !mayLeave.contains(leg.id), !mayLeave.contains(other.id),
                leg.isAgents || !mayHold.contains(leg.id)
            else { continue }
            world.broken(.callsStay, "\(request) parts \(leg.id) and \(other.id)")
        }
    }

    /// A bridge is recorded.
    func records(_ name: String, _ bridge: FakeSwitch.Bridge) {
        if bridge.kind != .mixing {
            world.broken(.recordings, "\(name) is of \(bridge.id), where nobody talks")
        }
        if !ledger.recordings.contains(RecordingID(name)) {
            world.broken(.recordings, "\(name) is made, and not in the index")
        }
    }

    /// Whether somebody was called whose answer is not known to the service yet.
    private func isUnanswered(_ leg: String) -> Bool {
        answered.contains(leg) && !saidToAnswer.contains(leg)
    }

    func enters(_ leg: FakeSwitch.Leg, _ bridge: FakeSwitch.Bridge) {
        visited.insert("\(leg.id) \(bridge.id)")
        guard bridge.kind == .mixing, bridge.legs.count > 1 else { return }
        let all = bridge.legs.compactMap { world.pbx.legs[$0] }
        guard mayOversee(all, leg) else {
            return world.broken(
                .supervised, "\(bridge.legs.joined(separator: ", ")) are all in \(bridge.id)")
        }
        let legs = all.filter { !$0.isOverseers }
        guard legs.count > 1, !leg.isOverseers else { return }
        let agents = legs.filter(\.isAgents)
        let customers = legs.filter { !$0.isAgents }
        guard agents.count <= 1, (1...2).contains(customers.count) else {
            return world.broken(
                .askedFor, "\(bridge.legs.joined(separator: ", ")) are all in \(bridge.id)")
        }
        guard mayMeet(customers, without: agents.isEmpty) else {
            return world.broken(
                .overheard, "\(bridge.legs.joined(separator: ", ")) are all in \(bridge.id)")
        }
        guard let agent = agents.first else { return }
        for customer in customers where leg.isAgents || leg === customer {
            meets(agent, customer)
        }
    }

    /// Where a supervisor is, or what they hear by: with nobody but each other, or, where they want to talk with all, in a
    /// call of their tenant.
    private func mayOversee(_ legs: [FakeSwitch.Leg], _ entered: FakeSwitch.Leg) -> Bool {
        let overseers = legs.filter(\.isOverseers)
        let talkers = legs.filter { !$0.isOverseers }
        guard !overseers.isEmpty, !talkers.isEmpty else { return true }
        // Who moves long after it was asked for is seen to, once it is seen.
        if overseers.contains(where: { late.contains($0.id) }) { return true }
        return overseers.allSatisfy { overseer in
            overseer.listens == nil && mayBarge.contains(overseer.id)
                && talkers.allSatisfy { $0.tenant == overseer.tenant }
        }
    }

    /// Nobody overhears anybody, unless an agent who talks with both asked for it.
    private func mayMeet(_ customers: [FakeSwitch.Leg], without isAgentGone: Bool) -> Bool {
        guard customers.count > 1 else { return true }
        let pair = Set(customers.map(\.id))
        if mayMeet.contains(pair) { return true }
        // An agent who does not leave for so long is not waited for.
        if let since = leftAlone[pair], isAgentGone || world.now - since >= 10_000 { return true }
        // Who moves long after it was asked for is seen to, once it is seen.
        return customers.contains { late.contains($0.id) }
    }

    private func meets(_ agent: FakeSwitch.Leg, _ customer: FakeSwitch.Leg) {
        let isOnDemand = agent.purpose == "call"
        if !isOnDemand, !proven.contains(agent.id) {
            world.broken(.verifiedOnly, "\(customer.id) is bridged to \(agent.id)")
        }
        if agent.tenant != customer.tenant {
            world.broken(.tenants, "\(customer.id) is bridged to \(agent.id)")
        }
        if !accepted.contains("\(customer.id) \(agent.key)"), !connectsByItself(agent, customer) {
            world.broken(.askedFor, "\(customer.id) is bridged to \(agent.id)")
        }
        if customer.canTalk { together.insert(customer.id) }
        // A move that comes when the end has been decided already.
        if world.service.run?.model?.departures[LegID(customer.id)] != nil {
            mayCut.insert(customer.id)
        }
        guard customer.canTalk else { return }
        world.note("\(agent.key) and customer \(customer.id) hear each other")
        world.dialplan.customer(with: customer.id)?.talks()
    }

    /// Whether they are brought together without a click: by answering the phone that rings for this
    /// customer, or by auto answer.
    private func connectsByItself(_ agent: FakeSwitch.Leg, _ customer: FakeSwitch.Leg) -> Bool {
        if customer.isCallee {
            guard customer.key == agent.key else { return false }
            if callers.contains(agent.key) || consulters.contains(agent.key) { return true }
            guard offeredCalls.contains(agent.key) else { return false }
        }
        return agent.purpose == "call"
            ? rung.contains("\(agent.id) \(customer.id)") : automatic.contains(agent.id)
    }

    /// Who was called answers.
    func answers(_ leg: FakeSwitch.Leg) {
        answered.insert(leg.id)
        guard let bridge = leg.bridge.flatMap({ world.pbx.bridges[$0] }), bridge.legs.count > 1
        else { return }
        together.insert(leg.id)
        if world.service.run?.model?.departures[LegID(leg.id)] != nil { mayCut.insert(leg.id) }
    }

    /// A move that was long on its way: whoever it brings together may be parted again.
    func comesLate(_ leg: String) {
        mayCut.insert(leg)
        late.insert(leg)
    }

    /// We hang a leg up.
    func endsLeg(_ leg: FakeSwitch.Leg) {
        guard leg.isOriginated, opened[leg.id] != nil, !mayEnd.contains(leg.id),
            !mayEndUnasked(leg),
            world.directory.profile(of: leg.key) != nil
        else { return }
        world.broken(.legsStay, "\(leg.id) of \(leg.key) is hung up")
    }

    /// Whether its trunk will end it soon, so that it may be renewed (C5), or missed offers may have logged its agent out
    /// (O6).
    private func mayEndUnasked(_ leg: FakeSwitch.Leg) -> Bool {
        if mayBeDead.contains(leg.id) { return true }
        if world.weather.afterMissedOffers == .logOut { return true }
        guard let longest = world.weather.maximumSeconds else { return false }
        return world.weather.clockJumps || world.now >= leg.enteredAt + Int64(longest * 750)
    }

    /// - Parameter sent: when we asked for it. A request that was long on its way is not our doing.
    func rings(again phone: Phone, _ old: FakeSwitch.Leg, sent: Int64) {
        guard let since = opened[old.id], since < sent, !mayEnd.contains(old.id),
            !mayEndUnasked(old)
        else { return }
        world.broken(.oneDialAtATime, "\(phone) is rung while \(old.id) is open")
    }

    func know(_ pin: String, on leg: FakeSwitch.Leg) {
        spoken[leg.id] = pin
        // Agents, customers and channels have names with four digits, too.
        let isName =
            ["1800", "2001"].contains(pin) || world.agents.contains { $0.key.agent.rawValue == pin }
        if !isName { pins.insert(pin) }
    }

    // MARK: What the service decides

    func decided(_ model: ConnectionModel, _ inputs: Int) {
        for call in model.calls.values {
            guard let supervision = call.supervision else { continue }
            // As it was asked for when it began.
            wants(supervision.mode, in: call)
            if call.state != .connected {
                world.broken(.supervised, "\(call.id) is \(call.state)")
            }
        }
        for (key, session) in model.agents {
            if session.connection.isOpen, let leg = session.connection.attempt?.leg {
                opened[leg.rawValue] = opened[leg.rawValue] ?? world.now
                noteAutomatic(session)
            }
            check(health: session)
            switch session.engagement {
            case .free: break
            case .offered(let id):
                let offer = model.offers[id]
                let isReachable = session.connection.isOpen || offer?.phone != nil
                if offer?.state != .pending || offer?.agent != key || !isReachable
                    || session.requested != .available || session.wrapUp != nil
                {
                    world.broken(.offersFit, "\(key) has \(id)")
                }
            case .inCall(let id):
                let call = model.calls[id]
                if session.wrapUp != nil {
                    world.broken(.truth, "\(key) is in call \(id) and wraps up another")
                }
                let isReachable = session.connection.isOpen || call?.isOnDemand == true
                if call?.state == .ended || call?.agent != key || !isReachable {
                    world.broken(.truth, "\(key) is in call \(id), which is over")
                }
            }
        }
        for (id, offer) in model.offers where offer.state == .pending {
            if let phone = offer.phone { rung.insert("\(phone.leg) \(offer.customer.leg)") }
            if model.agents[offer.agent]?.engagement != .offered(id) {
                world.broken(.oneOffer, "\(offer.agent) has \(id) besides another")
            }
        }
        for call in model.calls.values where call.dialed != nil {
            if call.connectedAt != nil || call.state == .connecting {
                saidToAnswer.insert(call.customer.leg.rawValue)
            }
        }
        for (id, call) in model.calls where call.state == .connected {
            // Events of two legs may come in another order than they happened.
            let both = [call.agentLeg, call.customer.leg]
            if !together.contains(call.customer.leg.rawValue),
                !both.allSatisfy({ visited.contains("\($0) \(call.talkingBridge)") })
            {
                world.broken(.trueConnected, "call \(id) is connected")
            }
            if call.hold == .held,
                !visited.contains("\(call.customer.leg) \(call.waitingBridge)")
            {
                world.broken(.trueHold, "call \(id) is held")
            }
            if let third = call.third { check(third, of: call) }
            if call.dialed != nil, !answered.contains(call.customer.leg.rawValue) {
                world.broken(.trueConnected, "call \(id) is connected, and nobody has answered")
            }
        }
    }

    private func check(_ third: ThirdParty, of call: Call) {
        if third.state == .connected { saidToAnswer.insert(third.leg.rawValue) }
        // Once somebody answers who is to talk with both.
        if joiners.contains(call.id), third.audience == .everybody {
            mayMeet.insert([call.customer.leg.rawValue, third.leg.rawValue])
        }
        guard third.state == .connected else { return }
        if !answered.contains(third.leg.rawValue) {
            world.broken(.trueConnected, "\(third.id) is connected, and nobody has answered")
        }
        if third.hold == .held, let place = third.waitingBridge,
            !visited.contains("\(third.leg) \(place)")
        {
            world.broken(.trueHold, "\(third.id) is held")
        }
        if third.isJoined, call.hold != nil || third.hold != nil {
            world.broken(.trueConnected, "\(third.id) is in the conference")
        }
    }

    /// What came before a phone was gone, or was on its way when it came back, is not known yet.
    private static let newsMilliseconds: Int64 = 15_000

    private func check(health session: AgentSession) {
        let leg = session.connection.attempt?.leg.rawValue
        if case .closed(let closed) = session.connection, closed.endReason == .mediaLost,
            let attempt = closed.lastAttempt, lost.insert(attempt).inserted
        {
            let isThere = phones(of: session.key).allSatisfy { phone in
                phone.goneSince == nil
                    && world.now - (phone.backSince ?? -.max / 2) > Self.newsMilliseconds
            }
            if isThere { world.broken(.livingLegs, "\(session.key) has lost \(attempt)") }
        }
        guard session.connection.isOpen, let leg else { return }
        if phones(of: session.key).contains(where: { $0.leg?.id == leg && $0.goneSince != nil }) {
            mayBeDead.insert(leg)
        }
        let isDead = session.unhealth == .contactUnreachable || session.unhealth == .mediaStopped
        guard isDead else {
            if case .inCall(let id) = session.engagement { begun.insert(id) }
            return
        }
        switch session.engagement {
        case .free: break
        case .offered(let id): world.broken(.deadLegs, "\(session.key) is offered \(id)")
        case .inCall(let id):
            // One that was up by then is not cut.
            guard begun.insert(id).inserted,
                world.service.run?.model?.calls[id]?.state == .connecting
            else { return }
            world.broken(.deadLegs, "\(session.key) is in \(id)")
        }
    }

    private func phones(of key: AgentKey) -> [Phone] {
        world.phones.values.filter { $0.key == key }
    }

    private func noteAutomatic(_ session: AgentSession) {
        guard session.connectsByItself, session.connection.isOpen,
            let leg = session.connection.attempt?.leg
        else { return }
        automatic.insert(leg.rawValue)
    }

    func stored(_ journal: [AuditEntry]) {
        for entry in journal {
            world.note(
                "  journal: \(entry.tenant)/\(entry.agent?.rawValue ?? "?") \(entry.what) "
                    + "\(entry.detail ?? "") \(entry.outcome ?? "")")
            // A length in milliseconds may look like a PIN.
            if entry.what == "serviceRestored" { continue }
            for text in [entry.detail, entry.outcome] { look(in: text) }
        }
    }

    func stored(_ entries: [LedgerEntry]) {
        if let fault = ledger.fault(in: entries) { world.broken(.ledger, fault) }
    }

    func told(_ posting: Posting) {
        // To write it out costs more than all the rest, so only some are looked at.
        guard world.seed.isMultiple(of: 16), !pins.isEmpty else { return }
        if case .serviceRestored = posting.content { return }
        look(in: "\(posting.content)")
    }

    private func look(in text: String?) {
        guard let text, !pins.isEmpty else { return }
        for word in text.utf8.split(whereSeparator: { !$0.isWordByte }) where word.count <= 6 {
            let word = String(decoding: word, as: UTF8.self)
            if pins.contains(word) { world.broken(.secretPIN, "\(word) is in: \(text)") }
        }
    }
}

extension UInt8 {
    fileprivate var isWordByte: Bool {
        (0x30...0x39).contains(self) || (0x41...0x5A).contains(self)
            || (0x61...0x7A).contains(self)
    }
}

extension FakeSwitch.Leg {
    /// Whose leg it is, of an agent's.
    var key: AgentKey {
        let words = arguments
        guard words.count == 3 else { return AgentKey(tenant: tenant, agent: AgentID("")) }
        return AgentKey(tenant: TenantID(words[1]), agent: AgentID(words[2]))
    }

    /// What an agent's leg was made for.
    var purpose: String { arguments.first ?? "" }

    private var arguments: [String] {
        switch place {
        case .called(let arguments), .stasis(let arguments): arguments
        case .dialplan: []
        }
    }
}
