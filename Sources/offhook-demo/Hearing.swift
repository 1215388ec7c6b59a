internal import DemoWorld
internal import SimulatedPhones

/// What a phone hears, in words.
enum Hearing {
    /// - Parameter probe: one that has listened for a second.
    static func words(at phone: String, _ probe: RTPProbe) -> String {
        let ear = EarID(phone: phone)
        guard !probe.audio(to: ear, since: RTPProbe.now - 900_000_000).isEmpty else {
            return "silence: not one audio packet in a second"
        }
        let known =
            [(World.musicTone, "music on hold")]
            + World.agentTones.map { ($0.value, "agent \($0.key)") }
            + World.customerTones.map { ($0.value, "customer \($0.key)") }
            + World.resultTones.map { ($0.value, "the dialplan: \($0.key)") }
        let heard = known.filter { probe.share(of: $0.0, to: ear, lastMilliseconds: 500) > 0.5 }
        return heard.isEmpty
            ? "something that is no known tone (a prompt?)"
            : heard.map { "\($0.1) (\($0.0) Hz)" }.joined(separator: " and ")
    }
}
