/// What went wrong, in words that programs can rely on.
enum ProblemCode: String, Encodable, CaseIterable, Sendable {
    // What the request lacks.
    case tokenMissing, tokenInvalid, tokenExpired, forbidden
    case notFound, methodNotAllowed, tenantUnknown, agentUnknown, offerUnknown, callUnknown
    case groupUnknown
    case malformedBody, unknownKey, invalidValue, malformedPin, invalidParameter
    case bodyTooLarge, unsupportedMediaType, requestTimedOut
    case malformedRequest, uriTooLong, headersTooLarge
    case malformedIdempotencyKey, idempotencyKeyReused, idempotencyInProgress
    // What cannot be now.
    case notLoggedIn, alreadyLoggedIn, persistentNotEnabled, modeIsOnDemand, inCall
    case settingNotPermitted, confirmationRequired, mustWorkOffline, answerOnPhone
    case connectionNotOpen, connectionAlreadyClosed, connectionAlreadyOpen
    case attemptUnderWay, attemptIsOver, pinNotSpokenYet
    case pinLocked, dialRateLimited, destinationNotAllowed, workplaceInUse
    case workplaceNotApproved, workplaceNotValidated
    case offerPending, offerNotPending, callIsOver, phoneOnHold, trunkFull, callNotConnected,
        callIsHeld, transferNotPossible,
        consultUnderWay, participantUnknown, participantNotConnected,
        supervisionUnderWay, supervisionUnknown,
        recordingOff, recordingRequired, alreadyRecording, notRecording, recordingUnknown,
        recordingUnderWay, recordingFileMissing,
        notWrappingUp,
        ownPhone, callerIdNotAllowed, connectionUnhealthy
    case agentNotAvailable, mustAccept, customerUnknown, customerIsOffered
    case wrongPin
    case tenantNotEmpty, groupNotEmpty, idTooAlike, directoryFull, directoryIsFile
    case invalidSettings, breakReasonUnknown
    case tooManyStreams, rateLimited, tooManyFetches
    // What the service cannot do now.
    case phoneSystemAway, overloaded, storeUnavailable, stopping, standby, internalError

    /// The same for each code, whatever the case.
    var title: String {
        switch self {
        case .tokenMissing: "A token is needed"
        case .tokenInvalid: "The token is not valid"
        case .tokenExpired: "The token has expired"
        case .forbidden: "The token does not allow this"
        case .notFound: "There is nothing here"
        case .methodNotAllowed: "This cannot be done here"
        case .tenantUnknown: "There is no such tenant"
        case .agentUnknown: "There is no such agent"
        case .offerUnknown: "There is no such offer"
        case .callUnknown: "There is no such call"
        case .groupUnknown: "There is no such group"
        case .malformedBody: "The body cannot be read"
        case .unknownKey: "The body has an unknown key"
        case .invalidValue: "A value is not one of those allowed"
        case .malformedPin: "This cannot be a PIN"
        case .invalidParameter: "A parameter of the query is not valid"
        case .bodyTooLarge: "The body is too large"
        case .unsupportedMediaType: "The body is not JSON"
        case .requestTimedOut: "The request came too slowly"
        case .malformedRequest: "The request cannot be read"
        case .uriTooLong: "The path and query are too long"
        case .headersTooLarge: "The headers are too large"
        case .malformedIdempotencyKey: "The Idempotency-Key cannot be one"
        case .idempotencyKeyReused: "The Idempotency-Key was used for another request"
        case .idempotencyInProgress: "The same request is being answered"
        case .notLoggedIn: "The agent is not logged in"
        case .alreadyLoggedIn: "The agent is logged in elsewhere"
        case .persistentNotEnabled: "Persistent mode is not enabled"
        case .modeIsOnDemand: "The connection mode is on demand"
        case .settingNotPermitted: "Agents may not change this setting"
        case .confirmationRequired: "The change has to be confirmed"
        case .mustWorkOffline: "The agent has to work offline"
        case .answerOnPhone: "The offer rings the agent's phone"
        case .inCall: "The agent is in a call"
        case .connectionNotOpen: "The connection is not open"
        case .connectionAlreadyClosed: "The connection is closed already"
        case .connectionAlreadyOpen: "The connection is open already"
        case .attemptUnderWay: "A validation call is under way"
        case .attemptIsOver: "That validation call is over"
        case .pinNotSpokenYet: "No PIN has been spoken yet"
        case .pinLocked: "Too many wrong PINs"
        case .dialRateLimited: "Too many calls to the phone"
        case .destinationNotAllowed: "The destination may not be called"
        case .workplaceInUse: "The workplace is in use"
        case .workplaceNotApproved: "The workplace is not approved"
        case .workplaceNotValidated: "The workplace is not validated"
        case .offerNotPending: "The offer is not pending any more"
        case .callIsOver: "The call is over"
        case .phoneOnHold: "The phone is on hold"
        case .connectionUnhealthy: "The phone gives no sign of life"
        case .trunkFull: "The trunk is full"
        case .callNotConnected: "The call is not connected yet"
        case .callIsHeld: "The call is on hold"
        case .consultUnderWay: "Somebody is being brought into the call"
        case .participantUnknown: "There is nobody of this id in the call"
        case .participantNotConnected: "They have not answered yet"
        case .supervisionUnderWay: "Somebody supervises the call already"
        case .supervisionUnknown: "Nobody supervises the call by this id"
        case .transferNotPossible: "The customer cannot be sent on"
        case .recordingOff: "Calls are not recorded here"
        case .recordingRequired: "All calls are recorded here"
        case .alreadyRecording: "The call is being recorded"
        case .notRecording: "The call is not being recorded"
        case .recordingUnknown: "There is no such recording"
        case .recordingUnderWay: "The recording is not over"
        case .recordingFileMissing: "The recording's file is not there"
        case .notWrappingUp: "The agent is not wrapping up"
        case .offerPending: "An offer is pending"
        case .ownPhone: "It is the agent's own phone"
        case .customerUnknown: "No such customer waits"
        case .customerIsOffered: "The customer is being offered"
        case .agentNotAvailable: "The agent is not available"
        case .mustAccept: "The offer must be accepted"
        case .callerIdNotAllowed: "The caller may not be shown"
        case .wrongPin: "The PIN is wrong"
        case .tenantNotEmpty: "The tenant has agents or groups"
        case .groupNotEmpty: "Agents are in the group"
        case .idTooAlike: "The id is too much like another"
        case .directoryFull: "The directory is full"
        case .breakReasonUnknown: "The reason is not one of the tenant's"
        case .invalidSettings: "The settings cannot be these"
        case .directoryIsFile: "The directory is kept in a file"
        case .tooManyStreams: "Too many event streams"
        case .rateLimited: "Too many requests"
        case .tooManyFetches: "Too many recordings are being fetched"
        case .phoneSystemAway: "The phone system is away"
        case .overloaded: "Too much is waiting"
        case .storeUnavailable: "The store cannot be used"
        case .stopping: "The service is stopping"
        case .standby: "Another one serves"
        case .internalError: "Something went wrong here"
        }
    }
}
