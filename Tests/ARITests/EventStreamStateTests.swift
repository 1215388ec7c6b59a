import Testing

@testable import ARI

@Suite struct `The event stream's pauses` {
    @Test func `they double up to a limit, with chance in them`() {
        var state = EventStreamState()
        let pauses = (0..<8).map { _ in state.disconnected(jitter: 1) }
        #expect(
            pauses
                == [250, 500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000].map {
                    .connect(afterMilliseconds: $0)
                })
        var other = EventStreamState()
        #expect(other.disconnected(jitter: 0) == .connect(afterMilliseconds: 125))
    }

    @Test func `a connection that stood starts over with short ones`() {
        var state = EventStreamState()
        for _ in 0..<5 { _ = state.disconnected(jitter: 1) }
        state.connected()
        state.provedStable()
        #expect(state.disconnected(jitter: 1) == .connect(afterMilliseconds: 250))
    }

    @Test func `after a takeover it is not fought for`() {
        var state = EventStreamState()
        state.connected()
        state.replaced()
        #expect(state.disconnected(jitter: 1) == .stop)
    }

    @Test func `that a connection is made shortens nothing: it may break at once, each time`() {
        var state = EventStreamState()
        var pauses: [EventStreamState.NextStep] = []
        for _ in 0..<4 {
            state.connected()
            pauses.append(state.disconnected(jitter: 1))
        }
        #expect(pauses == [250, 500, 1_000, 2_000].map { .connect(afterMilliseconds: $0) })
    }

    @Test(arguments: [(-1.0, 125), (0.25, 156), (0.5, 187), (2.0, 250)])
    func `chance takes half of a pause at most, and adds nothing`(
        _ jitter: Double, _ milliseconds: Int
    ) {
        var state = EventStreamState()
        #expect(state.disconnected(jitter: jitter) == .connect(afterMilliseconds: milliseconds))
    }

    @Test func `after thousands of failures it still tries, at the longest pause`() {
        var state = EventStreamState()
        for _ in 0..<5_000 { _ = state.disconnected(jitter: 1) }
        #expect(state.disconnected(jitter: 1) == .connect(afterMilliseconds: 8_000))
        #expect(state.disconnected(jitter: 0) == .connect(afterMilliseconds: 4_000))
    }
}
