internal import Crypto

/// The way from the greeting to a session. A pure value.
///
/// *Source*: the actions Challenge and Login; the key is the MD5 of the challenge and the secret in hexadecimal.
struct AMILogin {
    enum Step: Hashable {
        case send(AMIAction)
        case ready
        /// Why it cannot be, in a sentence that says what to do.
        case failed(String)
        case wait
    }

    private enum State {
        case greeting, challenge, login, ended
    }

    private let username: String
    private let secret: String
    private let authentication: AMIConfiguration.Authentication
    private let events: String
    private var state = State.greeting

    init(_ configuration: AMIConfiguration) {
        username = configuration.username
        secret = configuration.secret
        authentication = configuration.authentication
        events = configuration.events
    }

    mutating func take(_ output: AMIDecoder.Output) -> Step {
        switch (state, output) {
        case (.greeting, .greeting(let line)):
            guard line.hasPrefix("Asterisk Call Manager/") else {
                state = .ended
                return .failed("no manager interface of Asterisk's answers there: check its port")
            }
            switch authentication {
            case .plain: return logIn([("Secret", secret)])
            case .md5:
                state = .challenge
                return .send(AMIAction("Challenge", [("AuthType", "MD5")]))
            }
        case (.challenge, .message(let message)) where message.response != nil:
            guard message.response == "Success", let challenge = message["Challenge"] else {
                return refused(message)
            }
            let digest = Insecure.MD5.hash(data: Array((challenge + secret).utf8))
            return logIn([("AuthType", "MD5"), ("Key", Self.hexadecimal(digest))])
        case (.login, .message(let message)) where message.response != nil:
            guard message.response == "Success" else { return refused(message) }
            state = .ended
            return .ready
        case (.greeting, .message), (.challenge, _), (.login, _), (.ended, _): return .wait
        }
    }

    private mutating func logIn(_ proof: [(String, String)]) -> Step {
        state = .login
        return .send(AMIAction("Login", [("Username", username)] + proof + [("Events", events)]))
    }

    private mutating func refused(_ message: AMIMessage) -> Step {
        state = .ended
        return .failed(
            "Asterisk refuses the manager user or its secret (\(message.message ?? "no reason given")): "
                + "compare them with manager.conf")
    }

    private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined()
    }
}
