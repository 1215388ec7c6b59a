/// An agent's own phone settings (P1–P9).
extension ConnectionModel {
    /// How the agent's phone takes part in calls, and who says so; nil of somebody unknown.
    public func phoneSettings(of key: AgentKey) -> PhoneSettings? {
        directory.phoneSettings(of: key, choices[key])
    }

    mutating func changeSettings(
        of key: AgentKey, _ change: SettingsChange, at now: Instant, chance: Nonce
    ) throws(Refusal) -> Answer {
        guard let settings = phoneSettings(of: key) else { throw .agentUnknown }
        consoleSeen(of: key, at: now)
        var choices = choices[key] ?? AgentChoices(of: key)
        var change = reset(change, &choices, settings)
        if let mode = change.connectionMode, mode != settings.connectionMode.value {
            try check(mode, settings, of: key, isConfirmed: change.isConfirmed)
            if !change.resets.contains(.connectionMode) { choices.connectionMode = mode }
        } else {
            // What is set already waits for its own time where an administrator has set it (P8).
            change.connectionMode = nil
        }
        if let autoAnswer = change.autoAnswer, autoAnswer != settings.autoAnswer.value {
            guard settings.mayChangeAutoAnswer.value else { throw .settingNotPermitted }
            if !change.resets.contains(.autoAnswer) { choices.autoAnswer = autoAnswer }
        }
        var isChanged = choices != self.choices[key] ?? AgentChoices(of: key)
        if isChanged {
            set(choices, choicesOf: key)
            putInForce(change, of: key, at: now)
        }
        var answer = Answer.done
        if change.resets.contains(.workplace) {
            let moved = try resetWorkplace(of: key, at: now, chance: chance)
            isChanged = isChanged || moved.isChanged
            answer = moved.answer
        } else if let place = change.workplace {
            let moved = try changeWorkplace(of: key, to: place, at: now, chance: chance)
            isChanged = isChanged || moved.isChanged
            answer = moved.answer
        }
        guard isChanged else { return .done }
        let saved = phoneSettings(of: key) ?? settings
        tell(
            .settingsSaved(saved.connectionMode.value, autoAnswer: saved.autoAnswer.value),
            to: key, at: now)
        return answer
    }

    /// What the agent chose is forgotten where it is to be, which is a change to what holds then.
    private func reset(
        _ change: SettingsChange, _ choices: inout AgentChoices, _ settings: PhoneSettings
    ) -> SettingsChange {
        var change = change
        if change.resets.contains(.connectionMode) { choices.connectionMode = nil }
        if change.resets.contains(.autoAnswer) { choices.autoAnswer = nil }
        let usual = directory.phoneSettings(of: choices.key, choices) ?? settings
        if change.resets.contains(.connectionMode) {
            change.connectionMode = usual.connectionMode.value
        }
        if change.resets.contains(.autoAnswer) { change.autoAnswer = usual.autoAnswer.value }
        return change
    }

    /// Whether the agent may go to another mode now.
    private func check(
        _ mode: ConnectionMode, _ settings: PhoneSettings, of key: AgentKey, isConfirmed: Bool
    ) throws(Refusal) {
        if mode == .persistent, !settings.persistentEnabled.value { throw .persistentNotEnabled }
        guard settings.mayChangeConnectionMode.value else { throw .settingNotPermitted }
        let session = agents[key]
        if case .inCall? = session?.engagement { throw .inCall }
        switch mode {
        case .persistent:
            if let session, session.requested != .workingOffline { throw .mustWorkOffline }
            if !isConfirmed { throw .confirmationRequired([.validationCallWhenAvailable]) }
        case .onDemand:
            let closes: [SettingsConsequence] =
                session?.connection.attempt == nil ? [] : [.connectionCloses]
            if !isConfirmed { throw .confirmationRequired(closes + [.phoneRingsForEachCall]) }
        }
    }

    /// On demand is in force at once, persistent mode from the next change to Available (P4), and auto answer
    /// from the next offer: what the agent changes lasts over the connection that stands (P8).
    private mutating func putInForce(
        _ change: SettingsChange, of key: AgentKey, at now: Instant
    ) {
        guard var session = agents[key] else { return }
        if session.connection.attempt != nil, let autoAnswer = change.autoAnswer {
            session.connectsByItself = autoAnswer
            set(session, for: key)
        }
        guard change.connectionMode == .onDemand, session.mode == .persistent else { return }
        withdrawOffer(of: key, at: now)
        if let step = try? session.connection.perform(.close(.modeChanged), at: now) {
            take(step, for: key, at: now)
        }
        takeMode(of: key, at: now)
    }

    /// The mode that is set comes into force, unless a connection stands or is being opened (P8).
    ///
    /// - Parameter wanted: the only mode that may; nil for either.
    /// - Returns: whether it is another one than before.
    @discardableResult
    mutating func takeMode(
        of key: AgentKey, if wanted: ConnectionMode? = nil, at now: Instant
    ) -> Bool {
        guard var session = agents[key], session.connection.attempt == nil,
            let mode = phoneSettings(of: key)?.connectionMode.value, mode == wanted ?? mode,
            session.mode != mode
        else { return false }
        session.mode = mode
        set(session, for: key)
        // Whether offers connect by themselves may differ from mode to mode (S9).
        lookForConsole(of: key, at: now)
        if mode == .onDemand, let pending = session.pendingWorkplace?.workplace {
            // Customers' calls ring there from now on: nobody has proven one that the agent entered (P9).
            if phoneSettings(of: key)?.workplaces.contains(pending) == true {
                choose(pending, of: key)
            } else {
                revertWorkplace(of: key, at: now)
            }
        }
        return true
    }

    /// Since the last start the directory may have changed. Those who are to be called only for calls can be
    /// offered some at once; persistent mode waits for the next change to Available.
    mutating func takeModes(at now: Instant) {
        for key in agents.keys.sorted() where agents[key]?.engagement == .free {
            if takeMode(of: key, if: .onDemand, at: now) { settle(key, at: now) }
        }
    }

    /// Whether offers connect by themselves, or the phone is asked to answer (O2, O4).
    public func answersByItself(_ session: AgentSession) -> Bool {
        switch session.mode {
        case .persistent: session.connectsByItself
        case .onDemand: phoneSettings(of: session.key)?.autoAnswer.value ?? false
        }
    }
}
