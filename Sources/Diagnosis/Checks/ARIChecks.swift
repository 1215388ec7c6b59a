internal import PBXInstall

/// ari.conf: who may use ARI, and what comes with its events.
enum ARIChecks {
    static func findings(_ facts: Facts) -> [Finding] {
        var findings: [Finding] = []
        switch facts.ari.value?.mayWrite {
        case nil: break
        case true?:
            findings.append(.fine(.ari, "user", "\(facts.service.username) may read and write"))
        case false?:
            let user = facts.files(with: "ari.conf")?.setting(
                "read_only", of: "ari.conf", in: facts.service.username)
            findings.append(
                Finding(
                    .ari, "user", .failure, "\(facts.service.username) may only read",
                    why: "Offhook can call nobody and connect nobody.",
                    change: Change(
                        user?.file ?? "ari.conf", section: facts.service.username, line: user?.line,
                        "read_only=no")))
        }
        guard let files = facts.files(with: "ari.conf") else { return findings }
        findings += general(files) + channelVariables(files, facts.service)
        findings += self.user(files, facts.service, isReached: facts.ari.value != nil)
        return findings + otherSocket(facts, files)
    }

    private static func general(_ files: AsteriskFiles) -> [Finding] {
        var findings: [Finding] = []
        if let enabled = files.setting("enabled", of: "ari.conf"), !enabled.isTrue {
            findings.append(
                Finding(
                    .ari, "enabled", .failure, "it is switched off",
                    why: "Without it Offhook does nothing.",
                    change: files.change("enabled", to: "yes", of: "ari.conf")))
        }
        if let origins = files.setting("allowed_origins", of: "ari.conf"),
            origins.value.split(separator: ",").contains(where: { $0.trimmed == "*" })
        {
            findings.append(
                Finding(
                    .ari, "allowedOrigins", .failure,
                    "every web page may use it (allowed_origins=*)",
                    why:
                        "A page that somebody opens in a browser which knows the password controls calls.",
                    change: Change(
                        origins.file, section: "general", line: origins.line,
                        "remove allowed_origins, or name your own pages")))
        }
        let timeout = files.setting("websocket_write_timeout", of: "ari.conf")
        // Asterisk's own default is 100 ms.
        let milliseconds = timeout.flatMap { Int($0.value) } ?? 100
        if milliseconds < 1_000 {
            findings.append(
                Finding(
                    .ari, "writeTimeout", .failure,
                    "websocket_write_timeout is \(milliseconds) ms",
                    why: "Asterisk ends the event stream at the first hiccup of the machine.",
                    change: files.change("websocket_write_timeout", to: "1000", of: "ari.conf")))
        } else {
            findings.append(
                .fine(.ari, "writeTimeout", "websocket_write_timeout is \(milliseconds) ms"))
        }
        return findings
    }

    /// What our include file names, and the service reads.
    private static let variables = [
        "OFFHOOK_CALLER", "OFFHOOK_RING_SECONDS", "OFFHOOK_DIALED_NUMBER", "OFFHOOK_QUEUE",
        "OFFHOOK_DIRECTION", "OFFHOOK_MUST_ACCEPT", "OFFHOOK_WAITING_SINCE",
    ]

    private static func channelVariables(
        _ files: AsteriskFiles, _ service: ServiceFacts
    ) -> [Finding] {
        let line = files.setting("channelvars", of: "ari.conf")
        let names = (line?.value ?? "").split(separator: ",").map { $0.trimmed }
        let missing = (variables + service.offerVariables).filter { !names.contains($0) }
        guard !missing.isEmpty else {
            return [.fine(.ari, "channelVariables", "channelvars has all that Offhook reads")]
        }
        let whole = (names + missing).joined(separator: ",")
        return [
            Finding(
                .ari, "channelVariables", .failure,
                "channelvars lacks \(missing.joined(separator: ", "))",
                why:
                    "Offhook is not told what the dialplan says of a customer. Asterisk heeds only the "
                    + "last such line.",
                change: Change(
                    line?.file ?? "ari.conf", section: "general", line: line?.line,
                    "channelvars=\(whole)"))
        ]
    }

    private static func user(
        _ files: AsteriskFiles, _ service: ServiceFacts, isReached: Bool
    ) -> [Finding] {
        guard let user = files.sections(of: "ari.conf").last(where: { $0.name == service.username })
        else {
            // Reached all the same: it comes from another file or another machine.
            guard !isReached else { return [] }
            return [
                Finding(
                    .ari, "user", .failure, "there is no user \(service.username)",
                    why: "Offhook is refused.",
                    change: Change("ari.conf", "add #include offhook-ari.conf at the end"))
            ]
        }
        var findings: [Finding] = []
        if (user["password"]?.value ?? "").isEmpty {
            findings.append(
                Finding(
                    .ari, "password", .failure, "\(user.name) has no password",
                    why: "Asterisk refuses the user until it has one.",
                    change: Change(
                        user["password"]?.file ?? user.file, section: user.name,
                        line: user["password"]?.line,
                        "password= with that of Offhook's passwordFile")))
        }
        if let format = user["password_format"], format.value.lowercased() == "crypt" {
            findings.append(
                Finding(
                    .ari, "passwordFormat", .warning, "the password of \(user.name) is hashed",
                    why:
                        "Asterisk computes the hash anew for each request: every Accept comes some "
                        + "milliseconds later.",
                    change: Change(
                        format.file, section: user.name, line: format.line, "password_format=plain")
                ))
        }
        return findings
    }

    /// Another event socket under our name deafens ours.
    private static func otherSocket(_ facts: Facts, _ files: AsteriskFiles) -> [Finding] {
        files.sections(of: "ari.conf").compactMap { section in
            guard section["type"]?.value == "outbound_websocket", let apps = section["apps"],
                apps.value.split(separator: ",").contains(where: {
                    $0.trimmed == facts.service.application
                })
            else { return nil }
            return Finding(
                .ari, "otherSocket", .failure,
                "Asterisk itself opens an event socket for \(facts.service.application)",
                why:
                    "One application has one socket: whichever comes later takes the events away from "
                    + "the other without a word.",
                change: Change(
                    apps.file, section: section.name, line: apps.line,
                    "apps= without \(facts.service.application)"))
        }
    }
}
