internal import ConnectionMode
internal import Logging
internal import Orchestration
internal import Storage

/// What stands behind the routes.
struct Backend: Sendable {
    let sequencer: Sequencer
    let board: NoticeBoard
    let health: ServiceHealth
    let authentication: Authentication
    let limits: RequestLimits
    let idempotency: Idempotency
    let streams: StreamSlots
    let fetches = FetchSlots()
    let presence: AgentPresence
    let ledger: any Ledger
    let recordings: any RecordingIndex
    let files: any RecordingFiles
    let configuration: ControlAPI.Configuration
    let logger: Logger

    var now: Instant { sequencer.clock.now }

    /// Does what is asked, or says why not and what could be done instead.
    func perform(
        _ command: Command, for key: AgentKey, as bearer: Bearer
    ) async throws(Problem) -> Answer {
        try await perform(command, for: key, as: bearer) { answer, _ in answer }
    }

    /// The same, and reads what came of it in the same turn of the sequencer: a phone may ring right after.
    func perform<Value: Sendable>(
        _ command: Command, for key: AgentKey, as bearer: Bearer,
        then read: @escaping @Sendable (Answer, ConnectionModel) -> Value
    ) async throws(Problem) -> Value {
        do {
            return try await sequencer.perform(
                command, by: bearer.actor, if: { _ in true }, then: read)
        } catch {
            throw await problem(error, for: key, as: bearer)
        }
    }

    /// Does what is about no agent.
    func perform(_ command: Command, as bearer: Bearer) async throws(Problem) {
        do {
            _ = try await sequencer.perform(
                command, by: bearer.actor, if: { _ in true }, then: { answer, _ in answer })
        } catch {
            throw Problem(error)
        }
    }

    /// Does something with an offer, if it is there and the bearer may act for its agent, and reads
    /// it afterwards: all in one turn of the sequencer, because a customer waits.
    func perform(
        _ command: Command, on id: OfferID, needing need: Bearer.Need, as bearer: Bearer
    ) async throws(CommandFailure) -> Offer? {
        try await sequencer.perform(
            command, by: bearer.actor,
            if: { model in
                guard let offer = model.offers[id] else { return false }
                return bearer.may(need, on: offer.agent)
            },
            then: { _, model in model.offers[id] })
    }

    func confirm(
        _ attempt: AttemptID, typed pin: String, for key: AgentKey, as bearer: Bearer
    ) async throws(Problem) -> Answer {
        do {
            return try await sequencer.confirm(
                key, attempt, typed: pin, by: bearer.actor)
        } catch {
            throw await problem(error, for: key, as: bearer)
        }
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (ConnectionModel) -> Value
    ) async throws(Problem) -> Value {
        do {
            return try await sequencer.read(body)
        } catch {
            throw Problem(error)
        }
    }

    func problem(
        _ failure: CommandFailure, for key: AgentKey, as bearer: Bearer
    ) async -> Problem {
        var problem = Problem(failure)
        if let at = problem.retryAt {
            problem.retryAfterSeconds = Int(max(0, at.milliseconds(since: now)) / 1_000) + 1
        }
        guard case .refused = failure else { return problem }
        return await offering(actionsOn: key, to: bearer, in: problem)
    }

    /// A problem with what the bearer could do with this agent now.
    func offering(
        actionsOn key: AgentKey, to bearer: Bearer, in problem: Problem
    ) async -> Problem {
        var problem = problem
        let now = now
        problem.actions = try? await sequencer.read { model in
            Actions(for: bearer, on: key, in: model, at: now)
        }
        return problem
    }
}
