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
    init(_ posting: Posting, for bearer: Bearer, at now: Instant) {
        id = posting.id.description
        type = EventType(posting.content)
        time = Timestamp(posting.at)
        tenant = bearer.tenant.rawValue
        switch posting.content {
        case .notice(let notice):
            agent = notice.agent?.agent.rawValue
            data = EventData(notice.content, for: bearer, at: now)
        case .serviceDegraded(let reason):
            agent = nil
            data = .degraded(DegradedBody(reason: reason))
        case .serviceRestored(let gap):
            agent = nil
            data = .restored(RestoredBody(gapMilliseconds: gap))
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

/// What an event is about.
enum EventData: Encodable, Sendable {
    case snapshot(SnapshotBody)
    case reset(ResetBody)
    case status(StatusBody)
    case attempt(AttemptEventBody)
    case lock(LockEventBody)
    case workplace(WorkplaceEventBody)
    case offer(Timed<OfferBody>)
    case customer(CustomerEventBody)
    case call(CallBody)
    case participant(ParticipantEventBody)
    case supervision(SupervisionEventBody)
    case recording(RecordingEventBody)
    case wrapUp(WrapUpEventBody)
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
        case .workplace(let body): try body.encode(to: encoder)
        case .offer(let body): try body.encode(to: encoder)
        case .customer(let body): try body.encode(to: encoder)
        case .call(let body): try body.encode(to: encoder)
        case .participant(let body): try body.encode(to: encoder)
        case .supervision(let body): try body.encode(to: encoder)
        case .recording(let body): try body.encode(to: encoder)
        case .wrapUp(let body): try body.encode(to: encoder)
        case .notice(let body): try body.encode(to: encoder)
        case .degraded(let body): try body.encode(to: encoder)
        case .restored(let body): try body.encode(to: encoder)
        }
    }

    /// Of something that was told.
    init(_ content: Notice.Content, for bearer: Bearer, at now: Instant) {
        func attempt(_ id: AttemptID, _ change: (inout AttemptEventBody) -> Void) -> EventData {
            var body = AttemptEventBody(attemptId: id.rawValue)
            change(&body)
            return .attempt(body)
        }
        switch content {
        case .statusChanged(let view): self = .status(StatusBody(view))
        case .connectionDialing(let id), .connectionRinging(let id), .connectionOpened(let id):
            self = attempt(id) { _ in }
        case .connectionVerifying(let id, let expiresAt),
            .connectionExpiring(let id, let expiresAt):
            self = attempt(id) {
                $0.expiresAt = Timestamp(expiresAt)
                $0.serverTime = Timestamp(now)
            }
        case .connectionPINRejected(let id, let left):
            self = attempt(id) { $0.attemptsLeft = left }
        case .connectionPINLocked: self = .lock(LockEventBody(pinLocked: true))
        case .connectionPINUnlocked: self = .lock(LockEventBody(pinLocked: false))
        case .workplaceEntered(let place), .workplaceValidated(let place):
            self = .workplace(WorkplaceEventBody(workplace: WorkplaceBody(place)))
        case .connectionUnhealthy(let id, let why): self = attempt(id) { $0.reason = why }
        case .connectionRecovered(let id), .connectionRenewed(let id):
            self = attempt(id) { _ in }
        case .connectionClosed(let id, let reason): self = attempt(id) { $0.endReason = reason }
        case .offerCreated(let it), .offerAccepted(let it), .offerRejected(let it),
            .offerTimedOut(let it), .offerCanceled(let it), .offerFailed(let it):
            self = .offer(Timed(OfferBody(it), at: now))
        case .customerWaiting(let waiting):
            self = .customer(CustomerEventBody(waiting, nil, serverTime: Timestamp(now)))
        case .customerLeft(let waiting, let end):
            self = .customer(CustomerEventBody(waiting, end, serverTime: Timestamp(now)))
        case .callCreated(let call), .callDialing(let call), .callRinging(let call),
            .callConnecting(let call), .callConnected(let call), .callEnded(let call),
            .callHeld(let call), .callResumed(let call), .callMuted(let call),
            .callUnmuted(let call), .callCustomerLeft(let call):
            self = .call(CallBody(call))
        case .thirdParty(let news, let third, let call):
            self = .participant(
                ParticipantEventBody(
                    callId: call.id.rawValue, participant: ParticipantBody(third),
                    endReason: news.end))
        case .supervision(let news, let supervision, let call):
            self = .supervision(
                SupervisionEventBody(
                    supervision: SupervisionBody(supervision, of: call, for: bearer),
                    endReason: news.end))
        case .recording(let news, let recording, let call):
            self = .recording(RecordingEventBody(news, recording, of: call))
        case .wrapUpStarted(let wrapUp):
            self = .wrapUp(WrapUpEventBody(wrapUp, serverTime: Timestamp(now)))
        case .wrapUpEnded(let wrapUp): self = .wrapUp(WrapUpEventBody(wrapUp, serverTime: nil))
        case .settingsSaved(let mode, let autoAnswer):
            self = .notice(
                NoticeBody(code: .settingsSaved, connectionMode: mode, autoAnswer: autoAnswer))
        case .workplaceReverted(let place):
            self = .notice(
                NoticeBody(code: .workplaceReverted, workplace: WorkplaceBody(place)))
        case .openNotice(let id):
            self = .notice(NoticeBody(code: .connectionOpened, attemptId: id.rawValue))
        case .lostNotice(let id, let reason):
            self = .notice(
                NoticeBody(
                    code: .connectionLost, attemptId: id.rawValue, endReason: reason,
                    action: .reopen))
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
    /// Why no customer is brought to it.
    var reason: Unhealth?
}

/// What is to be done after a call (O11).
struct WrapUpEventBody: Encodable, Sendable {
    let callId: String
    /// Absent once it is over, as is `serverTime`.
    let expiresAt: Timestamp?
    let serverTime: Timestamp?

    init(_ wrapUp: WrapUp, serverTime: Timestamp?) {
        callId = wrapUp.call.rawValue
        expiresAt = serverTime == nil ? nil : Timestamp(wrapUp.until)
        self.serverTime = serverTime
    }
}

/// Whether wrong PINs keep the agent from opening a connection (V5).
struct LockEventBody: Encodable, Sendable {
    let pinLocked: Bool
}

/// Where an agent says that they are called, or has proven it (P9).
struct WorkplaceEventBody: Encodable, Sendable {
    let workplace: WorkplaceBody
}

/// What a person is told (M1, M3, M4, P7), with what they can do about it.
struct NoticeBody: Encodable, Sendable {
    enum Code: String, Encodable, CaseIterable {
        case connectionOpened, connectionLost, settingsSaved, workplaceReverted
    }

    enum Action: String, Encodable, CaseIterable {
        case reopen
    }

    let code: Code
    var attemptId: String?
    var endReason: EndReason?
    var action: Action?
    var connectionMode: ConnectionMode?
    var autoAnswer: Bool?
    /// Where the agent is called again.
    var workplace: WorkplaceBody?
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
    /// Who waits for an agent of a router's choice; absent for who may not see it, or asked for some agents alone.
    let waitingCustomers: [WaitingCustomerBody]?
    /// Who takes part in these calls besides; absent for who may not know.
    let supervisions: [SupervisionBody]?
    let service: ReadinessBody
    /// The stream is dead when nothing, not even a heartbeat, has come for more than twice as long.
    let heartbeatSeconds: Int
    let serverTime: Timestamp

    init(
        of keys: [AgentKey], in model: ConnectionModel, for bearer: Bearer,
        customers: [WaitingCustomer]?, service: ReadinessBody, heartbeatSeconds: Int,
        at now: Instant
    ) {
        agents = keys.compactMap { AgentBody($0, in: model, for: bearer) }
        // By way of the agents: the model also has what ended within the hour.
        offers = agents.compactMap(\.offer)
        calls = agents.compactMap(\.call)
        let overseen = keys.filter { bearer.may(.oversee, on: $0) }
        supervisions =
            overseen.isEmpty ? nil : SupervisionBody.all(of: overseen, in: model, for: bearer)
        waitingCustomers = customers?.map(WaitingCustomerBody.init)
        self.service = service
        self.heartbeatSeconds = heartbeatSeconds
        serverTime = Timestamp(now)
    }
}
