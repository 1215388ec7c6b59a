internal import ConnectionMode
internal import Orchestration
internal import Synchronization

/// Tells the model of which agents something is heard (S9): of each once an interval at the most, however
/// much their consoles ask.
final class AgentPresence: Sendable {
    private let intake: any ObservationIntake
    private let interval: Duration
    private let told = Mutex<[AgentKey: ContinuousClock.Instant]>([:])

    init(intake: any ObservationIntake, interval: Duration) {
        self.intake = intake
        self.interval = interval
    }

    /// A request, or a sign of life of an event stream. Only an agent's own token stands for them.
    func heard(_ bearer: Bearer) {
        guard let key = bearer.agentKey else { return }
        let now = ContinuousClock.now
        let isNews = told.withLock { told in
            if let last = told[key], now < last + interval { return false }
            told[key] = now
            return true
        }
        // A full intake is no reason to hold a request up: the next one tells again.
        if isNews { _ = intake.observe(.agentHeard(key)) }
    }

    /// An event stream is open: told when it is opened, and at each heartbeat.
    func hasConsole(_ bearer: Bearer) {
        if let key = bearer.agentKey { _ = intake.observe(.consoleSeen(key)) }
    }
}
