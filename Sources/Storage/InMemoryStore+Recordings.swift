package import ConnectionMode
internal import Synchronization

extension InMemoryStore: RecordingIndex {
    package func recordings(
        _ query: RecordingQuery, _ page: RecordingPage
    ) async throws(StoreError) -> [RecordingRecord] {
        state.withLock { state in
            let found = state.recordings.values.filter {
                state.discarded[$0.id] == nil && query.wants($0)
                    && (page.before.map { $0 } ?? .latest) > $0.place
            }
            return Array(found.sorted { $0.place > $1.place }.prefix(page.limit))
        }
    }

    package func recording(
        _ id: RecordingID, of tenant: TenantID
    ) async throws(StoreError) -> RecordingRecord? {
        state.withLock { state in
            guard let record = state.recordings[id], record.agent.tenant == tenant,
                state.discarded[id] == nil
            else { return nil }
            return record
        }
    }

    package func discard(
        _ id: RecordingID, of tenant: TenantID, by actor: String
    ) async throws(StoreError) -> Discarding {
        let outcome = state.withLock { state -> Result<Discarding, StoreError> in
            if let failure = state.failure { return .failure(failure) }
            guard let record = state.recordings[id], record.agent.tenant == tenant else {
                return .success(.unknown)
            }
            guard record.endedAt != nil else { return .success(.underWay) }
            if state.discarded[id] == nil { state.discarded[id] = actor }
            return .success(.done)
        }
        return try outcome.get()
    }

    package func discarded(
        atMost limit: Int, after last: RecordingID?
    ) async throws(StoreError) -> [DiscardedRecording] {
        state.withLock { state in
            let found = state.discarded.compactMap { id, actor -> DiscardedRecording? in
                guard let record = state.recordings[id], record.endedAt != nil,
                    last.map({ $0 < id }) ?? true
                else { return nil }
                return DiscardedRecording(record, by: actor)
            }
            return Array(found.sorted { $0.record.id < $1.record.id }.prefix(limit))
        }
    }

    package func forget(_ id: RecordingID, _ entry: AuditEntry) async throws(StoreError) {
        state.withLock { state in
            guard state.recordings.removeValue(forKey: id) != nil else { return }
            state.discarded[id] = nil
            state.journal.append(entry)
        }
    }

    package func recordingTenants() throws(StoreError) -> [TenantID] {
        state.withLock { state in
            Set(state.recordings.values.map(\.agent.tenant)).sorted()
        }
    }

    package func discardRecordings(
        of tenant: TenantID, before: Instant, by actor: String
    ) throws(StoreError) -> Int {
        state.withLock { state in
            let old = state.recordings.values.filter {
                $0.agent.tenant == tenant && $0.startedAt < before && $0.endedAt != nil
                    && state.discarded[$0.id] == nil
            }
            for record in old { state.discarded[record.id] = actor }
            return old.count
        }
    }

    package func endRecordings(
        except known: Set<RecordingID>, at now: Instant
    ) throws(StoreError) {
        state.withLock { state in
            for (id, record) in state.recordings
            where record.endedAt == nil && !known.contains(id) {
                state.recordings[id] = record.endedUnseen(at: now)
            }
        }
    }
}

extension RecordingRecord {
    package var place: RecordingPage.Place { .init(startedAt: startedAt, id: id) }

    /// Nobody saw when, nor how much is in it.
    package func endedUnseen(at now: Instant) -> RecordingRecord {
        RecordingRecord(
            id: id, agent: agent, call: call, startedAt: startedAt, endedAt: now,
            recordedMilliseconds: 0, end: .endedByPhoneSystem)
    }
}

extension RecordingPage.Place {
    fileprivate static let latest = Self(
        startedAt: Instant(millisecondsSince1970: .max), id: RecordingID(""))
}
