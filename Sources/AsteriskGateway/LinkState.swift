internal import ConnectionMode
internal import Logging
internal import Orchestration
internal import Synchronization

/// Tells people when the link to Asterisk goes and comes, once each.
final class LinkState: Sendable {
    /// One try at seeing Asterisk as a whole. It comes to nothing when the link is lost in the meantime.
    struct Attempt: Hashable, Sendable {
        fileprivate let number: UInt64
    }

    private struct State {
        /// The present attempt, or the one that the next will follow.
        var attempt: UInt64 = 0
        var lost: (at: ContinuousClock.Instant, why: String)?
    }

    private let health: ServiceHealth
    private let logger: Logger
    private let tell: @Sendable (ServiceNews) -> Void
    private let state = Mutex(State())

    init(
        health: ServiceHealth, logger: Logger, tell: @escaping @Sendable (ServiceNews) -> Void
    ) {
        self.health = health
        self.logger = logger
        self.tell = tell
    }

    var isLost: Bool { state.withLock { $0.lost != nil } }

    /// The link is up, and Asterisk is going to be surveyed.
    func began() -> Attempt {
        state.withLock { state in
            state.attempt += 1
            return Attempt(number: state.attempt)
        }
    }

    /// Whatever was begun comes to nothing.
    func ended() { state.withLock { $0.attempt += 1 } }

    /// - Parameter since: when Asterisk was last heard.
    func lost(_ sentence: String, since: ContinuousClock.Instant = .now) {
        // What Asterisk, or whoever answers in its place, says may stand in it.
        let why = PlainText.oneLine(sentence, atMost: 500)
        let isNews = state.withLock { state in
            state.attempt += 1
            let isNews = state.lost?.why != why
            state.lost = (state.lost?.at ?? since, why)
            // Under the same lock: what is restored later is not said before.
            health.update { $0.phoneSystem = why }
            return isNews
        }
        guard isNews else { return }
        logger.error("Asterisk cannot be seen.", metadata: ["why": "\(why)"])
        tell(.degraded(why))
    }

    /// All was seen, unless the link was lost since the attempt began.
    func restored(_ attempt: Attempt, version: String) {
        let (isSo, lost) = state.withLock { state in
            guard state.attempt == attempt.number else { return (false, state.lost) }
            defer { state.lost = nil }
            health.update { $0.phoneSystem = nil }
            return (true, state.lost)
        }
        guard isSo else { return }
        logger.notice("Asterisk is seen.", metadata: ["version": "\(version)"])
        guard let lost else { return }
        let gap = lost.at.duration(to: .now).components
        let milliseconds = gap.seconds * 1_000 + gap.attoseconds / 1_000_000_000_000_000
        tell(.restored(gapMilliseconds: milliseconds))
    }
}
