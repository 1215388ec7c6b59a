package import Foundation

/// A program that runs beside us, with its output in a file and its process id in another, so that one
/// left over from a run that was killed can be found and ended.
package final class ChildProcess: @unchecked Sendable {  // Process is used under its own lock
    private let process = Process()
    private let pidFile: URL

    package let log: URL

    /// - Parameters:
    ///   - folder: where `<name>.log` and `<name>.pid` go; a process that an earlier run left there under
    ///     this name is ended first.
    package init(
        _ name: String, _ program: String, _ arguments: [String], in folder: URL,
        environment: [String: String] = [:]
    ) throws {
        log = folder.appending(path: "\(name).log")
        pidFile = folder.appending(path: "\(name).pid")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        Self.endLeftover(pidFile)
        try Data().write(to: log)
        let output = try FileHandle(forWritingTo: log)
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try Self.withoutBlockedSignals { try process.run() }
        try Data("\(process.processIdentifier)\n".utf8).write(to: pidFile)
    }

    /// A thread of a concurrent program blocks nearly all signals, and a child begins as the thread that makes it: Asterisk,
    /// which wakes its manager sessions by SIGURG, would tell its events seconds late.
    private static func withoutBlockedSignals(_ body: () throws -> Void) rethrows {
        var none = sigset_t()
        var before = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try body()
    }

    package var processID: Int32 { process.processIdentifier }
    package var isRunning: Bool { process.isRunning }
    /// After its end: the exit code, or the signal's number.
    package var exitStatus: Int32 { process.terminationStatus }

    package func signal(_ signal: Int32) {
        if process.isRunning { _ = Foundation.kill(process.processIdentifier, signal) }
    }

    /// Ends it, kindly first, and waits for its end.
    package func end(kindlyFor patience: Duration = .seconds(5)) async {
        signal(SIGTERM)
        if await !waitForEnd(within: patience) {
            signal(SIGKILL)
            _ = await waitForEnd(within: .seconds(5))
        }
        try? FileManager.default.removeItem(at: pidFile)
    }

    /// Kills it (SIGKILL) and waits for its end.
    package func kill() async {
        signal(SIGKILL)
        _ = await waitForEnd(within: .seconds(5))
    }

    package func waitForEnd(within limit: Duration) async -> Bool {
        await eventually(within: limit) { !process.isRunning }
    }

    /// The last lines of its output.
    package func logTail(_ lines: Int = 12) -> String {
        let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").suffix(lines).joined(separator: "\n")
    }

    // MARK: What an earlier run left

    /// Ends all processes whose ids an earlier run left in a folder, kindly first.
    ///
    /// - Returns: how many processes ran.
    package static func endLeftovers(in folder: URL) async -> Int {
        let files =
            FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?
            .compactMap { $0 as? URL }.filter { $0.pathExtension == "pid" } ?? []
        let left = files.compactMap(leftover)
        for id in left { _ = Foundation.kill(id, SIGTERM) }
        _ = await eventually(within: .seconds(10)) { files.compactMap(leftover).isEmpty }
        for file in files { endLeftover(file) }
        return left.count
    }

    private static func endLeftover(_ pidFile: URL) {
        if let id = leftover(pidFile) { _ = Foundation.kill(id, SIGKILL) }
        try? FileManager.default.removeItem(at: pidFile)
    }

    /// The process that a file names, if it still runs. The id may be somebody else's by now, so the
    /// command line is looked at.
    private static func leftover(_ pidFile: URL) -> Int32? {
        guard let text = try? String(contentsOf: pidFile, encoding: .utf8),
            let id = Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)), id > 1,
            let line = FileManager.default.contents(atPath: "/proc/\(id)/cmdline"),
            String(decoding: line, as: UTF8.self).contains(
                pidFile.deletingLastPathComponent().path)
        else { return nil }
        return id
    }
}
