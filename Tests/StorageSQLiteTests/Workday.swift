import ConnectionMode
import Storage

/// A model whose every decision is stored as the service stores it, with a clock that is turned by hand.
final class Workday {
    static let acme = TenantID("acme")

    let store: any ConnectionStore
    private(set) var model: ConnectionModel
    private(set) var now = Instant(millisecondsSince1970: 1_800_000_000_000)

    /// What the store must hold now and the model does not show.
    private(set) var waiting: [CustomerID: WaitingCustomer] = [:]
    private(set) var departures: [LegID: Departure] = [:]
    private(set) var limits: [AgentKey: AgentLimits] = [:]
    private(set) var choices: [AgentKey: AgentChoices] = [:]
    private(set) var wrongPINs = WrongPINWatch()
    /// What administrators changed of it.
    private(set) var directory = Directory()
    private(set) var nextName: UInt64 = 1
    private(set) var nodeRun: String?

    /// What was stored at any time of the day.
    private(set) var phases = Set<String>()
    private(set) var endReasons = Set<EndReason>()
    private(set) var offerStates = Set<OfferState>()
    private(set) var callStates = Set<CallState>()
    private(set) var departed = 0

    private var asked: UInt64 = 0
    private var customers = 0

    init(_ store: any ConnectionStore) throws {
        self.store = store
        model = ConnectionModel(
            epoch: store.epoch, directory: Self.directory, remembered: try store.load(), at: now)
    }

    /// Where some may choose to be called instead.
    static let elsewhere = Workplace(kind: .sipUri, address: "sip:elsewhere@example.com")

    static let directory: Directory = {
        var policy = Policy()
        policy.persistentEnabled = true
        policy.pinPrompt = "sound:agent-loginok"
        policy.callerID = "Zoë \"Ω\" <8000>"
        let kinds = Workplace.Kind.allCases
        let agents = (1...36).map { number in
            let kind = kinds[number % kinds.count]
            let address =
                switch kind {
                case .phoneNumber: "+4930123450\(number)"
                case .sipUri: "sip:agent\(number)@example.com"
                case .endpoint: "address \(number)"
                }
            let workplace = Workplace(kind: kind, address: address)
            return (
                agent(number).agent,
                AgentProfile(
                    name: "Agent \(number)",
                    phone: PhonePolicy(
                        connectionMode: (21...23).contains(number) ? .onDemand : .persistent,
                        autoAnswer: number == 22, mayChangeConnectionMode: true,
                        mayChangeAutoAnswer: true),
                    workplace: workplace, otherWorkplaces: number < 19 ? [] : [elsewhere],
                    language: "fr")
            )
        }
        var destinations = Destinations()
        destinations.country = Country("DE")
        destinations.allowedDomains = ["example.com"]
        var callingOut = CallingOut()
        callingOut.callerIDs = ["Zoë <+4930555>"]
        callingOut.agentLostContext = "lost"
        let tenant = Tenant(
            name: "Acme", policy: policy, destinations: destinations, callingOut: callingOut,
            agents: Dictionary(uniqueKeysWithValues: agents))
        return Directory(tenants: [acme: tenant])
    }()

    static func agent(_ number: Int) -> AgentKey {
        AgentKey(tenant: acme, agent: AgentID("10\(number)"))
    }

    // MARK: Inputs

    @discardableResult
    func ask(_ command: Command) throws -> Answer {
        // Chance at both ends of its range, which not every form of a number keeps.
        asked += 1
        let chance = Nonce(high: .max, low: UInt64(Int64.max) + asked)
        let answer = try model.perform(command, at: now, chance: chance)
        try commit()
        return answer
    }

    func see(_ observation: Observation) throws {
        model.observe(observation, at: now)
        try commit()
    }

    func pass(seconds: Int) throws {
        now = now.advanced(bySeconds: seconds)
        model.wake(at: now)
        try commit()
    }

    private func commit() throws {
        let decision = model.takeDecision()
        let changes = decision.changes
        try store.commit(changes, journal: [], ledger: decision.ledger)
        model.keep()
        for change in changes { note(change) }
    }

    private func note(_ change: Change) {
        switch change {
        case .agent(_, let session): if let session { note(session.connection) }
        case .offer(_, let offer): if let offer { offerStates.insert(offer.state) }
        case .call(_, let call): if let call { callStates.insert(call.state) }
        case .waiting(let id, let customer): waiting[id] = customer
        case .departure(let leg, let departure):
            departures[leg] = departure
            if departure != nil { departed += 1 }
        case .limits(let key, let limits): self.limits[key] = limits
        case .choices(let key, let choices): self.choices[key] = choices
        case .wrongPINs(let watch): wrongPINs = watch
        case .directory(let change): directory.apply(change)
        case .counter(let next, let run): (nextName, nodeRun) = (next, run)
        }
    }

    private func note(_ connection: Connection) {
        switch connection {
        case .closed(let closed):
            phases.insert("closed")
            if let reason = closed.endReason { endReasons.insert(reason) }
        case .waiting: phases.insert("waiting")
        case .dialing: phases.insert("dialing")
        case .ringing: phases.insert("ringing")
        case .verifying: phases.insert("verifying")
        case .open: phases.insert("open")
        }
    }

    // MARK: Stretches of the way

    func attempt(_ number: Int) throws -> Attempt {
        guard let attempt = model.agents[Self.agent(number)]?.connection.attempt else {
            throw Astray(what: "agent \(number) has no attempt")
        }
        return attempt
    }

    /// Logs an agent in and has their phone called.
    func dial(_ number: Int) throws {
        try ask(.logIn(Self.agent(number), resuming: nil))
        try ask(.setStatus(Self.agent(number), .available, reason: nil))
    }

    func answer(_ number: Int) throws {
        try dial(number)
        try see(.legRinging(attempt(number).leg))
        try see(.legAnswered(attempt(number).leg))
    }

    func open(_ number: Int) throws {
        try answer(number)
        try ask(.confirmPIN(Self.agent(number), attempt(number).id, .right))
    }

    /// A customer arrives for an agent; returns the offer, if one is made.
    @discardableResult
    func arrive(
        for number: Int, kind: CustomerKind = .own, isAnswered: Bool = false
    ) throws -> Offer? {
        customers += 1
        let customer = CustomerLeg(
            leg: LegID("1795.\(customers)"), kind: kind, isAnswered: isAnswered)
        let details = OfferDetails(
            caller: Caller(number: "+33123456789", name: "Carol \"é\u{1F642}\\\u{7}\u{0}\n"),
            dialedNumber: isAnswered ? "9001" : nil, queue: isAnswered ? "support" : nil,
            waitedSeconds: isAnswered ? 12 : nil, ringSeconds: isAnswered ? 10 : nil)
        try see(.customerArrived(customer, Self.agent(number), details))
        return model.offers.values.first { $0.customer.leg == customer.leg }
    }

    /// A customer comes to wait for whom a router chooses.
    func wait(isAnswered: Bool = true, seconds: Int? = nil) throws -> WaitingCustomer {
        customers += 1
        let customer = CustomerLeg(
            leg: LegID("1795.\(customers)"), kind: .own, isAnswered: isAnswered)
        let details = OfferDetails(
            caller: Caller(number: "+33123456789", name: "Zoë"), dialedNumber: "9002",
            attributes: ["LANGUAGE": "fr"])
        try see(.customerWaits(customer, Self.acme, details, seconds: seconds))
        guard
            let waiting = model.waitingCustomers.values.first(where: {
                $0.customer.leg == customer.leg
            })
        else { throw Astray(what: "nobody waits") }
        return waiting
    }

    /// A customer arrives and is accepted.
    func accept(for number: Int, kind: CustomerKind = .own) throws -> Call {
        guard let offer = try arrive(for: number, kind: kind, isAnswered: true),
            case .accepted(let id) = try ask(.accept(offer.id)), let call = model.calls[id]
        else { throw Astray(what: "agent \(number) got no call") }
        return call
    }

    func talk(_ number: Int) throws -> Call {
        let call = try accept(for: number)
        try see(.legEntered(call.agentLeg, call.talkingBridge))
        try see(.legEntered(call.customer.leg, call.talkingBridge))
        return call
    }

    /// An agent calls somebody.
    func callOut(_ number: Int) throws -> Call {
        let order = CallOrder(to: "030 123456", ringSeconds: 30)
        guard case .calling(let id) = try ask(.placeCall(Self.agent(number), order)),
            let call = model.calls[id]
        else { throw Astray(what: "agent \(number) calls nobody") }
        return call
    }

    /// The customer is on hold, and somebody whom the agent asks has answered.
    func consult(_ number: Int) throws -> (call: Call, third: ThirdParty) {
        let id = try talk(number).id
        let target = TransferTarget.destination(CallOrder(to: "030 123456").destination)
        try ask(.consult(id, target, joins: false))
        if let call = model.calls[id] {
            try see(.legEntered(call.customer.leg, call.waitingBridge))
        }
        guard let leg = model.calls[id]?.third?.leg else {
            throw Astray(what: "agent \(number) asks nobody")
        }
        try see(.legRinging(leg))
        try see(.legUp(leg))
        guard let call = model.calls[id], let third = call.third else {
            throw Astray(what: "agent \(number) has lost whom they asked")
        }
        return (call, third)
    }

    /// A supervisor's phone is called for a call of the agent's, and rings or is answered.
    func supervise(_ number: Int, _ mode: SupervisionMode, answers: Bool) throws -> Call {
        let id = try talk(number).id
        try ask(
            .supervise(
                id, mode, from: Workplace(kind: .phoneNumber, address: "030 1234567"),
                by: SupervisorID("supervisor")))
        guard let leg = model.calls[id]?.supervision?.leg else {
            throw Astray(what: "nobody supervises agent \(number)")
        }
        try see(.legRinging(leg))
        if answers {
            try see(.legAnswered(leg))
            if let there = model.calls[id]?.supervision, let place = there.bridge {
                for leg in there.legs { try see(.legEntered(leg, place)) }
            }
        }
        guard let call = model.calls[id] else {
            throw Astray(what: "agent \(number) has lost the call")
        }
        return call
    }

    /// The call is recorded, but for a pause.
    func record(_ call: Call) throws {
        guard case .recording(let id) = try ask(.startRecording(call.id)) else {
            throw Astray(what: "\(call.id) is not recorded")
        }
        try see(.recordingBegan(id))
        try ask(.pauseRecording(call.id, id, true))
        try see(.recordingSeen(id, paused: true))
    }

    /// An agent is offered somebody to call.
    func offerCall(_ number: Int) throws -> OfferID {
        let order = OutboundOffer(
            CallOrder(to: "030 123456"), offerSeconds: 60, mustAccept: true,
            attributes: ["customer": "Zoë \"Ω\""])
        guard case .offered(let id) = try ask(.offerCall(Self.agent(number), order)) else {
            throw Astray(what: "agent \(number) is offered nobody")
        }
        return id
    }

    /// The same, and it rings.
    func ring(_ number: Int) throws -> Call {
        let call = try callOut(number)
        try see(.legEntered(call.agentLeg, call.talkingBridge))
        try see(.legEntered(call.customer.leg, call.talkingBridge))
        try see(.legRinging(call.customer.leg))
        return call
    }

    /// The play does not go as it is written.
    struct Astray: Error {
        let what: String
    }
}
