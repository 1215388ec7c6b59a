internal import Synchronization

/// A phone that another program started, told what to do and asked how its line is.
package struct RemotePhone: Sendable {
    package enum Command: Sendable {
        case dial(String, pbxPort: Int)
        case answer, hangUp
    }

    package enum Line: String, Sendable {
        case idle, calling, ringing, inCall

        /// - Parameter listing: what baresip answers to `listcalls`: a line for each call, with its state.
        package init(_ listing: String) {
            self =
                if listing.contains(" ESTABLISHED ") {
                    .inCall
                } else if listing.contains(" INCOMING ") {
                    .ringing
                } else if listing.contains("[line ") {
                    .calling
                } else {
                    .idle
                }
        }
    }

    private let name: String
    private let address: String

    /// - Throws: when no phone has this name.
    package init(_ name: String) throws {
        guard let address = PhoneNetwork.address(of: name) else { throw Self.isMissing(name) }
        self.name = name
        self.address = address
    }

    /// Returns when the phone has taken it.
    ///
    /// - Throws: when the phone does not run, or does not answer.
    package func tell(_ command: Command) async throws {
        switch command {
        case .dial(let number, let port):
            _ = try await ask("dial", "sip:\(number)@127.0.0.1:\(port)")
        case .answer: _ = try await ask("accept")
        case .hangUp: _ = try await ask("hangup")
        }
    }

    /// - Throws: as `tell`.
    package func line() async throws -> Line { Line(try await ask("listcalls")) }

    /// A phone talks with one program at a time, and leaves it for the next. It answers a command at once, so that one
    /// without an answer was not taken, and is said again.
    private func ask(_ command: String, _ parameters: String = "") async throws -> String {
        for _ in 0..<5 {
            let said = Said()
            let control = try await BaresipControl.connect(to: address, within: .seconds(1)) {
                if case .answer(let text) = $0 { said.text.withLock { $0 = text } }
            }
            guard let control else { throw Self.isMissing(name) }
            defer { control.end() }
            control.send(command, parameters)
            _ = await eventually(within: .seconds(2), every: .milliseconds(5)) {
                said.text.withLock { $0 } != nil || !control.isConnected
            }
            if let text = said.text.withLock({ $0 }) { return text }
            guard !control.isConnected else { break }
        }
        throw PhoneError("The phone \(name) does not answer.")
    }

    private final class Said: Sendable {
        let text = Mutex<String?>(nil)
    }

    private static func isMissing(_ name: String) -> PhoneError {
        PhoneError("There is no phone \(name): start the phones with make run.")
    }
}
