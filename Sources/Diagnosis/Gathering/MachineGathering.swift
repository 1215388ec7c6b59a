internal import Foundation

/// Looks at this machine.
struct MachineGathering {
    let dataDirectory: String
    /// The process that serves.
    let serviceProcess: String?
    let files: AsteriskFiles?

    func facts() -> MachineFacts {
        var facts = MachineFacts()
        facts.dataDirectory = dataDirectory
        if let limit = serviceProcess.flatMap({ Self.openFiles(of: $0, .hard) }) {
            (facts.openFiles, facts.isOpenFilesOfService) = (limit, true)
        } else {
            facts.openFiles = Self.openFiles(of: "self", .hard)
        }
        if let files {
            let run = MediaChecks.folders(files).run
            let process = try? String(contentsOfFile: run + "/asterisk.pid", encoding: .utf8)
            facts.asteriskOpenFiles = process.flatMap {
                Self.openFiles(of: $0.trimmingCharacters(in: .whitespacesAndNewlines), .soft)
            }
        }
        let folder = Self.nearestFolder(to: dataDirectory)
        facts.freeMegabytes = Self.freeMegabytes(of: folder)
        facts.networkFileSystem = Self.networkFileSystem(of: folder)
        return facts
    }

    private enum Limit: Int { case soft = 3, hard }

    /// *Source*: `Max open files 1024 524288 files` in proc_pid_limits(5). Offhook raises its own to the hard one.
    private static func openFiles(of process: String, _ limit: Limit) -> Int? {
        guard process == "self" || Int(process) != nil,
            let text = try? String(contentsOfFile: "/proc/\(process)/limits", encoding: .utf8),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("Max open files") })
        else { return nil }
        let words = line.split(separator: " ")
        guard words.count > limit.rawValue else { return nil }
        return words[limit.rawValue] == "unlimited" ? 1 << 30 : Int(words[limit.rawValue])
    }

    /// The folder may not be made yet.
    private static func nearestFolder(to path: String) -> String {
        var place = URL(filePath: path).standardizedFileURL
        while !FileManager.default.fileExists(atPath: place.path), place.path != "/" {
            place.deleteLastPathComponent()
        }
        return place.path
    }

    private static func freeMegabytes(of folder: String) -> Int? {
        var status = statvfs()
        guard statvfs(folder, &status) == 0 else { return nil }
        let (bytes, isTooMuch) = UInt64(status.f_bavail).multipliedReportingOverflow(
            by: UInt64(status.f_frsize))
        return isTooMuch ? nil : Int(clamping: bytes >> 20)
    }

    /// The longest mount point above the folder says of which kind it is. *Source*: proc_pid_mounts(5).
    private static func networkFileSystem(of folder: String) -> String? {
        guard let text = try? String(contentsOfFile: "/proc/self/mounts", encoding: .utf8) else {
            return nil
        }
        var found: (place: Substring, kind: Substring) = ("", "")
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count > 2 else { continue }
            let place = words[1] == "/" ? "" : words[1]
            guard folder == place || folder.hasPrefix(place + "/"), place.count >= found.place.count
            else { continue }
            found = (place, words[2])
        }
        let kinds = [
            "nfs", "nfs4", "cifs", "smb3", "9p", "ceph", "glusterfs", "fuse.glusterfs",
            "fuse.sshfs", "afs",
        ]
        return kinds.contains(String(found.kind)) ? String(found.kind) : nil
    }
}
