package import Foundation

/// G.711 μ-law and what little signal processing it takes to know who hears what.
package enum Audio {
    package static let samplesPerSecond = 8_000

    /// μ-law bytes to linear samples, by table. *Source*: ITU-T G.711.
    private static let linear: [Int16] = (0..<256).map { code in
        let bits = ~UInt8(code)
        let exponent = Int(bits >> 4 & 0x07)
        let magnitude = ((Int(bits & 0x0F) << 3 + 0x84) << exponent) - 0x84
        return Int16(bits & 0x80 != 0 ? -magnitude : magnitude)
    }

    package static func decode(_ bytes: some Sequence<UInt8>) -> [Int16] {
        bytes.map { linear[Int($0)] }
    }

    package static func encode(_ sample: Int16) -> UInt8 {
        let sign: UInt8 = sample < 0 ? 0x80 : 0
        let magnitude = min(Int(sample.magnitude), 32_635) + 0x84
        let exponent = max(0, 7 - UInt16(magnitude << 1).leadingZeroBitCount)
        let mantissa = UInt8(magnitude >> (exponent + 3) & 0x0F)
        return ~(sign | UInt8(exponent) << 4 | mantissa)
    }

    /// The share of a frequency in what is heard, 0 to 1, by Goertzel's algorithm.
    package static func share(of frequency: Int, in samples: [Int16]) -> Double {
        guard samples.count >= 80 else { return 0 }
        let step = 2 * Double.pi * Double(frequency) / Double(samplesPerSecond)
        let factor = 2 * cos(step)
        var (last, before, energy) = (0.0, 0.0, 0.0)
        for sample in samples {
            let value = Double(sample)
            let now = value + factor * last - before
            (before, last) = (last, now)
            energy += value * value
        }
        guard energy > 0 else { return 0 }
        let power = last * last + before * before - factor * last * before
        return min(1, 2 * power / (energy * Double(samples.count)))
    }

    /// Root of the mean square; a tone of half scale has about 11 600.
    package static func level(of samples: [Int16]) -> Double {
        guard !samples.isEmpty else { return 0 }
        let energy = samples.reduce(0.0) { $0 + Double($1) * Double($1) }
        return (energy / Double(samples.count)).squareRoot()
    }

    /// Twenty milliseconds of a steady tone of half scale, which can follow on each other: whole periods of every multiple
    /// of 50 Hz.
    static func period(of frequency: Int) -> [Int16] {
        (0..<160).map { index in
            let angle = 2 * Double.pi * Double(frequency * index) / Double(samplesPerSecond)
            return Int16(16_000 * sin(angle))
        }
    }

    /// A steady tone of half scale, as a WAV file of 16 bits.
    package static func writeTone(_ frequency: Int, seconds: Int, to file: URL) throws {
        let block = Data(
            period(of: frequency).flatMap { sample in
                let bits = UInt16(bitPattern: sample)
                return [UInt8(truncatingIfNeeded: bits), UInt8(bits >> 8)]
            })
        let size = UInt32(seconds * 50 * block.count)
        var data = Data("RIFF".utf8)
        func append(_ numbers: UInt32...) {
            for number in numbers {
                withUnsafeBytes(of: number.littleEndian) { data.append(contentsOf: $0) }
            }
        }
        append(36 + size)
        data.append(Data("WAVEfmt ".utf8))
        append(16, 1 | 1 << 16, 8_000, 16_000, 2 | 16 << 16)
        data.append(Data("data".utf8))
        append(size)
        data.reserveCapacity(Int(size) + 44)
        for _ in 0..<(seconds * 50) { data.append(block) }
        try data.write(to: file)
    }

    /// The samples of a WAV file with one channel of 16 bits at 8 kHz.
    package static func readWAV(_ path: String) throws -> [Int16] {
        guard let data = FileManager.default.contents(atPath: path),
            let start = data.range(of: Data("data".utf8)), data.count > start.upperBound + 4
        else { throw PhoneError("There is no sound \(path): install Asterisk's English sounds.") }
        return samples(Array(data[(start.upperBound + 4)...]))
    }

    /// Bytes to samples of 16 bits.
    package static func samples(_ bytes: [UInt8]) -> [Int16] {
        stride(from: 0, to: bytes.count - 1, by: 2).map { index in
            Int16(bitPattern: UInt16(bytes[index]) | UInt16(bytes[index + 1]) << 8)
        }
    }
}
