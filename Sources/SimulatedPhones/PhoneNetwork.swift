internal import Foundation

/// The phones' addresses on the loopback network. They are fixed in the demo's configuration, so one
/// run at a time has them; others wait. Runs whose first agents differ do not use the same ones.
package final class PhoneNetwork: Sendable {
    private let descriptor: Int32

    /// Waits for its turn.
    ///
    /// - Parameter firstAgent: whose address is looked at.
    package init(within limit: Duration = .seconds(900), firstAgent: Int = 1_001) async throws {
        let file =
            firstAgent == 1_001
            ? "/tmp/offhook-phones.lock" : "/tmp/offhook-phones-\(firstAgent).lock"
        let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            throw PhoneError("\(file) cannot be opened: remove it, or run this as its owner.")
        }
        self.descriptor = descriptor
        var looks = 0
        // A run that was left alone holds no lock any more, so the first phone's place is looked at too.
        let isOurs = await eventually(within: limit, every: .milliseconds(200)) {
            looks += 1
            if looks == 10, limit > .seconds(10) {
                Self.say(
                    "Another run has the demo's phones; waiting for its end (make stop ends it).")
            }
            return flock(descriptor, LOCK_EX | LOCK_NB) == 0
                && FreePort.isFree(address: Self.agentAddress(firstAgent), port: 5060)
        }
        guard isOurs else {
            throw PhoneError(
                "The demo's phones are in use by another run: end it (make stop), then try again.")
        }
    }

    deinit { close(descriptor) }

    private static func say(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }

    package static func agentAddress(_ number: Int) -> String { "127.0.0.\(number - 1_000 + 10)" }
    package static func customerAddress(_ number: Int) -> String {
        "127.0.0.\(number - 2_000 + 30)"
    }

    /// The address of a phone by its name; nil when there is none of that name.
    package static func address(of name: String) -> String? {
        switch Int(name) {
        case .some(let number) where (1_001...1_010).contains(number): agentAddress(number)
        case .some(let number) where (2_001...2_010).contains(number): customerAddress(number)
        default: nil
        }
    }
}
