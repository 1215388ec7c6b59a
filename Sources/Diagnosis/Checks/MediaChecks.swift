internal import ConnectionMode

/// Music, tones, ports for sound, folders and what else Asterisk's own files limit.
enum MediaChecks {
    static func findings(_ facts: Facts) -> [Finding] {
        music(facts) + tones(facts) + ports(facts) + recordings(facts) + calls(facts)
            + messages(facts)
    }

    private static func music(_ facts: Facts) -> [Finding] {
        guard let files = facts.files(with: "musiconhold.conf") else { return [] }
        let name = facts.service.musicClass
        let file = "musiconhold.conf"
        guard
            let section = files.sections(of: file).last(where: { $0.name == name && !$0.isTemplate }
            )
        else {
            return [
                Finding(
                    .media, "music", .failure, "there is no class \(name) in \(file)",
                    why: "Customers wait in silence, and hang up.",
                    change: Change(file, "add [\(name)] with mode=files and directory=…"))
            ]
        }
        guard section["mode"]?.value.lowercased() == "files", let folder = section["directory"]
        else {
            return [.fine(.media, "music", "there is the music class \(name)")]
        }
        let state = folder.value.hasPrefix("/") ? files.folders[folder.value] : nil
        guard state == .missing || state == .empty else {
            return [.fine(.media, "music", "there is the music class \(name)")]
        }
        return [
            Finding(
                .media, "music", .failure,
                "the folder of the music class \(name) \(state == .empty ? "is empty" : "is not there")",
                why: "Customers wait in silence, and hang up.",
                change: Change(
                    folder.file, section: name, line: folder.line,
                    "put music into \(folder.value), or name another folder"))
        ]
    }

    private static func tones(_ facts: Facts) -> [Finding] {
        guard let files = facts.files(with: "indications.conf") else { return [] }
        let country = files.setting("country", of: "indications.conf")
        if let country,
            files.sections(of: "indications.conf").contains(where: { $0.name == country.value })
        {
            return [.fine(.media, "tones", "tones are those of \(country.value)")]
        }
        return [
            Finding(
                .media, "tones", .warning,
                country.map { "there are no tones of the country \($0.value)" }
                    ?? "no country is named for tones",
                why: "Nobody hears ringing, busy or congestion.",
                change: files.change("country", to: "us", of: "indications.conf"))
        ]
    }

    /// Each leg takes two, and each agent has one beside the customer's.
    private static func ports(_ facts: Facts) -> [Finding] {
        guard let files = facts.files(with: "rtp.conf") else { return [] }
        func number(_ key: String, _ usual: Int) -> Int {
            let said = files.setting(key, of: "rtp.conf").flatMap { Int($0.value) } ?? usual
            return min(max(0, said), 65_535)
        }
        let (first, last) = (number("rtpstart", 5_000), number("rtpend", 31_000))
        let agents = facts.service.directory.agentCount
        let (count, needed) = (max(0, last - first + 1), agents * 4 + 20)
        guard count < needed else {
            return [.fine(.media, "ports", "there are ports for sound: \(first) to \(last)")]
        }
        return [
            Finding(
                .media, "ports", .failure,
                "there are \(count) ports for sound, and \(agents) agents need \(needed)",
                why: "Each leg takes two. When none are left, calls fail at the busiest hour.",
                change: files.change(
                    "rtpend", to: "\(min(65_535, first + needed * 2))", of: "rtp.conf"))
        ]
    }

    private static func recordings(_ facts: Facts) -> [Finding] {
        // Asterisk itself has said so, where it was asked.
        guard facts.ari.value?.hasRecordingFolder == nil,
            let files = facts.files(with: "asterisk.conf")
        else { return [] }
        let folder = folders(files).recordings
        guard files.folders[folder] == .missing else { return [] }
        return [
            Finding(
                .media, "recordings", .warning, "the folder for recordings is not there",
                why: "Asterisk refuses to record what ARI is asked to.",
                change: Change(folder, "make it, and give it to Asterisk's user"))
        ]
    }

    /// What the files say where folders are, on Asterisk's machine.
    static func folders(_ files: AsteriskFiles) -> (
        recordings: String, music: [String], run: String
    ) {
        func directory(_ key: String, _ usual: String) -> String {
            files.setting(key, of: "asterisk.conf", in: "directories")?.value ?? usual
        }
        let music = files.sections(of: "musiconhold.conf").compactMap { $0["directory"]?.value }
        return (
            directory("astspooldir", "/var/spool/asterisk") + "/recording",
            music.filter { $0.hasPrefix("/") }, directory("astrundir", "/var/run/asterisk")
        )
    }

    private static func calls(_ facts: Facts) -> [Finding] {
        guard
            let line = facts.files(with: "asterisk.conf")?.setting(
                "maxcalls", of: "asterisk.conf", in: "options"),
            let most = Int(line.value), most > 0
        else { return [] }
        let needed = facts.service.directory.agentCount * 2
        guard most < needed else { return [.fine(.media, "calls", "maxcalls is \(most)")] }
        return [
            Finding(
                .media, "calls", .failure,
                "maxcalls is \(most), and agents with customers are \(needed)",
                why: "Every open connection is a call: past it nobody gets in.",
                change: Change(
                    line.file, section: "options", line: line.line, "maxcalls=\(needed * 2)"))
        ]
    }

    /// What Asterisk is told not to publish never reaches ARI.
    private static func messages(_ facts: Facts) -> [Finding] {
        guard let files = facts.files(with: "stasis.conf") else { return [] }
        return files.settings(of: "stasis.conf", in: "declined_message_types").filter {
            $0.key.lowercased() == "decline"
        }.map { line in
            Finding(
                .media, "messages", .warning, "messages of the type \(line.value) are declined",
                why: "What depends on them is not told to Offhook: calls may seem never to end.",
                change: Change(line.file, section: line.section, line: line.line, "remove it"))
        }
    }
}
