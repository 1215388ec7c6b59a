import SimulatedPhones
import Testing

@Suite struct `Packets on the network` {
    /// IPv4 and UDP around what is given.
    private func datagram(to port: Int, _ content: [UInt8], protocolNumber: UInt8 = 17) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 28)
        bytes[0] = 0x45
        bytes[9] = protocolNumber
        (bytes[22], bytes[23]) = (UInt8(port >> 8), UInt8(port & 0xFF))
        let length = content.count + 8
        (bytes[24], bytes[25]) = (UInt8(length >> 8), UInt8(length & 0xFF))
        return bytes + content
    }

    private func rtp(type: UInt8, _ payload: [UInt8], first: UInt8 = 0x80) -> [UInt8] {
        [first, type] + [UInt8](repeating: 0, count: 10) + payload
    }

    private func read(_ bytes: [UInt8]) -> RTPPacket? {
        bytes.withUnsafeBytes { RTPPacket(ipv4: $0, at: 7) }
    }

    @Test func `sound is read with its port and time`() throws {
        let packet = try #require(read(datagram(to: 22_040, rtp(type: 0, [1, 2, 3]))))
        #expect(packet.port == 22_040)
        #expect(packet.payload == [1, 2, 3])
        #expect(packet.at == 7)
        #expect(packet.isAudio)
    }

    @Test func `a keepalive is no sound`() throws {
        #expect(try #require(read(datagram(to: 22_040, rtp(type: 13, [0])))).isAudio == false)
    }

    @Test func `what follows the datagram is not sound`() throws {
        let padded = datagram(to: 22_040, rtp(type: 0, [9])) + [0, 0, 0]
        #expect(try #require(read(padded)).payload == [9])
    }

    @Test func `contributing sources are passed over`() throws {
        let packet = rtp(type: 0, [0, 0, 0, 0, 5], first: 0x81)
        #expect(try #require(read(datagram(to: 22_040, packet))).payload == [5])
    }

    @Test func `everything else is not RTP`() {
        let sip = Array("OPTIONS sip:1001@127.0.0.1 SIP/2.0".utf8)
        #expect(read(datagram(to: 5_060, sip)) == nil)
        #expect(read(datagram(to: 22_041, rtp(type: 0, [1]))) == nil, "RTCP's port")
        #expect(read(datagram(to: 22_040, rtp(type: 0, [1]), protocolNumber: 6)) == nil, "TCP")
        #expect(read(datagram(to: 22_040, [0x80, 0])) == nil, "cut off")
        #expect(read([]) == nil)
        let whole = datagram(to: 22_040, rtp(type: 0, [1, 2, 3], first: 0x8F))
        for count in 0..<whole.count { #expect(read(Array(whole[..<count])) == nil) }
    }
}
