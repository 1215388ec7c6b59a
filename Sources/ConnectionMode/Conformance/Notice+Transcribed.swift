extension Notice: Transcribed {
    var transcribed: TranscriptValue {
        switch subject {
        case .agent(let key): content.transcribed.with("agent", key)
        case .tenant(let tenant): content.transcribed.with("tenant", tenant)
        }
    }
}

extension Notice.Content: Transcribed {
    var transcribed: TranscriptValue {
        switch self {
        case .statusChanged(let view): notice(.statusChanged, view.members)
        case .connectionDialing(let attempt): notice(.connectionDialing, ["attempt": attempt])
        case .connectionRinging(let attempt): notice(.connectionRinging, ["attempt": attempt])
        case .connectionVerifying(let attempt, let expiresAt):
            notice(
                .connectionVerifying, ["attempt": attempt, "expiresAtMilliseconds": expiresAt])
        case .connectionPINRejected(let attempt, let attemptsLeft):
            notice(.connectionPINRejected, ["attempt": attempt, "attemptsLeft": attemptsLeft])
        case .connectionPINLocked: notice(.connectionPINLocked, [:])
        case .connectionPINUnlocked: notice(.connectionPINUnlocked, [:])
        case .connectionOpened(let attempt): notice(.connectionOpened, ["attempt": attempt])
        case .connectionClosed(let attempt, let reason):
            notice(.connectionClosed, ["attempt": attempt, "endReason": reason])
        case .connectionUnhealthy(let attempt, let why):
            notice(.connectionUnhealthy, ["attempt": attempt, "why": why])
        case .connectionExpiring(let attempt, let at):
            notice(.connectionExpiring, ["attempt": attempt, "expiresAt": at])
        case .connectionRenewed(let attempt): notice(.connectionRenewed, ["attempt": attempt])
        case .connectionRecovered(let attempt):
            notice(.connectionRecovered, ["attempt": attempt])
        case .offerCreated(let offer): notice(.offerCreated, offer.membersWhenCreated)
        case .offerAccepted(let offer): notice(.offerAccepted, offer.members)
        case .offerRejected(let offer): notice(.offerRejected, offer.members)
        case .offerTimedOut(let offer): notice(.offerTimedOut, offer.members)
        case .offerCanceled(let offer): notice(.offerCanceled, offer.members)
        case .offerFailed(let offer): notice(.offerFailed, offer.members)
        case .customerWaiting(let waiting):
            notice(
                .customerWaiting,
                [
                    "customer": waiting.id, "leg": waiting.customer.leg,
                    "details": waiting.details, "untilMilliseconds": waiting.until,
                ])
        case .customerLeft(let waiting, let end):
            notice(.customerLeft, ["customer": waiting.id, "end": end])
        case .callCreated(let call): notice(.callCreated, call.members)
        case .callDialing(let call): notice(.callDialing, call.members)
        case .callRinging(let call): notice(.callRinging, call.members)
        case .callConnecting(let call): notice(.callConnecting, call.members)
        case .callConnected(let call): notice(.callConnected, call.members)
        case .callHeld(let call): notice(.callHeld, call.members)
        case .callResumed(let call): notice(.callResumed, call.members)
        case .callMuted(let call): notice(.callMuted, call.members)
        case .callUnmuted(let call): notice(.callUnmuted, call.members)
        case .callEnded(let call): notice(.callEnded, call.members)
        case .callCustomerLeft(let call): notice(.callCustomerLeft, call.members)
        case .thirdParty(let news, let third, let call):
            TranscriptValue(
                "notice", ConformanceKit.NoticeName.thirdParty,
                [
                    "news": news.name, "end": news.end, "call": call.id, "participant": third.id,
                    "leg": third.leg, "to": third.party.destination,
                    "toAgent": third.party.agent?.rawValue, "state": third.state,
                    "audience": third.audience,
                ])
        case .supervision(let news, let supervision, let call):
            TranscriptValue(
                "notice", ConformanceKit.NoticeName.supervision,
                [
                    "news": news.name, "end": news.end, "call": call.id,
                    "supervision": supervision.id, "leg": supervision.leg,
                    "phone": supervision.phone, "state": supervision.state,
                    "mode": supervision.mode, "inForce": supervision.inForce,
                ])
        case .recording(let news, let recording, let call):
            notice(
                .recording,
                [
                    "news": news.name, "end": news.end, "call": call.id,
                    "recording": recording.id, "state": recording.state,
                ])
        case .wrapUpStarted(let wrapUp):
            notice(
                .wrapUpStarted, ["call": wrapUp.call, "untilMilliseconds": wrapUp.until])
        case .wrapUpEnded(let wrapUp): notice(.wrapUpEnded, ["call": wrapUp.call])
        case .settingsSaved(let mode, let autoAnswer):
            notice(.settingsSaved, ["connectionMode": mode, "autoAnswer": autoAnswer])
        case .workplaceReverted(let place): notice(.workplaceReverted, ["workplace": place])
        case .workplaceEntered(let place): notice(.workplaceEntered, ["workplace": place])
        case .workplaceValidated(let place): notice(.workplaceValidated, ["workplace": place])
        case .openNotice(let attempt): notice(.openNotice, ["attempt": attempt])
        case .lostNotice(let attempt, let reason):
            notice(.lostNotice, ["attempt": attempt, "endReason": reason])
        }
    }

    private func notice(
        _ name: ConformanceKit.NoticeName, _ members: KeyValuePairs<String, (any Transcribed)?>
    ) -> TranscriptValue {
        TranscriptValue("notice", name, members)
    }
}

extension StatusView {
    fileprivate var members: KeyValuePairs<String, (any Transcribed)?> {
        [
            "status": status, "requested": requested, "reason": reason.description,
            "untilMilliseconds": until, "pending": pending,
            "leavesAfterCall": leavesAfterCall ? true : nil,
        ]
    }
}

extension Offer {
    fileprivate var members: KeyValuePairs<String, (any Transcribed)?> {
        ["offer": id, "state": state, "call": call]
    }

    fileprivate var membersWhenCreated: KeyValuePairs<String, (any Transcribed)?> {
        [
            "offer": id, "state": state, "customer": customer, "details": details,
            "to": dialed?.destination, "expiresAtMilliseconds": expiresAt,
            "ringsPhone": phone != nil,
        ]
    }
}

extension Call {
    fileprivate var members: KeyValuePairs<String, (any Transcribed)?> {
        [
            "call": id, "offer": offer, "state": state, "end": end, "agentLeg": agentLeg,
            "customerLeg": customer.leg, "to": dialed?.destination,
        ]
    }
}

extension AgentSession: Transcribed {
    /// As others see them.
    var transcribed: TranscriptValue {
        let (phase, end) = connection.phase
        let view = TranscriptValue([
            "status": shown.status, "requested": requested, "reason": shown.reason.description,
            "mode": mode, "connection": phase, "endReason": end,
            "attempt": connection.attempt?.id, "pendingWorkplace": pendingWorkplace?.workplace,
            "wrapUpAfter": wrapUp?.call, "isUnattended": isUnattended ? true : nil,
            "unhealth": unhealth,
            "leavesAfterCall": leavesAfterCall ? true : nil,
        ])
        switch engagement {
        case .free: return view.with("engagement", "free")
        case .offered(let offer): return view.with("engagement", "offered").with("offer", offer)
        case .inCall(let call): return view.with("engagement", "inCall").with("call", call)
        }
    }

    /// Somebody without a session.
    static let nobodyTranscribed = TranscriptValue([
        "status": ShownStatus.loggedOut, "connection": "closed", "engagement": "free",
    ])
}

extension Connection {
    fileprivate var phase: (name: String, end: EndReason?) {
        switch self {
        case .closed(let phase): ("closed", phase.endReason)
        case .waiting: ("waiting", nil)
        case .dialing: ("dialing", nil)
        case .ringing: ("ringing", nil)
        case .verifying: ("verifying", nil)
        case .open: ("open", nil)
        }
    }
}
