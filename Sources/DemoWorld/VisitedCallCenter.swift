internal import Foundation
package import SimulatedPhones

/// A call center that somebody else runs, such as `docker/compose.yaml`, with phones of our own added for
/// a while: agent 1003 and customers 2003 and 2004, whose places nobody else has there.
package final class VisitedCallCenter: CallCenter {
    package let base: String
    package let probe: RTPProbe
    package let listener: PINListener
    private let token: String
    private let network: PhoneNetwork
    private let agent: SimulatedPhone
    private let customers: [SimulatedPhone]
    private let ask: @Sendable (String) -> Void

    package static let agentName = "1003"

    /// Starts the phones.
    ///
    /// - Parameters:
    ///   - token: of agent 1003.
    ///   - ask: tells a person what to do; killing the service is for them.
    package init(
        _ place: Surroundings, token: String, ask: @escaping @Sendable (String) -> Void
    ) async throws {
        base = place.service
        self.token = token
        self.ask = ask
        let folder = place.folder.appending(path: "day")
        _ = await ChildProcess.endLeftovers(in: folder)
        network = try await PhoneNetwork(within: .seconds(5), firstAgent: 1_003)
        probe = try RTPProbe()
        listener = try PINListener(sounds: place.sounds)
        agent = SimulatedPhone(
            Self.agentName, address: PhoneNetwork.agentAddress(1_003), tone: 650,
            pbxPort: place.sipPort, in: folder)
        customers = [2_003, 2_004].map { number in
            SimulatedPhone(
                "\(number)", address: PhoneNetwork.customerAddress(number),
                tone: 1_000 + 100 * (number - 2_001), pbxPort: place.sipPort, in: folder)
        }
        do {
            for phone in [agent] + customers { try await phone.start() }
        } catch {
            await end()
            throw error
        }
    }

    /// Ends the phones.
    package func end() async {
        for phone in [agent] + customers { await phone.stop() }
        probe.end()
    }

    package func agentPhone(_ index: Int) -> SimulatedPhone { agent }
    package func customerPhone(_ index: Int) -> SimulatedPhone { customers[index] }
    package func token(agent: String) -> String { token }
    package func channelsLeft() -> Int? { nil }

    package func startService() async throws {
        guard await isReady(true, within: .seconds(120)) else {
            throw PhoneError("Offhook is not ready at \(base).")
        }
    }

    package func killService() async throws {
        ask("Kill the service and start it again, within two minutes")
        guard await isReady(false, within: .seconds(120)) else {
            throw PhoneError("Offhook was not killed.")
        }
    }

    private func isReady(_ wanted: Bool, within limit: Duration) async -> Bool {
        let client = ControlClient(base: base, token: nil)
        let isSo = await eventually(within: limit, every: .milliseconds(100)) {
            (try? await client.get("/readyz").status == 200) ?? false == wanted
        }
        await client.close()
        return isSo
    }
}
