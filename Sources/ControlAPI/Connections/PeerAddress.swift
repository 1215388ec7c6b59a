internal import NIOCore

/// Who is at the other end of a connection, as far as they can be told apart: an IPv4 address, or the
/// first 64 bits of an IPv6 address, since one machine may choose among all the rest.
struct PeerAddress: Hashable, Sendable {
    private let bytes: [UInt8]

    /// Nil where there is no such address, as with a Unix socket.
    init?(_ address: SocketAddress?) {
        guard let address else { return nil }
        // Where both kinds of address stand in what the system calls a sockaddr.
        let raw = address.withSockAddr { start, size in
            Array(UnsafeRawBufferPointer(start: start, count: size))
        }
        switch address {
        case .v4: bytes = Array(raw[4..<8])
        case .v6:
            let whole = Array(raw[8..<24])
            let isMapped = whole.starts(with: Self.mappedPrefix)
            let isLoopback = whole.dropLast().allSatisfy { $0 == 0 } && whole.last == 1
            bytes = isMapped ? Array(whole.suffix(4)) : isLoopback ? [127] : Array(whole.prefix(8))
        case .unixDomainSocket: return nil
        }
    }

    private static let mappedPrefix: [UInt8] = Array(repeating: 0, count: 10) + [0xFF, 0xFF]

    /// Of this machine: a proxy, behind which anybody may be.
    var isLoopback: Bool { bytes.count != 8 && bytes.first == 127 }
}
