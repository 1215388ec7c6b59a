/// Plays inputs to a model, one after the other, and writes down what follows on each.
struct Player {
    private(set) var steps: [Transcript.Step] = []
    private(set) var model: ConnectionModel
    private var now = ConformanceKit.start

    init(_ tenant: Tenant, _ trunk: Trunk? = nil) {
        let directory = Directory(tenants: [ConformanceKit.agent.tenant: tenant])
        model = ConnectionModel(
            epoch: ConformanceKit.epoch, directory: directory,
            trunks: Trunks([trunk].compactMap(\.self)), at: ConformanceKit.start)
    }

    // MARK: Inputs

    /// A person asks for something, a second after what was before.
    mutating func ask(_ command: Command) {
        pass(milliseconds: 1_000)
        let before = views
        do throws(Refusal) {
            let answer = try model.perform(command, at: now, chance: ConformanceKit.chance)
            var step = step(command.transcribed, since: before)
            step.answer = answer.transcribed
            steps.append(step)
        } catch {
            var step = step(command.transcribed, since: before)
            step.refusal = error.transcribed
            steps.append(step)
        }
    }

    /// Something is seen of the PBX, a tenth of a second after what was before.
    mutating func see(_ observation: Observation) {
        pass(milliseconds: 100)
        let before = views
        model.observe(observation, at: now)
        steps.append(step(observation.transcribed, since: before))
    }

    mutating func pass(seconds: Int) { pass(milliseconds: Int64(seconds) * 1_000) }

    /// Time passes, from one deadline to the next. A deadline on which nothing follows is no step:
    /// others may have none there.
    private mutating func pass(milliseconds: Int64) {
        let end = now.advanced(byMilliseconds: milliseconds)
        while let wake = model.nextWake, wake <= end {
            now = max(now, wake)
            let input = TranscriptValue(["deadlines": due])
            let before = views
            model.wake(at: now, chance: ConformanceKit.chance)
            let step = step(input, since: before)
            if !step.isVoid { steps.append(step) }
        }
        now = end
    }

    /// What was decided is as good as stored.
    private mutating func step(
        _ input: TranscriptValue, since before: [AgentKey: TranscriptValue]
    ) -> Transcript.Step {
        let decision = model.takeDecision()
        model.keep()
        let after = views
        var agents: [String: TranscriptValue] = [:]
        for key in Set(before.keys).union(after.keys) where before[key] != after[key] {
            agents[key.description] = after[key] ?? AgentSession.nobodyTranscribed
        }
        return Transcript.Step(
            atMilliseconds: now.milliseconds(since: ConformanceKit.start), input: input,
            goals: decision.effects.map(\.transcribed), told: decision.notices.map(\.transcribed),
            agents: agents)
    }

    private var views: [AgentKey: TranscriptValue] { model.agents.mapValues(\.transcribed) }

    // MARK: Deadlines

    /// Whose time has come by now. Entries of the model's heap may be out of date.
    private var due: [TranscriptValue] {
        var copy = model
        var found: [TranscriptValue] = []
        while let owner = copy.nextDue(at: now) {
            guard let at = deadline(of: owner), at <= now else { continue }
            let value = owner.transcribed
            if !found.contains(value) { found.append(value) }
        }
        return found
    }

    private func deadline(of owner: Deadlines.Owner) -> Instant? {
        switch owner {
        case .agent(let key): model.agents[key]?.deadline
        case .presence(let key): model.presence(of: key)?.nextLook
        case .life(let key): model.life(of: key)?.nextLook
        case .offer(let id): model.offers[id]?.deadline
        case .call(let id): model.calls[id]?.deadline
        case .recording(let id): model.calls[id]?.recording?.deadline
        case .waiting(let id): model.waitingCustomers[id]?.until
        case .departure(let leg): model.departures[leg]?.nextTry
        }
    }
}

extension Deadlines.Owner: Transcribed {
    /// Whose deadline it is; of an agent either their connection's or that of being heard and seen
    /// (S9).
    var transcribed: TranscriptValue {
        switch self {
        case .agent(let key): TranscriptValue("of", "connection", ["agent": key])
        case .presence(let key): TranscriptValue("of", "presence", ["agent": key])
        case .life(let key): TranscriptValue("of", "life", ["agent": key])
        case .offer(let id): TranscriptValue("of", "offer", ["offer": id])
        case .call(let id): TranscriptValue("of", "call", ["call": id])
        case .recording(let id): TranscriptValue("of", "recording", ["call": id])
        case .waiting(let id): TranscriptValue("of", "customer", ["customer": id])
        case .departure(let leg): TranscriptValue("of", "hangUp", ["leg": leg])
        }
    }
}
