internal import ConnectionMode
internal import Foundation

/// What a store has of the model, to be read as a service that starts reads it: each root through the JSON
/// document that it is stored as.
struct StoredRoots {
    private var agents: [AgentKey: AgentSession] = [:]
    private var offers: [OfferID: Offer] = [:]
    private var calls: [CallID: Call] = [:]
    private var waiting: [CustomerID: WaitingCustomer] = [:]
    private var departures: [LegID: Departure] = [:]
    private var limits: [AgentKey: AgentLimits] = [:]
    private var choices: [AgentKey: AgentChoices] = [:]
    private var wrongPINs = WrongPINWatch()
    private var directory = Directory()
    private var nextName: UInt64 = 1
    private var nodeRun: String?

    mutating func take(_ changes: [Change]) {
        for change in changes {
            switch change {
            case .agent(let key, let session): agents[key] = session
            case .offer(let id, let offer): offers[id] = offer
            case .call(let id, let call): calls[id] = call
            case .waiting(let id, let customer): waiting[id] = customer
            case .departure(let leg, let departure): departures[leg] = departure
            case .limits(let key, let counted): limits[key] = counted
            case .choices(let key, let chosen): choices[key] = chosen
            case .wrongPINs(let watch): wrongPINs = watch
            case .directory(let change): directory.apply(change)
            case .counter(let next, let run): (nextName, nodeRun) = (next, run)
            }
        }
    }

    /// Throws when something does not come out as it went in.
    func read() throws(Finding) -> Remembered {
        var remembered = Remembered()
        remembered.agents = try through(Array(agents.values))
        remembered.offers = try through(Array(offers.values))
        remembered.calls = try through(Array(calls.values))
        remembered.waiting = try through(Array(waiting.values))
        remembered.departures = try through(Array(departures.values))
        remembered.limits = try through(Array(limits.values))
        remembered.choices = try through(Array(choices.values))
        remembered.wrongPINs = try through(wrongPINs)
        remembered.directory = try through(directory)
        remembered.nextName = nextName
        remembered.nodeRun = nodeRun
        return remembered
    }

    private func through<Root: Codable & Equatable>(_ root: Root) throws(Finding) -> Root {
        let read: Root
        do {
            read = try JSONDecoder().decode(Root.self, from: JSONEncoder().encode(root))
        } catch {
            throw Finding("It cannot be stored and read again (\(error)): \(root)")
        }
        try require(read == root, "What is stored is read as another: \(root)")
        return read
    }
}
