package import ConnectionMode

/// Which part of the ledger is wanted: what one tenant's agents did in a time.
package struct LedgerQuery: Hashable, Sendable {
    package var tenant: TenantID
    /// Nil is all of them.
    package var agents: Set<AgentID>?
    package var from: Instant
    /// Not a part of it.
    package var until: Instant

    package init(
        tenant: TenantID, agents: Set<AgentID>? = nil, from: Instant, until: Instant
    ) {
        self.tenant = tenant
        self.agents = agents
        self.from = from
        self.until = until
    }

    private func wants(_ key: AgentKey) -> Bool {
        key.tenant == tenant && agents?.contains(key.agent) ?? true
    }

    /// Calls count where they ended.
    func wants(_ call: CallRecord) -> Bool {
        wants(call.agent) && call.endedAt >= from && call.endedAt < until
    }

    func wants(_ period: ActivityPeriod) -> Bool {
        wants(period.agent) && milliseconds(of: period) > 0
    }

    /// How much of a period is in the time that is wanted.
    package func milliseconds(of period: ActivityPeriod) -> Int64 {
        max(0, min(period.until, until).milliseconds(since: max(period.from, from)))
    }
}

/// A page of the ledger: so many entries behind a place.
package struct LedgerPage: Hashable, Sendable {
    /// Entries are in the order in which they ended.
    package struct Place: Hashable, Sendable, Comparable {
        package let endedAt: Instant
        package let number: Int64

        package init(endedAt: Instant, number: Int64) {
            self.endedAt = endedAt
            self.number = number
        }

        package static func < (one: Place, other: Place) -> Bool {
            (one.endedAt, one.number) < (other.endedAt, other.number)
        }
    }

    /// Nil begins at the beginning.
    package var after: Place?
    package var limit: Int

    package init(after: Place? = nil, limit: Int) {
        self.after = after
        self.limit = limit
    }
}

/// An entry with its place in the ledger.
package struct Placed<Entry: Hashable & Sendable>: Hashable, Sendable {
    package let place: LedgerPage.Place
    package let entry: Entry

    package init(_ entry: Entry, at place: LedgerPage.Place) {
        self.place = place
        self.entry = entry
    }
}

/// What one agent did in a time, in all. Times are milliseconds.
package struct AgentTotals: Hashable, Sendable {
    package let agent: AgentID
    package var byStatus: [ShownStatus: Int64] = [:]
    package var byLine: [LineUse: Int64] = [:]
    /// On break, by the reasons that were given.
    package var byBreakReason: [String: Int64] = [:]
    /// Offers that ended in the time.
    package var offers = 0
    package var missed = 0
    package var rejected = 0
    /// Calls that ended in the time and in which the two were together: offered, and placed by the agent.
    package var taken = 0
    package var placed = 0
    /// How long the customers of those calls were with the agent, and how much of that on hold.
    package var callTime: Int64 = 0
    package var holdTime: Int64 = 0

    package init(agent: AgentID) { self.agent = agent }

    package mutating func count(_ activity: Activity, _ milliseconds: Int64) {
        guard milliseconds > 0 else { return }
        byStatus[activity.status, default: 0] += milliseconds
        byLine[activity.line, default: 0] += milliseconds
        guard activity.status == .onBreak else { return }
        byBreakReason[activity.reason, default: 0] += milliseconds
    }

    /// - Parameter times: of how many such calls.
    package mutating func count(
        outcome: String, wasOffered: Bool, wasConnected: Bool, callTime: Int64, holdTime: Int64,
        times: Int = 1
    ) {
        if wasOffered {
            offers += times
            if outcome == OfferState.timedOut.rawValue { missed += times }
            if outcome == OfferState.rejected.rawValue { rejected += times }
        }
        guard wasConnected else { return }
        if wasOffered { taken += times } else { placed += times }
        self.callTime += callTime
        self.holdTime += holdTime
    }
}

/// How many entries no longer tell who somebody was.
package struct Erased: Hashable, Sendable {
    package var calls = 0
    package var periods = 0
    /// Of the audit journal.
    package var auditEntries = 0
    /// Whose files are to be deleted.
    package var recordings = 0

    package init() {}
}

/// Keeps the ledger. It may be read while a service writes it.
package protocol Ledger: Sendable {
    /// Each agent's sums, ordered by their ids; what goes on at the end of the time is counted until then.
    ///
    /// - Parameter now: until when what goes on has lasted.
    func totals(_ query: LedgerQuery, at now: Instant) async throws(StoreError) -> [AgentTotals]

    /// Periods that have a part in the time, and are over.
    func periods(
        _ query: LedgerQuery, _ page: LedgerPage
    ) async throws(StoreError) -> [Placed<ActivityPeriod>]

    /// Offers and calls that ended in the time.
    func calls(
        _ query: LedgerQuery, _ page: LedgerPage
    ) async throws(StoreError) -> [Placed<CallRecord>]

    /// Whose entries there are.
    func ledgerTenants() throws(StoreError) -> [TenantID]

    /// Forgets what ended before, a bounded number at a time. Returns how many were forgotten; safe to
    /// repeat, until it is none.
    func forgetLedger(of tenant: TenantID, before: Instant) throws(StoreError) -> Int

    /// Takes a customer's number and name out of all entries, and out of what the audit journal says of calls to
    /// them. The entries stay, so that sums do. Safe to repeat.
    ///
    /// - Parameter isTheirs: whether a number, as it was written down, is the customer's.
    func eraseCustomer(
        of tenant: TenantID, where isTheirs: @escaping @Sendable (String) -> Bool
    ) async throws(StoreError) -> Erased

    /// Takes all entries of an agent out. Safe to repeat.
    func eraseAgent(_ agent: AgentKey) async throws(StoreError) -> Erased
}

extension AuditEntry {
    /// What is said of a call to somebody who was erased.
    package static let erased = "erased"
    /// Who has recordings deleted of somebody who was erased, and of what is older than it may be.
    package static let erasure = "erasure"
    package static let retention = "retention"
    /// Commands that name whom they call.
    package static let naming = ["placeCall", "offerCall", "transfer"]

    /// The number that a command which calls somebody names.
    package static func number(in detail: String) -> String {
        let order = detail.prefix { $0 != "," }
        return String(order[..<(order.firstRange(of: " as ")?.lowerBound ?? order.endIndex)])
    }
}
