import Foundation
import SimulatedPhones
import Synchronization

/// A customer whose phone says what no softphone can be told to say: it sends one INVITE with a From of
/// its own, and calls it off. *Source*: RFC 3261, sections 9.1 and 17.1.1.3.
final class RawCaller: Sendable {
    private let descriptor: Int32
    private let pbx: sockaddr_in
    private let from: String
    private let address: String
    private let target: String
    private let statuses = Mutex<[Int]>([])

    /// - Parameters:
    ///   - name: of a customer's phone, whose place it takes.
    ///   - from: the From header's value, without its tag.
    init(_ name: String, from: String, dialing number: String, pbxPort: Int) throws {
        self.from = from
        address = PhoneNetwork.address(of: name) ?? ""
        target = "sip:\(number)@127.0.0.1:\(pbxPort)"
        descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        pbx = Self.socketAddress("127.0.0.1", pbxPort)
        var own = Self.socketAddress(address, 5_060)
        let isBound = withUnsafePointer(to: &own) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard isBound == 0 else {
            close(descriptor)
            throw PhoneError("The place of phone \(name) is taken: make stop frees it.")
        }
        let thread = Thread { [descriptor, weak self] in
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = recv(descriptor, &buffer, buffer.count, 0)
                guard count > 0, let caller = self else { break }
                caller.take(String(decoding: buffer[..<count], as: UTF8.self))
            }
            close(descriptor)
        }
        thread.start()
    }

    func invite() { send("INVITE", to: nil) }

    func cancel() { send("CANCEL", to: nil) }

    func end() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// The statuses that came, in order.
    var answers: [Int] { statuses.withLock { $0 } }

    private func take(_ message: String) {
        let lines = message.components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ")
        guard words.count > 1, words[0] == "SIP/2.0", let status = Int(words[1]) else { return }
        statuses.withLock { $0.append(status) }
        let isOfInvite = lines.contains { $0.hasPrefix("CSeq:") && $0.hasSuffix("INVITE") }
        if status >= 300, isOfInvite {
            send("ACK", to: lines.first { $0.hasPrefix("To:") })
        }
    }

    private func send(_ method: String, to: String?) {
        let lines = [
            "\(method) \(target) SIP/2.0", "Via: SIP/2.0/UDP \(address):5060;branch=z9hG4bKraw",
            "Max-Forwards: 70", "From: \(from);tag=raw", to ?? "To: <\(target)>",
            "Call-ID: raw@\(address)", "CSeq: 1 \(method)", "Contact: <sip:raw@\(address):5060>",
            "Content-Length: 0", "", "",
        ]
        let bytes = Array(lines.joined(separator: "\r\n").utf8)
        var pbx = pbx
        _ = withUnsafePointer(to: &pbx) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(
                    descriptor, bytes, bytes.count, 0, $0,
                    socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    private static func socketAddress(_ text: String, _ port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
        inet_pton(AF_INET, text, &address.sin_addr)
        return address
    }
}
