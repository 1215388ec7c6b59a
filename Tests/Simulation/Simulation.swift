/// Runs seeds. One seed is one small call center and some minutes of its day, with all that can go wrong
/// in it; the same seed is the same day, to the last step.
package enum Simulation {
    /// What became of one seed.
    package struct Report: Sendable {
        package let seed: UInt64
        package let steps: Int
        package let violation: Violation?
        /// What happened, for a person to read; empty unless it was asked for.
        package let transcript: [String]
    }

    /// - Parameters:
    ///   - isRecording: whether what happens is written down, which takes several times as long.
    ///   - isPlain: without what people could not do in the beginning.
    package static func run(
        seed: UInt64, isRecording: Bool = false, isPlain: Bool = false
    ) -> Report {
        let world = World(seed: seed, isRecording: isRecording, isPlain: isPlain)
        world.run()
        return Report(
            seed: seed, steps: world.steps, violation: world.violation,
            transcript: world.transcript.lines)
    }
}
