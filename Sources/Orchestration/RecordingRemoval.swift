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
    private let refused: RefusedDeletions

    /// - Parameter refusedRest: how long a file is left alone that the PBX does not delete.
    package init(
        index: any RecordingIndex, files: any RecordingFiles, clock: ServiceClock,
        logger: Logger, rest: Duration = .seconds(5), refusedRest: Duration = .seconds(600)
    ) {
        self.index = index
        self.files = files
        self.clock = clock
        self.logger = logger
        self.rest = rest
        refused = RefusedDeletions(rest: refusedRest)
    }

    /// Goes on until it is cancelled.
    package func run() async {
        while !Task.isCancelled {
            let count = await work()
            try? await Task.sleep(for: count > 0 ? Self.pause : rest)
        }
    }

    /// Deletes all that can be, as long as the PBX and the store are there. Returns how many.
    package func work() async -> Int {
        var count = 0
        var last: RecordingID?
        do {
            while true {
                let some = try await index.discarded(atMost: Self.atOnce, after: last)
                guard let end = some.last else { return count }
                last = end.record.id
                for recording in some where !refused.isResting(recording.record.id, at: .now) {
                    guard !Task.isCancelled else { return count }
                    switch await delete(recording) {
                    case .gone: count += 1
                    case .refused: break
                    case .stopped: return count
                    }
                    try? await Task.sleep(for: Self.pause)
                }
            }
        } catch {
            logger.debug("No files are deleted.", metadata: ["why": "\(error)"])
        }
        return count
    }

    private enum Outcome {
        case gone
        /// Of this file nothing more is tried for a while.
        case refused
        /// The next one would fare no better.
        case stopped
    }

    private func delete(_ recording: DiscardedRecording) async -> Outcome {
        let record = recording.record
        do {
            try await files.deleteFile(of: record.id)
        } catch .notThere {
            // Deleted before, or it never came to a file.
        } catch .refused(let status) {
            note(record, status)
            return .refused
        } catch {
            return .stopped
        }
        let entry = AuditEntry(
            at: clock.wall, tenant: record.agent.tenant, agent: record.agent.agent,
            actor: recording.actor, what: "recordingDeleted",
            detail: "\(record.id), \(record.call)", outcome: "done")
        do {
            try await index.forget(record.id, entry)
            return .gone
        } catch {
            logger.debug("A deletion cannot be stored.", metadata: ["why": "\(error)"])
            return .stopped
        }
    }

    private func note(_ record: RecordingRecord, _ status: Int) {
        guard let count = refused.add(record.id, at: .now) else { return }
        logger.warning(
            "Asterisk does not delete the file of a recording: see whose it is.",
            metadata: [
                "recording": "\(record.id)", "status": "\(status)", "refusals": "\(count)",
            ])
    }
}
