internal import ConnectionMode

/// An agent with all that they do now.
struct AgentBody: Encodable, Sendable {
    let id: String
    let tenant: String
    let name: String
    let group: String?
    let status: StatusBody
    /// Whether no customer is offered, for no console of theirs would show it (S9); absent where it is not so.
    let unattended: Bool?
    /// Told to the agent alone: whoever knows it can go on with the session.
    let session: SessionBody?
    let connection: ConnectionBody
    /// The offer that waits for Accept.
    let offer: OfferBody?
    /// The call that the agent is in.
    let call: CallBody?
    let phoneSettings: PhoneSettingsSummaryBody

    /// Nil for an agent who is not in the directory.
    init?(_ key: AgentKey, in model: ConnectionModel, for bearer: Bearer) {
        guard let profile = model.directory.profile(of: key),
            let settings = model.phoneSettings(of: key)
        else { return nil }
        let session = model.agents[key]
        id = key.agent.rawValue
        tenant = key.tenant.rawValue
        name = profile.name
        group = profile.group?.rawValue
        status = StatusBody(of: session)
        unattended = session?.isUnattended == true ? true : nil
        self.session = bearer.may(.act, on: key) ? session.map(SessionBody.init) : nil
        connection = ConnectionBody(of: key, in: model)
        switch session?.engagement {
        case .offered(let id): (offer, call) = (model.offers[id].map(OfferBody.init), nil)
        case .inCall(let id): (offer, call) = (nil, model.calls[id].map(CallBody.init))
        case .free, nil: (offer, call) = (nil, nil)
        }
        phoneSettings = PhoneSettingsSummaryBody(settings)
    }

    /// The agents that a token may see, by their ids.
    static func visible(to bearer: Bearer, in model: ConnectionModel) -> [AgentKey] {
        let agents = model.directory.tenants[bearer.tenant]?.agents.keys ?? [:].keys
        return agents.map { AgentKey(tenant: bearer.tenant, agent: $0) }
            .filter { bearer.may(.read, on: $0) }
            .sorted()
    }
}
