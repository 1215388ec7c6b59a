internal import Foundation

/// The phones' addresses on the loopback network. They are fixed in the demo's configuration, so one
/// run at a time has them; others wait.
package final class PhoneNetwork: Sendable {
    private let descriptor: Int32

    /// Waits for its turn.
    package init(within limit: Duration = .seconds(900)) async throws {
        let file = "/tmp/offhook-phones.lock"
        let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            throw PhoneError("\(file) cannot be opened: remove it, or run this as its owner.")
        }
        self.descriptor = descriptor
        let isOurs = await eventually(within: limit, every: .milliseconds(200)) {
            flock(descriptor, LOCK_EX | LOCK_NB) == 0
        }
        guard isOurs else {
            throw PhoneError(
                "The demo's phones are in use by another run: end it (make stop), then try again.")
        }
    }

    deinit { close(descriptor) }

    package static func agentAddress(_ number: Int) -> String { "127.0.0.\(number - 1_000 + 10)" }
    package static func customerAddress(_ number: Int) -> String { "127.0.0.\(number - 2_000 + 30)" }
}
