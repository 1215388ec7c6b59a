import Foundation
import SimulatedPhones
import Testing

@Suite struct `What phones hear` {
    private func tone(_ frequency: Int, count: Int, level: Double = 10_000) -> [Int16] {
        (0..<count).map { index in
            Int16(level * sin(2 * Double.pi * Double(frequency * index) / 8_000))
        }
    }

    @Test func `each μ-law byte comes back as itself`() {
        for byte in UInt8.min...UInt8.max where byte != 0x7F {
            let sample = Audio.decode([byte])[0]
            #expect(Audio.encode(sample) == byte)
        }
        // 0x7F is zero too, a negative one.
        #expect(Audio.decode([0x7F, 0xFF]) == [0, 0])
    }

    @Test func `μ-law keeps a sound's shape within its steps`() {
        for sample in tone(440, count: 400) {
            let back = Audio.decode([Audio.encode(sample)])[0]
            let step = max(8, Int(sample.magnitude) / 16)
            #expect(abs(Int(back) - Int(sample)) <= step)
        }
    }

    @Test func `a tone is told from another one and from silence`() {
        let heard = tone(1_000, count: 1_600)
        #expect(Audio.share(of: 1_000, in: heard) > 0.99)
        #expect(Audio.share(of: 450, in: heard) < 0.01)
        #expect(Audio.share(of: 1_000, in: [Int16](repeating: 0, count: 1_600)) == 0)
        let both = zip(heard, tone(450, count: 1_600)).map { $0 / 2 + $1 / 2 }
        #expect(abs(Audio.share(of: 1_000, in: both) - 0.5) < 0.02)
    }

    @Test func `too little sound is no tone`() {
        #expect(Audio.share(of: 1_000, in: tone(1_000, count: 40)) == 0)
    }

    @Test func `a written tone is read back`() throws {
        let file = FileManager.default.temporaryDirectory.appending(
            path: "\(UUID().uuidString).wav")
        defer { try? FileManager.default.removeItem(at: file) }
        try Audio.writeTone(550, seconds: 1, to: file)
        let samples = try Audio.readWAV(file.path)
        #expect(samples.count == 8_000)
        #expect(Audio.share(of: 550, in: samples) > 0.99)
    }

    @Test func `a sound that is not there is told`() {
        #expect(throws: PhoneError.self) { try Audio.readWAV("/nowhere/0.wav") }
    }
}
