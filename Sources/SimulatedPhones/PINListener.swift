/// Hears a spoken PIN: finds the digit prompts in what a phone received, by normalised
/// cross-correlation.
///
/// Asterisk begins each sound with a packet, so the prompts are compared at the packets' borders.
package struct PINListener: Sendable {
    /// A digit that was heard, and the packet that it begins with.
    package struct Heard: Hashable, Sendable {
        package let digit: Int
        package let at: Int64
        package let seconds: Double
    }

    private let prompts: [[Float]]
    /// 0 to 1: a prompt matches itself with 1, another digit's with about 0.3.
    private static let threshold: Float = 0.9

    /// - Parameter sounds: the folder with `digits/0.wav` to `digits/9.wav`.
    package init(sounds: String) throws {
        prompts = try (0...9).map { digit in
            let samples = try Audio.readWAV("\(sounds)/digits/\(digit).wav")
            // What the phone gets has been through μ-law.
            return Audio.decode(samples.map(Audio.encode)).map(Float.init)
        }
    }

    /// The digits in these packets, in order.
    package func digits(in packets: [RTPPacket]) -> [Heard] {
        let frames = packets.map { Audio.decode($0.payload).map(Float.init) }
        var starts: [Int] = []
        var samples: [Float] = []
        for frame in frames {
            starts.append(samples.count)
            samples += frame
        }
        var heard: [Heard] = []
        var index = 0
        while index < starts.count {
            guard let (digit, _) = best(at: starts[index], in: samples) else {
                index += 1
                continue
            }
            let length = prompts[digit].count
            heard.append(
                Heard(
                    digit: digit, at: packets[index].at,
                    seconds: Double(length) / Double(Audio.samplesPerSecond)))
            // The last packet of a prompt may be cut short; its successor begins with the next one.
            index += max(1, length / 160)
        }
        return heard
    }

    /// The PIN, if a whole reading of so many digits is in these packets. Readings are told apart by
    /// the pause between them.
    package func pin(in packets: [RTPPacket], digits count: Int = 4) -> String? {
        var reading: [Heard] = []
        for heard in digits(in: packets) {
            if let last = reading.last {
                let pause = Double(heard.at - last.at) / 1e9 - last.seconds
                if pause > 0.8 { reading = [] }
            }
            reading.append(heard)
            if reading.count == count { return reading.map { "\($0.digit)" }.joined() }
        }
        return nil
    }

    /// The digit whose prompt begins here.
    private func best(at start: Int, in samples: [Float]) -> (digit: Int, match: Float)? {
        var best: (digit: Int, match: Float)?
        for (digit, prompt) in prompts.enumerated() {
            // A first look at a part rules nearly everything out.
            let part = min(1_600, prompt.count)
            guard start + prompt.count <= samples.count + 160,
                Self.match(prompt, part, samples, start) > 0.7
            else { continue }
            let whole = min(prompt.count, samples.count - start)
            let match = Self.match(prompt, whole, samples, start)
            if match > Self.threshold, match > best?.match ?? 0 { best = (digit, match) }
        }
        return best
    }

    private static func match(
        _ prompt: [Float], _ count: Int, _ samples: [Float], _ start: Int
    ) -> Float {
        guard count > 0, start + count <= samples.count, count <= prompt.count else { return 0 }
        return prompt.withUnsafeBufferPointer { prompt in
            samples.withUnsafeBufferPointer { samples in
                var (product, left, right): (Float, Float, Float) = (0, 0, 0)
                var index = 0
                while index < count {
                    let (a, b) = (prompt[index], samples[start + index])
                    product += a * b
                    left += a * a
                    right += b * b
                    index += 1
                }
                guard left > 0, right > 0 else { return 0 }
                return product / (left * right).squareRoot()
            }
        }
    }

    /// Listens at a phone until a whole PIN was heard.
    package func listen(
        _ probe: RTPProbe, at ear: EarID, since: Int64, within limit: Duration = .seconds(15)
    ) async -> String? {
        var heard: String?
        _ = await eventually(within: limit, every: .milliseconds(200)) {
            heard = pin(in: probe.audio(to: ear, since: since))
            return heard != nil
        }
        if heard != nil { Evidence.note("\(ear) hears a PIN") }
        return heard
    }
}
