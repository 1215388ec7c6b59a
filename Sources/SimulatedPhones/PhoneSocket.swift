internal import Foundation

/// The place of a phone on the loopback network, for one that says what no softphone can be told to say:
/// datagrams of SIP, read on a thread of their own.
package final class PhoneSocket: Sendable {
    package let address: String
    private let descriptor: Int32

    /// - Parameter name: of a phone, whose place it takes.
    package init(placeOf name: String) throws {
        address = PhoneNetwork.address(of: name) ?? ""
        descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        let isBound = Self.with(address, port: 5_060) { bind(descriptor, $0, $1) }
        guard isBound == 0 else {
            close(descriptor)
            throw PhoneError("The place of phone \(name) is taken: make stop frees it.")
        }
    }

    /// Reads until `end`. What `take` returns is sent back.
    package func read(_ take: @escaping @Sendable (String) -> String?) {
        let thread = Thread { [descriptor] in
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while true {
                var from = sockaddr_in()
                var size = socklen_t(MemoryLayout<sockaddr_in>.size)
                let count = withUnsafeMutablePointer(to: &from) { pointer in
                    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                        recvfrom(descriptor, &buffer, buffer.count, 0, $0, &size)
                    }
                }
                guard count > 0 else { break }
                guard let reply = take(String(decoding: buffer[..<count], as: UTF8.self)) else {
                    continue
                }
                Self.send(Array(reply.utf8), over: descriptor, to: from)
            }
            close(descriptor)
        }
        thread.name = "phone-socket"
        thread.start()
    }

    /// Sends to a port of 127.0.0.1.
    package func send(_ message: String, port: Int) {
        Self.send(Array(message.utf8), over: descriptor, toLoopbackPort: port)
    }

    /// Ends the reading, which gives the place back.
    package func end() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    static func send(_ bytes: [UInt8], over descriptor: Int32, toLoopbackPort port: Int) {
        var target = sockaddr_in()
        with("127.0.0.1", port: port) { pointer, _ in
            pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { target = $0.pointee }
        }
        send(bytes, over: descriptor, to: target)
    }

    private static func send(_ bytes: [UInt8], over descriptor: Int32, to target: sockaddr_in) {
        var target = target
        _ = withUnsafePointer(to: &target) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(
                    descriptor, bytes, bytes.count, 0, $0,
                    socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    @discardableResult
    private static func with<Value>(
        _ text: String, port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Value
    ) -> Value {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
        inet_pton(AF_INET, text, &address.sin_addr)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
