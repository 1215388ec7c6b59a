internal import Hummingbird
internal import NIOCore

/// What is known of a request besides itself.
struct ControlContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    private let channel: any Channel

    init(source: Source) {
        coreContext = .init(source: source)
        channel = source.channel
    }

    /// Looked up when somebody asks: most requests need none.
    var peer: PeerAddress? { PeerAddress(channel.remoteAddress) }
}
