internal import ConnectionMode
internal import Foundation

/// A model that is looked at after every input: what it decides can be taken back and decided again, stored
/// and read again, and says nothing that must not be.
struct CheckedModel {
    static let acme = TenantID("acme")
    static let keys =
        ["alice", "bob"].map { AgentKey(tenant: acme, agent: AgentID($0)) }
        + [AgentKey(tenant: TenantID("other"), agent: AgentID("mallory"))]
    static let start = Instant(millisecondsSince1970: 1_800_000_000_000)

    private(set) var model = ConnectionModel(epoch: "fuzz", directory: directory, at: start)
    private(set) var now = start
    private var store = StoredRoots()
    private var dialed = Set<LegID>()
    private var inputs = 0
    /// Every so many inputs are also taken back, and decided again.
    private static let trialEvery = 4

    init() {
        store.take(model.takeDecision().changes)
        model.keep()
    }

    static var directory: Directory {
        func agent(_ name: String) -> AgentProfile {
            AgentProfile(
                name: name, phone: PhonePolicy(connectionMode: .persistent),
                workplace: Workplace(kind: .endpoint, address: name))
        }
        var policy = Policy()
        policy.persistentEnabled = true
        var strict = policy
        strict.customerAfterHangUp = .end
        strict.missedOffersBeforeBreak = 2
        strict.wrapUpSeconds = 5
        return Directory(tenants: [
            acme: Tenant(
                name: "Acme", policy: policy,
                agents: [AgentID("alice"): agent("1001"), AgentID("bob"): agent("1002")]),
            TenantID("other"): Tenant(
                name: "Other", policy: strict, agents: [AgentID("mallory"): agent("1003")]),
        ])
    }

    // MARK: Inputs

    /// Returns nil when it was refused.
    @discardableResult
    mutating func perform(_ command: Command) throws(Finding) -> Answer? {
        let chance = Nonce(high: 1, low: UInt64(dialed.count))
        let at = now
        return try decide { model in
            let answer = try? model.perform(command, at: at, chance: chance)
            if answer == nil {
                let decision = model.takeDecision()
                guard decision.changes.isEmpty, decision.effects.isEmpty, decision.notices.isEmpty
                else { return .failure(Finding("A refused command changed something: \(command)")) }
            }
            return .success(answer)
        }
    }

    mutating func observe(_ observation: Observation) throws(Finding) {
        let at = now
        try decide { model in
            model.observe(observation, at: at)
            return .success(())
        }
    }

    mutating func pass(milliseconds: Int64) throws(Finding) {
        now = now.advanced(byMilliseconds: max(0, milliseconds))
        let at = now
        try decide { model in
            model.wake(at: at)
            return .success(())
        }
        try require(
            model.nextWake.map { $0 > now } ?? true, "It wants to be woken again at once.")
    }

    /// The service is killed and started again: what is stored is all there is.
    mutating func restart() throws(Finding) {
        model = ConnectionModel(
            epoch: "fuzz", directory: Self.directory, remembered: try store.read(), at: now)
        store.take(model.takeDecision().changes)
        model.keep()
        try pass(milliseconds: 0)
    }

    // MARK: Deciding

    private mutating func decide<Value>(
        _ body: (inout ConnectionModel) -> Result<Value, Finding>
    ) throws(Finding) -> Value {
        inputs += 1
        let before = inputs % Self.trialEvery == 0 ? model : nil
        let value = body(&model)
        let decision = model.takeDecision()
        if let before { try tryAgain(body, from: before, expecting: decision) }
        store.take(decision.changes)
        try check(decision)
        model.keep()
        try checkRoots()
        return try value.get()
    }

    private func tryAgain<Value>(
        _ body: (inout ConnectionModel) -> Result<Value, Finding>, from before: ConnectionModel,
        expecting decision: Decision
    ) throws(Finding) {
        var trial = before
        _ = body(&trial)
        let again = trial.takeDecision()
        try require(
            again.changes == decision.changes && again.effects == decision.effects,
            "The same input led to another decision.")
        trial.rollBack()
        try requireSame(trial, before)
    }

    private func requireSame(
        _ trial: ConnectionModel, _ model: ConnectionModel
    ) throws(Finding) {
        let decision = trial.takeDecision()
        try require(
            trial.agents == model.agents && trial.offers == model.offers
                && trial.calls == model.calls && trial.limits == model.limits
                && trial.wrongPINs == model.wrongPINs
                && trial.isPhoneSystemSeen == model.isPhoneSystemSeen
                && decision.changes.isEmpty && decision.effects.isEmpty
                && decision.notices.isEmpty,
            "Something is left of what was rolled back.")
    }

    // MARK: What must be

    private mutating func check(_ decision: Decision) throws(Finding) {
        for effect in decision.effects {
            switch effect {
            case .dial(let dial):
                try require(dialed.insert(dial.leg).inserted, "\(dial.leg) is dialed twice.")
            case .connect(let leg, _, _):
                try require(
                    model.agents.values.contains {
                        $0.connection.isOpen && $0.connection.attempt?.leg == leg
                    }, "A customer is connected to \(leg), whose agent proved nothing.")
            case .dialOut(let call):
                try require(dialed.insert(call.leg).inserted, "\(call.leg) is dialed twice.")
                try require(
                    model.agents.values.contains {
                        $0.connection.isOpen && $0.connection.attempt?.leg == call.agentLeg
                    }, "Somebody is called over \(call.agentLeg), whose agent proved nothing.")
            case .supervise(let place):
                try require(
                    model.calls.values.contains {
                        $0.supervision?.leg == place.leg && $0.state == .connected
                            && (place.ear.map(\.agentLeg) ?? $0.agentLeg) == $0.agentLeg
                    }, "\(place.leg) is brought to a call that it does not supervise.")
            case .stopListening, .find, .stopRinging, .speakPIN, .park, .prepare, .keepWaiting,
                .findHold, .findContact, .countPackets, .announce, .mute,
                .sendDigits, .markRecord, .record, .pauseRecording, .stopRecording,
                .findRecording, .hangUp, .release, .transfer, .dissolve, .watch,
                .standing,
                .standings:
                break
            }
        }
    }

    private func checkRoots() throws(Finding) {
        for (key, session) in model.agents {
            try require(key == session.key, "A session stands under another's key.")
            switch session.engagement {
            case .free: break
            case .offered(let id):
                let offer = model.offers[id]
                try require(
                    offer?.state == .pending && offer?.agent == key && session.connection.isOpen,
                    "\(key) is offered \(id), which is not pending for them.")
            case .inCall(let id):
                let call = model.calls[id]
                try require(
                    call.map { $0.state != .ended && $0.agent == key } ?? false,
                    "\(key) is in \(id), which is over or another's.")
            }
        }
        for offer in model.offers.values where offer.state == .pending {
            try require(
                model.agents[offer.agent]?.engagement == .offered(offer.id),
                "\(offer.id) is pending and its agent knows nothing of it.")
        }
        for call in model.calls.values where call.state != .ended {
            try require(
                model.agents[call.agent]?.engagement == .inCall(call.id),
                "\(call.id) is up and its agent knows nothing of it.")
        }
    }
}

// MARK: An agent who goes along

extension CheckedModel {
    /// The PBX is seen, and the first agent's phone is being dialed.
    mutating func makeAvailable() throws(Finding) {
        try observe(.surveyed(Survey(nodeRun: "1", legs: [], bridges: [])))
        try perform(.logIn(Self.keys[0], resuming: nil))
        try perform(.setStatus(Self.keys[0], .available, reason: nil))
    }

    /// From there to a call.
    mutating func talk() throws(Finding) {
        guard let leg = model.agents[Self.keys[0]]?.connection.attempt?.leg else { return }
        try observe(.legAnswered(leg))
        try goAlong()
        let customer = CustomerLeg(leg: LegID("1795.1"), kind: .own, isAnswered: true)
        try observe(
            .customerArrived(
                customer, Self.keys[0], OfferDetails(caller: Caller(number: "1", name: "Carol"))))
        try goAlong()
        guard let call = model.calls.values.first else { return }
        try observe(.legEntered(leg, call.talkingBridge))
        try observe(.legEntered(customer.leg, call.talkingBridge))
    }

    /// Types the right PIN where one is asked for, and accepts what is offered.
    mutating func goAlong() throws(Finding) {
        now = now.advanced(byMilliseconds: 10)
        for (key, session) in model.agents.sorted(by: { $0.key < $1.key }) {
            if case .verifying(let verifying) = session.connection {
                try perform(.confirmPIN(key, verifying.attempt.id, .right))
            }
            if case .offered(let id) = session.engagement { try perform(.accept(id)) }
        }
    }

    /// Every wait ends: an hour later nothing is offered any more, and nobody is rung. What is stored by then
    /// can be read.
    mutating func letTimePass() throws(Finding) {
        _ = try store.read()
        for _ in 0..<8 { try pass(milliseconds: 500_000) }
        for session in model.agents.values {
            switch session.connection {
            case .closed, .open: break
            case .waiting, .dialing, .ringing, .verifying:
                throw Finding("\(session.key) is still being called after an hour.")
            }
            if case .offered(let id) = session.engagement {
                throw Finding("\(id) is still offered after an hour.")
            }
        }
        for call in model.calls.values {
            try require(call.state != .connecting, "\(call.id) is connecting for an hour.")
        }
    }
}
