internal import ConnectionMode
internal import Orchestration

/// What stands in an event stream: `{id,type,time,tenant,agent,data}`.
struct EventBody: Encodable, Sendable {
    /// From where the stream can be resumed; absent where it cannot.
    let id: String?
    let type: EventType
    let time: Timestamp
    let tenant: String
    let agent: String?
    let data: EventData

    /// An event for those who may see what this posting is about.
    init(_ posting: Posting, tenant: TenantID, at now: Instant) {
        id = posting.id.description
        time = Timestamp(posting.at)
        self.tenant = tenant.rawValue
        switch posting.content {
        case .notice(let notice):
            agent = notice.agent.agent.rawValue
            (type, data) = EventData.of(notice.content, at: now)
        case .serviceDegraded(let reason):
            agent = nil
            (type, data) = (.serviceDegraded, .degraded(DegradedBody(reason: reason)))
        case .serviceRestored(let gap):
            agent = nil
            (type, data) = (.serviceRestored, .restored(RestoredBody(gapMilliseconds: gap)))
        }
    }

    init(snapshot: SnapshotBody, id: PostingID, tenant: TenantID, at now: Instant) {
        self.id = id.description
        type = .streamSnapshot
        time = Timestamp(now)
        self.tenant = tenant.rawValue
        agent = nil
        data = .snapshot(snapshot)
    }

    /// Without an id: whoever leaves between it and its snapshot must not resume from here.
    init(reset: ResetBody, tenant: TenantID, at now: Instant) {
        id = nil
        type = .streamReset
        time = Timestamp(now)
        self.tenant = tenant.rawValue
        agent = nil
        data = .reset(reset)
    }
}

enum EventType: String, Encodable, CaseIterable, Sendable {
    case streamSnapshot = "stream.snapshot"
    case streamReset = "stream.reset"
    case agentStatusChanged = "agent.statusChanged"
    case connectionDialing = "connection.dialing"
    case connectionRinging = "connection.ringing"
    case connectionVerifying = "connection.verifying"
    case connectionPINRejected = "connection.pinRejected"
    case connectionPINLocked = "connection.pinLocked"
    case connectionPINUnlocked = "connection.pinUnlocked"
    case connectionOpened = "connection.opened"
    case connectionClosed = "connection.closed"
    case offerCreated = "offer.created"
    case offerAccepted = "offer.accepted"
    case offerRejected = "offer.rejected"
    case offerTimedOut = "offer.timedOut"
    case offerCanceled = "offer.canceled"
    case offerFailed = "offer.failed"
    case callCreated = "call.created"
    case callConnecting = "call.connecting"
    case callConnected = "call.connected"
    case callEnded = "call.ended"
    case noticeConnectionOpened = "notice.connectionOpened"
    case noticeConnectionLost = "notice.connectionLost"
    case serviceDegraded = "service.degraded"
    case serviceRestored = "service.restored"
}

/// What an event is about.
enum EventData: Encodable, Sendable {
    case snapshot(SnapshotBody)
    case reset(ResetBody)
    case status(StatusBody)
    case attempt(AttemptEventBody)
    case lock(LockEventBody)
    case offer(Timed<OfferBody>)
    case call(CallBody)
    case notice(NoticeBody)
    case degraded(DegradedBody)
    case restored(RestoredBody)

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .snapshot(let body): try body.encode(to: encoder)
        case .reset(let body): try body.encode(to: encoder)
        case .status(let body): try body.encode(to: encoder)
        case .attempt(let body): try body.encode(to: encoder)
        case .lock(let body): try body.encode(to: encoder)
        case .offer(let body): try body.encode(to: encoder)
        case .call(let body): try body.encode(to: encoder)
        case .notice(let body): try body.encode(to: encoder)
        case .degraded(let body): try body.encode(to: encoder)
        case .restored(let body): try body.encode(to: encoder)
        }
    }

    static func of(_ content: Notice.Content, at now: Instant) -> (EventType, EventData) {
        func offer(_ offer: Offer) -> EventData { .offer(Timed(OfferBody(offer), at: now)) }
        func attempt(_ id: AttemptID, _ change: (inout AttemptEventBody) -> Void) -> EventData {
            var body = AttemptEventBody(attemptId: id.rawValue)
            change(&body)
            return .attempt(body)
        }
        switch content {
        case .statusChanged(let view): return (.agentStatusChanged, .status(StatusBody(view)))
        case .connectionDialing(let id): return (.connectionDialing, attempt(id) { _ in })
        case .connectionRinging(let id): return (.connectionRinging, attempt(id) { _ in })
        case .connectionVerifying(let id, let expiresAt):
            let data = attempt(id) {
                $0.expiresAt = Timestamp(expiresAt)
                $0.serverTime = Timestamp(now)
            }
            return (.connectionVerifying, data)
        case .connectionPINRejected(let id, let left):
            return (.connectionPINRejected, attempt(id) { $0.attemptsLeft = left })
        case .connectionPINLocked:
            return (.connectionPINLocked, .lock(LockEventBody(pinLocked: true)))
        case .connectionPINUnlocked:
            return (.connectionPINUnlocked, .lock(LockEventBody(pinLocked: false)))
        case .connectionOpened(let id): return (.connectionOpened, attempt(id) { _ in })
        case .connectionClosed(let id, let reason):
            return (.connectionClosed, attempt(id) { $0.endReason = reason })
        case .offerCreated(let it): return (.offerCreated, offer(it))
        case .offerAccepted(let it): return (.offerAccepted, offer(it))
        case .offerRejected(let it): return (.offerRejected, offer(it))
        case .offerTimedOut(let it): return (.offerTimedOut, offer(it))
        case .offerCanceled(let it): return (.offerCanceled, offer(it))
        case .offerFailed(let it): return (.offerFailed, offer(it))
        case .callCreated(let call): return (.callCreated, .call(CallBody(call)))
        case .callConnecting(let call): return (.callConnecting, .call(CallBody(call)))
        case .callConnected(let call): return (.callConnected, .call(CallBody(call)))
        case .callEnded(let call): return (.callEnded, .call(CallBody(call)))
        case .openNotice(let id):
            let body = NoticeBody(code: .connectionOpened, attemptId: id.rawValue)
            return (.noticeConnectionOpened, .notice(body))
        case .lostNotice(let id, let reason):
            let body = NoticeBody(
                code: .connectionLost, attemptId: id.rawValue, endReason: reason, action: .reopen)
            return (.noticeConnectionLost, .notice(body))
        }
    }
}

/// A step of a validation call or of the connection that it opened.
struct AttemptEventBody: Encodable, Sendable {
    let attemptId: String
    var expiresAt: Timestamp?
    var serverTime: Timestamp?
    var attemptsLeft: Int?
    var endReason: EndReason?
}

/// Whether wrong PINs keep the agent from opening a connection (V5).
struct LockEventBody: Encodable, Sendable {
    let pinLocked: Bool
}

/// What a person is told (M1, M4), with what they can do about it.
struct NoticeBody: Encodable, Sendable {
    enum Code: String, Encodable, CaseIterable {
        case connectionOpened, connectionLost
    }

    enum Action: String, Encodable, CaseIterable {
        case reopen
    }

    let code: Code
    let attemptId: String
    var endReason: EndReason?
    var action: Action?
}

struct DegradedBody: Encodable, Sendable {
    /// What is wrong, in a sentence.
    let reason: String
}

struct RestoredBody: Encodable, Sendable {
    /// For how long events of the PBX were not seen.
    let gapMilliseconds: Int64
}

/// What was told so far counts no more; a snapshot follows.
struct ResetBody: Encodable, Sendable {
    enum Reason: String, Encodable, CaseIterable {
        /// The stream cannot be resumed from the id that was sent.
        case cannotResume
        /// More was told than the client took.
        case fellBehind
    }

    let reason: Reason
}

/// All that a token may see, as it stands at this place in the stream.
struct SnapshotBody: Encodable, Sendable {
    let agents: [AgentBody]
    /// Those that are pending.
    let offers: [OfferBody]
    /// Those that are not over.
    let calls: [CallBody]
    let service: ReadinessBody
    let serverTime: Timestamp

    init(
        of model: ConnectionModel, for bearer: Bearer, service: ReadinessBody, at now: Instant
    ) {
        let keys = AgentBody.visible(to: bearer, in: model)
        agents = keys.compactMap { AgentBody($0, in: model, for: bearer) }
        // By way of the agents: the model also has what ended within the hour.
        offers = agents.compactMap(\.offer)
        calls = agents.compactMap(\.call)
        self.service = service
        serverTime = Timestamp(now)
    }
}
