import Foundation
import Synchronization

/// What tests on the real Asterisk have seen and heard, written down for `make rules` where
/// `OFFHOOK_EVIDENCE` names a file: `test` and the test's name, then a line for each finding.
package enum Evidence {
    private static let file: FileHandle? = {
        guard let path = ProcessInfo.processInfo.environment["OFFHOOK_EVIDENCE"] else { return nil }
        guard FileManager.default.createFile(atPath: path, contents: nil) else { return nil }
        return FileHandle(forWritingAtPath: path)
    }()

    private static let isWriting = Mutex(())

    /// From here on, all that is noted is of this test: they run one after the other.
    package static func begin(_ test: String) { write("test\t\(test)") }

    /// - Parameter finding: a sentence without a subject that was looked for and found.
    package static func note(_ finding: @autoclosure () -> String) {
        guard file != nil else { return }
        write("seen\t\(finding())")
    }

    private static func write(_ line: String) {
        isWriting.withLock { _ in
            try? file?.write(contentsOf: Data((line + "\n").utf8))
        }
    }
}

extension EarID: CustomStringConvertible {
    /// The phone's name.
    package var description: String { String(number / 100 * 1_000 + number % 100) }
}
