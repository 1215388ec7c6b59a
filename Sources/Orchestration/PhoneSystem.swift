package import ConnectionMode

/// The port to a PBX: what the model wants done goes out here, what is seen comes back as
/// observations through the `Sequencer`.
package protocol PhoneSystem: Sendable {
    /// Works towards a goal, in the order of calling for each leg; ending a leg overtakes. Returns at
    /// once; the outcome is observed. A `speakPIN` comes with its PIN by `speak`.
    func pursue(_ effect: Effect)

    /// Speaks the PIN on a leg whose answer was seen.
    func speak(_ pin: PIN, on leg: LegID, _ spoken: SpokenPIN)
}

/// Where observations go.
package protocol ObservationIntake: Sendable {
    /// Takes observations in, one after the other and with nothing in between; never refused, never lost. False
    /// when they do not fit into the intake: the caller closes its event link and surveys the PBX again.
    func observe(_ observations: [Observation]) -> Bool

    /// Tells everybody how the service is, at once, and the audit journal in its turn.
    func tell(_ news: ServiceNews)

    /// Another instance has the PBX, for good: nothing that people ask for is done any more.
    func fence()
}

extension ObservationIntake {
    package func observe(_ observation: Observation) -> Bool { observe([observation]) }
}
