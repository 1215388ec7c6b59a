internal import ConnectionMode

struct WorkplaceBody: Encodable, Sendable {
    let kind: Workplace.Kind
    let address: String

    init(_ workplace: Workplace) {
        kind = workplace.kind
        address = workplace.address
    }
}

/// Which level a setting comes from; the nearest one that says anything wins (P3).
enum SettingSource: String, Encodable, CaseIterable {
    case tenant, agent
    /// Nobody says anything else.
    case `default`
}

struct Setting<Value: Encodable & Sendable>: Encodable, Sendable {
    let value: Value
    let source: SettingSource
}

/// How an agent's phone takes part in calls, each part with where it comes from.
struct PhoneSettingsBody: Encodable, Sendable {
    let connectionMode: Setting<ConnectionMode>
    let autoAnswer: Setting<Bool>
    let workplace: Setting<WorkplaceBody>
    /// Those an administrator approved; the agent's own is among them.
    let workplaces: Setting<[WorkplaceBody]>
    /// P2: whether the tenant's policy allows persistent mode.
    let persistentEnabled: Setting<Bool>

    init(_ profile: AgentProfile, _ policy: Policy) {
        let workplace = WorkplaceBody(profile.workplace)
        connectionMode = Setting(value: profile.connectionMode, source: .agent)
        autoAnswer = Setting(value: false, source: .default)
        self.workplace = Setting(value: workplace, source: .agent)
        workplaces = Setting(value: [workplace], source: .agent)
        // Off unless a tenant's policy says so; on can only come from there.
        persistentEnabled = Setting(
            value: policy.persistentEnabled, source: policy.persistentEnabled ? .tenant : .default)
    }
}

/// What a console shows of the phone settings at a glance.
struct PhoneSettingsSummaryBody: Encodable, Sendable {
    let connectionMode: ConnectionMode
    let workplace: WorkplaceBody

    init(_ profile: AgentProfile) {
        connectionMode = profile.connectionMode
        workplace = WorkplaceBody(profile.workplace)
    }
}
