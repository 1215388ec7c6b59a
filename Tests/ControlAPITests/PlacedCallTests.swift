internal import ConnectionMode
internal import Orchestration
internal import Synchronization
internal import Testing

@testable internal import ControlAPI

/// Calls that agents place, as consoles place them (O7).
@Suite(.timeLimit(.minutes(1)))
struct PlacedCallTests {
    private static let calls = Desk.path("/calls")

    @Test func `O7 a call is placed, told of at each step, and read`() async throws {
        try await Desk.open { desk in
            let contract = try Contract()
            try await desk.openConnection()
            let told = Mutex<[EventType]>([])
            let subscription = desk.board.subscribe { posting in
                let type = EventType(posting.content)
                if type.family == "call" { told.withLock { $0.append(type) } }
                return true
            }
            defer { withExtendedLifetime(subscription) {} }
            let placed = try await desk.send(
                .post, Self.calls, json: ["to": "030 123456", "ringSeconds": 30])
            #expect(placed.status == 201)
            try contract.check(placed, "CallAnswer")
            #expect(placed["state"] as? String == "dialing")
            #expect(placed["direction"] as? String == "outbound")
            #expect(placed["dialedNumber"] as? String == "+4930123456")
            #expect(placed["offerId"] == nil)
            #expect((placed["caller"] as? [String: Any])?["number"] as? String == "+4930555")
            let id = try #require(placed["id"] as? String)
            let made = try await desk.sequencer.read { $0.calls[CallID(id)] }
            let call = try #require(made)
            #expect(call.dialed?.ringSeconds == 30)
            #expect(desk.phones.effects.contains { $0.dialedLeg == call.customer.leg })
            desk.see(.legRinging(call.customer.leg))
            try await desk.bridged(id)
            desk.see(.legUp(call.customer.leg))
            let path = "/v1/tenants/acme/calls/\(id)"
            let read = try await desk.send(.get, path)
            #expect(read["state"] as? String == "connected")
            try contract.check(read, "CallAnswer")
            #expect(try await desk.send(.post, path + "/hangup").status == 200)
            #expect(
                told.withLock { $0 } == [
                    .callCreated, .callDialing, .callRinging, .callConnected, .callEnded,
                ])
        }
    }

    @Test func `O7 a call is refused with its reason, and nobody is called`() async throws {
        try await Desk.open { desk in
            let contract = try Contract()
            func refused(
                _ body: [String: any Sendable], _ status: Int, _ code: String,
                as token: Desk.Token = .alice
            ) async throws {
                let reply = try await desk.send(.post, Self.calls, as: token, json: body)
                #expect(reply.status == status)
                #expect(reply.code == code)
                try contract.check(reply, "Problem")
            }
            try await refused(["to": "030 123456"], 409, "notLoggedIn")
            _ = try await desk.send(.post, Desk.path("/session"))
            try await refused(["to": "030 123456"], 409, "connectionNotOpen")
            _ = try await desk.send(.delete, Desk.path("/session"))
            try await desk.openConnection()
            for to in ["0900 1234567", "+33 1 23456789", "call me", "sip:a@b.example"] {
                try await refused(["to": to], 409, "destinationNotAllowed")
            }
            try await refused(
                ["to": "030 123456", "callerId": "+4930999"], 409, "callerIdNotAllowed")
            try await refused([:], 400, "malformedBody")
            try await refused(["to": ""], 400, "invalidValue")
            try await refused(["to": "030 1\r\nX: y"], 400, "invalidValue")
            try await refused(["to": String(repeating: "1", count: 201)], 400, "invalidValue")
            try await refused(["to": "030 123456", "ringSeconds": 4], 400, "invalidValue")
            try await refused(["to": "030 123456", "ringSeconds": 121], 400, "invalidValue")
            try await refused(["to": "030 123456", "callerId": ""], 400, "invalidValue")
            try await refused(["to": "030 123456", "from": "x"], 400, "unknownKey")
            for token in [Desk.Token.bob, .supervisor, .router] {
                try await refused(["to": "030 123456"], 403, "forbidden", as: token)
            }
            try await desk.settled()
            #expect(try await desk.sequencer.read { $0.calls.isEmpty })
        }
    }

    @Test func `a request that comes again with its key places no second call`() async throws {
        try await Desk.open { desk in
            try await desk.openConnection()
            let headers = [("Idempotency-Key", "call-1")]
            let body = #"{"to": "030 123456"}"#
            let first = try await desk.send(.post, Self.calls, body: body, headers: headers)
            let again = try await desk.send(.post, Self.calls, body: body, headers: headers)
            #expect(first.status == 201 && again.status == 201)
            #expect(first["id"] as? String == again["id"] as? String)
            #expect(try await desk.sequencer.read { $0.calls.count } == 1)
        }
    }
}
