internal import NIOCore

/// An open WebSocket from which text messages are read.
///
/// The link closes when `close()` is called, or when it and all its `messages` are let go.
package final class WebSocketLink: Sendable {
    private let channel: any Channel
    fileprivate let mailbox: WebSocketMailbox

    /// Opens a link; safe to repeat. Cancellation ends the attempt with `cannotConnect`.
    package static func connect(
        _ configuration: WebSocketConfiguration
    ) async throws(WebSocketError) -> WebSocketLink {
        let mailbox = WebSocketMailbox(
            maximumMessages: configuration.maximumBufferedMessages,
            maximumBytes: max(
                configuration.maximumBufferedBytes, configuration.maximumMessageBytes))
        let channel = try await WebSocketOpening(configuration, mailbox).open()
        return WebSocketLink(channel, mailbox)
    }

    private init(_ channel: any Channel, _ mailbox: WebSocketMailbox) {
        self.channel = channel
        self.mailbox = mailbox
    }

    deinit {
        channel.triggerUserOutboundEvent(WebSocketCloseRequest(), promise: nil)
    }

    /// When the peer last sent anything, a pong at least.
    package var heardAt: ContinuousClock.Instant { mailbox.heardAt }

    /// The messages in order, for one reader at a time.
    package var messages: WebSocketMessages { WebSocketMessages(link: self) }

    /// Closes the link and waits until the connection is gone, a second at most; safe to repeat.
    package func close() async {
        channel.triggerUserOutboundEvent(WebSocketCloseRequest(), promise: nil)
        try? await channel.closeFuture.get()
    }
}

/// The text messages of a link; ends without error after `close()`, else with what ended the link.
package struct WebSocketMessages: AsyncSequence, Sendable {
    package typealias Element = [UInt8]
    package typealias Failure = WebSocketError

    /// Held so that the link stays open while somebody reads.
    fileprivate let link: WebSocketLink

    package func makeAsyncIterator() -> Iterator { Iterator(link: link) }

    package struct Iterator: AsyncIteratorProtocol {
        fileprivate let link: WebSocketLink

        package mutating func next() async throws(WebSocketError) -> [UInt8]? {
            try await link.mailbox.next()
        }

        package mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(WebSocketError) -> [UInt8]? {
            try await link.mailbox.next()
        }
    }
}
