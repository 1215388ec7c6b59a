internal import ConnectionMode
internal import Foundation
internal import TestSupport
internal import Testing

/// Texts that consoles send, and that customers chose.
@Suite(.timeLimit(.minutes(1)))
struct HostileTextTests {
    private static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }

    @Test func `a reason is one line, and told as it was sent`() async throws {
        try await Desk.open { desk in
            _ = try await desk.send(.post, Desk.path("/session"))
            for text in HostileText.harmful {
                let reply = try await desk.send(
                    .put, Desk.path("/status"), json: ["status": "onBreak", "reason": text])
                #expect(reply.status == 400)
                // A NUL is none of JSON's already.
                #expect(reply.code == (text.contains("\u{0}") ? "malformedBody" : "invalidValue"))
            }
            for text in HostileText.data {
                let reply = try await desk.send(
                    .put, Desk.path("/status"), json: ["status": "onBreak", "reason": text])
                #expect(reply.status == 200)
                #expect(reply["reason"] as? String == text)
                #expect(reply.header("Content-Type") == "application/json")
            }
            let stack = "e" + String(repeating: "\u{301}", count: 1_000)
            let reply = try await desk.send(
                .put, Desk.path("/status"), json: ["status": "onBreak", "reason": stack])
            #expect(reply.status == 400)
        }
    }

    @Test func `ids, places and filters that name nothing are repeated nowhere`() async throws {
        try await Desk.open { desk in
            _ = try await desk.send(.post, Desk.path("/session"))
            for text in HostileText.all {
                let escaped = Self.escaped(text)
                let replies = [
                    try await desk.send(.post, Desk.path("/session"), json: ["sessionId": text]),
                    try await desk.send(
                        .post, Desk.path("/connection/confirm"),
                        json: ["attemptId": text, "pin": "0000"]),
                    try await desk.send(.post, "/v1/tenants/acme/offers/\(escaped)/accept"),
                    try await desk.send(.post, "/v1/tenants/acme/calls/\(escaped)/hangup"),
                    try await desk.send(.get, Desk.path("", of: escaped)),
                    try await desk.send(.get, "/v1/tenants/\(escaped)/agents"),
                    try await desk.send(.get, "/v1/tenants/acme/offers?cursor=\(escaped)"),
                    try await desk.send(.get, "/v1/tenants/acme/offers?state=\(escaped)"),
                    try await desk.send(.get, "/v1/tenants/acme/events?agents=\(escaped)"),
                    try await desk.send(.get, "/v1/tenants/acme/events?types=\(escaped)"),
                ]
                for reply in replies {
                    #expect((400..<500).contains(reply.status), "\(text): \(reply.status)")
                    #expect(!reply.text.contains(text))
                    #expect(reply.headers.allSatisfy { !$0.value.contains("Evil") })
                }
            }
        }
    }

    @Test func `a place in the stream that is none begins it anew`() async throws {
        try await Desk.open { desk in
            for text in HostileText.all + ["run1-99999999999999999999", "run1--1", "-", "run1-"] {
                try await desk.listen(query: "lastEventId=\(Self.escaped(text))") { reader in
                    let reset = try #require(try await reader.next())
                    #expect(reset.type == "stream.reset")
                    #expect(!reset.json.description.contains(text) || text == "-")
                }
            }
        }
    }

    @Test(arguments: HostileNumber.all)
    func `a number that is none is refused in a query`(_ text: String) async throws {
        try await Desk.open { desk in
            let reply = try await desk.send(
                .get, "/v1/tenants/acme/offers?limit=\(Self.escaped(text))")
            #expect(reply.status == 400)
            #expect(reply.code == "invalidParameter")
            let cursor = try await desk.send(
                .get, "/v1/tenants/acme/offers?cursor=\(Self.escaped(text + ".x"))")
            // A time before all others, or after them, is one.
            #expect(cursor.status == 400 || Int64(text) != nil || text == "12.5")
        }
    }

    @Test func `what a customer is called is data for the console`() async throws {
        try await Desk.open { desk in
            try await desk.openConnection()
            for (number, text) in HostileText.data.enumerated() {
                try await desk.listen { reader in
                    _ = try await reader.next()
                    desk.see(
                        .customerArrived(
                            CustomerLeg(leg: LegID("17.\(number)"), kind: .own, isAnswered: true),
                            Desk.alice,
                            OfferDetails(caller: Caller(number: text, name: text), queue: text)))
                    var told = try await reader.next()
                    while let event = told, event.type != "offer.created" {
                        told = try await reader.next()
                    }
                    let data = try #require(told?.json["data"] as? [String: Any])
                    let caller = try #require(data["caller"] as? [String: Any])
                    #expect(caller["name"] as? String == text)
                    #expect(caller["number"] as? String == text)
                    #expect(data["queue"] as? String == text)
                    let id = try #require(data["id"] as? String)
                    _ = try await desk.send(.post, "/v1/tenants/acme/offers/\(id)/reject")
                }
            }
        }
    }
}
