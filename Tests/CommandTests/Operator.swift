import DemoWorld
import Foundation
import SimulatedPhones
import Testing

/// An operator with a folder of configuration files, at the command line.
final class Operator {
    let folder: URL
    static let password = "s3cret-of-ari"

    /// What a command that has ended left behind.
    struct Run {
        let exitCode: Int32?
        let output: String
        let error: String
    }

    /// A folder in which everything is right; nobody is at the address of Asterisk.
    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(
            path: "offhook-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        try write("ari-password", Self.password + "\n")
        try write("offhook.yaml", Self.configuration())
        try write(
            "directory.yaml",
            """
            tenants:
              acme:
                policy: {persistentEnabled: true}
                agents:
                  "1001": {workplace: {kind: endpoint, address: "1001"}}
              other: {}
            """)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// - Parameter lines: added to the file.
    static func configuration(
        asterisk: String = "http://127.0.0.1:1", _ lines: String = ""
    ) -> String {
        """
        listen: {host: 127.0.0.1, port: 0}
        dataDirectory: data
        asterisk: {url: "\(asterisk)", username: offhook, passwordFile: ari-password}
        \(lines)
        """
    }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: name))
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: path(name))
    }

    /// Puts a folder in a file's place, which nobody can read as a file, not even the superuser.
    func replaceByFolder(_ name: String) throws {
        try? FileManager.default.removeItem(atPath: path(name))
        try FileManager.default.createDirectory(
            atPath: path(name), withIntermediateDirectories: true)
    }

    // MARK: Commands

    /// Starts a command on the folder's configuration.
    func start(
        _ arguments: [String], environment: [String: String] = [:], openFiles: Int? = nil
    ) throws -> OffhookProcess {
        try OffhookProcess(
            arguments + ["--config", path("offhook.yaml")], environment: environment,
            openFiles: openFiles, in: folder)
    }

    /// Runs a command on the folder's configuration to its end.
    func run(
        _ arguments: String..., environment: [String: String] = [:]
    ) async throws -> Run {
        try await finish(start(arguments, environment: environment))
    }

    /// Runs a command that is told nothing else.
    func run(bare arguments: [String], environment: [String: String] = [:]) async throws -> Run {
        try await finish(
            OffhookProcess(arguments, environment: environment, in: folder))
    }

    private func finish(_ process: OffhookProcess) async throws -> Run {
        try await process.waitForEnd()
        return Run(exitCode: process.exitCode, output: process.output, error: process.error)
    }

    /// Runs a command that only the operator can put right: exit code 78 and this one sentence, in which
    /// `FOLDER` is the operator's folder, and nothing else.
    func expectRefusal(
        _ arguments: String..., environment: [String: String] = [:], sentence: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let run = try await finish(start(arguments, environment: environment))
        #expect(run.exitCode == 78, sourceLocation: sourceLocation)
        #expect(
            run.error.replacing(folder.path, with: "FOLDER") == "offhook: \(sentence)\n",
            sourceLocation: sourceLocation)
        #expect(run.output == "", sourceLocation: sourceLocation)
    }
}
