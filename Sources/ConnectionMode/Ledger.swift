/// What is kept for reports and bills of what agents did, once it is over.
public enum LedgerEntry: Hashable, Sendable {
    case period(ActivityPeriod)
    case call(CallRecord)
    /// O13h: in place of what was said of it before.
    case recording(RecordingRecord)
}

/// What an agent does, as reports count it.
public struct Activity: Hashable, Sendable, Codable {
    public let status: ShownStatus
    /// Why that is shown: of a break, what the agent gave as its reason.
    public let reason: String
    public let line: LineUse
    /// With whom: of a line that is in use for a customer.
    public let call: CallID?

    public init(status: ShownStatus, reason: String, line: LineUse, call: CallID?) {
        self.status = status
        self.reason = reason
        self.line = line
        self.call = call
    }
}

/// What an agent's line is used for.
public enum LineUse: String, Sendable, Codable, CaseIterable {
    /// There is none.
    case none
    /// The validation call is under way (S2).
    case validating
    /// The leg stands in silence (C2).
    case parked
    /// A customer is called, or the two are being brought together.
    case connecting
    case talking
    /// In a call whose customer hears music (O13a).
    case onHold
}

/// What an agent did from one time to another.
public struct ActivityPeriod: Hashable, Sendable {
    public let agent: AgentKey
    public let activity: Activity
    public let from: Instant
    /// Not a part of it.
    public let until: Instant

    public init(agent: AgentKey, activity: Activity, from: Instant, until: Instant) {
        self.agent = agent
        self.activity = activity
        self.from = from
        self.until = until
    }
}

/// What an agent is doing, and since when.
public struct OngoingActivity: Hashable, Sendable, Codable {
    public let activity: Activity
    public internal(set) var since: Instant
}

/// A customer who was offered or called, and what came of it.
public struct CallRecord: Hashable, Sendable {
    /// The call's; of an offer that led to none, the offer's.
    public let id: String
    public let agent: AgentKey
    /// Whether the customer was called.
    public let isOutbound: Bool
    public let caller: Caller
    public let dialedNumber: String?
    public let queue: String?
    /// The customer's channel, as the PBX's own records have it.
    public let customer: LegID
    /// Nil of a customer whom the agent called of their own accord.
    public let offeredAt: Instant?
    /// When the agent took the offer, or placed the call; nil where neither was done.
    public let acceptedAt: Instant?
    public let connectedAt: Instant?
    public let endedAt: Instant
    /// How long the customer heard music, in all.
    public let heldMilliseconds: Int64
    /// In the words of `CallEnd`; of an offer that led to no call, of `OfferState`.
    public let outcome: String

    public init(
        id: String, agent: AgentKey, isOutbound: Bool, caller: Caller, dialedNumber: String?,
        queue: String?, customer: LegID, offeredAt: Instant?, acceptedAt: Instant?,
        connectedAt: Instant?, endedAt: Instant, heldMilliseconds: Int64, outcome: String
    ) {
        self.id = id
        self.agent = agent
        self.isOutbound = isOutbound
        self.caller = caller
        self.dialedNumber = dialedNumber
        self.queue = queue
        self.customer = customer
        self.offeredAt = offeredAt
        self.acceptedAt = acceptedAt
        self.connectedAt = connectedAt
        self.endedAt = endedAt
        self.heldMilliseconds = heldMilliseconds
        self.outcome = outcome
    }

    /// - Parameter offer: what was accepted, if it was.
    init(_ call: Call, _ offer: Offer?, at now: Instant) {
        self.init(
            id: call.id.rawValue, agent: call.agent,
            isOutbound: call.dialed != nil || call.details.isOutbound, caller: call.details.caller,
            dialedNumber: call.details.dialedNumber, queue: call.details.queue,
            customer: call.firstCustomer.caller ?? call.firstCustomer.leg,
            offeredAt: offer?.createdAt,
            acceptedAt: call.createdAt, connectedAt: call.connectedAt, endedAt: call.endedAt ?? now,
            heldMilliseconds: call.heldMilliseconds, outcome: call.end?.rawValue ?? "")
    }

    init(_ offer: Offer, at now: Instant) {
        self.init(
            id: offer.id.rawValue, agent: offer.agent,
            isOutbound: offer.dialed != nil || offer.details.isOutbound,
            caller: offer.details.caller, dialedNumber: offer.details.dialedNumber,
            queue: offer.details.queue, customer: offer.customer.caller ?? offer.customer.leg,
            offeredAt: offer.createdAt, acceptedAt: nil, connectedAt: nil,
            endedAt: offer.endedAt ?? now, heldMilliseconds: 0, outcome: offer.state.rawValue)
    }
}

extension ConnectionModel {
    /// Writes down what agents did until now who do something else since `start`.
    mutating func account(since start: Mark, at now: Instant) {
        for (key, ongoing) in agentsInvolved(since: start) {
            let session = agents[key]
            let current = session.map(activity)
            guard current != ongoing?.activity || session?.ongoing != ongoing else { continue }
            if let ongoing, ongoing.since < now {
                record(
                    .period(
                        ActivityPeriod(
                            agent: key, activity: ongoing.activity, from: ongoing.since, until: now)
                    ))
            }
            guard var session, let current else { continue }
            session.ongoing = OngoingActivity(activity: current, since: now)
            set(session, for: key)
        }
    }

    private func activity(of session: AgentSession) -> Activity {
        let (line, call) = line(of: session)
        return Activity(
            status: session.shown.status, reason: session.shown.reason.description, line: line,
            call: call)
    }

    private func line(of session: AgentSession) -> (LineUse, CallID?) {
        if case .inCall(let id) = session.engagement, let call = calls[id] {
            switch call.state {
            case .callingAgent, .dialing, .ringing, .connecting: return (.connecting, id)
            case .connected: return (call.isHeld ? .onHold : .talking, id)
            case .ended: break
            }
        }
        switch session.connection {
        case .closed, .waiting: return (.none, nil)
        case .dialing, .ringing, .verifying: return (.validating, nil)
        case .open: return (.parked, nil)
        }
    }
}

extension Call {
    /// How long the customer heard music, in all (O13a).
    var heldMilliseconds: Int64 { heldBefore ?? 0 }

    /// The customer hears music from now on, or does not any more.
    mutating func setHeld(_ isHeld: Bool, at now: Instant) {
        if let heldSince {
            heldBefore = heldMilliseconds + max(0, now.milliseconds(since: heldSince))
        }
        heldSince = isHeld ? now : nil
        held = isHeld ? true : nil
    }
}
