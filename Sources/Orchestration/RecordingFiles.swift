package import ConnectionMode

/// The port to where a PBX keeps the files of recordings.
package protocol RecordingFiles: Sendable {
    /// A file, piece by piece and no faster than it is read.
    func file(of recording: RecordingID) async throws(RecordingFileFault) -> RecordingFile

    /// Deletes a file. Safe to repeat; one that is not there is gone.
    func deleteFile(of recording: RecordingID) async throws(RecordingFileFault)
}

package enum RecordingFileFault: Error, Hashable, Sendable {
    case notThere
    /// The PBX does not do it with this file, of which other files know nothing.
    case refused(status: Int)
    /// The PBX cannot be reached, or serves as many files as it may.
    case away
}

/// A file on its way.
package struct RecordingFile: Sendable {
    /// How long it is; nil where that was not said.
    package let byteCount: Int?
    package let pieces: any AsyncSequence<[UInt8], any Error> & Sendable

    package init(
        byteCount: Int?, pieces: any AsyncSequence<[UInt8], any Error> & Sendable
    ) {
        self.byteCount = byteCount
        self.pieces = pieces
    }
}
