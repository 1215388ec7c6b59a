internal import ConnectionMode
internal import HTTPTypes
internal import Orchestration
internal import Storage
internal import Testing

@testable internal import ControlAPI

/// Who may what: every route is asked by everybody, and answers as the scope table says.
@Suite(.timeLimit(.minutes(1)))
struct ScopeTests {
    /// Whoever may ask, with what is to be expected of it.
    private enum Sender: Hashable {
        case nobody, stranger, expired
        /// Of the tenant whose things are asked for.
        case own(Desk.Token)
        case foreign(Desk.Token)

        static let all: [Sender] =
            [.nobody, .stranger, .expired]
            + [Desk.Token.alice, .bob, .supervisor, .router, .administrator].map { .own($0) }
            + [
                Desk.Token.foreignAgent, .foreignSupervisor, .foreignRouter, .foreign,
            ].map { .foreign($0) }
    }

    /// What is there to be asked for: all of it is alice's, but for a customer who waits for anybody.
    private struct Things {
        let offer: String
        let call: String
        let customer: String

        func path(of route: Route) -> String {
            route.path.replacing("{tenant}", with: "acme").replacing("{agent}", with: "alice")
                .replacing("{offer}", with: offer).replacing("{call}", with: call)
                .replacing("{group}", with: "sales")
                .replacing("{validation}", with: "none")
                .replacing("{participant}", with: "oh-test01-p9")
                .replacing("{supervision}", with: "oh-test01-u9")
                .replacing("{customer}", with: customer)
                .replacing("{recording}", with: "oh-test01-r9")
        }
    }

    @Test func `every route answers every role, own and foreign, as the scope table says`()
        async throws
    {
        try await Desk.open { desk in
            try await desk.openConnection()
            let offer = try await desk.offered()
            let accepted = try await desk.send(.post, "/v1/tenants/acme/offers/\(offer)/accept")
            let things = Things(
                offer: offer, call: try #require(accepted["callId"] as? String),
                customer: try await desk.customerWaits().id.rawValue)
            try keepRecording(desk)
            var asked = 0
            for route in ControlAPI.routes {
                for sender in Sender.all {
                    try await check(route, sender, things, desk)
                    asked += 1
                }
            }
            #expect(asked >= 22 * 12)
        }
    }

    /// One that is over, with its file.
    private func keepRecording(_ desk: Desk) throws {
        let (id, now) = (RecordingID("oh-test01-r9"), desk.sequencer.clock.now)
        try desk.store.commit(
            [], journal: [],
            ledger: [
                .recording(
                    RecordingRecord(
                        id: id, agent: Desk.alice, call: CallID("c"), startedAt: now, endedAt: now,
                        recordedMilliseconds: 0, end: .callEnded))
            ])
        desk.phones.keep([1], of: id)
    }

    private func check(
        _ route: Route, _ sender: Sender, _ things: Things, _ desk: Desk
    ) async throws {
        let place: Comment = "\(route.method.rawValue) \(route.path), \(sender)"
        func expect(_ status: Int, _ code: String) async throws {
            let reply = try await ask(route, sender, things, desk)
            #expect(reply.status == status, place)
            #expect(reply.code == code, place)
        }
        guard route.access != .open else {
            let reply = try await ask(route, sender, things, desk)
            #expect(reply.status == 200, place)
            return
        }
        switch sender {
        case .nobody: try await expect(401, "tokenMissing")
        case .stranger: try await expect(401, "tokenInvalid")
        case .expired: try await expect(401, "tokenExpired")
        case .foreign where route.path.contains("{tenant}"):
            try await expect(404, "tenantUnknown")
        case .foreign(let token), .own(let token):
            let grant = ScopeTable.grant(route.access, to: token.record.role)
            // Alice's things are alice's own; a list or stream shows each what is theirs.
            let isLetIn =
                switch grant {
                case .nothing: false
                case .ownAgent: token == .alice || route.access == .tenant
                case .tenant, .yes: true
                }
            guard isLetIn else {
                try await expect(403, "forbidden")
                return
            }
            // The reasons for a break are nobody's in particular.
            guard route.access == .tenant, !route.path.hasSuffix("/break-reasons") else {
                let reply = try await ask(route, sender, things, desk)
                // Who may look for it is told that nobody supervises.
                let isUnknown = reply.code == "supervisionUnknown"
                #expect(isUnknown || ![401, 403, 404].contains(reply.status), place)
                return
            }
            let shown = try await agents(in: route, token, things, desk)
            switch grant {
            case .ownAgent: #expect(shown.isSubset(of: [token.rawValue]), place)
            case .nothing, .tenant, .yes: #expect(shown.contains("alice"), place)
            }
        }
    }

    private func ask(
        _ route: Route, _ sender: Sender, _ things: Things, _ desk: Desk
    ) async throws -> Reply {
        let method = try #require(Method(rawValue: route.method.rawValue))
        let (token, headers): (Desk.Token?, [(String, String)]) =
            switch sender {
            case .nobody: (nil, [])
            case .stranger: (nil, [("Authorization", "Bearer oht_of-nobody")])
            case .expired: (.expired, [])
            case .own(let token), .foreign(let token): (token, [])
            }
        let body =
            if route.path.hasSuffix("/status") {
                #"{"status":"onBreak"}"#
            } else if route.path.hasSuffix("/confirm") {
                #"{"attemptId":"none","pin":"0000"}"#
            } else {
                ""
            }
        return try await desk.send(
            method, things.path(of: route), as: token, body: body, headers: headers)
    }

    /// Whose things a list or a stream shows.
    private func agents(
        in route: Route, _ token: Desk.Token, _ things: Things, _ desk: Desk
    ) async throws -> Set<String> {
        guard route.path.hasSuffix("/events") else {
            let reply = try await ask(route, .own(token), things, desk)
            #expect(reply.status == 200)
            let items = try #require(reply["items"] as? [[String: Any]])
            // Groups are seen as their members are.
            let owners = ["sales": "alice", "support": "bob"]
            return Set(
                items.compactMap { ($0["agent"] ?? $0["id"]) as? String }
                    .map { owners[$0] ?? $0 })
        }
        var shown: Set<String> = []
        try await desk.listen(as: token) { events in
            let snapshot = try await events.next("stream.snapshot")
            for kind in ["agents", "offers", "calls"] {
                let items = snapshot.data[kind] as? [[String: Any]] ?? []
                shown.formUnion(items.compactMap { ($0["agent"] ?? $0["id"]) as? String })
            }
        }
        return shown
    }

    @Test func `nobody but the agent acts as an agent, and a router offers and changes nothing`() {
        for route in ControlAPI.routes {
            if route.access == .agent(.act) {
                for role in TokenRole.allCases where role != .agent {
                    #expect(ScopeTable.grant(route.access, to: role) == .nothing)
                }
                #expect(ScopeTable.grant(route.access, to: .agent) == .ownAgent)
            }
            let changes = route.method != .get
            if changes {
                let isOffer = ["/offers", "/release"].contains { route.path.hasSuffix($0) }
                let granted = ScopeTable.grant(route.access, to: .router)
                #expect(granted == (isOffer ? .tenant : .nothing), "\(route.path)")
                #expect(route.access != .open && route.access != .token && route.access != .tenant)
            }
        }
    }

    @Test func `the printed table has every route and every role`() throws {
        let lines = ScopeTable.text.split(separator: "\n").map(String.init)
        #expect(lines.count == ControlAPI.routes.count + 2)
        #expect(cells(of: lines[0]) == ["route", "no token"] + TokenRole.allCases.map(\.rawValue))
        for route in ControlAPI.routes {
            #expect(lines.contains { $0.hasPrefix("\(route.method.rawValue) \(route.path) ") })
        }
        let accept = try #require(lines.first { $0.contains("/accept") })
        #expect(cells(of: accept).dropFirst() == ["-", "own agent", "-", "-", "-"])
    }

    private func cells(of line: String) -> [String] {
        line.split(separator: "  ").map { String($0.trimmingPrefix(" ")) }.filter { !$0.isEmpty }
    }

    @Test func `a router sees the tenant's agents, offers and calls, and no session id`()
        async throws
    {
        try await Desk.open { desk in
            try await desk.openConnection()
            let me = try await desk.send(.get, "/v1/me", as: .router)
            #expect(me["role"] as? String == "router")
            #expect(me["scopes"] as? [String] == ["readTenant", "offerCalls"])
            let agent = try await desk.send(.get, Desk.path(""), as: .router)
            #expect(agent.status == 200)
            #expect(agent["session"] == nil)
            let refused = try await desk.send(.delete, Desk.path("/session"), as: .router)
            #expect(refused.status == 403)
            #expect(refused.actions == [])
        }
    }
}
