internal import ConnectionMode
internal import HTTPTypes
internal import Testing

@testable internal import ControlAPI

/// An agent's own phone settings, changed by the agent.
@Suite(.timeLimit(.minutes(1)))
struct PhoneSettingsTests {
    private static let path = Desk.path("/phone-settings")

    private func flag(_ key: String, _ reply: Reply) -> Bool? {
        (reply[key] as? [String: Any])?["value"] as? Bool
    }

    @Test func `P3 P4 P5 M2 a change of mode is confirmed, told, and answered with the status`()
        async throws
    {
        try await Desk.open { desk in
            let contract = try Contract()
            _ = try await desk.send(.post, Desk.path("/session"))
            let asked = try await desk.send(
                .patch, Self.path, json: ["connectionMode": "onDemand"])
            #expect(asked.status == 409)
            #expect(asked.code == "confirmationRequired")
            #expect(asked["consequences"] as? [String] == ["phoneRingsForEachCall"])
            try contract.check(asked, "Problem")
            try await desk.listen { events in
                _ = try await events.next("stream.snapshot")
                let changed = try await desk.send(
                    .patch, Self.path, json: ["connectionMode": "onDemand", "confirmed": true])
                let told = try await events.next("notice.settingsSaved")
                #expect(told.data["connectionMode"] as? String == "onDemand")
                #expect(changed.status == 200)
                try contract.check(changed, "PhoneSettings")
                #expect(
                    (changed["connectionMode"] as? [String: Any])?["source"] as? String == "own")
                #expect((changed["status"] as? [String: Any])?["status"] as? String == "onBreak")
                #expect(
                    (changed["inForce"] as? [String: Any])?["connectionMode"] as? String
                        == "onDemand")
            }
            let usual = try await desk.send(
                .patch, Self.path, body: #"{"autoAnswer":null,"workplace":null}"#)
            #expect(usual.status == 200)
            #expect((usual["autoAnswer"] as? [String: Any])?["source"] as? String != "own")
            let ready = try await desk.send(
                .put, Desk.path("/status"), json: ["status": "available"])
            #expect(ready.status == 200)
            let refused = try await desk.send(.post, Desk.path("/connection"))
            #expect(refused.code == "modeIsOnDemand")
            let back: [String: any Sendable] = ["connectionMode": "persistent", "confirmed": true]
            #expect(try await desk.send(.patch, Self.path, json: back).code == "mustWorkOffline")
        }
    }

    @Test func `P3 what may not be changed is seen, and refused`() async throws {
        try await Desk.open { desk in
            let path = "/v1/tenants/acme/agents/bob/phone-settings"
            let seen = try await desk.send(.get, path, as: .supervisor)
            #expect(flag("mayChangeAutoAnswer", seen) == false)
            let refused = try await desk.send(
                .patch, path, as: .bob, json: ["autoAnswer": true])
            #expect(refused.status == 409)
            #expect(refused.code == "settingNotPermitted")
        }
    }

    @Test func `bad changes are told what is wrong with them`() async throws {
        try await Desk.open { desk in
            for body in [
                "{}", #"{"connectionMode":"sometimes"}"#, #"{"confirmed":true}"#,
                #"{"confirmed":true}"#,
            ] {
                let reply = try await desk.send(.patch, Self.path, body: body)
                #expect(reply.status == 400)
                #expect(reply.code == "invalidValue")
            }
            #expect(
                try await desk.send(.patch, Self.path, json: ["autoAnswer": "yes"]).status == 400)
            #expect(try await desk.send(.patch, Self.path, json: ["mode": 1]).code == "unknownKey")
            #expect(
                try await desk.send(.patch, Self.path, as: .supervisor, json: ["autoAnswer": true])
                    .status == 403)
        }
    }

    @Test func `P6 P7 P9 an agent moves to another approved workplace`() async throws {
        try await Desk.open { desk in
            let contract = try Contract()
            let home: [String: any Sendable] = ["kind": "phoneNumber", "address": "+49 30 123456"]
            _ = try await desk.openConnection()
            try await desk.listen(query: "types=notice.workplaceReverted") { events in
                _ = try await events.next("stream.snapshot")
                let moved = try await desk.send(.patch, Self.path, json: ["workplace": home])
                #expect(moved.status == 200)
                try contract.check(moved, "PhoneSettings")
                #expect(moved["attemptId"] as? String != nil)
                let pending = moved["pendingWorkplace"] as? [String: Any]
                #expect(pending?["address"] as? String == "030 123456")
                let shown = moved["status"] as? [String: Any]
                #expect(shown?["status"] as? String == "persistentCallOffered")
                _ = try await desk.send(.delete, Desk.path("/connection"))
                let told = try await events.next("notice.workplaceReverted")
                let place = told.data["workplace"] as? [String: Any]
                #expect(place?["address"] as? String == "Alice")
            }
            let read = try await desk.send(.get, Self.path)
            #expect(read["pendingWorkplace"] == nil)
            try contract.check(read, "PhoneSettings")
            #expect(((read["workplaces"] as? [String: Any])?["value"] as? [Any])?.count == 2)
        }
    }

    @Test func `P9 what is no workplace, or not the agent's, is refused`() async throws {
        try await Desk.open { desk in
            let contract = try Contract()
            for (place, status, code) in [
                (#"{"kind":"phoneNumber","address":"030 999999"}"#, 409, "workplaceNotApproved"),
                (#"{"kind":"endpoint","address":"Bob"}"#, 409, "workplaceNotApproved"),
                (#"{"kind":"sipUri","address":"sip:a@b\r\nX: y"}"#, 400, "invalidValue"),
                (#"{"kind":"pigeon","address":"1"}"#, 400, "invalidValue"),
                (#"{"kind":"endpoint"}"#, 400, "malformedBody"),
                (#"{"kind":"endpoint","address":"1","x":1}"#, 400, "unknownKey"),
                (#""desk""#, 400, "malformedBody"),
            ] {
                let reply = try await desk.send(
                    .patch, Self.path, body: #"{"workplace":\#(place)}"#)
                #expect(reply.status == status, "\(place)")
                #expect(reply.code == code, "\(place)")
                try contract.check(reply, "Problem")
            }
        }
    }
}
