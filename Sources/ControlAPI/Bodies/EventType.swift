internal import ConnectionMode
internal import Orchestration

/// What kind of thing an event tells: `<what it is about>.<what happened>`.
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
    case connectionUnhealthy = "connection.unhealthy"
    case connectionRecovered = "connection.recovered"
    case connectionExpiring = "connection.expiring"
    case connectionRenewed = "connection.renewed"
    case workplaceEntered = "workplace.entered"
    case workplaceValidated = "workplace.validated"
    case offerCreated = "offer.created"
    case offerAccepted = "offer.accepted"
    case offerRejected = "offer.rejected"
    case offerTimedOut = "offer.timedOut"
    case offerCanceled = "offer.canceled"
    case offerFailed = "offer.failed"
    case customerWaiting = "customer.waiting"
    case customerLeft = "customer.left"
    case callCreated = "call.created"
    case callDialing = "call.dialing"
    case callRinging = "call.ringing"
    case callConnecting = "call.connecting"
    case callConnected = "call.connected"
    case callEnded = "call.ended"
    case callHeld = "call.held"
    case callResumed = "call.resumed"
    case callMuted = "call.muted"
    case callUnmuted = "call.unmuted"
    case callCustomerLeft = "call.customerLeft"
    case participantWanted = "participant.wanted"
    case participantDialing = "participant.dialing"
    case participantRinging = "participant.ringing"
    case participantConnected = "participant.connected"
    case participantHeld = "participant.held"
    case participantResumed = "participant.resumed"
    case participantJoined = "participant.joined"
    case participantLeft = "participant.left"
    case supervisionDialing = "supervision.dialing"
    case supervisionRinging = "supervision.ringing"
    case supervisionConnecting = "supervision.connecting"
    case supervisionStarted = "supervision.started"
    case supervisionChanged = "supervision.changed"
    case supervisionEnded = "supervision.ended"
    case recordingStarted = "recording.started"
    case recordingPaused = "recording.paused"
    case recordingResumed = "recording.resumed"
    case recordingStopped = "recording.stopped"
    case recordingFailed = "recording.failed"
    case wrapUpStarted = "wrapUp.started"
    case wrapUpEnded = "wrapUp.ended"
    case noticeConnectionOpened = "notice.connectionOpened"
    case noticeConnectionLost = "notice.connectionLost"
    case noticeSettingsSaved = "notice.settingsSaved"
    case noticeWorkplaceReverted = "notice.workplaceReverted"
    case serviceDegraded = "service.degraded"
    case serviceRestored = "service.restored"

    /// What it is about: `offer` of `offer.created`.
    var family: Substring { rawValue.prefix { $0 != "." } }

    init(_ content: Posting.Content) {
        switch content {
        case .notice(let notice): self.init(notice.content)
        case .serviceDegraded: self = .serviceDegraded
        case .serviceRestored: self = .serviceRestored
        }
    }

    private init(_ content: Notice.Content) {
        switch content {
        case .statusChanged: self = .agentStatusChanged
        case .connectionDialing: self = .connectionDialing
        case .connectionRinging: self = .connectionRinging
        case .connectionVerifying: self = .connectionVerifying
        case .connectionPINRejected: self = .connectionPINRejected
        case .connectionPINLocked: self = .connectionPINLocked
        case .connectionPINUnlocked: self = .connectionPINUnlocked
        case .connectionOpened: self = .connectionOpened
        case .connectionClosed: self = .connectionClosed
        case .connectionUnhealthy: self = .connectionUnhealthy
        case .connectionRecovered: self = .connectionRecovered
        case .connectionExpiring: self = .connectionExpiring
        case .connectionRenewed: self = .connectionRenewed
        case .workplaceEntered: self = .workplaceEntered
        case .workplaceValidated: self = .workplaceValidated
        case .offerCreated: self = .offerCreated
        case .offerAccepted: self = .offerAccepted
        case .offerRejected: self = .offerRejected
        case .offerTimedOut: self = .offerTimedOut
        case .offerCanceled: self = .offerCanceled
        case .offerFailed: self = .offerFailed
        case .customerWaiting: self = .customerWaiting
        case .customerLeft: self = .customerLeft
        case .callCreated: self = .callCreated
        case .callDialing: self = .callDialing
        case .callRinging: self = .callRinging
        case .callConnecting: self = .callConnecting
        case .callConnected: self = .callConnected
        case .callEnded: self = .callEnded
        case .callHeld: self = .callHeld
        case .callResumed: self = .callResumed
        case .callMuted: self = .callMuted
        case .callUnmuted: self = .callUnmuted
        case .callCustomerLeft: self = .callCustomerLeft
        case .thirdParty(.wanted, _, _): self = .participantWanted
        case .thirdParty(.dialing, _, _): self = .participantDialing
        case .thirdParty(.ringing, _, _): self = .participantRinging
        case .thirdParty(.connected, _, _): self = .participantConnected
        case .thirdParty(.held, _, _): self = .participantHeld
        case .thirdParty(.resumed, _, _): self = .participantResumed
        case .thirdParty(.joined, _, _): self = .participantJoined
        case .thirdParty(.left, _, _): self = .participantLeft
        case .supervision(.dialing, _, _): self = .supervisionDialing
        case .supervision(.ringing, _, _): self = .supervisionRinging
        case .supervision(.connecting, _, _): self = .supervisionConnecting
        case .supervision(.started, _, _): self = .supervisionStarted
        case .supervision(.changed, _, _): self = .supervisionChanged
        case .supervision(.ended, _, _): self = .supervisionEnded
        case .recording(.started, _, _): self = .recordingStarted
        case .recording(.paused, _, _): self = .recordingPaused
        case .recording(.resumed, _, _): self = .recordingResumed
        case .recording(.ended(.failed), _, _): self = .recordingFailed
        case .recording(.ended, _, _): self = .recordingStopped
        case .wrapUpStarted: self = .wrapUpStarted
        case .wrapUpEnded: self = .wrapUpEnded
        case .settingsSaved: self = .noticeSettingsSaved
        case .workplaceReverted: self = .noticeWorkplaceReverted
        case .openNotice: self = .noticeConnectionOpened
        case .lostNotice: self = .noticeConnectionLost
        }
    }
}
