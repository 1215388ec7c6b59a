internal import ConnectionMode

/// What stands in Offhook's own files, and whether it serves.
enum ServiceChecks {
    static func findings(_ facts: Facts) -> [Finding] {
        let service = facts.service
        return state(service) + directory(service) + ways(service) + listening(service)
            + links(service)
    }

    private static func state(_ service: ServiceFacts) -> [Finding] {
        switch service.state {
        case .ready: return [.fine(.service, "ready", "it runs and is ready")]
        case .notRunning: return [.unknown(.service, "ready", "it does not run now")]
        case .notReady(let reasons):
            return [
                Finding(
                    .service, "ready", .failure, "it runs and is not ready",
                    why: reasons.isEmpty ? "It does not answer." : reasons.joined(separator: " "))
            ]
        }
    }

    private static func directory(_ service: ServiceFacts) -> [Finding] {
        let directory = service.directory
        let faults = service.faults.map {
            Finding(
                .service, "directory", .warning, $0,
                why: "What was meant there does not happen.")
        }
        guard directory.agentCount > 0 else {
            return faults + [
                .unknown(
                    .service, "agents",
                    "there are no agents yet, so that no phones can be looked at")
            ]
        }
        let count = directory.tenants.count
        return faults + [
            .fine(
                .service, "agents",
                "\(directory.agentCount) \(directory.agentCount == 1 ? "agent" : "agents") of \(count) "
                    + (count == 1 ? "tenant" : "tenants"))
        ]
    }

    /// Every kind of workplace must have a way to be dialled.
    private static func ways(_ service: ServiceFacts) -> [Finding] {
        let keys: [(Workplace.Kind, String)] = [
            (.endpoint, "endpoint"), (.phoneNumber, "phoneNumber"), (.sipUri, "sipUri"),
        ]
        return keys.compactMap { kind, key in
            guard service.dial.templates(kind).isEmpty,
                let agent = service.directory.firstAgent(at: kind)
            else { return nil }
            return Finding(
                .service, "dial", .failure,
                "agent \(agent) works at a \(key), and nothing says how that is dialled",
                why: "Such a workplace is never called.",
                change: Change(
                    service.file, "asterisk.dial.\(key): for instance PJSIP/{address}@carrier"))
        }
    }

    private static func listening(_ service: ServiceFacts) -> [Finding] {
        var findings: [Finding] = []
        if !service.isListenTLS, !Hosts.isLoopback(service.listenHost) {
            findings.append(
                Finding(
                    .service, "listen", .warning,
                    "the API speaks plain HTTP at \(service.listenHost)",
                    why: "Whoever sees the network reads tokens and PINs.",
                    change: Change(
                        service.file,
                        "listen.tls.certificateFile and keyFile, or listen.host: 127.0.0.1 behind a proxy"
                    )))
        } else {
            let how = service.isListenTLS ? "TLS" : "plain HTTP on this machine alone"
            findings.append(.fine(.service, "listen", "the API speaks \(how)"))
        }
        if let days = service.certificateDays, days < 14 {
            findings.append(
                Finding(
                    .service, "certificate", days < 0 ? .failure : .warning,
                    days < 0
                        ? "the API's certificate is out of date"
                        : "the API's certificate is valid for \(days) days yet",
                    why: "Consoles refuse to connect when it is out of date.",
                    change: Change(service.file, "renew the file of listen.tls.certificateFile")))
        }
        return findings
    }

    /// What is sent to Asterisk over a network.
    private static func links(_ service: ServiceFacts) -> [Finding] {
        var findings: [Finding] = []
        if service.url.hasPrefix("http:"), !Hosts.isLoopback(Hosts.host(of: service.url)) {
            findings.append(
                Finding(
                    .service, "ariLink", .warning, "ARI is spoken over the network without TLS",
                    why:
                        "Whoever sees that network reads the password, with which every call can be "
                        + "controlled.",
                    change: Change(service.file, "asterisk.url: https://… with asterisk.caFile")))
        }
        if let manager = service.manager, !manager.usesTLS, !Hosts.isLoopback(manager.host) {
            findings.append(
                Finding(
                    .service, "managerLink", .warning,
                    "the manager interface is spoken over the network without TLS",
                    why: "Whoever sees that network can take over the session.",
                    change: Change(service.file, "asterisk.manager.tls: true")))
        }
        return findings
    }
}

/// Whether an address is this machine alone, or every address.
enum Hosts {
    static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || host == "[::1]" || host.hasPrefix("127.")
    }

    /// What binds to every address; Asterisk takes nothing for that, too.
    static func isEverywhere(_ host: String) -> Bool {
        ["", "0.0.0.0", "::", "[::]"].contains(host)
    }

    /// `example.com` of `https://example.com:8089`.
    static func host(of url: String) -> String {
        guard let scheme = url.firstRange(of: "://") else { return url }
        let rest = url[scheme.upperBound...].prefix { $0 != "/" }
        if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") { return String(rest[...end]) }
        return String(rest.prefix { $0 != ":" })
    }

    static func port(of url: String) -> Int {
        let host = host(of: url)
        guard let place = url.firstRange(of: host) else { return 0 }
        let rest = url[place.upperBound...]
        guard rest.hasPrefix(":") else { return url.hasPrefix("https:") ? 443 : 80 }
        return Int(rest.dropFirst().prefix { $0.isNumber }) ?? 0
    }
}

extension Directory {
    /// Some agent who has such a workplace.
    func firstAgent(at kind: Workplace.Kind) -> AgentKey? {
        for (id, tenant) in tenants.sorted(by: { $0.key < $1.key }) {
            for (agent, profile) in tenant.agents.sorted(by: { $0.key < $1.key })
            where profile.workplaces.contains(where: { $0.kind == kind }) {
                return AgentKey(tenant: id, agent: agent)
            }
        }
        return nil
    }
}
