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
        package var audit: (any AuditJournal)?
        /// How long the audit journal keeps what it has.
        package var auditDays: Int
        package var ledger: (any Ledger)?
        package var recordings: (any RecordingIndex)?
        /// 128 fresh random bits a command, from which PINs come.
        package var chance: @Sendable () -> Nonce
        /// Nil where nobody else can have the store.
        package var hold: StoreHold?
        package var metrics: ServiceMetrics?

        package init(
            store: any ConnectionStore, phoneSystem: any PhoneSystem, board: NoticeBoard,
            health: ServiceHealth, pins: PINDerivation, clock: ServiceClock, logger: Logger,
            audit: (any AuditJournal)? = nil, auditDays: Int = 90, ledger: (any Ledger)? = nil,
            recordings: (any RecordingIndex)? = nil,
            hold: StoreHold? = nil, metrics: ServiceMetrics? = nil,
            chance: @escaping @Sendable () -> Nonce = { .random() }
        ) {
            self.store = store
            self.phoneSystem = phoneSystem
            self.board = board
            self.health = health
            self.pins = pins
            self.clock = clock
            self.logger = logger
            self.audit = audit
            self.auditDays = auditDays
            self.ledger = ledger
            self.recordings = recordings
            self.chance = chance
            self.hold = hold
            self.metrics = metrics
        }
    }

    package let clock: ServiceClock
    private let board: NoticeBoard
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
        board = parts.board
        intake = Intake(maximumCommands: maximumWaiting, maximumObservations: maximumObservations)
        let worker = SequencerWorker(model: model, parts: parts)
        let (intake, ended) = (intake, ended)
        let thread = Thread {
            worker.run(taking: intake)
            ended.signal()
        }
        thread.name = "sequencer"
        thread.stackSize = 2 << 20
        thread.start()
    }

    /// Does what a person asks for; returns when it is remembered and under way.
    ///
    /// - Parameter actor: who asks, as the audit journal has it; `nil` for the service itself.
    package func perform(
        _ command: Command, by actor: Actor? = nil
    ) async throws(CommandFailure) -> Answer {
        try await perform(command, by: actor, if: { _ in true }, then: { answer, _ in answer })
    }

    /// The same in one go with the two looks at the model that it may need: whether it may be done, and
    /// what came of it.
    ///
    /// - Throws: `forbidden` when `mayDo` says no; nothing was done then.
    package func perform<Value: Sendable>(
        _ command: Command, by actor: Actor? = nil,
        if mayDo: @escaping @Sendable (ConnectionModel) -> Bool,
        then read: @escaping @Sendable (Answer, ConnectionModel) -> Value
    ) async throws(CommandFailure) -> Value {
        try await ask(then: read) { .command(command, by: actor, mayDo: mayDo, $0) }
    }

    /// Compares a typed PIN with the one that was spoken, and opens the connection if it is right.
    package func confirm(
        _ key: AgentKey, _ attempt: AttemptID, typed pin: String, by actor: Actor? = nil
    ) async throws(CommandFailure) -> Answer {
        try await ask(then: { answer, _ in answer }) {
            .confirm(key, attempt, typed: pin, by: actor, $0)
        }
    }

    private func ask<Value: Sendable>(
        then read: @escaping @Sendable (Answer, ConnectionModel) -> Value,
        _ input: (@escaping SequencerInput.Reply) -> SequencerInput
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

    package func observe(_ observations: [Observation]) -> Bool { intake.add(observations) }

    package func tell(_ news: ServiceNews) {
        board.post([news.posting], at: clock.now)
        intake.add(note: .told(news))
    }

    /// Lets the audit journal say what somebody did past the model.
    package func note(_ what: String, _ detail: String, by actor: Actor) {
        intake.add(note: .done(what: what, detail: detail, by: actor))
    }

    package func fence() { intake.fence() }

    /// Takes nothing new, finishes what waits, and ends the thread. Every leg stays as it is (W1).
    package func stop() {
        intake.stop()
        ended.wait()
        ended.signal()
    }
}

extension Nonce {
    /// From the system's generator, which is fit for secrets.
    package static func random() -> Nonce {
        Nonce(high: .random(in: .min ... .max), low: .random(in: .min ... .max))
    }
}
