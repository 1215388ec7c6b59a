internal import HummingbirdCore
internal import Logging
internal import NIOCore

/// Connections as the server takes them, of which one address has only so many at once. One more is closed
/// at once, before anything is read from it.
struct CountedChannel<Base: ServerChildChannel>: ServerChildChannel {
    let base: Base
    let counts: ConnectionCounts

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        guard let address = PeerAddress(channel.remoteAddress) else {
            return base.setup(channel: channel, logger: logger)
        }
        if counts.add(address) {
            let counts = counts
            channel.closeFuture.whenComplete { _ in counts.remove(address) }
        } else {
            // Not by failing here: the server would take that for a failure of its own and end.
            channel.eventLoop.execute { channel.close(promise: nil) }
        }
        return base.setup(channel: channel, logger: logger)
    }

    func handle(value: Base.Value, logger: Logger) async {
        await base.handle(value: value, logger: logger)
    }
}
