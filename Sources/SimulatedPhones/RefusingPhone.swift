internal import Foundation
internal import Synchronization

/// A SIP phone that takes no call, and says so in a way that no softphone can be told to: with one status, such as
/// 503, or it is heard before it is answered, which never happens. *Source*: RFC 3261, section 8.2.6.
package final class RefusingPhone: Sendable {
    private let socket: PhoneSocket
    private let answer = Mutex(Answer.refusal("486 Busy Here"))
    private let sender = Mutex<ToneSender?>(nil)

    private enum Answer {
        case refusal(String)
        /// 183 with early media: a tone, in hertz.
        case tone(Int)
    }

    /// - Parameter name: of an agent's phone, whose place it takes.
    package init(_ name: String) throws {
        socket = try PhoneSocket(placeOf: name)
        socket.read { [weak self] in self?.reply(to: $0) }
    }

    /// - Parameter status: code and reason, such as `503 Service Unavailable`.
    package func refuse(with status: String) { answer.withLock { $0 = .refusal(status) } }

    /// From now on each call rings, and a tone is heard of it (a multiple of 50 hertz).
    package func ring(with tone: Int) { answer.withLock { $0 = .tone(tone) } }

    package func end() {
        sender.withLock { $0?.end() }
        socket.end()
    }

    private func reply(to message: String) -> String? {
        let lines = message.components(separatedBy: "\r\n")
        switch lines[0].prefix(while: { $0 != " " }) {
        case "INVITE": return reply(toInvite: lines)
        case "CANCEL":
            sender.withLock { $0?.end() }
            return reply("200 OK", to: lines)
        default: return nil
        }
    }

    private func reply(toInvite lines: [String]) -> String {
        switch answer.withLock({ $0 }) {
        case .refusal(let status): return reply(status, to: lines)
        case .tone(let tone):
            let media = lines.first { $0.hasPrefix("m=audio ") }?.split(separator: " ")
            let port = media.flatMap { $0.count > 1 ? Int($0[1]) : nil } ?? 0
            sender.withLock { sender in
                // The request may come again.
                if sender == nil { sender = ToneSender(tone, to: port) }
            }
            let description = [
                "v=0", "o=- 1 1 IN IP4 \(socket.address)", "s=-", "c=IN IP4 \(socket.address)",
                "t=0 0", "m=audio 29998 RTP/AVP 0", "a=rtpmap:0 PCMU/8000", "",
            ].joined(separator: "\r\n")
            return reply("183 Session Progress", to: lines, description)
        }
    }

    /// - Parameter description: of the media, as SDP.
    private func reply(_ status: String, to lines: [String], _ description: String = "") -> String {
        var reply = ["SIP/2.0 \(status)"]
        for line in lines.dropFirst().prefix(while: { !$0.isEmpty }) {
            let name = line.prefix { $0 != ":" }.lowercased()
            switch name {
            case "via", "from", "call-id", "cseq": reply.append(line)
            case "to": reply.append(line.contains(";tag=") ? line : line + ";tag=refused")
            default: continue
            }
        }
        reply.append("Contact: <sip:\(socket.address):5060>")
        if !description.isEmpty { reply.append("Content-Type: application/sdp") }
        reply += ["Content-Length: \(description.utf8.count)", "", description]
        return reply.joined(separator: "\r\n")
    }
}
