import SimulatedPhones
import Testing

/// With the prompts that Asterisk really plays.
@Suite struct `Hearing a PIN` {
    private let sounds: String
    private let listener: PINListener

    init() throws {
        sounds = try AsteriskInstance.soundsFolder()
        listener = try PINListener(sounds: sounds)
    }

    /// Sound as Asterisk sends it: each prompt begins with a packet, and its last one is short.
    private final class Line {
        var packets: [RTPPacket] = []
        private var time: Int64 = 0

        func play(_ samples: [Int16]) {
            for start in stride(from: 0, to: samples.count, by: 160) {
                let part = samples[start..<min(start + 160, samples.count)].map(Audio.encode)
                var bytes = [UInt8](repeating: 0, count: 40)
                (bytes[0], bytes[9], bytes[28]) = (0x45, 17, 0x80)
                (bytes[22], bytes[23]) = (86, 24)
                let length = 20 + part.count
                (bytes[24], bytes[25]) = (UInt8(length >> 8), UInt8(length & 0xFF))
                let packet = (bytes + part).withUnsafeBytes { RTPPacket(ipv4: $0, at: time) }
                if let packet { packets.append(packet) }
                time += 20_000_000
            }
        }

        func pause(milliseconds: Int) { time += Int64(milliseconds) * 1_000_000 }
    }

    private func speak(_ pin: [Int], on line: Line) throws {
        for digit in pin { line.play(try Audio.readWAV("\(sounds)/digits/\(digit).wav")) }
    }

    @Test(arguments: [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 0, 0], [7, 7, 7, 7]])
    func `a PIN is heard as it was spoken`(_ pin: [Int]) throws {
        let line = Line()
        try speak(pin, on: line)
        let heard = listener.pin(in: line.packets)
        #expect(heard == pin.map(String.init).joined())
    }

    @Test func `who listens in the middle waits for the next reading`() throws {
        let line = Line()
        try speak([2, 3, 4], on: line)
        line.pause(milliseconds: 2_000)
        try speak([1, 2, 3, 4], on: line)
        #expect(listener.pin(in: line.packets) == "1234")
    }

    @Test func `no PIN is heard in a tone, in noise or in half a reading`() throws {
        let line = Line()
        line.play((0..<16_000).map { Int16($0 % 20 * 1_000 - 10_000) })
        var state: UInt32 = 1
        line.play(
            (0..<16_000).map { _ in
                state = state &* 1_664_525 &+ 1_013_904_223
                return Int16(truncatingIfNeeded: state >> 16) / 2
            })
        try speak([1, 2, 3], on: line)
        #expect(listener.pin(in: line.packets) == nil)
        #expect(listener.digits(in: line.packets).map(\.digit) == [1, 2, 3])
    }
}
