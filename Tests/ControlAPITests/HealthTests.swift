internal import ConnectionMode
internal import ControlAPI
internal import Testing

/// Whether the phone of an open connection is there, as consoles see it.
@Suite(.timeLimit(.minutes(1)))
struct HealthTests {
    @Test func `C4 a phone that cannot be reached is told, with what was before`() async throws {
        try await Desk.open { desk in
            let contract = try Contract()
            try await desk.openConnection()
            let path = Desk.path("/connection")
            func health() async throws -> [String: Any] {
                let reply = try await desk.send(.get, path)
                try contract.check(reply, "ConnectionAnswer")
                return try #require(reply["health"] as? [String: Any])
            }
            let fresh = try await health()
            #expect(fresh["state"] as? String == "healthy")
            #expect((fresh["history"] as? [Any])?.isEmpty == true)
            #expect(fresh["since"] as? String != nil && fresh["lastHeardAt"] as? String != nil)

            let leg = try await desk.leg()
            try await desk.listen { events in
                _ = try await events.next("stream.snapshot")
                desk.see(.contactSeen(leg, .unreachable))
                let told = try await events.next("connection.unhealthy")
                try contract.check(told.json, "Event")
                #expect(told.data["reason"] as? String == "contactUnreachable")
            }
            let dead = try await health()
            #expect(dead["state"] as? String == "unhealthy")
            #expect(dead["reason"] as? String == "contactUnreachable")
            let refused = try await desk.send(
                .post, Desk.path("/calls"), body: #"{"to":"+4930123456"}"#)
            try contract.check(refused, "Problem")
            #expect(refused.status == 409 && refused.code == "connectionUnhealthy")

            desk.see(.contactSeen(leg, .reachable))
            try await desk.settled()
            let back = try await health()
            #expect(back["state"] as? String == "healthy" && back["reason"] == nil)
            let history = try #require(back["history"] as? [[String: Any]])
            #expect(history.map { $0["state"] as? String } == ["unhealthy", "healthy"])
            #expect(history.last?["at"] as? String == back["since"] as? String)
        }
    }
}
