import ConnectionMode
import Orchestration
import Synchronization
import Testing

@testable import AsteriskGateway

/// An intake with room for so many observations.
private final class SmallIntake: ObservationIntake {
    private let taken = Mutex<[Observation]>([])
    private let room: Int

    init(room: Int) { self.room = room }

    var observations: [Observation] { taken.withLock { $0 } }

    func observe(_ observations: [Observation]) -> Bool {
        taken.withLock { taken in
            guard taken.count + observations.count <= room else { return false }
            taken += observations
            return true
        }
    }

    func tell(_ news: ServiceNews) {}

    func fence() {}
}

@Suite struct `Passing observations on` {
    private static let leg = LegID("oh-e-v1")

    @Test func `observations go to the intake in order`() {
        let surveys = Mutex(0)
        let intake = SmallIntake(room: 10)
        let relay = ObservationRelay { surveys.withLock { $0 += 1 } }
        relay.connect(to: intake)
        let seen: [Observation] = [
            .legRinging(Self.leg), .legAnswered(Self.leg), .legGone(Self.leg, .hungUp), .linkLost,
        ]
        for observation in seen { relay.pass([observation]) }
        #expect(intake.observations == seen)
        #expect(surveys.withLock { $0 } == 0)
    }

    @Test func `each observation that a full intake does not take asks for a new survey`() {
        let surveys = Mutex(0)
        let intake = SmallIntake(room: 1)
        let relay = ObservationRelay { surveys.withLock { $0 += 1 } }
        relay.connect(to: intake)
        relay.pass([.legRinging(Self.leg)])
        #expect(surveys.withLock { $0 } == 0)
        relay.pass([.legAnswered(Self.leg)])
        relay.pass([.legGone(Self.leg, .hungUp)])
        #expect(surveys.withLock { $0 } == 2)
        #expect(intake.observations == [.legRinging(Self.leg)])
    }

    @Test func `before there is an intake nothing is asked for`() {
        let surveys = Mutex(0)
        let relay = ObservationRelay { surveys.withLock { $0 += 1 } }
        relay.pass([.legRinging(Self.leg)])
        #expect(surveys.withLock { $0 } == 0)
    }
}
