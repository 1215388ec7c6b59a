package import Foundation
package import SimulatedPhones
internal import Synchronization
internal import Transport

/// The service itself, as an operator runs it: the built program with a configuration in a folder of its
/// own, its embedded store beside it.
package final class OffhookService: Sendable {
    package let folder: URL
    package let port: Int
    package let metricsPort: Int
    private let asterisk: AsteriskInstance
    private let program: String
    private let running = Mutex<ChildProcess?>(nil)
    private var process: ChildProcess? { running.withLock { $0 } }

    package var base: String { "http://127.0.0.1:\(port)" }

    /// - Parameters:
    ///   - agents: their ids, which are also their endpoints'.
    ///   - policy: lines of YAML that are added to the tenant's policy.
    ///   - more: YAML that is added to agents' own.
    ///   - trunks: YAML of trunks, by their names.
    ///   - storesDirectory: whether its store keeps the directory, which `importDirectory` fills.
    ///   - url: where it finds Asterisk, if not at Asterisk's own port.
    package init(
        beside asterisk: AsteriskInstance, at url: String? = nil, agents: [String],
        policy: [String] = [], more: [String: String] = [:], trunks: String = "{}",
        storesDirectory: Bool = false,
        logLevel: String = "debug", in folder: URL
    ) throws {
        self.folder = folder
        self.asterisk = asterisk
        port = try FreePort.find()
        metricsPort = try FreePort.find()
        program = try Self.findProgram("offhook")
        // Each run begins with an empty store.
        try? FileManager.default.removeItem(at: folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try write("ari-password", asterisk.password + "\n")
        try write(
            "offhook.yaml",
            """
            listen: {host: 127.0.0.1, port: \(port), requestsPerSecondPerToken: 1000}
            dataDirectory: data
            directory: \(storesDirectory ? "store" : "directory.yaml")
            log: {level: \(logLevel)}
            metrics: {port: \(metricsPort)}
            asterisk:
              url: \(url ?? asterisk.url)
              username: offhook
              passwordFile: ari-password
              application: offhook
              offerVariables: [DEMO_SKILL]
              dial: {sipUri: "PJSIP/2001/{address}", phoneNumber: "PJSIP/{address}@2002"}
              trunks: \(trunks)
              manager:
                port: \(asterisk.managerPort)
                passwordFile: ari-password
                queues: {acme: [crew, crew-late, day]}

            """)
        let policyLines = (["persistentEnabled: true"] + policy).map { "      \($0)\n" }.joined()
        let agentLines = agents.map { name in
            let own = more[name].map { ", \($0)" } ?? ""
            let place =
                own.contains("workplace:")
                ? "" : ", workplace: {kind: endpoint, address: \"\(name)\"}"
            return "      \"\(name)\": {name: Agent \(name), group: sales\(place)\(own)}\n"
        }.joined()
        try write(
            "directory.yaml",
            "tenants:\n  acme:\n    name: Acme\n    policy:\n\(policyLines)"
                + "    groups: {sales: {name: Sales}}\n    agents:\n\(agentLines)"
                + "  other:\n    name: Another tenant\n    policy: {persistentEnabled: true}\n")
    }

    /// The folder that this program, or these tests, were built into.
    package static func findProgram(_ name: String) throws -> String {
        let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let folders = [
            own.map { URL(filePath: $0).deletingLastPathComponent().path },
            Project.path(".build/debug"),
        ]
        for folder in folders.compactMap({ $0 }) {
            let path = "\(folder)/\(name)"
            if FileManager.default.isExecutableFile(atPath: path) { return path }
        }
        throw PhoneError("The program \(name) is not built: run make build.")
    }

    private func write(_ name: String, _ text: String) throws {
        let file = folder.appending(path: name)
        try Data(text.utf8).write(to: file)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: file.path)
    }

    private var configuration: String { folder.appending(path: "offhook.yaml").path }

    /// Starts it and waits until it says that it is ready; with `ready` false until it answers at all.
    package func start(
        untilReady limit: Duration = .seconds(20), ready: Bool = true
    ) async throws {
        let process = try ChildProcess(
            "offhook", program, ["serve", "--config", configuration], in: folder)
        running.withLock { $0 = process }
        let client = ControlClient(base: base, token: nil)
        let isReady = await eventually(within: limit, every: .milliseconds(20)) {
            guard process.isRunning else { return true }
            guard let status = try? await client.get("/readyz").status else { return false }
            return status == 200 || !ready
        }
        await client.close()
        guard isReady, process.isRunning else {
            await process.end()
            throw PhoneError("Offhook did not get ready:\n\(process.logTail())")
        }
    }

    /// What Prometheus would be told: the samples, by their names and labels.
    package func metrics() async throws -> [String: Double] {
        let client = HTTPClient()
        let answer = try? await client.send(
            HTTPRequest(.get, "http://127.0.0.1:\(metricsPort)/metrics"))
        await client.shutdown()
        guard let answer else { throw PhoneError("The metrics are not served.") }
        var samples: [String: Double] = [:]
        for line in String(decoding: answer.body, as: UTF8.self).split(separator: "\n") {
            guard !line.hasPrefix("#"), let space = line.lastIndex(of: " ") else { continue }
            samples[String(line[..<space])] = Double(line[line.index(after: space)...])
        }
        return samples
    }

    package func waitUntilReady(within limit: Duration = .seconds(20)) async -> Bool {
        let client = ControlClient(base: base, token: nil)
        let isReady = await eventually(within: limit) {
            (try? await client.get("/readyz").status) == 200
        }
        await client.close()
        return isReady
    }

    /// Kills it (SIGKILL).
    package func kill() async { await process?.kill() }

    /// Asks it to end (SIGTERM) and waits.
    package func stop() async { await process?.end(kindlyFor: .seconds(15)) }

    /// Sends it a signal, if it runs.
    package func signal(_ signal: Int32) { process?.signal(signal) }
    package var isRunning: Bool { process?.isRunning ?? false }
    /// After its end: the exit code, or the signal's number.
    package var exitStatus: Int32? { isRunning ? nil : process?.exitStatus }
    package func waitForEnd(within limit: Duration) async -> Bool {
        await process?.waitForEnd(within: limit) ?? true
    }

    package var processID: Int32? { process?.processID }

    /// How much the store takes on the disk.
    package var storeKilobytes: Int {
        let data = folder.appending(path: "data")
        let files = try? FileManager.default.contentsOfDirectory(
            at: data, includingPropertiesForKeys: [.fileSizeKey])
        return (files ?? []).reduce(0) { sum, file in
            sum + ((try? file.resourceValues(forKeys: [.fileSizeKey]).fileSize) ?? 0)
        } / 1_024
    }

    package func logTail(_ lines: Int = 20) -> String { process?.logTail(lines) ?? "" }

    /// Makes a token by the command line, as an operator does.
    package func token(agent: String) throws -> String {
        try token(["--agent", agent])
    }

    package func token(_ arguments: [String], tenant: String = "acme") throws -> String {
        try Project.run(
            program,
            ["token", "create", "--config", configuration, "--tenant", tenant] + arguments
        ).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Takes in the people that it was made for.
    package func importDirectory() throws {
        _ = try run(["directory", "import", folder.appending(path: "directory.yaml").path])
    }

    package func run(_ arguments: [String]) throws -> String {
        try Project.run(program, arguments + ["--config", configuration])
    }
}
