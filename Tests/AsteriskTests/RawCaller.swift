import Foundation
import SimulatedPhones
import Synchronization

/// A customer whose phone says what no softphone can be told to say: it sends one INVITE with a From of
/// its own, and calls it off. *Source*: RFC 3261, sections 9.1 and 17.1.1.3.
final class RawCaller: Sendable {
    private let socket: PhoneSocket
    private let pbxPort: Int
    private let from: String
    private let target: String
    private let statuses = Mutex<[Int]>([])

    /// - Parameters:
    ///   - name: of a customer's phone, whose place it takes.
    ///   - from: the From header's value, without its tag.
    init(_ name: String, from: String, dialing number: String, pbxPort: Int) throws {
        self.from = from
        self.pbxPort = pbxPort
        target = "sip:\(number)@127.0.0.1:\(pbxPort)"
        socket = try PhoneSocket(placeOf: name)
        socket.read { [weak self] in self?.reply(to: $0) }
    }

    func invite() { socket.send(message("INVITE"), port: pbxPort) }

    func cancel() { socket.send(message("CANCEL"), port: pbxPort) }

    func end() { socket.end() }

    /// The statuses that came, in order.
    var answers: [Int] { statuses.withLock { $0 } }

    private func reply(to message: String) -> String? {
        let lines = message.components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ")
        guard words.count > 1, words[0] == "SIP/2.0", let status = Int(words[1]) else { return nil }
        statuses.withLock { $0.append(status) }
        let isOfInvite = lines.contains { $0.hasPrefix("CSeq:") && $0.hasSuffix("INVITE") }
        guard status >= 300, isOfInvite else { return nil }
        return self.message("ACK", to: lines.first { $0.hasPrefix("To:") })
    }

    private func message(_ method: String, to: String? = nil) -> String {
        let address = socket.address
        return [
            "\(method) \(target) SIP/2.0", "Via: SIP/2.0/UDP \(address):5060;branch=z9hG4bKraw",
            "Max-Forwards: 70", "From: \(from);tag=raw", to ?? "To: <\(target)>",
            "Call-ID: raw@\(address)", "CSeq: 1 \(method)", "Contact: <sip:raw@\(address):5060>",
            "Content-Length: 0", "", "",
        ].joined(separator: "\r\n")
    }
}
