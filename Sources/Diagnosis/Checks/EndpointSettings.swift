internal import PBXInstall

/// One endpoint with its addresses: what Asterisk has in use, and the lines that say so.
struct EndpointSettings {
    let endpoint: DialedEndpoint
    /// What Asterisk told; nil where it was not asked.
    private let live: [String: String]?
    private let liveAOR: [String: String]?
    private let section: AsteriskFiles.Section?
    private let aorSection: AsteriskFiles.Section?
    let isAbsent: Bool

    /// What holds where nothing is said. *Source*: pjsip.conf.sample of Asterisk 22.
    private static let defaults = [
        "direct_media": "yes", "rtp_timeout": "0", "rtp_timeout_hold": "0", "rtp_keepalive": "0",
        "allow_transfer": "yes", "timers": "yes", "timers_sess_expires": "1800", "send_pai": "no",
        "send_rpid": "no", "qualify_frequency": "0", "max_contacts": "0",
    ]

    /// - Parameter sections: those of pjsip.conf by their names, without templates.
    init(_ endpoint: DialedEndpoint, live: ARIFacts?, sections: [String: [AsteriskFiles.Section]]) {
        self.endpoint = endpoint
        func section(_ type: String, _ name: String) -> AsteriskFiles.Section? {
            sections[name]?.last { $0["type"]?.value == type }
        }
        self.section = section("endpoint", endpoint.name)
        switch live?.endpoints[endpoint.name] {
        case .known(let settings?)?: (self.live, isAbsent) = (settings, false)
        case .known(nil)?: (self.live, isAbsent) = (nil, true)
        case .unknown?, nil: (self.live, isAbsent) = (nil, false)
        }
        let names = self.live?["aors"] ?? self.section?["aors"]?.value ?? ""
        let aor = names.split(separator: ",").first.map { String($0).trimmed } ?? ""
        liveAOR = live?.aors[aor]
        aorSection = section("aor", aor)
    }

    var isKnown: Bool { !isAbsent && (live != nil || section != nil) }

    /// As Asterisk has it, or else as the file says, or else as it is by itself.
    func value(_ key: String) -> String {
        Self.plain(live?[key] ?? section?[key]?.value ?? Self.defaults[key] ?? "")
    }

    /// What stands in the file and is not in use: the next start of Asterisk brings it. Nil where both are the same.
    func plannedValue(_ key: String) -> String? {
        guard let section, let used = live?[key] else { return nil }
        let planned = Self.plain(section[key]?.value ?? Self.defaults[key] ?? "")
        return planned == Self.plain(used) ? nil : planned
    }

    /// Nil where the endpoint has no addresses that are known.
    func aorValue(_ key: String) -> String? {
        if let liveAOR { return liveAOR[key] }
        guard let aorSection else { return nil }
        return aorSection[key]?.value ?? Self.defaults[key]
    }

    /// Asterisk tells `true` where the file has `yes`.
    private static func plain(_ value: String) -> String {
        switch value.lowercased() {
        case "true", "yes", "on": "yes"
        case "false", "no", "off": "no"
        default: value
        }
    }

    // MARK: What to change

    func change(_ key: String, to value: String, isRight: (String) -> Bool) -> Change {
        Self.change(key, to: value, in: section, named: endpoint.name, isRight)
    }

    func aorChange(_ key: String, to value: String, isRight: (String) -> Bool) -> Change {
        Self.change(
            key, to: value, in: aorSection, named: aorSection?.name ?? endpoint.name, isRight)
    }

    private static func change(
        _ key: String, to value: String, in section: AsteriskFiles.Section?, named name: String,
        _ isRight: (String) -> Bool
    ) -> Change {
        guard let section else { return Change("pjsip.conf", section: name, "\(key)=\(value)") }
        if let found = section[key], isRight(found.value) {
            return Change(
                found.file, section: found.section, line: found.line,
                "it is right there: asterisk -rx 'module reload res_pjsip.so'")
        }
        return section.change(key, to: value)
    }
}
