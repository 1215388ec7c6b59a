import ConnectionMode
import Storage
import Testing

/// A whole day is played on each store; what is stored must be what the model has, all the time.
@Suite struct WorkdayTests {
    @Test(arguments: StoreKind.allCases)
    func `all that a day leaves behind comes back as it was`(_ kind: StoreKind) throws {
        let tested = try StoreUnderTest(kind)
        let day = try Workday(tested.store)
        try play(day)

        #expect(day.phases == ["closed", "dialing", "ringing", "verifying", "open"])
        #expect(
            day.endReasons.isSuperset(of: [
                .noAnswer, .busy, .declined, .unreachable, .networkRejected, .pinTimedOut,
                .pinFailed, .phoneHungUp, .closedByAdmin, .nodeRestarted, .canceled, .unknown,
            ]))
        #expect(day.offerStates == Set(OfferState.allCases))
        #expect(day.callStates == Set(CallState.allCases))
        #expect(day.departed > 5)
    }

    @Test(arguments: StoreKind.allCases)
    func `W1 a model that starts from the store decides as the one before`(
        _ kind: StoreKind
    ) throws {
        let tested = try StoreUnderTest(kind)
        let day = try Workday(tested.store)
        try playUntilNoon(day)
        try day.see(.linkLost)
        var before = day.model
        var after = ConnectionModel(
            epoch: tested.store.epoch, directory: Workday.directory,
            remembered: try tested.store.load(), at: day.now)
        #expect(after.takeDecision().changes.allSatisfy(isCounter))
        after.keep()
        // A restart skips numbers: new names are compared by how many came before them.
        let firsts = [try firstNumber(of: before, day.now), try firstNumber(of: after, day.now)]
        #expect(firsts[0] < firsts[1])

        let survey = Survey(nodeRun: "run 1", legs: [], bridges: [])
        for seconds in [0, 6, 60, 4_000] {
            let now = day.now.advanced(bySeconds: seconds)
            let decisions = [step(&before, survey, now), step(&after, survey, now)]
            let texts = zip(decisions, firsts).map { decision, first in
                let changes = decision.changes.filter { !isCounter($0) }.map { "\($0)" }
                let effects = decision.effects.map { "\($0)" }
                let notices = decision.notices.map { "\($0)" }
                return [changes, effects, notices].map { parts in
                    Set(parts.map { renumbered($0, from: first) })
                }
            }
            #expect(texts[0] == texts[1])
        }
        #expect(before.agents == after.agents)
        #expect(before.offers.isEmpty && after.offers.isEmpty)
        #expect(before.calls.isEmpty && after.calls.isEmpty)
    }

    private func isCounter(_ change: Change) -> Bool {
        if case .counter = change { true } else { false }
    }

    /// The number that the model's next name would have.
    private func firstNumber(of model: ConnectionModel, _ now: Instant) throws -> Int {
        var trial = model
        let command = Command.logIn(Workday.agent(20), resuming: nil)
        let answer = try trial.perform(command, at: now, chance: Nonce(high: 1, low: 2))
        guard case .loggedIn(let id, _) = answer else { return 0 }
        return id.rawValue.split(separator: "-").last.flatMap { Int($0.dropFirst()) } ?? 0
    }

    private func renumbered(_ text: String, from first: Int) -> String {
        // With its epoch, which may have a letter before digits as well.
        text.replacing(/(oh-[a-z0-9]+-[a-z])([0-9]+)/) { match in
            let number = Int(match.2) ?? 0
            return number < first ? String(match.0) : "\(match.1) new \(number - first)"
        }
    }

    private func step(
        _ model: inout ConnectionModel, _ survey: Survey, _ now: Instant
    ) -> Decision {
        model.wake(at: now)
        model.observe(.surveyed(survey), at: now)
        defer { model.keep() }
        return model.takeDecision()
    }

    // MARK: The play

    private func play(_ day: Workday) throws {
        try playUntilNoon(day)
        try endBeforeOpening(day)
        try loseConnections(day)
        try day.pass(seconds: 4_000)
        try compare(day)
        #expect(day.model.offers.isEmpty && day.model.calls.isEmpty)
    }

    private func playUntilNoon(_ day: Workday) throws {
        try day.see(.surveyed(Survey(nodeRun: "run 1", legs: [], bridges: [])))
        try compare(day)
        try day.ask(.logIn(Workday.agent(1), resuming: nil))
        try day.ask(.setStatus(Workday.agent(1), .onBreak, reason: "déjeuner 🥖"))
        try day.dial(2)
        try day.dial(3)
        try day.see(.legRinging(day.attempt(3).leg))
        try day.answer(4)
        try day.ask(.confirmPIN(Workday.agent(4), day.attempt(4).id, .wrong))
        try compare(day)
        for number in 5...9 { try day.open(number) }
        try compare(day)
        try offer(day)
        try call(day)
        try callOut(day)
        try consult(day)
        try supervise(day)
    }

    private func consult(_ day: Workday) throws {
        for (number, wish) in [(24, ThirdPartyWish.swap), (25, .join), (26, .complete)] {
            try day.open(number)
            let (call, third) = try day.consult(number)
            try compare(day)
            try day.record(call)
            try compare(day)
            try day.ask(.direct(call.id, third.id, wish))
            try compare(day)
            if wish == .join { try day.see(.legGone(call.customer.leg, .hungUp)) }
            try compare(day)
        }
    }

    private func supervise(_ day: Workday) throws {
        for (number, mode) in [(27, SupervisionMode.monitor), (28, .barge)] {
            try day.open(number)
            let call = try day.supervise(number, mode, answers: true)
            try compare(day)
            guard let supervision = call.supervision else { continue }
            try day.ask(.changeSupervision(call.id, supervision.id, .whisper))
            try compare(day)
            try day.see(.legGone(call.customer.leg, .hungUp))
            try compare(day)
        }
    }

    private func callOut(_ day: Workday) throws {
        try compare(day)
        let busy = try day.ring(8)
        try compare(day)
        try day.see(.legGone(busy.customer.leg, .busy))
        let answered = try day.ring(8)
        try day.see(.legUp(answered.customer.leg))
        try compare(day)
        try day.ask(.hangUp(answered.id))
        try day.see(.dialFailed(day.callOut(8).customer.leg, .notSent))
        let offered = try day.offerCall(8)
        try compare(day)
        try day.ask(.accept(offered))
        try compare(day)
        try day.dial(21)
        let own = try day.callOut(21)
        try compare(day)
        try day.ask(.hangUp(own.id))
        try compare(day)
    }

    private func offer(_ day: Workday) throws {
        try day.arrive(for: 5, isAnswered: true)
        let canceled = try day.arrive(for: 6, kind: .half(caller: nil))
        try compare(day)
        if let leg = canceled?.customer.leg { try day.see(.legGone(leg, .hungUp)) }
        if let offer = try day.arrive(for: 6) { try day.ask(.reject(offer.id)) }
        try day.arrive(for: 1, kind: .half(caller: LegID("1795.0")))
        try compare(day)
        try day.arrive(for: 6)
        try day.pass(seconds: 16)
        try compare(day)
        #expect(day.model.agents[Workday.agent(6)]?.shown.reason == .missedOffer)
        try day.ask(.setStatus(Workday.agent(6), .available, reason: nil))
    }

    private func call(_ day: Workday) throws {
        let connecting = try day.accept(for: 6, kind: .half(caller: LegID("1795.99")))
        try day.see(.legEntered(connecting.agentLeg, connecting.talkingBridge))
        _ = try day.talk(7)
        try day.ask(.setStatus(Workday.agent(7), .workingOffline, reason: nil))
        try compare(day)
        try day.ask(.hangUp(day.talk(8).id))
        let never = try day.accept(for: 8)
        try day.see(.legGone(never.customer.leg, .hungUp))
        try day.see(.connectFailed(day.accept(for: 8).talkingBridge))
        try compare(day)
        // The customer is kept, with music, when the agent's phone is gone.
        let kept = try day.talk(9)
        try day.see(.legGone(kept.agentLeg, .hungUp))
        try compare(day)
    }

    /// Every way in which a validation call ends by itself.
    private func endBeforeOpening(_ day: Workday) throws {
        for (offset, end) in LegEnd.allCases.enumerated() {
            try day.dial(10 + offset)
            try day.see(.legRinging(day.attempt(10 + offset).leg))
            try day.see(.legGone(day.attempt(10 + offset).leg, end))
            try compare(day)
        }
        try day.ask(.logOut(Workday.agent(10)))
        try day.answer(10)
        for _ in 1...3 {
            try day.ask(.confirmPIN(Workday.agent(10), day.attempt(10).id, .wrong))
        }
        try compare(day)
        try day.ask(.setStatus(Workday.agent(10), .available, reason: nil))
        try day.ask(.closeConnection(Workday.agent(10), by: .agent))
        try day.answer(18)
        try day.pass(seconds: 61)
        try compare(day)
    }

    private func loseConnections(_ day: Workday) throws {
        try day.open(19)
        try day.arrive(for: 19)
        try day.see(.legGone(day.attempt(19).leg, .hungUp))
        try day.open(20)
        try day.ask(.closeConnection(Workday.agent(20), by: .admin))
        try compare(day)
        try day.see(.surveyed(Survey(nodeRun: "run 2", legs: [], bridges: [])))
        try compare(day)
    }

    private func compare(
        _ day: Workday, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let stored = try day.store.load()
        #expect(
            Set(stored.agents) == Set(day.model.agents.values), sourceLocation: sourceLocation)
        #expect(stored.agents.count == day.model.agents.count, sourceLocation: sourceLocation)
        #expect(
            Set(stored.offers) == Set(day.model.offers.values), sourceLocation: sourceLocation)
        #expect(Set(stored.calls) == Set(day.model.calls.values), sourceLocation: sourceLocation)
        #expect(
            Set(stored.departures) == Set(day.departures.values), sourceLocation: sourceLocation)
        #expect(
            Set(stored.waiting) == Set(day.model.waitingCustomers.values),
            sourceLocation: sourceLocation)
        #expect(Set(stored.limits) == Set(day.limits.values), sourceLocation: sourceLocation)
        #expect(stored.wrongPINs == day.wrongPINs, sourceLocation: sourceLocation)
        #expect(stored.nextName == day.nextName, sourceLocation: sourceLocation)
        #expect(stored.nodeRun == day.nodeRun, sourceLocation: sourceLocation)
    }
}
