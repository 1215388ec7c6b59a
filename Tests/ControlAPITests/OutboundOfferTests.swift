internal import ConnectionMode
internal import Orchestration
internal import Testing

@testable internal import ControlAPI

/// Calls that a program hands out to agents, as it does and as consoles see it (O14).
@Suite(.timeLimit(.minutes(1)))
struct OutboundOfferTests {
    private static let offers = "/v1/tenants/acme/offers"

    private func body(_ more: [String: any Sendable] = [:]) -> [String: any Sendable] {
        more.merging(["agent": "alice", "to": "030 123456"]) { given, _ in given }
    }

    @Test func `O14 a router offers a call, the agent sees it, and accept calls the customer`()
        async throws
    {
        try await Desk.open { desk in
            let contract = try Contract()
            try await desk.openConnection()
            let made = try await desk.send(
                .post, Self.offers, as: .router,
                json: body([
                    "attributes": ["customer": "Carol"], "offerSeconds": 60, "ringSeconds": 30,
                ]))
            #expect(made.status == 201)
            try contract.check(made, "OfferAnswer")
            #expect(made["direction"] as? String == "outbound")
            #expect(made["mustAccept"] as? Bool == false)
            #expect(made["dialedNumber"] as? String == "+4930123456")
            #expect((made["attributes"] as? [String: Any])?["customer"] as? String == "Carol")
            let id = try #require(made["id"] as? String)
            #expect(!desk.phones.effects.contains { if case .dialOut = $0 { true } else { false } })
            let again = try await desk.send(.post, Self.offers, as: .router, json: body())
            #expect(again.status == 409 && again.code == "agentNotAvailable")
            try contract.check(again, "Problem")

            let accepted = try await desk.send(.post, Self.offers + "/\(id)/accept")
            #expect(accepted.status == 200)
            try contract.check(accepted, "OfferAnswer")
            let call = try #require(accepted["callId"] as? String)
            #expect(desk.phones.effects.contains { if case .dialOut = $0 { true } else { false } })
            let read = try await desk.send(.get, "/v1/tenants/acme/calls/\(call)")
            try contract.check(read, "CallAnswer")
            #expect(read["offerId"] as? String == id)
            #expect(read["direction"] as? String == "outbound")
            #expect((read["attributes"] as? [String: Any])?["customer"] as? String == "Carol")
        }
    }

    @Test func `O14 what must be accepted is not rejected, and rejecting is not among the actions`()
        async throws
    {
        try await Desk.open { desk in
            let contract = try Contract()
            try await desk.openConnection()
            let made = try await desk.send(
                .post, Self.offers, as: .router, json: body(["mustAccept": true]))
            let id = try #require(made["id"] as? String)
            let refused = try await desk.send(.post, Self.offers + "/\(id)/reject")
            #expect(refused.status == 409 && refused.code == "mustAccept")
            try contract.check(refused, "Problem")
            #expect(refused.actions?.contains("acceptOffer") == true)
            #expect(refused.actions?.contains("rejectOffer") == false)
        }
    }

    @Test func `O14 only a router offers, and what it says is checked`() async throws {
        try await Desk.open { desk in
            try await desk.openConnection()
            for token in [Desk.Token.alice, .supervisor, .administrator] {
                let reply = try await desk.send(.post, Self.offers, as: token, json: body())
                #expect(reply.status == 403 && reply.code == "forbidden")
            }
            let long = String(repeating: "x", count: 201)
            let many = Dictionary(uniqueKeysWithValues: (0...20).map { ("key\($0)", "value") })
            let bad: [[String: any Sendable]] = [
                ["offerSeconds": 1], ["offerSeconds": 601], ["ringSeconds": 4],
                ["attributes": ["a": long]], ["attributes": ["": "a"]], ["attributes": many],
                ["attributes": ["a": "b\r\nVia: x"]], ["attributes": ["a": 1]], ["more": 1],
                ["mustAccept": "yes"], ["to": ""],
            ]
            for wrong in bad {
                let reply = try await desk.send(
                    .post, Self.offers, as: .router, json: body(wrong))
                #expect(reply.status == 400, "\(wrong)")
            }
            let nobody = try await desk.send(
                .post, Self.offers, as: .router, json: body(["agent": "nobody"]))
            #expect(nobody.status == 404 && nobody.code == "agentUnknown")
            let premium = try await desk.send(
                .post, Self.offers, as: .router, json: body(["to": "0900 1234567"]))
            #expect(premium.code == "destinationNotAllowed")
            #expect(try await desk.sequencer.read(\.offers.isEmpty))
        }
    }
}
