internal import ConnectionMode
internal import Orchestration
internal import Testing

@testable internal import ControlAPI

/// Customers who wait for a router's choice (O12), and what the operator has set up around the agents.
@Suite(.timeLimit(.minutes(1)))
struct WaitingTests {
    private static let waiting = "/v1/tenants/acme/waiting-customers"
    private static let offers = "/v1/tenants/acme/offers"

    @Test func `O12 who waits is listed, offered, and connected by Accept`() async throws {
        try await Desk.open { desk in
            let contract = try Contract()
            try await desk.openConnection()
            let id = try await desk.customerWaits().id.rawValue
            for token in [Desk.Token.supervisor, .router, .administrator] {
                let list = try await desk.send(.get, Self.waiting, as: token)
                #expect(list.status == 200)
                try contract.check(list, "WaitingCustomerList")
                #expect((list["items"] as? [[String: Any]])?.first?["id"] as? String == id)
            }
            let made = try await desk.send(
                .post, Self.offers, as: .router,
                json: [
                    "agent": "alice", "waitingCustomer": id, "attributes": ["intent": "renewal"],
                ])
            #expect(made.status == 201)
            try contract.check(made, "OfferAnswer")
            #expect(made["waitingCustomer"] as? String == id)
            #expect(made["direction"] as? String == "inbound")
            let attributes = made["attributes"] as? [String: String]
            #expect(attributes == ["LANGUAGE": "fr", "intent": "renewal"])
            let one = try await desk.send(.get, Self.waiting + "/\(id)", as: .supervisor)
            try contract.check(one, "WaitingCustomerAnswer")
            #expect(one["offerId"] as? String == made["id"] as? String)
            let held = try await desk.send(.post, Self.waiting + "/\(id)/release", as: .router)
            #expect(held.status == 409 && held.code == "customerIsOffered")
            try contract.check(held, "Problem")

            let offer = try #require(made["id"] as? String)
            let accepted = try await desk.send(.post, Self.offers + "/\(offer)/accept")
            #expect(accepted.status == 200)
            let gone = try await desk.send(.get, Self.waiting + "/\(id)", as: .router)
            #expect(gone.status == 404 && gone.code == "customerUnknown")
            try contract.check(gone, "Problem")
        }
    }

    @Test func `O12 a router releases one, and who may not look or act is told so`() async throws {
        try await Desk.open { desk in
            let path = Self.waiting + "/\(try await desk.customerWaits().id)"
            for reply in [
                try await desk.send(.get, Self.waiting), try await desk.send(.get, path),
                try await desk.send(.post, path + "/release"),
                try await desk.send(.post, path + "/release", as: .supervisor),
            ] {
                #expect(reply.status == 403 && reply.code == "forbidden")
            }
            let done = try await desk.send(.post, path + "/release", as: .router)
            #expect(done.status == 204)
            let again = try await desk.send(.post, path + "/release", as: .router)
            #expect(again.status == 404 && again.code == "customerUnknown")
        }
    }

    @Test func `W4 nobody sees or gets another tenant's customers`() async throws {
        try await Desk.open { desk in
            let id = try await desk.customerWaits(for: "other").id.rawValue
            let list = try await desk.send(.get, Self.waiting, as: .router)
            #expect((list["items"] as? [Any])?.isEmpty == true)
            for reply in [
                try await desk.send(.get, Self.waiting + "/\(id)", as: .router),
                try await desk.send(.post, Self.waiting + "/\(id)/release", as: .router),
                try await desk.send(
                    .post, Self.offers, as: .router,
                    json: ["agent": "alice", "waitingCustomer": id]),
            ] {
                #expect(reply.status == 404 && reply.code == "customerUnknown")
            }
        }
    }

    @Test func `O12 a wrong offer of a customer is refused with what to do`() async throws {
        try await Desk.open { desk in
            let bad: [[String: any Sendable]] = [
                ["agent": "alice"], ["agent": "alice", "waitingCustomer": ""],
                ["agent": "alice", "waitingCustomer": "x", "to": "030 123456"],
                ["agent": "alice", "waitingCustomer": "x", "ringSeconds": 20],
                ["agent": "alice", "waitingCustomer": "x", "callerId": "+4930555"],
                ["agent": "alice", "waitingCustomer": "x", "offerSeconds": 1],
            ]
            for wrong in bad {
                let reply = try await desk.send(.post, Self.offers, as: .router, json: wrong)
                #expect(reply.status == 400, "\(wrong)")
            }
        }
    }

    @Test func `O12 who has waited longest comes first, page by page`() async throws {
        try await Desk.open { desk in
            for number in 1...5 { _ = try await desk.customerWaits("1795.\(number)") }
            var seen: [String] = []
            var cursor = ""
            repeat {
                let page = try await desk.send(
                    .get, Self.waiting + "?limit=2" + cursor, as: .router)
                let items = try #require(page["items"] as? [[String: Any]])
                seen += items.compactMap { $0["id"] as? String }
                cursor = (page["nextCursor"] as? String).map { "&cursor=\($0)" } ?? ""
            } while !cursor.isEmpty
            #expect(seen.count == 5 && Set(seen).count == 5)
        }
    }

    @Test func `C7 O12 trunks and queues are told as a tenant may see them`() async throws {
        var options = Desk.Options()
        options.configure = { $0.queues = ["acme": ["Support"], "other": ["secret"]] }
        try await Desk.open(options) { desk in
            let contract = try Contract()
            let trunks = try await desk.send(.get, "/v1/tenants/acme/trunks", as: .supervisor)
            #expect(trunks.status == 200)
            try contract.check(trunks, "TrunkList")
            let queues = try await desk.send(.get, "/v1/tenants/acme/queues", as: .router)
            #expect(queues.status == 200)
            try contract.check(queues, "QueueList")
            let items = try #require(queues["items"] as? [[String: Any]])
            #expect(items.map { $0["name"] as? String } == ["Support"])
            #expect(items.first?["kept"] as? Bool == true)
            for path in ["trunks", "queues"] {
                let refused = try await desk.send(.get, "/v1/tenants/acme/\(path)")
                #expect(refused.status == 403)
            }
        }
    }
}
