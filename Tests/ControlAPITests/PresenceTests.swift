internal import ConnectionMode
internal import ControlAPI
internal import Orchestration
internal import Testing

/// What counts as a sign of life of an agent (S9).
@Suite(.timeLimit(.minutes(1)))
struct PresenceTests {
    private func heardAt(_ desk: Desk) async throws -> Instant {
        try await desk.settled()
        return try #require(try await desk.sequencer.read { $0.heardAt(of: Desk.alice) })
    }

    private func opened(_ body: @escaping @Sendable (Desk) async throws -> Void) async throws {
        try await Desk.open(
            .init(configure: {
                $0.presenceInterval = .zero
                $0.heartbeat = .milliseconds(20)
            }), body)
    }

    @Test func `S9 a request of the agent's own is a sign of life, a supervisor's is none`()
        async throws
    {
        try await opened { desk in
            _ = try await desk.send(.post, Desk.path("/session"))
            let atLogIn = try await heardAt(desk)
            try await Task.sleep(for: .milliseconds(20))
            #expect(try await desk.send(.get, Desk.path(""), as: .supervisor).status == 200)
            #expect(try await desk.send(.get, Desk.path(""), as: .bob).status == 403)
            #expect(try await heardAt(desk) == atLogIn)
            #expect(try await desk.send(.get, Desk.path("")).status == 200)
            #expect(try await heardAt(desk) > atLogIn)
        }
    }

    @Test func `S9 an open event stream is a console, a request is none`() async throws {
        try await opened { desk in
            _ = try await desk.send(.post, Desk.path("/session"))
            _ = try await desk.send(
                .patch, Desk.path("/phone-settings"), json: ["autoAnswer": true])
            let after = ConnectionModel.unattendedSeconds
            let start = try await desk.sequencer.read { $0.consoleSeenAt(of: Desk.alice) }
            #expect(try await desk.send(.get, Desk.path("")).status == 200)
            #expect(try await desk.sequencer.read { $0.consoleSeenAt(of: Desk.alice) } == start)
            try await desk.listen(as: .supervisor) { events in try await events.heartbeat() }
            #expect(try await desk.sequencer.read { $0.consoleSeenAt(of: Desk.alice) } == start)
            try await desk.listen { events in
                try await events.heartbeat()
                let seen = try await desk.sequencer.read { $0.consoleSeenAt(of: Desk.alice) }
                let first = try #require(start)
                #expect(try #require(seen) > first && after > 60)
            }
        }
    }

    @Test func `S9 an open event stream is a sign of life as long as it is open`() async throws {
        try await opened { desk in
            _ = try await desk.send(.post, Desk.path("/session"))
            try await desk.listen { events in
                _ = try await events.next("stream.snapshot")
                let before = try await heardAt(desk)
                while try await heardAt(desk) <= before {
                    try await Task.sleep(for: .milliseconds(5))
                }
            }
            // Once the listener's going was noticed, nothing is heard any more.
            var last: Instant?
            while try await heardAt(desk) != last {
                last = try await heardAt(desk)
                try await Task.sleep(for: .milliseconds(100))
            }
        }
    }
}
