/// What the model decided over one or more inputs: what to remember, then what to do and to tell.
public struct Decision: Sendable {
    /// To be stored, as a whole, before anything else is done.
    public var changes: [Change] = []
    /// To be stored with them: what agents did, and is over.
    public var ledger: [LedgerEntry] = []
    public var effects: [Effect] = []
    public var notices: [Notice] = []
    public var alarms: [Alarm] = []

    public init() {}
}

/// Something that those who run the deployment are told.
public enum Alarm: Hashable, Sendable {
    /// V11: so many wrong PINs within a day that new ones have six digits.
    case manyWrongPINs(count: Int)
}

/// A root of the model as it is to be stored; `nil` where it is gone.
public enum Change: Hashable, Sendable {
    case agent(AgentKey, AgentSession?)
    case offer(OfferID, Offer?)
    case call(CallID, Call?)
    case waiting(CustomerID, WaitingCustomer?)
    case departure(LegID, Departure?)
    case limits(AgentKey, AgentLimits?)
    case choices(AgentKey, AgentChoices?)
    case wrongPINs(WrongPINWatch)
    case directory(DirectoryChange)
    /// The first number that no name may have yet, and the run of the PBX that the legs belong to.
    case counter(next: UInt64, nodeRun: String?)
}

/// What was stored, to start from.
public struct Remembered: Sendable {
    public var agents: [AgentSession] = []
    public var offers: [Offer] = []
    public var calls: [Call] = []
    public var waiting: [WaitingCustomer] = []
    public var departures: [Departure] = []
    public var limits: [AgentLimits] = []
    public var choices: [AgentChoices] = []
    public var wrongPINs = WrongPINWatch()
    /// Who there is, where the store keeps that.
    public var directory = Directory()
    public var nextName: UInt64 = 1
    public var nodeRun: String?

    public init() {}
}
