package import ConnectionMode

/// Which recordings are wanted: those of one tenant's agents that began in a time.
package struct RecordingQuery: Hashable, Sendable {
    package var tenant: TenantID
    /// Nil is all of them.
    package var agents: Set<AgentID>?
    package var call: CallID?
    package var from: Instant
    /// Not a part of it.
    package var until: Instant

    package init(
        tenant: TenantID, agents: Set<AgentID>? = nil, call: CallID? = nil, from: Instant,
        until: Instant
    ) {
        self.tenant = tenant
        self.agents = agents
        self.call = call
        self.from = from
        self.until = until
    }

    func wants(_ record: RecordingRecord) -> Bool {
        record.agent.tenant == tenant && agents?.contains(record.agent.agent) ?? true
            && (call ?? record.call) == record.call
            && record.startedAt >= from && record.startedAt < until
    }
}

/// A page of recordings, the newest first: so many before a place.
package struct RecordingPage: Hashable, Sendable {
    package struct Place: Hashable, Sendable, Comparable {
        package let startedAt: Instant
        package let id: RecordingID

        package init(startedAt: Instant, id: RecordingID) {
            self.startedAt = startedAt
            self.id = id
        }

        package static func < (one: Place, other: Place) -> Bool {
            (one.startedAt, one.id) < (other.startedAt, other.id)
        }
    }

    /// Nil begins with the newest.
    package var before: Place?
    package var limit: Int

    package init(before: Place? = nil, limit: Int) {
        self.before = before
        self.limit = limit
    }
}

/// A recording that is not to be read any more, and whose file is to go.
package struct DiscardedRecording: Hashable, Sendable {
    package let record: RecordingRecord
    /// Who wanted it: as in the audit journal.
    package let actor: String

    package init(_ record: RecordingRecord, by actor: String) {
        self.record = record
        self.actor = actor
    }
}

/// What came of the wish that a recording be gone.
package enum Discarding: Hashable, Sendable {
    case done
    /// There is none, or not any more.
    case unknown
    case underWay
}

extension RecordingIndex {
    /// The first ones.
    package func discarded(atMost limit: Int) async throws(StoreError) -> [DiscardedRecording] {
        try await discarded(atMost: limit, after: nil)
    }
}

/// Keeps the index of recordings, in which each stands once, from its beginning until its file is gone. It may be read
/// while a service writes it; recordings come into it with what is stored of their calls.
package protocol RecordingIndex: Sendable {
    /// Without those that were discarded.
    func recordings(
        _ query: RecordingQuery, _ page: RecordingPage
    ) async throws(StoreError) -> [RecordingRecord]

    /// Nil of one that is not there, is another tenant's, or was discarded.
    func recording(
        _ id: RecordingID, of tenant: TenantID
    ) async throws(StoreError) -> RecordingRecord?

    /// Takes a recording out of what is read; its file is to be deleted. Safe to repeat.
    func discard(
        _ id: RecordingID, of tenant: TenantID, by actor: String
    ) async throws(StoreError) -> Discarding

    /// Those that are over and whose files are to be deleted, some of them, by their ids.
    ///
    /// - Parameter last: only those behind it; nil begins with the first.
    func discarded(
        atMost limit: Int, after last: RecordingID?
    ) async throws(StoreError) -> [DiscardedRecording]

    /// The file is gone: so is the entry, and the audit journal says so. Safe to repeat.
    func forget(_ id: RecordingID, _ entry: AuditEntry) async throws(StoreError)

    /// Whose recordings there are.
    func recordingTenants() throws(StoreError) -> [TenantID]

    /// Discards what is over and began before, a bounded number at a time. Returns how many; safe to repeat, until it
    /// is none.
    func discardRecordings(
        of tenant: TenantID, before: Instant, by actor: String
    ) throws(StoreError) -> Int

    /// Ends those of which nobody knows anything any more, as after a backup was put in place.
    ///
    /// - Parameter known: those that are not over.
    func endRecordings(except known: Set<RecordingID>, at now: Instant) throws(StoreError)
}
