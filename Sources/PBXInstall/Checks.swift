/// What stands in the operator's files that keeps Offhook from working. None of it is changed by us.
enum Checks {
    static func warnings(for parts: [Part], in snapshot: Snapshot) -> [String] {
        http(snapshot) + ari(snapshot) + (parts.contains(.manager) ? manager(snapshot) : [])
            + (parts.contains(.queues) ? queues(snapshot) : []) + modules(for: parts, snapshot)
            + logger(snapshot)
            + owner(snapshot)
    }

    private static func http(_ snapshot: Snapshot) -> [String] {
        let http = EffectiveConfiguration("http.conf", in: snapshot)
        var warnings = http.unread
        if !EffectiveConfiguration.isTrue(http.setting("enabled", in: "general")) {
            warnings.append("http.conf: set enabled=yes, because ARI lives in that web server.")
        }
        let address = http.setting("bindaddr", in: "general") ?? ""
        if address == "0.0.0.0" || address == "::" || address == "[::]" {
            warnings.append(
                "http.conf: bindaddr=\(address) lets everybody try passwords; name this machine or a private "
                    + "address, or let a firewall keep others out.")
        }
        // Asterisk's own default is 100.
        let limit = http.setting("sessionlimit", in: "general")
        if (limit.flatMap { Int($0) } ?? 100) < 1_000 {
            warnings.append(
                "http.conf: set sessionlimit=1000; past the limit (\(limit ?? "100")) requests are not "
                    + "answered.")
        }
        return warnings
    }

    private static func ari(_ snapshot: Snapshot) -> [String] {
        let ari = EffectiveConfiguration("ari.conf", in: snapshot)
        var warnings = ari.unread
        if let enabled = ari.setting("enabled", in: "general"),
            !EffectiveConfiguration.isTrue(enabled)
        {
            warnings.append("ari.conf: set enabled=yes.")
        }
        let ours = Part.ari.files.include
        var isBehind = false
        for entry in ari.entries {
            if entry.file == ours { isBehind = true }
            guard entry.file != ours, case .setting(let key, _) = entry.content else { continue }
            if key.lowercased() == "channelvars" {
                warnings.append(
                    "\(entry.place): channelvars is heeded only once; have all names in one line, the "
                        + "last.")
            } else if isBehind, key.lowercased() == "websocket_write_timeout" {
                warnings.append(
                    "\(entry.place): move \(key) before the #include, which sets it for Offhook.")
            }
        }
        return warnings
    }

    private static func manager(_ snapshot: Snapshot) -> [String] {
        let manager = EffectiveConfiguration("manager.conf", in: snapshot)
        return EffectiveConfiguration.isTrue(manager.setting("enabled", in: "general"))
            ? manager.unread
            : manager.unread + [
                "manager.conf: set enabled=yes if Offhook is to put agents into queues."
            ]
    }

    private static func queues(_ snapshot: Snapshot) -> [String] {
        let queues = EffectiveConfiguration("queues.conf", in: snapshot)
        let value = queues.setting("log_membername_as_agent", in: "general")
        return EffectiveConfiguration.isTrue(value)
            ? queues.unread
            : queues.unread + [
                "queues.conf: set log_membername_as_agent=yes in [general], so that queue_log has "
                    + "agents by name."
            ]
    }

    private static func modules(for parts: [Part], _ snapshot: Snapshot) -> [String] {
        let modules = EffectiveConfiguration("modules.conf", in: snapshot)
        guard snapshot["modules.conf"] != .absent else { return modules.unread }
        var loaded: Set<String> = []
        var refused: Set<String> = []
        for case .setting(let key, let value) in modules.entries.map(\.content) {
            let name = value.hasSuffix(".so") ? String(value.dropLast(3)) : value
            switch key.lowercased() {
            case "load", "preload", "require", "preload-require": loaded.insert(name)
            case "noload": refused.insert(name)
            default: continue
            }
        }
        let loadsAll = EffectiveConfiguration.isTrue(
            modules.setting("autoload", in: "modules") ?? "yes")
        let missing = NeededModules.names(for: parts).filter {
            refused.contains($0) || !loadsAll && !loaded.contains($0)
        }
        guard !missing.isEmpty else { return modules.unread }
        let names = missing.joined(separator: ", ")
        return modules.unread + ["modules.conf: let these be loaded, too: \(names)."]
    }

    private static func logger(_ snapshot: Snapshot) -> [String] {
        let logger = EffectiveConfiguration("logger.conf", in: snapshot)
        for entry in logger.entries where entry.section == "logfiles" {
            guard case .setting(let file, let levels) = entry.content,
                levels.contains("verbose") || levels.contains("*")
            else { continue }
            return logger.unread + [
                "\(entry.place): \(file) gets verbose messages, which name each played file, and so "
                    + "agents' PINs."
            ]
        }
        return logger.unread
    }

    /// Our secret is readable for whom ari.conf belongs to.
    private static func owner(_ snapshot: Snapshot) -> [String] {
        guard let attributes = snapshot["ari.conf"].state?.attributes,
            attributes.owner == 0, attributes.group == 0
        else { return [] }
        return [
            "ari.conf belongs to root: if your Asterisk runs as another user, give it and \(Part.ari.files.include) "
                + "to that user's group, or Asterisk cannot read the latter."
        ]
    }
}
