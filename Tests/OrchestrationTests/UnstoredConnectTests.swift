import ConnectionMode
import Orchestration
import Storage
import Testing

/// Who is connected without a click, while nothing can be stored.
@Suite(.timeLimit(.minutes(1))) struct `Connecting while the store fails` {
    private static let full = StoreError.unavailable("The disk is full.")
    private static let customer = CustomerLeg(leg: LegID("1.1"), kind: .own, isAnswered: true)
    private static let arrival = Observation.customerArrived(
        customer, Desk.alice, OfferDetails(caller: Caller(number: "1", name: "")))

    @Test func `nobody is connected on the strength of a command that is taken back`() async throws
    {
        var options = Desk.Options()
        options.maximumWaiting = 1
        options.phone = PhonePolicy(connectionMode: .persistent, autoAnswer: true)
        try await Desk.open(options) { desk in
            _ = try await desk.opened()
            _ = try await desk.sequencer.perform(.setStatus(Desk.alice, .onBreak, reason: nil))
            desk.journal.clear()
            let answers = try await desk.whileHeld {
                desk.memory.failure = Self.full
                let answers = await desk.fillIntake(
                    with: .setStatus(Desk.alice, .available, reason: nil), room: 1)
                desk.see(Self.arrival)
                return answers
            }
            #expect(
                await answers.all() == [.failure(.storeUnavailable(Self.full.description))])
            #expect(
                !desk.journal.effects.contains {
                    if case .connect = $0 { true } else { false }
                })
            #expect(desk.journal.effects.contains(.release(Self.customer, .unavailable)))
        }
    }

    @Test func `with auto answer a customer is connected all the same`() async throws {
        var options = Desk.Options()
        options.phone = PhonePolicy(connectionMode: .persistent, autoAnswer: true)
        try await Desk.open(options) { desk in
            _ = try await desk.opened()
            desk.journal.clear()
            desk.memory.failure = Self.full
            desk.see(Self.arrival)
            try await desk.settled()
            #expect(
                desk.journal.effects.contains {
                    if case .connect = $0 { true } else { false }
                })
        }
    }

    @Test func `W2 on demand, no phone is rung that is not remembered, and the customer goes back`()
        async throws
    {
        var options = Desk.Options()
        options.phone = PhonePolicy(connectionMode: .onDemand)
        try await Desk.open(options) { desk in
            _ = try await desk.sequencer.perform(.logIn(Desk.alice, resuming: nil))
            _ = try await desk.sequencer.perform(.setStatus(Desk.alice, .available, reason: nil))
            desk.journal.clear()
            desk.memory.failure = Self.full
            desk.see(Self.arrival)
            try await desk.settled()
            #expect(
                !desk.journal.effects.contains { if case .dial = $0 { true } else { false } })
            #expect(desk.journal.effects.contains(.release(Self.customer, .failed)))
            #expect(try await desk.session()?.shown.status == .available)
        }
    }
}
