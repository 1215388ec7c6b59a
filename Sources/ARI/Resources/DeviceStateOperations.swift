internal import Transport

/// What a device does, for queues and hints. *Source*: rest-api/deviceStates.json.
public enum DeviceState: String, Hashable, Sendable, CaseIterable {
    case notInUse = "NOT_INUSE"
    case inUse = "INUSE"
    case busy = "BUSY"
    case invalid = "INVALID"
    case unavailable = "UNAVAILABLE"
    case ringing = "RINGING"
    case ringingInUse = "RINGINUSE"
    case onHold = "ONHOLD"
}

extension ARIClient {
    /// Sets the state of a device, which is made by it. Asterisk keeps it over a restart. Safe to repeat.
    ///
    /// Refused with status 409 when the name does not begin with `Stasis:`.
    public func setDeviceState(_ name: String, to state: DeviceState) async throws(ARIError) {
        try await ask(
            .put, "/deviceStates/" + Self.encoded(name), query: [("deviceState", state.rawValue)])
    }
}
