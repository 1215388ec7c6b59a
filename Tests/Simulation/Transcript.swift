/// What happened in one seed, in words that a telephony person can read.
package final class Transcript {
    let isRecording: Bool
    package private(set) var lines: [String] = []

    init(isRecording: Bool) { self.isRecording = isRecording }

    func add(_ text: String, at milliseconds: Int64) {
        let time = "\(milliseconds / 1_000).\(String(milliseconds % 1_000 + 1_000).dropFirst())"
        lines.append(String(repeating: " ", count: max(0, 8 - time.count)) + time + " s  " + text)
    }
}
