/// What happens in many scenarios, and what the model calls the things in them.
extension Player {
    /// What there should have been; the test finds it should a scenario have gone another way.
    static let nowhere = "nowhere"

    func attempt(_ key: AgentKey = ConformanceKit.agent) -> AttemptID {
        model.agents[key]?.connection.attempt?.id ?? AttemptID(Self.nowhere)
    }

    /// The agent's leg: of the connection that stands or is being opened, or else what rings for an
    /// offer.
    func leg(_ key: AgentKey = ConformanceKit.agent) -> LegID {
        if let leg = model.agents[key]?.connection.attempt?.leg { return leg }
        return model.offers[offer(key)]?.phone?.leg ?? LegID(Self.nowhere)
    }

    func home(_ key: AgentKey = ConformanceKit.agent) -> BridgeID {
        model.agents[key]?.connection.attempt?.home ?? BridgeID(Self.nowhere)
    }

    func session(_ key: AgentKey = ConformanceKit.agent) -> SessionID {
        model.agents[key]?.id ?? SessionID(Self.nowhere)
    }

    func offer(_ key: AgentKey = ConformanceKit.agent) -> OfferID {
        guard case .offered(let id)? = model.agents[key]?.engagement else {
            return OfferID(Self.nowhere)
        }
        return id
    }

    /// The names of a call, which go on when it is over.
    struct Names {
        var id = CallID(Player.nowhere)
        var agentLeg = LegID(Player.nowhere)
        var customerLeg = LegID(Player.nowhere)
        var bridge = BridgeID(Player.nowhere)
    }

    func call(_ key: AgentKey = ConformanceKit.agent) -> Names {
        guard case .inCall(let id)? = model.agents[key]?.engagement, let call = model.calls[id]
        else { return Names() }
        return Names(
            id: id, agentLeg: call.agentLeg, customerLeg: call.customer.leg,
            bridge: call.talkingBridge)
    }

    /// Where the customer of the agent's call is on hold, or waited.
    func waitingPlace(_ key: AgentKey = ConformanceKit.agent) -> BridgeID {
        model.calls[call(key).id]?.waitingBridge ?? BridgeID(Self.nowhere)
    }

    /// Whom the agent brought into their call.
    func third(_ key: AgentKey = ConformanceKit.agent) -> (id: ParticipantID, leg: LegID) {
        guard let third = model.calls[call(key).id]?.third else {
            return (ParticipantID(Self.nowhere), LegID(Self.nowhere))
        }
        return (third.id, third.leg)
    }

    /// The recording of the agent's call that is not over.
    func recording(_ key: AgentKey = ConformanceKit.agent) -> RecordingID {
        model.calls[call(key).id]?.recording?.id ?? RecordingID(Self.nowhere)
    }

    /// Where they are on hold.
    func thirdsWaitingPlace(_ key: AgentKey = ConformanceKit.agent) -> BridgeID {
        model.calls[call(key).id]?.third?.waitingBridge ?? BridgeID(Self.nowhere)
    }

    // MARK: Passages

    mutating func logsIn(_ key: AgentKey = ConformanceKit.agent) {
        ask(.logIn(key, resuming: nil))
    }

    mutating func sets(
        _ status: RequestedStatus, _ reason: String? = nil, _ key: AgentKey = ConformanceKit.agent
    ) {
        ask(.setStatus(key, status, reason: reason))
    }

    /// The phone rings and is answered.
    mutating func answers(_ key: AgentKey = ConformanceKit.agent) {
        let leg = leg(key)
        see(.legRinging(leg))
        see(.legAnswered(leg))
    }

    mutating func types(_ verdict: PINVerdict, _ key: AgentKey = ConformanceKit.agent) {
        ask(.confirmPIN(key, attempt(key), verdict))
    }

    /// From log-in to the silent leg.
    mutating func opens(_ key: AgentKey = ConformanceKit.agent) {
        logsIn(key)
        sets(.available, nil, key)
        answers(key)
        types(.right, key)
        see(.legEntered(leg(key), home(key)))
    }

    mutating func arrives(
        _ customer: CustomerLeg = Player.customer, ringSeconds: Int? = nil, queue: String? = nil
    ) {
        let details = OfferDetails(
            caller: Caller(number: "+33123456789", name: "Carol"), dialedNumber: "9001",
            queue: queue, ringSeconds: ringSeconds)
        see(.customerArrived(customer, ConformanceKit.agent, details))
    }

    /// Both are seen in the call's bridge.
    @discardableResult
    mutating func meet() -> Names {
        let call = call()
        see(.legEntered(call.agentLeg, call.bridge))
        see(.legEntered(call.customerLeg, call.bridge))
        return call
    }

    /// From the customer's arrival to the talk, over an open connection.
    @discardableResult
    mutating func talks(_ customer: CustomerLeg = Player.customer) -> Names {
        arrives(customer)
        ask(.accept(offer()))
        return meet()
    }

    /// The customer is put on hold, and somebody else answers.
    @discardableResult
    mutating func consults(joins: Bool = false) -> Names {
        let call = talks()
        ask(
            .consult(
                call.id, .destination(Workplace(kind: .phoneNumber, address: "030 123456")),
                joins: joins))
        see(.legEntered(call.customerLeg, waitingPlace()))
        see(.legEntered(third().leg, call.bridge))
        see(.legRinging(third().leg))
        see(.legUp(third().leg))
        return call
    }

    func supervision() -> Supervision {
        model.calls[call().id]?.supervision ?? Self.nobodySupervises
    }

    private static let nobodySupervises = Supervision(
        SupervisionID(nowhere), by: supervisor, leg: LegID(nowhere), at: supervisorsPhone,
        trunk: nil, .monitor, ringSeconds: 1, at: ConformanceKit.start)

    /// A supervisor listens to a call.
    @discardableResult
    mutating func isSupervised() -> Names {
        let call = talks()
        ask(
            .supervise(
                call.id, .monitor, from: Player.supervisorsPhone, by: Player.supervisor))
        see(.legRinging(supervision().leg))
        see(.legAnswered(supervision().leg))
        supervisorComes()
        return call
    }

    /// The supervisor and the ear are seen where they are wanted.
    mutating func supervisorComes() {
        let supervision = supervision()
        guard let place = supervision.bridge, let ear = supervision.ear else { return }
        see(.legEntered(supervision.leg, place))
        see(.legEntered(ear, place))
    }

    /// An administrator approved it, for a colleague.
    static let supervisorsPhone = Workplace(kind: .endpoint, address: "1002")
    static let supervisor = SupervisorID("supervisor")

    mutating func surveys(run: String = "run 1", _ legs: [Survey.Leg], bridges: [BridgeID] = []) {
        see(.surveyed(Survey(nodeRun: run, legs: legs, bridges: bridges)))
    }

    static let customer = CustomerLeg(
        leg: LegID("customer 1"), kind: .own, isAnswered: true)
    static let ringing = CustomerLeg(
        leg: LegID("customer 2"), kind: .own, isAnswered: false)
    /// Under `Dial()` or `Queue()`.
    static let half = CustomerLeg(
        leg: LegID("half of customer 3"), kind: .half(caller: LegID("customer 3")),
        isAnswered: false)

    /// A leg that is up, as a survey has it.
    static func up(_ leg: LegID, in bridge: BridgeID?, hasCompany: Bool = false) -> Survey.Leg {
        Survey.Leg(
            id: leg, isUp: true, isRinging: false, bridge: bridge, hasCompany: hasCompany,
            arrival: nil)
    }
}
