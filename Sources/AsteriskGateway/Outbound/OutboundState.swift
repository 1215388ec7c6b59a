package import ConnectionMode
package import Orchestration

/// Goals on their way to Asterisk, without any I/O: goals, outcomes and the ends of pauses go in; what to
/// ask, to wait for and to tell comes out. A pure value.
package struct OutboundState: Sendable {
    /// What is to be done now, in this order; each job has one step at a time.
    package enum Step: Sendable {
        /// To be asked; the outcome comes back by `take`.
        case ask(Request, job: Int)
        /// To be waited for; then `endPause`.
        case pause(milliseconds: Int, job: Int)
        /// To be waited for; then the goal is to be pursued again. It holds no place meanwhile.
        case giveWay(milliseconds: Int, Goal)
        case observe(Observation)
    }

    private struct Running {
        let job: Lanes<Work>.Job
        var procedure: any Procedure
        /// What is asked after the pause.
        var request: Request?
    }

    private struct Work {
        let procedure: any Procedure
    }

    private let configuration: GatewayConfiguration
    private var lanes = Lanes<Work>()
    private var running: [Int: Running] = [:]
    /// Legs that nothing of ours can be playing on.
    private var quiet = Set<LegID>()
    private var doomed = DoomedNames()
    /// Legs of people who were called and are not wanted any more.
    private var unwanted = DoomedNames()

    package init(configuration: GatewayConfiguration) { self.configuration = configuration }

    package var isIdle: Bool { lanes.isIdle }

    /// - Returns: nil when too many goals wait already; this one is left out.
    package mutating func pursue(_ effect: Effect) -> [Step]? { pursue(.effect(effect)) }

    package mutating func speak(_ pin: PIN, on leg: LegID, _ spoken: SpokenPIN) -> [Step]? {
        pursue(.speak(SpeakProcedure(leg: leg, pin: pin, spoken: spoken), leg: leg))
    }

    package mutating func pursue(_ goal: Goal) -> [Step]? {
        guard let plan = goal.plan(configuration, quiet: { quiet.contains($0) }) else { return [] }
        goal.note(in: &quiet)
        if case .effect(.dissolve(let bridge)) = goal { doomed.add(bridge.rawValue) }
        if case .effect(.hangUp(let leg)) = goal { unwanted.add(leg.rawValue) }
        if case .effect(.stopListening(let ear)) = goal { unwanted.add(ear.rawValue) }
        // What is on its way to make or use the bridge is waited for, or it would be made afterwards.
        if let later = goal.after(isBusy: { lanes.isBusy($0) }) { return [later] }
        return lanes.add(Work(procedure: plan.procedure), about: plan.names, plan.pace).map {
            begin($0)
        }
    }

    package mutating func take(_ outcome: Outcome, of job: Int) -> [Step] {
        guard var work = running[job] else { return [] }
        let move = work.procedure.next(after: outcome)
        running[job] = work
        return follow(move, of: job)
    }

    package mutating func endPause(of job: Int) -> [Step] {
        guard let request = running[job]?.request else { return [] }
        running[job]?.request = nil
        return follow(.ask(request), of: job)
    }

    /// A leg is gone: nothing needs to be known of it any more.
    package mutating func forget(_ leg: LegID) { quiet.remove(leg) }

    private mutating func begin(_ jobs: [Lanes<Work>.Job]) -> [Step] {
        var steps: [Step] = []
        for job in jobs {
            var procedure = job.goal.procedure
            let move = procedure.start()
            running[job.number] = Running(job: job, procedure: procedure)
            steps += follow(move, of: job.number)
        }
        return steps
    }

    private mutating func follow(_ move: Move, of job: Int) -> [Step] {
        switch move {
        case .ask(.createBridge(let bridge, _)) where doomed.contains(bridge),
            .ask(.addChannels(_, let bridge)) where doomed.contains(bridge),
            .ask(.addCallee(_, let bridge)) where doomed.contains(bridge):
            return take(.refused(status: 404), of: job)
        // It was over before the channel was made, which nobody would end.
        case .ask(.create(let call))
        where isForDoomedBridge(job) || unwanted.contains(call.channel):
            return take(.refused(status: 404), of: job)
        // Whoever wanted it wants something else by now.
        case .ask where isForUnwantedSupervision(job): return finish(job)
        case .ask(let request): return [.ask(request, job: job)]
        case .later(let milliseconds, let request):
            running[job]?.request = request
            return [.pause(milliseconds: milliseconds, job: job)]
        case .giveWay(let milliseconds, let goal):
            return [.giveWay(milliseconds: milliseconds, goal)] + finish(job)
        case .finish(let observations):
            // What could not be stopped may still be playing.
            for case .parkFailed(let leg) in observations { quiet.remove(leg) }
            let procedure = running[job]?.procedure
            let next = finish(job)
            return observations.filter { !isTriedAgain($0, of: procedure) }.map { .observe($0) }
                + next
        }
    }

    /// Whether the same two are being brought together already by a goal that waited behind the one that failed, or
    /// still waits: after a survey, it is asked for again.
    private func isTriedAgain(_ observation: Observation, of failed: (any Procedure)?) -> Bool {
        guard case .connectFailed(let bridge) = observation,
            let failed = failed as? ConnectProcedure
        else { return false }
        let procedures = running.values.map(\.procedure) + lanes.waitingGoals.map(\.procedure)
        // Of a call with three parties, two may be on their way into one bridge.
        return procedures.contains {
            guard let other = $0 as? ConnectProcedure else { return false }
            return other.bridge == bridge && other.customer.leg == failed.customer.leg
        }
    }

    private func isForUnwantedSupervision(_ job: Int) -> Bool {
        guard let procedure = running[job]?.procedure as? SuperviseProcedure else { return false }
        return procedure.names.contains { unwanted.contains($0) }
    }

    private func isForDoomedBridge(_ job: Int) -> Bool {
        guard let dialOut = running[job]?.procedure as? DialOutProcedure else { return false }
        return doomed.contains(dialOut.bridge.rawValue)
    }

    private mutating func finish(_ job: Int) -> [Step] {
        guard let work = running.removeValue(forKey: job) else { return [] }
        return begin(lanes.finish(work.job))
    }
}

/// Bridges and legs that were given up. A goal that has been waiting for long does not make them anew (nobody would
/// end such a one, and Asterisk suffers from a bridge's name that is used twice), and moves nobody there.
private struct DoomedNames {
    /// Far more than are given up while a goal can wait.
    private static let most = 20_000

    private var names = Set<String>()
    private var order: [String] = []

    func contains(_ name: String) -> Bool { names.contains(name) }

    mutating func add(_ name: String) {
        guard names.insert(name).inserted else { return }
        order.append(name)
        // In lumps, so that one costs the same whatever is kept.
        guard order.count >= 2 * Self.most else { return }
        names.subtract(order.prefix(Self.most))
        order.removeFirst(Self.most)
    }
}

extension Goal {
    /// Keeps track of where a PIN may still be playing: from being spoken until the first move.
    fileprivate func note(in quiet: inout Set<LegID>) {
        switch self {
        case .speak(_, let leg): quiet.remove(leg)
        case .effect(.park(let leg, _)), .effect(.connect(let leg, _, _)): quiet.insert(leg)
        case .effect(.dialOut(let call)): quiet.formUnion([call.agentLeg, call.leg])
        // No PIN is spoken to it.
        case .effect(.dial(let dial)): if dial.purpose != .validation { quiet.insert(dial.leg) }
        case .effect(.hangUp(let leg)): quiet.remove(leg)
        case .effect, .dissolve, .prompt: break
        }
    }
}
