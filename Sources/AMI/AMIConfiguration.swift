/// The way to Asterisk's manager interface, and the client's bounds.
public struct AMIConfiguration: Sendable, CustomReflectable {
    public enum Authentication: Sendable {
        /// The secret is sent as it is.
        case plain
        /// A challenge is answered, so that the secret is not sent. Not for secrecy: MD5 has none to give.
        case md5
    }

    public struct TLS: Sendable {
        /// A PEM file with the certificates to trust; nil for those of the system.
        public var caFile: String?
        /// Whether the certificate must be for the host's name.
        public var verifiesHostName = true

        public init(caFile: String? = nil, verifiesHostName: Bool = true) {
            self.caFile = caFile
            self.verifiesHostName = verifiesHostName
        }
    }

    public var host: String
    public var port: Int
    public var username: String
    public var secret: String
    /// nil speaks plain TCP.
    public var tls: TLS?
    public var authentication = Authentication.md5
    /// The classes of events to be sent, such as `agent,call`; `on` for all that the user may read, `off` for none.
    public var events = "on"
    public var connectTimeout = Duration.seconds(5)
    /// From the connection to the answer to the log-in.
    public var loginTimeout = Duration.seconds(5)
    /// How long an action may take, a list from entry to entry.
    public var actionTimeout = Duration.seconds(10)
    /// How often a quiet link is tried; one that does not answer is closed.
    public var pingInterval = Duration.seconds(10)
    public var maximumPendingActions = 64
    /// Events that nobody has read yet; past these they are counted and dropped.
    public var maximumWaitingEvents = 4_096
    public var maximumMessageBytes = 256 << 10
    public var maximumListEntries = 20_000
    /// Between two tries to connect: the first and the longest wait, each with as much again by chance at the most.
    public var firstPause = Duration.milliseconds(500)
    public var longestPause = Duration.seconds(15)

    public init(
        host: String = "127.0.0.1", port: Int = 5_038, username: String, secret: String,
        tls: TLS? = nil
    ) {
        self.host = host
        self.port = port
        self.username = username
        self.secret = secret
        self.tls = tls
    }

    /// Without the secret.
    public var customMirror: Mirror {
        Mirror(self, children: ["host": host, "port": port, "username": username])
    }
}
