internal import PBXInstall

/// manager.conf: the interface by which agents are put into queues.
enum ManagerChecks {
    static func findings(_ facts: Facts) -> [Finding] {
        guard let manager = facts.service.manager, let answer = facts.manager else {
            return [.fine(.manager, "unused", "not used: members are what queues.conf says")]
        }
        var findings: [Finding] = []
        switch answer {
        case .known(let said): findings += live(said, manager, facts)
        case .unknown(let reason):
            findings.append(
                Finding(
                    .manager, "reachable", .failure,
                    "\(manager.host):\(manager.port) does not serve us",
                    why: reason + " Nobody is put into queues, and breaks are not told there.",
                    change: Change(
                        facts.service.file,
                        "asterisk.manager: host, port, username and passwordFile, as in manager.conf"
                    )))
        }
        guard let files = facts.files(with: "manager.conf") else { return findings }
        findings += general(files) + user(files, manager.username)
        // Who signed in was told what may be done.
        return findings + (answer.value == nil ? writeClass(files, manager.username) : [])
    }

    /// Actions that nobody needs to put agents into queues, each with the class that gives it.
    private static let powers = [
        ("Command", "command"), ("Originate", "originate"), ("UpdateConfig", "config"),
        ("CoreSettings", "system"), ("Redirect", "call"),
    ]

    private static func live(
        _ said: ManagerFacts, _ manager: ServiceFacts.Manager, _ facts: Facts
    ) -> [Finding] {
        let line = facts.files(with: "manager.conf")?.sections(of: "manager.conf")
            .last { $0.name == manager.username }?["write"]
        let change = Change(
            line?.file ?? "manager.conf", section: manager.username, line: line?.line, "write=agent"
        )
        // Without app_queue there are no such actions for anybody.
        if facts.ari.value?.modules.value?["app_queue"] != true,
            facts.ari.value?.modules.value != nil
        {
            return []
        }
        guard said.actions.contains("QueueAdd") else {
            return [
                Finding(
                    .manager, "classes", .failure, "\(manager.username) may not change queues",
                    why: "Nobody is put into queues, and agents on break are offered customers.",
                    change: change)
            ]
        }
        let powers = powers.filter { said.actions.contains($0.0) }.map(\.1)
        guard powers.isEmpty else {
            return [
                Finding(
                    .manager, "classes", .warning,
                    "\(manager.username) may do more than queues: \(powers.joined(separator: ", "))",
                    why: "Whoever gets hold of that secret has far more than queues.",
                    change: change)
            ]
        }
        return [
            .fine(.manager, "classes", "\(manager.username) may change queues and nothing else")
        ]
    }

    private static func general(_ files: AsteriskFiles) -> [Finding] {
        var findings: [Finding] = []
        let name = "manager.conf"
        if files.setting("enabled", of: name)?.isTrue != true {
            findings.append(
                Finding(
                    .manager, "enabled", .failure, "it is switched off",
                    why: "Offhook is to put agents into queues by it.",
                    change: files.change("enabled", to: "yes", of: name)))
        }
        let address = files.setting("bindaddr", of: name)?.value ?? ""
        if Hosts.isEverywhere(address) {
            let hasTLS = files.setting("tlsenable", of: name)?.isTrue == true
            findings.append(
                Finding(
                    .manager, "binding", hasTLS ? .warning : .failure,
                    "it listens at every address, " + (hasTLS ? "also without TLS" : "without TLS"),
                    why: "Everybody can try secrets of its users.",
                    change: files.change("bindaddr", to: "127.0.0.1", of: name)))
        } else {
            findings.append(.fine(.manager, "binding", "it listens at \(address)"))
        }
        return findings
    }

    private static func user(_ files: AsteriskFiles, _ name: String) -> [Finding] {
        guard let user = files.sections(of: "manager.conf").last(where: { $0.name == name }) else {
            return [
                Finding(
                    .manager, "user", .failure, "there is no user \(name)",
                    why: "Offhook is refused.",
                    change: Change("manager.conf", "add #include offhook-manager.conf at the end"))
            ]
        }
        var findings: [Finding] = []
        let read = classes(user["read"])
        if !read.contains("agent"), !read.contains("all") {
            findings.append(
                Finding(
                    .manager, "readClass", .failure, "\(name) does not read what happens to queues",
                    why: "A member that somebody else changes is not put right.",
                    change: user.change("read", to: "agent")))
        } else if read.count > 1 || read.contains("all") {
            findings.append(
                Finding(
                    .manager, "readClass", .warning, "\(name) reads more than queues",
                    why: "Offhook is sent events that it does not need, and the secret opens more.",
                    change: user.change("read", to: "agent")))
        }
        // Asterisk's own default is 100 ms.
        let timeout = user["writetimeout"].flatMap { Int($0.value) } ?? 100
        if timeout < 1_000 {
            findings.append(
                Finding(
                    .manager, "writeTimeout", .warning, "writetimeout of \(name) is \(timeout) ms",
                    why: "Asterisk ends the session at the first hiccup of the machine.",
                    change: user.change("writetimeout", to: "5000")))
        }
        let isOpen = user["permit"].map { $0.value.hasPrefix("0.0.0.0/0") } ?? (user["deny"] == nil)
        if isOpen, user["acl"] == nil {
            findings.append(
                Finding(
                    .manager, "permit", .warning, "\(name) may come from everywhere",
                    why: "Only the machine of Offhook needs to sign in.",
                    change: user["permit"] == nil
                        ? Change(
                            user.file, section: name, line: user.line,
                            "add deny=0.0.0.0/0.0.0.0 and permit=127.0.0.1/255.255.255.255 below")
                        : user.change("permit", to: "127.0.0.1/255.255.255.255")))
        }
        return findings
    }

    private static func writeClass(_ files: AsteriskFiles, _ name: String) -> [Finding] {
        guard let user = files.sections(of: "manager.conf").last(where: { $0.name == name }) else {
            return []
        }
        let classes = classes(user["write"])
        guard classes != ["agent"] else { return [] }
        let isEnough = classes.contains("agent") || classes.contains("all")
        return [
            Finding(
                .manager, "classes", isEnough ? .warning : .failure,
                isEnough ? "\(name) may do more than queues" : "\(name) may not change queues",
                why: isEnough
                    ? "Whoever gets hold of that secret has far more than queues."
                    : "Nobody is put into queues, and agents on break are offered customers.",
                change: user.change("write", to: "agent"))
        ]
    }

    private static func classes(_ setting: AsteriskFiles.Setting?) -> [String] {
        (setting?.value ?? "").split(separator: ",").map { $0.trimmed.lowercased() }
    }
}
