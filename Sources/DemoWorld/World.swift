package import Foundation
package import SimulatedPhones

/// A whole call center on this machine: a real Asterisk, real SIP phones, the service, and a probe that
/// reads what the phones receive.
package final class World: Sendable {
    package let folder: URL
    package let asterisk: AsteriskInstance
    package let service: OffhookService
    /// Between the service and Asterisk, where one is asked for.
    package let proxy: AsteriskProxy?
    package let probe: RTPProbe
    package let listener: PINListener
    private let network: PhoneNetwork
    private let agents: [SimulatedPhone]
    private let customers: [SimulatedPhone]

    /// What music on hold sounds like here, and what each result in the dialplan does, in hertz.
    package static let musicTone = 300
    package static let resultTones = [
        "rejected": 620, "timedOut": 680, "unavailable": 740, "agentLost": 800, "failed": 860,
        "serviceAway": 920, "released": 1_160,
    ]

    /// Which tone each phone sends, in hertz.
    package static let agentTones = tones(from: 1_001, 450)
    package static let customerTones = tones(from: 2_001, 1_000)

    private static func tones(from first: Int, _ lowest: Int) -> [String: Int] {
        Dictionary(
            uniqueKeysWithValues: (0..<5).map { ("\(first + $0)", lowest + 100 * $0) })
    }

    /// Starts Asterisk and the phones; the service is started by whoever needs it.
    ///
    /// - Parameters:
    ///   - agentsManner: what the agents' phones do when they are called.
    ///   - keepsRecords: whether Asterisk writes call records.
    ///   - others: ids of agents besides, who have no phone here.
    ///   - trunks: YAML of trunks, by their names.
    ///   - hasProxy: whether the service reaches Asterisk through a proxy.
    ///   - limit: how long to wait for another run to end.
    package init(
        in folder: URL, agents agentCount: Int, customers customerCount: Int,
        agentsManner: SimulatedPhone.Manner = .answer(afterMilliseconds: 300),
        policy: [String] = [], more: [String: String] = [:], others: [String] = [],
        trunks: String = "{}", storesDirectory: Bool = false,
        logLevel: String = "debug", hasProxy: Bool = false, keepsRecords: Bool = false,
        waitingAtMost limit: Duration = .seconds(900)
    ) async throws {
        self.folder = folder
        _ = await ChildProcess.endLeftovers(in: folder)
        network = try await PhoneNetwork(within: limit)
        probe = try RTPProbe()
        asterisk = try AsteriskInstance(
            in: folder.appending(path: "asterisk"), keepsRecords: keepsRecords)
        listener = try PINListener(sounds: try AsteriskInstance.soundsFolder())
        try await asterisk.start()
        proxy = hasProxy ? try AsteriskProxy(toward: asterisk.httpPort) : nil
        let sip = asterisk.sipPort
        agents = (0..<agentCount).map { index in
            SimulatedPhone(
                "\(1_001 + index)", address: PhoneNetwork.agentAddress(1_001 + index),
                tone: 450 + 100 * index, manner: agentsManner, pbxPort: sip, in: folder)
        }
        customers = (0..<customerCount).map { index in
            SimulatedPhone(
                "\(2_001 + index)", address: PhoneNetwork.customerAddress(2_001 + index),
                tone: 1_000 + 100 * index, pbxPort: sip, in: folder)
        }
        service = try OffhookService(
            beside: asterisk, at: proxy?.url, agents: agents.map(\.name) + others, policy: policy,
            more: more, trunks: trunks, storesDirectory: storesDirectory, logLevel: logLevel,
            in: folder.appending(path: "offhook"))
        do {
            for phone in agents + customers { try await phone.start() }
        } catch {
            await end()
            throw error
        }
    }

    package func agentPhone(_ index: Int = 0) -> SimulatedPhone { agents[index] }
    package func customerPhone(_ index: Int = 0) -> SimulatedPhone { customers[index] }

    /// How many channels Asterisk has.
    package func channelCount() throws -> Int {
        let text = try asterisk.console("core show channels count")
        let words = text.split(whereSeparator: \.isWhitespace)
        return zip(words, words.dropFirst()).first { $1 == "active" }.flatMap { Int($0.0) } ?? -1
    }

    /// How many bridges Asterisk has.
    package func bridgeCount() throws -> Int {
        // A line for each, after one of headings.
        let lines = try asterisk.console("bridge show all").split(separator: "\n")
        return lines.drop { !$0.hasPrefix("Bridge-ID") }.dropFirst()
            .count { !$0.allSatisfy(\.isWhitespace) }
    }

    /// Ends everything.
    package func end() async {
        await service.stop()
        proxy?.end()
        for phone in agents + customers { await phone.stop() }
        await asterisk.stop()
        probe.end()
    }
}

extension World: CallCenter {
    package var base: String { service.base }
    package func token(agent: String) throws -> String { try service.token(agent: agent) }
    package func startService() async throws { try await service.start() }
    package func killService() async throws { await service.kill() }
    package func channelsLeft() throws -> Int? { try channelCount() }
}
