internal import ConnectionMode
internal import PBXInstall

/// Queues in which agents are, by Offhook's directory or by queues.conf.
enum QueueChecks {
    static func findings(_ facts: Facts) -> [Finding] {
        let kept = kept(facts.service)
        guard let files = facts.files(with: "queues.conf"), files.has("queues.conf") else {
            return unlisted(kept, facts) + states(facts)
        }
        let sections = files.sections(of: "queues.conf").filter {
            !$0.isTemplate && $0.name != "general"
        }
        let ours = sections.filter { section in
            kept.contains { $0.lowercased() == section.name.lowercased() }
                || section.settings.contains { QueueMember($0) != nil }
        }
        var findings =
            unlisted(kept, facts) + states(facts) + ours.flatMap { problems(of: $0, facts) }
        guard !ours.isEmpty || !kept.isEmpty else { return [] }
        findings += general(files) + ringSeconds(ours, facts) + direct(ours, facts)
        if !findings.contains(where: { $0.severity == .failure || $0.severity == .warning }) {
            let names = ours.prefix(3).map(\.name).joined(separator: ", ")
            findings.append(
                .fine(
                    .queues, "settings",
                    ours.count > 3
                        ? "\(names) and \(ours.count - 3) more are set up as they should be"
                        : "\(names) \(ours.count == 1 ? "is" : "are") set up as they should be"))
        }
        return findings
    }

    /// Those of which Offhook keeps the members.
    private static func kept(_ service: ServiceFacts) -> [String] {
        (service.manager?.queues ?? [:]).values.flatMap { $0 }.sorted()
    }

    /// As Asterisk says: a queue may as well stand in a database.
    private static func unlisted(_ kept: [String], _ facts: Facts) -> [Finding] {
        guard let queues = facts.manager?.value?.queues else { return [] }
        let known = Set(queues.map { $0.lowercased() })
        return kept.filter { !known.contains($0.lowercased()) }.map { name in
            Finding(
                .queues, "queue", .failure, "Asterisk has no queue \(name)",
                why: "\(facts.service.file) lets Offhook put agents into it, and nobody is.",
                change: Change("queues.conf", "add [\(name)](offhook-queue)"))
        }
    }

    /// While Offhook serves, it has set the state of every agent.
    private static func states(_ facts: Facts) -> [Finding] {
        guard facts.service.state == .ready else { return [] }
        return (facts.manager?.value?.unknownMembers ?? []).sorted { $0.queue < $1.queue }.map {
            member in
            Finding(
                .queues, "memberUnknown", .failure,
                "nobody knows the state of \(member.interface) in \(member.queue)",
                why: "Such a member is offered a customer or two, and none after that.",
                change: Change(
                    "queues.conf", section: member.queue,
                    "the state interface must be Stasis:<tenant>:<agent>, in the directory's own case"
                ))
        }
    }

    // MARK: One queue

    private struct Rule: Sendable {
        let key: String
        let check: String
        let wanted: String
        /// What holds where nothing is said. *Source*: queues.conf.sample of Asterisk 22.
        let usual: String
        var isWarning = false
        let why: String
        let isRight: @Sendable (String) -> Bool
    }

    @Sendable private static func isNo(_ value: String) -> Bool {
        !EffectiveConfiguration.isTrue(value)
    }
    @Sendable private static func isZero(_ value: String) -> Bool { Int(value) ?? 0 == 0 }

    private static let rules = [
        Rule(
            key: "ringinuse", check: "ringInUse", wanted: "no", usual: "yes",
            why: "Who is in a call is offered another customer, which goes back at once.",
            isRight: isNo),
        Rule(
            key: "autopause", check: "autoPause", wanted: "no", usual: "no",
            why: "Who rejects once is taken out, and Offhook does not know.",
            isRight: { $0.lowercased() != "all" && isNo($0) }),
        Rule(
            key: "memberdelay", check: "memberDelay", wanted: "0", usual: "0",
            why: "Agent and customer hear nothing for so many seconds after Accept.",
            isRight: isZero),
        Rule(
            key: "wrapuptime", check: "wrapUpTime", wanted: "0", usual: "0", isWarning: true,
            why: "The queue waits although Offhook says that the agent is free.", isRight: isZero),
        Rule(
            key: "reportholdtime", check: "reportHoldTime", wanted: "no", usual: "no",
            isWarning: true,
            why: "The agent listens to an announcement before the customer is heard.",
            isRight: isNo),
    ]

    private static func problems(
        of queue: AsteriskFiles.Section, _ facts: Facts
    ) -> [Finding] {
        rules.compactMap { rule in
            let value = queue[rule.key]?.value ?? rule.usual
            guard !rule.isRight(value) else { return nil }
            return Finding(
                .queues, rule.check, rule.isWarning ? .warning : .failure,
                "\(rule.key) is \(value) in \(queue.name)", why: rule.why,
                change: queue.change(rule.key, to: rule.wanted))
        }
            + queue.settings.compactMap { setting in
                QueueMember(setting).flatMap { member(setting, $0, queue, facts) }
            }
    }

    private static func member(
        _ setting: AsteriskFiles.Setting, _ member: QueueMember, _ queue: AsteriskFiles.Section,
        _ facts: Facts
    ) -> Finding? {
        func finding(_ check: String, _ what: String, _ why: String, _ line: String) -> Finding {
            Finding(
                .queues, check, .failure, what, why: why,
                change: Change(setting.file, section: setting.section, line: setting.line, line))
        }
        let (tenant, agent) = (member.tenant, member.agent)
        let key = AgentKey(tenant: TenantID(tenant), agent: AgentID(agent))
        guard facts.service.directory.profile(of: key) != nil else {
            return finding(
                "member", "\(queue.name) has agent \(tenant)/\(agent), who is not in the directory",
                "The queue offers customers to nobody.", "remove it")
        }
        let right = member.corrected
        if member.state != "Stasis:\(tenant):\(agent)" {
            return finding(
                "memberState",
                "\(agent) in \(queue.name) has the state interface "
                    + (member.state.isEmpty ? "of the phone" : member.state),
                "The phone is in use all day: agents are never offered anything, or also on break.",
                right)
        }
        guard !member.isKept else { return nil }
        return finding(
            "memberLocal", "\(agent) in \(queue.name) is dialled without /n",
            "Asterisk may take the Local channel out of the call, and Offhook lose it.", right)
    }

    private static func general(_ files: AsteriskFiles) -> [Finding] {
        guard files.setting("log_membername_as_agent", of: "queues.conf")?.isTrue != true else {
            return []
        }
        return [
            Finding(
                .queues, "memberNames", .warning, "log_membername_as_agent is no",
                why: "queue_log has Local/1001@offhook-acme/n for the agent.",
                change: files.change("log_membername_as_agent", to: "yes", of: "queues.conf"))
        ]
    }

    // MARK: What the dialplan says of it

    /// `Gosub(offhook-queue,s,1(support,16,300))` must have the queue's own `timeout=`.
    private static func ringSeconds(
        _ queues: [AsteriskFiles.Section], _ facts: Facts
    ) -> [Finding] {
        guard let files = facts.files(with: "extensions.conf") else { return [] }
        return files.settings(of: "extensions.conf").compactMap { line in
            guard let call = line.value.firstRange(of: "Gosub(offhook-queue,s,1(") else {
                return nil
            }
            let arguments = line.value[call.upperBound...].prefix { $0 != ")" }
                .split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmed }
            guard arguments.count > 1, let said = Int(arguments[1]),
                let queue = queues.first(where: { $0.name == arguments[0] }),
                let timeout = Int(queue["timeout"]?.value ?? "15"), timeout != said
            else { return nil }
            return Finding(
                .queues, "ringSeconds", .warning,
                "\(queue.name) rings for \(timeout) s, and the dialplan says \(said)",
                why:
                    "The queue is first to end an offer, or Offhook ends it too early: a missed offer is "
                    + "not told as one.",
                change: Change(
                    line.file, section: line.section, line: line.line,
                    "Gosub(offhook-queue,s,1(\(queue.name),\(timeout),…))"))
        }
    }

    /// `Queue(support)` of the operator's own needs the option `c`.
    private static func direct(_ queues: [AsteriskFiles.Section], _ facts: Facts) -> [Finding] {
        guard let files = facts.files(with: "extensions.conf") else { return [] }
        return files.settings(of: "extensions.conf").compactMap { line in
            guard let call = line.value.firstRange(of: ",Queue(") else { return nil }
            let arguments = line.value[call.upperBound...].prefix { $0 != ")" }
                .split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmed }
            guard queues.contains(where: { $0.name == arguments[0] }),
                !(arguments.count > 1 && arguments[1].contains("c"))
            else { return nil }
            return Finding(
                .queues, "option", .warning,
                "the dialplan lets customers into \(arguments[0]) without the option c",
                why: "A customer who lost the agent is hung up, and Hang up does not end the call.",
                change: Change(
                    line.file, section: line.section, line: line.line,
                    "Gosub(offhook-queue,s,1(\(arguments[0]),…)) instead, or Queue(\(arguments[0]),c)"
                ))
        }
    }
}

/// An agent of Offhook's in queues.conf: `member => Local/1001@offhook-acme/n,0,1001,Stasis:acme:1001`.
struct QueueMember {
    let agent: String
    let tenant: String
    /// Whether `/n` keeps the Local channel in the call.
    let isKept: Bool
    /// Empty where none is named.
    let state: String
    private let penalty: String
    private let name: String

    init?(_ setting: AsteriskFiles.Setting) {
        guard setting.key.lowercased() == "member" else { return nil }
        let parts = setting.value.split(separator: ",", omittingEmptySubsequences: false)
            .map { $0.trimmed }
        guard let interface = parts.first, interface.hasPrefix("Local/"),
            let at = interface.firstRange(of: "@offhook-")
        else { return nil }
        agent = String(interface[..<at.lowerBound].dropFirst("Local/".count))
        let rest = interface[at.upperBound...]
        tenant = String(rest.prefix { $0 != "/" })
        isKept = rest.hasSuffix("/n")
        func part(_ index: Int) -> String { parts.indices.contains(index) ? parts[index] : "" }
        (penalty, name, state) = (part(1), part(2), part(3))
    }

    /// The line as it should be.
    var corrected: String {
        "member => Local/\(agent)@offhook-\(tenant)/n,\(penalty.isEmpty ? "0" : penalty),"
            + "\(name.isEmpty ? agent : name),Stasis:\(tenant):\(agent)"
    }
}
