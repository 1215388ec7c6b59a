/// What one TCP packet carried, and when the kernel passed it on.
package struct StreamPacket: Sendable {
    package let at: Int64
    package let bytes: [UInt8]

    /// Nil for a packet that is not TCP, comes from another port, or carries nothing.
    init?(ipv4 packet: UnsafeRawBufferPointer, from port: Int, at time: Int64) {
        guard packet.count >= 40, packet[9] == 6 else { return nil }
        let header = Int(packet[0] & 15) * 4
        guard packet.count >= header + 20,
            Int(packet[header]) << 8 | Int(packet[header + 1]) == port
        else { return nil }
        let start = header + Int(packet[header + 12] >> 4) * 4
        guard start < packet.count else { return nil }
        at = time
        bytes = Array(packet[start...])
    }
}
