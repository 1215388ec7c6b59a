internal import Foundation
internal import Synchronization
package import ConnectionMode
package import Logging
package import Storage

/// The one place where things happen: all inputs become one ordered stream here, and each is decided,
/// remembered and acted upon, on one thread of its own. Inputs that wait are taken together and
/// stored once.
package final class Sequencer: ObservationIntake, Sendable {
    package struct Parts: Sendable {
        package var store: any ConnectionStore
        package var phoneSystem: any PhoneSystem
        package var board: NoticeBoard
        package var health: ServiceHealth
        package var pins: PINDerivation
        package var clock: ServiceClock
        package var logger: Logger

        package init(
            store: any ConnectionStore, phoneSystem: any PhoneSystem, board: NoticeBoard,
            health: ServiceHealth, pins: PINDerivation, clock: ServiceClock, logger: Logger
        ) {
            self.store = store
            self.phoneSystem = phoneSystem
            self.board = board
            self.health = health
            self.pins = pins
            self.clock = clock
            self.logger = logger
        }
    }

    package let clock: ServiceClock
    private let intake: Intake
    private let ended = DispatchSemaphore(value: 0)

    /// Starts the thread.
    ///
    /// - Parameters:
    ///   - model: as it was loaded from the store.
    ///   - maximumWaiting: commands and reads that may wait; more are refused as `overloaded`.
    ///   - maximumObservations: observations that may wait.
    package init(
        model: ConnectionModel, parts: Parts, maximumWaiting: Int = 2_000,
        maximumObservations: Int = 50_000
    ) {
        clock = parts.clock
        intake = Intake(maximumCommands: maximumWaiting, maximumObservations: maximumObservations)
        let worker = Worker(model: model, parts: parts, intake: intake)
        let ended = ended
        let thread = Thread {
            worker.run()
            ended.signal()
        }
        thread.name = "sequencer"
        thread.stackSize = 2 << 20
        thread.start()
    }

    /// Does what a person asks for; returns when it is remembered and under way.
    package func perform(_ command: Command) async throws(CommandFailure) -> Answer {
        try await perform(command, if: { _ in true }, then: { answer, _ in answer })
    }

    /// The same in one go with the two looks at the model that it may need: whether it may be done, and
    /// what came of it.
    ///
    /// - Throws: `forbidden` when `mayDo` says no; nothing was done then.
    package func perform<Value: Sendable>(
        _ command: Command, if mayDo: @escaping @Sendable (ConnectionModel) -> Bool,
        then read: @escaping @Sendable (Answer, ConnectionModel) -> Value
    ) async throws(CommandFailure) -> Value {
        try await ask(then: read) { .command(command, mayDo: mayDo, $0) }
    }

    /// Compares a typed PIN with the one that was spoken, and opens the connection if it is right.
    package func confirm(
        _ key: AgentKey, _ attempt: AttemptID, typed pin: String
    ) async throws(CommandFailure) -> Answer {
        try await ask(then: { answer, _ in answer }) { .confirm(key, attempt, typed: pin, $0) }
    }

    private func ask<Value: Sendable>(
        then read: @escaping @Sendable (Answer, ConnectionModel) -> Value,
        _ input: (@escaping Intake.Reply) -> Intake.Input
    ) async throws(CommandFailure) -> Value {
        let result: Result<Value, CommandFailure> = await withCheckedContinuation { waiter in
            let failure = intake.add(
                request: input { result, model in
                    waiter.resume(returning: result.map { read($0, model) })
                })
            if let failure { waiter.resume(returning: .failure(failure)) }
        }
        return try result.get()
    }

    /// Reads the model between two inputs. What is read is stored, and told: a subscription made in
    /// `body` begins exactly there.
    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (ConnectionModel) -> Value
    ) async throws(CommandFailure) -> Value {
        let result: Result<Value, CommandFailure> = await withCheckedContinuation { reply in
            let failure = intake.add(
                request: .read { reply.resume(returning: .success(body($0))) })
            if let failure { reply.resume(returning: .failure(failure)) }
        }
        return try result.get()
    }

    package func observe(_ observation: Observation) -> Bool { intake.add(observation) }

    /// Takes nothing new, finishes what waits, and ends the thread. Every leg stays as it is (W1).
    package func stop() {
        intake.stop()
        ended.wait()
        ended.signal()
    }
}

/// What runs on the sequencer's thread.
private final class Worker: @unchecked Sendable {  // used by that thread alone
    private var model: ConnectionModel
    private let parts: Sequencer.Parts
    private let intake: Intake
    /// What could not be stored yet. Observations cannot be refused, so they are ahead of the store
    /// while its disk is full.
    private var unstored = PendingChanges()
    private var storeLostAt: Instant?

    init(model: ConnectionModel, parts: Sequencer.Parts, intake: Intake) {
        self.model = model
        self.parts = parts
        self.intake = intake
    }

    func run() {
        // What starting has decided is done first; names are reserved by it.
        process([])
        while true {
            let (inputs, isStopping) = intake.take(withinMilliseconds: millisecondsToWait)
            process(inputs)
            if isStopping, inputs.isEmpty { return }
        }
    }

    private var millisecondsToWait: Int {
        // With something unstored, look every second whether the store is back.
        let longest: Int64 = unstored.isEmpty ? 60_000 : 1_000
        guard let wake = model.nextWake else { return Int(longest) }
        return Int(max(1, min(longest, wake.milliseconds(since: parts.clock.now))))
    }

    private func process(_ inputs: [Intake.Input]) {
        let now = parts.clock.now
        var outcomes = decide(inputs, at: now)
        var decision = model.takeDecision()
        let early = Set(decision.effects.filter(\.precedesStoring))
        for effect in early { parts.phoneSystem.pursue(effect) }
        do {
            try store(decision.changes, at: now)
            model.keep()
        } catch {
            model.rollBack()
            outcomes = decide(inputs, without: error, at: now)
            decision = model.takeDecision()
            model.keep(isStored: false)
            unstored.add(decision.changes)
            // A dial that is not remembered could be dialled twice; every other goal may be repeated.
            decision.effects.removeAll { if case .dial = $0 { true } else { false } }
        }
        decision.effects.removeAll { early.contains($0) }
        act(decision, at: now)
        for (reply, result) in outcomes { reply(result, model) }
        for case .read(let body) in inputs { body(model) }
    }

    /// - Parameter failure: why nothing can be stored. Then what was seen is taken in, what people end is
    ///   ended, and both are stored when the store is back; every other command is refused.
    private func decide(
        _ inputs: [Intake.Input], without failure: StoreError? = nil, at now: Instant
    ) -> [(Intake.Reply, Result<Answer, CommandFailure>)] {
        var outcomes: [(Intake.Reply, Result<Answer, CommandFailure>)] = []
        for input in inputs {
            switch input {
            case .observation(let observation): model.observe(observation, at: now)
            case .command(let command, let mayDo, let reply):
                let result =
                    mayDo(model)
                    ? perform(command, without: failure, at: now) : .failure(.forbidden)
                outcomes.append((reply, result))
            case .confirm(let key, let attempt, let typed, let reply):
                let verdict = compare(typed, with: attempt, of: key)
                let command = Command.confirmPIN(key, attempt, verdict)
                outcomes.append((reply, perform(command, without: failure, at: now)))
            case .read: continue
            }
        }
        if let wake = model.nextWake, wake <= now { model.wake(at: now) }
        return outcomes
    }

    private func perform(
        _ command: Command, without failure: StoreError?, at now: Instant
    ) -> Result<Answer, CommandFailure> {
        let chance = Nonce(high: .random(in: .min ... .max), low: .random(in: .min ... .max))
        do {
            guard let failure, !command.standsUnstored else {
                return .success(try model.perform(command, at: now, chance: chance))
            }
            // Tried on a copy: who is refused anyway is told the reason.
            var trial = model
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

    private func store(_ changes: [Change], at now: Instant) throws(StoreError) {
        guard !changes.isEmpty || !unstored.isEmpty else { return }
        do {
            try parts.store.commit(unstored.changes + changes)
        } catch {
            if storeLostAt == nil {
                storeLostAt = now
                parts.logger.error("The store cannot be written.", metadata: ["why": "\(error)"])
                parts.board.post([.serviceDegraded("\(error)")], at: now)
            }
            parts.health.update { $0.store = error.description }
            throw error
        }
        unstored = PendingChanges()
        guard let lostAt = storeLostAt else { return }
        storeLostAt = nil
        parts.health.update { $0.store = nil }
        parts.logger.notice("The store can be written again.")
        let gap = now.milliseconds(since: lostAt)
        parts.board.post([.serviceRestored(gapMilliseconds: gap)], at: now)
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
    }
}

/// Changes that wait to be stored, one a root: the latest.
private struct PendingChanges {
    private enum Root: Hashable {
        case agent(AgentKey), offer(OfferID), call(CallID), departure(LegID), limits(AgentKey)
        case wrongPINs, counter
    }

    private var latest: [Root: Change] = [:]

    var isEmpty: Bool { latest.isEmpty }
    var changes: [Change] { Array(latest.values) }

    mutating func add(_ changes: [Change]) {
        for change in changes {
            let root: Root =
                switch change {
                case .agent(let key, _): .agent(key)
                case .offer(let id, _): .offer(id)
                case .call(let id, _): .call(id)
                case .departure(let leg, _): .departure(leg)
                case .limits(let key, _): .limits(key)
                case .wrongPINs: .wrongPINs
                case .counter: .counter
                }
            latest[root] = change
        }
    }
}
