internal import Testing

/// Groups of agents: alice is in sales, bob in support, and nobody in "empty".
@Suite(.timeLimit(.minutes(1)))
struct GroupTests {
    private func ids(_ reply: Reply) -> [String] {
        (reply["items"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }
    }

    @Test func `groups are listed with their names, page by page, and an agent sees the own one`()
        async throws
    {
        try await Desk.open { desk in
            let path = "/v1/tenants/acme/groups"
            let all = try await desk.send(.get, path, as: .router)
            #expect(ids(all) == ["empty", "sales", "support"])
            #expect((all["items"] as? [[String: String]])?.last?["name"] == "Support")
            try Contract().check(all, "GroupList")
            let page = try await desk.send(.get, path + "?limit=1&cursor=empty", as: .supervisor)
            #expect(ids(page) == ["sales"])
            #expect(page["nextCursor"] as? String == "sales")
            #expect(ids(try await desk.send(.get, path)) == ["sales"])
            let foreign = try await desk.send(.get, "/v1/tenants/other/groups", as: .foreignAgent)
            #expect(ids(foreign).isEmpty)
            let agent = try await desk.send(.get, Desk.path(""))
            #expect(agent["group"] as? String == "sales")
            let otto = try await desk.send(
                .get, Desk.path("", of: "on%20demand"), as: .supervisor)
            #expect(otto["group"] == nil)
        }
    }

    @Test func `agents, offers and calls are filtered by group`() async throws {
        try await Desk.open { desk in
            try await desk.openConnection()
            let offer = try await desk.offered()
            let accepted = try await desk.send(.post, "/v1/tenants/acme/offers/\(offer)/accept")
            let call = try #require(accepted["callId"] as? String)
            func ids(_ list: String, _ query: String) async throws -> [String] {
                let reply = try await desk.send(
                    .get, "/v1/tenants/acme/\(list)?\(query)", as: .supervisor)
                #expect(reply.status == 200)
                return self.ids(reply)
            }
            #expect(try await ids("agents", "group=sales") == ["alice"])
            #expect(try await ids("agents", "group=support&limit=1") == ["bob"])
            #expect(try await ids("agents", "group=empty").isEmpty)
            #expect(try await ids("offers", "group=sales") == [offer])
            #expect(try await ids("offers", "group=support").isEmpty)
            #expect(try await ids("calls", "group=sales&agent=alice") == [call])
            #expect(try await ids("calls", "group=support&agent=alice").isEmpty)
        }
    }

    @Test func `a group that is not there, or is not to be seen, is 400`() async throws {
        try await Desk.open { desk in
            for list in ["agents", "offers", "calls", "events"] {
                for (group, token) in [
                    ("none", Desk.Token.supervisor), ("", .supervisor), ("secret", .supervisor),
                    ("support", .alice),
                ] {
                    let reply = try await desk.send(
                        .get, "/v1/tenants/acme/\(list)?group=\(group)", as: token)
                    #expect(reply.status == 400, "\(list) \(group)")
                    #expect(reply.code == "invalidParameter")
                }
            }
        }
    }

    @Test func `a supervisor's stream of a group tells what its agents do, and nothing else`()
        async throws
    {
        try await Desk.open { desk in
            try await desk.listen(as: .supervisor, query: "group=support") { events in
                let snapshot = try await events.next("stream.snapshot")
                let agents = snapshot.data["agents"] as? [[String: Any]] ?? []
                #expect(agents.map { $0["id"] as? String } == ["bob"])
                _ = try await desk.send(.post, Desk.path("/session"))
                _ = try await desk.send(.post, Desk.path("/session", of: "bob"), as: .bob)
                let first = try await events.next("agent.statusChanged")
                #expect(first.json["agent"] as? String == "bob")
                // It goes on where it was left, within the group.
                let last = try #require(first.id)
                _ = try await desk.send(.delete, Desk.path("/session"))
                _ = try await desk.send(.delete, Desk.path("/session", of: "bob"), as: .bob)
                try await desk.listen(as: .supervisor, after: last, query: "group=support") {
                    let next = try await $0.next("agent.statusChanged")
                    #expect(next.json["agent"] as? String == "bob")
                }
            }
            try await desk.listen(as: .supervisor, query: "group=sales&agents=bob") { events in
                let snapshot = try await events.next("stream.snapshot")
                #expect((snapshot.data["agents"] as? [Any])?.isEmpty == true)
            }
        }
    }
}
