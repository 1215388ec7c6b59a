internal import Logging
internal import Synchronization

/// Counts the connections of each address, so that one cannot take them all.
///
/// This machine's own address is not counted: a proxy may stand there with everybody behind it, and
/// limits them itself.
final class ConnectionCounts: Sendable {
    private struct State {
        var counts: [PeerAddress: Int] = [:]
        var quietUntil: ContinuousClock.Instant?
    }

    private let perAddress: Int
    private let isLoopbackExempt: Bool
    private let logger: Logger
    private let state = Mutex(State())

    init(perAddress: Int, isLoopbackExempt: Bool, logger: Logger) {
        self.perAddress = perAddress
        self.isLoopbackExempt = isLoopbackExempt
        self.logger = logger
    }

    /// Whether the address may have one more; if so, `remove` is to be called at its end. A refusal is
    /// logged at most once a minute.
    func add(_ address: PeerAddress) -> Bool {
        if isLoopbackExempt, address.isLoopback { return true }
        let (isCounted, isToBeTold) = state.withLock { state in
            let count = state.counts[address, default: 0]
            if count < perAddress {
                state.counts[address] = count + 1
                return (true, false)
            }
            let isQuiet = state.quietUntil.map { $0 > .now } ?? false
            if !isQuiet { state.quietUntil = .now + .seconds(60) }
            return (false, !isQuiet)
        }
        if isToBeTold {
            logger.warning(
                "An address has as many connections as it may, and gets no more.",
                metadata: ["connectionsPerAddress": "\(perAddress)"])
        }
        return isCounted
    }

    func remove(_ address: PeerAddress) {
        if isLoopbackExempt, address.isLoopback { return }
        state.withLock { state in
            let count = state.counts[address, default: 0] - 1
            state.counts[address] = count > 0 ? count : nil
        }
    }
}
