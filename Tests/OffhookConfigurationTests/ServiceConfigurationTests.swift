import OffhookConfiguration
import Testing

/// What a good `offhook.yaml` and the environment lead to.
@Suite struct ServiceConfigurationTests {
    @Test func `an empty file gives the defaults`() throws {
        let bench = try Workbench()
        for text in ["", "# nothing\n", "---\n", "{}\n", "~\n"] {
            let configuration = try bench.load(text)
            #expect(configuration.listenHost == "127.0.0.1")
            #expect(configuration.listenPort == 8480)
            #expect(configuration.tlsCertificateFile == nil)
            #expect(configuration.tlsKeyFile == nil)
            #expect(configuration.requestsPerSecondPerToken == 50)
            #expect(configuration.connections == 4_096)
            #expect(configuration.connectionsPerAddress == 2_048)
            #expect(configuration.dataDirectory == "/var/lib/offhook")
            #expect(configuration.directoryFile == bench.path("directory.yaml"))
            #expect(configuration.logLevel == .info)
            #expect(configuration.heartbeatSeconds == 15)
            #expect(configuration.eventStreamsPerToken == 16)
            #expect(configuration.asterisk.url == "http://127.0.0.1:8088")
            #expect(configuration.asterisk.username == "offhook")
            #expect(configuration.asterisk.password == Workbench.password)
            #expect(configuration.asterisk.application == "offhook")
            #expect(configuration.asterisk.caFile == nil)
            #expect(configuration.asterisk.requestTimeoutSeconds == 5)
            #expect(configuration.asterisk.musicClass == "default")
            #expect(configuration.asterisk.dialEndpoint == "PJSIP/{address}")
            #expect(configuration.asterisk.dialPhoneNumber == nil)
            #expect(configuration.asterisk.dialSIPURI == nil)
        }
    }

    @Test func `each key is heeded`() throws {
        let bench = try Workbench()
        let configuration = try bench.load(
            """
            listen:
              host: 10.0.0.1
              port: 0
              tls: {certificateFile: /srv/a.pem, keyFile: a.key}
              requestsPerSecondPerToken: 1
              connections: 16
              connectionsPerAddress: 5
              allowedOrigins: ["https://a.example", "http://localhost:5173"]
            dataDirectory: /srv/offhook
            directory: /srv/people.yaml
            log: {level: debug, format: json}
            events:
              heartbeatSeconds: 300
              streamsPerToken: 1
            audit: {days: 365}
            console: {enabled: false}
            docs: {enabled: false}
            metrics: {host: 10.0.0.2, port: 9480}
            asterisk:
              url: https://pbx.example:8089
              username: console
              passwordFile: ari-password
              application: my_app-2
              caFile: /srv/ca.pem
              requestTimeoutSeconds: 60
              reopensPerSecond: 50
              musicClass: jazz
              offerVariables: [SKILL]
              dial:
                endpoint: PJSIP/{address}/x
                phoneNumber: PJSIP/{address}@trunk
                sipUri: PJSIP/out/{address}
              trunks:
                carrier:
                  dial:
                    endpoint: PJSIP/{address}@branch
                    phoneNumber: PJSIP/{digits}@carrier
                    sipUri: PJSIP/carrier/{address}
                  tenants: [acme]
                  channels: 100000
                  callsPerSecond: 1000
                  maximumSeconds: 604800
                  callerID: Center <8000>
                other: {dial: {phoneNumber: "PJSIP/{address}@other"}, tenants: [bolt]}
              manager:
                host: pbx.example
                port: 5040
                username: queues
                passwordFile: ari-password
                tls: true
                caFile: manager.pem
                queues: {acme: [support, Sales], bolt: []}
            """, environment: [:])
        #expect(configuration.listenHost == "10.0.0.1")
        #expect(configuration.listenPort == 0)
        #expect(configuration.tlsCertificateFile == "/srv/a.pem")
        #expect(configuration.tlsKeyFile == bench.path("a.key"))
        #expect(configuration.requestsPerSecondPerToken == 1)
        #expect(configuration.connections == 16)
        #expect(configuration.connectionsPerAddress == 5)
        #expect(configuration.dataDirectory == "/srv/offhook")
        #expect(configuration.directoryFile == "/srv/people.yaml")
        #expect(configuration.logLevel == .debug)
        #expect(configuration.logFormat == .json)
        #expect(configuration.auditDays == 365)
        #expect(!configuration.isConsoleEnabled)
        #expect(!configuration.areDocsEnabled)
        #expect(configuration.metricsHost == "10.0.0.2")
        #expect(configuration.metricsPort == 9_480)
        #expect(configuration.allowedOrigins == ["https://a.example", "http://localhost:5173"])
        #expect(configuration.heartbeatSeconds == 300)
        #expect(configuration.eventStreamsPerToken == 1)
        #expect(configuration.asterisk.url == "https://pbx.example:8089")
        #expect(configuration.asterisk.username == "console")
        #expect(configuration.asterisk.password == Workbench.password)
        #expect(configuration.asterisk.application == "my_app-2")
        #expect(configuration.asterisk.caFile == "/srv/ca.pem")
        #expect(configuration.asterisk.requestTimeoutSeconds == 60)
        #expect(configuration.asterisk.reopensPerSecond == 50)
        #expect(configuration.asterisk.musicClass == "jazz")
        #expect(configuration.asterisk.offerVariables == ["SKILL"])
        #expect(configuration.asterisk.dialEndpoint == "PJSIP/{address}/x")
        #expect(configuration.asterisk.dialPhoneNumber == "PJSIP/{address}@trunk")
        #expect(configuration.asterisk.dialSIPURI == "PJSIP/out/{address}")
        let carrier = try #require(configuration.asterisk.trunks.first)
        #expect(carrier.name == "carrier")
        #expect(carrier.dial.endpoint == "PJSIP/{address}@branch")
        #expect(carrier.dial.phoneNumber == "PJSIP/{digits}@carrier")
        #expect(carrier.dial.sipURI == "PJSIP/carrier/{address}")
        #expect(carrier.tenants == ["acme"])
        #expect(carrier.channels == 100_000)
        #expect(carrier.callsPerSecond == 1_000)
        #expect(carrier.maximumSeconds == 604_800)
        #expect(carrier.callerID == "Center <8000>")
        let other = try #require(configuration.asterisk.trunks.last)
        #expect(other.name == "other")
        #expect(other.dial.phoneNumber == "PJSIP/{address}@other")
        #expect(other.channels == nil && other.callsPerSecond == nil && other.callerID == nil)
        let manager = try #require(configuration.asterisk.manager)
        #expect(manager.host == "pbx.example")
        #expect(manager.port == 5_040)
        #expect(manager.username == "queues")
        #expect(manager.password == Workbench.password)
        #expect(manager.usesTLS)
        #expect(manager.caFile == bench.path("manager.pem"))
        #expect(manager.queues == ["acme": ["support", "Sales"], "bolt": []])
    }

    @Test func `the manager interface is used where there is a secret`() throws {
        let bench = try Workbench()
        #expect(try bench.load("asterisk: {manager: {port: 5039}}").asterisk.manager == nil)
        let secret = ["OFFHOOK_AMI_PASSWORD": "s3cret", "OFFHOOK_ARI_PASSWORD": "x"]
        let plain = try bench.load("asterisk: {manager: {}}", environment: secret).asterisk.manager
        #expect(plain?.port == 5_038)
        #expect(plain?.password == "s3cret")
        let secure = try bench.load("asterisk: {manager: {tls: true}}", environment: secret)
        #expect(secure.asterisk.manager?.port == 5_039)
        #expect(try bench.load("", environment: secret).asterisk.manager == nil)
    }

    @Test func `a key without a value is a key left out`() throws {
        let configuration = try Workbench().load(
            """
            listen: {host: , port: ~}
            log:
            asterisk: {caFile: null, dial: {phoneNumber: }}
            """)
        #expect(configuration.listenHost == "127.0.0.1")
        #expect(configuration.listenPort == 8480)
        #expect(configuration.asterisk.caFile == nil)
        #expect(configuration.asterisk.dialPhoneNumber == nil)
    }

    @Test func `paths start from the file's folder`() throws {
        let bench = try Workbench()
        let configuration = try bench.load(
            """
            dataDirectory: data
            directory: people/all.yaml
            asterisk: {caFile: ca.pem, passwordFile: ari-password}
            """, environment: [:])
        #expect(configuration.dataDirectory == bench.path("data"))
        #expect(configuration.directoryFile == bench.path("people/all.yaml"))
        #expect(configuration.asterisk.caFile == bench.path("ca.pem"))
        #expect(configuration.asterisk.password == Workbench.password)
    }

    // MARK: The environment, and flags

    private static let text = """
        listen: {host: 10.0.0.1, port: 1}
        dataDirectory: /of/the/file
        log: {level: error}
        asterisk: {url: "http://file:1", username: file, passwordFile: ari-password}
        """

    private static let environment = [
        "OFFHOOK_LISTEN_HOST": "10.0.0.2", "OFFHOOK_LISTEN_PORT": "2",
        "OFFHOOK_LISTEN_TLS_CERTIFICATE_FILE": "/environment.pem",
        "OFFHOOK_LISTEN_TLS_KEY_FILE": "/environment.key",
        "OFFHOOK_DATA_DIRECTORY": "/of/the/environment",
        "OFFHOOK_LOG_LEVEL": "warning", "OFFHOOK_ARI_URL": "http://environment:2",
        "OFFHOOK_ARI_USERNAME": "environment", "OFFHOOK_ARI_PASSWORD": "of the environment",
    ]

    @Test func `the environment goes over the file`() throws {
        let configuration = try Workbench().load(Self.text, environment: Self.environment)
        #expect(configuration.listenHost == "10.0.0.2")
        #expect(configuration.listenPort == 2)
        #expect(configuration.tlsCertificateFile == "/environment.pem")
        #expect(configuration.tlsKeyFile == "/environment.key")
        #expect(configuration.dataDirectory == "/of/the/environment")
        #expect(configuration.logLevel == .warning)
        #expect(configuration.asterisk.url == "http://environment:2")
        #expect(configuration.asterisk.username == "environment")
        #expect(configuration.asterisk.password == "of the environment")
    }

    @Test func `a variable that is set to nothing is not set`() throws {
        let configuration = try Workbench().load(
            Self.text, environment: Self.environment.mapValues { _ in "" })
        #expect(configuration.listenPort == 1)
        #expect(configuration.dataDirectory == "/of/the/file")
        #expect(configuration.logLevel == .error)
        #expect(configuration.asterisk.url == "http://file:1")
        #expect(configuration.asterisk.username == "file")
        #expect(configuration.asterisk.password == Workbench.password)
    }

    @Test func `flags go over both`() throws {
        var flags = ServiceConfiguration.Overrides()
        flags.listenHost = "10.0.0.3"
        flags.listenPort = 3
        flags.dataDirectory = "/of/the/flag"
        flags.logLevel = .notice
        let configuration = try Workbench().load(
            Self.text, environment: Self.environment, overrides: flags)
        #expect(configuration.listenHost == "10.0.0.3")
        #expect(configuration.listenPort == 3)
        #expect(configuration.dataDirectory == "/of/the/flag")
        #expect(configuration.logLevel == .notice)
    }

    @Test func `with the password in the environment its file is not needed`() throws {
        let configuration = try Workbench().load("asterisk: {passwordFile: not-there}")
        #expect(configuration.asterisk.password == Workbench.password)
    }

    @Test func `OFFHOOK_CONFIG names the file, and a flag goes over it`() throws {
        let bench = try Workbench()
        let one = try bench.write("one.yaml", "listen: {port: 1}")
        let two = try bench.write("two.yaml", "listen: {port: 2}")
        var environment = Workbench.passwordSet
        environment["OFFHOOK_CONFIG"] = one
        let named = try ServiceConfiguration.load(file: nil, environment: environment)
        #expect(named.listenPort == 1)
        let overruled = try ServiceConfiguration.load(file: two, environment: environment)
        #expect(overruled.listenPort == 2)
    }
}
