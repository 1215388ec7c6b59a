internal import ConnectionMode
internal import Orchestration
internal import Storage
internal import Synchronization
internal import TestSupport
internal import Testing

/// The files of discarded recordings are deleted (O13h).
@Suite(.timeLimit(.minutes(1))) struct `Removal of recordings` {
    private static let acme = TenantID("acme")
    private static let clock = ServiceClock(startingAt: Instant(millisecondsSince1970: 10_000))

    /// Files of which some cannot be deleted.
    private final class Files: RecordingFiles {
        private struct State {
            var faults: [RecordingID: RecordingFileFault] = [:]
            var asked: [RecordingID] = []
        }

        private let state = Mutex(State())

        var asked: [RecordingID] { state.withLock { $0.asked } }

        func set(_ fault: RecordingFileFault?, of ids: some Sequence<RecordingID>) {
            state.withLock { state in for id in ids { state.faults[id] = fault } }
        }

        func file(of recording: RecordingID) async throws(RecordingFileFault) -> RecordingFile {
            throw .notThere
        }

        func deleteFile(of recording: RecordingID) async throws(RecordingFileFault) {
            let fault = state.withLock { state in
                state.asked.append(recording)
                return state.faults[recording]
            }
            if let fault { throw fault }
        }
    }

    /// Discarded recordings, in the order of their names.
    private func discarded(_ count: Int, in store: InMemoryStore) async throws -> [RecordingID] {
        let ids = (0..<count).map { RecordingID("r\(100 + $0)") }
        for id in ids {
            let record = RecordingRecord(
                id: id, agent: AgentKey(tenant: Self.acme, agent: AgentID("alice")),
                call: CallID("c1"), startedAt: Instant(millisecondsSince1970: 1_000),
                endedAt: Instant(millisecondsSince1970: 2_000), recordedMilliseconds: 1_000,
                end: .callEnded)
            try store.commit([], journal: [], ledger: [.recording(record)])
            #expect(try await store.discard(id, of: Self.acme, by: "retention") == .done)
        }
        return ids
    }

    @Test func `O13h files that Asterisk refuses to delete hold up no others, and are warned of`()
        async throws
    {
        let (store, files, log) = (InMemoryStore(), Files(), RecordingLog())
        let ids = try await discarded(23, in: store)
        files.set(.refused(status: 500), of: ids.dropLast())
        let removal = RecordingRemoval(
            index: store, files: files, clock: Self.clock, logger: log.logger)
        #expect(await removal.work() == 1)
        #expect(try await store.discarded(atMost: 99).map(\.record.id) == ids.dropLast())
        let warnings = log.lines.filter { $0.hasPrefix("warning") }
        #expect(warnings.count == 1, "at a pace that a log bears")
        #expect(warnings.first?.contains(ids[0].rawValue) == true)
        #expect(warnings.first?.contains("500") == true)
        // They are left alone for a while.
        let count = files.asked.count
        #expect(count == 23)
        #expect(await removal.work() == 0)
        #expect(files.asked.count == count)
    }

    @Test func `O13h a file that was refused is tried again`() async throws {
        let (store, files, log) = (InMemoryStore(), Files(), RecordingLog())
        let ids = try await discarded(1, in: store)
        files.set(.refused(status: 500), of: ids)
        let removal = RecordingRemoval(
            index: store, files: files, clock: Self.clock, logger: log.logger,
            refusedRest: .zero)
        #expect(await removal.work() == 0)
        files.set(nil, of: ids)
        #expect(await removal.work() == 1)
        #expect(try await store.discarded(atMost: 99).isEmpty)
    }

    @Test func `O13h with Asterisk away nothing more is asked for`() async throws {
        let (store, files, log) = (InMemoryStore(), Files(), RecordingLog())
        let ids = try await discarded(3, in: store)
        files.set(.away, of: ids)
        let removal = RecordingRemoval(
            index: store, files: files, clock: Self.clock, logger: log.logger)
        #expect(await removal.work() == 0)
        #expect(files.asked == [ids[0]])
        #expect(!log.lines.contains { $0.hasPrefix("warning") })
    }
}
