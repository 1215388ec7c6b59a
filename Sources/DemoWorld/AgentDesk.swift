package import JSON
package import SimulatedPhones

/// An agent at a console: acts through the public HTTP API with an agent's token, hears through the
/// phone, and knows nothing else.
package final class AgentDesk: Sendable {
    package let client: ControlClient
    package let events: EventListener
    package let phone: SimulatedPhone
    private let center: any CallCenter
    private let path: String

    package init(_ center: any CallCenter, phone: SimulatedPhone) throws {
        self.center = center
        self.phone = phone
        client = ControlClient(base: center.base, token: try center.token(agent: phone.name))
        path = "/v1/tenants/acme/agents/\(phone.name)"
        events = EventListener(client, path: "/v1/tenants/acme/events")
    }

    package func end() async {
        events.end()
        await client.close()
    }

    package func logIn() async throws -> ControlClient.Answer {
        try await client.post("\(path)/session")
    }

    package func logOut() async throws -> ControlClient.Answer {
        try await client.delete("\(path)/session")
    }

    package func setStatus(_ status: String) async throws -> ControlClient.Answer {
        try await client.put("\(path)/status", ["status": .string(status)])
    }

    package func changeSettings(
        _ change: [String: JSONValue]
    ) async throws -> ControlClient.Answer {
        try await client.patch("\(path)/phone-settings", .object(change))
    }

    package func validate(_ workplace: JSONValue) async throws -> ControlClient.Answer {
        try await client.post("\(path)/workplace-validations", ["workplace": workplace])
    }

    package func confirmValidation(
        _ pin: String, _ validation: String
    ) async throws -> ControlClient.Answer {
        try await client.post(
            "\(path)/workplace-validations/\(validation)/confirm", ["pin": .string(pin)])
    }

    package func reopen() async throws -> ControlClient.Answer {
        try await client.post("\(path)/connection")
    }

    package func confirm(_ pin: String, attempt: String) async throws -> ControlClient.Answer {
        try await client.post(
            "\(path)/connection/confirm", ["attemptId": .string(attempt), "pin": .string(pin)])
    }

    package func accept(_ offer: String) async throws -> ControlClient.Answer {
        try await client.post("/v1/tenants/acme/offers/\(offer)/accept")
    }

    package func reject(_ offer: String) async throws -> ControlClient.Answer {
        try await client.post("/v1/tenants/acme/offers/\(offer)/reject")
    }

    /// - Parameter more: other keys of the request.
    package func placeCall(
        to: String, _ more: [String: JSONValue] = [:]
    ) async throws -> ControlClient.Answer {
        try await client.post("\(path)/calls", .object(more.merging(["to": .string(to)]) { $1 }))
    }

    /// - Parameter deed: `hold`, `resume`, `mute` or `unmute`.
    package func change(_ call: String, _ deed: String) async throws -> ControlClient.Answer {
        try await client.post("/v1/tenants/acme/calls/\(call)/\(deed)")
    }

    package func sendDigits(
        _ digits: String, to call: String
    ) async throws -> ControlClient.Answer {
        try await client.post(
            "/v1/tenants/acme/calls/\(call)/dtmf", ["digits": .string(digits)])
    }

    /// - Parameter target: `to` or `agent`.
    package func transfer(
        _ call: String, _ target: [String: JSONValue]
    ) async throws -> ControlClient.Answer {
        try await client.post(
            "/v1/tenants/acme/calls/\(call)/transfers",
            .object(target.merging(["kind": "blind"]) { $1 }))
    }

    /// Calls somebody while the customer hears music.
    ///
    /// - Parameter target: `to` or `agent`.
    package func consult(
        _ call: String, _ target: [String: JSONValue]
    ) async throws -> ControlClient.Answer {
        try await client.post(
            "/v1/tenants/acme/calls/\(call)/transfers",
            .object(target.merging(["kind": "consult"]) { $1 }))
    }

    /// Goes on with whom `consult` has called.
    ///
    /// - Parameter deed: `swap`, `join`, `complete` or `cancel`.
    package func consulted(
        _ participant: String, of call: String, _ deed: String
    ) async throws -> ControlClient.Answer {
        try await client.post("/v1/tenants/acme/calls/\(call)/transfers/\(participant)/\(deed)")
    }

    /// Calls somebody who talks with both once they answer.
    package func addParticipant(
        _ call: String, _ target: [String: JSONValue]
    ) async throws -> ControlClient.Answer {
        try await client.post("/v1/tenants/acme/calls/\(call)/participants", .object(target))
    }

    package func removeParticipant(
        _ participant: String, of call: String
    ) async throws -> ControlClient.Answer {
        try await client.delete("/v1/tenants/acme/calls/\(call)/participants/\(participant)")
    }

    /// Begins a recording of the call; returns its id when it is told to have begun.
    package func record(_ call: String) async throws -> String {
        let place = events.count
        let answer = try await client.post("/v1/tenants/acme/calls/\(call)/recordings")
        guard answer.isFine else { throw PhoneError("Refused: \(answer.code ?? "")") }
        let told = await events.wait(for: "recording.started", from: place)
        guard let id = told?.data["recording"]?.optionalString("id") else {
            throw PhoneError("No recording began.")
        }
        return id
    }

    /// - Parameter deed: `pause`, `resume` or `stop`.
    package func change(
        _ recording: String, of call: String, _ deed: String
    ) async throws -> ControlClient.Answer {
        try await client.post(
            "/v1/tenants/acme/calls/\(call)/recordings/\(recording)/\(deed)")
    }

    package func completeWrapUp() async throws -> ControlClient.Answer {
        try await client.post("\(path)/wrap-up/complete")
    }

    package func hangUp(_ call: String) async throws -> ControlClient.Answer {
        try await client.post("/v1/tenants/acme/calls/\(call)/hangup")
    }

    /// The agent as the API shows them now.
    package func view() async throws -> JSONValue { try await client.get(path).body }

    package func connection() async throws -> JSONValue {
        try await client.get("\(path)/connection").body
    }

    /// The status that is shown now.
    package func status() async throws -> String? {
        try await client.get(path).body["status"]?.optionalString("status")
    }

    package func waitForStatus(_ status: String, within limit: Duration = .seconds(10)) async
        -> Bool
    {
        await eventually(within: limit) { (try? await self.status()) == status }
    }

    package func waitForConnection(
        _ state: String, within limit: Duration = .seconds(10)
    ) async -> Bool {
        await eventually(within: limit) {
            (try? await connection().optionalString("state")) == state
        }
    }

    /// Listens to the phone until the PIN was spoken.
    package func hearPIN(since: Int64) async -> String? {
        await center.listener.listen(center.probe, at: phone.ear, since: since)
    }

    /// From log-in to the open connection, with the PIN as it was heard.
    package func openConnection() async throws {
        _ = try await logIn()
        try await becomeAvailable()
    }

    /// The same of who is logged in.
    package func becomeAvailable() async throws {
        try await open { try await setStatus("available") }
    }

    /// The same after the connection was lost.
    package func reopenConnection() async throws { try await open { try await reopen() } }

    private func open(by asking: () async throws -> ControlClient.Answer) async throws {
        let since = RTPProbe.now
        let answer = try await asking()
        guard let attempt = answer.body.optionalString("attemptId") else {
            throw PhoneError("No validation call was placed: \(answer.status) \(answer.code ?? "")")
        }
        try await confirm(whatIsHeardSince: since, attempt: attempt)
    }

    /// Listens for the PIN, and confirms it.
    package func confirm(whatIsHeardSince since: Int64, attempt: String) async throws {
        guard let pin = await hearPIN(since: since) else {
            throw PhoneError("\(phone.name) heard no PIN.")
        }
        let confirmed = try await confirm(pin, attempt: attempt)
        guard confirmed.isFine else {
            throw PhoneError("The PIN \(pin) was refused: \(confirmed.code ?? "")")
        }
        // Not the status: a customer who waits in a queue may be offered before it is looked at.
        guard await waitForConnection("open") else { throw PhoneError("Not open.") }
    }

    /// Waits for an offer told after `place`; returns its id.
    package func waitForOffer(from place: Int) async throws -> String {
        let told = await events.wait(for: "offer.created", from: place)
        guard let id = told?.data.optionalString("id") else {
            throw PhoneError("\(phone.name) was not told of an offer.")
        }
        return id
    }

    /// A customer dials and is accepted; returns the call's id when both are connected.
    package func talk(with customer: SimulatedPhone, dialing number: String) async throws -> String
    {
        let place = events.count
        customer.dial(number)
        let answer = try await accept(try await waitForOffer(from: place))
        guard answer.isFine else { throw PhoneError("Accept was refused: \(answer.code ?? "")") }
        let told = await events.wait(for: "call.connected", from: place)
        guard let id = told?.data.optionalString("id") else { throw PhoneError("Not connected.") }
        return id
    }
}
