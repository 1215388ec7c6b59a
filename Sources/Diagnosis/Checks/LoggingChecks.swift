internal import PBXInstall

/// What is written of calls: a PIN is spoken with files, and some logs name each file that is played.
enum LoggingChecks {
    static func findings(_ facts: Facts) -> [Finding] {
        let inFiles = facts.files(with: "logger.conf").map { configured($0) }
        let inUse = live(facts, isFound: inFiles?.isEmpty == false)
        var findings = (inFiles ?? []) + inUse
        if findings.isEmpty, inFiles != nil || facts.ari.value?.logs.value != nil {
            findings.append(.fine(.logging, "verbose", "no log has the files that are played"))
        }
        return findings + console(facts) + eventRecords(facts)
    }

    private static let why =
        "It names each file that is played, and the digits of a PIN are files: who reads the log has the PIN."

    private static func configured(_ files: AsteriskFiles) -> [Finding] {
        files.settings(of: "logger.conf", in: "logfiles").compactMap { line in
            let levels = line.value.split(separator: ",").map {
                String($0.trimmed.prefix { $0 != "(" }).lowercased()
            }
            guard levels.contains("verbose") || levels.contains("*") else { return nil }
            let others = levels.filter { $0 != "verbose" && $0 != "*" && $0 != "debug" }
            let kept = others.isEmpty ? ["notice", "warning", "error"] : others
            return Finding(
                .logging, "verbose", .failure, "\(line.key) gets verbose messages", why: why,
                change: Change(
                    line.file, section: "logfiles", line: line.line,
                    "\(line.key) => \(kept.joined(separator: ","))"))
        }
    }

    /// What Asterisk has in use: a file may not have been read again since it was put right.
    private static func live(_ facts: Facts, isFound: Bool) -> [Finding] {
        guard !isFound, let logs = facts.ari.value?.logs.value else { return [] }
        return logs.filter { $0.levels.contains("VERBOSE") }.map { log in
            Finding(
                .logging, "verbose", .failure, "\(log.name) gets verbose messages", why: why,
                change: Change(
                    "logger.conf", section: "logfiles",
                    "take verbose out of its line, then asterisk -rx 'logger reload'"))
        }
    }

    /// What is written to the console ends in the journal where Asterisk runs in the foreground.
    private static func console(_ facts: Facts) -> [Finding] {
        guard
            let line = facts.files(with: "asterisk.conf")?.setting(
                "verbose", of: "asterisk.conf", in: "options"),
            Int(line.value) ?? (line.isTrue ? 1 : 0) > 0
        else { return [] }
        return [
            Finding(
                .logging, "console", .warning, "Asterisk starts with verbose=\(line.value)",
                why:
                    "Its console names each file that is played, PINs among them, and may end in the journal.",
                change: Change(line.file, section: "options", line: line.line, "verbose=0"))
        ]
    }

    private static func eventRecords(_ facts: Facts) -> [Finding] {
        guard let files = facts.files(with: "cel.conf"),
            files.setting("enable", of: "cel.conf")?.isTrue == true,
            let line = files.setting("events", of: "cel.conf")
        else { return [] }
        let events = line.value.split(separator: ",").map { $0.trimmed.uppercased() }
        guard events.contains("ALL") || events.contains("STREAM_BEGIN") else { return [] }
        let kept =
            events.contains("ALL")
            ? [
                "CHAN_START", "CHAN_END", "ANSWER", "HANGUP", "BRIDGE_ENTER", "BRIDGE_EXIT",
                "LINKEDID_END",
            ]
            : events.filter { $0 != "STREAM_BEGIN" }
        return [
            Finding(
                .logging, "eventRecords", .failure, "event records have each sound that is played",
                why: "The digits of a PIN are sounds: who reads the records has the PIN.",
                change: Change(
                    line.file, section: "general", line: line.line,
                    "events=\(kept.joined(separator: ","))"))
        ]
    }
}
