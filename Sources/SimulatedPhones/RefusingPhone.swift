internal import Foundation
internal import Synchronization

/// A SIP phone that refuses every call with one status, such as 503, which no softphone can be told to
/// do. *Source*: RFC 3261, section 8.2.6.
package final class RefusingPhone: Sendable {
    private let socket: PhoneSocket
    private let answer = Mutex("486 Busy Here")

    /// - Parameter name: of an agent's phone, whose place it takes.
    package init(_ name: String) throws {
        socket = try PhoneSocket(placeOf: name)
        socket.read { [weak self] in self?.reply(to: $0) }
    }

    /// - Parameter status: code and reason, such as `503 Service Unavailable`.
    package func refuse(with status: String) { answer.withLock { $0 = status } }

    package func end() { socket.end() }

    private func reply(to message: String) -> String? {
        let lines = message.components(separatedBy: "\r\n")
        guard lines[0].hasPrefix("INVITE ") else { return nil }
        var reply = ["SIP/2.0 \(answer.withLock { $0 })"]
        for line in lines.dropFirst().prefix(while: { !$0.isEmpty }) {
            let name = line.prefix { $0 != ":" }.lowercased()
            switch name {
            case "via", "from", "call-id", "cseq": reply.append(line)
            case "to": reply.append(line.contains(";tag=") ? line : line + ";tag=refused")
            default: continue
            }
        }
        return (reply + ["Content-Length: 0", "", ""]).joined(separator: "\r\n")
    }
}
