internal import Testing

/// Lists, page by page.
@Suite(.timeLimit(.minutes(1)))
struct ListTests {
    private func ids(_ reply: Reply) -> [String] {
        (reply["items"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }
    }

    @Test func `agents come page by page, and an agent sees itself alone`() async throws {
        try await Desk.open { desk in
            let contract = try Contract()
            let path = "/v1/tenants/acme/agents"
            let all = try await desk.send(.get, path, as: .supervisor)
            #expect(ids(all) == ["alice", "bob", "on demand"])
            #expect(all.text.contains(#""nextCursor":null"#))
            try contract.check(all, "AgentList")
            let first = try await desk.send(.get, path + "?limit=2", as: .supervisor)
            #expect(ids(first) == ["alice", "bob"])
            try contract.check(first, "AgentList")
            let cursor = try #require(first["nextCursor"] as? String)
            let second = try await desk.send(
                .get, path + "?limit=2&cursor=\(cursor)", as: .supervisor)
            #expect(ids(second) == ["on demand"])
            #expect(second.text.contains(#""nextCursor":null"#))
            #expect(ids(try await desk.send(.get, path)) == ["alice"])
        }
    }

    @Test func `offers and calls come page by page, the newest first`() async throws {
        try await Desk.open { desk in
            let contract = try Contract()
            try await desk.openConnection()
            var offers: [String] = []
            var calls: [String] = []
            for number in 1...5 {
                let offer = try await desk.offered("caller-\(number)")
                let accepted = try await desk.send(
                    .post, "/v1/tenants/acme/offers/\(offer)/accept")
                let call = try #require(accepted["callId"] as? String)
                _ = try await desk.send(.post, "/v1/tenants/acme/calls/\(call)/hangup")
                offers.insert(offer, at: 0)
                calls.insert(call, at: 0)
            }
            for (path, expected, schema) in [
                ("/v1/tenants/acme/offers", offers, "OfferList"),
                ("/v1/tenants/acme/calls", calls, "CallList"),
                (Desk.path("/calls"), calls, "CallList"),
            ] {
                var seen: [String] = []
                var cursor: String?
                repeat {
                    let query = "?limit=2" + (cursor.map { "&cursor=\($0)" } ?? "")
                    let page = try await desk.send(.get, path + query)
                    try contract.check(page, schema)
                    #expect(ids(page).count <= 2)
                    seen += ids(page)
                    cursor = page["nextCursor"] as? String
                } while cursor != nil && seen.count < 20
                #expect(seen == expected, "\(path)")
            }
            #expect(ids(try await desk.send(.get, "/v1/tenants/acme/offers", as: .bob)).isEmpty)
            #expect(
                ids(try await desk.send(.get, "/v1/tenants/acme/calls", as: .supervisor)) == calls)
            #expect(
                ids(try await desk.send(.get, "/v1/tenants/other/calls", as: .foreign)).isEmpty)
        }
    }

    @Test func `a limit or cursor that cannot be is 400`() async throws {
        try await Desk.open { desk in
            for query in [
                "limit=0", "limit=-1", "limit=201", "limit=x", "limit=", "cursor=x", "cursor=x.y",
                "cursor=99999999999999999999.a", "cursor=-5.a", "cursor=+5.a", "cursor=5.",
                "cursor=5.%20", "cursor=",
            ] {
                let reply = try await desk.send(.get, "/v1/tenants/acme/offers?\(query)")
                #expect(reply.status == 400, "\(query)")
                #expect(reply.code == "invalidParameter")
            }
        }
    }

    @Test func `lists are filtered by agent and state`() async throws {
        try await Desk.open { desk in
            try await desk.openConnection()
            let offer = try await desk.offered()
            func ids(_ query: String) async throws -> [String] {
                let reply = try await desk.send(
                    .get, "/v1/tenants/acme/offers?\(query)", as: .supervisor)
                #expect(reply.status == 200, "\(query)")
                return (reply["items"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }
            }
            #expect(try await ids("state=pending") == [offer])
            #expect(try await ids("agent=alice&state=pending") == [offer])
            #expect(try await ids("agent=bob").isEmpty)
            #expect(try await ids("state=rejected").isEmpty)
            let calls = "/v1/tenants/acme/calls"
            _ = try await desk.send(.post, "/v1/tenants/acme/offers/\(offer)/accept")
            let up = try await desk.send(.get, "\(calls)?state=connecting&agent=alice")
            #expect((up["items"] as? [Any])?.count == 1)
            let own = try await desk.send(
                .get, "/v1/tenants/acme/agents/alice/calls?state=ended")
            #expect((own["items"] as? [Any])?.isEmpty == true)
            for query in ["state=", "state=parked"] {
                let reply = try await desk.send(.get, "\(calls)?\(query)")
                #expect(reply.status == 400)
                #expect(reply.code == "invalidParameter")
            }
        }
    }
}
