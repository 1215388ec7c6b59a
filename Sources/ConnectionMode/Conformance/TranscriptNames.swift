/// The names of inputs, goals and notices in transcripts. They stay as they are, whatever the code
/// calls things, for other implementations read them; and a test finds any that no scenario has.
extension ConformanceKit {
    /// Of all commands.
    package static let commandNames = CommandName.allCases.map(\.rawValue)
    /// Of all observations.
    package static let observationNames = ObservationName.allCases.map(\.rawValue)
    /// Of all goals.
    package static let goalNames = GoalName.allCases.map(\.rawValue)
    /// Of all notices.
    package static let noticeNames = NoticeName.allCases.map(\.rawValue)

    enum CommandName: String, CaseIterable, Transcribed {
        case logIn, logOut, setStatus, openConnection, closeConnection, confirmPIN, changeSettings
        case validateWorkplace, liftPINLock, accept, reject, placeCall, offerCall, hangUp
        case administer, completeWrapUp, hold, resume, mute, sendDigits, transfer
        case offerCustomer, releaseCustomer, consult, direct
        case supervise, changeSupervision, stopSupervision
        case startRecording, pauseRecording, stopRecording
    }

    enum ObservationName: String, CaseIterable, Transcribed {
        case legRinging, legAnswered, legMade, legUp, legGone, legEntered, dialFailed, legNotFound
        case parkFailed, waitFailed, connectFailed, customerArrived, agentHeard, consoleSeen
        case ringTimeOver, linkLost, surveyed, legMuted, legHeld, customerWaits
        case supervisionFailed
        case recordingBegan, recordingSeen, recordingOver, recordingFailed
        case contactSeen, contactFound, mediaSeen, promptOver
    }

    enum GoalName: String, CaseIterable, Transcribed {
        case dial, dialOut, stopRinging, find, speakPIN, park, prepare, keepWaiting, connect, hangUp
        case release, dissolve, watch, standing, standings, mute, sendDigits, findHold, markRecord,
            transfer, supervise, stopListening, record, pauseRecording, stopRecording, findRecording
        case findContact, countPackets, announce
    }

    enum NoticeName: String, CaseIterable, Transcribed {
        case statusChanged, connectionDialing, connectionRinging, connectionVerifying
        case connectionPINRejected, connectionPINLocked, connectionPINUnlocked, connectionOpened
        case connectionClosed, offerCreated, offerAccepted, offerRejected, offerTimedOut
        case offerCanceled, offerFailed, callCreated, callDialing, callRinging, callConnecting
        case callConnected, callEnded, settingsSaved, workplaceReverted, workplaceEntered
        case workplaceValidated, openNotice, lostNotice, wrapUpStarted, wrapUpEnded
        case connectionUnhealthy, connectionRecovered, connectionExpiring, connectionRenewed
        case callHeld, callResumed, callMuted, callUnmuted, customerWaiting, customerLeft
        case thirdParty, callCustomerLeft, supervision, recording
    }
}
