internal import PBXInstall

/// Agents' phones and the trunks that agents are called by, as PJSIP has them.
enum EndpointChecks {
    static func findings(_ facts: Facts) -> [Finding] {
        let dialed = DialedEndpoint.all(of: facts.service)
        let sections = Dictionary(
            grouping: facts.files(with: "pjsip.conf")?.sections(of: "pjsip.conf").filter {
                !$0.isTemplate
            } ?? [], by: \.name)
        let endpoints = dialed.map {
            EndpointSettings($0, live: facts.ari.value, sections: sections)
        }
        var findings = absent(endpoints, facts) + unknown(endpoints)
        let known = endpoints.filter { $0.isKnown }
        let problems = known.flatMap { Self.problems(of: $0) }
        findings += grouped(problems)
        if !known.isEmpty, problems.isEmpty {
            let phones = known.count { $0.endpoint.role == .phone }
            findings.append(
                .fine(
                    .phones, "settings",
                    "\(phones) \(phones == 1 ? "phone" : "phones") and \(known.count - phones) "
                        + "\(known.count - phones == 1 ? "trunk" : "trunks") are set up as they should be"
                ))
        }
        return findings
    }

    private static func absent(_ endpoints: [EndpointSettings], _ facts: Facts) -> [Finding] {
        endpoints.filter(\.isAbsent).map { settings in
            let isPhone = settings.endpoint.role == .phone
            let name = settings.endpoint.name
            return Finding(
                .phones, "endpoint", .failure, "Asterisk has no endpoint \(name)",
                why: isPhone
                    ? "The agent who works there cannot be called."
                    : "Nobody is reached by the dial string that names it.",
                change: Change("pjsip.conf", "add [\(name)]\(isPhone ? "(offhook-phone)" : "")"))
        }
    }

    private static func unknown(_ endpoints: [EndpointSettings]) -> [Finding] {
        let names = endpoints.filter { !$0.isKnown && !$0.isAbsent }.map(\.endpoint.name)
        guard !names.isEmpty else { return [] }
        return [.unknown(.phones, "settings", "nothing was told of \(list(names))")]
    }

    // MARK: What is wrong with one

    private struct Problem {
        let finding: Finding
        let endpoint: String
    }

    /// What an endpoint's setting must be.
    private struct Rule: Sendable {
        let key: String
        let check: String
        let wanted: String
        var isWarning = false
        let why: String
        /// Whether a value will do.
        let isRight: @Sendable (String) -> Bool
    }

    @Sendable private static func isNo(_ value: String) -> Bool {
        !EffectiveConfiguration.isTrue(value)
    }

    private static let rules = [
        Rule(
            key: "direct_media", check: "directMedia", wanted: "no",
            why: "Each Accept renegotiates both phones: sound is late, and sometimes one-way.",
            isRight: isNo),
        Rule(
            key: "rtp_timeout", check: "rtpTimeout", wanted: "0",
            why: "A muted phone sends no sound, and is hung up after that many seconds.",
            isRight: { Int($0) ?? 0 == 0 }),
        Rule(
            key: "rtp_timeout_hold", check: "rtpTimeoutHold", wanted: "0",
            why: "A phone on hold sends no sound, and is hung up after that many seconds.",
            isRight: { Int($0) ?? 0 == 0 }),
        Rule(
            key: "rtp_keepalive", check: "rtpKeepalive", wanted: "2", isWarning: true,
            why:
                "A parked phone is sent nothing at all: firewalls and phones give up. With 5 or more it is "
                + "hardly ever sent.",
            isRight: { (1...4).contains(Int($0) ?? 0) }),
        Rule(
            key: "allow_transfer", check: "allowTransfer", wanted: "no",
            why: "The phone's own transfer key takes the agent's connection away.", isRight: isNo),
        Rule(
            key: "timers", check: "sessionTimers", wanted: "always",
            why: "A phone that vanished, without power or network, keeps its connection for ever.",
            isRight: { $0.lowercased() != "no" }),
        Rule(
            key: "timers_sess_expires", check: "sessionExpiry", wanted: "90", isWarning: true,
            why: "A phone that vanished is noticed only when that many seconds are over.",
            isRight: { Int($0) ?? 1_800 <= 300 }),
    ]

    private static func problems(of settings: EndpointSettings) -> [Problem] {
        var problems = rules.compactMap { problem(settings, $0) }
        guard settings.endpoint.role == .phone else { return problems }
        if isNo(settings.value("send_pai")), isNo(settings.value("send_rpid")) {
            problems.append(
                problem(
                    settings, "sendPAI", .warning, "send_pai is no",
                    why: "The phone does not show who is calling.",
                    change: settings.change("send_pai", to: "yes") { !isNo($0) }))
        }
        return problems + addresses(of: settings)
    }

    private static func problem(_ settings: EndpointSettings, _ rule: Rule) -> Problem? {
        // Without timers it is of no interest how long they are.
        if rule.key == "timers_sess_expires", settings.value("timers") == "no" { return nil }
        let value = settings.value(rule.key)
        if !rule.isRight(value) {
            return problem(
                settings, rule.check, rule.isWarning ? .warning : .failure,
                "\(rule.key) is \(value)", why: rule.why,
                change: settings.change(rule.key, to: rule.wanted, isRight: rule.isRight))
        }
        guard let planned = settings.plannedValue(rule.key), !rule.isRight(planned) else {
            return nil
        }
        return problem(
            settings, rule.check, .warning, "\(rule.key) will be \(planned) after the next start",
            why: "It stands in the file and is not in use yet. " + rule.why,
            change: settings.change(rule.key, to: rule.wanted, isRight: rule.isRight))
    }

    private static func addresses(of settings: EndpointSettings) -> [Problem] {
        var problems: [Problem] = []
        if let period = settings.aorValue("qualify_frequency"), Int(period) ?? 0 == 0 {
            problems.append(
                problem(
                    settings, "qualify", .warning, "qualify_frequency is 0",
                    why:
                        "Nobody asks the phone whether it is there: one that is away is called all the same.",
                    change: settings.aorChange("qualify_frequency", to: "30") { Int($0) ?? 0 > 0 }))
        }
        if let contacts = settings.aorValue("max_contacts"), Int(contacts) ?? 0 > 1 {
            problems.append(
                problem(
                    settings, "contacts", .warning, "max_contacts is \(contacts)",
                    why: "With two phones both ring, and the wrong one may answer.",
                    change: settings.aorChange("max_contacts", to: "1") { Int($0) ?? 0 <= 1 }))
        }
        return problems
    }

    private static func problem(
        _ settings: EndpointSettings, _ check: String, _ severity: Finding.Severity,
        _ what: String, why: String, change: Change
    ) -> Problem {
        Problem(
            finding: Finding(.phones, check, severity, what, why: why, change: change),
            endpoint: settings.endpoint.name)
    }

    // MARK: Many of them

    /// Of one setting so many places are told.
    private static let mostPlaces = 5

    /// One finding for each line to change, whoever has it by a template.
    private static func grouped(_ problems: [Problem]) -> [Finding] {
        var order: [Finding] = []
        var names: [Finding: [String]] = [:]
        for problem in problems {
            var finding = problem.finding
            // Where a line is lacking, one section stands for all that lack it.
            if isLacking(finding),
                let other = order.first(where: { $0.what == finding.what && isLacking($0) })
            {
                finding = other
            }
            if names[finding] == nil { order.append(finding) }
            names[finding, default: []].append(problem.endpoint)
        }
        return Dictionary(grouping: order, by: \.check).sorted { $0.key < $1.key }.flatMap {
            _, findings in
            findings.prefix(mostPlaces).enumerated().map { index, finding in
                let isLast = index == mostPlaces - 1 && findings.count > mostPlaces
                let others =
                    isLast ? findings.dropFirst(mostPlaces).flatMap { names[$0] ?? [] } : []
                return told(finding, of: (names[finding] ?? []) + others, isForMore: isLast)
            }
        }
    }

    private static func told(
        _ finding: Finding, of names: [String], isForMore: Bool
    ) -> Finding {
        var told = Finding(
            .phones, finding.check, finding.severity, "\(finding.what) on \(list(names))",
            why: finding.why, change: finding.change)
        if let change = finding.change, isForMore || isLacking(finding) && names.count > 1 {
            told.change = Change(
                change.file, section: change.section, line: change.line,
                change.text + ", and so for the others")
        }
        return told
    }

    /// No line says it, or none that is known.
    private static func isLacking(_ finding: Finding) -> Bool {
        finding.change.map { $0.line == nil || $0.text.hasPrefix("add ") } ?? false
    }

    /// `1001, 1002, 1003 and 7 more`
    private static func list(_ names: [String]) -> String {
        let shown = names.prefix(3).joined(separator: ", ")
        return names.count > 3 ? "\(shown) and \(names.count - 3) more" : shown
    }
}
