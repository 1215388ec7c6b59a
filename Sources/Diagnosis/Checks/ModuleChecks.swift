internal import ConnectionMode
internal import PBXInstall

/// What of Asterisk must be loaded.
enum ModuleChecks {
    static func findings(_ facts: Facts) -> [Finding] {
        guard let ari = facts.ari.value else { return configured(facts) }
        switch ari.modules {
        case .unknown(let reason): return [.unknown(.modules, "loaded", reason)] + configured(facts)
        case .known(let modules):
            return missing(facts, isRunning: true) { modules[$0] == true } + idle(modules, facts)
        }
    }

    /// Those without which Offhook works, but not all of it.
    private static let useful = [
        ("res_pjsip_header_funcs", "Phones are not asked to answer by themselves."),
        ("res_pjsip_caller_id", "Agents' phones do not show who is calling."),
        ("res_pjsip_rfc3326", "The cause of a hang-up is not told to phones and trunks."),
        ("res_pjsip_nat", "Phones behind a router are not reached."),
    ]

    private static func needed(_ facts: Facts) -> [String] {
        var parts: [Part] = [.ari, .dialplan]
        if facts.service.usesPJSIP { parts.append(.phones) }
        if facts.service.usesQueues { parts.append(.queues) }
        return NeededModules.names(for: parts)
    }

    private static func missing(
        _ facts: Facts, isRunning: Bool, _ isThere: (String) -> Bool
    ) -> [Finding] {
        let needed = needed(facts)
        let missing = needed.filter { !isThere($0) }
        var findings = missing.map { name in
            Finding(
                .modules, "loaded", .failure, "\(name) is not loaded",
                why: why(name), change: change(name, facts))
        }
        if missing.isEmpty {
            findings.append(
                .fine(
                    .modules, "loaded",
                    "all \(needed.count) that are needed \(isRunning ? "run" : "are to be loaded")")
            )
        }
        for (name, why) in useful where facts.service.usesPJSIP && !isThere(name) {
            findings.append(
                Finding(
                    .modules, "useful", .warning, "\(name) is not loaded", why: why,
                    change: change(name, facts)))
        }
        return findings
    }

    /// What Asterisk times sound with, and reads prompts with: one of each will do.
    private static func idle(_ modules: [String: Bool], _ facts: Facts) -> [Finding] {
        let kinds = [
            ("res_timing_", "res_timing_timerfd", "Music and prompts do not play."),
            ("format_", "format_wav", "Prompts and music cannot be read."),
        ]
        return kinds.compactMap { prefix, name, why in
            guard !modules.contains(where: { $0.key.hasPrefix(prefix) && $0.value }) else {
                return nil
            }
            return Finding(
                .modules, "loaded", .failure, "no \(prefix)… is loaded", why: why,
                change: change(name, facts))
        }
    }

    private static func why(_ name: String) -> String {
        switch name {
        case "bridge_holding": "Agents cannot be parked, and customers cannot wait with music."
        case "app_stasis": "The dialplan cannot hand customers to Offhook."
        case "app_queue": "There are no queues."
        case "res_stasis_playback", "res_ari_playbacks": "The PIN cannot be spoken."
        case "res_stasis_device_state", "res_ari_device_states":
            "Queues do not hear who is free, and offer nobody anything."
        case "res_musiconhold": "Customers wait in silence."
        case _ where name.hasPrefix("res_ari") || name.hasPrefix("res_stasis"):
            "Offhook needs that part of ARI for every call."
        case _ where name.hasPrefix("func_") || name == "app_stack" || name == "pbx_config":
            "The lines of offhook-extensions.conf do not work."
        default: "Calls cannot be made or connected."
        }
    }

    private static func change(_ name: String, _ facts: Facts) -> Change {
        let line = facts.files(with: "modules.conf")?.settings(of: "modules.conf").last {
            $0.key.lowercased() == "noload" && ($0.value == name || $0.value == name + ".so")
        }
        return Change(
            line?.file ?? "modules.conf", section: "modules", line: line?.line,
            line == nil ? "add load=\(name).so" : "remove it")
    }

    /// What modules.conf says, where Asterisk does not.
    private static func configured(_ facts: Facts) -> [Finding] {
        guard let files = facts.files(with: "modules.conf"), files.has("modules.conf") else {
            return []
        }
        let lines = files.settings(of: "modules.conf")
        func names(_ keys: [String]) -> Set<String> {
            Set(
                lines.filter { keys.contains($0.key.lowercased()) }
                    .map { $0.value.hasSuffix(".so") ? String($0.value.dropLast(3)) : $0.value })
        }
        let loaded = names(["load", "preload", "require", "preload-require"])
        let refused = names(["noload"])
        let loadsAll =
            files.setting("autoload", of: "modules.conf", in: "modules")?.isTrue ?? true
        return missing(facts, isRunning: false) {
            !refused.contains($0) && (loadsAll || loaded.contains($0))
        }
    }
}

extension ServiceFacts {
    /// Whether anybody is called by SIP.
    var usesPJSIP: Bool {
        Workplace.Kind.allCases.flatMap { dial.templates($0) }.contains { $0.hasPrefix("PJSIP/") }
    }

    var usesQueues: Bool {
        manager?.queues.isEmpty == false
            || directory.tenants.values.contains { tenant in
                tenant.agents.values.contains { !$0.queues.isEmpty }
            }
    }
}
