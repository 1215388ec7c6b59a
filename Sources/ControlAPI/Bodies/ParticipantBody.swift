internal import ConnectionMode

/// Somebody whom an agent brought into a call.
struct ParticipantBody: Encodable, Sendable {
    let id: String
    /// Whom the agent called; absent where it is another agent.
    let to: String?
    let agent: String?
    let state: ThirdPartyState
    /// With whom the agent wants to talk.
    let audience: Audience
    /// Whether they hear music, and whether all three hear each other; absent where it is not so.
    let held: Bool?
    let joined: Bool?

    init(_ third: ThirdParty) {
        id = third.id.rawValue
        let party = OtherPartyBody(third.party)
        (to, agent) = (party.to, party.agent)
        state = third.state
        audience = third.audience
        held = third.isHeld ? true : nil
        joined = third.isJoined ? true : nil
    }
}

/// Who was called: somebody outside, or another agent.
struct OtherPartyBody: Encodable, Sendable {
    let to: String?
    let agent: String?

    init(_ party: DialedParty) {
        to = party.agent == nil ? party.destination.address : nil
        agent = party.agent?.rawValue
    }
}

/// Something that happened to somebody whom an agent brings into a call.
struct ParticipantEventBody: Encodable, Sendable {
    let callId: String
    let participant: ParticipantBody
    /// Why they are not in it any more.
    let endReason: ThirdPartyEnd?
}
