internal import ConnectionMode
internal import Orchestration
internal import Synchronization
internal import Testing

@testable internal import ControlAPI

/// What consoles ask for in a call (O13a, O13b, O13c).
@Suite(.timeLimit(.minutes(1)))
struct InCallTests {
    @Test func `O13a O13b O13c a call is held, muted and sent digits, and shown as it is`()
        async throws
    {
        try await Desk.open { desk in
            let contract = try Contract()
            let told = Mutex<[EventType]>([])
            let subscription = desk.board.subscribe { posting in
                let type = EventType(posting.content)
                if type.family == "call" { told.withLock { $0.append(type) } }
                return true
            }
            defer { withExtendedLifetime(subscription) {} }
            try await desk.openConnection()
            desk.customerArrives()
            try await desk.settled()
            let offer = try await desk.sequencer.read { $0.offers.keys.first }
            let accept = "/v1/tenants/acme/offers/\(try #require(offer))/accept"
            let id = try #require(try await desk.send(.post, accept)["callId"] as? String)
            let path = "/v1/tenants/acme/calls/\(id)"
            func ask(_ deed: String, _ json: [String: any Sendable]? = nil) async throws -> Reply {
                let reply = try await desk.send(.post, "\(path)/\(deed)", json: json)
                try contract.check(reply, reply.status == 200 ? "CallAnswer" : "Problem")
                return reply
            }
            #expect(try await ask("hold").code == "callNotConnected")
            try await desk.bridged(id)
            try await desk.settled()

            #expect(try await ask("hold")["held"] == nil, "C6 it is said when it is so")
            let asked = try await desk.sequencer.read { $0.calls[CallID(id)] }
            let call = try #require(asked)
            desk.see(.legEntered(call.customer.leg, call.waitingBridge))
            try await desk.settled()
            #expect(try await desk.send(.get, path)["held"] as? Bool == true)
            #expect(try await ask("dtmf", ["digits": "1"]).code == "callIsHeld")
            #expect(try await ask("resume")["held"] as? Bool == true)
            desk.see(.legEntered(call.customer.leg, call.talkingBridge))
            try await desk.settled()

            #expect(try await ask("mute")["muted"] == nil)
            desk.see(.legMuted(call.agentLeg, true))
            try await desk.settled()
            #expect(try await desk.send(.get, path)["muted"] as? Bool == true)
            #expect(try await ask("unmute").status == 200)
            desk.see(.legMuted(call.agentLeg, false))

            #expect(try await ask("dtmf", ["digits": "0*#D"]).status == 200)
            let digits = try #require(Digits("0*#D"))
            #expect(desk.phones.effects.contains(.sendDigits(call.customer.leg, digits)))
            for bad in ["", "12a", "+49", String(repeating: "1", count: 33), "1 2"] {
                let reply = try await ask("dtmf", ["digits": bad])
                #expect(reply.status == 400)
                #expect(reply.code == "invalidValue")
            }
            #expect(try await ask("dtmf", ["digits": 1]).status == 400)
            #expect(try await ask("dtmf", ["digits": "1", "x": 1]).status == 400)
            #expect(try await ask("dtmf").status == 400)
            for other in [Desk.Token.bob, .supervisor] {
                #expect(try await desk.send(.post, path + "/hold", as: other).status == 403)
            }
            #expect(try await desk.send(.post, path + "/hold", as: .foreignAgent).status == 404)
            #expect(try await ask("hangup").status == 200)
            #expect(try await ask("mute").code == "callIsOver")
            #expect(
                told.withLock { $0 } == [
                    .callCreated, .callConnecting, .callConnected, .callHeld, .callResumed,
                    .callMuted, .callUnmuted, .callEnded,
                ])
        }
    }
}
