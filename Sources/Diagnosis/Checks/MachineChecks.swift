internal import ConnectionMode

/// What the machine gives to Offhook, and to an Asterisk on it.
enum MachineChecks {
    static func findings(_ facts: Facts) -> [Finding] {
        openFiles(facts) + asteriskOpenFiles(facts) + disk(facts.machine)
    }

    /// For the store, Asterisk and all else that is not a connection to the API.
    private static let otherFiles = 128

    private static func openFiles(_ facts: Facts) -> [Finding] {
        guard let limit = facts.machine.openFiles else { return [] }
        let needed = facts.service.connections + otherFiles
        let whose = facts.machine.isOpenFilesOfService ? "the running service" : "this shell"
        guard limit < needed else {
            return [
                .fine(
                    .machine, "openFiles",
                    "\(whose) may have \(limit) open files, \(needed) are needed")
            ]
        }
        return [
            Finding(
                .machine, "openFiles", .warning,
                "\(whose) may have \(limit) open files, \(needed) are needed",
                why:
                    "Offhook takes fewer connections than listen.connections says: consoles that come "
                    + "last are turned away.",
                change: Change(
                    "/etc/systemd/system/offhook.service", section: "Service", "LimitNOFILE=65536"))
        ]
    }

    /// Each agent has a leg and a customer, each with about five files.
    private static func asteriskOpenFiles(_ facts: Facts) -> [Finding] {
        guard let limit = facts.machine.asteriskOpenFiles else { return [] }
        let agents = facts.service.directory.agentCount
        let needed = agents * 10 + 512
        guard limit < needed else {
            return [
                .fine(
                    .machine, "asteriskOpenFiles",
                    "Asterisk may have \(limit) open files, about \(needed) are needed for \(agents) agents"
                )
            ]
        }
        let files = facts.files(with: "asterisk.conf")
        return [
            Finding(
                .machine, "asteriskOpenFiles", .failure,
                "Asterisk may have \(limit) open files, about \(needed) are needed for \(agents) agents",
                why:
                    "Every leg takes about five. When none are left, calls fail at the busiest hour.",
                change: files?.change(
                    "maxfiles", to: "\(max(65_536, needed))", of: "asterisk.conf", in: "options")
                    ?? Change(
                        "asterisk.conf", section: "options", "maxfiles=\(max(65_536, needed))"))
        ]
    }

    private static func disk(_ machine: MachineFacts) -> [Finding] {
        var findings: [Finding] = []
        if let system = machine.networkFileSystem {
            findings.append(
                Finding(
                    .machine, "dataDirectoryDisk", .failure,
                    "\(machine.dataDirectory) is on a network's file system (\(system))",
                    why:
                        "The store's locks do not hold there: two services could serve at once, and the "
                        + "store be damaged.",
                    change: Change(
                        "offhook.yaml", "dataDirectory: a folder on this machine's own disk")))
        }
        guard let free = machine.freeMegabytes else { return findings }
        guard free < 1_024 else {
            return findings + [
                .fine(.machine, "diskSpace", "\(free / 1_024) GB are free for the store")
            ]
        }
        return findings + [
            Finding(
                .machine, "diskSpace", free < 64 ? .failure : .warning,
                "\(free) MB are free for the store in \(machine.dataDirectory)",
                why: "With a full disk nothing can be stored: hang-ups go on, nobody is called.",
                change: Change(machine.dataDirectory, "make room on its disk"))
        ]
    }
}
