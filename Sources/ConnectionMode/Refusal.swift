/// Why a command cannot be done now. Nothing has changed.
public enum Refusal: Error, Hashable, Sendable {
    case tenantUnknown
    case groupUnknown
    case agentUnknown
    /// A tenant that still has agents or groups cannot be taken out.
    case tenantNotEmpty
    /// A group that agents are in cannot be taken out.
    case groupNotEmpty
    /// Another one's id is the same but for its case.
    case idTooAlike
    /// As many as are kept are there.
    case directoryFull
    case notLoggedIn
    /// Another log-in session of this agent is running (S8).
    case alreadyLoggedIn
    /// P2: the policy does not allow persistent mode.
    case persistentNotEnabled
    /// The agent's mode is on demand: there is no connection to open.
    case modeIsOnDemand
    /// P3: the policy does not let agents change this setting.
    case settingNotPermitted
    /// P4: what would follow was not confirmed.
    case confirmationRequired([SettingsConsequence])
    /// P4, P9: going to persistent mode, and proving a workplace, need Work offline.
    case mustWorkOffline
    /// The tenant has other reasons for a break.
    case breakReasonUnknown
    /// S5: not during a call.
    case inCall
    case connectionNotOpen
    /// Nothing to close.
    case connectionAlreadyClosed
    case connectionAlreadyOpen
    /// V5: too many wrong PINs; a supervisor lifts it.
    case pinLocked
    /// V9: too many dials; the next may be asked for then.
    case dialRateLimited(until: Instant)
    /// V9: the tenant's policy does not let its agents be called there.
    case destinationNotAllowed(DestinationFault)
    /// P9: another agent's connection stands on this workplace, or is being opened to it.
    case workplaceInUse
    /// P9: no administrator approved this workplace for the agent, who may not enter any.
    case workplaceNotApproved
    /// P9: nobody has proven yet that the agent is at this workplace, and no connection will.
    case workplaceNotValidated
    /// C7: the trunk has as many legs as it may.
    case trunkFull
    /// A validation call is under way already.
    case attemptUnderWay(AttemptID)
    /// The attempt that was named is over (V4).
    case attemptIsOver(AttemptID)
    /// The validation call is not answered yet, so no PIN has been spoken.
    case pinNotSpokenYet(AttemptID)
    /// O3: the offer rings the agent's phone, and is accepted there.
    case answerOnPhone
    /// An offer waits for the agent's answer.
    case offerPending
    /// O12: nobody of this name waits.
    case customerUnknown
    /// O12: an agent is being asked about the customer.
    case customerIsOffered(OfferID)
    /// O14: the agent cannot be offered a call now.
    case agentNotAvailable
    /// O14: the customer is on the line, and the agent may not reject them.
    case mustAccept
    /// O7: the tenant's policy does not let its agents call there.
    case calleeNotAllowed(DestinationFault)
    /// The agent would call their own phone.
    case ownPhone
    /// The tenant does not let its agents show this caller.
    case callerIDNotAllowed
    case offerUnknown
    /// O5: somebody or something else was first.
    case offerNotPending(OfferState)
    case callUnknown
    case callIsOver
    /// C4: the agent's phone has put us on hold.
    case phoneOnHold
    /// C4: the agent's phone gives no sign of life.
    case connectionUnhealthy
    /// The two are not together yet.
    case callNotConnected
    /// O13: the customer hears music.
    case callIsHeld
    /// O13e, O13f: somebody is being brought into the call, or is in it.
    case consultUnderWay
    /// O13e, O13f: there is nobody of this name in the call.
    case participantUnknown
    /// O13e, O13f: they have not answered yet.
    case participantNotConnected
    /// O13g: somebody supervises the call already.
    case supervisionUnderWay
    /// O13g: nobody of this name supervises the call.
    case supervisionUnknown
    /// O13d: the dialplan has no place for this customer.
    case transferNotPossible
    /// O13h: the policy does not let these calls be recorded.
    case recordingOff
    /// O13h: the policy wants all of these calls to be recorded.
    case recordingRequired
    case alreadyRecording
    case notRecording
    /// O13h: the call's recording has another name.
    case recordingUnknown
    /// O11: there is no wrap-up to be ended.
    case notWrappingUp
    /// The PBX cannot be reached or is still being surveyed.
    case phoneSystemAway
}
