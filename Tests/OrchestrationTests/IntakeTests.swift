internal import ConnectionMode
internal import Foundation
internal import Orchestration
internal import Storage
internal import Testing

typealias Answers = AsyncStream<Result<Answer, CommandFailure>>

extension Answers {
    /// Waits for all that are still to come.
    func all() async -> [Element] { await reduce(into: []) { $0.append($1) } }
}

extension Desk {
    /// Asks the same thing several times at once.
    func ask(_ command: Command, times: Int) -> Answers {
        let (answers, source) = AsyncStream.makeStream(of: Answers.Element.self)
        Task {
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<times { group.addTask { source.yield(await ask(command)) } }
            }
            source.finish()
        }
        return answers
    }

    /// Fills the intake while the sequencer is held. The one too many is refused at once, which tells
    /// that the others wait; theirs are the answers that are still to come.
    func fillIntake(with command: Command, room: Int) async -> Answers {
        let answers = ask(command, times: room + 1)
        #expect(await answers.first { _ in true } == .failure(.overloaded))
        return answers
    }
}

@Suite(.timeLimit(.minutes(1))) struct `The intake` {
    private static let logIn = Command.logIn(Desk.alice, resuming: nil)
    private static let noise = Observation.legRinging(LegID("somebody else's"))

    private func small() -> Desk.Options {
        var options = Desk.Options()
        options.maximumWaiting = 3
        options.maximumObservations = 2
        return options
    }

    @Test func `a full intake refuses commands and says so, and does those that it took`()
        async throws
    {
        try await Desk.open(small()) { desk in
            let answers = try await desk.whileHeld {
                await desk.fillIntake(with: Self.logIn, room: 3)
            }
            let all = await answers.all()
            #expect(all.count == 3)
            #expect(
                all.count {
                    if case .success(.loggedIn(_, isNew: true)) = $0 { true } else { false }
                }
                    == 1)
            #expect(all.count { $0 == .failure(.refused(.alreadyLoggedIn)) } == 2)
            #expect(await desk.ask(.logOut(Desk.alice)) == .success(.done))
        }
    }

    @Test func `a full intake refuses reads and PINs too`() async throws {
        try await Desk.open(small()) { desk in
            let attempt = try await desk.verifying()
            try await desk.whileHeld {
                _ = await desk.fillIntake(with: .logIn(Desk.bob, resuming: nil), room: 3)
                await #expect(throws: CommandFailure.overloaded) { try await desk.settled() }
                await #expect(throws: CommandFailure.overloaded) {
                    try await desk.sequencer.confirm(Desk.alice, attempt.id, typed: "0000")
                }
            }
        }
    }

    @Test func `commands take no observation's place, nor observations a command's`() async throws {
        try await Desk.open(small()) { desk in
            let answers = try await desk.whileHeld {
                let answers = await desk.fillIntake(with: Self.logIn, room: 3)
                desk.see(Self.noise)
                desk.see(Self.noise)
                return answers
            }
            #expect(await answers.all().count == 3)
            let more = try await desk.whileHeld {
                desk.see(Self.noise)
                desk.see(Self.noise)
                #expect(!desk.sequencer.observe(Self.noise))
                return await desk.fillIntake(with: Self.logIn, room: 3)
            }
            #expect(await more.all().count == 3)
        }
    }

    @Test func `an overflow of observations asks for a survey, which makes up for what was lost`()
        async throws
    {
        try await Desk.open(small()) { desk in
            let attempt = try await desk.opened()
            try await desk.whileHeld {
                desk.see(Self.noise)
                desk.see(Self.noise)
                #expect(!desk.sequencer.observe(.legGone(attempt.leg, .hungUp)))
            }
            #expect(try await desk.session()?.connection.isOpen == true)
            desk.surveyed([])
            #expect(try await desk.session()?.connection.isOpen == false)
        }
    }

    @Test func `observations that came together are taken together or not at all`() async throws {
        try await Desk.open(small()) { desk in
            let attempt = try await desk.opened()
            try await desk.whileHeld {
                desk.see(Self.noise)
                #expect(
                    !desk.sequencer.observe([.legGone(attempt.leg, .hungUp), Self.noise]))
            }
            #expect(try await desk.session()?.connection.isOpen == true)
            #expect(desk.sequencer.observe([Self.noise, .legGone(attempt.leg, .hungUp)]))
            #expect(try await desk.session()?.connection.isOpen == false)
        }
    }

    @Test func `after the end everything that is asked is refused as stopping`() async throws {
        let desk = try await Desk.open { $0 }
        #expect(await desk.ask(Self.logIn) == .failure(.stopping))
        await #expect(throws: CommandFailure.stopping) { try await desk.settled() }
        desk.sequencer.stop()
    }

    @Test func `stopping finishes what waits and takes nothing new`() async throws {
        var options = Desk.Options()
        options.maximumWaiting = 1
        try await Desk.open(options) { desk in
            let stopped = AsyncStream.makeStream(of: Never.self)
            let answers = try await desk.whileHeld {
                let answers = await desk.fillIntake(with: Self.logIn, room: 1)
                Thread {
                    desk.sequencer.stop()
                    stopped.continuation.finish()
                }.start()
                // The intake is full, so that this waits for nothing but the word to stop.
                var answer = await desk.ask(.logOut(Desk.alice))
                while answer == .failure(.overloaded), !Task.isCancelled {
                    await Task.yield()
                    answer = await desk.ask(.logOut(Desk.alice))
                }
                #expect(answer == .failure(.stopping))
                return answers
            }
            for await _ in stopped.stream {}
            guard case .success(.loggedIn)? = await answers.all().first else {
                Issue.record("what waited was not done")
                return
            }
            #expect(try desk.memory.load().agents.map(\.key) == [Desk.alice])
        }
    }
}
