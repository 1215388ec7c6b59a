import DemoWorld
import Foundation
import SimulatedPhones

/// The built program as an operator runs it, with its two outputs apart.
final class OffhookProcess: @unchecked Sendable {  // Process is used under its own lock
    private let process = Process()
    private let outputFile: URL
    private let errorFile: URL

    /// - Parameters:
    ///   - environment: on top of what the tests run with, which has no setting of the program's.
    ///   - openFiles: how many the program may have; as many as the tests when nil.
    ///   - folder: where the outputs go and the program runs.
    init(
        _ arguments: [String], environment: [String: String], openFiles: Int? = nil, in folder: URL
    ) throws {
        let name = UUID().uuidString
        outputFile = folder.appending(path: "\(name).output")
        errorFile = folder.appending(path: "\(name).error")
        for file in [outputFile, errorFile] { try Data().write(to: file) }
        let program = try OffhookService.findProgram("offhook")
        if let openFiles {
            process.executableURL = URL(filePath: "/bin/sh")
            process.arguments =
                ["-c", "ulimit -n \(openFiles) && exec \"$0\" \"$@\"", program] + arguments
        } else {
            process.executableURL = URL(filePath: program)
            process.arguments = arguments
        }
        process.environment = ProcessInfo.processInfo.environment
            .filter { !$0.key.hasPrefix("OFFHOOK_") }.merging(environment) { $1 }
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: outputFile)
        process.standardError = try FileHandle(forWritingTo: errorFile)
        try process.run()
    }

    var isRunning: Bool { process.isRunning }
    var processID: Int32 { process.processIdentifier }
    var output: String { Self.text(outputFile) }
    var error: String { Self.text(errorFile) }

    /// After its end; nil when a signal ended it.
    var exitCode: Int32? {
        process.terminationReason == .exit ? process.terminationStatus : nil
    }

    private static func text(_ file: URL) -> String {
        (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    }

    func signal(_ signal: Int32) { _ = kill(process.processIdentifier, signal) }

    /// Waits for its end, and forces it when it takes far too long.
    func waitForEnd() async throws {
        if await eventually(within: .seconds(40), { !process.isRunning }) { return }
        await destroy()
        throw PhoneError("Offhook did not end:\n\(error)")
    }

    /// Ends it whatever it does.
    func destroy() async {
        guard process.isRunning else { return }
        signal(SIGKILL)
        _ = await eventually(within: .seconds(10)) { !process.isRunning }
    }
}
