internal import Dispatch
internal import ConnectionMode
internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1
internal import Orchestration
internal import Storage
internal import Testing

@testable internal import ControlAPI

/// Every answer that `openapi.yaml` describes can be had: each is provoked here, and held against its schema
/// as all answers are.
@Suite(.timeLimit(.minutes(1)))
struct DescribedAnswerTests {
    /// What is told of a connection before it is known which route a request is for: `ConnectionLimitTests` and
    /// `BadInputTests` see it. A request without a body has no other way to either.
    private static var toldOfConnections: Set<String> {
        Set(
            ControlAPI.routes.filter { $0.method == .get }.flatMap { route in
                ["400", "408"].map { "GET \(route.path) \($0)" }
            })
    }

    private let seen = SeenAnswers()

    private func options(
        _ change: @escaping (inout ControlAPI.Configuration) -> Void = { _ in }
    ) -> Desk.Options {
        var options = Desk.Options()
        options.seen = seen
        options.configure = change
        return options
    }

    @Test func `every described answer of every route is seen`() async throws {
        try await Desk.open(options()) { try await agentsDay($0) }
        try await Desk.open(options()) { try await validations($0) }
        try await Desk.open(stored) { try await offersAndCalls($0) }
        try await Desk.open(stored) { try await directoryChanges($0) }
        // Kept in a file.
        try await Desk.open(options()) { try await directoryChanges($0) }
        try await Desk.open(stored) { try await refusedRequests($0) }
        try await Desk.open(options()) { try await repeatedRequests($0) }
        try await Desk.open(stored) { try await requestsUnderWay($0) }
        try await Desk.open(
            options {
                $0.bodyDeadline = .milliseconds(20)
                $0.isDirectoryStored = true
            }
        ) {
            try await slowRequests($0)
        }
        try await Desk.open(options { $0.streamsPerToken = 0 }) { desk in
            _ = try await desk.send(.get, "/v1/tenants/acme/events")
        }
        try await Desk.open(options { $0.requestsPerSecondPerToken = 1 }) {
            try await tooManyRequests($0)
        }
        try await Desk.open(options()) { try await oversizedHeads($0) }
        var away = options()
        away.isPhoneSystemSeen = false
        try await Desk.open(away) { desk in
            _ = try await desk.send(.get, "/readyz")
            desk.tokens.setBroken(true)
            for (method, path) in Self.requests() { _ = try await desk.send(method, path) }
        }
        let described = try Contract.shared.describedAnswers()
        let missing = described.subtracting(seen.all).subtracting(Self.toldOfConnections)
        #expect(missing.sorted() == [])
        #expect(described.count > 150)
    }

    /// Every route that asks for a token, about alice; the names of an offer and a call are ever the same.
    private static func requests(
        where isWanted: (Route) -> Bool = { _ in true }
    ) -> [(Method, String)] {
        ControlAPI.routes.filter { $0.access != .open && isWanted($0) }.map { request($0) }
    }

    private static func request(
        _ route: Route, offer: String = "oh-test01-o5", call: String = "oh-test01-c8"
    ) -> (Method, String) {
        // Alice is still needed when an agent is removed.
        let isRemoval = route.method == .delete && route.path.hasSuffix("/profile")
        let path = route.path.replacing("{tenant}", with: "acme")
            .replacing("{agent}", with: isRemoval ? "bob" : "alice")
            .replacing("{offer}", with: offer)
            .replacing("{call}", with: call).replacing("{group}", with: "sales")
            .replacing("{validation}", with: "oh-test01-a2")
            .replacing("{participant}", with: "oh-test01-p8")
            .replacing("{supervision}", with: "oh-test01-u8")
            .replacing("{customer}", with: "oh-test01-q8")
            .replacing("{recording}", with: "oh-test01-r8")
        return (Method(rawValue: route.method.rawValue) ?? .get, path)
    }

    private var stored: Desk.Options { options { $0.isDirectoryStored = true } }

    private static let offers = "/v1/tenants/acme/offers"

    /// Whose token may do it.
    private static func token(for path: String) -> Desk.Token {
        if path.hasSuffix("/lock") || path.contains("/supervisions") { return .supervisor }
        if path.contains("/acme/recordings") { return .administrator }
        if path == Self.offers || path.contains("/waiting-customers") { return .router }
        if ["/trunks", "/queues"].contains(where: path.hasSuffix) { return .supervisor }
        let isAdministrators =
            path == "/v1/tenants/acme"
            || ["/policy", "/profile", "/groups/", "/erasures"].contains { path.contains($0) }
        return isAdministrators ? .administrator : .alice
    }

    /// An administrator's requests, each of which is done, refused for what it says, and not possible.
    private func directoryChanges(_ desk: Desk) async throws {
        let tenant = "/v1/tenants/acme"
        func send(_ method: Method, _ path: String, _ bodies: String...) async throws {
            for body in bodies {
                _ = try await desk.send(method, path, as: .administrator, body: body)
            }
        }
        _ = try await desk.send(.get, "/v1/tenants?limit=0")
        try await desk.tokens.add(
            TokenRecord(
                id: "t-new", tenant: TenantID("new"), role: .administrator, agent: nil,
                hash: TokenHash.of("new"), createdAt: Instant(millisecondsSince1970: 0), note: ""))
        for (method, body) in [(Method.put, "{}"), (.delete, "")] {
            _ = try await desk.send(
                method, "/v1/tenants/new", as: nil, body: body,
                headers: [("Authorization", "Bearer new")])
        }
        try await send(.put, tenant, "{}", #"{"name":5}"#, "[")
        try await send(.delete, tenant, "")
        try await send(.put, tenant + "/policy", "{}", "[")
        try await send(.patch, tenant + "/policy", "{}", "[")
        let place = #"{"workplace":{"kind":"endpoint","address":"a"}}"#
        for (path, body) in [
            (tenant + "/groups/night", "{}"), (Desk.path("/profile", of: "carol"), place),
        ] {
            try await send(.put, path, body, body, "[")
            try await send(.patch, path, "{}", "[")
            try await send(.delete, path, "")
        }
        try await send(.delete, tenant + "/groups/sales", "")
        try await send(.post, tenant + "/ledger/erasures", #"{"number":"030 1"}"#)
        for path in ["", "/policy", "/groups/sales", "/agents/alice/profile"] {
            try await send(.get, tenant + path, "")
        }
    }

    private func agentsDay(_ desk: Desk) async throws {
        for path in ["/healthz", "/readyz", "/openapi.yaml"] {
            _ = try await desk.send(.get, path, as: nil)
        }
        _ = try await desk.send(.delete, Desk.path("/session"))
        _ = try await desk.send(.put, Desk.path("/status"), json: ["status": "onBreak"])
        _ = try await desk.send(.post, Desk.path("/connection"))
        let session = try await desk.send(.post, Desk.path("/session"))
        let id = try #require(session["sessionId"] as? String)
        _ = try await desk.send(.post, Desk.path("/session"), json: ["sessionId": id])
        _ = try await desk.send(.post, Desk.path("/session"))
        _ = try await desk.send(.put, Desk.path("/status"), json: ["status": "onBreak"])
        _ = try await desk.send(.put, Desk.path("/status"), json: ["status": "available"])
        _ = try await desk.send(.patch, Desk.path("/phone-settings"), json: ["autoAnswer": false])
        for (method, path) in Self.requests(where: { $0.method == .get }) {
            if path.hasSuffix("/events") { continue }
            for token in Set([Desk.Token.alice, Self.token(for: path)]) {
                _ = try await desk.send(method, path, as: token)
            }
        }
        try await desk.listen { _ = try await $0.next("stream.snapshot") }
        _ = try await desk.send(.delete, Desk.path("/connection"))
        _ = try await desk.send(.delete, Desk.path("/connection"))
        _ = try await desk.send(.delete, Desk.path("/connection/lock"), as: .supervisor)
        for _ in 2...5 {
            _ = try await desk.send(.post, Desk.path("/connection"))
            _ = try await desk.send(.delete, Desk.path("/connection"))
        }
        _ = try await desk.send(.post, Desk.path("/connection"))
        _ = try await desk.send(.put, Desk.path("/status"), json: ["status": "available"])
        _ = try await desk.send(.delete, Desk.path("/session"))
    }

    /// A workplace is proven; then one that is refused, called off, and called too often.
    private func validations(_ desk: Desk) async throws {
        let path = Desk.path("/workplace-validations")
        let body = #"{"workplace":{"kind":"endpoint","address":"Alice"}}"#
        _ = try await desk.send(.post, Desk.path("/session"))
        _ = try await desk.send(.post, path, body: body)
        _ = try await desk.send(
            .put, Desk.path("/status"), json: ["status": "workingOffline"])
        let begun = try await desk.send(.post, path, body: body)
        let id = try #require(begun["attemptId"] as? String)
        let confirm = "\(path)/\(id)/confirm"
        _ = try await desk.send(.post, confirm, body: #"{"pin":"1234"}"#)
        let pin = try await desk.answerPhone()
        let wrong = pin == "0000" ? "1111" : "0000"
        for typed in [wrong, pin, pin] {
            _ = try await desk.send(.post, confirm, json: ["pin": typed])
        }
        for _ in 2...6 {
            let next = try await desk.send(.post, path, body: body)
            let id = next["attemptId"] as? String ?? "none"
            _ = try await desk.send(.delete, "\(path)/\(id)")
        }
    }

    private func offersAndCalls(_ desk: Desk) async throws {
        _ = try await desk.send(.post, Desk.path("/session"))
        let dialed = try await desk.send(
            .put, Desk.path("/status"), json: ["status": "available"])
        let attempt = try #require(dialed["attemptId"] as? String)
        let pin = try await desk.answerPhone()
        for typed in [pin == "0000" ? "1111" : "0000", pin, pin] {
            _ = try await desk.send(
                .post, Desk.path("/connection/confirm"),
                json: ["attemptId": attempt, "pin": typed])
        }
        _ = try await desk.send(
            .patch, "/v1/tenants/acme/policy", as: .administrator, json: ["wrapUpSeconds": 30])
        let offers = Self.offers
        let first = try await desk.offered("caller-1")
        _ = try await desk.send(.get, "\(offers)/\(first)")
        _ = try await desk.send(.post, "\(offers)/\(first)/reject")
        _ = try await desk.send(.post, "\(offers)/\(first)/accept")
        let second = try await desk.offered("caller-2")
        let accepted = try await desk.send(.post, "\(offers)/\(second)/accept")
        _ = try await desk.send(.post, "\(offers)/\(second)/reject")
        let call = try #require(accepted["callId"] as? String)
        _ = try await desk.send(.get, "/v1/tenants/acme/calls/\(call)")
        let deeds = ["dtmf", "mute", "unmute", "hold", "resume"]
        func doAll() async throws {
            for deed in deeds {
                _ = try await desk.send(
                    .post, "/v1/tenants/acme/calls/\(call)/\(deed)",
                    json: deed == "dtmf" ? ["digits": "1#"] : nil)
            }
        }
        try await doAll()
        try await desk.bridged(call)
        try await doAll()
        _ = try await desk.send(.post, "/v1/tenants/acme/calls/\(call)/hangup")
        for _ in 1...2 { _ = try await desk.send(.post, Desk.path("/wrap-up/complete")) }
        _ = try await desk.send(.post, "/v1/tenants/acme/calls/\(call)/hangup")
        try await transfers(desk)
        try await recordings(desk)
        try await waiting(desk)
        let calls = Desk.path("/calls")
        for body in [["to": "0900 1234567"], ["to": "030 123456"], ["to": "030 123456"]] {
            for agent in ["nobody", "alice"] {
                let body = body.merging(["agent": agent]) { $1 }
                let made = try await desk.send(.post, offers, as: .router, json: body)
                guard let id = made["id"] as? String else { continue }
                _ = try await desk.send(.post, "\(offers)/\(id)/reject")
            }
            _ = try await desk.send(.post, calls, json: body)
        }
        _ = try await desk.send(.post, offers, as: .alice, json: ["agent": "alice", "to": "1"])
        let consults = ["swap", "join", "complete", "cancel"].map { "transfers/none/\($0)" }
        let recording =
            ["recordings"] + ["pause", "resume", "stop"].map { "recordings/none/\($0)" }
        let removal = "/v1/tenants/acme/calls/\(call)/participants/none"
        _ = try await desk.send(.delete, removal, as: .bob)
        _ = try await desk.send(.delete, removal, body: #"{"x":1}"#)
        _ = try await desk.send(.delete, removal, body: String(repeating: "x", count: 70_000))
        _ = try await desk.send(.delete, removal, body: "x", type: "text/plain")
        for name in ["offers/\(second)", "calls/\(call)"] {
            let path = "/v1/tenants/acme/\(name)"
            _ = try await desk.send(.get, path, as: .bob)
            for action in name.hasPrefix("o")
                ? ["accept", "reject"]
                : ["hangup", "transfers", "participants"] + deeds + consults
                    + recording
            {
                _ = try await desk.send(.post, "\(path)/\(action)", as: .bob)
                _ = try await desk.send(.post, "\(path)/\(action)", body: #"{"x":1}"#)
                let large = String(repeating: "x", count: 70_000)
                _ = try await desk.send(.post, "\(path)/\(action)", body: large)
                _ = try await desk.send(.post, "\(path)/\(action)", body: "x", type: "text/plain")
            }
        }
    }

    private func waiting(_ desk: Desk) async throws {
        let id = try await desk.customerWaits().id
        let path = "/v1/tenants/acme/waiting-customers/\(id)"
        _ = try await desk.send(.get, path, as: .router)
        for _ in 1...2 { _ = try await desk.send(.post, path + "/release", as: .router) }
        for token in [Desk.Token.alice, .supervisor] {
            _ = try await desk.send(.post, path + "/release", as: token)
        }
    }

    /// Each of what a recording's requests are answered with.
    private func recordings(_ desk: Desk) async throws {
        let offer = try await desk.offered("caller-9")
        let accepted = try await desk.send(.post, "\(Self.offers)/\(offer)/accept")
        let call = try #require(accepted["callId"] as? String)
        let ofCall = "/v1/tenants/acme/calls/\(call)/recordings"
        let all = "/v1/tenants/acme/recordings"
        func ask(_ deeds: String..., of id: String = "none") async throws {
            for deed in deeds { _ = try await desk.send(.post, "\(ofCall)/\(id)/\(deed)") }
        }
        _ = try await desk.send(.post, ofCall)
        try await desk.bridged(call)
        try await ask("pause", "resume", "stop")
        for _ in 1...2 { _ = try await desk.send(.post, ofCall) }
        let id = try await desk.recording(of: call)
        try await ask("pause", "resume", "stop")
        desk.see(.recordingBegan(RecordingID(id)))
        try await ask("pause", "resume", of: id)
        for path in ["\(all)/\(id)", "\(all)/\(id)/file"] {
            _ = try await desk.send(.get, path, as: .supervisor)
        }
        for token in [Desk.Token.supervisor, .administrator] {
            _ = try await desk.send(.delete, "\(all)/\(id)", as: token)
        }
        try await ask("stop", of: id)
        desk.see(.recordingOver(RecordingID(id), seconds: 1))
        try await desk.settled()
        desk.phones.keep(Array("RIFF".utf8), of: RecordingID(id))
        for path in [all, "\(all)/\(id)", "\(all)/\(id)/file"] {
            _ = try await desk.send(.get, path, as: .supervisor)
        }
        desk.phones.setFilesAway(true)
        _ = try await desk.send(.get, "\(all)/\(id)/file", as: .supervisor)
        desk.phones.setFilesAway(false)
        let large = String(repeating: "x", count: 70_000)
        for body in [#"{"x":1}"#, large, "", ""] {
            _ = try await desk.send(.delete, "\(all)/\(id)", as: .administrator, body: body)
        }
        _ = try await desk.send(
            .delete, "\(all)/\(id)", as: .administrator, body: "x", type: "text/plain")
        _ = try await desk.send(.post, "/v1/tenants/acme/calls/\(call)/hangup")
        _ = try await desk.send(.post, ofCall)
        _ = try await desk.send(.post, Desk.path("/wrap-up/complete"))
    }

    private func transfers(_ desk: Desk) async throws {
        let offer = try await desk.offered("caller-3")
        let accepted = try await desk.send(.post, "\(Self.offers)/\(offer)/accept")
        let call = try #require(accepted["callId"] as? String)
        try await desk.bridged(call)
        for agent in ["alice", "bob", "bob"] {
            _ = try await desk.send(
                .post, "/v1/tenants/acme/calls/\(call)/transfers",
                json: ["kind": "blind", "agent": agent])
        }
        _ = try await desk.send(.post, "/v1/tenants/acme/calls/\(call)/transfers", body: "[")
        _ = try await desk.send(.post, Desk.path("/wrap-up/complete"))
        let goOn = ["swap", "join", "complete"].map {
            (Method.post, "/transfers/{participant}/\($0)")
        }
        try await consults(desk, "caller-4", goOn)
        try await consults(desk, "caller-5", [(.post, "/transfers/{participant}/cancel")])
        try await consults(desk, "caller-6", [(.delete, "/participants/{participant}")])
        try await supervisions(desk)
    }

    /// A supervisor takes part in a call, in one way after the other.
    private func supervisions(_ desk: Desk) async throws {
        let offer = try await desk.offered("caller-7")
        let accepted = try await desk.send(.post, "\(Self.offers)/\(offer)/accept")
        let id = try #require(accepted["callId"] as? String)
        let path = "/v1/tenants/acme/calls/\(id)/supervisions"
        let places = ["Alice", "1500", "Bob", "Bob"].map { ["kind": "endpoint", "address": $0] }
        func tryAll() async throws {
            for place in places + [["kind": "phoneNumber", "address": "0900 1234567"]] {
                _ = try await desk.send(
                    .post, path, as: .supervisor, json: ["mode": "monitor", "phone": place])
            }
        }
        try await tryAll()
        try await desk.bridged(id)
        try await tryAll()
        for token in [Desk.Token.supervisor, .alice] {
            _ = try await desk.send(.get, path, as: token)
        }
        let listed = try await desk.send(.get, path, as: .supervisor)
        let items = try #require(listed["items"] as? [[String: Any]])
        let supervision = try #require(items.first?["id"] as? String)
        for one in ["none", supervision] {
            _ = try await desk.send(.get, "\(path)/\(one)", as: .supervisor)
            for body in [#"{"mode":"whisper"}"#, #"{"mode":"shout"}"#, "["] {
                for token in [Desk.Token.administrator, .supervisor] {
                    _ = try await desk.send(.patch, "\(path)/\(one)", as: token, body: body)
                }
            }
        }
        let large = String(repeating: "x", count: 70_000)
        for (method, place) in [
            (Method.post, path), (.patch, "\(path)/none"), (.delete, "\(path)/none"),
        ] {
            for body in [large, #"{"x":1}"#, "["] {
                _ = try await desk.send(method, place, as: .supervisor, body: body)
            }
            _ = try await desk.send(method, place, as: .supervisor, body: "x", type: "text/plain")
        }
        _ = try await desk.send(.post, path, as: .alice)
        for method in [Method.get, .patch, .delete] {
            _ = try await desk.send(method, "\(path)/\(supervision)", as: .alice)
        }
        for one in ["none", supervision] {
            _ = try await desk.send(.delete, "\(path)/\(one)", as: .supervisor)
        }
        _ = try await desk.send(.post, "/v1/tenants/acme/calls/\(id)/hangup")
        _ = try await desk.send(.post, Desk.path("/wrap-up/complete"))
    }

    /// Somebody is brought into a call, and leaves it in one of the ways.
    private func consults(
        _ desk: Desk, _ name: String, _ deeds: [(method: Method, path: String)]
    ) async throws {
        let offer = try await desk.offered(name)
        let accepted = try await desk.send(.post, "\(Self.offers)/\(offer)/accept")
        let id = try #require(accepted["callId"] as? String)
        let call = "/v1/tenants/acme/calls/\(id)"
        func tryAll(_ participant: String) async throws {
            for agent in ["alice", "nobody", "bob", "bob"] {
                let path = deeds.first?.method == .delete ? "participants" : "transfers"
                let kind = path == "transfers" ? ["kind": "consult"] : [:]
                _ = try await desk.send(
                    .post, "\(call)/\(path)", json: ["agent": agent].merging(kind) { $1 })
            }
            for deed in ["hold", "resume"] { _ = try await desk.send(.post, "\(call)/\(deed)") }
            for (method, path) in deeds {
                _ = try await desk.send(
                    method, call + path.replacing("{participant}", with: participant))
            }
        }
        try await tryAll("none")
        try await desk.bridged(id)
        try await tryAll("none")
        try await tryAll(try await desk.participant(of: id))
        if deeds.count > 1 {
            try await desk.participantAnswers(id)
            try await tryAll(try await desk.participant(of: id))
        }
        _ = try await desk.send(.post, "\(call)/hangup")
        _ = try await desk.send(.post, Desk.path("/wrap-up/complete"))
    }

    /// What is refused before anything is done.
    private func refusedRequests(_ desk: Desk) async throws {
        let large = String(repeating: "x", count: 70_000)
        for (method, path) in Self.requests() {
            _ = try await desk.send(method, path, as: nil)
            if path == "/v1/me" { continue }
            _ = try await desk.send(method, path, as: .foreign)
            if path.contains("/agents/") { _ = try await desk.send(method, path, as: .bob) }
            if Self.token(for: path) == .administrator {
                _ = try await desk.send(method, path, as: .alice)
            }
            guard method == .get else {
                let token = Self.token(for: path)
                _ = try await desk.send(method, path, as: token, body: #"{"x":1}"#)
                _ = try await desk.send(method, path, as: token, body: large)
                _ = try await desk.send(method, path, as: token, body: "x", type: "text/plain")
                continue
            }
            let isList = [
                "/agents", "/groups", "/offers", "/calls", "/events", "/activities",
                "/waiting-customers",
            ].contains { path.hasSuffix($0) }
            if isList {
                let token = path.hasSuffix("/waiting-customers") ? Desk.Token.router : .alice
                _ = try await desk.send(method, path + "?limit=0&types=none", as: token)
            }
        }
    }

    /// A key that was used for something else.
    private func repeatedRequests(_ desk: Desk) async throws {
        for (method, path) in Self.requests(where: { $0.method != .get }) {
            for body in ["", "{}"] {
                _ = try await desk.send(
                    method, path, body: body,
                    headers: [("Idempotency-Key", method.rawValue + path)])
            }
        }
    }

    /// Good enough to be asked of the model.
    private static func body(of method: Method, _ path: String, _ token: Desk.Token) -> String {
        switch token {
        case .administrator where path.hasSuffix("/erasures"): #"{"agent":"nobody"}"#
        case .administrator: method == .delete ? "" : "{}"
        case .router where path.hasSuffix("/release"): ""
        case .router: #"{"agent":"alice","to":"030 123456"}"#
        default: path.hasSuffix("/transfers") ? #"{"kind":"blind","agent":"bob"}"# : ""
        }
    }

    /// A request that comes again before it is answered.
    private func requestsUnderWay(_ desk: Desk) async throws {
        for (method, path) in Self.requests(where: { $0.method != .get }) {
            let gate = DispatchSemaphore(value: 0)
            defer { gate.signal() }
            async let held: Void = desk.sequencer.read { _ in gate.wait() }
            try await withThrowingTaskGroup(of: Reply.self) { group in
                for _ in 1...2 {
                    group.addTask {
                        let token = Self.token(for: path)
                        return try await desk.send(
                            method, path, as: token,
                            body: Self.body(of: method, path, token),
                            headers: [("Idempotency-Key", method.rawValue + path)])
                    }
                }
                #expect(try await group.next()?.status == 409, "\(method) \(path)")
                gate.signal()
                _ = try await group.next()
            }
            try await held
        }
    }

    private func tooManyRequests(_ desk: Desk) async throws {
        for (method, path) in Self.requests() where !path.hasSuffix("/events") {
            var tries = 0
            while try await desk.send(method, path).status != 429, tries < 10 { tries += 1 }
        }
    }

    private func oversizedHeads(_ desk: Desk) async throws {
        let long = String(repeating: "x", count: 10_000)
        for route in ControlAPI.routes {
            let (method, path) = Self.request(route)
            _ = try await desk.send(method, "\(path)?x=\(long)")
            _ = try await desk.send(method, path, headers: [("X-Long", long + long)])
        }
    }

    /// A body that does not come.
    private func slowRequests(_ desk: Desk) async throws {
        _ = try await desk.openConnection()
        let offer = try await desk.offered()
        let accepted = try await desk.send(.post, "/v1/tenants/acme/offers/\(offer)/accept")
        let call = try #require(accepted["callId"] as? String)
        for route in ControlAPI.routes where route.method != .get {
            let (method, path) = Self.request(route, offer: offer, call: call)
            let token = Self.token(for: path)
            #expect(try await desk.sendHalf(method, path, as: token).status == 408, "\(path)")
        }
    }
}
