internal import ConnectionMode

/// What can be done with an agent, in the API's words.
enum AllowedAction: String, Encodable, CaseIterable, Sendable {
    case logIn, setStatus, logOut, openConnection, closeConnection, confirmPin
    case acceptOffer, rejectOffer, placeCall, hangUp, hold, resume, mute, unmute, sendDigits
    case transfer, consult, addParticipant, swapTransfer, joinTransfer, completeTransfer
    case cancelTransfer, completeWrapUp, liftPinLock
    case superviseCall, changeSupervision, endSupervision
    case startRecording, pauseRecording, resumeRecording, stopRecording

    var need: Bearer.Need {
        switch self {
        case .logIn, .setStatus, .openConnection, .confirmPin, .acceptOffer, .rejectOffer,
            .placeCall, .hold, .resume, .mute, .unmute, .sendDigits, .transfer, .consult,
            .addParticipant, .swapTransfer, .joinTransfer, .completeTransfer, .completeWrapUp,
            .startRecording, .pauseRecording, .resumeRecording, .stopRecording:
            .act
        case .logOut, .closeConnection, .hangUp, .cancelTransfer: .end
        case .liftPinLock, .superviseCall, .changeSupervision, .endSupervision: .oversee
        }
    }

    /// What it asks of the model in its plainest form: an offer, a call or an attempt is the one that the
    /// agent has now.
    func command(for bearer: Bearer, on key: AgentKey, in model: ConnectionModel) -> Command {
        let session = model.agents[key]
        var (offer, call) = (OfferID("none"), CallID("none"))
        switch session?.engagement {
        case .offered(let id): offer = id
        case .inCall(let id): call = id
        case .free, nil: break
        }
        let participant = model.calls[call]?.third?.id ?? ParticipantID("none")
        let supervision = model.calls[call]?.supervision?.id ?? SupervisionID("none")
        let recording = model.calls[call]?.recording?.id ?? RecordingID("none")
        let nowhere = TransferTarget.destination(Workplace(kind: .endpoint, address: ""))
        return switch self {
        case .logIn: .logIn(key, resuming: nil)
        case .setStatus: .setStatus(key, .onBreak, reason: nil)
        case .logOut: .logOut(key)
        case .openConnection: .openConnection(key)
        case .closeConnection: .closeConnection(key, by: bearer.closer)
        case .confirmPin:
            .confirmPIN(key, session?.connection.attempt?.id ?? AttemptID("none"), .right)
        case .acceptOffer: .accept(offer)
        case .rejectOffer: .reject(offer)
        // Whom it would be to is another question.
        case .placeCall: .placeCall(key, CallOrder(to: Workplace(kind: .endpoint, address: "")))
        case .hangUp: .hangUp(call)
        case .hold: .hold(call)
        case .resume: .resume(call)
        case .mute: .mute(call, true)
        case .unmute: .mute(call, false)
        case .sendDigits: .sendDigits(call, .plainest)
        case .transfer: .transfer(call, to: nowhere)
        case .consult: .consult(call, nowhere, joins: false)
        case .addParticipant: .consult(call, nowhere, joins: true)
        case .swapTransfer: .direct(call, participant, .swap)
        case .joinTransfer: .direct(call, participant, .join)
        case .completeTransfer: .direct(call, participant, .complete)
        case .cancelTransfer: .direct(call, participant, .dismiss)
        case .startRecording: .startRecording(call)
        case .pauseRecording: .pauseRecording(call, recording, true)
        case .resumeRecording: .pauseRecording(call, recording, false)
        case .stopRecording: .stopRecording(call, recording)
        case .completeWrapUp: .completeWrapUp(key)
        case .liftPinLock: .liftPINLock(key)
        case .superviseCall:
            .supervise(
                call, .monitor, from: Workplace(kind: .endpoint, address: ""),
                by: bearer.supervisor)
        case .changeSupervision: .changeSupervision(call, supervision, .monitor)
        case .endSupervision: .stopSupervision(call, supervision)
        }
    }
}

/// What cannot be done with an agent now, and why.
struct RefusedAction: Encodable, Hashable, Sendable {
    let action: AllowedAction
    let code: ProblemCode
}

/// What a token could do with an agent now: each action that its role has at all is tried on a model of that
/// agent, so that what is said here is what would happen.
///
/// Actions that the role never has are in neither list. Nor is the lifting of a lock that is not there: it
/// is not refused, and does nothing.
struct Actions: Hashable, Sendable {
    private(set) var allowed: [AllowedAction] = []
    private(set) var refused: [RefusedAction] = []

    init(
        for bearer: Bearer, on key: AgentKey, in model: ConnectionModel, at now: Instant
    ) {
        guard model.directory.profile(of: key) != nil else { return }
        var trial = model.narrowed(to: key)
        // So that rolling back leads here, whatever is under way.
        trial.keep(isStored: false)
        for action in AllowedAction.allCases where bearer.may(action.need, on: key) {
            if action == .liftPinLock, model.limits[key]?.lockedAt == nil { continue }
            let command = action.command(for: bearer, on: key, in: model)
            do throws(Refusal) {
                _ = try trial.perform(command, at: now, chance: Nonce(high: 0, low: 0))
                trial.rollBack()
                allowed.append(action)
            } catch .workplaceNotApproved where action == .superviseCall {
                // By which phone is another question.
                allowed.append(action)
            } catch {
                refused.append(RefusedAction(action: action, code: Problem(error).code))
            }
        }
    }
}
