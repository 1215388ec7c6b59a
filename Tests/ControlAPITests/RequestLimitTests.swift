internal import ConnectionMode
internal import ControlAPI
internal import Orchestration
internal import Testing

/// What one greedy console costs: the others nothing.
@Suite(.timeLimit(.minutes(1)))
struct RequestLimitTests {
    /// Two at once, then one a second.
    private var strict: Desk.Options {
        var options = Desk.Options()
        options.configure = { $0.requestsPerSecondPerToken = 1 }
        return options
    }

    /// Sends the same request many times at once.
    private func flood(
        _ desk: Desk, _ method: Method = .get, _ path: String = "/v1/me",
        headers: [(String, String)] = []
    ) async throws -> [Reply] {
        try await withThrowingTaskGroup(of: Reply.self) { group in
            for _ in 1...40 {
                group.addTask { try await desk.send(method, path, headers: headers) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test func `who asks too much gets 429 and nothing is done, and others notice nothing`()
        async throws
    {
        try await Desk.open(strict) { desk in
            let refused = try #require(try await flood(desk).first { $0.status != 200 })
            #expect(refused.status == 429)
            #expect(refused.code == "rateLimited")
            #expect(refused.header("Retry-After") == "1")
            try Contract().check(refused, "Problem")
            #expect(try await desk.send(.get, "/v1/me", as: .bob).status == 200)
            #expect(try await desk.send(.get, "/healthz", as: nil).status == 200)
            for _ in 1...10 {
                _ = try await flood(desk)
                let reply = try await desk.send(.post, Desk.path("/session"))
                if reply.status == 201 {
                    // On a slow machine a second has passed: once more.
                    _ = try await desk.send(.delete, Desk.path("/session"))
                    continue
                }
                #expect(reply.code == "rateLimited")
                break
            }
            let isNobodyThere = try await desk.sequencer.read { $0.agents.isEmpty }
            #expect(isNobodyThere)
            try await Task.sleep(for: .milliseconds(1_100))
            #expect(try await desk.send(.post, Desk.path("/session")).status == 201)
        }
    }

    @Test func `who asks too much may still accept, reject, hang up, close and log out`()
        async throws
    {
        // Enough for what comes before; the rest is used up before each that counts apart.
        var options = Desk.Options()
        options.configure = { $0.requestsPerSecondPerToken = 8 }
        try await Desk.open(options) { desk in
            let tenant = "/v1/tenants/acme"
            try await desk.openConnection()
            let first = try await desk.offered("caller-1")
            _ = try await flood(desk)
            #expect(try await desk.send(.post, "\(tenant)/offers/\(first)/reject").status == 200)
            desk.customerArrives("caller-2")
            let waiting = try await desk.sequencer.read { model in
                model.offers.values.first { $0.state == .pending }?.id.rawValue
            }
            // A rejected offer is no reason for a break: the next customer is offered.
            let second = try #require(waiting)
            _ = try await flood(desk)
            let accepted = try await desk.send(.post, "\(tenant)/offers/\(second)/accept")
            #expect(accepted.status == 200)
            let call = try #require(accepted["callId"] as? String)
            _ = try await flood(desk)
            #expect(try await desk.send(.post, "\(tenant)/calls/\(call)/hangup").status == 200)
            desk.see(.legGone(.init("caller-2"), .hungUp))
            try await desk.settled()
            #expect(try await desk.send(.delete, Desk.path("/connection")).status == 204)
            #expect(try await desk.send(.delete, Desk.path("/session")).status == 204)
        }
    }

    @Test func `a flood of what ends something is refused too, and leaves the rest alone`()
        async throws
    {
        try await Desk.open(strict) { desk in
            let replies = try await flood(desk, .delete, Desk.path("/session"))
            #expect(replies.contains { $0.code == "rateLimited" })
            #expect(try await desk.send(.get, "/v1/me").status == 200)
        }
    }

    @Test func `while one console floods, another is answered as ever`() async throws {
        try await Desk.open { desk in
            try await withThrowingTaskGroup(of: Void.self) { flood in
                for _ in 1...10 {
                    flood.addTask {
                        while !Task.isCancelled { _ = try? await desk.send(.get, "/v1/me") }
                    }
                }
                // Until the greedy one has nothing left.
                while try await desk.send(.get, "/v1/me").status == 200 {}
                let clock = ContinuousClock()
                for _ in 1...30 {
                    let start = clock.now
                    #expect(try await desk.send(.get, "/v1/me", as: .bob).status == 200)
                    #expect(start.duration(to: clock.now) < .seconds(1))
                }
                flood.cancelAll()
            }
        }
    }

    @Test func `unknown tokens are looked at slowly, and consoles at work notice nothing`()
        async throws
    {
        try await Desk.open { desk in
            #expect(try await desk.send(.get, "/v1/me").status == 200)
            func send(_ token: String) async throws -> Reply {
                try await desk.send(
                    .get, "/v1/me", as: nil, headers: [("Authorization", "Bearer \(token)")])
            }
            // One old token again and again is no guessing.
            #expect(try await send("old").status == 401)
            for _ in 1...4 {
                let replies = try await flood(desk, headers: [("Authorization", "Bearer old")])
                #expect(replies.allSatisfy { $0.status == 401 })
            }
            #expect(try await send("another").status == 401)
            var refused: Reply?
            for number in 1...400 where refused == nil {
                let reply = try await send("guess-\(number)")
                if reply.status != 401 { refused = reply }
            }
            let reply = try #require(refused)
            #expect(reply.status == 429)
            #expect(reply.code == "rateLimited")
            #expect(reply.header("Retry-After") != nil)
            // A right one is let in all the same, also one that was never used, as after a restart.
            #expect(try await desk.send(.get, "/v1/me", as: .bob).status == 200)
            for _ in 1...3 { _ = try await send("guess-\(Int.random(in: 1_000...9_999_999))") }
            #expect(try await desk.send(.get, "/v1/me").status == 200)
            #expect(try await desk.send(.get, "/v1/me", as: nil).status == 401)
        }
    }

    @Test func `streams leave connections for requests`() async throws {
        var options = Desk.Options()
        options.configure = { $0.maximumConnections = 4 }
        try await Desk.open(options) { desk in
            try await desk.listen { one in
                _ = try await one.next("stream.snapshot")
                try await desk.listen(as: .bob) { two in
                    _ = try await two.next("stream.snapshot")
                    try await desk.listen(as: .supervisor) { three in
                        _ = try await three.next("stream.snapshot")
                        let reply = try await desk.send(
                            .get, "/v1/tenants/acme/events", as: .administrator)
                        #expect(reply.status == 503)
                        #expect(reply.code == "overloaded")
                        #expect(reply.header("Retry-After") == "5")
                    }
                }
            }
        }
    }
}
