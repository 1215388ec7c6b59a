import Simulation
import Testing

/// A seed that cannot be run again is of no use.
@Suite struct SameDayTests {
    /// Sets and dictionaries have their order from where they lie in memory: here they lie elsewhere each time.
    @Test(arguments: [1 as UInt64, 2, 3_134_848])
    func `the same seed is the same day, to the last step`(_ seed: UInt64) {
        let first = Simulation.run(seed: seed, isRecording: true).transcript
        var ballast: [[Int]] = []
        for time in 1...40 {
            for size in 1...200 { ballast.append(Array(repeating: time, count: size * 7 % 61)) }
            let again = Simulation.run(seed: seed, isRecording: true).transcript
            guard again != first else { continue }
            let place = zip(first, again).enumerated().first { $1.0 != $1.1 }
            Issue.record("run \(time) differs from the first: \(String(describing: place))")
            return
        }
        #expect(ballast.count == 8_000)
        #expect(first.count > 10)
    }
}
