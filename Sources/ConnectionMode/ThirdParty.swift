/// Somebody whom an agent brings into a call: to be asked before the customer is sent on (O13e), or to talk with both
/// (O13f).
///
/// The agent's leg stays in the bridge for talking, and the two others come and go: whoever is not to be heard waits in a
/// place of their own, with music. They leave before the other one comes, so that nobody overhears anybody.
public struct ThirdParty: Hashable, Sendable, Codable {
    public let id: ParticipantID
    public let leg: LegID
    public let party: DialedParty
    public internal(set) var state = ThirdPartyState.waiting
    /// With whom the agent wants to talk.
    public internal(set) var audience: Audience
    /// How far they are on the way into waiting, or out of it; nil where they do not wait.
    public internal(set) var hold: Hold?
    /// Where they do.
    public internal(set) var waitingBridge: BridgeID?
    /// What the PBX said last: whether they hear music. Nil is no.
    var held: Bool?
    /// Whether it was told that all three hear each other. Nil is no.
    var joined: Bool?
    /// Until when the customer may take to be on hold, or the phone that is called to be answered.
    var deadline: Instant?

    init(
        _ id: ParticipantID, leg: LegID, _ party: DialedParty, _ audience: Audience,
        until deadline: Instant
    ) {
        self.id = id
        self.leg = leg
        self.party = party
        self.audience = audience
        self.deadline = deadline
    }

    /// Whether they hear music, as the PBX said, and not the agent.
    public var isHeld: Bool { held ?? false }

    /// Whether all three hear each other.
    public var isJoined: Bool { joined ?? false }

    /// What comes to us of a call to a colleague: as a customer's channel does.
    var otherHalf: LegID? { DialOut.otherHalf(of: leg, party) }

    /// The leg as it is moved about.
    var asCustomer: CustomerLeg {
        CustomerLeg(leg: leg, kind: .dialed(lostContext: nil), isAnswered: true)
    }
}

/// How far somebody who is brought into a call has come.
public enum ThirdPartyState: String, Sendable, Codable, CaseIterable {
    /// The customer is being put on hold, and nobody is called yet.
    case waiting
    /// They are called, and nothing was heard of their phone.
    case dialing
    case ringing
    /// They have answered.
    case connected
    /// They are hung up, and not gone yet: the customer comes back only when they do not hear them any more.
    case leaving
}

/// Who hears the agent of a call that has three parties.
public enum Audience: String, Sendable, Codable, CaseIterable {
    case thirdParty, customer, everybody
    /// Who should have come back did not; both hear music.
    case nobody

    var hasCustomer: Bool { self == .customer || self == .everybody }
    var hasThirdParty: Bool { self == .thirdParty || self == .everybody }

    init(customer: Bool, thirdParty: Bool) {
        switch (customer, thirdParty) {
        case (true, true): self = .everybody
        case (true, false): self = .customer
        case (false, true): self = .thirdParty
        case (false, false): self = .nobody
        }
    }
}

/// What an agent wants of somebody whom they brought into a call.
public enum ThirdPartyWish: String, Hashable, Sendable, CaseIterable {
    /// The agent talks with the other one of the two, who hears music until then (O13e).
    case swap
    /// All three talk (O13f).
    case join
    /// The customer and the third party talk, and the agent is free (O13e).
    case complete
    /// The third party is hung up, and the customer comes back (O13e, O13f).
    case dismiss
}

/// Why somebody who was brought into a call is not in it any more.
public enum ThirdPartyEnd: String, Sendable, Codable, CaseIterable {
    case hungUp
    /// The agent wanted it, or hung up, before or after they answered.
    case dismissed
    /// What became of somebody who was called, and was not reached.
    case busy, noAnswer, declined, unreachable, networkRejected, failed, nodeRestarted
    /// The customer hung up: they are the other party of the call now.
    case tookOver
    /// The agent has left them and the customer to each other.
    case handedOver
    /// The call ended for another reason.
    case callEnded
}

/// What is told of somebody whom an agent brings into a call.
public enum ThirdPartyNews: Hashable, Sendable {
    /// They are wanted: the customer is put on hold, and then they are called.
    case wanted
    case dialing, ringing
    /// They and the agent hear each other.
    case connected
    /// They hear music, and then the agent again.
    case held, resumed
    /// All three hear each other.
    case joined
    case left(ThirdPartyEnd)

    /// As it is written down.
    public var name: String {
        switch self {
        case .wanted: "wanted"
        case .dialing: "dialing"
        case .ringing: "ringing"
        case .connected: "connected"
        case .held: "held"
        case .resumed: "resumed"
        case .joined: "joined"
        case .left: "left"
        }
    }

    /// Why they are not in the call any more.
    public var end: ThirdPartyEnd? {
        switch self {
        case .left(let end): end
        case .wanted, .dialing, .ringing, .connected, .held, .resumed, .joined: nil
        }
    }
}

/// A customer and somebody else whom an agent brought together, and left (O13e).
struct HandOver: Hashable, Sendable, Codable {
    /// Which of the two the PBX has said to be in the bridge.
    var customerIsIn, thirdPartyIsIn: Bool
    /// Until when it may take to say so of both.
    var deadline: Instant?
    /// How often they are brought together anew: what was said of them may be lost.
    var triesLeft = 5
    /// Whether the agent is still with the one, so that the other one does not come yet. Nil is no.
    var waits: Bool?

    init(areTogether: Bool, waitsForAgent: Bool = false, until deadline: Instant) {
        (customerIsIn, thirdPartyIsIn) = (areTogether, areTogether)
        self.deadline = areTogether ? nil : deadline
        waits = waitsForAgent && !areTogether ? true : nil
    }

    var waitsForAgent: Bool { waits ?? false }
}
