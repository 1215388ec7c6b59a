import Simulation
import Testing

@Suite struct `Whatever happens` {
    @Test(arguments: KeptSeeds.all)
    func `a seed that once broke a rule breaks none`(_ seed: UInt64, _ found: String) {
        expectNoViolation(
            seed, isPlain: true, Comment(rawValue: "It had found that \(found)."))
    }

    @Test(arguments: UInt64(0)..<10)
    func `no seed breaks a rule`(_ lot: UInt64) {
        for seed in lot * 100 + 1...lot * 100 + 100 { expectNoViolation(seed) }
    }

    private func expectNoViolation(
        _ seed: UInt64, isPlain: Bool = false, _ comment: Comment? = nil
    ) {
        let report = Simulation.run(seed: seed, isPlain: isPlain)
        guard let violation = report.violation else { return }
        let transcript = Simulation.run(seed: seed, isRecording: true, isPlain: isPlain)
            .transcript
        Issue.record(
            """
            Seed \(seed) broke a rule: \(violation)
            \(transcript.joined(separator: "\n"))
            To see it again: make simulate SEED=\(isPlain ? "'--plain \(seed)'" : "\(seed)")
            \(comment?.rawValue ?? "")
            """)
    }
}
