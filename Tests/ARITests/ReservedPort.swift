import Foundation
import NIOPosix

/// A loopback port that is bound and not listened on: connections to it are refused, and nobody
/// else can get it before a fake listens there. The process keeps it until it ends.
struct ReservedPort: Sendable {
    let number: Int
    let socket: CInt

    init() throws {
        let handle = Foundation.socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        guard handle >= 0 else { throw POSIXError(.EMFILE) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { any in
                bind(handle, any, length) == 0 && getsockname(handle, any, &length) == 0
            }
        }
        guard isBound else { throw POSIXError(.EADDRINUSE) }
        number = Int(UInt16(bigEndian: address.sin_port))
        socket = handle
    }
}
