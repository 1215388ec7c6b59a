internal import ConnectionMode

struct WorkplaceBody: Encodable, Sendable {
    let kind: Workplace.Kind
    let address: String

    init(_ workplace: Workplace) {
        kind = workplace.kind
        address = workplace.address
    }
}

struct Setting<Value: Encodable & Sendable>: Encodable, Sendable {
    let value: Value
    /// Which level it comes from; the nearest one that says anything wins (P3).
    let source: SettingSource

    init(value: Value, source: SettingSource) {
        self.value = value
        self.source = source
    }

    init(_ sourced: Sourced<Value>) where Value: Hashable {
        (value, source) = (sourced.value, sourced.source)
    }
}

/// How an agent's phone takes part in calls, each part with where it comes from.
struct PhoneSettingsBody: Encodable, Sendable {
    let connectionMode: Setting<ConnectionMode>
    let autoAnswer: Setting<Bool>
    let workplace: Setting<WorkplaceBody>
    /// Those an administrator approved; the agent's own is among them.
    let workplaces: Setting<[WorkplaceBody]>
    /// P2: whether the policy allows persistent mode.
    let persistentEnabled: Setting<Bool>
    let mayChangeConnectionMode: Setting<Bool>
    let mayChangeAutoAnswer: Setting<Bool>
    /// P9: whether the agent may be called where they say.
    let mayEnterWorkplace: Setting<Bool>
    /// O13h: whether the agent's calls are recorded.
    let recording: Setting<RecordingMode>
    /// When the PIN of the agent's chosen workplace was confirmed.
    let workplaceValidatedAt: Timestamp?
    let inForce: InForce?
    /// Chosen, and its PIN not confirmed yet (P7).
    let pendingWorkplace: WorkplaceBody?
    /// After a change: how the agent is shown now (P4).
    var status: StatusBody?
    /// After a change: the validation call that was placed (P6).
    var attemptId: String?

    /// What holds for a session now (P8).
    struct InForce: Encodable, Sendable {
        let connectionMode: ConnectionMode
        let autoAnswer: Bool
    }

    /// Nil for an agent who is not in the directory.
    init?(of key: AgentKey, in model: ConnectionModel) {
        guard let settings = model.phoneSettings(of: key) else { return nil }
        connectionMode = Setting(settings.connectionMode)
        autoAnswer = Setting(settings.autoAnswer)
        workplace = Setting(
            value: WorkplaceBody(settings.workplace.value), source: settings.workplace.source)
        workplaces = Setting(value: settings.workplaces.map(WorkplaceBody.init), source: .agent)
        persistentEnabled = Setting(settings.persistentEnabled)
        mayChangeConnectionMode = Setting(settings.mayChangeConnectionMode)
        mayChangeAutoAnswer = Setting(settings.mayChangeAutoAnswer)
        mayEnterWorkplace = Setting(settings.mayEnterWorkplace)
        recording = Setting(settings.recording)
        workplaceValidatedAt = Timestamp(settings.validatedAt)
        inForce = model.agents[key].map {
            InForce(connectionMode: $0.mode, autoAnswer: model.answersByItself($0))
        }
        pendingWorkplace = model.agents[key]?.pendingWorkplace.map { WorkplaceBody($0.workplace) }
    }
}

/// What a console shows of the phone settings at a glance.
struct PhoneSettingsSummaryBody: Encodable, Sendable {
    let connectionMode: ConnectionMode
    let autoAnswer: Bool
    let workplace: WorkplaceBody

    init(_ settings: PhoneSettings) {
        connectionMode = settings.connectionMode.value
        autoAnswer = settings.autoAnswer.value
        workplace = WorkplaceBody(settings.workplace.value)
    }
}

/// `{"kind":"phoneNumber","address":"+41791234567"}`
struct WorkplaceRequestBody: StrictBody {
    static let keys: Set<String> = ["kind", "address"]

    let workplace: Workplace

    private enum CodingKeys: CodingKey {
        case kind, address
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        workplace = Workplace(
            kind: try container.choice(Workplace.Kind.self, forKey: .kind),
            address: try container.line(forKey: .address))
    }
}

/// `{"workplace":{"kind":"phoneNumber","address":"+41791234567"}}`
struct ValidationRequestBody: StrictBody {
    static let keys: Set<String> = ["workplace"]

    let workplace: Workplace

    private enum CodingKeys: CodingKey {
        case workplace
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        workplace = try container.decode(
            Checked<WorkplaceRequestBody>.self, forKey: .workplace
        ).body.workplace
    }
}

/// `{"connectionMode":"onDemand","confirmed":true}`
struct PhoneSettingsRequestBody: StrictBody {
    static let keys: Set<String> = ["connectionMode", "autoAnswer", "workplace", "confirmed"]

    let change: SettingsChange

    private enum CodingKeys: CodingKey {
        case connectionMode, autoAnswer, workplace, confirmed
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        var change = SettingsChange()
        for (key, reset) in [
            (CodingKeys.connectionMode, SettingsChange.Reset.connectionMode),
            (.autoAnswer, .autoAnswer), (.workplace, .workplace),
        ] where try container.contains(key) && container.decodeNil(forKey: key) {
            change.resets.insert(reset)
        }
        change.connectionMode = try container.choiceIfPresent(
            ConnectionMode.self, forKey: .connectionMode)
        change.autoAnswer = try container.decodeIfPresent(Bool.self, forKey: .autoAnswer)
        change.isConfirmed = try container.decodeIfPresent(Bool.self, forKey: .confirmed) ?? false
        change.workplace = try container.decodeIfPresent(
            Checked<WorkplaceRequestBody>.self, forKey: .workplace)?.body.workplace
        guard
            change.connectionMode != nil || change.autoAnswer != nil || change.workplace != nil
                || !change.resets.isEmpty
        else {
            throw Problem.invalidValue(
                "Send \"connectionMode\", \"autoAnswer\", \"workplace\" or several of them.")
        }
        self.change = change
    }
}
