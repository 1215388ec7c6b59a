internal import ConnectionMode
internal import Orchestration
internal import Synchronization

/// A PBX that only notes what it is asked for; what is seen there is up to the test.
final class RecordingPhoneSystem: PhoneSystem {
    private struct Record {
        var effects: [Effect] = []
        var spoken: [LegID: PIN] = [:]
    }

    private let record = Mutex(Record())

    var effects: [Effect] { record.withLock { $0.effects } }

    /// What was spoken on a leg, as who listens there hears it.
    func heard(on leg: LegID) -> String? {
        record.withLock { $0.spoken[leg]?.digits.map(String.init).joined() }
    }

    func pursue(_ effect: Effect) { record.withLock { $0.effects.append(effect) } }

    func speak(_ pin: PIN, on leg: LegID, _ spoken: SpokenPIN) {
        record.withLock { $0.spoken[leg] = pin }
    }
}
