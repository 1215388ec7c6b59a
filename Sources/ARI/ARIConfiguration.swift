internal import Foundation

/// Where an Asterisk is and who we are there.
public struct ARIConfiguration: Sendable, CustomStringConvertible, CustomReflectable {
    /// Scheme, host and port, such as `http://127.0.0.1:8088`, as http.conf serves them.
    public var baseURL: String
    /// A user of ari.conf.
    public var username: String
    public var password: String
    /// The Stasis application's name. One event socket at a time can serve it.
    public var application: String
    /// How long a request may take, its wait in the queue included.
    public var requestTimeout: Duration
    /// How many requests may be under way at once.
    public var maximumRunningRequests: Int
    /// Certificates to trust, in PEM; nil for the system's.
    public var caFile: String?

    public init(
        baseURL: String, username: String, password: String, application: String,
        requestTimeout: Duration = .seconds(5), maximumRunningRequests: Int = 32,
        caFile: String? = nil
    ) {
        self.baseURL = baseURL.hasSuffix("/") ? String(baseURL.dropLast()) : baseURL
        self.username = username
        self.password = password
        self.application = application
        self.requestTimeout = requestTimeout
        self.maximumRunningRequests = maximumRunningRequests
        self.caFile = caFile
    }

    /// What is wrong with it, in a sentence; nil when nothing is.
    public var problem: String? {
        guard baseURL.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            let url = URL(string: baseURL), let scheme = url.scheme,
            ["http", "https"].contains(scheme), let host = url.host, !host.isEmpty,
            url.path.isEmpty || url.path == "/", url.query == nil, url.user == nil
        else {
            // With a user in it, it may have a password in it.
            let shown = baseURL.contains("@") ? "" : " \"\(baseURL)\""
            return "The Asterisk address\(shown) must be a scheme, host and port such as "
                + "http://127.0.0.1:8088, without a path or a user."
        }
        guard !username.isEmpty, !username.contains(":") else {
            return "The ARI user must be named, without a colon."
        }
        let isPlain = application.utf8.allSatisfy {
            ($0 >= 0x30 && $0 <= 0x39) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || $0 == 0x2D
                || $0 == 0x5F
        }
        guard !application.isEmpty, isPlain else {
            return "The Stasis application's name must be letters, digits, - and _."
        }
        return nil
    }

    var authorization: String {
        "Basic " + Data("\(username):\(password)".utf8).base64EncodedString()
    }

    /// The Stasis application that hears of contacts alone, on the same event socket.
    public var contactApplication: String { application + "-contacts" }

    /// The event socket's address. The password is not in it.
    var eventURL: String { eventURL(of: application) }

    /// The same of a socket that serves both applications.
    var eventURLWithContacts: String { eventURL(of: "\(application),\(contactApplication)") }

    private func eventURL(of applications: String) -> String {
        let socket =
            baseURL.hasPrefix("https:")
            ? "wss" + baseURL.dropFirst(5) : "ws" + baseURL.dropFirst(4)
        return "\(socket)/ari/events?app=\(applications)&subscribeAll=false"
    }

    public var description: String {
        "ARI of \(baseURL) as \(username), application \(application)"
    }

    public var customMirror: Mirror { Mirror(self, children: ["baseURL": baseURL]) }
}
