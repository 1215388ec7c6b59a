internal import ConnectionMode

/// A day of a model, some bytes an input: commands, observations, time and restarts, about what is there
/// and what is not.
enum ModelTarget {
    private static let mostInputs = 200

    static func take(_ bytes: [UInt8]) throws {
        var input = InputReader(bytes)
        var day = Day()
        for _ in 0..<mostInputs where !input.isEmpty { try day.step(&input) }
        try day.end()
    }
}

private struct Day {
    private var world = CheckedModel()
    private var customers = 0

    private var model: ConnectionModel { world.model }

    mutating func end() throws { try world.letTimePass() }

    mutating func step(_ input: inout InputReader) throws(Finding) {
        switch input.byte() % 32 {
        case 0: try world.observe(.surveyed(survey(&input)))
        case 1: try world.observe(.linkLost)
        case 2: try world.restart()
        case 3: try world.pass(milliseconds: Int64(input.byte()) * 100)
        case 4: try world.pass(milliseconds: Int64(input.number() % 86_400_000))
        case 5...7: try world.goAlong()
        case 8: try world.makeAvailable()
        case 9, 10: try enterBridge(&input)
        case 11...21: try world.observe(observation(&input))
        default: try world.perform(command(&input))
        }
    }

    // MARK: What there is

    private func agent(_ input: inout InputReader) -> AgentKey {
        let stranger = AgentKey(tenant: CheckedModel.acme, agent: AgentID("nobody"))
        return input.element(of: CheckedModel.keys + [stranger]) ?? stranger
    }

    private var legs: [LegID] {
        let agents = model.agents.sorted { $0.key < $1.key }
            .compactMap(\.value.connection.attempt?.leg)
        let customers = model.offers.sorted { $0.key < $1.key }.map(\.value.customer.leg)
        let calls = model.calls.sorted { $0.key < $1.key }.map(\.value)
        return agents + customers + calls.map(\.customer.leg) + calls.compactMap(\.third?.leg)
            + calls.flatMap { $0.supervision?.legs ?? [] } + [
                LegID("oh-fuzz-v99"), LegID("oh-else-v1"), LegID("17.1"),
            ]
    }

    private func leg(_ input: inout InputReader) -> LegID {
        input.element(of: legs) ?? LegID("")
    }

    private var bridges: [BridgeID] {
        model.calls.sorted { $0.key < $1.key }
            .map(\.value)
            .flatMap {
                [
                    $0.talkingBridge, $0.waitingBridge, $0.third?.waitingBridge,
                    $0.supervision?.bridge,
                ].compactMap(\.self)
            }
            + model.agents.sorted { $0.key < $1.key }.compactMap(\.value.connection.attempt?.home)
            + [BridgeID("oh-fuzz-t99"), BridgeID("else")]
    }

    private func bridge(_ input: inout InputReader) -> BridgeID {
        input.element(of: bridges) ?? BridgeID("")
    }

    private func offer(_ input: inout InputReader) -> OfferID {
        input.element(of: model.offers.keys.sorted() + [OfferID("oh-fuzz-o99")]) ?? OfferID("")
    }

    private func call(_ input: inout InputReader) -> CallID {
        input.element(of: model.calls.keys.sorted() + [CallID("oh-fuzz-c99")]) ?? CallID("")
    }

    private func waiting(_ input: inout InputReader) -> CustomerID {
        input.element(of: model.waitingCustomers.keys.sorted() + [CustomerID("oh-fuzz-q99")])
            ?? CustomerID("")
    }

    private func recording(_ input: inout InputReader) -> RecordingID {
        input.element(
            of: model.calls.values.compactMap(\.recording?.id).sorted()
                + [RecordingID("oh-fuzz-r99")]) ?? RecordingID("")
    }

    // MARK: Inputs

    private func command(_ input: inout InputReader) -> Command {
        let key = agent(&input)
        let session = model.agents[key]
        let attempt = session?.connection.attempt?.id ?? AttemptID("oh-fuzz-a99")
        switch input.byte() % 16 {
        case 0: return .logIn(key, resuming: nil, takingOver: input.bool())
        case 1: return .logIn(key, resuming: session?.id, takingOver: input.bool())
        case 2: return .logOut(key, input.element(of: LogOutTime.allCases) ?? .now)
        case 3: return .setStatus(key, .available, reason: nil)
        case 4: return .setStatus(key, .onBreak, reason: input.bool() ? "lunch" : nil)
        case 5: return .setStatus(key, .workingOffline, reason: nil)
        case 6: return .openConnection(key)
        case 7: return .closeConnection(key, by: input.bool() ? .agent : .admin)
        case 8: return .confirmPIN(key, attempt, .right)
        case 9: return .confirmPIN(key, attempt, .wrong)
        case 10:
            let order = CallOrder(to: Workplace(kind: .endpoint, address: "2001"))
            return input.bool()
                ? .placeCall(key, order) : .offerCall(key, OutboundOffer(order))
        case 11: return .liftPINLock(key)
        case 12, 13: return .accept(offer(&input))
        case 14: return .reject(offer(&input))
        default: return inCall(call(&input), key, &input)
        }
    }

    private func inCall(_ id: CallID, _ key: AgentKey, _ input: inout InputReader) -> Command {
        switch input.byte() % 19 {
        case 1: .hold(id)
        case 2: .resume(id)
        case 3: .mute(id, true)
        case 4: .mute(id, false)
        case 5: .sendDigits(id, .plainest)
        case 6: .completeWrapUp(key)
        case 7: .transfer(id, to: .agent(AgentID("1002")))
        case 8:
            .offerCustomer(
                waiting(&input), to: key, CustomerOffer(offerSeconds: input.bool() ? 2 : nil))
        case 9: .releaseCustomer(waiting(&input), of: key.tenant)
        case 10: .consult(id, .agent(AgentID("1002")), joins: input.bool())
        case 11:
            .consult(
                id, .destination(Workplace(kind: .endpoint, address: "2001")), joins: input.bool())
        case 12:
            .direct(
                id, model.calls[id]?.third?.id ?? ParticipantID("oh-fuzz-p99"),
                input.element(of: ThirdPartyWish.allCases) ?? .dismiss)
        case 13:
            .supervise(
                id, input.element(of: SupervisionMode.allCases) ?? .monitor,
                from: Workplace(kind: .endpoint, address: input.bool() ? "1002" : "1500"),
                by: SupervisorID("supervisor"))
        case 14:
            .changeSupervision(
                id, model.calls[id]?.supervision?.id ?? SupervisionID("oh-fuzz-u99"),
                input.element(of: SupervisionMode.allCases) ?? .monitor)
        case 15:
            .stopSupervision(
                id, model.calls[id]?.supervision?.id ?? SupervisionID("oh-fuzz-u99"))
        case 16: .startRecording(id)
        case 17: .pauseRecording(id, recording(&input), input.bool())
        case 18: .stopRecording(id, recording(&input))
        default: .hangUp(id)
        }
    }

    private mutating func observation(_ input: inout InputReader) -> Observation {
        switch input.byte() % 14 {
        case 0: .legRinging(leg(&input))
        case 1: .legAnswered(leg(&input))
        case 2: .legUp(leg(&input))
        case 3, 4: .legGone(leg(&input), input.element(of: LegEnd.allCases) ?? .unknown)
        case 5: .dialFailed(leg(&input), failure(&input))
        case 6: .legNotFound(leg(&input))
        case 7: .connectFailed(bridge(&input))
        case 8: arrival(&input)
        case 9: .legMade(leg(&input))
        case 10: .agentHeard(agent(&input))
        case 11: input.bool() ? .waitFailed(leg(&input)) : .supervisionFailed(leg(&input))
        case 12:
            switch input.byte() % 4 {
            case 0: .recordingBegan(recording(&input))
            case 1: .recordingSeen(recording(&input), paused: input.bool())
            case 2: .recordingOver(recording(&input), seconds: input.bool() ? 7 : nil)
            default: .recordingFailed(recording(&input))
            }
        default:
            input.bool()
                ? .legMuted(leg(&input), input.bool())
                : .ringTimeOver(agent(&input), caller: leg(&input))
        }
    }

    private func failure(_ input: inout InputReader) -> DialFailure {
        switch input.byte() % 3 {
        case 0: .notSent
        case 1: .refused(input.element(of: LegEnd.allCases) ?? .unknown)
        default: .outcomeUnknown
        }
    }

    private mutating func arrival(_ input: inout InputReader) -> Observation {
        // Sometimes one who is there already.
        if !input.bool() { customers += 1 }
        let caller: LegID? = input.bool() ? LegID("caller-\(customers)") : nil
        let customer = CustomerLeg(
            leg: LegID("customer-\(customers)"), kind: input.bool() ? .own : .half(caller: caller),
            isAnswered: input.bool())
        let details = OfferDetails(
            caller: Caller(number: "+493012345678", name: "Carol"),
            ringSeconds: input.bool() ? Int(input.number() % 100_000) : nil)
        let key = agent(&input)
        guard input.bool() else { return .customerArrived(customer, key, details) }
        return .customerWaits(
            customer, key.tenant, details, seconds: input.bool() ? Int(input.byte()) : nil)
    }

    /// One or both of a call's legs.
    private mutating func enterBridge(_ input: inout InputReader) throws(Finding) {
        guard let call = model.calls[call(&input)] else {
            return try world.observe(.legEntered(leg(&input), bridge(&input)))
        }
        if input.bool() { try world.observe(.legEntered(call.agentLeg, call.talkingBridge)) }
        if input.bool() { try world.observe(.legEntered(call.customer.leg, call.talkingBridge)) }
        if input.bool() { try world.observe(.legEntered(call.customer.leg, call.waitingBridge)) }
    }

    private mutating func survey(_ input: inout InputReader) -> Survey {
        let run = input.bool() ? "1" : "2"
        var seen: [Survey.Leg] = []
        for leg in legs where input.bool() {
            var arrived: Survey.Arrival?
            if input.bool(), !leg.rawValue.hasPrefix("oh-") {
                let customer = CustomerLeg(leg: leg, kind: .own, isAnswered: true)
                switch arrival(&input) {
                case .customerArrived(_, let key, let details):
                    arrived = Survey.Arrival(customer: customer, agent: key, details: details)
                case .customerWaits(_, let tenant, let details, let seconds):
                    arrived = Survey.Arrival(
                        customer: customer, .wait(tenant, seconds: seconds), details: details)
                default: break
                }
            }
            seen.append(
                Survey.Leg(
                    id: leg, isUp: input.bool(), isRinging: input.bool(),
                    bridge: input.bool() ? bridge(&input) : nil, hasCompany: input.bool(),
                    arrival: arrived))
        }
        return Survey(nodeRun: run, legs: seen, bridges: bridges.filter { _ in input.bool() })
    }
}
