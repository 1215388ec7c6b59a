internal import ConnectionMode
internal import Logging
internal import Orchestration
internal import Synchronization

/// Works goals off: each in its lane, each request with a deadline, each outcome observed.
final class Outbound: Sendable {
    private struct State {
        var lanes = Lanes<Work>()
        /// Legs that nothing of ours can be playing on.
        var quiet = Set<LegID>()
    }

    struct Work: Sendable {
        let goal: Goal
        let procedure: any Procedure
    }

    private let configuration: GatewayConfiguration
    private let asker: any Asker
    private let observe: @Sendable (Observation) -> Void
    private let logger: Logger
    private let state = Mutex(State())

    init(
        configuration: GatewayConfiguration, asker: any Asker, logger: Logger,
        observe: @escaping @Sendable (Observation) -> Void
    ) {
        self.configuration = configuration
        self.asker = asker
        self.logger = logger
        self.observe = observe
    }

    func pursue(_ goal: Goal) {
        let started: [Lanes<Work>.Job]? = state.withLock { state in
            guard let plan = goal.plan(configuration, quiet: { state.quiet.contains($0) })
            else { return [] }
            goal.note(in: &state.quiet)
            return state.lanes.add(
                Work(goal: goal, procedure: plan.procedure), about: plan.names, plan.pace)
        }
        guard let started else {
            logger.error("Too many goals wait for Asterisk; one is left out.")
            if case .effect(.dial(let dial)) = goal { observe(.dialFailed(dial.leg, .notSent)) }
            return
        }
        for job in started { start(job) }
    }

    /// A leg is gone: nothing needs to be known of it any more.
    func forget(_ leg: LegID) {
        state.withLock { _ = $0.quiet.remove(leg) }
    }

    /// Waits until nothing is under way, at the most so long.
    func drain(atMost limit: Duration) async {
        let end = ContinuousClock.now.advanced(by: limit)
        while !state.withLock({ $0.lanes.isIdle }), ContinuousClock.now < end {
            try? await Task.sleep(for: .milliseconds(20))
        }
    }

    /// The first request leaves on the caller's thread: a customer may be waiting for it.
    private func start(_ job: Lanes<Work>.Job) {
        Task.immediate {
            await work(job.goal)
            for next in state.withLock({ $0.lanes.finish(job) }) { start(next) }
        }
    }

    private func work(_ work: Work) async {
        var procedure = work.procedure
        var move = procedure.start()
        while true {
            let request: Request
            switch move {
            case .ask(let next): request = next
            case .later(let milliseconds, let next):
                try? await Task.sleep(for: .milliseconds(milliseconds))
                request = next
            case .giveWay(let milliseconds, let goal):
                Task {
                    try? await Task.sleep(for: .milliseconds(milliseconds))
                    pursue(goal)
                }
                return
            case .finish(let observations):
                for observation in observations { observe(observation) }
                return
            }
            let outcome = await asker.ask(request)
            logger.debug(
                "Asked Asterisk.", metadata: ["request": "\(request)", "outcome": "\(outcome)"])
            move = procedure.next(after: outcome)
        }
    }
}

/// Asks Asterisk. Every answer comes within the request's deadline.
protocol Asker: Sendable {
    func ask(_ request: Request) async -> Outcome
}

extension Goal {
    /// Keeps track of where a PIN may still be playing: from being spoken until the first move.
    fileprivate func note(in quiet: inout Set<LegID>) {
        switch self {
        case .speak(_, let leg): quiet.remove(leg)
        case .effect(.park(let leg, _)), .effect(.connect(let leg, _, _)): quiet.insert(leg)
        case .effect(.hangUp(let leg)): quiet.remove(leg)
        case .effect, .dissolve: break
        }
    }
}
