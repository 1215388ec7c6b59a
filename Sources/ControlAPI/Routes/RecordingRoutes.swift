internal import ConnectionMode
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Orchestration
internal import Storage

/// Recordings of calls (O13h): agents make them, supervisors hear them, administrators delete them.
enum RecordingRoutes {
    private static let path = "/v1/tenants/{tenant}/recordings"
    private static let ofCall = "/v1/tenants/{tenant}/calls/{call}/recordings"

    static let all = [
        Route(.post, ofCall, .agent(.act), respond: start),
        change("/pause") { .pauseRecording($0, $1, true) },
        change("/resume") { .pauseRecording($0, $1, false) },
        change("/stop") { .stopRecording($0, $1) },
        Route(.get, path, .supervisor, respond: list),
        Route(.get, path + "/{recording}", .supervisor, respond: one),
        Route(.get, path + "/{recording}/file", .supervisor, respond: file),
        Route(.delete, path + "/{recording}", .administrator, respond: delete),
    ]

    // MARK: During a call

    private static func start(_ inquiry: Inquiry) async throws(Problem) -> Response {
        try await perform(inquiry, status: .accepted) { call, _ in .startRecording(call) }
    }

    private static func change(
        _ tail: String, _ command: @escaping @Sendable (CallID, RecordingID) -> Command
    ) -> Route {
        Route(.post, ofCall + "/{recording}" + tail, .agent(.act)) {
            (inquiry: Inquiry) async throws(Problem) -> Response in
            let name = RecordingID(try inquiry.name("recording"))
            return try await perform(inquiry) { call, _ in command(call, name) }
        }
    }

    /// Answers with the call as it is then.
    private static func perform(
        _ inquiry: Inquiry, status: HTTPResponse.Status = .ok,
        _ command: (CallID, AgentKey) -> Command
    ) async throws(Problem) -> Response {
        let (bearer, call) = try await inquiry.call()
        try await inquiry.requireNoBody()
        _ = try await inquiry.backend.perform(
            command(call.id, call.agent), for: call.agent, as: bearer)
        guard let call = try await inquiry.backend.read({ $0.calls[call.id] }) else {
            throw Problem(Refusal.callUnknown)
        }
        return .json(Timed(CallBody(call), at: inquiry.backend.now), status: status)
    }

    // MARK: Afterwards

    private static func list(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let bearer = try inquiry.supervisor()
        let parameters = inquiry.request.uri.queryParameters
        let range = try LedgerRange(
            parameters, at: inquiry.backend.now, usualSeconds: usualDays * 86_400)
        let page = try Page(parameters)
        var agents = try await inquiry.members()
        if let agent = parameters.get("agent").map({ AgentID($0) }) {
            agents = agents?.contains(agent) ?? true ? [agent] : []
        }
        let query = RecordingQuery(
            tenant: bearer.tenant, agents: agents,
            call: parameters.get("call").map { CallID($0) }, from: range.from, until: range.until)
        let found: [RecordingRecord]
        do {
            found = try await inquiry.backend.recordings.recordings(
                query, try RecordingPage(page))
        } catch let problem as Problem {
            throw problem
        } catch {
            throw .storeUnavailable
        }
        let list = page.list(found, by: \.place.cursor, as: RecordingBody.init)
        return .json(Timed(list, at: inquiry.backend.now))
    }

    /// How far back a list reaches where nothing is said.
    private static let usualDays = 90

    private static func one(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let (_, record) = try await found(inquiry)
        return .json(Timed(RecordingBody(record), at: inquiry.backend.now))
    }

    private static func found(
        _ inquiry: Inquiry
    ) async throws(Problem) -> (bearer: Bearer, record: RecordingRecord) {
        let bearer = try inquiry.supervisor()
        let id = RecordingID(try inquiry.name("recording"))
        let record: RecordingRecord?
        do {
            record = try await inquiry.backend.recordings.recording(id, of: bearer.tenant)
        } catch {
            throw .storeUnavailable
        }
        guard let record else { throw .recordingUnknown }
        return (bearer, record)
    }

    private static func file(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let (bearer, record) = try await found(inquiry)
        guard record.endedAt != nil else { throw .recordingUnderWay }
        let slot = try inquiry.backend.fetches.take(of: bearer.tenant)
        let file: RecordingFile
        do {
            file = try await inquiry.backend.files.file(of: record.id)
        } catch .notThere {
            throw .recordingFileMissing
        } catch {
            throw Problem(Refusal.phoneSystemAway)
        }
        inquiry.backend.sequencer.note(
            "fetchRecording", "\(record.id), \(record.call)", by: bearer.actor)
        var headers: HTTPFields = [
            .contentType: "audio/wav", .cacheControl: "no-store",
            .contentDisposition: "attachment; filename=\"\(record.id).wav\"",
        ]
        if let count = file.byteCount { headers[.contentLength] = String(count) }
        let pieces = file.pieces
        let deadline = ContinuousClock.now.advanced(by: longestFetch)
        // Should Asterisk fail in the middle, the answer breaks off, so that nobody takes a part for the whole.
        let body = ResponseBody(contentLength: file.byteCount) { writer in
            defer { withExtendedLifetime(slot) {} }
            for try await piece in pieces {
                guard ContinuousClock.now < deadline else { throw CancellationError() }
                try await writer.write(ByteBuffer(bytes: piece))
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: headers, body: body)
    }

    /// Far longer than any honest reader takes for half a day of sound.
    private static let longestFetch = Duration.seconds(1_800)

    private static func delete(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let bearer = try inquiry.administrator()
        try await inquiry.requireNoBody()
        let id = RecordingID(try inquiry.name("recording"))
        // What was asked for before, as the end of it, is in the index by then.
        try await inquiry.backend.read { _ in }
        let outcome: Discarding
        do {
            outcome = try await inquiry.backend.recordings.discard(
                id, of: bearer.tenant, by: bearer.actor.name)
        } catch {
            throw .storeUnavailable
        }
        switch outcome {
        case .unknown: throw .recordingUnknown
        case .underWay: throw .recordingUnderWay
        case .done:
            inquiry.backend.sequencer.note("deleteRecording", id.rawValue, by: bearer.actor)
            return .noContent
        }
    }
}

extension Problem {
    fileprivate static let recordingUnknown = Problem(
        .notFound, .recordingUnknown, "Use a recording that the recordings' list has.")
    fileprivate static let recordingUnderWay = Problem(
        .conflict, .recordingUnderWay, "Wait until it is over.")
    fileprivate static let recordingFileMissing = Problem(
        .notFound, .recordingFileMissing,
        "Look for it in Asterisk's folder of recordings: it was taken away, or nothing was taken down."
    )
}

extension RecordingPage {
    /// The cursor is `<milliseconds>.<id>`.
    fileprivate init(_ page: Page) throws(Problem) {
        var before: Place?
        if let cursor = page.cursor {
            guard let (at, id) = PageByTime.read(cursor) else {
                throw Page.invalid("Let \"cursor\" be the \"nextCursor\" of the page before.")
            }
            before = Place(
                startedAt: Instant(millisecondsSince1970: at), id: RecordingID(id))
        }
        // One more tells whether there is more.
        self.init(before: before, limit: page.limit + 1)
    }
}

extension RecordingPage.Place {
    fileprivate var cursor: String { "\(startedAt.millisecondsSince1970).\(id)" }
}
