/// How one change of the model is taken back.
enum Undo: Sendable {
    case agent(AgentKey, AgentSession?)
    case offer(OfferID, Offer?)
    case call(CallID, Call?)
    case waiting(CustomerID, WaitingCustomer?)
    case departure(LegID, Departure?)
    case limits(AgentKey, AgentLimits?)
    case choices(AgentKey, AgentChoices?)
    case wrongPINs(WrongPINWatch)
    /// The entry as it was.
    case directory(DirectoryChange)
    case names(NameNumbers)
    case node(seen: Bool, run: String?)
}

/// A place in what the model has decided so far, to come back to.
struct Mark {
    let undo: Int
    let effects: Int
    let notices: Int
    let alarms: Int
    let ledger: Int
}
