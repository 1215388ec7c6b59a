/// What a person, or a program for a person, asks for. A command may be refused.
public enum Command: Hashable, Sendable {
    /// Starts a session (S1). With the id of the running session it changes nothing; `takingOver` ends
    /// a running one, with its connection, first (S8).
    case logIn(AgentKey, resuming: SessionID?, takingOver: Bool = false)
    /// Ends the session and its connection (S5).
    case logOut(AgentKey, LogOutTime = .ifFree)
    /// Asks for a status; `available` places the validation call when none stands (S2–S4).
    case setStatus(AgentKey, RequestedStatus, reason: String?)
    /// Opens, or re-opens, the connection (S7).
    case openConnection(AgentKey)
    /// Closes the connection, or calls its validation call off.
    case closeConnection(AgentKey, by: Closer)
    /// A PIN was typed for this attempt; the shell compared it (V4, V8).
    case confirmPIN(AgentKey, AttemptID, PINVerdict)
    /// Changes the agent's own phone settings, as far as the policy lets them (P3, P4).
    case changeSettings(AgentKey, SettingsChange)
    /// Calls a workplace, to prove it, and opens nothing (P9): it is where the agent is called from then on.
    case validateWorkplace(AgentKey, Workplace)
    /// Lets an agent who was locked for wrong PINs open connections again (V5); safe to repeat.
    case liftPINLock(AgentKey)
    case accept(OfferID)
    case reject(OfferID)
    /// Calls somebody for an agent (O7, O8).
    case placeCall(AgentKey, CallOrder)
    /// Offers an agent a customer whom Accept calls (O14).
    case offerCall(AgentKey, OutboundOffer)
    /// Offers an agent a customer who waits (O12).
    case offerCustomer(CustomerID, to: AgentKey, CustomerOffer)
    /// Sends a customer who waits back to the dialplan.
    case releaseCustomer(CustomerID, of: TenantID)
    /// Ends a call as its agent (O9).
    case hangUp(CallID)
    /// Lets the customer hear music, and the agent nothing, until `resume` (O13a).
    case hold(CallID)
    case resume(CallID)
    /// Keeps the agent's voice from the customer, or does not any more (O13b).
    case mute(CallID, Bool)
    /// Lets the customer's end hear digits (O13c).
    case sendDigits(CallID, Digits)
    /// Sends the customer on to somebody else (O13d); the agent is free.
    case transfer(CallID, to: TransferTarget)
    /// Calls somebody while the customer hears music: to be asked before the customer is sent on (O13e), or, where it
    /// `joins`, to talk with both once they answer (O13f).
    case consult(CallID, TransferTarget, joins: Bool)
    /// Goes on with somebody who was brought into a call.
    case direct(CallID, ParticipantID, ThirdPartyWish)
    /// Calls a supervisor's phone, to let them take part in a call (O13g).
    case supervise(CallID, SupervisionMode, from: Workplace, by: SupervisorID)
    /// Lets them take part in another way.
    case changeSupervision(CallID, SupervisionID, SupervisionMode)
    case stopSupervision(CallID, SupervisionID)
    /// Begins a recording of the call (O13h).
    case startRecording(CallID)
    /// Keeps what is said out of the recording, or does not any more.
    case pauseRecording(CallID, RecordingID, Bool)
    case stopRecording(CallID, RecordingID)
    /// Ends what is to be done after a call, before its time is over (O11).
    case completeWrapUp(AgentKey)
    /// Changes who there is and what holds for them (P3). What agents have in force stays so until their next
    /// connection, unless it is to be applied now (P8).
    case administer(DirectoryChange, applyNow: Bool = false)

    /// Whether it is done though it cannot be stored: what ends something, for a leg is hung up at least
    /// once (W2), and what was acted upon before storing.
    public var standsUnstored: Bool {
        switch self {
        case .logOut, .closeConnection, .reject, .hangUp, .accept, .releaseCustomer,
            .stopSupervision, .stopRecording:
            true
        case .logIn, .setStatus, .openConnection, .confirmPIN, .changeSettings, .liftPINLock,
            .placeCall, .offerCall, .offerCustomer, .administer, .validateWorkplace,
            .completeWrapUp,
            .hold, .resume, .mute, .sendDigits, .transfer, .consult, .supervise, .changeSupervision,
            .startRecording:
            false
        case .direct(_, _, let wish): wish == .dismiss
        // What the agent says next may be nobody else's to hear.
        case .pauseRecording(_, _, let pauses): pauses
        }
    }
}

/// Whom an agent wants to call, and how.
public struct CallOrder: Hashable, Sendable {
    public let destination: Workplace
    /// One of those that the tenant allows; nil takes the first.
    public var callerID: String?
    /// How long the customer's phone rings; nil leaves it to the tenant.
    public var ringSeconds: Int?

    public init(to destination: Workplace, callerID: String? = nil, ringSeconds: Int? = nil) {
        self.destination = destination
        self.callerID = callerID
        self.ringSeconds = ringSeconds
    }

    /// - Parameters:
    ///   - text: a SIP URI, or a number as people write it.
    ///   - callerID: one of those that the tenant allows; nil takes the first.
    ///   - ringSeconds: how long the customer's phone rings; nil leaves it to the tenant.
    public init(to text: String, callerID: String? = nil, ringSeconds: Int? = nil) {
        let scheme = text.prefix { $0 != ":" }.lowercased()
        let destination =
            scheme == "sip" || scheme == "sips"
            ? Workplace(kind: .sipUri, address: scheme + text.dropFirst(scheme.count))
            : Workplace(kind: .phoneNumber, address: text)
        self.init(to: destination, callerID: callerID, ringSeconds: ringSeconds)
    }
}

/// Whom an agent is to call, as a program hands it out (O14).
public struct OutboundOffer: Hashable, Sendable {
    public let call: CallOrder
    /// How long the agent may look at it; nil leaves it to the tenant's policy.
    public let offerSeconds: Int?
    /// Whether the agent may not reject it.
    public let mustAccept: Bool
    /// What the agent is to know of the customer.
    public let attributes: [String: String]

    public init(
        _ call: CallOrder, offerSeconds: Int? = nil, mustAccept: Bool = false,
        attributes: [String: String] = [:]
    ) {
        self.call = call
        self.offerSeconds = offerSeconds
        self.mustAccept = mustAccept
        self.attributes = attributes
    }

    /// In seconds; above that nobody remembers what they were looking at.
    public static let allowedOfferSeconds = 2...600
    /// How many things can be said of a customer.
    public static let maximumAttributes = 20
}

/// What an agent wants otherwise of their phone settings; `nil` stays as it is.
public struct SettingsChange: Hashable, Sendable {
    public var connectionMode: ConnectionMode?
    public var autoAnswer: Bool?
    /// One of those that an administrator approved, or any that the policy lets the agent enter (P9).
    public var workplace: Workplace?
    /// What is to be as administrators have it again.
    public var resets: Set<Reset> = []
    /// Whether the agent has seen what a change of mode leads to (P4).
    public var isConfirmed: Bool

    public enum Reset: String, Hashable, Sendable, CaseIterable {
        case connectionMode, autoAnswer, workplace
    }

    public init(
        connectionMode: ConnectionMode? = nil, autoAnswer: Bool? = nil, workplace: Workplace? = nil,
        isConfirmed: Bool = false
    ) {
        self.connectionMode = connectionMode
        self.autoAnswer = autoAnswer
        self.workplace = workplace
        self.isConfirmed = isConfirmed
    }
}

/// What a change of mode leads to (P4, P5).
public enum SettingsConsequence: String, Hashable, Sendable, CaseIterable {
    /// The phone is called for each call from now on.
    case phoneRingsForEachCall
    /// The connection that stands, or is being opened, ends.
    case connectionCloses
    /// The next change to Available calls the phone and asks for a PIN.
    case validationCallWhenAvailable
}

/// When a session ends that was asked to, if its agent is in a call (S5).
public enum LogOutTime: String, Hashable, Sendable, CaseIterable {
    /// Not then: it is refused.
    case ifFree
    /// At once; the customer is looked after as if the leg were lost (O10).
    case now
    case afterCall
}

/// Who asks for a connection to be closed.
public enum Closer: String, Hashable, Sendable {
    case agent, admin
}

/// What comparing a typed PIN with the spoken one said. The PIN itself stays outside the model.
public enum PINVerdict: Hashable, Sendable {
    case right, wrong
}

/// What a command that was taken led to.
public enum Answer: Hashable, Sendable {
    case done
    case loggedIn(SessionID, isNew: Bool)
    /// A validation call was placed.
    case dialing(AttemptID)
    /// Taken, but wrong (V5): with no attempts left the call is hung up.
    case wrongPIN(attemptsLeft: Int)
    case accepted(CallID)
    /// A call is being placed.
    case calling(CallID)
    /// Somebody is being brought into a call.
    case consulting(ParticipantID)
    /// A supervisor's phone is called.
    case supervising(SupervisionID)
    /// A recording was asked for.
    case recording(RecordingID)
    /// A call is offered.
    case offered(OfferID)
    case administered(DirectoryOutcome)
}
