import DemoWorld
import SimulatedPhones
import Testing

/// Who hears whom, as the phones receive it.
extension OnTheRealAsterisk {
    /// Expects each to hear those who are named, and nobody else of all, and prints who hears whom.
    ///
    /// - Parameters:
    ///   - expected: by who hears, with names apart by spaces, or `music`.
    ///   - all: whose sounds are known.
    static func expect(
        _ state: String, _ expected: KeyValuePairs<SimulatedPhone, String>,
        among all: [SimulatedPhone], in world: World
    ) async {
        for (phone, words) in expected {
            let names = words.split(separator: " ").map(String.init)
            let tones = names.compactMap { name in
                name == "music" ? World.musicTone : all.first { $0.name == name }?.tone
            }
            if tones.isEmpty {
                #expect(
                    await world.probe.isSilent(phone.ear, for: .seconds(1)),
                    "\(state): \(phone.name) hears something")
            }
            for tone in tones {
                let hears = await eventually(within: .seconds(5)) {
                    world.probe.share(of: tone, to: phone.ear) > 0.15
                }
                #expect(hears, "\(state): \(phone.name) does not hear \(tone) Hz")
            }
            let others = (all.map(\.tone) + [World.musicTone]).filter {
                !tones.contains($0) && $0 != phone.tone
            }
            for tone in others where !tones.isEmpty {
                let isQuiet = await eventually(within: .seconds(3)) {
                    world.probe.share(of: tone, to: phone.ear) < 0.05
                }
                #expect(isQuiet, "\(state): \(phone.name) hears \(tone) Hz")
            }
            Evidence.note("\(state): \(phone.name) hears \(words.isEmpty ? "nothing" : words)")
        }
    }
}
