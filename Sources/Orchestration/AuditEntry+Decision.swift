internal import ConnectionMode
internal import Storage

extension AuditEntry {
    /// What was asked for, and what came of it.
    init(
        _ command: Command, of agent: AgentKey?, by actor: Actor?,
        _ result: Result<Answer, CommandFailure>, at now: Instant
    ) {
        let (what, detail) = command.audited
        let outcome =
            switch result {
            case .success(let answer): answer.audited
            case .failure(.refused(let refusal)): refusal.audited
            case .failure(let failure): caseName(failure)
            }
        let tenant = actor?.tenant ?? agent?.tenant ?? TenantID("")
        self.init(
            at: now, tenant: tenant,
            // Whoever tries another tenant's id does not learn whose it is, here either (W4).
            agent: agent?.tenant == tenant ? agent?.agent : nil, actor: actor?.name ?? "service",
            what: what, detail: detail, outcome: outcome)
    }

    /// What came to be.
    init(_ notice: Notice, at date: Instant) {
        self.init(
            at: date, tenant: notice.tenant, agent: notice.agent?.agent,
            what: notice.content.name, detail: notice.content.audited)
    }

    /// What is only for the journal; nil of every other input.
    init?(_ input: SequencerInput, at date: Instant) {
        switch input {
        case .told(let news): self.init(news, at: date)
        case .done(let what, let detail, let actor):
            self.init(
                at: date, tenant: actor.tenant, agent: nil, actor: actor.name, what: what,
                detail: detail, outcome: "done")
        case .command, .confirm, .observation, .read: return nil
        }
    }

    /// How the service was; of no tenant.
    init(_ news: ServiceNews, at date: Instant) {
        let (what, detail) =
            switch news {
            case .degraded(let why): ("serviceDegraded", why)
            case .restored(let gap): ("serviceRestored", "gapMilliseconds \(gap)")
            }
        self.init(at: date, tenant: TenantID(""), agent: nil, what: what, detail: detail)
    }
}

extension Command {
    /// Whom it is about, where the command itself says so.
    var agent: AgentKey? {
        switch self {
        case .logIn(let key, _, _), .logOut(let key, _), .setStatus(let key, _, _),
            .openConnection(let key), .closeConnection(let key, _), .confirmPIN(let key, _, _),
            .changeSettings(let key, _), .validateWorkplace(let key, _), .liftPINLock(let key),
            .placeCall(let key, _), .offerCall(let key, _), .completeWrapUp(let key):
            key
        case .offerCustomer(_, let key, _): key
        case .administer(.agent(let key, _), _): key
        case .administer, .accept, .reject, .hangUp, .hold, .resume, .mute, .sendDigits, .transfer,
            .consult, .direct, .releaseCustomer, .supervise, .changeSupervision, .stopSupervision,
            .startRecording, .pauseRecording, .stopRecording:
            nil
        }
    }

    fileprivate var audited: (what: String, detail: String?) {
        switch self {
        case .logIn(_, let resuming, let takingOver):
            ("logIn", takingOver ? "takeOver" : resuming?.rawValue)
        case .logOut(_, let time): ("logOut", time == .ifFree ? nil : time.rawValue)
        case .setStatus(_, let status, let reason):
            ("setStatus", [status.rawValue, reason].compactMap(\.self).joined(separator: ", "))
        case .openConnection: ("openConnection", nil)
        case .closeConnection: ("closeConnection", nil)
        // Right or wrong is its outcome; what was typed is nowhere (V8).
        case .confirmPIN(_, let attempt, _): ("confirmPin", attempt.rawValue)
        case .changeSettings(_, let change):
            (
                "changeSettings",
                [
                    change.connectionMode.map { "connectionMode \($0.rawValue)" },
                    change.autoAnswer.map { "autoAnswer \($0)" },
                    change.workplace.map { "workplace \($0.audited)" },
                ].compactMap(\.self).joined(separator: ", ")
                    + change.resets.map { " \($0.rawValue) reset" }.sorted().joined()
            )
        case .validateWorkplace(_, let place): ("validateWorkplace", place.audited)
        case .liftPINLock: ("liftPinLock", nil)
        case .accept(let offer): ("accept", offer.rawValue)
        case .reject(let offer): ("reject", offer.rawValue)
        case .placeCall(_, let order): ("placeCall", order.audited)
        // What is said of the customer is no affair of the journal's.
        case .offerCall(_, let order):
            ("offerCall", order.call.audited + (order.mustAccept ? ", mustAccept" : ""))
        case .offerCustomer(let customer, _, let order):
            ("offerCustomer", customer.rawValue + (order.mustAccept ? ", mustAccept" : ""))
        case .releaseCustomer(let customer, _): ("releaseCustomer", customer.rawValue)
        case .hangUp(let call): ("hangUp", call.rawValue)
        case .hold(let call): ("hold", call.rawValue)
        case .resume(let call): ("resume", call.rawValue)
        case .mute(let call, let mutes): (mutes ? "mute" : "unmute", call.rawValue)
        // They may be a customer's secret.
        case .sendDigits(let call, let digits): ("sendDigits", "\(call), \(digits)")
        case .transfer(_, let target): ("transfer", target.audited)
        case .consult(_, let target, let joins):
            (joins ? "addParticipant" : "consult", target.audited)
        case .direct(let call, let participant, let wish):
            ("participant", "\(call), \(participant), \(wish.rawValue)")
        case .supervise(let call, let mode, let phone, _):
            ("supervise", "\(call), \(mode.rawValue), \(phone.audited)")
        case .changeSupervision(let call, let supervision, let mode):
            ("changeSupervision", "\(call), \(supervision), \(mode.rawValue)")
        case .stopSupervision(let call, let supervision):
            ("stopSupervision", "\(call), \(supervision)")
        case .startRecording(let call): ("startRecording", call.rawValue)
        case .pauseRecording(let call, let recording, let pauses):
            (pauses ? "pauseRecording" : "resumeRecording", "\(call), \(recording)")
        case .stopRecording(let call, let recording):
            ("stopRecording", "\(call), \(recording)")
        case .completeWrapUp: ("completeWrapUp", nil)
        case .administer(let change, let applyNow):
            (
                change.isRemoval ? "removeFromDirectory" : "changeDirectory",
                change.name + (applyNow ? ", applyNow" : "")
            )
        }
    }
}

extension Workplace {
    /// What was asked for may be anything.
    fileprivate var audited: String { "\(kind.rawValue) \(PlainText.oneLine(address, atMost: 80))" }
}

extension TransferTarget {
    /// What was asked for may be anything.
    fileprivate var audited: String {
        switch self {
        case .destination(let place): PlainText.oneLine(place.address, atMost: 80)
        case .agent(let agent): "agent \(PlainText.oneLine(agent.rawValue, atMost: 80))"
        }
    }
}

extension CallOrder {
    /// What was asked for may be anything.
    fileprivate var audited: String {
        PlainText.oneLine(destination.address, atMost: 80)
            + (callerID.map { " as \(PlainText.oneLine($0, atMost: 80))" } ?? "")
    }
}

extension Refusal {
    fileprivate var audited: String {
        switch self {
        case .destinationNotAllowed(let fault), .calleeNotAllowed(let fault):
            "\(caseName(self)), \(fault.rawValue)"
        default: caseName(self)
        }
    }
}

extension Answer {
    fileprivate var audited: String {
        switch self {
        case .done: "done"
        case .loggedIn(let session, let isNew): isNew ? "session \(session)" : "done"
        case .dialing(let attempt): "attempt \(attempt)"
        case .wrongPIN(let left): "wrongPin, \(left) left"
        case .accepted(let call), .calling(let call): "call \(call)"
        case .offered(let offer): "offer \(offer)"
        case .consulting(let participant): "participant \(participant)"
        case .supervising(let supervision): "supervision \(supervision)"
        case .recording(let recording): "recording \(recording)"
        case .administered(let outcome):
            "done, applied to \(outcome.appliedTo.count), waits for \(outcome.waitingFor.count)"
        }
    }
}

extension Notice.Content {
    /// Each notice is written down before it is acted upon, so reflection would be felt at every Accept.
    var name: String {
        switch self {
        case .statusChanged: "statusChanged"
        case .connectionDialing: "connectionDialing"
        case .connectionRinging: "connectionRinging"
        case .connectionVerifying: "connectionVerifying"
        case .connectionPINRejected: "connectionPINRejected"
        case .connectionPINLocked: "connectionPINLocked"
        case .connectionPINUnlocked: "connectionPINUnlocked"
        case .connectionOpened: "connectionOpened"
        case .connectionClosed: "connectionClosed"
        case .connectionUnhealthy: "connectionUnhealthy"
        case .connectionRecovered: "connectionRecovered"
        case .connectionExpiring: "connectionExpiring"
        case .connectionRenewed: "connectionRenewed"
        case .settingsSaved: "settingsSaved"
        case .workplaceReverted: "workplaceReverted"
        case .workplaceEntered: "workplaceEntered"
        case .workplaceValidated: "workplaceValidated"
        case .openNotice: "openNotice"
        case .lostNotice: "lostNotice"
        case .offerCreated: "offerCreated"
        case .offerAccepted: "offerAccepted"
        case .offerRejected: "offerRejected"
        case .offerTimedOut: "offerTimedOut"
        case .offerCanceled: "offerCanceled"
        case .offerFailed: "offerFailed"
        case .customerWaiting: "customerWaiting"
        case .customerLeft: "customerLeft"
        case .callCreated: "callCreated"
        case .callDialing: "callDialing"
        case .callRinging: "callRinging"
        case .callConnecting: "callConnecting"
        case .callConnected: "callConnected"
        case .callEnded: "callEnded"
        case .callHeld: "callHeld"
        case .callResumed: "callResumed"
        case .callMuted: "callMuted"
        case .callUnmuted: "callUnmuted"
        case .callCustomerLeft: "callCustomerLeft"
        case .thirdParty(.wanted, _, _): "participantWanted"
        case .thirdParty(.dialing, _, _): "participantDialing"
        case .thirdParty(.ringing, _, _): "participantRinging"
        case .thirdParty(.connected, _, _): "participantConnected"
        case .thirdParty(.held, _, _): "participantHeld"
        case .thirdParty(.resumed, _, _): "participantResumed"
        case .thirdParty(.joined, _, _): "participantJoined"
        case .thirdParty(.left, _, _): "participantLeft"
        case .supervision(.dialing, _, _): "supervisionDialing"
        case .supervision(.ringing, _, _): "supervisionRinging"
        case .supervision(.connecting, _, _): "supervisionConnecting"
        case .supervision(.started, _, _): "supervisionStarted"
        case .supervision(.changed, _, _): "supervisionChanged"
        case .supervision(.ended, _, _): "supervisionEnded"
        case .recording(.started, _, _): "recordingStarted"
        case .recording(.paused, _, _): "recordingPaused"
        case .recording(.resumed, _, _): "recordingResumed"
        case .recording(.ended(.failed), _, _): "recordingFailed"
        case .recording(.ended, _, _): "recordingStopped"
        case .wrapUpStarted: "wrapUpStarted"
        case .wrapUpEnded: "wrapUpEnded"
        }
    }

    fileprivate var audited: String? {
        switch self {
        case .statusChanged(let view): "\(view.status.rawValue), \(view.reason)"
        case .connectionDialing(let id), .connectionRinging(let id),
            .connectionVerifying(let id, _), .connectionOpened(let id), .openNotice(let id):
            id.rawValue
        case .connectionPINRejected(let id, let left): "\(id), \(left) left"
        case .connectionPINLocked, .connectionPINUnlocked: nil
        case .settingsSaved(let mode, let autoAnswer): "\(mode.rawValue), autoAnswer \(autoAnswer)"
        case .workplaceReverted(let place), .workplaceEntered(let place),
            .workplaceValidated(let place):
            place.audited
        case .connectionUnhealthy(let id, let why): "\(id), \(why.rawValue)"
        case .connectionRecovered(let id), .connectionExpiring(let id, _),
            .connectionRenewed(let id):
            id.rawValue
        case .connectionClosed(let id, let reason), .lostNotice(let id, let reason):
            "\(id), \(reason.rawValue)"
        case .offerCreated(let offer), .offerAccepted(let offer), .offerRejected(let offer),
            .offerTimedOut(let offer), .offerCanceled(let offer), .offerFailed(let offer):
            offer.id.rawValue
        case .customerWaiting(let waiting): waiting.id.rawValue
        case .customerLeft(let waiting, let end): "\(waiting.id), \(end.rawValue)"
        case .callCreated(let call), .callDialing(let call), .callRinging(let call),
            .callConnecting(let call), .callConnected(let call), .callHeld(let call),
            .callResumed(let call), .callMuted(let call), .callUnmuted(let call),
            .callCustomerLeft(let call):
            call.id.rawValue
        case .thirdParty(let news, let third, let call):
            [call.id.rawValue, third.id.rawValue, news.end?.rawValue].compactMap(\.self)
                .joined(separator: ", ")
        case .supervision(let news, let supervision, let call):
            [
                call.id.rawValue, supervision.id.rawValue, supervision.inForce?.rawValue,
                news.end?.rawValue,
            ].compactMap(\.self).joined(separator: ", ")
        case .recording(let news, let recording, let call):
            [call.id.rawValue, recording.id.rawValue, news.end?.rawValue].compactMap(\.self)
                .joined(separator: ", ")
        case .callEnded(let call):
            "\(call.id), \(call.end?.rawValue ?? "")"
        case .wrapUpStarted(let wrapUp), .wrapUpEnded(let wrapUp): wrapUp.call.rawValue
        }
    }
}
