extension Refusal: Transcribed {
    var transcribed: TranscriptValue {
        switch self {
        case .confirmationRequired(let consequences):
            refusal("confirmationRequired", ["consequences": consequences])
        case .dialRateLimited(let until): refusal("dialRateLimited", ["untilMilliseconds": until])
        case .destinationNotAllowed(let fault):
            refusal("destinationNotAllowed", ["fault": fault])
        case .calleeNotAllowed(let fault): refusal("calleeNotAllowed", ["fault": fault])
        case .attemptUnderWay(let attempt): refusal("attemptUnderWay", ["attempt": attempt])
        case .attemptIsOver(let attempt): refusal("attemptIsOver", ["attempt": attempt])
        case .pinNotSpokenYet(let attempt): refusal("pinNotSpokenYet", ["attempt": attempt])
        case .offerNotPending(let state): refusal("offerNotPending", ["state": state])
        case .tenantUnknown: refusal("tenantUnknown")
        case .groupUnknown: refusal("groupUnknown")
        case .agentUnknown: refusal("agentUnknown")
        case .tenantNotEmpty: refusal("tenantNotEmpty")
        case .groupNotEmpty: refusal("groupNotEmpty")
        case .idTooAlike: refusal("idTooAlike")
        case .directoryFull: refusal("directoryFull")
        case .notLoggedIn: refusal("notLoggedIn")
        case .alreadyLoggedIn: refusal("alreadyLoggedIn")
        case .persistentNotEnabled: refusal("persistentNotEnabled")
        case .modeIsOnDemand: refusal("modeIsOnDemand")
        case .settingNotPermitted: refusal("settingNotPermitted")
        case .mustWorkOffline: refusal("mustWorkOffline")
        case .breakReasonUnknown: refusal("breakReasonUnknown")
        case .inCall: refusal("inCall")
        case .connectionNotOpen: refusal("connectionNotOpen")
        case .connectionAlreadyClosed: refusal("connectionAlreadyClosed")
        case .connectionAlreadyOpen: refusal("connectionAlreadyOpen")
        case .phoneOnHold: refusal("phoneOnHold")
        case .connectionUnhealthy: refusal("connectionUnhealthy")
        case .trunkFull: refusal("trunkFull")
        case .pinLocked: refusal("pinLocked")
        case .workplaceInUse: refusal("workplaceInUse")
        case .workplaceNotApproved: refusal("workplaceNotApproved")
        case .workplaceNotValidated: refusal("workplaceNotValidated")
        case .answerOnPhone: refusal("answerOnPhone")
        case .offerPending: refusal("offerPending")
        case .customerUnknown: refusal("customerUnknown")
        case .customerIsOffered(let offer): refusal("customerIsOffered", ["offer": offer])
        case .agentNotAvailable: refusal("agentNotAvailable")
        case .mustAccept: refusal("mustAccept")
        case .ownPhone: refusal("ownPhone")
        case .callerIDNotAllowed: refusal("callerIDNotAllowed")
        case .offerUnknown: refusal("offerUnknown")
        case .callUnknown: refusal("callUnknown")
        case .callIsOver: refusal("callIsOver")
        case .callNotConnected: refusal("callNotConnected")
        case .callIsHeld: refusal("callIsHeld")
        case .consultUnderWay: refusal("consultUnderWay")
        case .participantUnknown: refusal("participantUnknown")
        case .participantNotConnected: refusal("participantNotConnected")
        case .transferNotPossible: refusal("transferNotPossible")
        case .notWrappingUp: refusal("notWrappingUp")
        case .phoneSystemAway: refusal("phoneSystemAway")
        }
    }

    private func refusal(
        _ code: String, _ members: KeyValuePairs<String, (any Transcribed)?> = [:]
    ) -> TranscriptValue {
        TranscriptValue("refusal", code, members)
    }
}
