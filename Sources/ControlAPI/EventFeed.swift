internal import ConnectionMode
internal import Hummingbird
internal import Orchestration
internal import ServiceLifecycle

/// One event stream: what its token may see, from a snapshot or from where the client left off.
///
/// It ends when the client goes, when its token is removed, and when the service stops. A client
/// who falls behind starts over with a snapshot.
struct EventFeed: Sendable {
    let backend: Backend
    let bearer: Bearer
    let filter: EventFilter
    /// Held as long as the stream is.
    let slot: OpenSlots.Slot

    /// Where a stream begins: what is to be written first, and what follows it.
    struct Opening: Sendable {
        var first: [EventBody]
        let subscription: NoticeBoard.Subscription
    }

    /// What goes to the client.
    private enum Item: Sendable {
        case postings([Posting])
        case heartbeat
    }

    /// Begins after `id`, if that can still be had; else with a snapshot.
    func open(after id: String?) async throws(Problem) -> Opening {
        let place = id.flatMap { PostingID($0) }
        var opening = try await snapshot(after: place)
        if id != nil, !opening.subscription.isResumed {
            let reset = ResetBody(reason: .cannotResume)
            opening.first.insert(
                EventBody(reset: reset, tenant: bearer.tenant, at: backend.now), at: 0)
        }
        return opening
    }

    /// Takes the snapshot and subscribes between the same two inputs: nothing is missed or doubled.
    private func snapshot(after place: PostingID?) async throws(Problem) -> Opening {
        let heartbeatSeconds = Int(backend.configuration.heartbeat.components.seconds)
        let (bearer, wanted, board, now) = (bearer, filter, backend.board, backend.now)
        let service = ReadinessBody(backend.health.report)
        let opening = try await backend.read { model -> Result<Opening, Problem> in
            let visible = AgentBody.visible(to: bearer, in: model)
            let filter: EventFilter
            do throws(Problem) {
                filter = try wanted.resolved(among: visible, for: bearer, in: model.directory)
            } catch {
                return .failure(error)
            }
            let subscription = board.subscribe(after: place) {
                Self.shows($0, to: bearer) && filter.wants($0)
            }
            if subscription.isResumed {
                return .success(Opening(first: [], subscription: subscription))
            }
            let snapshot = SnapshotBody(
                of: visible.filter { filter.wants($0.agent) }, in: model, for: bearer,
                customers: bearer.seesTenant && filter.wantsAllAgents
                    ? WaitingRoutes.customers(of: bearer.tenant, in: model) : nil,
                service: service, heartbeatSeconds: heartbeatSeconds, at: now)
            let event = EventBody(
                snapshot: snapshot, id: subscription.last, tenant: bearer.tenant, at: now)
            return .success(Opening(first: [event], subscription: subscription))
        }
        return try opening.get()
    }

    private static func shows(_ posting: Posting, to bearer: Bearer) -> Bool {
        switch posting.content {
        case .notice(let notice):
            switch notice.subject {
            case .agent(let key):
                bearer.may(notice.content.isForOverseers ? .oversee : .read, on: key)
            case .tenant(let tenant): bearer.seesTenant && tenant == bearer.tenant
            }
        case .serviceDegraded, .serviceRestored: true
        }
    }

    /// Writes until the stream is over.
    func write(_ opening: Opening, to writer: inout any ResponseBodyWriter) async throws {
        var opening = opening
        try await writer.write(ByteBuffer(string: "retry: 2000\n\n"))
        while true {
            var buffer = ByteBuffer()
            for event in opening.first { try Self.frame(event, into: &buffer) }
            if buffer.readableBytes > 0 { try await writer.write(buffer) }
            try await follow(opening.subscription, into: &writer)
            guard let again = try await reopen() else { return }
            opening = again
        }
    }

    /// Starts over for a client who fell behind; nil when the stream is over.
    private func reopen() async throws -> Opening? {
        while true {
            try Task.checkCancellation()
            if Task.isShuttingDownGracefully || backend.health.report.isStopping { return nil }
            guard await backend.authentication.stillStands(bearer) else { return nil }
            do {
                var opening = try await snapshot(after: nil)
                let reset = ResetBody(reason: .fellBehind)
                opening.first.insert(
                    EventBody(reset: reset, tenant: bearer.tenant, at: backend.now), at: 0)
                return opening
            } catch {
                guard error.code == .overloaded else { return nil }
                try await Task.sleep(for: .seconds(1))
            }
        }
    }

    /// Writes what is told, and heartbeats, until the subscription ends, the service stops or the
    /// token is removed.
    private func follow(
        _ subscription: NoticeBoard.Subscription, into writer: inout any ResponseBodyWriter
    ) async throws {
        // At most one lot of postings waits here, so that the subscription's own bound counts. A client who
        // leaves several heartbeats unread has fallen behind.
        let (items, source) = AsyncStream.makeStream(
            of: Item.self, bufferingPolicy: .bufferingOldest(4))
        let (written, permits) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingOldest(1))
        backend.presence.hasConsole(bearer)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await Self.pass(subscription.postings, to: source, oneAtATime: written)
            }
            group.addTask { try await beat(source) }
            group.addTask {
                try await gracefulShutdown()
                source.finish()
            }
            defer { group.cancelAll() }
            for await item in items {
                switch item {
                case .postings(let postings):
                    var buffer = ByteBuffer()
                    for posting in postings {
                        let event = EventBody(posting, for: bearer, at: backend.now)
                        try Self.frame(event, into: &buffer)
                    }
                    try await writer.write(buffer)
                    permits.yield()
                case .heartbeat:
                    try await writer.write(ByteBuffer(string: ": heartbeat\n\n"))
                }
            }
        }
    }

    private static func pass(
        _ postings: AsyncStream<[Posting]>, to source: AsyncStream<Item>.Continuation,
        oneAtATime written: AsyncStream<Void>
    ) async {
        var permits = written.makeAsyncIterator()
        for await lot in postings {
            guard case .enqueued = source.yield(.postings(lot)), await permits.next() != nil
            else { break }
        }
        source.finish()
    }

    /// Sends heartbeats, and looks after the token.
    private func beat(_ source: AsyncStream<Item>.Continuation) async throws {
        let configuration = backend.configuration
        var nextBeat = ContinuousClock.now + configuration.heartbeat
        var nextCheck = ContinuousClock.now + configuration.tokenRecheck
        while true {
            try await Task.sleep(until: min(nextBeat, nextCheck))
            backend.presence.heard(bearer)
            if nextBeat <= .now {
                backend.presence.hasConsole(bearer)
                source.yield(.heartbeat)
                nextBeat = .now + configuration.heartbeat
            }
            if nextCheck <= .now {
                guard await backend.authentication.stillStands(bearer) else { break }
                nextCheck = .now + configuration.tokenRecheck
            }
        }
        source.finish()
    }

    /// An event as a stream has it.
    private static func frame(_ event: EventBody, into buffer: inout ByteBuffer) throws {
        if let id = event.id { buffer.writeString("id: \(id)\n") }
        buffer.writeString("event: \(event.type.rawValue)\ndata: ")
        buffer.writeBytes(try JSONText.encode(event))
        buffer.writeString("\n\n")
    }
}
