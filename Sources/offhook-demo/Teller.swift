internal import Foundation
internal import SimulatedPhones

/// Tells each step of the day when it really happened; a step that does not happen ends the day.
struct Teller: Sendable {
    private let start = ContinuousClock.now

    /// Prints a step with the time since the beginning.
    func tell(_ step: String) {
        let passed = start.duration(to: .now).components
        let seconds = Double(passed.seconds) + Double(passed.attoseconds) / 1e18
        say(String(format: "%7.2f s  ", seconds) + step)
    }

    func head(_ title: String) {
        say("\n  \(title)")
    }

    /// At once, also into a pipe.
    private func say(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }

    /// Tells a step if it happened.
    func check(_ happened: Bool, _ step: String) throws {
        guard happened else { throw PhoneError("This did not happen: \(step)") }
        tell(step)
    }

    func require<Value>(_ value: Value?, _ what: String) throws -> Value {
        guard let value else { throw PhoneError("This did not happen: \(what)") }
        return value
    }
}
