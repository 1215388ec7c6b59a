internal import Foundation
internal import Synchronization

/// A SIP phone that refuses every call with one status, such as 503, which no softphone can be told to
/// do. *Source*: RFC 3261, section 8.2.6.
package final class RefusingPhone: Sendable {
    private let descriptor: Int32
    private let answer: Mutex<String>

    /// - Parameter name: of an agent's phone, whose place it takes.
    package init(_ name: String) throws {
        answer = Mutex("486 Busy Here")
        descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(5060).bigEndian
        inet_pton(AF_INET, PhoneNetwork.address(of: name) ?? "", &address.sin_addr)
        let isBound = withUnsafePointer(to: &address) { pointer in
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
                var from = sockaddr_in()
                var size = socklen_t(MemoryLayout<sockaddr_in>.size)
                let count = withUnsafeMutablePointer(to: &from) { pointer in
                    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                        recvfrom(descriptor, &buffer, buffer.count, 0, $0, &size)
                    }
                }
                guard count > 0, let phone = self else { break }
                guard let reply = phone.reply(to: buffer[..<count]) else { continue }
                let bytes = Array(reply.utf8)
                _ = withUnsafePointer(to: &from) { pointer in
                    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                        sendto(descriptor, bytes, bytes.count, 0, $0, size)
                    }
                }
            }
            close(descriptor)
        }
        thread.name = "refusing-phone"
        thread.start()
    }

    /// - Parameter status: code and reason, such as `503 Service Unavailable`.
    package func refuse(with status: String) { answer.withLock { $0 = status } }

    package func end() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    private func reply(to message: ArraySlice<UInt8>) -> String? {
        let lines = String(decoding: message, as: UTF8.self).components(separatedBy: "\r\n")
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
