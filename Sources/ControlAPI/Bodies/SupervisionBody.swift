internal import ConnectionMode

/// Somebody who supervises a call (O13g). Agents are not told.
struct SupervisionBody: Encodable, Sendable {
    let id: String
    let callId: String
    let agent: String
    /// By which they take part.
    let phone: WorkplaceBody
    let state: SupervisionState
    /// How they want to take part.
    let mode: SupervisionMode
    /// How they do, as the PBX said; absent while they do not.
    let modeInForce: SupervisionMode?
    let startedAt: Timestamp
    /// Whether it is this token's.
    let own: Bool

    init(_ supervision: Supervision, of call: Call, for bearer: Bearer) {
        own = supervision.supervisor == bearer.supervisor
        id = supervision.id.rawValue
        callId = call.id.rawValue
        agent = call.agent.agent.rawValue
        phone = WorkplaceBody(supervision.phone)
        state = supervision.state
        mode = supervision.mode
        modeInForce = supervision.inForce
        startedAt = Timestamp(supervision.startedAt)
    }

    init?(of call: Call, for bearer: Bearer) {
        guard let supervision = call.supervision else { return nil }
        self.init(supervision, of: call, for: bearer)
    }

    /// By way of the agents: the model also has what ended within the hour.
    static func all(
        of agents: [AgentKey], in model: ConnectionModel, for bearer: Bearer
    ) -> [SupervisionBody] {
        agents.compactMap { key in
            guard case .inCall(let id)? = model.agents[key]?.engagement else { return nil }
            return model.calls[id].flatMap { SupervisionBody(of: $0, for: bearer) }
        }
    }
}

/// Something that happened to a supervision.
struct SupervisionEventBody: Encodable, Sendable {
    let supervision: SupervisionBody
    /// Why it is over.
    let endReason: SupervisionEnd?
}

/// `{"mode":"monitor","phone":{"kind":"endpoint","address":"1500"}}`
struct NewSupervisionBody: StrictBody {
    static let keys: Set<String> = ["mode", "phone"]

    let mode: SupervisionMode
    let phone: Workplace

    private enum CodingKeys: CodingKey {
        case mode, phone
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        mode = try container.choice(SupervisionMode.self, forKey: .mode)
        phone = try container.decode(WorkplaceRequestBody.self, forKey: .phone).workplace
    }
}

/// `{"mode":"whisper"}`
struct SupervisionChangeBody: StrictBody {
    static let keys: Set<String> = ["mode"]

    let mode: SupervisionMode

    private enum CodingKeys: CodingKey {
        case mode
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        mode = try container.choice(SupervisionMode.self, forKey: .mode)
    }
}

extension Notice.Content {
    /// Whether it is told to supervisors and administrators alone.
    var isForOverseers: Bool {
        switch self {
        case .supervision: true
        default: false
        }
    }
}
