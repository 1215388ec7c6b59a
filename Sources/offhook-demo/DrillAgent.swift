internal import DemoWorld
internal import Foundation
internal import JSON
internal import SimulatedPhones

/// An agent at a console that bears the service's absence: each request is sent again until it is answered,
/// with the same `Idempotency-Key`.
final class DrillAgent: Sendable {
    let phone: SimulatedPhone
    private let world: World
    private let client: ControlClient
    private let path: String

    var name: String { phone.name }

    init(_ world: World, phone: SimulatedPhone) throws {
        self.world = world
        self.phone = phone
        client = ControlClient(base: world.base, token: try world.token(agent: phone.name))
        path = "/v1/tenants/acme/agents/\(phone.name)"
    }

    func end() async { await client.close() }

    /// What the console shows.
    struct View: CustomStringConvertible {
        let json: JSONValue

        var status: String { json["status"]?.optionalString("status") ?? "" }
        var connection: String { json["connection"]?.optionalString("state") ?? "" }
        var attempt: String? { json["connection"]?.optionalString("attemptId") }
        var offer: String? { json["offer"]?.optionalString("id") }
        var call: String? { json["call"]?.optionalString("id") }
        var callState: String { json["call"]?.optionalString("state") ?? "" }

        var description: String {
            let reason = json["connection"]?.optionalString("endReason").map { " (\($0))" } ?? ""
            let offer = offer == nil ? "" : ", an offer"
            let call = call == nil ? "" : ", a call \(callState)"
            return "\(status), connection \(connection)\(reason)\(offer)\(call)"
        }
    }

    func view() async throws -> View {
        View(json: try await repeating("GET \(path)") { try await client.get(path) }.0.body)
    }

    /// Asks once; the status of the answer, or nil where there is none.
    func tryOnce() async -> Int? { try? await client.get(path).status }

    /// Whether it was answered well, asked once.
    func acceptOnce(_ offer: String) async -> Bool {
        let path = "/v1/tenants/acme/offers/\(offer)/accept"
        return (try? await client.post(path))?.isFine ?? false
    }

    /// Waits until the console shows what it should.
    @discardableResult
    func waitUntil(
        _ what: String, within limit: Duration = .seconds(15), _ isSo: (View) -> Bool
    ) async throws -> View {
        let end = ContinuousClock.now.advanced(by: limit)
        while true {
            let view = try await view()
            if isSo(view) { return view }
            guard ContinuousClock.now < end, !Task.isCancelled else {
                throw PhoneError("\(name) was not \(what) within \(limit): \(view).")
            }
            try await Task.sleep(for: .milliseconds(30))
        }
    }

    // MARK: Acting

    func logIn() async throws {
        // With the answer lost, the session is there.
        try await act("log in", or: ["alreadyLoggedIn"]) { try await post("session", nil, $0) }
    }

    func logOut() async throws {
        try await act("log out", or: ["notLoggedIn"]) {
            try await client.delete("\(path)/session?when=now", key: $0)
        }
    }

    func setStatus(_ status: String) async throws {
        try await act("change to \(status)") {
            try await client.put("\(path)/status", ["status": .string(status)], key: $0)
        }
    }

    func reopen() async throws {
        try await act("re-open", or: ["attemptUnderWay", "connectionAlreadyOpen"]) {
            try await post("connection", nil, $0)
        }
    }

    func confirm(_ pin: String, attempt: String) async throws {
        try await act("confirm the PIN \(pin)", or: ["connectionAlreadyOpen", "attemptIsOver"]) {
            try await post(
                "connection/confirm", ["attemptId": .string(attempt), "pin": .string(pin)], $0)
        }
    }

    func accept(_ offer: String) async throws {
        try await act("accept") {
            try await client.post("/v1/tenants/acme/offers/\(offer)/accept", key: $0)
        }
    }

    func reject(_ offer: String) async throws {
        try await act("reject") {
            try await client.post("/v1/tenants/acme/offers/\(offer)/reject", key: $0)
        }
    }

    /// Calls a customer, who is rung for five seconds. Asked again, the answer is that of the call that was placed.
    func call(_ customer: SimulatedPhone) async throws {
        let body: JSONValue = [
            "to": .string("sip:\(customer.name)@\(customer.address)"), "ringSeconds": 5,
        ]
        try await act("call \(customer.name)", or: ["inCall"]) {
            try await post("calls", body, $0)
        }
    }

    func hangUp(_ call: String) async throws {
        try await act("hang up", or: ["callIsOver"]) {
            try await client.post("/v1/tenants/acme/calls/\(call)/hangup", key: $0)
        }
    }

    private func post(
        _ part: String, _ body: JSONValue?, _ key: String
    ) async throws -> ControlClient.Answer {
        try await client.post("\(path)/\(part)", body, key: key)
    }

    /// - Parameter codes: of refusals that say, when the request is repeated, that it was done.
    private func act(
        _ what: String, or codes: Set<String> = [],
        _ send: (_ key: String) async throws -> ControlClient.Answer
    ) async throws {
        let key = UUID().uuidString
        let (answer, tries) = try await repeating(what) { try await send(key) }
        let isDoneBefore = tries > 1 && codes.contains(answer.code ?? "")
        guard answer.isFine || isDoneBefore else {
            throw PhoneError(
                "\(name) could not \(what): \(answer.status) \(answer.code ?? "") "
                    + "at try \(tries), now \(try await view()).")
        }
    }

    private func repeating(
        _ what: String, _ send: () async throws -> ControlClient.Answer
    ) async throws -> (ControlClient.Answer, tries: Int) {
        let end = ContinuousClock.now.advanced(by: .seconds(20))
        var tries = 0
        while true {
            tries += 1
            let answer = try? await send()
            // Not there, not ready, or still at it.
            let mayComeAgain =
                answer.map { $0.status == 503 || $0.code == "idempotencyInProgress" } ?? true
            if let answer, !mayComeAgain { return (answer, tries) }
            guard ContinuousClock.now < end, !Task.isCancelled else {
                throw PhoneError("\(name) got no answer within 20 s: \(what).")
            }
            try await Task.sleep(for: .milliseconds(30))
        }
    }
}
