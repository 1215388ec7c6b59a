import ConnectionMode

/// A model with one tenant, its agents, a PBX that was surveyed, and a clock that is turned by hand.
final class Desk {
    static let acme = TenantID("acme")
    static let agent = AgentKey(tenant: acme, agent: AgentID("1001"))
    static let other = AgentKey(tenant: acme, agent: AgentID("1002"))

    var model: ConnectionModel
    var now = Instant(millisecondsSince1970: 1_800_000_000_000)
    /// What was to be found out of whether phones are there (C4).
    private(set) var looks: [Effect] = []
    /// Everything decided so far, but for what queues are told and those looks.
    var effects: [Effect] = []
    /// What queues are told of agents, one after the other (O12), but for news of their attendance alone.
    var availabilities: [[AgentKey: Availability]] = []
    /// What queues were last told.
    private(set) var standings: [AgentKey: QueueStanding] = [:]
    var notices: [Notice.Content] = []
    /// Whose call the PBX's record of a customer's leg tells.
    private(set) var marked: [LegID: (agent: AgentKey, call: CallID)] = [:]
    /// What was written down, from the beginning.
    private(set) var ledger: [LedgerEntry] = []

    init(
        policy change: (inout Policy) -> Void = { _ in },
        phone: PhonePolicy = PhonePolicy(connectionMode: .persistent),
        tenant changeTenant: (inout Tenant) -> Void = { _ in }, surveyed: Bool = true
    ) {
        var policy = Policy()
        policy.persistentEnabled = true
        change(&policy)
        let agents = [Desk.agent, Desk.other].map { key in
            let workplace = Workplace(kind: .endpoint, address: key.agent.rawValue)
            let profile = AgentProfile(
                name: "Agent \(key.agent)", phone: phone, workplace: workplace)
            return (key.agent, profile)
        }
        var tenant = Tenant(
            name: "Acme", policy: policy, agents: Dictionary(uniqueKeysWithValues: agents))
        changeTenant(&tenant)
        model = ConnectionModel(
            epoch: "test", directory: Directory(tenants: [Desk.acme: tenant]), at: now)
        if surveyed { see(.surveyed(Survey(nodeRun: "run 1", legs: [], bridges: []))) }
        clear()
    }

    // MARK: Inputs

    @discardableResult
    func ask(_ command: Command) throws(Refusal) -> Answer {
        let answer = try model.perform(command, at: now, chance: Nonce(high: 1, low: 2))
        take()
        return answer
    }

    func see(_ observation: Observation) {
        model.observe(observation, at: now)
        take()
    }

    func pass(seconds: Int) {
        now = now.advanced(bySeconds: seconds)
        model.wake(at: now, chance: Nonce(high: 3, low: 4))
        take()
    }

    func clear() { (effects, looks, availabilities, notices) = ([], [], [], []) }

    private func take() {
        let decision = model.takeDecision()
        for effect in decision.effects {
            switch effect {
            case .standing(let key, let standing):
                let before = standings.updateValue(standing, forKey: key)
                if before?.availability != standing.availability || before == standing {
                    availabilities.append([key: standing.availability])
                }
            case .standings(let all):
                for entry in all { standings[entry.agent] = entry.standing }
                availabilities.append(
                    Dictionary(
                        uniqueKeysWithValues: all.map { ($0.agent, $0.standing.availability) }))
            case .markRecord(let customer, let key, let call):
                marked[customer.leg] = (key, call)
            case .findContact, .countPackets: looks.append(effect)
            case .dial, .dialOut, .stopRinging, .find, .speakPIN, .park, .prepare, .keepWaiting,
                .connect, .supervise, .stopListening, .findHold, .mute, .sendDigits, .hangUp,
                .record, .pauseRecording, .stopRecording, .findRecording, .announce,
                .release, .transfer, .dissolve, .watch:
                effects.append(effect)
            }
        }
        notices += decision.notices.map(\.content)
        ledger += decision.ledger
        model.keep()
    }

    // MARK: Another run of the service

    /// What the store has, with names beyond all that this one gave.
    var remembered: Remembered {
        var remembered = Remembered()
        remembered.agents = Array(model.agents.values)
        remembered.offers = Array(model.offers.values)
        remembered.calls = Array(model.calls.values)
        remembered.waiting = Array(model.waitingCustomers.values)
        remembered.choices = Array(model.choices.values)
        remembered.nextName = 1_000
        remembered.nodeRun = "run 1"
        return remembered
    }

    /// The same store, another run of the service, which has not seen the PBX yet.
    func restarted(directory: Directory? = nil) -> Desk {
        let next = Desk(surveyed: false)
        next.model = ConnectionModel(
            epoch: "test", directory: directory ?? model.directory, remembered: remembered,
            at: next.now)
        return next
    }

    // MARK: The way to an open connection

    func logIn(_ key: AgentKey = Desk.agent) throws(Refusal) {
        try ask(.logIn(key, resuming: nil))
    }

    @discardableResult
    func becomeAvailable(_ key: AgentKey = Desk.agent) throws(Refusal) -> AttemptID? {
        try ask(.setStatus(key, .available, reason: nil))
        return attempt(of: key)?.id
    }

    func answerPhone(_ key: AgentKey = Desk.agent) {
        guard let leg = attempt(of: key)?.leg else { return }
        see(.legRinging(leg))
        see(.legAnswered(leg))
    }

    func openConnection(_ key: AgentKey = Desk.agent) throws(Refusal) {
        try logIn(key)
        guard let attempt = try becomeAvailable(key) else { return }
        answerPhone(key)
        try ask(.confirmPIN(key, attempt, .right))
        clear()
    }

    /// A customer arrives and is offered.
    func offer(
        _ customer: CustomerLeg = Desk.caller, to key: AgentKey = Desk.agent,
        ringSeconds: Int? = nil
    ) -> OfferID? {
        let details = OfferDetails(
            caller: Caller(number: "+33123456789", name: "Carol"), dialedNumber: "9001",
            ringSeconds: ringSeconds)
        see(.customerArrived(customer, key, details))
        guard case .offered(let id) = model.agents[key]?.engagement else { return nil }
        return id
    }

    /// A customer is offered, accepted and connected.
    func talk(with customer: CustomerLeg = Desk.caller) throws(Refusal) -> Call? {
        guard let offer = offer(customer), case .accepted(let id) = try ask(.accept(offer)),
            let call = model.calls[id]
        else { return nil }
        see(.legEntered(call.agentLeg, call.talkingBridge))
        see(.legEntered(call.customer.leg, call.talkingBridge))
        clear()
        return model.calls[id]
    }

    static let caller = CustomerLeg(leg: LegID("1795.1"), kind: .own, isAnswered: true)
    static let half = CustomerLeg(
        leg: LegID("1795.3"), kind: .half(caller: LegID("1795.2")), isAnswered: false)

    // MARK: What is seen

    func attempt(of key: AgentKey = Desk.agent) -> Attempt? {
        model.agents[key]?.connection.attempt
    }

    func status(of key: AgentKey = Desk.agent) -> ShownStatus? { model.agents[key]?.shown.status }

    func reason(of key: AgentKey = Desk.agent) -> StatusReason? { model.agents[key]?.shown.reason }

    var dials: [Dial] { effects.compactMap { if case .dial(let dial) = $0 { dial } else { nil } } }
}
