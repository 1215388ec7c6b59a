package import SimulatedPhones

/// What an agent's day needs of a call center, whoever started its parts.
package protocol CallCenter: Sendable {
    /// Where the service's HTTP API is.
    var base: String { get }
    var probe: RTPProbe { get }
    var listener: PINListener { get }

    func agentPhone(_ index: Int) -> SimulatedPhone
    func customerPhone(_ index: Int) -> SimulatedPhone
    /// A bearer token of an agent.
    func token(agent: String) throws -> String

    /// Returns when the service is ready.
    func startService() async throws
    /// Returns when the service was killed.
    func killService() async throws
    /// How many channels Asterisk has; nil when it cannot be asked.
    func channelsLeft() throws -> Int?
}

extension CallCenter {
    /// Whether each of the two hears the other, read from what they received.
    package func hearEachOther(
        _ agent: SimulatedPhone, _ customer: SimulatedPhone, within limit: Duration = .seconds(5)
    ) async -> Bool {
        let agentHears = await probe.hears(customer.tone, at: agent.ear, within: limit)
        let customerHears = await probe.hears(agent.tone, at: customer.ear, within: limit)
        return agentHears && customerHears
    }
}
