internal import Foundation
internal import Synchronization

/// Sends a steady tone as RTP to one port of 127.0.0.1, until it is ended.
final class ToneSender: Sendable {
    private let isEnded = Mutex(false)

    /// - Parameter frequency: in hertz, a multiple of 50.
    init(_ frequency: Int, to port: Int) {
        let thread = Thread { [weak self] in
            let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
            guard descriptor >= 0 else { return }
            defer { close(descriptor) }
            let sound = Audio.period(of: frequency).map(Audio.encode)
            for number in 0..<3_000 {
                guard let self, !self.isEnded.withLock({ $0 }) else { return }
                PhoneSocket.send(
                    Self.packet(number, sound), over: descriptor, toLoopbackPort: port)
                Thread.sleep(forTimeInterval: 0.02)
            }
        }
        thread.name = "tone-sender"
        thread.start()
    }

    func end() { isEnded.withLock { $0 = true } }

    /// Twenty milliseconds. *Source*: RFC 3550, section 5.1; payload type 0 is G.711 μ-law.
    private static func packet(_ number: Int, _ sound: [UInt8]) -> [UInt8] {
        let time = UInt32(number * sound.count)
        var packet: [UInt8] = [
            0x80, 0, UInt8(truncatingIfNeeded: number >> 8), UInt8(truncatingIfNeeded: number),
        ]
        for shift in [24, 16, 8, 0] { packet.append(UInt8(truncatingIfNeeded: time >> shift)) }
        return packet + [0, 0, 0, 7] + sound
    }
}
