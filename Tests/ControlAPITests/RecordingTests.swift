internal import ConnectionMode
internal import Logging
internal import Orchestration
internal import Storage
internal import Synchronization
internal import Testing

@testable internal import ControlAPI

/// Recordings as consoles make them, hear them and delete them (O13h).
@Suite(.timeLimit(.minutes(1)))
struct RecordingTests {
    private static let all = "/v1/tenants/acme/recordings"

    /// A call that is connected.
    private func talk(_ desk: Desk, _ caller: String = "caller-1") async throws -> String {
        let offer = try await desk.offered(caller)
        let accept = "/v1/tenants/acme/offers/\(offer)/accept"
        let call = try #require(try await desk.send(.post, accept)["callId"] as? String)
        try await desk.bridged(call)
        try await desk.settled()
        return call
    }

    /// A recording that is over.
    private func record(_ desk: Desk, _ call: String, _ bytes: [UInt8]?) async throws -> String {
        let path = "/v1/tenants/acme/calls/\(call)/recordings"
        #expect(try await desk.send(.post, path).status == 202)
        let id = try await desk.recording(of: call)
        desk.see(.recordingBegan(RecordingID(id)))
        #expect(try await desk.send(.post, "\(path)/\(id)/stop").status == 200)
        desk.see(.recordingOver(RecordingID(id), seconds: 2))
        desk.phones.keep(bytes, of: RecordingID(id))
        try await desk.settled()
        return id
    }

    @Test func `O13h an agent records, pauses, goes on and stops, and all are told`() async throws {
        try await Desk.open { desk in
            let contract = try Contract()
            let told = Mutex<[EventType]>([])
            let subscription = desk.board.subscribe { posting in
                let type = EventType(posting.content)
                if type.family == "recording" { told.withLock { $0.append(type) } }
                return true
            }
            defer { withExtendedLifetime(subscription) {} }
            try await desk.openConnection()
            let call = try await talk(desk)
            let path = "/v1/tenants/acme/calls/\(call)/recordings"
            func ask(_ deed: String, as token: Desk.Token = .alice) async throws -> Reply {
                let reply = try await desk.send(.post, path + deed, as: token)
                try contract.check(reply, reply.status < 300 ? "CallAnswer" : "Problem")
                return reply
            }
            for token in [Desk.Token.bob, .supervisor, .administrator] {
                #expect(try await ask("", as: token).status == 403)
            }
            #expect(try await ask("", as: .foreignAgent).status == 404)
            #expect(try await ask("/none/stop").code == "notRecording")
            let started = try await ask("")
            #expect(started.status == 202)
            func state(_ reply: Reply) -> String? {
                (reply["recording"] as? [String: Any])?["state"] as? String
            }
            #expect(state(started) == "starting", "C6")
            #expect(try await ask("").code == "alreadyRecording")
            #expect(try await ask("/none/pause").code == "recordingUnknown")
            let id = try await desk.recording(of: call)
            let name = RecordingID(id)
            desk.see(.recordingBegan(name))
            try await desk.settled()
            #expect(state(try await ask("/\(id)/pause")) == "recording", "C6")
            desk.see(.recordingSeen(name, paused: true))
            try await desk.settled()
            let listed = try await desk.send(.get, Self.all, as: .supervisor)
            try contract.check(listed, "RecordingList")
            let items = try #require(listed["items"] as? [[String: Any]])
            #expect(items.map { $0["id"] as? String } == [id])
            #expect(items.first?["endedAt"] == nil)
            #expect(state(try await ask("/\(id)/resume")) == "paused")
            desk.see(.recordingSeen(name, paused: false))
            #expect(state(try await ask("/\(id)/stop")) == "stopping")
            desk.see(.recordingOver(name, seconds: 7))
            try await desk.settled()
            #expect(try await desk.send(.get, "/v1/tenants/acme/calls/\(call)")["recording"] == nil)
            let one = try await desk.send(.get, "\(Self.all)/\(id)", as: .supervisor)
            try contract.check(one, "RecordingAnswer")
            #expect(one["durationSeconds"] as? Double == 7)
            #expect(one["endReason"] as? String == "stopped")
            #expect(
                told.withLock { $0 } == [
                    .recordingStarted, .recordingPaused, .recordingResumed, .recordingStopped,
                ])
        }
    }

    @Test func `O13h a file passes through as it is, and who fetched it is in the journal`()
        async throws
    {
        try await Desk.open { desk in
            try await desk.openConnection()
            let call = try await talk(desk)
            let bytes = (0..<100_000).map { _ in UInt8.random(in: 0x20...0x7E) }
            let id = try await record(desk, call, bytes)
            let path = "\(Self.all)/\(id)/file"
            for token in [Desk.Token.supervisor, .administrator] {
                let reply = try await desk.send(.get, path, as: token)
                #expect(reply.status == 200)
                #expect(reply.header("Content-Type") == "audio/wav")
                #expect(reply.header("Cache-Control") == "no-store")
                #expect(reply.header("Content-Length") == "100000")
                #expect(Array(reply.text.utf8) == bytes)
            }
            for token in [Desk.Token.alice, .router] {
                #expect(try await desk.send(.get, path, as: token).status == 403)
                #expect(try await desk.send(.get, Self.all, as: token).status == 403)
            }
            #expect(try await desk.send(.get, path, as: .foreignSupervisor).status == 404)
            desk.phones.setFilesAway(true)
            #expect(try await desk.send(.get, path, as: .supervisor).code == "phoneSystemAway")
            desk.phones.setFilesAway(false)
            desk.phones.keep(nil, of: RecordingID(id))
            let missing = try await desk.send(.get, path, as: .supervisor)
            #expect((missing.status, missing.code) == (404, "recordingFileMissing"))
            try await desk.settled()
            let entries = try desk.store.entries(AuditQuery()).filter {
                $0.what == "fetchRecording"
            }
            #expect(entries.count == 2)
            #expect(entries.first?.actor == "token t-supervisor (supervisor)")
            #expect(entries.first?.detail == "\(id), \(call)")
        }
    }

    @Test func `O13h three slow readers are all of a tenant's, and it is said whose fault that is`()
        async throws
    {
        try await Desk.open { desk in
            try await desk.openConnection()
            let id = try await record(desk, try await talk(desk), [1, 2, 3])
            let path = "\(Self.all)/\(id)/file"
            desk.phones.setFilesSlow(true)
            try await withThrowingTaskGroup(of: Int.self) { readers in
                for _ in 1...FetchSlots.perTenant {
                    readers.addTask { try await desk.send(.get, path, as: .supervisor).status }
                }
                while desk.phones.slowFileCount < FetchSlots.perTenant {
                    try await Task.sleep(for: .milliseconds(5))
                }
                let refused = try await desk.send(.get, path, as: .administrator)
                try Contract().check(refused, "Problem")
                #expect((refused.status, refused.code) == (429, "tooManyFetches"))
                #expect(refused.header("Retry-After") == "5")
                desk.phones.setFilesSlow(false)
                for try await status in readers { #expect(status == 200) }
            }
            // The last of them lets go of its place a moment after its last byte.
            while try await desk.send(.get, path, as: .supervisor).status == 429 {
                try await Task.sleep(for: .milliseconds(5))
            }
            #expect(try await desk.send(.get, path, as: .supervisor).status == 200)
        }
    }

    @Test func `O13h no tenant takes another's places for files, and in all there are some`() throws
    {
        let slots = FetchSlots()
        var held: [OpenSlots.Slot] = []
        for tenant in 0..<(FetchSlots.inAll / FetchSlots.perTenant) {
            for _ in 1...FetchSlots.perTenant {
                held.append(try slots.take(of: TenantID("t\(tenant)")))
            }
        }
        func refusal(of tenant: String) -> Problem? {
            do {
                _ = try slots.take(of: TenantID(tenant))
                return nil
            } catch { return error }
        }
        #expect(refusal(of: "t0")?.code == .tooManyFetches)
        #expect(refusal(of: "other")?.code == .overloaded)
        held.removeFirst()
        #expect(refusal(of: "other") == nil)
        #expect(refusal(of: "t0") == nil)
    }

    @Test func `O13h an administrator deletes what is over, also while Asterisk is away`()
        async throws
    {
        try await Desk.open { desk in
            try await desk.openConnection()
            let call = try await talk(desk)
            let id = try await record(desk, call, [1, 2, 3])
            let path = "\(Self.all)/\(id)"
            #expect(try await desk.send(.delete, path, as: .supervisor).status == 403)
            #expect(try await desk.send(.delete, path, as: .foreign).status == 404)
            let ofCall = "/v1/tenants/acme/calls/\(call)/recordings"
            #expect(try await desk.send(.post, ofCall).status == 202)
            let running = try await desk.recording(of: call)
            let refused = try await desk.send(
                .delete, "\(Self.all)/\(running)", as: .administrator)
            #expect((refused.status, refused.code) == (409, "recordingUnderWay"))
            desk.phones.setFilesAway(true)
            for _ in 1...2 {
                #expect(try await desk.send(.delete, path, as: .administrator).status == 204)
            }
            #expect(try await desk.send(.get, path, as: .administrator).status == 404)
            let removal = RecordingRemoval(
                index: desk.store, files: desk.phones, clock: desk.sequencer.clock,
                logger: Logger(label: "test"))
            #expect(await removal.work() == 0)
            #expect(
                desk.phones.fileNames == [RecordingID(id)], "it is kept until it can be deleted")
            desk.phones.setFilesAway(false)
            #expect(await removal.work() == 1)
            #expect(await removal.work() == 0)
            #expect(desk.phones.fileNames.isEmpty)
            #expect(
                try await desk.send(.delete, path, as: .administrator).code == "recordingUnknown")
            let entries = try desk.store.entries(AuditQuery()).filter {
                $0.what == "recordingDeleted"
            }
            #expect(entries.map(\.actor) == ["token t-administrator (administrator)"])
            #expect(entries.first?.detail == "\(id), \(call)")
        }
    }

    @Test func `O13h recordings are listed by agent, call and time, page by page`() async throws {
        try await Desk.open { desk in
            try await desk.openConnection()
            let call = try await talk(desk)
            var ids: [String] = []
            for _ in 1...3 { ids.append(try await record(desk, call, [1])) }
            func list(_ query: String) async throws -> (ids: [String], next: String?) {
                let reply = try await desk.send(.get, "\(Self.all)?\(query)", as: .supervisor)
                #expect(reply.status == 200)
                let items = reply["items"] as? [[String: Any]] ?? []
                return (items.compactMap { $0["id"] as? String }, reply["nextCursor"] as? String)
            }
            let first = try await list("limit=2")
            #expect(first.ids.count == 2)
            let rest = try await list("limit=2&cursor=\(try #require(first.next))")
            #expect(Set(first.ids + rest.ids) == Set(ids))
            #expect(rest.next == nil)
            #expect(try await list("agent=alice&call=\(call)").ids.count == 3)
            #expect(try await list("agent=bob").ids.isEmpty)
            #expect(try await list("call=none").ids.isEmpty)
            #expect(try await list("group=sales").ids.count == 3)
            #expect(try await list("group=support").ids.isEmpty)
            #expect(try await list("from=2020-01-01&to=2020-02-01").ids.isEmpty)
            for bad in ["from=x", "limit=0", "cursor=x", "group=none"] {
                let reply = try await desk.send(.get, "\(Self.all)?\(bad)", as: .supervisor)
                #expect((reply.status, reply.code) == (400, "invalidParameter"), "\(bad)")
            }
        }
    }
}
