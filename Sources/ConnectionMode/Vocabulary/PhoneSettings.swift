/// Which level a setting comes from; the nearest one that says anything wins (P3).
public enum SettingSource: String, Sendable, Codable, CaseIterable {
    /// Nobody says anything else.
    case `default`
    case tenant, group, agent
    /// The agent's own choice, where agents may choose.
    case own
}

/// What one level says of its agents' phone settings; `nil` leaves it to the level above (P3).
public struct PhonePolicy: Hashable, Sendable, Codable {
    /// P2: whether agents may use persistent mode at all.
    public var persistentEnabled: Bool?
    public var connectionMode: ConnectionMode?
    public var autoAnswer: Bool?
    public var mayChangeConnectionMode: Bool?
    public var mayChangeAutoAnswer: Bool?
    /// Whether agents may be called where they say, besides where an administrator approved (P9).
    public var mayEnterWorkplace: Bool?
    /// Whether calls are recorded (O13h): it holds at once (P8).
    public var recording: RecordingMode?

    public init(
        persistentEnabled: Bool? = nil, connectionMode: ConnectionMode? = nil,
        autoAnswer: Bool? = nil, mayChangeConnectionMode: Bool? = nil,
        mayChangeAutoAnswer: Bool? = nil, mayEnterWorkplace: Bool? = nil,
        recording: RecordingMode? = nil
    ) {
        self.persistentEnabled = persistentEnabled
        self.connectionMode = connectionMode
        self.autoAnswer = autoAnswer
        self.mayChangeConnectionMode = mayChangeConnectionMode
        self.mayChangeAutoAnswer = mayChangeAutoAnswer
        self.mayEnterWorkplace = mayEnterWorkplace
        self.recording = recording
    }
}

/// What an agent chose, of what agents may choose; `nil` where nothing was chosen.
public struct AgentChoices: Hashable, Sendable, Codable {
    public let key: AgentKey
    public internal(set) var connectionMode: ConnectionMode?
    public internal(set) var autoAnswer: Bool?
    /// One of those that an administrator approved, or that the agent entered (P9).
    public internal(set) var workplace: Workplace?
    /// When its PIN was confirmed; nil where none was needed.
    public internal(set) var validatedAt: Instant?

    init(of key: AgentKey) { self.key = key }
}

/// A setting with where it comes from.
public struct Sourced<Value: Hashable & Sendable>: Hashable, Sendable {
    public let value: Value
    public let source: SettingSource
}

/// How an agent's phone takes part in calls, each part with where it comes from (P1, P3).
public struct PhoneSettings: Hashable, Sendable {
    public let connectionMode: Sourced<ConnectionMode>
    public let autoAnswer: Sourced<Bool>
    public let persistentEnabled: Sourced<Bool>
    public let mayChangeConnectionMode: Sourced<Bool>
    public let mayChangeAutoAnswer: Sourced<Bool>
    public let mayEnterWorkplace: Sourced<Bool>
    /// Whether calls are recorded (O13h).
    public let recording: Sourced<RecordingMode>
    /// The one that was validated last.
    public let workplace: Sourced<Workplace>
    /// Those that an administrator approved (P9).
    public let workplaces: [Workplace]
    /// When the PIN of a workplace that the agent chose was confirmed.
    public let validatedAt: Instant?

    /// Whether the agent may be called there. An endpoint of the PBX's own is for administrators to say.
    func mayUse(_ place: Workplace) -> Bool {
        workplaces.contains(place) || (mayEnterWorkplace.value && place.kind != .endpoint)
    }
}

extension Directory {
    /// - Parameter choices: what the agent chose; it counts where they may choose now.
    func phoneSettings(of key: AgentKey, _ choices: AgentChoices?) -> PhoneSettings? {
        guard let tenant = tenants[key.tenant], let profile = tenant.agents[key.agent] else {
            return nil
        }
        var levels: [(SettingSource, PhonePolicy)] = [(.agent, profile.phone)]
        if let group = profile.group.flatMap({ tenant.groups[$0] }) {
            levels.append((.group, group.phone))
        }
        var whole = tenant.phone
        if tenant.policy.persistentEnabled { whole.persistentEnabled = true }
        levels.append((.tenant, whole))
        func nearest<Value>(
            _ part: KeyPath<PhonePolicy, Value?>, or value: Value
        ) -> Sourced<Value> {
            for (source, level) in levels {
                if let value = level[keyPath: part] { return Sourced(value: value, source: source) }
            }
            return Sourced(value: value, source: .default)
        }
        func chosen<Value>(_ choice: Value?, _ may: Sourced<Bool>) -> Sourced<Value>? {
            guard may.value, let choice else { return nil }
            return Sourced(value: choice, source: .own)
        }
        let isEnabled = nearest(\.persistentEnabled, or: false)
        let mayChangeMode = nearest(\.mayChangeConnectionMode, or: false)
        let mayChangeAutoAnswer = nearest(\.mayChangeAutoAnswer, or: false)
        // What a policy does not allow, or not any more, is no choice, and is not offered (P2).
        let choice = isEnabled.value ? choices?.connectionMode : nil
        let said = nearest(\.connectionMode, or: isEnabled.value ? .persistent : .onDemand)
        let mode =
            isEnabled.value || said.value == .onDemand
            ? said : Sourced(value: .onDemand, source: isEnabled.source)
        let mayEnter = nearest(\.mayEnterWorkplace, or: false)
        let place = choices?.workplace.flatMap { place in
            // One that was approved when it was chosen, and is not any more, counts only if it was proven.
            let isEntered =
                mayEnter.value && place.kind != .endpoint && choices?.validatedAt != nil
            return isEntered || profile.workplaces.contains(place) ? place : nil
        }
        return PhoneSettings(
            connectionMode: chosen(choice, mayChangeMode) ?? mode,
            autoAnswer: chosen(choices?.autoAnswer, mayChangeAutoAnswer)
                ?? nearest(\.autoAnswer, or: false),
            persistentEnabled: isEnabled, mayChangeConnectionMode: mayChangeMode,
            mayChangeAutoAnswer: mayChangeAutoAnswer, mayEnterWorkplace: mayEnter,
            recording: recordingMode(of: key),
            workplace: Sourced(
                value: place ?? profile.workplace, source: place == nil ? .agent : .own),
            workplaces: profile.workplaces,
            validatedAt: place == nil ? nil : choices?.validatedAt)
    }
}
