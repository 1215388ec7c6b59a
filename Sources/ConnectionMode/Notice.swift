/// Something that happened and that people are told: the agent, and those who watch them; or whoever sees to the
/// tenant's customers.
public struct Notice: Hashable, Sendable {
    public let subject: Subject
    public let at: Instant
    public let content: Content

    /// Whom it is about.
    public enum Subject: Hashable, Sendable {
        case agent(AgentKey)
        case tenant(TenantID)
    }

    public var tenant: TenantID {
        switch subject {
        case .agent(let key): key.tenant
        case .tenant(let tenant): tenant
        }
    }

    /// Nil of what is about no agent in particular.
    public var agent: AgentKey? {
        switch subject {
        case .agent(let key): key
        case .tenant: nil
        }
    }

    public enum Content: Hashable, Sendable {
        case statusChanged(StatusView)
        case connectionDialing(AttemptID)
        case connectionRinging(AttemptID)
        /// Answered: the PIN is being spoken and may be confirmed until `expiresAt`.
        case connectionVerifying(AttemptID, expiresAt: Instant)
        case connectionPINRejected(AttemptID, attemptsLeft: Int)
        /// V5: no connection can be opened until a supervisor lifts it.
        case connectionPINLocked
        case connectionPINUnlocked
        case connectionOpened(AttemptID)
        case connectionClosed(AttemptID, EndReason)
        /// C4: no customer is brought to it until it has recovered.
        case connectionUnhealthy(AttemptID, Unhealth)
        case connectionRecovered(AttemptID)
        /// C5: its trunk ends it then; it is renewed between calls, at a break or a click before.
        case connectionExpiring(AttemptID, at: Instant)
        /// C5: it took the place of one that had to end.
        case connectionRenewed(AttemptID)
        case offerCreated(Offer)
        case offerAccepted(Offer)
        case offerRejected(Offer)
        case offerTimedOut(Offer)
        case offerCanceled(Offer)
        case offerFailed(Offer)
        /// O12: somebody waits for the agent whom a router chooses.
        case customerWaiting(WaitingCustomer)
        /// And does not any more, without having been connected.
        case customerLeft(WaitingCustomer, WaitEnd)
        case callCreated(Call)
        /// The customer is called (O7, O8).
        case callDialing(Call)
        case callRinging(Call)
        case callConnecting(Call)
        case callConnected(Call)
        /// O13a: the customer hears music, and then the agent again.
        case callHeld(Call)
        case callResumed(Call)
        /// O13b: the customer does not hear the agent, and then does again.
        case callMuted(Call)
        case callUnmuted(Call)
        case callEnded(Call)
        /// O13e, O13f: of somebody whom the agent brings into a call.
        case thirdParty(ThirdPartyNews, ThirdParty, of: Call)
        /// O13g: of who supervises a call. The agent is not told.
        case supervision(SupervisionNews, Supervision, of: Call)
        /// O13e: the customer has hung up, and the agent goes on talking with whom they brought in.
        case callCustomerLeft(Call)
        /// O13h: of a recording of the call.
        case recording(RecordingNews, Recording, of: Call)
        /// O11: no other call is offered until its end.
        case wrapUpStarted(WrapUp)
        case wrapUpEnded(WrapUp)
        /// M3: the agent's phone settings were changed; the mode and auto answer as they are now.
        case settingsSaved(ConnectionMode, autoAnswer: Bool)
        /// P7: the workplace that was chosen was not validated; the agent is called here again.
        case workplaceReverted(Workplace)
        /// P9: the agent, and nobody else, says that they are called here.
        case workplaceEntered(Workplace)
        /// P9: the PIN that was heard at this workplace was confirmed.
        case workplaceValidated(Workplace)
        /// M1: the connection is open.
        case openNotice(AttemptID)
        /// M4: the connection was lost or closed and can be re-opened.
        case lostNotice(AttemptID, EndReason)
    }
}
