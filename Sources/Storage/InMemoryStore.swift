internal import Synchronization
package import ConnectionMode

/// A store that forgets with its process: for tests, and for trying things out.
package final class InMemoryStore: ConnectionStore, TokenStore, AuditJournal,
    AnswerStore, Ledger
{
    struct State {
        var agents: [AgentKey: AgentSession] = [:]
        var offers: [OfferID: Offer] = [:]
        var calls: [CallID: Call] = [:]
        var waiting: [CustomerID: WaitingCustomer] = [:]
        var departures: [LegID: Departure] = [:]
        var limits: [AgentKey: AgentLimits] = [:]
        var choices: [AgentKey: AgentChoices] = [:]
        var wrongPINs = Remembered().wrongPINs
        var directory = Directory()
        var nextName: UInt64 = 1
        var nodeRun: String?
        var journal: [AuditEntry] = []
        var periods: [Placed<ActivityPeriod>] = []
        var records: [Placed<CallRecord>] = []
        var nextEntry: Int64 = 1
        var recordings: [RecordingID: RecordingRecord] = [:]
        /// With who wants them to be gone.
        var discarded: [RecordingID: String] = [:]
        var tokens: [String: TokenRecord] = [:]
        /// From the oldest to the newest.
        var answers: [RememberedAnswer] = []
        var failure: StoreError?
    }

    package let epoch: String
    let state = Mutex(State())

    package init(epoch: String = "memory") { self.epoch = epoch }

    /// While set, nothing can be stored, as with a full disk.
    package var failure: StoreError? {
        get { state.withLock { $0.failure } }
        set { state.withLock { $0.failure = newValue } }
    }

    package func load() throws(StoreError) -> Remembered {
        state.withLock { state in
            var remembered = Remembered()
            remembered.agents = state.agents.values.sorted { $0.key < $1.key }
            remembered.offers = state.offers.values.sorted { $0.id < $1.id }
            remembered.calls = state.calls.values.sorted { $0.id < $1.id }
            remembered.waiting = state.waiting.values.sorted { $0.id < $1.id }
            remembered.departures = state.departures.values.sorted { $0.leg < $1.leg }
            remembered.limits = state.limits.values.sorted { $0.key < $1.key }
            remembered.choices = state.choices.values.sorted { $0.key < $1.key }
            remembered.wrongPINs = state.wrongPINs
            remembered.directory = state.directory
            remembered.nextName = state.nextName
            remembered.nodeRun = state.nodeRun
            return remembered
        }
    }

    package func commit(
        _ changes: [Change], journal: [AuditEntry], ledger: [LedgerEntry]
    ) throws(StoreError) {
        let failure = state.withLock { state -> StoreError? in
            if let failure = state.failure { return failure }
            state.journal += journal
            for entry in ledger { state.add(entry) }
            for change in changes {
                switch change {
                case .agent(let key, let session): state.agents[key] = session
                case .offer(let id, let offer): state.offers[id] = offer
                case .call(let id, let call): state.calls[id] = call
                case .waiting(let id, let waiting): state.waiting[id] = waiting
                case .departure(let leg, let departure): state.departures[leg] = departure
                case .limits(let key, let limits): state.limits[key] = limits
                case .choices(let key, let choices): state.choices[key] = choices
                case .wrongPINs(let watch): state.wrongPINs = watch
                case .directory(let change): state.directory.apply(change)
                case .counter(let next, let run): (state.nextName, state.nodeRun) = (next, run)
                }
            }
            return nil
        }
        if let failure { throw failure }
    }

    package func entries(_ query: AuditQuery) throws(StoreError) -> [AuditEntry] {
        state.withLock { state in
            let wanted = state.journal.filter { entry in
                (query.tenant ?? entry.tenant) == entry.tenant
                    && (query.agent == nil || query.agent == entry.agent)
                    && query.since.map { entry.at >= $0 } ?? true
            }
            return wanted.suffix(query.limit)
        }
    }

    package func hasEntries(from: Instant, until: Instant) throws(StoreError) -> Bool {
        state.withLock { state in state.journal.contains { $0.at >= from && $0.at < until } }
    }

    package func forgetEntries(before: Instant) throws(StoreError) -> Int {
        state.withLock { state in
            let count = state.journal.count
            state.journal.removeAll { $0.at < before }
            return count - state.journal.count
        }
    }

    package func add(_ token: TokenRecord) async throws(StoreError) {
        let isNew = state.withLock { state in
            guard state.tokens[token.id] == nil,
                !state.tokens.values.contains(where: { $0.hash == token.hash })
            else { return false }
            state.tokens[token.id] = token
            return true
        }
        if !isNew { throw .unavailable("There is a token of this id or hash: make another one.") }
    }

    package func token(withHash hash: String) async throws(StoreError) -> TokenRecord? {
        state.withLock { state in state.tokens.values.first { $0.hash == hash } }
    }

    package func tokens() async throws(StoreError) -> [TokenRecord] {
        state.withLock { $0.tokens.values.sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) } }
    }

    package func remove(id: String) async throws(StoreError) -> Bool {
        state.withLock { $0.tokens.removeValue(forKey: id) != nil }
    }

    package func answer(
        token: String, key: [UInt8]
    ) async throws(StoreError) -> RememberedAnswer? {
        state.withLock { state in
            state.answers.first { $0.token == token && $0.key == key }
        }
    }

    package func remember(
        _ answer: RememberedAnswer, within limits: AnswerLimits
    ) async throws(StoreError) {
        let failure = state.withLock { state -> StoreError? in
            if let failure = state.failure { return failure }
            let oldest = answer.at.advanced(bySeconds: -limits.seconds)
            state.answers.removeAll {
                ($0.token == answer.token && $0.key == answer.key) || $0.at <= oldest
            }
            state.answers.append(answer)
            let own = state.answers.filter { $0.token == answer.token }
            let gone = Set(own.dropLast(limits.perToken))
            state.answers.removeAll { gone.contains($0) }
            state.answers.removeFirst(max(0, state.answers.count - limits.inAll))
            return nil
        }
        if let failure { throw failure }
    }

    /// All that is remembered, for tests.
    package var answers: [RememberedAnswer] { state.withLock { $0.answers } }
}
