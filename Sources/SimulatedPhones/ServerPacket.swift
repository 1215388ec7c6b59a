/// What one packet from a server carried, and when the kernel passed it on.
package struct ServerPacket: Sendable {
    package let at: Int64
    package let bytes: [UInt8]

    private static let tcp: UInt8 = 6
    private static let udp: UInt8 = 17

    /// Nil for a packet that comes from another port, or carries nothing.
    init?(ipv4 packet: UnsafeRawBufferPointer, from port: Int, at time: Int64) {
        guard packet.count >= 20 else { return nil }
        let header = Int(packet[0] & 15) * 4
        guard packet.count >= header + 20,
            Int(packet[header]) << 8 | Int(packet[header + 1]) == port
        else { return nil }
        let start: Int
        switch packet[9] {
        case Self.tcp: start = header + Int(packet[header + 12] >> 4) * 4
        case Self.udp: start = header + 8
        default: return nil
        }
        guard start < packet.count else { return nil }
        at = time
        bytes = Array(packet[start...])
    }
}
