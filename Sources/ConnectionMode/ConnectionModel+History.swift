/// The offers and calls of each agent that have ended, oldest first: what is forgotten when there are
/// more than an agent's share. Entries may be out of date; who forgets looks whether one has ended.
struct History: Sendable {
    enum Entry: Hashable, Sendable {
        case offer(OfferID)
        case call(CallID)
    }

    private var ended: [AgentKey: [Entry]] = [:]

    init() {}

    /// What a store remembers, in the order in which it ended.
    init(offers: some Sequence<Offer>, calls: some Sequence<Call>) {
        let found =
            offers.filter(\.isHistory).map { ($0.endedAt, $0.agent, Entry.offer($0.id)) }
            + calls.filter(\.isHistory).map { ($0.endedAt, $0.agent, Entry.call($0.id)) }
        let never = Instant(millisecondsSince1970: 0)
        for (_, agent, entry) in found.sorted(by: { $0.0 ?? never < $1.0 ?? never }) {
            add(entry, of: agent)
        }
    }

    mutating func add(_ entry: Entry, of agent: AgentKey) {
        ended[agent, default: []].append(entry)
    }

    /// Takes out what is beyond the newest `share` of an agent's.
    mutating func excess(of agent: AgentKey, over share: Int) -> ArraySlice<Entry> {
        guard let entries = ended[agent], entries.count > share else { return [] }
        ended[agent] = Array(entries.suffix(share))
        return entries.dropLast(share)
    }
}

extension Offer {
    /// Only a reader needs it any more.
    var isHistory: Bool {
        switch state {
        case .pending, .accepted: false
        case .connected, .rejected, .timedOut, .canceled, .failed: true
        }
    }
}

extension Call {
    /// Only a reader needs it any more.
    var isHistory: Bool { state == .ended && !holdsCustomer }
}

extension ConnectionModel {
    /// Forgets the oldest of those whose agents had something end since `start`, so that no busy hour
    /// makes the model, or its store, grow.
    mutating func forgetOldest(since start: Mark) {
        for agent in agentsWithEnds(since: start) {
            for entry in takeExcess(of: agent) {
                switch entry {
                case .offer(let id):
                    if offers[id]?.isHistory == true { set(nil as Offer?, for: id) }
                case .call(let id):
                    if calls[id]?.isHistory == true { set(nil as Call?, for: id) }
                }
            }
        }
    }
}
