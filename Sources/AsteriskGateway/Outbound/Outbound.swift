internal import ConnectionMode
internal import Logging
internal import Synchronization

/// Works goals off as `OutboundState` says: each request with a deadline, each outcome observed.
final class Outbound: Sendable {
    private let asker: any Asker
    private let observe: @Sendable (Observation) -> Void
    private let logger: Logger
    private let state: Mutex<OutboundState>

    init(
        configuration: GatewayConfiguration, asker: any Asker, logger: Logger,
        observe: @escaping @Sendable (Observation) -> Void
    ) {
        state = Mutex(OutboundState(configuration: configuration))
        self.asker = asker
        self.logger = logger
        self.observe = observe
    }

    func pursue(_ goal: Goal) {
        guard let steps = state.withLock({ $0.pursue(goal) }) else {
            logger.error("Too many goals wait for Asterisk; one is left out.")
            if case .effect(let effect) = goal, let leg = effect.dialedLeg {
                observe(.dialFailed(leg, .notSent))
            }
            return
        }
        for step in steps { start(step) }
    }

    /// A leg is gone: nothing needs to be known of it any more.
    func forget(_ leg: LegID) {
        state.withLock { $0.forget(leg) }
    }

    /// Waits until nothing is under way, at the most so long.
    func drain(atMost limit: Duration) async {
        let end = ContinuousClock.now.advanced(by: limit)
        while !state.withLock({ $0.isIdle }), ContinuousClock.now < end {
            try? await Task.sleep(for: .milliseconds(20))
        }
    }

    /// The first request leaves on the caller's thread: a customer may be waiting for it.
    private func start(_ step: OutboundState.Step) {
        Task.immediate { await work(from: step) }
    }

    /// Does one step after the other; where one leads to several, the others go on beside it.
    private func work(from first: OutboundState.Step) async {
        var step = first
        while true {
            let more: [OutboundState.Step]
            switch step {
            case .ask(let request, let job):
                let outcome = await asker.ask(request)
                logger.debug(
                    "Asked Asterisk.",
                    metadata: ["request": "\(request)", "outcome": "\(outcome)"])
                more = state.withLock { $0.take(outcome, of: job) }
            case .pause(let milliseconds, let job):
                try? await Task.sleep(for: .milliseconds(milliseconds))
                more = state.withLock { $0.endPause(of: job) }
            case .giveWay(let milliseconds, let goal):
                try? await Task.sleep(for: .milliseconds(milliseconds))
                pursue(goal)
                return
            case .observe(let observation):
                observe(observation)
                return
            }
            for next in more.dropLast() { start(next) }
            guard let last = more.last else { return }
            step = last
        }
    }
}

/// Asks Asterisk. Every answer comes within the request's deadline.
protocol Asker: Sendable {
    func ask(_ request: Request) async -> Outcome
}
