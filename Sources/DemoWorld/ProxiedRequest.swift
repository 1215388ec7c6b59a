/// A request from the service to Asterisk, as the proxy between them saw it.
package struct ProxiedRequest: Hashable, Sendable {
    /// Since the count began, from 1.
    package let number: Int
    package let method: String
    /// The path and the query.
    package let target: String
    package let body: String

    init?(number: Int, _ message: ProxyMessage) {
        let words = message.start.split(separator: " ")
        guard words.count == 3 else { return nil }
        self.number = number
        method = String(words[0])
        target = String(words[1])
        body = String(decoding: message.body, as: UTF8.self)
    }

    /// Whether this opens the event socket.
    package var isEventSocket: Bool { target.hasPrefix("/ari/events?") }
}

extension ProxiedRequest: CustomStringConvertible {
    /// What is asked for, the same in each run: names without their numbers, and who is moved where. What is
    /// played is not told: it may be a PIN (V8).
    package var description: String {
        var text = "\(method) \(Self.withoutNumbers(target.trimmingPrefix("/ari")))"
        if target.hasSuffix("/addChannel") {
            let names = body.matches(of: /"([^"]+)"/).map { String($0.1) }
            text += " " + names.dropFirst().map(Self.withoutNumbers).joined(separator: "+")
        }
        if text == "POST /channels" {
            let name = body.firstMatch(of: /"channelId":"([^"]+)"/).map { String($0.1) } ?? ""
            text += " " + Self.withoutNumbers(name)
        }
        return text
    }

    private static func withoutNumbers(_ text: some StringProtocol) -> String {
        String(text).replacing("%3A", with: ":")
            .replacing(/oh-[0-9a-z]+-([a-z]+)[0-9]+/) { "oh-\($0.1)" }
            .replacing(/[0-9a-z_.-]*[0-9]{9,}\.[0-9]+/, with: "customer")
    }
}
