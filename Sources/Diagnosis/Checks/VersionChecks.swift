internal import PBXInstall

/// Whether Asterisk is reached at all, and whether its version is one without known holes.
enum VersionChecks {
    static func findings(_ facts: Facts) -> [Finding] {
        let reached: [Finding]
        switch facts.ari {
        case .known(let ari): reached = [version(ari.version)]
        case .unknown(let reason):
            reached = [
                Finding(
                    .asterisk, "reachable", .failure,
                    "ARI at \(facts.service.url) does not serve us",
                    why: reason,
                    change: Change(
                        facts.service.file,
                        "asterisk.url, username and passwordFile, as in ari.conf"))
            ]
        }
        return reached + files(facts)
    }

    private static func files(_ facts: Facts) -> [Finding] {
        switch facts.files {
        case .known(let files):
            let unread = files.unread
            guard unread.isEmpty else {
                return unread.map { .unknown(.asterisk, "files", $0.withoutFullStop) }
            }
            return [.fine(.asterisk, "files", "its files in \(files.snapshot.directory) were read")]
        case .unknown(let reason):
            return [.unknown(.asterisk, "files", "its files were not read: \(reason)")]
        }
    }

    /// The first of each branch in which no security hole is known.
    private static let floors = [20: (20, 1), 22: (10, 1), 23: (4, 1)]

    private static func version(_ version: String) -> Finding {
        let parts = version.prefix { $0.isNumber || $0 == "." }.split(separator: ".")
            .compactMap { Int($0) }
        guard let major = parts.first, parts.count > 1 else {
            return .unknown(
                .asterisk, "version",
                "\(version) is no version that can be compared with 20.20.1, 22.10.1 or 23.4.1")
        }
        let wanted = "20.20.1, 22.10.1 or 23.4.1, or newer"
        guard major >= 20 else {
            return Finding(
                .asterisk, "version", .failure, "it is \(version)",
                why: "Offhook needs Asterisk 20 or newer.",
                change: Change("Asterisk", "install \(wanted)"))
        }
        let minor = (parts[1], parts.count > 2 ? parts[2] : 0)
        let isOld = floors[major].map { minor < $0 } ?? (major < 23)
        guard isOld else { return .fine(.asterisk, "version", "it is \(version)") }
        return Finding(
            .asterisk, "version", .failure, "it is \(version)",
            why: "Security holes are known in it; 21 gets no fixes any more.",
            change: Change("Asterisk", "install \(wanted)"))
    }
}

extension String {
    var withoutFullStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
