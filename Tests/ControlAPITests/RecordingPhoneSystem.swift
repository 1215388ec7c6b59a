internal import ConnectionMode
internal import Orchestration
internal import Synchronization

/// A PBX that only notes what it is asked for; what is seen there is up to the test.
final class RecordingPhoneSystem: PhoneSystem {
    private struct Record {
        var effects: [Effect] = []
        var spoken: [LegID: PIN] = [:]
        var files: [RecordingID: [UInt8]] = [:]
        var areFilesAway = false
        var areFilesSlow = false
        /// Files of which nothing more comes.
        var slow: [AsyncThrowingStream<[UInt8], any Error>.Continuation] = []
    }

    private let record = Mutex(Record())

    var effects: [Effect] { record.withLock { $0.effects } }

    /// What was spoken on a leg, as who listens there hears it.
    func heard(on leg: LegID) -> String? {
        record.withLock { $0.spoken[leg]?.digits.map(String.init).joined() }
    }

    func pursue(_ effect: Effect) { record.withLock { $0.effects.append(effect) } }

    func speak(_ pin: PIN, on leg: LegID, _ spoken: SpokenPIN) {
        record.withLock { $0.spoken[leg] = pin }
    }
}

/// And the files of recordings that it has.
extension RecordingPhoneSystem: RecordingFiles {
    func keep(_ bytes: [UInt8]?, of recording: RecordingID) {
        record.withLock { $0.files[recording] = bytes }
    }

    func setFilesAway(_ areAway: Bool) { record.withLock { $0.areFilesAway = areAway } }

    /// From now on files come as far as their beginning, until this is taken back.
    func setFilesSlow(_ areSlow: Bool) {
        let slow = record.withLock { record in
            record.areFilesSlow = areSlow
            defer { record.slow = [] }
            return record.slow
        }
        for file in slow { file.finish() }
    }

    var slowFileCount: Int { record.withLock { $0.slow.count } }

    var fileNames: [RecordingID] { record.withLock { $0.files.keys.sorted() } }

    func file(of recording: RecordingID) async throws(RecordingFileFault) -> RecordingFile {
        let (isAway, bytes) = record.withLock { ($0.areFilesAway, $0.files[recording]) }
        guard !isAway else { throw .away }
        guard let bytes else { throw .notThere }
        let pieces = AsyncThrowingStream<[UInt8], any Error> { stream in
            for start in stride(from: 0, to: bytes.count, by: 10_000) {
                stream.yield(Array(bytes[start..<min(bytes.count, start + 10_000)]))
            }
            let isSlow = record.withLock { record in
                if record.areFilesSlow { record.slow.append(stream) }
                return record.areFilesSlow
            }
            if !isSlow { stream.finish() }
        }
        return RecordingFile(byteCount: bytes.count, pieces: pieces)
    }

    func deleteFile(of recording: RecordingID) async throws(RecordingFileFault) {
        let (isAway, bytes) = record.withLock { record in
            (
                record.areFilesAway,
                record.areFilesAway ? nil : record.files.removeValue(forKey: recording)
            )
        }
        guard !isAway else { throw .away }
        guard bytes != nil else { throw .notThere }
    }
}
