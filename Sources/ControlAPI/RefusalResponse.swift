internal import ConnectionMode
internal import HTTPTypes
internal import Hummingbird
internal import Orchestration

extension Problem {
    /// Why a command led to nothing, as it is answered.
    init(_ failure: CommandFailure) {
        switch failure {
        case .refused(let refusal): self.init(refusal)
        case .forbidden: self = .forbidden("Use a token that may do this.")
        case .overloaded:
            self = .unavailable(
                .overloaded, "Nothing was done; try again in a second.", retryAfterSeconds: 1)
        case .storeUnavailable: self = .storeUnavailable
        case .stopping:
            self = .unavailable(
                .stopping, "Nothing was done; try again when the service is back.",
                retryAfterSeconds: 5)
        }
    }

    init(_ refusal: Refusal) {
        switch refusal {
        case .tenantUnknown:
            self.init(.notFound, .tenantUnknown, "Make the tenant first, with PUT.")
        case .groupUnknown:
            self.init(.notFound, .groupUnknown, "Use a group that the groups' list has.")
        case .tenantNotEmpty:
            self.init(.conflict, .tenantNotEmpty, "Remove its agents and its groups first.")
        case .groupNotEmpty:
            self.init(.conflict, .groupNotEmpty, "Put its agents into another group first.")
        case .idTooAlike:
            self.init(
                .conflict, .idTooAlike,
                "Let the id differ from every other in more than its case: queues take them for the same."
            )
        case .directoryFull:
            self.init(
                .conflict, .directoryFull,
                "Remove some first: as many as are kept are there.")
        case .agentUnknown:
            self.init(.notFound, .agentUnknown, "Use an agent that the agents' list has.")
        case .notLoggedIn:
            self.init(.conflict, .notLoggedIn, "Log the agent in first: POST …/session.")
        case .alreadyLoggedIn:
            self.init(
                .conflict, .alreadyLoggedIn,
                "Go on with the running session by naming its id, or send takeOver to end it.")
        case .persistentNotEnabled:
            self.init(
                .conflict, .persistentNotEnabled,
                "Ask an administrator to enable persistent mode in the policy.")
        case .modeIsOnDemand:
            self.init(
                .conflict, .modeIsOnDemand,
                "Nothing is to be opened: the phone rings for each call. Change connectionMode first."
            )
        case .settingNotPermitted:
            self.init(
                .conflict, .settingNotPermitted,
                "Ask an administrator to change it, or to let agents do so.")
        case .confirmationRequired(let consequences):
            self.init(
                .conflict, .confirmationRequired,
                "Show the consequences to the agent, and send \"confirmed\": true to go on.")
            self.consequences = consequences.map(\.rawValue)
        case .mustWorkOffline:
            self.init(
                .conflict, .mustWorkOffline,
                "Set the status to workingOffline, then do it again.")
        case .answerOnPhone:
            self.init(
                .conflict, .answerOnPhone,
                "Answer the phone: it rings for this offer, and accepts it.")
        case .breakReasonUnknown:
            self.init(
                .conflict, .breakReasonUnknown,
                "Give one of the reasons that GET …/break-reasons lists, or none.")
        case .inCall:
            self.init(.conflict, .inCall, "Wait for the call's end, or hang up first.")
        case .connectionNotOpen:
            self.init(.conflict, .connectionNotOpen, "Open the connection first.")
        case .connectionAlreadyClosed:
            self.init(.conflict, .connectionAlreadyClosed, "There is nothing to close.")
        case .connectionAlreadyOpen:
            self.init(.conflict, .connectionAlreadyOpen, "Go on: the connection stands.")
        case .attemptUnderWay(let id):
            self.init(
                .conflict, .attemptUnderWay,
                "Answer the phone and confirm the PIN, or close the connection to call it off.")
            attemptId = id.rawValue
        case .attemptIsOver:
            self.init(
                .conflict, .attemptIsOver,
                "Read the connection for the attempt under way, or open it for a new PIN.")
        case .pinNotSpokenYet(let id):
            self.init(.conflict, .pinNotSpokenYet, "Answer the phone and listen to the PIN first.")
            attemptId = id.rawValue
        case .pinLocked:
            self.init(
                .conflict, .pinLocked, "Ask a supervisor to lift it: DELETE …/connection/lock.")
        case .dialRateLimited(let until):
            self.init(
                .tooManyRequests, .dialRateLimited, "Nothing was dialled; wait, and open it then.")
            retryAt = until
        case .destinationNotAllowed(let fault):
            self.init(
                .conflict, .destinationNotAllowed,
                "Ask an administrator to look at the workplace: it \(fault.explanation).")
        case .workplaceInUse:
            self.init(
                .conflict, .workplaceInUse,
                "Use another phone, or let the agent who is connected to this one log out.")
        case .workplaceNotApproved:
            self.init(
                .conflict, .workplaceNotApproved,
                "Choose a workplace that an administrator approved, or ask one.")
        case .workplaceNotValidated:
            self.init(
                .conflict, .workplaceNotValidated,
                "Prove it first: POST …/workplace-validations, and confirm the PIN that is heard there."
            )
        case .offerPending:
            self.init(
                .conflict, .offerPending, "Accept or reject the offer first, or wait for its end.")
        case .calleeNotAllowed(let fault):
            self.init(
                .conflict, .destinationNotAllowed,
                "Call somebody else, or ask an administrator: it \(fault.explanation).")
        case .agentNotAvailable:
            self.init(
                .conflict, .agentNotAvailable,
                "Offer it to an agent who is available and has no other offer or call.")
        case .customerUnknown:
            self.init(
                .notFound, .customerUnknown,
                "Let it go: the customer is connected, in the dialplan again, or gone.")
        case .customerIsOffered(let offer):
            self.init(
                .conflict, .customerIsOffered,
                "Wait for the end of offer \(offer): it is told by an event.")
        case .mustAccept:
            self.init(
                .conflict, .mustAccept, "Accept the offer: the customer may not be rejected.")
        case .ownPhone:
            self.init(.conflict, .ownPhone, "Call somebody else: this is the agent's own phone.")
        case .callerIDNotAllowed:
            self.init(
                .conflict, .callerIdNotAllowed,
                "Leave callerId out, or use one of the tenant's policy.outbound.callerIDs.")
        case .offerUnknown:
            self.init(.notFound, .offerUnknown, "Use an offer that the offers' list has.")
        case .offerNotPending(let state):
            self.init(
                .conflict, .offerNotPending, "Let it go: offerState tells what became of it.")
            offerState = state.rawValue
        case .callUnknown:
            self.init(.notFound, .callUnknown, "Use a call that the calls' list has.")
        case .callIsOver:
            self.init(.conflict, .callIsOver, "There is nothing to hang up.")
        case .phoneOnHold:
            self.init(
                .conflict, .phoneOnHold, "Take the call on the agent's phone off hold first.")
        case .connectionUnhealthy:
            self.init(
                .conflict, .connectionUnhealthy,
                "See to the agent's phone and its network; or close the connection and open it again."
            )
        case .trunkFull:
            self.init(
                .conflict, .trunkFull,
                "Wait until others hang up; the operator says how many may be called at once.")
        case .callNotConnected:
            self.init(.conflict, .callNotConnected, "Wait until it is connected.")
        case .callIsHeld:
            self.init(.conflict, .callIsHeld, "Resume it first.")
        case .transferNotPossible:
            self.init(
                .conflict, .transferNotPossible,
                "Ask the other one first, with kind consult. Whom an agent called can be sent on where "
                    + "policy.outbound.agentLostContext is set.")
        case .consultUnderWay:
            self.init(
                .conflict, .consultUnderWay,
                "Complete or cancel that first; to change between the two, swap.")
        case .participantUnknown:
            self.init(
                .notFound, .participantUnknown,
                "Use the id of the call's participant; they may have left.")
        case .participantNotConnected:
            self.init(
                .conflict, .participantNotConnected,
                "Wait until they have answered, or cancel.")
        case .supervisionUnderWay:
            self.init(
                .conflict, .supervisionUnderWay,
                "One supervisor can take part in a call: end that supervision first.")
        case .supervisionUnknown:
            self.init(
                .notFound, .supervisionUnknown,
                "Use the id of the call's supervision; it may have ended.")
        case .recordingOff:
            self.init(
                .conflict, .recordingOff, "Ask an administrator, whose policy says recording.")
        case .recordingRequired:
            self.init(
                .conflict, .recordingRequired,
                "Pause it for what may not be in it; it ends with the call.")
        case .alreadyRecording:
            self.init(.conflict, .alreadyRecording, "Go on, or stop the one that the call has.")
        case .notRecording:
            self.init(.conflict, .notRecording, "Start one first: POST …/recordings.")
        case .recordingUnknown:
            self.init(
                .notFound, .recordingUnknown, "Use the id of the call's recording.")
        case .notWrappingUp:
            self.init(.conflict, .notWrappingUp, "There is nothing to complete.")
        case .phoneSystemAway:
            self = .unavailable(
                .phoneSystemAway,
                "Nothing was done; try again, and see /readyz for the reason.",
                retryAfterSeconds: 2)
        }
    }
}
