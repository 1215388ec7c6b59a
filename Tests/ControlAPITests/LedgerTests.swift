internal import ConnectionMode
internal import Foundation
internal import NIOHTTP1
internal import Storage
internal import Testing

@testable internal import ControlAPI

/// What agents did, as reports read it.
@Suite(.timeLimit(.minutes(1)))
struct LedgerTests {
    private static let path = "/v1/tenants/acme/ledger"

    /// A call that ended, a missed offer's time not waited for, and another agent on break.
    private func work(_ desk: Desk) async throws {
        try await desk.openConnection()
        let offer = try await desk.offered()
        let accepted = try await desk.send(
            .post, "/v1/tenants/acme/offers/\(offer)/accept")
        let call = try #require(accepted["callId"] as? String)
        try await desk.bridged(call)
        desk.see(.legGone(LegID("caller-1"), .hungUp))
        #expect(
            try await desk.send(.post, Desk.path("/session", of: "bob"), as: .bob).status == 201)
        try await desk.settled()
    }

    @Test func `what agents did is read by agent, in all and one by one`() async throws {
        try await Desk.open { desk in
            let contract = try Contract()
            try await work(desk)
            let totals = try await desk.send(.get, Self.path + "/agents", as: .supervisor)
            try contract.check(totals, "AgentTotalsList")
            let agents = try #require(totals["items"] as? [[String: Any]])
            #expect(agents.map { $0["agent"] as? String } == ["alice", "bob"])
            #expect(agents[0]["takenCalls"] as? Int == 1)
            #expect(agents[0]["offers"] as? Int == 1)
            let seconds = try #require(agents[0]["statusSeconds"] as? [String: Double])
            #expect(seconds.count == ShownStatus.allCases.count - 1)
            #expect(seconds["busy"] ?? -1 >= 0)

            let activities = try await desk.send(
                .get, Self.path + "/activities?agent=alice&limit=1", as: .supervisor)
            try contract.check(activities, "ActivityList")
            let first = try #require((activities["items"] as? [[String: Any]])?.first)
            #expect(first["status"] as? String == "onBreak")
            let cursor = try #require(activities["nextCursor"] as? String)
            let more = try await desk.send(
                .get, Self.path + "/activities?agent=alice&cursor=\(cursor)", as: .supervisor)
            let rest = try #require(more["items"] as? [[String: Any]])
            #expect(!rest.isEmpty && more["nextCursor"] is NSNull)
            #expect(rest.first?["from"] as? String == first["to"] as? String)

            let calls = try await desk.send(.get, Self.path + "/calls", as: .router)
            try contract.check(calls, "CallRecordList")
            let record = try #require((calls["items"] as? [[String: Any]])?.first)
            #expect(record["customerChannel"] as? String == "caller-1")
            #expect(record["outcome"] as? String == "customerHungUp")
        }
    }

    @Test func `W4 an agent sees the agent alone, and no tenant another's`() async throws {
        try await Desk.open { desk in
            try await work(desk)
            func agents(_ rest: String, _ token: Desk.Token) async throws -> [String] {
                let reply = try await desk.send(.get, Self.path + rest, as: token)
                #expect(reply.status == 200)
                return (reply["items"] as? [[String: Any]] ?? []).compactMap {
                    $0["agent"] as? String
                }
            }
            #expect(try await agents("/agents", .bob) == ["bob"])
            #expect(try await agents("/agents?agent=alice", .bob).isEmpty)
            #expect(try await agents("/calls", .bob).isEmpty)
            #expect(try await agents("/calls", .alice) == ["alice"])
            #expect(try await agents("/agents?group=support", .supervisor) == ["bob"])
            #expect(try await agents("/agents?group=support&agent=alice", .supervisor).isEmpty)
            for token in [Desk.Token.foreign, .foreignAgent] {
                #expect(
                    try await desk.send(.get, Self.path + "/agents", as: token).status == 404)
            }
            let other = try await desk.send(
                .get, "/v1/tenants/other/ledger/calls", as: .foreign)
            #expect((other["items"] as? [Any])?.isEmpty == true)
        }
    }

    @Test func `as a table it has a line each, that no spreadsheet calculates`() async throws {
        try await Desk.open { desk in
            try await desk.openConnection()
            desk.see(
                .customerArrived(
                    CustomerLeg(leg: LegID("caller-2"), kind: .own, isAnswered: true), Desk.alice,
                    OfferDetails(
                        caller: Caller(
                            number: "+41441234567", name: "=HYPERLINK(\"x\",\"y\")\n\u{1B}[2J"),
                        dialedNumber: "800")))
            desk.see(.legGone(LegID("caller-2"), .hungUp))
            try await desk.settled()
            func table(_ rest: String) async throws -> [String] {
                let reply = try await desk.send(
                    .get, Self.path + rest, as: .supervisor, headers: [("Accept", "text/csv")])
                #expect(reply.status == 200)
                #expect(reply.headers.first(name: "Content-Type")?.hasPrefix("text/csv") == true)
                return reply.text.split(separator: "\r\n").map(
                    String.init)
            }
            let calls = try await table("/calls")
            #expect(calls.count == 2)
            #expect(calls[0].hasPrefix("id,agent,direction,callerNumber,callerName,"))
            #expect(
                calls[1].contains(
                    #",+41441234567,"'=HYPERLINK(""x"",""y"")\#u{FFFD}\#u{FFFD}[2J",800,,caller-2,"#
                ))
            #expect(calls[1].hasSuffix(",0.0,canceled"))
            #expect(try await table("/agents").count == 2)
            #expect(try await table("/activities").count > 2)
        }
    }

    @Test func `a time that is none is refused with what to write`() async throws {
        try await Desk.open { desk in
            let contract = try Contract()
            for query in [
                "from=yesterday", "from=2026-13-01", "to=2026-03-01T08:00:00",
                "from=2026-03-02&to=2026-03-01", "from=2020-01-01&to=2026-01-01",
                "from=-1", "to=99999-01-01", "cursor=a", "cursor=1.-2", "limit=0",
                "group=secret",
            ] {
                let reply = try await desk.send(
                    .get, Self.path + "/calls?" + query, as: .supervisor)
                #expect(reply.status == 400, "\(query)")
                try contract.check(reply, "Problem")
            }
            for query in [
                "from=2026-03-01&to=2026-03-02",
                "from=2026-03-01T08:00:00.5Z&to=2026-03-01T09:00:00%2B01:00",
            ] {
                #expect(
                    try await desk.send(.get, Self.path + "/calls?" + query, as: .supervisor)
                        .status == (query.hasSuffix("%2B01:00") ? 400 : 200), "\(query)")
            }
        }
    }

    @Test func `an administrator erases a customer however the number is written`() async throws {
        try await Desk.open { desk in
            let contract = try Contract()
            try await work(desk)
            let path = Self.path + "/erasures"
            func erase(_ body: [String: any Sendable]) async throws -> Reply {
                try await desk.send(.post, path, as: .administrator, json: body)
            }
            let erased = try await erase(["number": "0041 44 123 45 67"])
            #expect(erased.status == 200)
            try contract.check(erased, "ErasedAnswer")
            #expect(erased["calls"] as? Int == 1)
            let calls = try await desk.send(.get, Self.path + "/calls", as: .supervisor)
            let record = try #require((calls["items"] as? [[String: Any]])?.first)
            let caller = try #require(record["caller"] as? [String: Any])
            #expect(caller["number"] == nil && caller["name"] == nil)
            #expect(caller["withheld"] as? Bool == true)
            try await desk.settled()
            let journal = try desk.store.entries(.init()).filter { $0.what == "eraseCustomer" }
            #expect(journal.map(\.detail) == ["calls 1, periods 0, entries 0"])
            #expect(journal.first?.actor?.contains("administrator") == true)

            let agent = try await erase(["agent": "alice"])
            #expect(agent["calls"] as? Int == 1 && agent["activities"] as? Int ?? 0 > 1)
            #expect(try await erase(["agent": "nobody"])["calls"] as? Int == 0)
            for body: [String: any Sendable] in [
                [:], ["agent": "a", "number": "1"], ["number": ""], ["whom": "x"],
            ] {
                let reply = try await erase(body)
                #expect(reply.status == 400)
                try contract.check(reply, "Problem")
            }
            for token in [Desk.Token.alice, .supervisor, .router] {
                let reply = try await desk.send(.post, path, as: token, json: ["agent": "bob"])
                #expect(reply.status == 403)
            }
        }
    }
}
