internal import ConnectionMode
package import Logging
internal import Synchronization
package import Storage

/// Deletes the files of recordings that were discarded: by an administrator, for their age, or with somebody who was
/// erased. One after the other and not many in a second, so that nobody's call is felt by it.
///
/// What is discarded stands in the store until its file is gone, so that neither a kill nor a PBX that is away loses it.
package struct RecordingRemoval: Sendable {
    private static let atOnce = 20
    private static let pause = Duration.milliseconds(100)

    private let index: any RecordingIndex
    private let files: any RecordingFiles
    private let clock: ServiceClock
    private let logger: Logger
    /// How long nothing is looked for when there was nothing to do.
    private let rest: Duration

    package init(
        index: any RecordingIndex, files: any RecordingFiles, clock: ServiceClock,
        logger: Logger, rest: Duration = .seconds(5)
    ) {
        self.index = index
        self.files = files
        self.clock = clock
        self.logger = logger
        self.rest = rest
    }

    /// Goes on until it is cancelled.
    package func run() async {
        while !Task.isCancelled {
            let count = await work()
            try? await Task.sleep(for: count > 0 ? Self.pause : rest)
        }
    }

    /// Deletes some. Returns how many.
    package func work() async -> Int {
        var count = 0
        do {
            for recording in try await index.discarded(atMost: Self.atOnce) {
                guard !Task.isCancelled, await delete(recording) else { return count }
                count += 1
                try? await Task.sleep(for: Self.pause)
            }
        } catch {
            logger.debug("No files are deleted.", metadata: ["why": "\(error)"])
        }
        return count
    }

    private func delete(_ recording: DiscardedRecording) async -> Bool {
        let record = recording.record
        do {
            try await files.deleteFile(of: record.id)
        } catch .notThere {
            // Deleted before, or it never came to a file.
        } catch {
            return false
        }
        let entry = AuditEntry(
            at: clock.wall, tenant: record.agent.tenant, agent: record.agent.agent,
            actor: recording.actor, what: "recordingDeleted",
            detail: "\(record.id), \(record.call)", outcome: "done")
        do {
            try await index.forget(record.id, entry)
            return true
        } catch {
            logger.debug("A deletion cannot be stored.", metadata: ["why": "\(error)"])
            return false
        }
    }
}
