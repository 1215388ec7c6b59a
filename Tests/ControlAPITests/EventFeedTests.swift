internal import ConnectionMode
internal import ControlAPI
internal import Orchestration
internal import Storage
internal import Testing

/// The stream of events.
@Suite(.timeLimit(.minutes(1)))
struct EventFeedTests {
    @Test func `it begins with a snapshot, then tells what happens, each in its place`()
        async throws
    {
        try await Desk.open { desk in
            let contract = try Contract()
            try await desk.listen { events in
                let snapshot = try await events.next("stream.snapshot")
                #expect(events.status == 200)
                #expect(events.type == "text/event-stream")
                try contract.check(snapshot.json, "Event")
                let agents = snapshot.data["agents"] as? [[String: Any]]
                #expect(agents?.compactMap { $0["id"] as? String } == ["alice"])

                let attempt = try await desk.openConnection()
                let expected = [
                    "agent.statusChanged", "connection.dialing", "agent.statusChanged",
                    "connection.ringing", "connection.verifying", "connection.opened",
                    "notice.connectionOpened", "agent.statusChanged",
                ]
                var last: PostingID?
                for type in expected {
                    let event = try await events.next(type)
                    try contract.check(event.json, "Event")
                    #expect(event.json["tenant"] as? String == "acme")
                    #expect(event.json["agent"] as? String == "alice")
                    #expect(event.json["id"] as? String == event.id)
                    let id = try #require(event.id.flatMap { PostingID($0) })
                    if let last { #expect(id.number > last.number) }
                    last = id
                    if type.hasPrefix("connection.") {
                        #expect(event.data["attemptId"] as? String == attempt)
                    }
                    if type == "connection.verifying" { #expect(event.data["expiresAt"] != nil) }
                }
            }
        }
    }

    @Test func `a call is told from offer to end, and a lost phone with a way back`() async throws {
        try await Desk.open { desk in
            let contract = try Contract()
            try await desk.openConnection()
            try await desk.listen(as: .supervisor) { events in
                _ = try await events.next("stream.snapshot")
                let offer = try await desk.offered()
                let accepted = try await desk.send(
                    .post, "/v1/tenants/acme/offers/\(offer)/accept")
                let call = try #require(accepted["callId"] as? String)
                try await desk.bridged(call)
                desk.see(.legGone(try await desk.leg(), .hungUp))
                var types: [String] = []
                repeat {
                    let event = try #require(try await events.next())
                    try contract.check(event.json, "Event")
                    types.append(event.type)
                    if event.type == "notice.connectionLost" {
                        #expect(event.data["action"] as? String == "reopen")
                        #expect(event.data["code"] as? String == "connectionLost")
                        #expect(event.data["endReason"] as? String == "phoneHungUp")
                    }
                } while types.last != "call.ended" && types.count < 30
                let told = [
                    "offer.created", "offer.accepted", "call.created", "call.connecting",
                    "call.connected", "connection.closed", "notice.connectionLost", "call.ended",
                ]
                #expect(types.filter { $0 != "agent.statusChanged" } == told)
            }
        }
    }

    @Test func `rejected, timed out and canceled offers are told apart`() async throws {
        try await Desk.open { desk in
            try await desk.openConnection()
            try await desk.listen { events in
                _ = try await events.next("stream.snapshot")
                let offer = try await desk.offered("caller-1")
                _ = try await desk.send(.post, "/v1/tenants/acme/offers/\(offer)/reject")
                _ = try await desk.offered("caller-2")
                desk.see(.legGone(LegID("caller-2"), .hungUp))
                var ends: [String] = []
                while ends.count < 2 {
                    let event = try #require(try await events.next())
                    if event.type.hasPrefix("offer."), event.type != "offer.created" {
                        ends.append(event.type)
                        try Contract().check(event.json, "Event")
                    }
                }
                #expect(ends == ["offer.rejected", "offer.canceled"])
            }
        }
    }

    @Test(arguments: [false, true])
    func `with the last id it goes on right there, without a snapshot`(
        _ inQuery: Bool
    ) async throws {
        try await Desk.open { desk in
            var last: String?
            try await desk.listen { events in
                last = try await events.next("stream.snapshot").id
            }
            _ = try await desk.send(.post, Desk.path("/session"))
            _ = try await desk.send(.put, Desk.path("/status"), json: ["status": "available"])
            try await desk.listen(after: last, inQuery: inQuery) { events in
                _ = try await events.next("agent.statusChanged")
                let dialing = try await events.next("connection.dialing")
                last = dialing.id
            }
            try await desk.listen(after: last, inQuery: inQuery) { events in
                _ = try await events.next("agent.statusChanged")
            }
        }
    }

    @Test(arguments: [
        "run1-9999", "other-1", "nonsense", "run1-", "-", "run1-18446744073709551615",
    ])
    func `an id that is of another run or was never told is a reset and a snapshot`(
        _ id: String
    ) async throws {
        try await Desk.open { desk in
            try await desk.listen(after: id) { events in
                let reset = try await events.next("stream.reset")
                #expect(reset.id == nil)
                #expect(reset.data["reason"] as? String == "cannotResume")
                try Contract().check(reset.json, "Event")
                let snapshot = try await events.next("stream.snapshot")
                #expect(snapshot.id != nil)
            }
        }
    }

    @Test func `an id that is too old is a reset and a snapshot`() async throws {
        var options = Desk.Options()
        options.keeps = 10
        try await Desk.open(options) { desk in
            var last: String?
            try await desk.listen { events in
                last = try await events.next("stream.snapshot").id
            }
            desk.board.post(
                (1...30).map { .serviceDegraded("Reason \($0).") }, at: desk.sequencer.clock.now)
            try await desk.listen(after: last) { events in
                _ = try await events.next("stream.reset")
                _ = try await events.next("stream.snapshot")
            }
        }
    }

    @Test func `who falls behind starts over, and costs the others nothing`() async throws {
        var options = Desk.Options()
        options.listenerBuffer = 8
        try await Desk.open(options) { desk in
            try await desk.listen { events in
                _ = try await events.next("stream.snapshot")
                // All at once, under the board's lock: nobody writes ten thousand meanwhile.
                desk.board.post(
                    (1...10_000).map { .serviceDegraded("Reason \($0).") },
                    at: desk.sequencer.clock.now)
                var count = 0
                var event = try #require(try await events.next())
                while event.type == "service.degraded" {
                    count += 1
                    event = try #require(try await events.next())
                }
                #expect(count < 10_000)
                #expect(event.type == "stream.reset")
                #expect(event.data["reason"] as? String == "fellBehind")
                let snapshot = try await events.next("stream.snapshot")
                #expect(snapshot.id == "run1-10000")
                desk.board.post(
                    [.serviceRestored(gapMilliseconds: 5)], at: desk.sequencer.clock.now)
                let restored = try await events.next("service.restored")
                #expect(restored.data["gapMilliseconds"] as? Int == 5)
                try Contract().check(restored.json, "Event")
            }
        }
    }

    @Test func `who reads nothing at all is let go`() async throws {
        var options = Desk.Options()
        options.listenerBuffer = 100_000
        options.configure = { $0.unreadTimeout = .milliseconds(200) }
        try await Desk.open(options) { desk in
            try await desk.listen { events in
                _ = try await events.next("stream.snapshot")
                #expect(desk.board.listenerCount == 1)
                let long = String(repeating: "x", count: 2_000)
                desk.board.post(
                    (1...10_000).map { .serviceDegraded("\(long) \($0)") },
                    at: desk.sequencer.clock.now)
                try await Self.until { desk.board.listenerCount == 0 }
            }
        }
    }

    private static func until(_ isSo: () -> Bool) async throws {
        for _ in 1...500 where !isSo() { try await Task.sleep(for: .milliseconds(20)) }
        #expect(isSo())
    }

    @Test func `nobody hears of another agent or tenant`() async throws {
        try await Desk.open { desk in
            try await desk.listen(as: .bob) { bob in
                try await desk.listen(as: .foreign) { foreign in
                    let snapshot = try await foreign.next("stream.snapshot")
                    let agents = snapshot.data["agents"] as? [[String: Any]]
                    #expect(agents?.compactMap { $0["id"] as? String } == ["mallory"])
                    _ = try await bob.next("stream.snapshot")
                    try await desk.openConnection()
                    _ = try await desk.send(
                        .post, "/v1/tenants/other/agents/mallory/session", as: .foreignAgent)
                    _ = try await desk.send(.post, Desk.path("/session", of: "bob"), as: .bob)
                    let first = try await bob.next("agent.statusChanged")
                    #expect(first.json["agent"] as? String == "bob")
                    let other = try await foreign.next("agent.statusChanged")
                    #expect(other.json["agent"] as? String == "mallory")
                }
            }
        }
    }

    @Test func `a snapshot has the offer and the call that are under way`() async throws {
        try await Desk.open { desk in
            try await desk.openConnection()
            let offer = try await desk.offered()
            try await desk.listen { events in
                let snapshot = try await events.next("stream.snapshot")
                try Contract().check(snapshot.json, "Event")
                let offers = snapshot.data["offers"] as? [[String: Any]]
                #expect(offers?.compactMap { $0["id"] as? String } == [offer])
                let agents = snapshot.data["agents"] as? [[String: Any]]
                #expect(agents?.first?["session"] != nil)
            }
            _ = try await desk.send(.post, "/v1/tenants/acme/offers/\(offer)/accept")
            try await desk.listen(as: .supervisor) { events in
                let snapshot = try await events.next("stream.snapshot")
                #expect((snapshot.data["offers"] as? [Any])?.isEmpty == true)
                #expect((snapshot.data["calls"] as? [Any])?.count == 1)
                let agents = snapshot.data["agents"] as? [[String: Any]]
                #expect(agents?.allSatisfy { $0["session"] == nil } == true)
            }
        }
    }

    @Test func `it says that it lives`() async throws {
        var options = Desk.Options()
        options.configure = { $0.heartbeat = .milliseconds(20) }
        try await Desk.open(options) { desk in
            try await desk.listen { events in
                for _ in 1...3 { try await events.heartbeat() }
            }
        }
    }

    @Test func `it ends when its token is removed`() async throws {
        var options = Desk.Options()
        options.configure = { $0.tokenRecheck = .milliseconds(20) }
        try await Desk.open(options) { desk in
            try await desk.listen { events in
                _ = try await events.next("stream.snapshot")
                // A store that cannot be read takes nobody's stream away.
                desk.tokens.setBroken(true)
                try await Task.sleep(for: .milliseconds(60))
                #expect(desk.board.listenerCount == 1)
                desk.tokens.setBroken(false)
                #expect(try await desk.tokens.remove(id: Desk.Token.alice.record.id))
                #expect(try await events.next() == nil)
            }
            try await Self.until { desk.board.listenerCount == 0 }
        }
    }

    @Test func `it ends when the service stops`() async throws {
        try await Desk.open { desk in
            try await desk.listen { events in
                _ = try await events.next("stream.snapshot")
                await desk.shutDown()
                #expect(try await events.next() == nil)
            }
        }
    }

    @Test func `a client who goes is forgotten, and its place is free again`() async throws {
        var options = Desk.Options()
        options.configure = { $0.streamsPerToken = 2 }
        try await Desk.open(options) { desk in
            try await desk.listen { first in
                _ = try await first.next("stream.snapshot")
                try await desk.listen { second in
                    _ = try await second.next("stream.snapshot")
                    let third = try await desk.send(.get, "/v1/tenants/acme/events")
                    #expect(third.status == 429)
                    #expect(third.code == "tooManyStreams")
                    try Contract().check(third, "Problem")
                    try await desk.listen(as: .bob) { other in
                        _ = try await other.next("stream.snapshot")
                    }
                }
            }
            try await Self.until { desk.board.listenerCount == 0 }
            for _ in 1...5 {
                try await desk.listen { events in _ = try await events.next("stream.snapshot") }
                try await Self.until { desk.board.listenerCount == 0 }
            }
        }
    }

    @Test func `when the service cannot say how things stand, there is no stream`() async throws {
        try await Desk.open { desk in
            desk.sequencer.stop()
            let reply = try await desk.send(.get, "/v1/tenants/acme/events")
            #expect(reply.status == 503)
            #expect(reply.code == "stopping")
        }
    }

    @Test func `a filter leaves what was asked for, of agents and of types`() async throws {
        try await Desk.open { desk in
            let query = "agents=alice&types=connection.*,offer.created"
            try await desk.listen(as: .supervisor, query: query) { events in
                let snapshot = try await events.next("stream.snapshot")
                let agents = snapshot.data["agents"] as? [[String: Any]]
                #expect(agents?.compactMap { $0["id"] as? String } == ["alice"])
                _ = try await desk.send(
                    .post, "/v1/tenants/acme/agents/bob/session", as: .bob)
                try await desk.openConnection()
                _ = try await desk.offered()
                for type in [
                    "connection.dialing", "connection.ringing", "connection.verifying",
                    "connection.opened", "offer.created",
                ] {
                    let event = try await events.next(type)
                    #expect(event.json["agent"] as? String == "alice")
                }
            }
        }
    }

    @Test(
        arguments: [
            "types=", "types=offer", "types=offer.created,", "types=no.such", "types=*",
            "agents=", "agents=,alice", "agents=nobody", "agents=bob",
        ])
    func `a filter that cannot be is 400`(_ query: String) async throws {
        try await Desk.open { desk in
            let reply = try await desk.send(.get, "/v1/tenants/acme/events?\(query)")
            #expect(reply.status == 400)
            #expect(reply.code == "invalidParameter")
        }
    }
}
