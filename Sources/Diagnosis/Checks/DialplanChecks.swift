internal import ConnectionMode
internal import PBXInstall

/// The contexts that hand customers to Offhook and take them back.
enum DialplanChecks {
    static func findings(_ facts: Facts) -> [Finding] {
        let dialplan = Dialplan(facts)
        guard dialplan.isKnown else {
            return [
                .unknown(.dialplan, "contexts", "neither extensions.conf nor Asterisk told of it")
            ]
        }
        var findings = subroutines(dialplan) + tenants(dialplan, facts) + lost(dialplan, facts)
        if let files = facts.files(with: "extensions.conf") {
            findings += application(files, facts.service)
        }
        if !findings.contains(where: { $0.severity != .fine }) {
            findings.append(
                .fine(.dialplan, "contexts", "every context that Offhook needs is there"))
        }
        return findings
    }

    private static let needed = [
        ("offhook-offer", "Customers cannot be offered to an agent."),
        ("offhook-wait", "Customers cannot wait for a router of yours."),
        ("offhook-dial", "Agents cannot be dialled by Dial()."),
        ("offhook-queue", "Customers cannot wait in a queue."),
        ("offhook-half", "Dial() and queues do not reach Offhook."),
        ("offhook-record", "Customers do not come back from Offhook."),
        ("offhook-transferred", "Customers who are sent on do not get there."),
        ("offhook-dialed-number", "Customers do not get to Offhook."),
    ]

    private static func subroutines(_ dialplan: Dialplan) -> [Finding] {
        let missing = needed.filter { dialplan.has($0.0) == false }
        guard missing.count < needed.count else {
            return [
                Finding(
                    .dialplan, "contexts", .failure, "there is none of Offhook's contexts",
                    why: "Customers cannot be handed to Offhook.",
                    change: Change("extensions.conf", "add #include offhook-extensions.conf"))
            ]
        }
        return missing.map { name, why in
            Finding(
                .dialplan, "contexts", .failure, "there is no context \(name)", why: why,
                change: Change(
                    "offhook-extensions.conf", section: name,
                    "install the newest file (offhook pbx install), then asterisk -rx 'dialplan reload'"
                ))
        }
    }

    private static func tenants(_ dialplan: Dialplan, _ facts: Facts) -> [Finding] {
        facts.service.directory.tenants.sorted { $0.key < $1.key }.compactMap { id, tenant in
            let agent = tenant.agents.keys.min()?.rawValue ?? "1001"
            guard !tenant.agents.isEmpty, dialplan.has("offhook-\(id)", agent) == false else {
                return nil
            }
            let isInQueues = tenant.agents.values.contains { !$0.queues.isEmpty }
            return Finding(
                .dialplan, "tenant", isInQueues ? .failure : .warning,
                "there is no context offhook-\(id)",
                why: "Dial() and queues do not reach the agents of \(id).",
                change: Change("extensions.conf", "add [offhook-\(id)](offhook-tenant)"))
        }
    }

    private static func lost(_ dialplan: Dialplan, _ facts: Facts) -> [Finding] {
        let contexts = Set(
            facts.service.directory.tenants.values.compactMap(\.callingOut.agentLostContext))
        return contexts.sorted().filter { dialplan.has($0, "s") == false }.map { name in
            Finding(
                .dialplan, "agentLost", .failure, "there is no extension s in \(name)",
                why:
                    "Customers who go on there, having lost their agent or being sent on, are hung up.",
                change: Change(
                    "extensions.conf", section: name,
                    "add exten => s,1,… there, or name another one in policy.outbound.agentLostContext"
                ))
        }
    }

    /// The name that Stasis() is told must be the one that Offhook serves.
    private static func application(
        _ files: AsteriskFiles, _ service: ServiceFacts
    ) -> [Finding] {
        files.settings(of: "extensions.conf").compactMap { line in
            guard line.section.hasPrefix("offhook-"),
                let call = line.value.firstRange(of: "Stasis(")
            else {
                return nil
            }
            let name = line.value[call.upperBound...].prefix { $0 != "," && $0 != ")" }.trimmed
            guard name != service.application else { return nil }
            return Finding(
                .dialplan, "application", .failure,
                "\(line.section) hands customers to \(name), and Offhook serves \(service.application)",
                why: "Nobody takes them: OFFHOOK_RESULT is serviceAway.",
                change: Change(service.file, "asterisk.application: \(name)"))
        }.prefix(1).map { $0 }
    }
}

/// Where calls can go: as Asterisk says if it can tell, or as the files say.
struct Dialplan {
    private let live: [String: Bool]
    private let sections: [AsteriskFiles.Section]?

    init(_ facts: Facts) {
        live = facts.ari.value?.extensions ?? [:]
        sections = facts.files(with: "extensions.conf").flatMap {
            $0.has("extensions.conf") ? $0.sections(of: "extensions.conf") : nil
        }
    }

    var isKnown: Bool { !live.isEmpty || sections != nil }

    /// What is worth asking Asterisk for.
    static func questions(_ service: ServiceFacts) -> [(context: String, extension: String)] {
        let contexts = [
            "offhook-offer", "offhook-wait", "offhook-dial", "offhook-queue", "offhook-half",
            "offhook-record", "offhook-transferred", "offhook-dialed-number",
        ]
        let tenants = service.directory.tenants.sorted { $0.key < $1.key }
        return contexts.map { ($0, "s") }
            + tenants.compactMap { id, tenant in
                tenant.agents.keys.min().map { ("offhook-\(id)", $0.rawValue) }
            }
            + Set(tenants.compactMap(\.value.callingOut.agentLostContext)).sorted().map {
                ($0, "s")
            }
    }

    /// Nil where nobody can tell.
    func has(_ context: String, _ name: String = "s") -> Bool? {
        if let known = live["\(context),\(name)"] { return known }
        guard let sections else { return nil }
        let found = sections.filter { $0.name == context && !$0.isTemplate }
        guard !found.isEmpty else { return false }
        let settings = found.flatMap(\.settings)
        // What another context, a pattern or a switch brings is not followed: it may well be there.
        let isOpen = settings.contains {
            ["include", "switch", "lswitch", "eswitch"].contains($0.key.lowercased())
                || $0.key.lowercased() == "exten" && $0.value.hasPrefix("_")
        }
        return isOpen
            || settings.contains {
                $0.key.lowercased() == "exten"
                    && $0.value.split(separator: ",").first.map { $0.trimmed } == name
            }
    }
}
