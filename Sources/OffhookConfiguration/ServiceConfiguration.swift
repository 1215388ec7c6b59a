internal import Foundation

/// What `offhook` runs with: one YAML file, environment variables over it, flags over both.
package struct ServiceConfiguration: Sendable, CustomReflectable {
    package var listenHost = "127.0.0.1"
    package var listenPort = 8480
    /// Origins whose pages may read the API's answers, such as `https://console.example.com`.
    package var allowedOrigins: [String] = []
    /// A certificate with those of its issuers, and its key, in PEM form; the API speaks TLS with them.
    /// Either both are set or none.
    package var tlsCertificateFile: String?
    package var tlsKeyFile: String?
    /// Where metrics are served, without a token; no port serves none.
    package var metricsHost = "127.0.0.1"
    package var metricsPort: Int?
    package var requestsPerSecondPerToken = 50
    package var connections = 4_096
    package var connectionsPerAddress = 2_048
    package var dataDirectory = "/var/lib/offhook"
    /// Who there is: a file beside this one unless its path is absolute; nil where the store keeps that.
    package var directoryFile: String? = "/etc/offhook/directory.yaml"
    package var asterisk = AsteriskSection()
    package var logLevel = LogLevel.info
    package var logFormat = LogFormat.text
    package var heartbeatSeconds = 15
    package var eventStreamsPerToken = 16
    package var isConsoleEnabled = true
    package var areDocsEnabled = true
    /// How long the audit journal keeps what it has.
    package var auditDays = 90

    package enum LogLevel: String, CaseIterable, Sendable {
        case debug, info, notice, warning, error
    }

    package enum LogFormat: String, CaseIterable, Sendable {
        case text, json
    }

    /// The way to Asterisk.
    package struct AsteriskSection: Sendable, CustomReflectable {
        package var url = "http://127.0.0.1:8088"
        package var username = "offhook"
        package var password = ""
        package var application = "offhook"
        package var caFile: String?
        package var requestTimeoutSeconds = 5
        /// How many phones are called in a second, in all, after a restart of Asterisk.
        package var reopensPerSecond = 2
        package var musicClass = "default"
        package var dialEndpoint = "PJSIP/{address}"
        package var dialPhoneNumber: String?
        package var dialSIPURI: String?
        /// Ways out with limits of their own.
        package var trunks: [TrunkSection] = []
        /// Variables of a customer's channel that the console is told.
        package var offerVariables: [String] = []
        /// Nil where no queue's members are kept.
        package var manager: ManagerSection?

        package var customMirror: Mirror { Mirror(self, children: ["url": url]) }
    }

    package var customMirror: Mirror {
        Mirror(self, children: ["dataDirectory": dataDirectory, "asterisk": asterisk])
    }

    /// What flags say; nil leaves a value as the file and the environment have it.
    package struct Overrides: Sendable {
        package var listenHost: String?
        package var listenPort: Int?
        package var dataDirectory: String?
        package var logLevel: LogLevel?
        package init() {}
    }

    /// Said in a file's place: the directory is kept in the store, and changed while the service runs.
    package static let stored = "store"

    /// The file that is read when none is named.
    package static let usualFile = "/etc/offhook/offhook.yaml"

    package static func load(
        file named: String?, environment: [String: String], overrides: Overrides = Overrides()
    ) throws(ConfigurationError) -> ServiceConfiguration {
        // A variable that is set to nothing, as compose files do, is not set.
        let environment = environment.filter { !$0.value.isEmpty }
        let file = named ?? environment["OFFHOOK_CONFIG"] ?? usualFile
        let text = try TextFile.read(file, "The configuration")
        return try parse(text, file: file, environment: environment, overrides: overrides)
    }

    /// Reads the text of a file, and the password's file if it names one.
    package static func parse(
        _ text: String, file: String, environment: [String: String],
        overrides: Overrides = Overrides()
    ) throws(ConfigurationError) -> ServiceConfiguration {
        var configuration = ServiceConfiguration()
        var managerPasswordFile: String?
        let passwordFile = try configuration.take(
            YAMLSection.whole(file: file, text: text), &managerPasswordFile)
        let folder = URL(filePath: file).deletingLastPathComponent()
        func resolved(_ path: String) -> String {
            path.hasPrefix("/") ? path : folder.appending(path: path).path
        }
        configuration.directoryFile = configuration.directoryFile.map(resolved)
        configuration.dataDirectory = resolved(configuration.dataDirectory)
        configuration.asterisk.caFile = configuration.asterisk.caFile.map(resolved)
        configuration.tlsCertificateFile = configuration.tlsCertificateFile.map(resolved)
        configuration.tlsKeyFile = configuration.tlsKeyFile.map(resolved)
        try configuration.take(environment)
        try configuration.requireWholeTLS(file)
        try configuration.take(overrides)
        if configuration.asterisk.password.isEmpty {
            guard let passwordFile else {
                throw ConfigurationError(
                    "\(file): name the file with the ARI password in asterisk.passwordFile, or set "
                        + "OFFHOOK_ARI_PASSWORD.")
            }
            configuration.asterisk.password = try TextFile.secret(
                resolved(passwordFile), "The password file")
        }
        if var manager = configuration.asterisk.manager {
            manager.caFile = manager.caFile.map(resolved)
            configuration.asterisk.manager = try manager.complete(
                environment, file: file, passwordFile: managerPasswordFile.map(resolved))
        }
        return configuration
    }

    /// Returns the file that holds the ARI password, and tells that of the manager's.
    private mutating func take(
        _ root: YAMLSection, _ managerPasswordFile: inout String?
    ) throws(ConfigurationError) -> String? {
        if let listen = try root.section("listen") {
            listenHost = try listen.string("host") ?? listenHost
            listenPort = try listen.integer("port", in: 0...65_535) ?? listenPort
            allowedOrigins =
                try listen.strings(
                    "allowedOrigins",
                    "origins such as https://console.example.com: scheme, host and maybe port, no * "
                        + "and no path",
                    where: Names.isOrigin) ?? allowedOrigins
            try takeTLS(listen)
            try takeLimits(listen)
            try listen.refuseOthers()
        }
        dataDirectory = try root.string("dataDirectory") ?? dataDirectory
        let directory = try root.string("directory") ?? "directory.yaml"
        directoryFile = directory == Self.stored ? nil : directory
        if let log = try root.section("log") {
            logLevel = try log.choice("level", LogLevel.self) ?? logLevel
            logFormat = try log.choice("format", LogFormat.self) ?? logFormat
            try log.refuseOthers()
        }
        if let events = try root.section("events") {
            heartbeatSeconds =
                try events.integer("heartbeatSeconds", in: 1...300) ?? heartbeatSeconds
            eventStreamsPerToken =
                try events.integer("streamsPerToken", in: 1...1_000) ?? eventStreamsPerToken
            try events.refuseOthers()
        }
        if let console = try root.section("console") {
            isConsoleEnabled = try console.bool("enabled") ?? isConsoleEnabled
            try console.refuseOthers()
        }
        if let docs = try root.section("docs") {
            areDocsEnabled = try docs.bool("enabled") ?? areDocsEnabled
            try docs.refuseOthers()
        }
        if let metrics = try root.section("metrics") {
            metricsHost = try metrics.string("host") ?? metricsHost
            metricsPort = try metrics.integer("port", in: 1...65_535)
            try metrics.refuseOthers()
        }
        if let audit = try root.section("audit") {
            auditDays = try audit.integer("days", in: 1...3_650) ?? auditDays
            try audit.refuseOthers()
        }
        let passwordFile = try root.section("asterisk").flatMap {
            section throws(ConfigurationError) in
            if let manager = try section.section("manager") {
                asterisk.manager = try ManagerSection(manager, &managerPasswordFile)
            }
            return try asterisk.take(section)
        }
        try root.refuseOthers()
        return passwordFile
    }

    private mutating func takeTLS(_ listen: YAMLSection) throws(ConfigurationError) {
        guard let tls = try listen.section("tls") else { return }
        tlsCertificateFile = try tls.string("certificateFile")
        tlsKeyFile = try tls.string("keyFile")
        try tls.refuseOthers()
    }

    private func requireWholeTLS(_ file: String) throws(ConfigurationError) {
        guard (tlsCertificateFile == nil) != (tlsKeyFile == nil) else { return }
        throw ConfigurationError(
            "\(file): name both the certificate in listen.tls.certificateFile and its key in "
                + "listen.tls.keyFile, or neither.")
    }

    private mutating func takeLimits(_ listen: YAMLSection) throws(ConfigurationError) {
        requestsPerSecondPerToken =
            try listen.integer("requestsPerSecondPerToken", in: 1...100_000)
            ?? requestsPerSecondPerToken
        connections = try listen.integer("connections", in: 16...1_000_000) ?? connections
        connectionsPerAddress =
            try listen.integer("connectionsPerAddress", in: 1...1_000_000) ?? connectionsPerAddress
    }

    private mutating func take(_ overrides: Overrides) throws(ConfigurationError) {
        listenHost = overrides.listenHost ?? listenHost
        listenPort = overrides.listenPort ?? listenPort
        dataDirectory = overrides.dataDirectory ?? dataDirectory
        logLevel = overrides.logLevel ?? logLevel
        guard (0...65_535).contains(listenPort) else {
            throw ConfigurationError("The port must be a whole number from 0 to 65535.")
        }
        guard !listenHost.isEmpty, !dataDirectory.isEmpty else {
            throw ConfigurationError("The host and the data directory must not be empty.")
        }
    }

    private mutating func take(_ environment: [String: String]) throws(ConfigurationError) {
        dataDirectory = environment["OFFHOOK_DATA_DIRECTORY"] ?? dataDirectory
        asterisk.url = environment["OFFHOOK_ARI_URL"] ?? asterisk.url
        asterisk.username = environment["OFFHOOK_ARI_USERNAME"] ?? asterisk.username
        asterisk.password = environment["OFFHOOK_ARI_PASSWORD"] ?? asterisk.password
        listenHost = environment["OFFHOOK_LISTEN_HOST"] ?? listenHost
        tlsCertificateFile =
            environment["OFFHOOK_LISTEN_TLS_CERTIFICATE_FILE"] ?? tlsCertificateFile
        tlsKeyFile = environment["OFFHOOK_LISTEN_TLS_KEY_FILE"] ?? tlsKeyFile
        if let text = environment["OFFHOOK_LISTEN_PORT"] {
            guard let port = Int(text), (0...65_535).contains(port) else {
                throw ConfigurationError(
                    "OFFHOOK_LISTEN_PORT must be a whole number from 0 to 65535.")
            }
            listenPort = port
        }
        if let text = environment["OFFHOOK_LOG_LEVEL"] {
            guard let level = LogLevel(rawValue: text) else {
                throw ConfigurationError(
                    "OFFHOOK_LOG_LEVEL must be one of debug, info, notice, warning, error.")
            }
            logLevel = level
        }
    }
}

extension ServiceConfiguration.AsteriskSection {
    /// Returns the file that holds the password.
    fileprivate mutating func take(_ section: YAMLSection) throws(ConfigurationError) -> String? {
        url = try section.string("url") ?? url
        username = try section.string("username") ?? username
        let passwordFile = try section.string("passwordFile")
        application = try section.string("application") ?? application
        caFile = try section.string("caFile")
        requestTimeoutSeconds =
            try section.integer("requestTimeoutSeconds", in: 1...60) ?? requestTimeoutSeconds
        reopensPerSecond =
            try section.integer("reopensPerSecond", in: 1...50) ?? reopensPerSecond
        musicClass =
            try section.string("musicClass", "letters, digits, - and _", where: Names.isPlain)
            ?? musicClass
        offerVariables =
            try section.strings(
                "offerVariables", "names of channel variables: letters, digits and _",
                where: Names.isVariable) ?? offerVariables
        guard offerVariables.count <= 20, Set(offerVariables).count == offerVariables.count else {
            throw section.error("offerVariables", "must be at most 20 names, none of them twice")
        }
        if let lines = try section.section("dial") {
            let dial = try DialSection(lines)
            dialEndpoint = dial.endpoint ?? dialEndpoint
            (dialPhoneNumber, dialSIPURI) = (dial.phoneNumber, dial.sipURI)
        }
        if let trunks = try section.section("trunks") {
            self.trunks = try TrunkSection.all(trunks)
        }
        try section.refuseOthers()
        return passwordFile
    }
}
