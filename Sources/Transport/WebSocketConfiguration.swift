/// Where a WebSocket link goes and within which bounds it works.
package struct WebSocketConfiguration: Sendable {
    /// `ws://` or `wss://`.
    package var url: String
    /// Fields added to the opening request.
    package var headers: [HTTPHeader]
    /// Certificate authorities in PEM; the system's are used if nil.
    package var caFile: String?
    /// For the whole opening: name, TCP, TLS and the answer to the opening request.
    package var connectTimeout: Duration
    /// A peer that has fallen silent is noticed within this and `pongTimeout`, and a moment to read what waits: in
    /// 2.6 s if nothing else is said.
    package var pingInterval: Duration
    /// How long a ping waits for its pong, or for anything else.
    package var pongTimeout: Duration
    package var maximumMessageBytes: Int
    /// Messages that may wait for the reader.
    package var maximumBufferedMessages: Int
    /// Bytes of messages that may wait for the reader; never less than one whole message.
    package var maximumBufferedBytes: Int

    package init(
        url: String, headers: [HTTPHeader] = [], caFile: String? = nil,
        connectTimeout: Duration = .seconds(5), pingInterval: Duration = .milliseconds(500),
        pongTimeout: Duration = .seconds(2), maximumMessageBytes: Int = 4 << 20,
        maximumBufferedMessages: Int = 10_000, maximumBufferedBytes: Int = 64 << 20
    ) {
        self.url = url
        self.headers = headers
        self.caFile = caFile
        self.connectTimeout = connectTimeout
        self.pingInterval = pingInterval
        self.pongTimeout = pongTimeout
        self.maximumMessageBytes = maximumMessageBytes
        self.maximumBufferedMessages = maximumBufferedMessages
        self.maximumBufferedBytes = maximumBufferedBytes
    }
}

/// Why a link did not open, or what ended it.
package enum WebSocketError: Error, Equatable, Sendable {
    /// The server answered the opening request with something else than a WebSocket.
    case refused(status: Int, reason: String)
    case cannotConnect(String)
    /// The opening took longer than `connectTimeout`.
    case timedOut
    /// The peer closed, or a rule of the protocol was broken.
    ///
    /// The code is the one sent or received; 1005 if the peer gave none, 1006 if the connection
    /// ended without a closing frame. *Source*: RFC 6455 section 7.4.1.
    case closed(code: Int, reason: String)
    case pongMissing
    case messageTooLarge
    /// The reader fell behind by more than may be buffered.
    case bufferFull
    /// The URL or a header cannot be put into an opening request.
    case invalidURL(String)
}
