package import Foundation

/// A real Asterisk of our own: the project's configuration, the demo's phones, free ports, and a folder
/// that holds all it writes. Several can run side by side.
package final class AsteriskInstance: @unchecked Sendable {  // used by one task at a time
    package let folder: URL
    package let httpPort: Int
    package let sipPort: Int
    package let managerPort: Int
    /// Of the users of both interfaces.
    package let password: String
    private let keepsRecords: Bool
    private var process: ChildProcess?

    package var url: String { "http://127.0.0.1:\(httpPort)" }

    /// - Parameters:
    ///   - folder: made if it is not there; what is in it is written anew.
    ///   - keepsRecords: whether it writes call records, which `callRecords` reads.
    package init(in folder: URL, keepsRecords: Bool = false) throws {
        self.folder = folder
        self.keepsRecords = keepsRecords
        httpPort = try FreePort.find()
        sipPort = try FreePort.find(datagrams: true)
        managerPort = try FreePort.find()
        password = UUID().uuidString.lowercased()
    }

    /// Where the prompts are.
    package static func soundsFolder() throws -> String {
        try Surroundings.current?.sounds ?? paths().data + "/sounds/en"
    }

    private static func paths() throws -> (modules: String, data: String, music: String) {
        let text = try Project.run(Project.path("scripts/asterisk-command"), ["--paths"])
        var paths: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
            if parts.count == 2 { paths[parts[0]] = parts[1] }
        }
        guard let modules = paths["modules"], let data = paths["data"], let music = paths["music"]
        else { throw PhoneError("scripts/asterisk-command --paths does not tell the paths.") }
        return (modules, data, music)
    }

    /// Starts Asterisk and waits until it is ready.
    package func start() async throws {
        try writeConfiguration()
        try await boot()
    }

    /// Starts it with what it had, and as Debian's own unit does: with priority over what is not sound.
    package func boot() async throws {
        let process = try ChildProcess(
            "asterisk", "/bin/bash",
            [
                Project.path("scripts/asterisk-command"), "-f", "-p", "-C",
                folder.appending(path: "etc/asterisk.conf").path,
            ], in: folder)
        self.process = process
        let isReady = await eventually(within: .seconds(60), every: .milliseconds(100)) {
            guard process.isRunning else { return true }
            let answer = try? Project.run(
                "/bin/bash",
                [
                    Project.path("scripts/asterisk-command"), "-C",
                    folder.appending(path: "etc/asterisk.conf").path, "-rx",
                    "core waitfullybooted",
                ])
            return answer?.contains("fully booted") == true
        }
        guard isReady, process.isRunning else {
            await process.end()
            throw PhoneError("Asterisk did not start:\n\(process.logTail())")
        }
    }

    /// Runs a command of Asterisk's console and returns what it printed.
    package func console(_ command: String) throws -> String {
        try Project.run(
            "/bin/bash",
            [
                Project.path("scripts/asterisk-command"), "-C",
                folder.appending(path: "etc/asterisk.conf").path, "-rx", command,
            ])
    }

    /// Switches the manager interface on or off while everything else goes on.
    package func setManager(isEnabled: Bool) throws {
        try set("enabled", isEnabled ? "yes" : "no", in: "manager.conf")
        _ = try console("manager reload")
        guard !isEnabled else { return }
        for line in try console("manager show connected").split(separator: "\n") {
            let words = line.split(whereSeparator: \.isWhitespace)
            guard words.first == "offhook", words.count > 5 else { continue }
            _ = try console("manager kick session \(words[4])")
        }
    }

    /// Has it ask a phone every so often whether it is there, as it does with those that register.
    package func qualify(_ phone: String, everySeconds seconds: Int) async throws {
        let file = folder.appending(path: "etc/demo-pjsip.conf")
        let section = "[\(phone)](demo-aor)\n"
        let text = try String(contentsOf: file, encoding: .utf8)
        let qualified = section + "qualify_frequency=\(seconds)\n"
        try Data(text.replacing(section, with: qualified).utf8).write(to: file)
        _ = try console("module reload res_pjsip.so")
        let isReached = await eventually(within: .seconds(20)) {
            (try? console("pjsip show contacts"))?.split(separator: "\n").contains {
                $0.contains("\(phone)/sip:") && $0.contains("Avail")
            } == true
        }
        guard isReached else { throw PhoneError("Asterisk does not reach the phone \(phone).") }
    }

    /// What stands in queue_log: of each line the call, the queue, the agent, the event and its parameters.
    package func queueLog() -> [[String]] {
        let file = folder.appending(path: "log/queue_log")
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").map { line in
            // The first is the time.
            line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().map(
                String.init)
        }
    }

    package var processID: Int32? { process?.processID }

    package func stop() async { await process?.end(kindlyFor: .seconds(5)) }

    /// Kills it, as a crash would.
    package func kill() async { await process?.kill() }

    private func writeConfiguration() throws {
        let manager = FileManager.default
        let etc = folder.appending(path: "etc")
        try? manager.removeItem(at: etc)
        for name in ["etc", "lib", "db", "spool/recording", "run", "log"] {
            try manager.createDirectory(
                at: folder.appending(path: name), withIntermediateDirectories: true)
        }
        for source in ["asterisk-conf/fresh", "asterisk-conf/include", "fixtures/demo"] {
            let from = Project.folder.appending(path: source)
            for file in try manager.contentsOfDirectory(atPath: from.path)
            where file.hasSuffix(".conf") {
                try manager.copyItem(
                    at: from.appending(path: file), to: etc.appending(path: file))
            }
        }
        // Of this run alone.
        for name in ["queue_log", "cdr-custom/calls.csv", "cel-custom/events.csv"] {
            try? manager.removeItem(at: folder.appending(path: "log/\(name)"))
        }
        let paths = try Self.paths()
        let rtp = try FreePort.find(datagrams: true) / 1_000 * 1_000
        try set("bindport", "\(httpPort)", in: "http.conf")
        try set("bind", "127.0.0.1:\(sipPort)", in: "pjsip.conf")
        try set("rtpstart", "\(rtp)", in: "rtp.conf")
        try set("rtpend", "\(rtp + 999)", in: "rtp.conf")
        try set("directory", paths.music, in: "musiconhold.conf")
        try set("password", password, in: "offhook-ari.conf")
        try extend("channelvars", with: ",DEMO_SKILL", in: "offhook-ari.conf")
        try set("port", "\(managerPort)", in: "manager.conf")
        // The second is somebody else's, who watches queues.
        try append(
            "[offhook](+)\nsecret=\(password)\n\n[watch]\nsecret=\(password)\nread=agent\n",
            to: "manager.conf")
        if keepsRecords { try keepRecords() }
        try append("#include demo-pjsip.conf\n", to: "pjsip.conf")
        try append("#include demo-extensions.conf\n", to: "extensions.conf")
        try append("#include demo-queues.conf\n", to: "queues.conf")
        let main = """
            [directories]
            astetcdir => \(etc.path)
            astmoddir => \(paths.modules)
            astvarlibdir => \(folder.path)/lib
            astdbdir => \(folder.path)/db
            astkeydir => \(folder.path)/lib
            astdatadir => \(paths.data)
            astagidir => \(folder.path)/lib
            astspooldir => \(folder.path)/spool
            astrundir => \(folder.path)/run
            astlogdir => \(folder.path)/log

            [options]
            ; Instead of this machine's own; an address for documentation (RFC 7042).
            entityid = 00:00:5e:00:53:01

            """
        try Data(main.utf8).write(to: etc.appending(path: "asterisk.conf"))
    }

    private static let recordFields = [
        "channel", "dstchannel", "disposition", "billsec", "uniqueid", "offhook_tenant",
        "offhook_agent", "offhook_call",
    ]

    private func keepRecords() throws {
        try set("enable", "yes", in: "cdr.conf")
        try append("load=res_cdrel_custom.so\nload=cdr_custom.so\n", to: "modules.conf")
        try FileManager.default.createDirectory(
            at: folder.appending(path: "log/cdr-custom"), withIntermediateDirectories: true)
        let line = Self.recordFields.map { "${CDR(\($0))}" }.joined(separator: ",")
        try Data("[mappings]\ncalls.csv => \(line)\n".utf8).write(
            to: folder.appending(path: "etc/cdr_custom.conf"))
        try keepEventRecords()
    }

    /// By the names that tests give them.
    private static let eventFields: KeyValuePairs = [
        "event": "eventtype", "channel": "CHANNEL(channame)", "uniqueid": "CHANNEL(uniqueid)",
        "data": "CHANNEL(appdata)", "peer": "CHANNEL(peer)", "extra": "eventextra",
    ]

    private func keepEventRecords() throws {
        try set("enable", "yes", in: "cel.conf")
        let events = "CHAN_START,CHAN_END,ANSWER,HANGUP,BRIDGE_ENTER,BRIDGE_EXIT,LINKEDID_END"
        try append("events=\(events)\n", to: "cel.conf")
        try append("load=cel_custom.so\n", to: "modules.conf")
        try FileManager.default.createDirectory(
            at: folder.appending(path: "log/cel-custom"), withIntermediateDirectories: true)
        let line = Self.eventFields.map { "${\($0.value)}" }.joined(separator: "\t")
        try Data("[mappings]\nevents.csv => \(line)\n".utf8).write(
            to: folder.appending(path: "etc/cel_custom.conf"))
    }

    /// The call records that were written, by the names of their fields.
    package func callRecords() -> [[String: String]] {
        rows(in: "cdr-custom/calls.csv", separatedBy: ",", Self.recordFields)
    }

    /// And the records of events, from the first to the last.
    package func eventRecords() -> [[String: String]] {
        rows(in: "cel-custom/events.csv", separatedBy: "\t", Self.eventFields.map(\.key))
    }

    private func rows(
        in name: String, separatedBy separator: Character, _ fields: [String]
    ) -> [[String: String]] {
        let file = folder.appending(path: "log/\(name)")
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").map { line in
            let values = line.split(separator: separator, omittingEmptySubsequences: false)
            return Dictionary(zip(fields, values.map(String.init))) { first, _ in first }
        }
    }

    /// Sets the one line `key=…` of a file.
    private func set(_ key: String, _ value: String, in file: String) throws {
        let url = folder.appending(path: "etc/\(file)")
        var lines = try String(contentsOf: url, encoding: .utf8).components(separatedBy: "\n")
        let places = lines.indices.filter { lines[$0].hasPrefix("\(key)=") }
        guard places.count == 1 else {
            throw PhoneError("\(file) must have exactly one line that begins with \(key)=.")
        }
        lines[places[0]] = "\(key)=\(value)"
        try Data(lines.joined(separator: "\n").utf8).write(to: url)
    }

    private func extend(_ key: String, with more: String, in file: String) throws {
        let text = try String(
            contentsOf: folder.appending(path: "etc/\(file)"), encoding: .utf8)
        let line = text.split(separator: "\n").first { $0.hasPrefix("\(key)=") } ?? ""
        try set(key, line.dropFirst(key.count + 1) + more, in: file)
    }

    private func append(_ text: String, to file: String) throws {
        let handle = try FileHandle(forWritingTo: folder.appending(path: "etc/\(file)"))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(text.utf8))
        try handle.close()
    }
}
