/// The bounds within which an `HTTPClient` works.
package struct HTTPClientConfiguration: Sendable {
    /// Exchanges on the wire at once; a stream counts until its head has come.
    package var maximumRunning: Int
    /// Exchanges waiting for their turn, for urgent and for ordinary ones apart.
    package var maximumQueued: Int
    /// Streams open at once.
    package var maximumStreams: Int
    package var connectTimeout: Duration
    /// How long an unused connection may be taken up again; shorter than the server's keep-alive.
    package var idleConnection: Duration
    /// The longest body taken; of a stream, the most that may wait for its reader.
    package var maximumResponseBytes: Int
    /// Certificate authorities in PEM; the system's are used if nil.
    package var caFile: String?
    /// Whether a server's certificate must be for the host of the URL: always, unless `caFile` has that very
    /// certificate.
    package var isHostNameChecked: Bool

    package init(
        maximumRunning: Int = 16, maximumQueued: Int = 1024, maximumStreams: Int = 64,
        connectTimeout: Duration = .seconds(3), idleConnection: Duration = .seconds(10),
        maximumResponseBytes: Int = 16 << 20, caFile: String? = nil,
        isHostNameChecked: Bool = true
    ) {
        self.maximumRunning = maximumRunning
        self.maximumQueued = maximumQueued
        self.maximumStreams = maximumStreams
        self.connectTimeout = connectTimeout
        self.idleConnection = idleConnection
        self.maximumResponseBytes = maximumResponseBytes
        self.caFile = caFile
        self.isHostNameChecked = isHostNameChecked
    }
}

extension Duration {
    /// Milliseconds rounded up, held within 0 and one day so that no arithmetic can overflow.
    var boundedMilliseconds: Int {
        if self <= .zero { return 0 }
        if self >= .seconds(86_400) { return 86_400_000 }
        let (seconds, attoseconds) = components
        let milliseconds = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return Int(seconds) * 1000 + Int(milliseconds)
    }

    /// Whole seconds rounded up, at least one and at most a day.
    var boundedSeconds: Int { max(1, (boundedMilliseconds + 999) / 1000) }
}
