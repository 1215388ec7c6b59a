internal import AMI
internal import ConnectionMode

/// Signs in to the manager interface, asks what may be asked for, and which queues there are.
struct ManagerGathering: Sendable {
    private let configuration: AMIConfiguration

    init(_ configuration: AMIConfiguration) {
        var configuration = configuration
        configuration.events = "off"
        configuration.connectTimeout = .seconds(3)
        configuration.loginTimeout = .seconds(5)
        configuration.actionTimeout = .seconds(5)
        self.configuration = configuration
    }

    func facts() async -> Answer<ManagerFacts> {
        let client = AMIClient(configuration)
        let link = Task { await client.run() }
        let answer = await Self.ask(client)
        link.cancel()
        await link.value
        return answer
    }

    /// An agent of Offhook in the state 0, which is "unknown". *Source*: the event QueueMember in Asterisk's documentation.
    private static func isUnknown(_ entry: AMIMessage) -> Bool {
        entry.event == "QueueMember" && entry["Status"] == "0"
            && entry["Location"]?.contains("@offhook-") == true
    }

    /// What an operator can do something with.
    private static func reason(_ why: String) -> String {
        for plain in ["Connection refused", "No route to host", "Network is unreachable"]
        where why.contains(plain) { return "It cannot be reached: \(plain.lowercased())" }
        return PlainText.oneLine(why, atMost: 300)
    }

    private static func ask(_ client: AMIClient) async -> Answer<ManagerFacts> {
        // The client's own bounds are shorter.
        let updates = Task {
            for await update in client.updates {
                switch update {
                case .connected: return nil as String?
                case .disconnected(let why): return reason(why)
                case .event, .lost: continue
                }
            }
            return "It did not answer in time"
        }
        let timer = Task {
            try? await Task.sleep(for: .seconds(10))
            updates.cancel()
        }
        let failure = await updates.value
        timer.cancel()
        if let failure { return .unknown(failure.hasSuffix(".") ? failure : failure + ".") }
        var facts = ManagerFacts()
        do throws(AMIError) {
            let commands = try await client.send(AMIAction("ListCommands"))
            facts.actions = Set(commands.fields.filter { $0.value.contains("(Priv:") }.map(\.name))
            let entries = try await client.list(AMIAction("QueueStatus"))
            facts.queues = Set(
                entries.filter { $0.event == "QueueParams" }.compactMap { $0["Queue"] })
            facts.unknownMembers = entries.filter(isUnknown).map {
                ManagerFacts.Member(
                    queue: PlainText.oneLine($0["Queue"] ?? "", atMost: 80),
                    interface: PlainText.oneLine($0["Location"] ?? "", atMost: 80))
            }
        } catch {
            guard !facts.actions.isEmpty else {
                return .unknown(PlainText.oneLine("\(error).", atMost: 300))
            }
        }
        return .known(facts)
    }
}
