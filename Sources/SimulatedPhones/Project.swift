package import Foundation

/// Where things are in a checkout of the project.
package enum Project {
    package static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    package static func path(_ relative: String) -> String { folder.appending(path: relative).path }

    /// Runs a program to its end and returns what it printed.
    package static func run(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let text = String(decoding: data, as: UTF8.self)
        guard process.terminationStatus == 0 else {
            throw PhoneError(text.trimmingCharacters(in: .whitespacesAndNewlines))
        }
        return text
    }
}
