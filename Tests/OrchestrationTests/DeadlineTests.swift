internal import ConnectionMode
internal import Orchestration
internal import Storage
internal import Testing

@Suite(.timeLimit(.minutes(1))) struct Deadlines {
    /// Waits until a connection is told to be closed; the time that it was told for.
    private func closing(_ desk: Desk) async throws -> (at: Instant, reason: EndReason) {
        for await lot in desk.told {
            for posting in lot {
                guard case .notice(let notice) = posting.content,
                    case .connectionClosed(_, let reason) = notice.content
                else { continue }
                return (notice.at, reason)
            }
        }
        throw CancellationError()
    }

    /// A desk where the PIN of a call was spoken and the service then stopped; with the call's leg and
    /// the last moment for the right PIN.
    private func verifying(
        _ memory: InMemoryStore
    ) async throws -> (leg: LegID, deadline: Instant) {
        try await Desk.open(Desk.Options(memory: memory)) { desk in
            let attempt = try await desk.verifying()
            guard case .verifying(let phase)? = try await desk.session()?.connection else {
                throw CancellationError()
            }
            return (attempt.leg, phase.deadline)
        }
    }

    @Test func `V6 the time for the PIN ends by itself, and not before`() async throws {
        let memory = InMemoryStore(epoch: "test01")
        let (leg, deadline) = try await verifying(memory)
        let options = Desk.Options(
            memory: memory, start: deadline.advanced(byMilliseconds: -200),
            isPhoneSystemSeen: false)
        try await Desk.open(options) { desk in
            let closed = try await closing(desk)
            #expect(closed.reason == .pinTimedOut)
            #expect(closed.at >= deadline)
            #expect(desk.journal.effects == [.hangUp(leg)])
        }
    }

    @Test func `a deadline that passed while the service was down is met at once`() async throws {
        let memory = InMemoryStore(epoch: "test01")
        let (leg, deadline) = try await verifying(memory)
        let options = Desk.Options(
            memory: memory, start: deadline.advanced(bySeconds: 3_600), isPhoneSystemSeen: false)
        try await Desk.open(options) { desk in
            let closed = try await closing(desk)
            #expect(closed.reason == .pinTimedOut)
            #expect(desk.journal.effects == [.hangUp(leg)])
        }
    }

    @Test func `an input with an earlier deadline moves the alarm forward`() async throws {
        var options = Desk.Options()
        options.change = { $0.pinSeconds = 1 }
        try await Desk.open(options) { desk in
            let attempt = try await desk.verifying()
            let closed = try await closing(desk)
            #expect(closed.reason == .pinTimedOut)
            #expect(closed.at >= attempt.startedAt.advanced(bySeconds: 1))
        }
    }

    @Test func `what a deadline led to is remembered before it is acted upon`() async throws {
        let memory = InMemoryStore(epoch: "test01")
        let (leg, deadline) = try await verifying(memory)
        let options = Desk.Options(memory: memory, start: deadline, isPhoneSystemSeen: false)
        try await Desk.open(options) { desk in
            _ = try await closing(desk)
            guard case .remembered(let changes)? = desk.journal.entries.first else {
                Issue.record("it was not remembered first: \(desk.journal.entries)")
                return
            }
            let departing = changes.compactMap { change -> LegID? in
                if case .departure(let leg, .some) = change { leg } else { nil }
            }
            #expect(departing == [leg])
            try await desk.settled()
        }
    }

    @Test func `the clock starts at the wall's time and never runs backwards`() {
        let clock = ServiceClock(startingAt: Desk.start)
        var last = Desk.start
        for _ in 0..<10_000 {
            let now = clock.now
            #expect(now >= last)
            last = now
        }
    }

    @Test func `two copies of a clock are the same clock`() {
        let clock = ServiceClock(startingAt: Desk.start)
        let copy = clock
        let earlier = clock.now
        let later = copy.now
        #expect(earlier <= later && later <= clock.now)
    }
}
