internal import ConnectionMode
internal import Foundation
internal import HTTPTypes
internal import Orchestration
internal import Storage
internal import Testing

@testable internal import ControlAPI

/// Who may do what.
@Suite(.timeLimit(.minutes(1)))
struct AuthenticationTests {
    @Test func `no token and a wrong one are 401 with the scheme to use`() async throws {
        try await Desk.open { desk in
            let none = try await desk.send(.get, "/v1/me", as: nil)
            #expect(none.status == 401)
            #expect(none.code == "tokenMissing")
            #expect(none.header("WWW-Authenticate")?.hasPrefix("Bearer") == true)
            #expect(none.header("Content-Type") == "application/problem+json")
            for value in [
                "Bearer wrong", "Bearer", "Bearer ", "Basic \(Desk.Token.alice.text)",
                Desk.Token.alice.text, "Bearer \(Desk.Token.alice.text)x",
                "Bearer " + String(repeating: "x", count: 5_000),
            ] {
                let wrong = try await desk.send(
                    .get, "/v1/me", as: nil, headers: [("Authorization", value)])
                #expect(wrong.status == 401, "\(value.prefix(40))")
                #expect(wrong.code == "tokenInvalid")
                #expect(!wrong.text.contains("secret-of"))
            }
        }
    }

    @Test func `me tells tenant, agent, role and scopes`() async throws {
        try await Desk.open { desk in
            let agent = try await desk.send(.get, "/v1/me")
            #expect(agent["tenant"] as? String == "acme")
            #expect(agent["agent"] as? String == "alice")
            #expect(agent["role"] as? String == "agent")
            #expect(agent["scopes"] as? [String] == ["readOwn", "actAsAgent"])
            try Contract().check(agent, "Me")
            let supervisor = try await desk.send(.get, "/v1/me", as: .supervisor)
            #expect(supervisor["agent"] == nil)
            #expect(
                supervisor["scopes"] as? [String]
                    == ["readTenant", "endSessions", "liftLocks", "supervise"])
            try Contract().check(supervisor, "Me")
        }
    }

    @Test func `a removed token is good no more`() async throws {
        try await Desk.open { desk async throws in
            #expect(try await desk.send(.get, "/v1/me").status == 200)
            #expect(try await desk.tokens.remove(id: Desk.Token.alice.record.id))
            #expect(try await desk.send(.get, "/v1/me").status == 401)
        }
    }

    @Test func `a token that was found is remembered no longer than its cache's life`()
        async throws
    {
        var options = Desk.Options()
        options.configure = { $0.tokenCacheLife = .seconds(3_600) }
        try await Desk.open(options) { desk async throws in
            #expect(try await desk.send(.get, "/v1/me").status == 200)
            desk.tokens.setBroken(true)
            #expect(try await desk.send(.get, "/v1/me").status == 200)
            #expect(try await desk.send(.get, "/v1/me", as: .bob).status == 503)
        }
    }

    /// Every route below a tenant, with names that exist.
    private static func paths(
        offer: String, call: String, where isWanted: (Route) -> Bool = { _ in true }
    ) -> [(Method, String)] {
        ControlAPI.routes.filter { $0.path.contains("{tenant}") && isWanted($0) }.map { route in
            let path = route.path.replacingOccurrences(of: "{tenant}", with: "acme")
                .replacingOccurrences(of: "{agent}", with: "alice")
                .replacingOccurrences(of: "{offer}", with: offer)
                .replacingOccurrences(of: "{call}", with: call)
                .replacingOccurrences(of: "{group}", with: "sales")
                .replacingOccurrences(of: "{validation}", with: "none")
                .replacingOccurrences(of: "{participant}", with: "oh-test01-p9")
                .replacingOccurrences(of: "{supervision}", with: "oh-test01-u9")
                .replacingOccurrences(of: "{recording}", with: "oh-test01-r9")
                .replacingOccurrences(of: "{customer}", with: "oh-test01-q9")
            return (Method(rawValue: route.method.rawValue) ?? .get, path)
        }
    }

    @Test func `whatever is another tenant's is 404 for every role`() async throws {
        try await Desk.open { desk in
            try await desk.openConnection()
            let offer = try await desk.offered()
            let accepted = try await desk.send(.post, "/v1/tenants/acme/offers/\(offer)/accept")
            let call = try #require(accepted["callId"] as? String)
            let paths = Self.paths(offer: offer, call: call)
            #expect(paths.count >= 16)
            for (method, path) in paths {
                for token in [Desk.Token.foreign, .foreignAgent] {
                    let reply = try await desk.send(method, path, as: token)
                    #expect(reply.status == 404, "\(method) \(path)")
                    #expect(reply.code == "tenantUnknown")
                    // Its own tenant, with names of another's.
                    let own = path.replacingOccurrences(of: "/acme/", with: "/other/")
                    // Whoever administers a tenant makes the names in it.
                    if path.hasSuffix("/profile") { continue }
                    if own.contains(offer) || own.contains(call) || own.contains("alice") {
                        let other = try await desk.send(method, own, as: token)
                        #expect(other.status == 404, "\(method) \(own)")
                    }
                }
            }
            let still = try await desk.send(.get, "/v1/tenants/acme/calls/\(call)")
            #expect(still["endReason"] as? String != "agentHungUp")
        }
    }

    @Test func `an agent's token gets 403 for everything of another agent`() async throws {
        try await Desk.open { desk in
            try await desk.openConnection()
            let offer = try await desk.offered()
            let accepted = try await desk.send(.post, "/v1/tenants/acme/offers/\(offer)/accept")
            let call = try #require(accepted["callId"] as? String)
            // Lists and streams show each what is theirs.
            let paths = Self.paths(offer: offer, call: call) { $0.access != .tenant }
            for (method, path) in paths {
                let reply = try await desk.send(method, path, as: .bob)
                #expect(reply.status == 403, "\(method) \(path)")
                #expect(reply.code == "forbidden")
                #expect(reply.actions == nil)
                try Contract().check(reply, "Problem")
            }
            #expect(try await desk.send(.get, Desk.path("", of: "nobody")).status == 404)
            #expect(try await desk.send(.get, "/v1/tenants/acme/offers/no", as: .bob).status == 404)
            #expect(try await desk.send(.get, "/v1/tenants/acme/calls/no", as: .bob).status == 404)
        }
    }

    @Test(arguments: [Desk.Token.supervisor, .administrator])
    func `a supervisor sees all and may end, but never acts as an agent`(
        _ token: Desk.Token
    ) async throws {
        try await Desk.open { desk in
            #expect(try await desk.send(.post, Desk.path("/session"), as: token).status == 403)
            try await desk.openConnection()
            let agent = try await desk.send(.get, Desk.path(""), as: token)
            #expect(agent.status == 200)
            #expect(agent["session"] == nil)
            let offer = try await desk.offered()
            for action in ["accept", "reject"] {
                let path = "/v1/tenants/acme/offers/\(offer)/\(action)"
                let reply = try await desk.send(.post, path, as: token)
                #expect(reply.status == 403)
                #expect(reply.actions == ["logOut", "closeConnection"])
            }
            let status = try await desk.send(
                .put, Desk.path("/status"), as: token, json: ["status": "onBreak"])
            #expect(status.status == 403)
            let confirm = try await desk.send(
                .post, Desk.path("/connection/confirm"), as: token,
                json: ["attemptId": "x", "pin": "0000"])
            #expect(confirm.status == 403)
            let opened = try await desk.send(.post, Desk.path("/connection"), as: token)
            #expect(opened.status == 403)

            let accepted = try await desk.send(.post, "/v1/tenants/acme/offers/\(offer)/accept")
            let call = try #require(accepted["callId"] as? String)
            let ended = try await desk.send(
                .post, "/v1/tenants/acme/calls/\(call)/hangup", as: token)
            #expect(ended.status == 200)
            let closed = try await desk.send(.delete, Desk.path("/connection"), as: token)
            #expect(closed.status == 204)
            let connection = try await desk.send(.get, Desk.path("/connection"))
            #expect(connection["endReason"] as? String == "closedByAdmin")
            #expect(
                try await desk.send(.delete, Desk.path("/session"), as: token).status == 204)
        }
    }

    @Test func `the hash of a token is SHA-256 in lower-case hexadecimal`() {
        #expect(
            TokenHash.of("abc")
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    /// Alice's second token, good until then.
    private func token(until expiresAt: Instant) -> (record: TokenRecord, text: String) {
        let record = TokenRecord(
            id: "t-dated", tenant: TenantID("acme"), role: .agent, agent: AgentID("alice"),
            hash: TokenHash.of("oht_dated"), createdAt: Instant(millisecondsSince1970: 0),
            expiresAt: expiresAt, note: "")
        return (record, "oht_dated")
    }

    @Test func `a token whose time is over is 401 and said to be so`() async throws {
        try await Desk.open { desk in
            let now = desk.sequencer.clock.now
            let (record, text) = token(until: now.advanced(bySeconds: -1))
            try await desk.tokens.add(record)
            let reply = try await desk.send(
                .get, "/v1/me", as: nil, headers: [("Authorization", "Bearer \(text)")])
            #expect(reply.status == 401)
            #expect(reply.code == "tokenExpired")
            #expect(
                reply.header("www-authenticate")?.contains("invalid_token") == true)
        }
    }

    @Test func `a token ends when its time comes, though it was found before, and says when`()
        async throws
    {
        var options = Desk.Options()
        options.configure = { $0.tokenCacheLife = .seconds(60) }
        try await Desk.open(options) { desk in
            let end = desk.sequencer.clock.now.advanced(byMilliseconds: 10_000)
            let (record, text) = token(until: end)
            try await desk.tokens.add(record)
            let header = [("Authorization", "Bearer \(text)")]
            let reply = try await desk.send(.get, "/v1/me", as: nil, headers: header)
            #expect(reply.status == 200)
            #expect(reply["tokenExpiresAt"] as? String != nil)
            try Contract().check(reply, "Me")
            while desk.sequencer.clock.now <= end { try await Task.sleep(for: .milliseconds(50)) }
            #expect(try await desk.send(.get, "/v1/me", as: nil, headers: header).status == 401)
        }
    }
}
