internal import Foundation

/// Finds a port that nobody uses now.
package enum FreePort {
    package static func find(datagrams: Bool = false) throws -> Int {
        guard let port = bound(address: "127.0.0.1", port: 0, datagrams: datagrams) else {
            throw PhoneError("There is no free port on 127.0.0.1.")
        }
        return port
    }

    /// Whether nobody listens for datagrams there, on 127.0.0.1.
    static func isFree(port: Int) -> Bool {
        isFree(address: "127.0.0.1", port: UInt16(truncatingIfNeeded: port))
    }

    /// Whether nobody listens for datagrams there.
    static func isFree(address: String, port: UInt16) -> Bool {
        bound(address: address, port: port, datagrams: true) != nil
    }

    /// The port that could be taken for a moment; nil if none could.
    private static func bound(address: String, port: UInt16, datagrams: Bool) -> Int? {
        let descriptor = socket(AF_INET, Int32((datagrams ? SOCK_DGRAM : SOCK_STREAM).rawValue), 0)
        defer { close(descriptor) }
        var target = sockaddr_in()
        target.sin_family = sa_family_t(AF_INET)
        target.sin_port = port.bigEndian
        inet_pton(AF_INET, address, &target.sin_addr)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &target) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { target in
                let isBound = bind(descriptor, target, size)
                return isBound == 0 ? getsockname(descriptor, target, &size) : isBound
            }
        }
        return result == 0 ? Int(UInt16(bigEndian: target.sin_port)) : nil
    }
}
