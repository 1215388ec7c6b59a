internal import ARI
package import ConnectionMode
package import Orchestration
internal import Transport

extension AsteriskGateway: RecordingFiles {
    package func file(
        of recording: RecordingID
    ) async throws(RecordingFileFault) -> RecordingFile {
        do {
            let download = try await client.recordingFile(recording.rawValue)
            let count = download.header("Content-Length").flatMap { Int($0) }
            return RecordingFile(
                byteCount: count, pieces: WaveRepair(pieces: download, byteCount: count))
        } catch {
            throw RecordingFileFault(error)
        }
    }

    package func deleteFile(of recording: RecordingID) async throws(RecordingFileFault) {
        do {
            try await client.deleteRecording(recording.rawValue)
        } catch {
            throw RecordingFileFault(error)
        }
    }
}

extension RecordingFileFault {
    init(_ error: ARIError) {
        switch error {
        case .refused(status: 404, _): self = .notThere
        case .refused(let status, _) where !Self.ofAll.contains(status):
            self = .refused(status: status)
        case .refused, .notSent, .outcomeUnknown, .undecodable: self = .away
        }
    }

    /// A password that is not right, too much at once, a proxy before an Asterisk that is away: the next file would have
    /// the same answer.
    private static let ofAll: Set<Int> = [401, 429, 502, 503, 504]
}

/// Says in the head of a WAV file how long it is, where Asterisk was killed before it could.
///
/// It writes the head with lengths of zero and fills them in at the end. *Source*: seen on 22.10.1.
struct WaveRepair<Pieces: AsyncSequence<[UInt8], any Error> & Sendable>: AsyncSequence, Sendable {
    let pieces: Pieces
    /// Of the whole file.
    let byteCount: Int?

    func makeAsyncIterator() -> Iterator {
        Iterator(pieces: pieces.makeAsyncIterator(), byteCount: byteCount)
    }

    struct Iterator: AsyncIteratorProtocol {
        var pieces: Pieces.AsyncIterator
        let byteCount: Int?
        private var isFirst = true

        init(pieces: Pieces.AsyncIterator, byteCount: Int?) {
            self.pieces = pieces
            self.byteCount = byteCount
        }

        mutating func next() async throws -> [UInt8]? {
            guard let piece = try await pieces.next() else { return nil }
            defer { isFirst = false }
            return isFirst ? WaveHead.repaired(piece, ofFileWith: byteCount) : piece
        }
    }
}

/// The head of a WAV file as Asterisk writes it: 44 bytes, the sound behind them.
enum WaveHead {
    private static let byteCount = 44

    /// The beginning of a file with the lengths that it should have; of anything else, as it is.
    static func repaired(_ beginning: [UInt8], ofFileWith count: Int?) -> [UInt8] {
        guard let count, count > byteCount, beginning.count >= byteCount,
            count <= Int(UInt32.max), beginning.starts(with: Array("RIFF".utf8)),
            Array(beginning[36..<40]) == Array("data".utf8),
            beginning[40..<44].allSatisfy({ $0 == 0 })
        else { return beginning }
        var repaired = beginning
        write(count - 8, into: &repaired, at: 4)
        write(count - byteCount, into: &repaired, at: 40)
        return repaired
    }

    private static func write(_ number: Int, into bytes: inout [UInt8], at place: Int) {
        for byte in 0..<4 {
            bytes[place + byte] = UInt8(truncatingIfNeeded: number >> (8 * byte))
        }
    }
}
