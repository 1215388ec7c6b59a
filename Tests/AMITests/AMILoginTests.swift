import Testing

@testable import AMI

/// The way from the greeting to a session.
@Suite struct AMILoginTests {
    private static let greeting = AMIDecoder.Output.greeting("Asterisk Call Manager/11.0.0")

    private static func login(_ how: AMIConfiguration.Authentication) -> AMILogin {
        var configuration = AMIConfiguration(username: "offhook", secret: "s3cret")
        configuration.authentication = how
        configuration.events = "agent"
        return AMILogin(configuration)
    }

    private static func answer(_ fields: (String, String)...) -> AMIDecoder.Output {
        .message(AMIMessage(fields.map { .init($0.0, $0.1) }))
    }

    @Test func `a secret is sent once it is greeted`() {
        var login = Self.login(.plain)
        #expect(
            login.take(Self.greeting)
                == .send(
                    AMIAction(
                        "Login",
                        [("Username", "offhook"), ("Secret", "s3cret"), ("Events", "agent")])))
        #expect(login.take(Self.answer(("Event", "FullyBooted"))) == .wait)
        #expect(login.take(Self.answer(("Response", "Success"))) == .ready)
        #expect(login.take(Self.answer(("Response", "Success"))) == .wait)
    }

    @Test func `a challenge is answered without the secret`() {
        var login = Self.login(.md5)
        #expect(login.take(Self.greeting) == .send(AMIAction("Challenge", [("AuthType", "MD5")])))
        let step = login.take(Self.answer(("Response", "Success"), ("Challenge", "158347201")))
        guard case .send(let action) = step else {
            Issue.record("\(step)")
            return
        }
        // printf 158347201s3cret | md5sum
        #expect(action.fields.contains(.init("Key", "c8596162a85fd1eb7d685c4ad87d0246")))
        #expect(!action.fields.contains { $0.value.contains("s3cret") })
        #expect(login.take(Self.answer(("Response", "Success"))) == .ready)
    }

    @Test func `a refusal says what to compare`() {
        for how in [AMIConfiguration.Authentication.plain, .md5] {
            var login = Self.login(how)
            _ = login.take(Self.greeting)
            let step = login.take(
                Self.answer(("Response", "Error"), ("Message", "Authentication failed")))
            guard case .failed(let why) = step else {
                Issue.record("\(step)")
                continue
            }
            #expect(why.contains("Authentication failed") && why.contains("manager.conf"))
        }
    }

    @Test func `what is no Asterisk is told nothing`() {
        var login = Self.login(.plain)
        guard case .failed(let why) = login.take(.greeting("HTTP/1.1 400 Bad Request")) else {
            Issue.record("it goes on")
            return
        }
        #expect(why.contains("port"))
    }
}
