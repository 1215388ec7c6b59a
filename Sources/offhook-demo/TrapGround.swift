internal import DemoWorld
internal import Foundation
internal import JSON
internal import SimulatedPhones

/// An Asterisk with everything right, an Offhook beside it that does not run, and `offhook doctor` on both.
final class TrapGround {
    let folder: URL
    let asterisk: AsteriskInstance
    private let program: String

    /// What the doctor said: area and check, with the line to change.
    struct Said: Sendable {
        struct Problem: Sendable {
            let check: String
            let file: String
            let line: Int?
            let what: String
            let isFailure: Bool
        }

        let exitCode: Int32
        let problems: [Problem]
    }

    init(in folder: URL) async throws {
        self.folder = folder
        program = try OffhookService.findProgram("offhook")
        _ = await ChildProcess.endLeftovers(in: folder)
        try? FileManager.default.removeItem(at: folder)
        try FileManager.default.createDirectory(
            at: folder.appending(path: "offhook"), withIntermediateDirectories: true)
        asterisk = try AsteriskInstance(in: folder)
        try await asterisk.start()
        do {
            try write()
            for command in ["module reload res_pjsip.so", "dialplan reload", "queue reload all"] {
                _ = try asterisk.console(command)
            }
        } catch {
            await asterisk.stop()
            throw error
        }
    }

    func end() async { await asterisk.stop() }

    // MARK: What is right

    private func write() throws {
        for (name, text) in [
            "trap-pjsip": Self.phones, "trap-queues": Self.queues, "trap-extensions": Self.dialplan,
        ] {
            try write("etc/\(name).conf", text)
            let host = "etc/\(name.dropFirst("trap-".count)).conf"
            try write(host, self.text(of: host) + "#include \(name).conf\n")
        }
        try write("offhook/password", asterisk.password + "\n")
        try write(
            "offhook/offhook.yaml",
            """
            listen: {host: 127.0.0.1, port: 0}
            dataDirectory: data
            asterisk:
              url: \(asterisk.url)
              passwordFile: password
              dial: {phoneNumber: "PJSIP/{address}@carrier"}
              manager:
                port: \(asterisk.managerPort)
                passwordFile: password
                queues: {acme: [crew]}

            """)
        try write(
            "offhook/directory.yaml",
            """
            tenants:
              acme:
                policy: {country: DE, outbound: {agentLostContext: trap-agent-lost}}
                agents:
                  "1001": {workplace: {kind: endpoint, address: "1101"}}
                  "1002": {workplace: {kind: endpoint, address: "1102"}}
                  "1003": {workplace: {kind: phoneNumber, address: "+4930123456"}}

            """)
    }

    private static func phone(_ name: String) -> String {
        """
        [\(name)](offhook-phone)
        auth=\(name)
        aors=\(name)
        [\(name)](offhook-phone-auth)
        username=\(name)
        password=\(UUID().uuidString)
        [\(name)](offhook-phone-aor)

        """
    }

    private static let phones =
        phone("1101") + phone("1102") + """
            [carrier](offhook-phone)
            aors=carrier
            [carrier](offhook-phone-aor)
            contact=sip:127.0.0.1:9

            """

    private static let queues = """
        [trap](offhook-queue)
        strategy=rrmemory
        member => Local/1001@offhook-acme/n,0,1001,Stasis:acme:1001

        """

    private static let dialplan = """
        [trap-customers]
        exten => 1,1,Answer()
         same => n,Gosub(offhook-queue,s,1(trap,16,300))
         same => n,Hangup()
        [trap-agent-lost]
        exten => s,1,Hangup()

        """

    // MARK: What goes wrong

    func text(of name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    func write(_ name: String, _ text: String) throws {
        let file = folder.appending(path: name)
        try Data(text.utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    }

    /// Lets one thing be wrong for as long as the body runs, which is told the line.
    func with(_ trap: Trap, _ body: (Int?) async throws -> Void) async throws {
        let manager = FileManager.default
        let path = folder.appending(path: trap.file).path
        let aside = path + ".aside"
        // Its own attributes come back with it.
        try manager.moveItem(atPath: path, toPath: aside)
        var line: Int?
        if case .remove = trap.edit {
        } else {
            let text: String
            (text, line) = try trap.applied(to: String(contentsOfFile: aside, encoding: .utf8))
            try write(trap.file, text)
        }
        let result: Result<Void, any Error>
        do {
            for command in trap.reload { _ = try asterisk.console(command) }
            result = .success(try await body(line))
        } catch {
            result = .failure(error)
        }
        try? manager.removeItem(atPath: path)
        try manager.moveItem(atPath: aside, toPath: path)
        for command in trap.restore ?? trap.reload { _ = try asterisk.console(command) }
        try result.get()
    }

    // MARK: The doctor

    /// - Parameter hasFiles: whether it may read Asterisk's files; without them it is told to be strict.
    func examine(hasFiles: Bool) throws -> Said {
        let none = folder.appending(path: "nowhere").path
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: program)
        process.arguments =
            [
                "doctor", "--json", "--config", folder.appending(path: "offhook/offhook.yaml").path,
                "--asterisk-dir", hasFiles ? folder.appending(path: "etc").path : none,
            ] + (hasFiles ? [] : ["--strict"])
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let text = String(decoding: data, as: UTF8.self)
        guard !text.contains(asterisk.password) else {
            throw PhoneError("The doctor tells a password.")
        }
        let said = try JSONValue(parsing: data)
        let problems = try said.member("findings").items().filter {
            ["warning", "failure"].contains($0.optionalString("severity"))
        }.map { finding in
            Said.Problem(
                check: "\(try finding.string("area")).\(try finding.string("check"))",
                file: finding["change"]?.optionalString("file") ?? "",
                line: finding["change"]?.optionalInteger("line"), what: try finding.string("what"),
                isFailure: finding.optionalString("severity") == "failure")
        }
        return Said(exitCode: process.terminationStatus, problems: problems)
    }
}
