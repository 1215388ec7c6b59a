internal import Foundation
internal import JSON
package import Transport

/// Recordings: while they are made, and their files. *Source*: rest-api/recordings.json, rest-api/bridges.json.
extension ARIClient {
    /// How long a recording goes on at the most: half a day.
    public static let longestRecordingSeconds = 43_200

    /// Begins to record what is said in a bridge, into a WAV file of this name: one channel, 16 bits, 8,000 a second.
    ///
    /// It ends when the bridge empties. That it began is told by an event. Refused: 404 no such bridge, 409 there is a
    /// file of this name, or one is made, 500 there is no folder for it.
    ///
    /// - Parameters:
    ///   - bridge: its id.
    ///   - name: letters, digits and hyphens.
    public func record(_ bridge: String, as name: String) async throws(ARIError) {
        try await ask(
            .post, "/bridges/" + Self.encoded(bridge) + "/record",
            body: [
                "name": .string(name), "format": "wav", "ifExists": "fail",
                "maxDurationSeconds": .integer(Int64(Self.longestRecordingSeconds)),
            ])
    }

    /// How a recording stands that is not over; refused with status 404 when it is.
    public func liveRecording(_ name: String) async throws(ARIError) -> LiveRecording {
        try await ask(.get, live(name)) { json throws(JSONError) in try LiveRecording(json) }
    }

    /// Keeps all that follows out of a recording. No event tells of it; safe to repeat. Refused with 404 when it is over.
    public func pauseRecording(_ name: String) async throws(ARIError) {
        try await ask(.post, live(name) + "/pause")
    }

    /// Goes on after a pause; safe to repeat. Refused with 404 when it is over.
    public func resumeRecording(_ name: String) async throws(ARIError) {
        try await ask(.delete, live(name) + "/pause")
    }

    /// Ends a recording and keeps its file. Refused with 404 when it is over.
    public func stopRecording(_ name: String) async throws(ARIError) {
        try await ask(.post, live(name) + "/stop")
    }

    /// Whether there is a folder for recordings.
    ///
    /// *Source*: without one, 22.10.1 answers 500 when it is asked for what it has.
    package func hasRecordingFolder() async throws(ARIError) -> Bool {
        do throws(ARIError) {
            try await ask(.get, "/recordings/stored")
            return true
        } catch .refused(status: 500, _) {
            return false
        } catch .undecodable {
            // There are more than are taken in here.
            return true
        }
    }

    /// The file of a recording, piece by piece and no faster than it is read.
    ///
    /// Refused with 404 when there is none. The request's deadline is for the head; a file of which nothing comes for ten
    /// seconds is given up.
    package func recordingFile(_ name: String) async throws(ARIError) -> HTTPDownload {
        let download: HTTPDownload
        do {
            download = try await files.download(
                HTTPRequest(
                    .get, configuration.baseURL + "/ari" + stored(name) + "/file",
                    headers: [
                        HTTPHeader(name: "Authorization", value: configuration.authorization)
                    ], timeout: configuration.requestTimeout))
        } catch {
            throw ARIError(error)
        }
        guard download.status == 200 else {
            throw .refused(status: download.status, message: "no such file")
        }
        return download
    }

    /// Deletes the file of a recording; refused with 404 when there is none.
    public func deleteRecording(_ name: String) async throws(ARIError) {
        try await ask(.delete, stored(name))
    }

    private func live(_ name: String) -> String { "/recordings/live/" + Self.encoded(name) }

    private func stored(_ name: String) -> String { "/recordings/stored/" + Self.encoded(name) }
}
