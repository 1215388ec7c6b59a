internal import ConnectionMode
internal import Testing

/// An agent's day through the API alone.
@Suite(.timeLimit(.minutes(1)))
struct AgentDayTests {
    @Test func `an agent logs in, proves the phone, takes a customer and logs out`() async throws {
        try await Desk.open { desk in
            let contract = try Contract()
            let session = try await desk.send(.post, Desk.path("/session"))
            #expect(session.status == 201)
            try contract.check(session, "SessionAnswer")

            let available = try await desk.send(
                .put, Desk.path("/status"), json: ["status": "available"])
            #expect(available.status == 202)
            #expect(available["status"] as? String == "persistentCallOffered")
            try contract.check(available, "StatusAnswer")
            let attempt = try #require(available["attemptId"] as? String)

            let pin = try await desk.answerPhone()
            let verifying = try await desk.send(.get, Desk.path("/connection"))
            #expect(verifying["state"] as? String == "verifying")
            #expect(verifying["attemptsLeft"] as? Int == 3)
            #expect(verifying["expiresAt"] is String)
            try contract.check(verifying, "ConnectionAnswer")

            let open = try await desk.send(
                .post, Desk.path("/connection/confirm"), json: ["attemptId": attempt, "pin": pin])
            #expect(open.status == 200)
            #expect(open["state"] as? String == "open")
            #expect(open["openedAt"] is String)
            try contract.check(open, "ConnectionAnswer")

            try await takeCustomer(desk, contract)

            #expect(try await desk.send(.delete, Desk.path("/session")).status == 204)
            let gone = try await desk.send(.get, Desk.path(""))
            #expect((gone["status"] as? [String: Any])?["status"] as? String == "loggedOut")
            try contract.check(gone, "AgentAnswer")
        }
    }

    private func takeCustomer(_ desk: Desk, _ contract: Contract) async throws {
        let id = try await desk.offered()
        let offer = try await desk.send(.get, "/v1/tenants/acme/offers/\(id)")
        #expect(offer["state"] as? String == "pending")
        #expect(offer["waitedSeconds"] as? Int == 12)
        try contract.check(offer, "OfferAnswer")
        try contract.check(try await desk.send(.get, Desk.path("")), "AgentAnswer")

        let accepted = try await desk.send(.post, "/v1/tenants/acme/offers/\(id)/accept")
        #expect(accepted.status == 200)
        #expect(accepted["state"] as? String == "accepted")
        try contract.check(accepted, "OfferAnswer")
        let call = try #require(accepted["callId"] as? String)
        let again = try await desk.send(.post, "/v1/tenants/acme/offers/\(id)/accept")
        #expect(again.status == 200)
        #expect(again["callId"] as? String == call)

        #expect(try await state(of: call, desk) == "connecting")
        try await desk.bridged(call)
        #expect(try await state(of: call, desk) == "connected")
        let busy = try await desk.send(.get, Desk.path("/connection"))
        #expect(busy["callId"] as? String == call)

        let break_ = try await desk.send(.put, Desk.path("/status"), json: ["status": "onBreak"])
        #expect(break_["pending"] as? String == "onBreak")
        try contract.check(break_, "StatusAnswer")

        let ended = try await desk.send(.post, "/v1/tenants/acme/calls/\(call)/hangup")
        #expect(ended.status == 200)
        #expect(ended["state"] as? String == "ended")
        #expect(ended["endReason"] as? String == "agentHungUp")
        try contract.check(ended, "CallAnswer")
        let twice = try await desk.send(.post, "/v1/tenants/acme/calls/\(call)/hangup")
        #expect(twice.status == 409)
        #expect(twice.code == "callIsOver")
    }

    private func state(of call: String, _ desk: Desk) async throws -> String? {
        try await desk.send(.get, "/v1/tenants/acme/calls/\(call)")["state"] as? String
    }

    @Test func `V5 a wrong PIN is 422 with the attempts left, and three end the call`() async throws
    {
        try await Desk.open { desk in
            #expect(try await desk.send(.post, Desk.path("/session")).status == 201)
            let dialed = try await desk.send(.post, Desk.path("/connection"))
            #expect(dialed.status == 202)
            let attempt = try #require(dialed["attemptId"] as? String)
            let pin = try await desk.answerPhone()
            let wrong = pin == "0000" ? "1111" : "0000"
            for left in [2, 1, 0] {
                let reply = try await desk.send(
                    .post, Desk.path("/connection/confirm"),
                    json: ["attemptId": attempt, "pin": wrong])
                #expect(reply.status == 422)
                #expect(reply.code == "wrongPin")
                #expect(reply["attemptsLeft"] as? Int == left)
                #expect(reply.actions?.contains("confirmPin") == (left > 0))
                try Contract().check(reply, "Problem")
            }
            let late = try await desk.send(
                .post, Desk.path("/connection/confirm"), json: ["attemptId": attempt, "pin": pin])
            #expect(late.status == 409)
            #expect(late.code == "attemptIsOver")
            let closed = try await desk.send(.get, Desk.path("/connection"))
            #expect(closed["endReason"] as? String == "pinFailed")
            #expect(closed["attemptId"] as? String == attempt)
        }
    }

    @Test func `V5 what cannot be a PIN is 400 and not counted`() async throws {
        try await Desk.open { desk in
            _ = try await desk.send(.post, Desk.path("/session"))
            let dialed = try await desk.send(.post, Desk.path("/connection"))
            let attempt = try #require(dialed["attemptId"] as? String)
            let pin = try await desk.answerPhone()
            let others: [any Sendable] = [
                "", "123", "12345", "12a4", "١٢٣٤", " 123", 9173, ["9173"],
            ]
            for other in others {
                let reply = try await desk.send(
                    .post, Desk.path("/connection/confirm"),
                    json: ["attemptId": attempt, "pin": other])
                #expect(reply.status == 400)
                #expect(!reply.text.contains("9173"))
            }
            let reply = try await desk.send(
                .post, Desk.path("/connection/confirm"), json: ["attemptId": attempt, "pin": pin])
            #expect(reply.status == 200)
        }
    }

    @Test func `S8 naming the running session goes on with it, anything else is refused`()
        async throws
    {
        try await Desk.open { desk in
            let first = try await desk.send(.post, Desk.path("/session"))
            let id = try #require(first["sessionId"] as? String)
            let same = try await desk.send(.post, Desk.path("/session"), json: ["sessionId": id])
            #expect(same.status == 200)
            #expect(same["sessionId"] as? String == id)
            let other = try await desk.send(.post, Desk.path("/session"), json: ["sessionId": "x"])
            #expect(other.status == 409)
            #expect(other.code == "alreadyLoggedIn")
            let agent = try await desk.send(.get, Desk.path(""))
            #expect((agent["session"] as? [String: Any])?["sessionId"] as? String == id)
        }
    }

    @Test func `the agent's own words are the reason shown`() async throws {
        try await Desk.open { desk in
            _ = try await desk.send(.post, Desk.path("/session"))
            let lunch = try await desk.send(
                .put, Desk.path("/status"),
                json: ["status": "onBreak", "reason": "Lunch \"à la\" /"])
            #expect(lunch.status == 200)
            #expect(lunch["reason"] as? String == "Lunch \"à la\" /")
            #expect(lunch.text.contains(" /\""), "slashes are as they are")
            #expect(lunch["serverTime"] is String)
        }
    }

    @Test func `P1 P3 phone settings tell mode and auto answer apart, and where each comes from`()
        async throws
    {
        try await Desk.open { desk in
            let settings = try await desk.send(.get, Desk.path("/phone-settings"))
            #expect(settings.status == 200)
            try Contract().check(settings, "PhoneSettings")
            func source(_ key: String, _ reply: Reply) -> String? {
                (reply[key] as? [String: Any])?["source"] as? String
            }
            #expect(
                (settings["connectionMode"] as? [String: Any])?["value"] as? String == "persistent")
            #expect((settings["autoAnswer"] as? [String: Any])?["value"] as? Bool == false)
            #expect(source("persistentEnabled", settings) == "tenant")
            #expect(source("autoAnswer", settings) == "default")
            #expect(source("workplace", settings) == "agent")
            let other = try await desk.send(
                .get, "/v1/tenants/other/agents/mallory/phone-settings", as: .foreignAgent)
            #expect(source("persistentEnabled", other) == "default")
        }
    }
}
