internal import ConnectionMode
internal import HTTPTypes
internal import Orchestration
internal import Storage
internal import Testing

@testable internal import ControlAPI

/// What is impossible now, and why.
@Suite(.timeLimit(.minutes(1)))
struct RefusalTests {
    @Test(arguments: [
        (Refusal.agentUnknown, 404, "agentUnknown"), (.notLoggedIn, 409, "notLoggedIn"),
        (.alreadyLoggedIn, 409, "alreadyLoggedIn"),
        (.persistentNotEnabled, 409, "persistentNotEnabled"),
        (.modeIsOnDemand, 409, "modeIsOnDemand"), (.inCall, 409, "inCall"),
        (.settingNotPermitted, 409, "settingNotPermitted"),
        (.confirmationRequired([.connectionCloses]), 409, "confirmationRequired"),
        (.mustWorkOffline, 409, "mustWorkOffline"), (.answerOnPhone, 409, "answerOnPhone"),
        (.connectionNotOpen, 409, "connectionNotOpen"),
        (.connectionAlreadyClosed, 409, "connectionAlreadyClosed"),
        (.connectionAlreadyOpen, 409, "connectionAlreadyOpen"),
        (.attemptUnderWay(AttemptID("a")), 409, "attemptUnderWay"),
        (.attemptIsOver(AttemptID("a")), 409, "attemptIsOver"),
        (.pinNotSpokenYet(AttemptID("a")), 409, "pinNotSpokenYet"),
        (.destinationNotAllowed(.premium), 409, "destinationNotAllowed"),
        (.workplaceInUse, 409, "workplaceInUse"),
        (.workplaceNotApproved, 409, "workplaceNotApproved"),
        (.workplaceNotValidated, 409, "workplaceNotValidated"), (.pinLocked, 409, "pinLocked"),
        (.offerUnknown, 404, "offerUnknown"),
        (.offerNotPending(.timedOut), 409, "offerNotPending"), (.callUnknown, 404, "callUnknown"),
        (.offerPending, 409, "offerPending"), (.ownPhone, 409, "ownPhone"),
        (.calleeNotAllowed(.premium), 409, "destinationNotAllowed"),
        (.callerIDNotAllowed, 409, "callerIdNotAllowed"),
        (.tenantUnknown, 404, "tenantUnknown"), (.groupUnknown, 404, "groupUnknown"),
        (.tenantNotEmpty, 409, "tenantNotEmpty"), (.groupNotEmpty, 409, "groupNotEmpty"),
        (.idTooAlike, 409, "idTooAlike"), (.breakReasonUnknown, 409, "breakReasonUnknown"),
        (.directoryFull, 409, "directoryFull"),
        (.callIsOver, 409, "callIsOver"), (.phoneSystemAway, 503, "phoneSystemAway"),
    ])
    func `each refusal has its status and code`(_ refusal: Refusal, _ status: Int, _ code: String) {
        let problem = Problem(refusal)
        #expect(problem.status.code == status)
        #expect(problem.code.rawValue == code)
        #expect((problem.retryAfterSeconds != nil) == (status == 503))
        #expect(problem.detail.hasSuffix("."))
    }

    @Test func `impossible now is 409 with the reason and what is possible instead`() async throws {
        try await Desk.open { desk in
            let contract = try Contract()
            func expect(
                _ code: String, _ actions: [String], _ method: Method, _ path: String
            ) async throws -> Reply {
                let reply = try await desk.send(method, path)
                #expect(reply.status == 409)
                #expect(reply.code == code)
                #expect(reply.actions == actions)
                try contract.check(reply, "Problem")
                return reply
            }
            _ = try await expect("notLoggedIn", ["logIn"], .delete, Desk.path("/session"))
            _ = try await desk.send(.post, Desk.path("/session"))
            _ = try await expect(
                "connectionAlreadyClosed", ["setStatus", "logOut", "openConnection"], .delete,
                Desk.path("/connection"))
            let dialed = try await desk.send(.post, Desk.path("/connection"))
            let attempt = try #require(dialed["attemptId"] as? String)
            let underWay = try await expect(
                "attemptUnderWay", ["setStatus", "logOut", "closeConnection"], .post,
                Desk.path("/connection"))
            #expect(underWay["attemptId"] as? String == attempt)
            let early = try await desk.send(
                .post, Desk.path("/connection/confirm"),
                json: ["attemptId": attempt, "pin": "0000"])
            #expect(early.code == "pinNotSpokenYet")
            _ = try await desk.send(.put, Desk.path("/status"), json: ["status": "available"])
            let pin = try await desk.answerPhone()
            let confirmed = try await desk.send(
                .post, Desk.path("/connection/confirm"), json: ["attemptId": attempt, "pin": pin])
            #expect(confirmed.status == 200)
            _ = try await expect(
                "connectionAlreadyOpen", ["setStatus", "logOut", "closeConnection", "placeCall"],
                .post, Desk.path("/connection"))
            let offer = try await desk.offered()
            let path = "/v1/tenants/acme/offers/\(offer)"
            #expect(try await desk.send(.post, path + "/reject").status == 200)
            #expect(try await desk.send(.post, path + "/reject").status == 200)
            let late = try await expect(
                "offerNotPending", ["setStatus", "logOut", "closeConnection", "placeCall"], .post,
                path + "/accept")
            #expect(late["offerState"] as? String == "rejected")
            let second = try await desk.offered("caller-2")
            _ = try await desk.send(.post, "/v1/tenants/acme/offers/\(second)/accept")
            for path in ["/session", "/connection"] {
                _ = try await expect("inCall", ["setStatus", "hangUp"], .delete, Desk.path(path))
            }
        }
    }

    @Test func `P2 without persistent mode there is no connection to open`() async throws {
        try await Desk.open { desk in
            let path = "/v1/tenants/other/agents/mallory"
            _ = try await desk.send(.post, path + "/session", as: .foreignAgent)
            let reply = try await desk.send(.post, path + "/connection", as: .foreignAgent)
            #expect(reply.status == 409)
            #expect(reply.code == "persistentNotEnabled")
            #expect(reply.actions == ["setStatus", "logOut", "placeCall"])
            let ready = try await desk.send(
                .put, path + "/status", as: .foreignAgent, json: ["status": "available"])
            #expect(ready.status == 200)
        }
    }

    @Test func `while the phone system is away a dial is 503 with a time to try again`()
        async throws
    {
        var options = Desk.Options()
        options.isPhoneSystemSeen = false
        try await Desk.open(options) { desk in
            _ = try await desk.send(.post, Desk.path("/session"))
            let reply = try await desk.send(.post, Desk.path("/connection"))
            #expect(reply.status == 503)
            #expect(reply.code == "phoneSystemAway")
            #expect(reply.header("Retry-After") == "2")
            #expect(reply.actions == ["setStatus", "logOut"])
            try Contract().check(reply, "Problem")
        }
    }

    @Test func `a store that cannot be written is 503 and nothing is done`() async throws {
        try await Desk.open { desk in
            desk.store.failure = .unavailable("The disk is full.")
            let reply = try await desk.send(.post, Desk.path("/session"))
            #expect(reply.status == 503)
            #expect(reply.code == "storeUnavailable")
            #expect(reply.header("Retry-After") != nil)
            let ready = try await desk.send(.get, "/readyz")
            #expect(ready.status == 503)
            #expect(ready["reasons"] as? [String] == ["The disk is full."])
            desk.store.failure = nil
            #expect(try await desk.send(.post, Desk.path("/session")).status == 201)
            #expect(try await desk.send(.get, "/readyz").status == 200)
        }
    }

    @Test func `when too much waits it is 503, told from a stop`() async throws {
        var options = Desk.Options()
        options.maximumWaiting = 0
        try await Desk.open(options) { desk in
            let reply = try await desk.send(.get, Desk.path(""))
            #expect(reply.status == 503)
            #expect(reply.code == "overloaded")
            #expect(reply.header("Retry-After") == "1")
            desk.sequencer.stop()
            #expect(try await desk.send(.get, Desk.path("")).code == "stopping")
        }
    }
}
