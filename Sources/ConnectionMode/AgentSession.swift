/// One agent from log-in to log-out: what they asked for, what is shown, and their connection.
public struct AgentSession: Hashable, Sendable, Codable {
    public let key: AgentKey
    public let id: SessionID
    public internal(set) var loggedInAt: Instant
    /// What the agent asked for; kept while it cannot be had (S6).
    public internal(set) var requested = RequestedStatus.onBreak
    /// The status as last told.
    public internal(set) var shown: StatusView
    public internal(set) var connection = Connection.closed(Closed()) {
        didSet {
            if connection.attempt?.id != oldValue.attempt?.id {
                (freeSince, muted, heldByPhone) = (nil, nil, nil)
                (ailment, healthChanges) = (nil, nil)
                (warned, renewsAt) = (nil, nil)
            }
            if connection.attempt != nil { reopensAt = nil }
        }
    }
    /// What the agent is doing with customers: over an open connection, or on demand.
    public internal(set) var engagement = Engagement.free {
        didSet {
            guard engagement == .free, oldValue != .free else { return }
            if case .offered = oldValue { freeSince = .offerEnded } else { freeSince = .callEnded }
        }
    }
    /// What the agent is free after, on this connection.
    private(set) var freeSince: StatusReason?
    /// Offers left unanswered since the last one that was answered.
    var missedOffers = 0
    /// Whether the session ends with the call (S5).
    var leaves: Bool?
    /// Whether the phone is called for each call now; nil where it is not.
    private var onDemand: Bool?
    /// Whether offers connect by themselves over the connection that stands (O2, P8).
    private var autoAnswers: Bool?
    /// The workplace that was chosen and is not validated yet (P7).
    public internal(set) var pendingWorkplace: PendingWorkplace?
    /// Whether no console of an agent with auto answer is there to show the calls that would connect (S9).
    private var unattended: Bool?
    /// What is still to be done after the last call (O11).
    public internal(set) var wrapUp: WrapUp?
    /// Whether the leg that stands may be muted, by a call of now or before; nil where it is not.
    private var muted: Bool?
    /// Whether the phone has put us on hold; nil where it has not.
    private var heldByPhone: Bool?
    /// What speaks against the phone of the leg that stands (C4).
    var ailment: Ailment?
    /// How the health of the leg that stands has changed, the newest last.
    private var healthChanges: [HealthChange]?
    /// What the agent is doing, as it will be written down; nil until something is seen of them.
    public internal(set) var ongoing: OngoingActivity?
    /// How many times the agent was told that the leg that stands ends soon (C5); nil is not at all.
    private var warned: Int?
    /// When its renewal is tried again, where it could not be done.
    var renewsAt: Instant?
    /// When the connection that a restart of the PBX ended is opened again, if it is (W3).
    var reopensAt: Instant?
    /// Why `requested` is what it is.
    var requestReason = StatusReason.loggedIn

    /// What an agent who can be reached is doing.
    public enum Engagement: Hashable, Sendable, Codable {
        case free
        case offered(OfferID)
        case inCall(CallID)
    }

    /// What is to be shown now (S2, S6).
    var status: (status: ShownStatus, reason: StatusReason) {
        switch engagement {
        case .offered: return (.offered, .offer)
        case .inCall: return (.busy, .call)
        case .free: if wrapUp != nil { return (.wrappingUp, .callEnded) }
        }
        switch requested {
        case .onBreak: return (.onBreak, requestReason)
        case .workingOffline: return (.workingOffline, requestReason)
        case .available: break
        }
        switch connection {
        case .open: return (.available, freeSince ?? .connectionOpened)
        case .waiting, .dialing, .ringing, .verifying:
            return (.persistentCallOffered, .validationCall)
        // S3: there is nothing to be opened.
        case .closed where mode == .onDemand: return (.available, freeSince ?? requestReason)
        case .closed(let closed): return (.notReachable, .connection(closed.endReason ?? .unknown))
        }
    }

    init(key: AgentKey, id: SessionID, loggedInAt: Instant, shown: StatusView) {
        self.key = key
        self.id = id
        self.loggedInAt = loggedInAt
        self.shown = shown
    }

    /// The mode in force: that in which the connection was opened, while one stands (P8).
    public internal(set) var mode: ConnectionMode {
        get { onDemand == true ? .onDemand : .persistent }
        set { onDemand = newValue == .onDemand ? true : nil }
    }

    /// Whether offers connect by themselves over the connection that stands (O2, P8).
    public internal(set) var connectsByItself: Bool {
        get { autoAnswers ?? false }
        set { autoAnswers = newValue ? true : nil }
    }

    /// Whether no console of an agent with auto answer is there (S9): no customer is offered.
    public internal(set) var isUnattended: Bool {
        get { unattended ?? false }
        set { unattended = newValue ? true : nil }
    }

    /// Whether the phone has put us on hold (C4): no customer is brought to it.
    public internal(set) var isPhoneOnHold: Bool {
        get { heldByPhone ?? false }
        set { heldByPhone = newValue ? true : nil }
    }

    /// Why no customer is brought to the leg that stands.
    public var unhealth: Unhealth? {
        guard connection.isOpen else { return nil }
        return ailment?.why ?? (isPhoneOnHold ? .phoneOnHold : nil)
    }

    /// Whether customers may be brought to the leg that stands, and if not, why.
    public var health: (state: HealthState, reason: Unhealth?) {
        if let unhealth { return (.unhealthy, unhealth) }
        return (ailment == nil ? .healthy : .unknown, nil)
    }

    /// How the health of the leg that stands has changed, the newest last: at most `HealthChange.most`.
    public var healthHistory: [HealthChange] { healthChanges ?? [] }

    mutating func note(_ change: HealthChange) {
        healthChanges = (healthHistory + [change]).suffix(HealthChange.most)
    }

    /// No time of what is known of the leg's health is later than this.
    mutating func boundHealth(at now: Instant, closing seconds: Int) {
        healthChanges = healthChanges?.map {
            HealthChange(state: $0.state, reason: $0.reason, at: min($0.at, now))
        }
        guard var bounded = ailment else { return }
        bounded.closesAt = bounded.closesAt.map { min($0, now.advanced(bySeconds: seconds)) }
        ailment = bounded
    }

    /// How many times the agent was told that the leg that stands ends soon (C5).
    var expiryWarnings: Int {
        get { warned ?? 0 }
        set { warned = newValue == 0 ? nil : newValue }
    }

    /// Whether the leg that stands may be muted, by a call of now or before (O13b).
    var mayBeMuted: Bool {
        get { muted ?? false }
        set { muted = newValue ? true : nil }
    }

    /// Whether the session ends with the call (S5).
    public internal(set) var leavesAfterCall: Bool {
        get { leaves ?? false }
        set { leaves = newValue ? true : nil }
    }

    /// The earliest time at which something happens by itself.
    var deadline: Instant? {
        guard let wrapUp else { return connectionDeadline }
        return min(wrapUp.until, connectionDeadline ?? wrapUp.until)
    }

    /// When a leg whose phone cannot be reached is closed; what has stopped sending is looked at once more before.
    private var deathDeadline: Instant? {
        if case .inCall = engagement { return nil }
        return ailment?.why == .contactUnreachable ? ailment?.closesAt : nil
    }

    private var connectionDeadline: Instant? {
        switch connection {
        case .closed: reopensAt
        case .open: [expiryDeadline, deathDeadline].compactMap(\.self).min()
        case .waiting, .dialing, .ringing, .verifying: connection.deadline
        }
    }
}
