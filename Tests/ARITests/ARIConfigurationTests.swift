import Testing

@testable import ARI

@Suite struct `The configuration of ARI` {
    private func configuration(_ url: String, application: String = "offhook") -> ARIConfiguration {
        ARIConfiguration(
            baseURL: url, username: "u", password: "secret", application: application)
    }

    @Test(arguments: ["http://127.0.0.1:8088", "https://pbx.example", "http://[::1]:8088/"])
    func `an address is a scheme, a host and a port`(_ url: String) {
        #expect(configuration(url).problem == nil)
    }

    @Test(arguments: ["", "127.0.0.1:8088", "ftp://a", "http://", "http://a/ari", "http://u:p@a"])
    func `another one is refused with a sentence`(_ url: String) {
        #expect(configuration(url).problem != nil)
    }

    @Test func `the password is in no description and no address`() {
        let configuration = configuration("https://pbx.example")
        #expect(!"\(configuration)".contains("secret"))
        #expect(!String(reflecting: configuration).contains("secret"))
        #expect(configuration.eventURL.hasPrefix("wss://pbx.example/ari/events?app=offhook"))
        var dumped = ""
        dump(configuration, to: &dumped)
        #expect(!dumped.contains("secret"))
    }

    @Test func `the application's name cannot smuggle anything`() {
        #expect(configuration("http://a", application: "x&api_key=1").problem != nil)
    }
}
