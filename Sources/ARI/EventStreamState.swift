/// Where an event stream stands, without any I/O: what happened goes in, what to do next comes out.
struct EventStreamState: Sendable {
    enum Phase: Hashable, Sendable {
        /// Before the first connection and between two.
        case disconnected
        case connected
        /// Another instance serves the application. There is no way back: it is not fought for.
        case replaced
    }

    enum NextStep: Hashable, Sendable {
        case connect(afterMilliseconds: Int)
        case stop
    }

    private(set) var phase = Phase.disconnected
    private(set) var failures = 0

    static let shortestPauseMilliseconds = 250
    static let longestPauseMilliseconds = 8_000

    mutating func connected() {
        phase = .connected
    }

    /// The connection has stood long enough to start over with short pauses.
    mutating func provedStable() {
        failures = 0
    }

    mutating func replaced() {
        phase = .replaced
    }

    /// The connection is down or could not be made.
    ///
    /// - Parameter jitter: 0 to 1, by chance, so that many do not come back at the same time.
    mutating func disconnected(jitter: Double) -> NextStep {
        if phase == .replaced { return .stop }
        phase = .disconnected
        defer { failures = min(failures + 1, 16) }
        let doubled = Self.shortestPauseMilliseconds << min(failures, 10)
        let pause = min(doubled, Self.longestPauseMilliseconds)
        let share = 0.5 + 0.5 * min(max(jitter, 0), 1)
        return .connect(afterMilliseconds: Int(Double(pause) * share))
    }
}
