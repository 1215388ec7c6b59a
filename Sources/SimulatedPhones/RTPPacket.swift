/// An RTP packet as it was seen on the way to a phone.
package struct RTPPacket: Sendable {
    /// Nanoseconds since 1970, by the kernel.
    package let at: Int64
    /// Whose it is: each phone has ports of its own.
    package let port: Int
    package let payloadType: UInt8
    let timestamp: UInt32
    /// μ-law bytes where `payloadType` is 0.
    package let payload: [UInt8]

    package var isAudio: Bool { payloadType == 0 && !payload.isEmpty }

    /// The digit that this packet says to have ended (RFC 4733); nil of all else. Each end is said three times.
    var endedDigit: (digit: Character, timestamp: UInt32)? {
        let digits = Array("0123456789*#ABCD")
        guard payloadType >= 96, payload.count == 4, payload[1] & 0x80 != 0,
            digits.indices.contains(Int(payload[0]))
        else { return nil }
        return (digits[Int(payload[0])], timestamp)
    }

    /// Reads an IPv4 packet with UDP and RTP in it; nil for everything else, RTCP and SIP among it.
    package init?(ipv4 bytes: UnsafeRawBufferPointer, at time: Int64) {
        guard bytes.count >= 20, bytes[0] >> 4 == 4, bytes[9] == 17 else { return nil }
        let header = Int(bytes[0] & 0x0F) * 4
        let rtp = header + 8
        guard header >= 20, bytes.count >= rtp + 12 else { return nil }
        let port = Int(bytes[header + 2]) << 8 | Int(bytes[header + 3])
        let length = Int(bytes[header + 4]) << 8 | Int(bytes[header + 5])
        let end = min(bytes.count, header + length)
        // RTP goes to even ports; 5060 is even too, and SIP begins with a letter.
        guard port % 2 == 0, bytes[rtp] >> 6 == 2, end >= rtp + 12 else { return nil }
        let type = bytes[rtp + 1] & 0x7F
        guard !(72...76).contains(type) else { return nil }
        let start = rtp + 12 + Int(bytes[rtp] & 0x0F) * 4
        guard bytes[rtp] & 0x10 == 0, start <= end else { return nil }
        at = time
        self.port = port
        payloadType = type
        timestamp = (4...7).reduce(0) { $0 << 8 | UInt32(bytes[rtp + $1]) }
        payload = Array(bytes[start..<end])
    }
}
