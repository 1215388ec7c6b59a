package import ConnectionMode
internal import Logging
internal import Storage

/// What runs on the sequencer's thread: decides, remembers and acts.
///
/// `process` is all of it; it waits for nothing but the store, so that it can run without a thread too.
package final class SequencerWorker: @unchecked Sendable {  // used by that thread alone
    package private(set) var model: ConnectionModel
    private let parts: Sequencer.Parts
    /// What could not be stored yet. Observations cannot be refused, so they are ahead of the store
    /// while its disk is full.
    private var unstored = PendingChanges()
    private var storeLostAt: Instant?
    private var retention: Retention
    private var watch: ClockWatch
    private var hasStarted = false
    /// When the last batch of inputs was done with.
    private var lastBatch: Instant

    package init(model: ConnectionModel, parts: Sequencer.Parts) {
        self.model = model
        self.parts = parts
        retention = Retention(auditDays: parts.auditDays, at: parts.clock.now)
        watch = ClockWatch(parts.clock)
        lastBatch = parts.clock.now
    }

    func run(taking intake: Intake) {
        process([])
        while true {
            let (inputs, isStopping) = intake.take(withinMilliseconds: millisecondsToWait)
            guard isHoldOurs() else {
                leave(inputs, intake)
                return
            }
            process(inputs)
            lastBatch = parts.clock.now
            retention.work(
                on: parts.audit, parts.ledger, parts.recordings, model.directory, parts.clock,
                parts.logger)
            watch.look(parts.clock, parts.logger)
            if isStopping, inputs.isEmpty { return }
        }
    }

    /// How long nothing is to be done if nothing comes in.
    package var millisecondsToWait: Int {
        // With something unstored, look every second whether the store is back.
        let longest: Int64 = unstored.isEmpty ? 60_000 : 1_000
        guard let wake = model.nextWake else { return Int(longest) }
        return Int(max(1, min(longest, wake.milliseconds(since: parts.clock.now))))
    }

    /// Whether nobody else has the store by now. After a pause it is looked at before anything is done.
    private func isHoldOurs() -> Bool {
        guard let hold = parts.hold,
            parts.clock.now.milliseconds(since: lastBatch) > StoreHold.longestPauseMilliseconds
        else { return true }
        return hold.isOurs()
    }

    /// Does nothing of all that waits.
    private func leave(_ inputs: [SequencerInput], _ intake: Intake) {
        intake.stop()
        parts.hold?.whenLost()
        for input in inputs + intake.take(withinMilliseconds: 0).inputs {
            switch input {
            case .command(_, _, _, let reply), .confirm(_, _, _, _, let reply):
                reply(.failure(.stopping), model)
            case .read(let body): body(model)
            case .observation, .told, .done: continue
            }
        }
    }

    /// What was decided at the start cannot be refused: it is kept and stored later if need be, as what
    /// is observed is.
    private func start() {
        hasStarted = true
        let now = parts.clock.now
        try? parts.recordings?.endRecordings(
            except: Set(model.calls.values.compactMap(\.recording?.id)), at: now)
        if let wake = model.nextWake, wake <= now { model.wake(at: now) }
        var decision = model.takeDecision()
        do {
            try store(decision, entries([], decision), at: now)
            model.keep()
        } catch {
            keepUnstored(&decision, entries([], decision), at: now)
        }
        act(decision, at: now)
    }

    private func keepUnstored(
        _ decision: inout Decision, _ entries: [AuditEntry], at now: Instant
    ) {
        model.keep(isStored: false)
        unstored.add(decision.changes, entries, decision.ledger)
        // A dial that is not remembered could be dialled twice, and a file that is not would be nobody's; every other
        // goal may be repeated.
        let dialed = decision.effects.compactMap(\.dialedLeg)
        let begun = decision.effects.compactMap(\.begunRecording)
        guard !dialed.isEmpty || !begun.isEmpty else { return }
        decision.effects.removeAll { $0.dialedLeg != nil || $0.begunRecording != nil }
        for leg in dialed { model.observe(.dialFailed(leg, .notSent), at: now) }
        for recording in begun { model.observe(.recordingFailed(recording), at: now) }
        let more = model.takeDecision()
        model.keep(isStored: false)
        unstored.add(more.changes, self.entries([], more), more.ledger)
        decision.effects += more.effects
        decision.notices += more.notices
    }

    /// Takes inputs in, in this order, as one decision that is stored once; also does what is due.
    package func process(_ inputs: [SequencerInput]) {
        // What starting has decided is done first; names are reserved by it.
        if !hasStarted { start() }
        let now = parts.clock.now
        var outcomes = decide(inputs, at: now)
        var decision = model.takeDecision()
        // A customer waits for these. What a command of the same lot leads to may be taken back, though, if it
        // cannot be stored: nobody is connected on the strength of it before.
        var early: [Effect] = []
        let stands = outcomes.allSatisfy { $0.standsUnstored }
        for effect in decision.effects
        where stands && effect.precedesStoring && !early.contains(effect) {
            early.append(effect)
            parts.phoneSystem.pursue(effect)
        }
        let date = parts.clock.wall
        let journal = inputs.compactMap { AuditEntry($0, at: date) }
        do {
            try store(decision, entries(outcomes, decision) + journal, at: now)
            model.keep()
        } catch {
            model.rollBack()
            outcomes = decide(inputs, without: error, at: now)
            decision = model.takeDecision()
            keepUnstored(&decision, entries(outcomes, decision) + journal, at: now)
        }
        decision.effects.removeAll { early.contains($0) }
        act(decision, at: now)
        for outcome in outcomes { outcome.reply(outcome.result, model) }
        for case .read(let body) in inputs { body(model) }
    }

    /// What came of a command.
    private struct Outcome {
        let command: Command
        let agent: AgentKey?
        let actor: Actor?
        let reply: SequencerInput.Reply
        let result: Result<Answer, CommandFailure>

        /// Whether it comes to the same if it cannot be stored.
        var standsUnstored: Bool {
            if case .failure = result { true } else { command.standsUnstored }
        }
    }

    /// - Parameter failure: why nothing can be stored. Then what was seen is taken in, what people end is
    ///   ended, and both are stored when the store is back; every other command is refused.
    private func decide(
        _ inputs: [SequencerInput], without failure: StoreError? = nil, at now: Instant
    ) -> [Outcome] {
        var outcomes: [Outcome] = []
        for input in inputs {
            switch input {
            case .observation(let observation): model.observe(observation, at: now)
            case .command(let command, let actor, let mayDo, let reply):
                let agent = agent(of: command)
                let result =
                    mayDo(model)
                    ? perform(command, without: failure, at: now) : .failure(.forbidden)
                outcomes.append(
                    Outcome(
                        command: command, agent: agent, actor: actor, reply: reply, result: result))
            case .confirm(let key, let attempt, let typed, let actor, let reply):
                let verdict = compare(typed, with: attempt, of: key)
                let command = Command.confirmPIN(key, attempt, verdict)
                outcomes.append(
                    Outcome(
                        command: command, agent: key, actor: actor, reply: reply,
                        result: perform(command, without: failure, at: now)))
            case .read, .told, .done: continue
            }
        }
        if let wake = model.nextWake, wake <= now {
            // What cannot be stored is not dialled.
            model.wake(at: now, chance: failure == nil ? parts.chance() : nil)
        }
        return outcomes
    }

    private func agent(of command: Command) -> AgentKey? {
        switch command {
        case .accept(let id), .reject(let id): model.offers[id]?.agent
        case .hangUp(let id), .hold(let id), .resume(let id), .mute(let id, _),
            .sendDigits(let id, _), .transfer(let id, _), .consult(let id, _, _),
            .direct(let id, _, _), .supervise(let id, _, _, _), .changeSupervision(let id, _, _),
            .stopSupervision(let id, _), .startRecording(let id), .pauseRecording(let id, _, _),
            .stopRecording(let id, _):
            model.calls[id]?.agent
        case .logIn, .logOut, .setStatus, .openConnection, .closeConnection, .confirmPIN,
            .changeSettings, .validateWorkplace, .liftPINLock, .placeCall, .offerCall,
            .offerCustomer, .releaseCustomer, .administer, .completeWrapUp:
            command.agent
        }
    }

    /// What the audit journal says of it: what was asked for, then what came to be.
    private func entries(
        _ outcomes: [Outcome], _ decision: Decision
    ) -> [AuditEntry] {
        // A date, to be compared with others' records.
        let date = parts.clock.wall
        return outcomes.map {
            AuditEntry($0.command, of: $0.agent, by: $0.actor, $0.result, at: date)
        } + decision.notices.map { AuditEntry($0, at: date) }
    }

    private func perform(
        _ command: Command, without failure: StoreError?, at now: Instant
    ) -> Result<Answer, CommandFailure> {
        let chance = parts.chance()
        do {
            guard let failure, !command.standsUnstored else {
                return .success(try model.perform(command, at: now, chance: chance))
            }
            // Tried on a copy: who is refused anyway is told the reason.
            var trial = agent(of: command).map { model.narrowed(to: $0) } ?? model
            _ = try trial.perform(command, at: now, chance: chance)
            return .failure(.storeUnavailable(failure.description))
        } catch {
            return .failure(.refused(error))
        }
    }

    private func compare(_ typed: String, with id: AttemptID, of key: AgentKey) -> PINVerdict {
        guard let attempt = model.agents[key]?.connection.attempt, attempt.id == id,
            parts.pins.pin(for: attempt.pinNonce, digits: attempt.pinDigits).matches(typed)
        else { return .wrong }
        return .right
    }

    private func store(
        _ decision: Decision, _ journal: [AuditEntry], at now: Instant
    ) throws(StoreError) {
        guard
            !decision.changes.isEmpty || !journal.isEmpty || !decision.ledger.isEmpty
                || !unstored.isEmpty
        else { return }
        // The news that all is well is stored with what waited for it.
        let news = storeLostAt.map {
            ServiceNews.restored(gapMilliseconds: now.milliseconds(since: $0))
        }
        // Thousands may wait by now: they are copied once.
        var entries = unstored.journal
        entries += journal
        if let news { entries.append(AuditEntry(news, at: parts.clock.wall)) }
        let start = ContinuousClock.now
        do {
            try parts.store.commit(
                unstored.changes + decision.changes, journal: entries,
                ledger: unstored.ledger + decision.ledger)
            parts.metrics?.record(.storeCommit, start.duration(to: .now))
        } catch {
            storeFailed(error, at: now)
            throw error
        }
        unstored = PendingChanges()
        guard let news else { return }
        storeLostAt = nil
        parts.health.update { $0.store = nil }
        parts.logger.notice("The store can be written again.")
        parts.board.post([news.posting], at: now)
    }

    private func storeFailed(_ error: StoreError, at now: Instant) {
        parts.health.update { $0.store = error.description }
        guard storeLostAt == nil else { return }
        storeLostAt = now
        parts.logger.error("The store cannot be written.", metadata: ["why": "\(error)"])
        let news = ServiceNews.degraded("\(error)")
        parts.board.post([news.posting], at: now)
        unstored.add([], [AuditEntry(news, at: parts.clock.wall)])
    }

    private func act(_ decision: Decision, at now: Instant) {
        for effect in decision.effects {
            if case .speakPIN(let leg, let spoken) = effect {
                let pin = parts.pins.pin(for: spoken.nonce, digits: spoken.digits)
                parts.phoneSystem.speak(pin, on: leg, spoken)
            } else {
                parts.phoneSystem.pursue(effect)
            }
        }
        for alarm in decision.alarms {
            switch alarm {
            case .manyWrongPINs(let count):
                parts.logger.warning(
                    "Many wrong PINs within a day: new ones have six digits.",
                    metadata: ["count": "\(count)"])
            }
        }
        parts.board.post(decision.notices.map { .notice($0) }, at: now)
        parts.metrics?.take(decision.notices)
    }
}
