internal import ConnectionMode
internal import Orchestration
internal import Storage
internal import Synchronization
internal import Testing

/// Who was stopped for long acts on nothing before it is sure that the store is still its own.
@Suite(.timeLimit(.minutes(1))) struct `The hold on the store` {
    private func options(
        isOurs: @escaping @Sendable () -> Bool, whenLost: @escaping @Sendable () -> Void = {}
    ) -> Desk.Options {
        var options = Desk.Options()
        options.hold = StoreHold(isOurs: isOurs, whenLost: whenLost)
        return options
    }

    @Test func `after a pause it is looked at, and one that is lost ends everything`() async throws
    {
        let isOurs = Mutex(true)
        let losses = Mutex(0)
        let options = options(
            isOurs: { isOurs.withLock { $0 } }, whenLost: { losses.withLock { $0 += 1 } })
        try await Desk.open(options) { desk in
            let attempt = try await desk.opened()
            desk.journal.clear()
            isOurs.withLock { $0 = false }
            try await Task.sleep(for: .milliseconds(1_100))
            desk.see(.legGone(attempt.leg, .hungUp))
            #expect(await desk.ask(.logOut(Desk.alice)) == .failure(.stopping))
            #expect(await desk.ask(.logIn(Desk.bob, resuming: nil)) == .failure(.stopping))
            #expect(losses.withLock { $0 } == 1)
            #expect(desk.journal.effects.isEmpty)
            #expect(desk.journal.notices.isEmpty)
            #expect(desk.journal.commits.isEmpty)
            #expect(try desk.memory.load().agents.first?.connection.isOpen == true)
        }
    }

    @Test func `after a pause one that stands changes nothing`() async throws {
        let looks = Mutex(0)
        let options = options(isOurs: {
            looks.withLock { $0 += 1 }
            return true
        })
        try await Desk.open(options) { desk in
            try await Task.sleep(for: .milliseconds(1_100))
            _ = try await desk.sequencer.perform(.logIn(Desk.alice, resuming: nil))
            #expect(looks.withLock { $0 } > 0)
            #expect(try await desk.session() != nil)
        }
    }
}
