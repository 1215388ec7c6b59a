/// http.conf: the web server that ARI lives in.
enum HTTPChecks {
    static func findings(_ facts: Facts) -> [Finding] {
        guard let files = facts.files(with: "http.conf") else { return [] }
        return enabled(files) + binding(files) + limits(files)
    }

    private static func enabled(_ files: AsteriskFiles) -> [Finding] {
        var findings: [Finding] = []
        if files.setting("enabled", of: "http.conf")?.isTrue != true {
            findings.append(
                Finding(
                    .http, "enabled", .failure, "it is switched off",
                    why: "ARI lives in it: without it Offhook does nothing.",
                    change: files.change("enabled", to: "yes", of: "http.conf")))
        }
        if let prefix = files.setting("prefix", of: "http.conf"), !prefix.value.isEmpty {
            findings.append(
                Finding(
                    .http, "prefix", .failure, "its addresses begin with /\(prefix.value)",
                    why: "Offhook asks for /ari, and gets 404.",
                    change: Change(prefix.file, section: "general", line: prefix.line, "prefix=")))
        }
        return findings
    }

    private static func binding(_ files: AsteriskFiles) -> [Finding] {
        let address = files.setting("bindaddr", of: "http.conf")?.value ?? ""
        let port = files.setting("bindport", of: "http.conf")?.value ?? "8088"
        guard Hosts.isEverywhere(address) else {
            return [.fine(.http, "binding", "it listens at \(address):\(port)")]
        }
        let hasTLS = files.setting("tlsenable", of: "http.conf")?.isTrue == true
        return [
            Finding(
                .http, "binding", hasTLS ? .warning : .failure,
                "it listens at every address, port \(port), "
                    + (hasTLS ? "also without TLS" : "without TLS"),
                why: "Everybody can try passwords, and whoever has ARI's controls every call.",
                change: files.change("bindaddr", to: "127.0.0.1", of: "http.conf"))
        ]
    }

    /// Offhook drops an idle connection after so many milliseconds.
    private static let idleMilliseconds = 10_000

    private static func limits(_ files: AsteriskFiles) -> [Finding] {
        var findings: [Finding] = []
        // Asterisk's own default is 100.
        let limit = files.setting("sessionlimit", of: "http.conf").flatMap { Int($0.value) } ?? 100
        if limit < 1_000 {
            findings.append(
                Finding(
                    .http, "sessionLimit", .failure, "sessionlimit is \(limit)",
                    why: "Past it Asterisk closes connections without an answer: at a busy moment "
                        + "Accept fails.",
                    change: files.change("sessionlimit", to: "1000", of: "http.conf")))
        } else {
            findings.append(.fine(.http, "sessionLimit", "sessionlimit is \(limit)"))
        }
        let kept =
            files.setting("session_keep_alive", of: "http.conf").flatMap { Int($0.value) } ?? 15_000
        if kept <= idleMilliseconds {
            findings.append(
                Finding(
                    .http, "keepAlive", .warning, "session_keep_alive is \(kept) ms",
                    why:
                        "Asterisk closes idle connections just as Offhook uses them again: now and "
                        + "then a request is lost on its way.",
                    change: files.change("session_keep_alive", to: "15000", of: "http.conf")))
        }
        return findings
    }
}
