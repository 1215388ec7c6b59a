internal import Synchronization
package import ConnectionMode

extension InMemoryStore {
    package func totals(
        _ query: LedgerQuery, at now: Instant
    ) async throws(StoreError) -> [AgentTotals] {
        state.withLock { state in
            var found: [AgentID: AgentTotals] = [:]
            let ongoing = state.agents.values.compactMap { session in
                session.ongoing.map {
                    ActivityPeriod(
                        agent: session.key, activity: $0.activity, from: $0.since, until: now)
                }
            }
            for period in state.periods.map(\.entry) + ongoing
            where query.wants(period) {
                found[period.agent.agent, default: AgentTotals(agent: period.agent.agent)]
                    .count(period.activity, query.milliseconds(of: period))
            }
            for call in state.records.map(\.entry) where query.wants(call) {
                found[call.agent.agent, default: AgentTotals(agent: call.agent.agent)].count(
                    outcome: call.outcome, wasOffered: call.offeredAt != nil,
                    wasConnected: call.connectedAt != nil,
                    callTime: call.connectedAt.map { call.endedAt.milliseconds(since: $0) } ?? 0,
                    holdTime: call.heldMilliseconds)
            }
            return found.values.sorted { $0.agent < $1.agent }
        }
    }

    package func periods(
        _ query: LedgerQuery, _ page: LedgerPage
    ) async throws(StoreError) -> [Placed<ActivityPeriod>] {
        state.withLock { state in
            page.cut(state.periods.filter { query.wants($0.entry) })
        }
    }

    package func calls(
        _ query: LedgerQuery, _ page: LedgerPage
    ) async throws(StoreError) -> [Placed<CallRecord>] {
        state.withLock { state in
            page.cut(state.records.filter { query.wants($0.entry) })
        }
    }

    package func ledgerTenants() throws(StoreError) -> [TenantID] {
        state.withLock { state in
            Set(state.periods.map(\.entry.agent.tenant) + state.records.map(\.entry.agent.tenant))
                .sorted()
        }
    }

    package func forgetLedger(of tenant: TenantID, before: Instant) throws(StoreError) -> Int {
        state.withLock { state in
            let count = state.periods.count + state.records.count
            state.periods.removeAll {
                $0.entry.agent.tenant == tenant && $0.entry.until < before
            }
            state.records.removeAll {
                $0.entry.agent.tenant == tenant && $0.entry.endedAt < before
            }
            return count - state.periods.count - state.records.count
        }
    }

    package func eraseCustomer(
        of tenant: TenantID, where isTheirs: @escaping @Sendable (String) -> Bool
    ) async throws(StoreError) -> Erased {
        state.withLock { state in
            var erased = Erased()
            var theirs = Set<String>()
            for (index, record) in state.records.enumerated()
            where record.entry.agent.tenant == tenant && record.entry.names(isTheirs) {
                theirs.insert(record.entry.id)
                state.records[index] = Placed(record.entry.erased(isTheirs), at: record.place)
                erased.calls += 1
            }
            for (index, entry) in state.journal.enumerated()
            where entry.tenant == tenant && AuditEntry.naming.contains(entry.what) {
                guard let detail = entry.detail, isTheirs(AuditEntry.number(in: detail)) else {
                    continue
                }
                state.journal[index] = AuditEntry(
                    at: entry.at, tenant: entry.tenant, agent: entry.agent, actor: entry.actor,
                    what: entry.what, detail: AuditEntry.erased, outcome: entry.outcome)
                erased.auditEntries += 1
            }
            erased.recordings = state.discardErased {
                $0.agent.tenant == tenant && theirs.contains($0.call.rawValue)
            }
            return erased
        }
    }

    package func eraseAgent(_ agent: AgentKey) async throws(StoreError) -> Erased {
        state.withLock { state in
            var erased = Erased()
            (erased.periods, erased.calls) = (state.periods.count, state.records.count)
            state.periods.removeAll { $0.entry.agent == agent }
            state.records.removeAll { $0.entry.agent == agent }
            erased.periods -= state.periods.count
            erased.calls -= state.records.count
            erased.recordings = state.discardErased { $0.agent == agent }
            return erased
        }
    }
}

extension InMemoryStore.State {
    /// The files of recordings in which somebody is who was erased go, too; of one that is not over, once it is.
    mutating func discardErased(where isOne: (RecordingRecord) -> Bool) -> Int {
        let found = recordings.values.filter {
            discarded[$0.id] == nil && isOne($0)
        }
        for record in found { discarded[record.id] = AuditEntry.erasure }
        return found.count
    }

    mutating func add(_ entry: LedgerEntry) {
        switch entry {
        case .period(let period):
            let place = LedgerPage.Place(endedAt: period.until, number: nextEntry)
            periods.append(Placed(period, at: place))
        case .call(let record):
            let place = LedgerPage.Place(endedAt: record.endedAt, number: nextEntry)
            records.append(Placed(record, at: place))
        case .recording(let record): recordings[record.id] = record
        }
        nextEntry += 1
    }
}

extension LedgerPage {
    fileprivate func cut<Entry>(_ entries: [Placed<Entry>]) -> [Placed<Entry>] {
        let rest = entries.filter { entry in after.map { $0 < entry.place } ?? true }
        return Array(rest.sorted { $0.place < $1.place }.prefix(limit))
    }
}

extension CallRecord {
    fileprivate func names(_ isTheirs: (String) -> Bool) -> Bool {
        isTheirs(caller.number) || dialedNumber.map(isTheirs) == true
    }

    fileprivate func erased(_ isTheirs: (String) -> Bool) -> CallRecord {
        let isCaller = isTheirs(caller.number)
        let isDialed = dialedNumber.map(isTheirs) == true
        return CallRecord(
            id: id, agent: agent, isOutbound: isOutbound,
            caller: isCaller ? Caller(number: "", name: "") : caller,
            dialedNumber: isDialed ? nil : dialedNumber, queue: queue, customer: customer,
            offeredAt: offeredAt, acceptedAt: acceptedAt, connectedAt: connectedAt,
            endedAt: endedAt, heldMilliseconds: heldMilliseconds, outcome: outcome)
    }
}
